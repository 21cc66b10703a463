"""What became of small things: `ripple` outward, `why` back, the branch on the card."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Crm, Golden, made_once
from tests.services.many_people import new_store_in_memory
from tests.store.conftest import insert
from tinycrm.services.outcomes import outcome_links, reasons_why, ripples


@pytest.fixture
@made_once
def chain(crm: Crm) -> Crm:
    """A card to Petra brought Sanjay, a gift to him brought Ewa, a favour to her sold prints."""
    crm.on("2025-03-03")
    crm("add", "Petra Novak")
    crm("log", "petra", "Birthday card with a compass", "-k", "greeting")
    crm.on("2025-06-01")
    crm("add", "Sanjay Rao")
    crm("win", "petra", "--brought", "sanjay", "--because", "n1")
    crm("log", "sanjay", "A jar of honey", "-k", "gift", "-a", "2025-05-20")
    crm.on("2025-11-26")
    crm("add", "Ewa Lis")
    crm("win", "sanjay", "--brought", "ewa", "--because", "n2", "-a", "2025-11-18")
    crm("log", "ewa", "Lent her a ladder", "-k", "favour", "-a", "2025-11-20")
    crm("log", "ewa", "Wrote about her exhibition", "-k", "social", "-a", "2025-11-25")
    crm.on("2026-01-14")
    crm("win", "ewa", "480 EUR prints", "--because", "n3")
    crm("win", "sanjay", "12000 JPY posters")
    crm.on("2026-11-23")
    return crm


def test_a_chain_four_deep_is_drawn_with_its_values_and_walked_back(chain: Crm):
    chain.env(COLUMNS="120")
    drawn = chain("ripple", "n1").out
    lines = [" ".join(line.split()) for line in drawn.splitlines()]
    assert lines[0].startswith("greeting, 3 Mar 2025: Birthday card with a compass")
    assert lines[0].endswith("480.00 EUR and 12,000 JPY n1")
    assert lines[1] == "brought Sanjay Rao, 1 Jun 2025 480.00 EUR and 12,000 JPY w1"
    assert "sale, 14 Jan: prints 480.00 EUR w3" in lines
    assert lines[-1] == "In all: 480.00 EUR and 12,000 JPY · brought 2 people"
    found = chain.json("ripple", "n1")
    assert found["total"] == [
        {"amount": "480.00", "currency": "EUR"}, {"amount": "12000", "currency": "JPY"},
    ]  # fmt: skip
    reached = {node["id"] for node in found["nodes"]}
    assert reached == {"n1", "w1", "c2", "n2", "w2", "c3", "n3", "w3", "w4"}
    steps = chain.json("why", "w3")
    assert [step["id"] for step in steps if step["linked"]] == [
        "w3", "n3", "c3", "w2", "n2", "c2", "w1", "n1", "c1",
    ]  # fmt: skip
    assert [step["id"] for step in steps if not step["linked"]] == ["n4"]
    text = chain("why", "w3").out
    assert "because of greeting, Mon 3 Mar 2025: Birthday card with a compass" in text
    assert "Also earlier, within 90 days; not linked and not counted:" in text


def test_the_chain_stands_in_one_line_and_the_branch_on_the_card(chain: Crm):
    shown = " ".join(chain("show", "w3").out.split())
    assert (
        "greeting, 3 Mar 2025 → brought Sanjay Rao → gift, 20 May 2025 → brought Ewa Lis"
        " → favour, 20 Nov 2025 → sale 480.00 EUR"
    ) in shown
    chain.env(COLUMNS="120")
    card = " ".join(chain("show", "petra").out.split())
    assert "Led to greeting, 3 Mar 2025 → brought Sanjay Rao → 480.00 EUR and 12,000 JPY w1" in card
    assert "Worth 480.00 EUR and 12,000 JPY (2 wins) through people they brought" in card


def test_the_card_names_the_first_of_many_who_were_brought(crm: Crm):
    crm("add", "Anna")
    for number in range(14):
        crm("add", f"Guest {number}", "--referred-by", "anna")
    card = " ".join(crm("show", "anna").out.split())
    assert "Guest 11 (c13), 2 more: crm ripple c1" in card
    assert "Guest 12 (c14)" not in card
    assert len(crm.json("show", "anna")["brought"]) == 14


def test_the_branch_has_at_most_three_lines(chain: Crm):
    for amount in (10, 20, 30):
        chain("win", "ewa", f"{amount} EUR", "--because", "n4")
    card = chain("show", "ewa").out
    assert card.count("→") == 4  # two lines of two arrows
    assert "more: crm ripple c3" in card
    assert chain.json("show", "w5")["because"] == ["n4"]


def test_who_brought_whom_directly_and_downstream(crm: Crm):
    for name in ("Anna", "Bert", "Cleo", "Dora"):
        crm("add", name)
    crm("win", "anna", "--brought", "bert")
    crm("win", "bert", "--brought", "cleo")
    crm("win", "bert", "--brought", "dora")
    crm("win", "cleo", "500 EUR")
    crm("log", "bert", "Flowers", "-k", "gift")
    anna, bert = crm.json("ripple")["nodes"]
    assert anna["direct"] == {"people": 1, "value": []}
    assert anna["indirect"] == {"people": 2, "value": [{"amount": "500.00", "currency": "EUR"}]}
    assert anna["not_bought"] == []  # Bert brought somebody who bought
    assert bert["not_bought"] == ["Dora"]
    assert (anna["thanked"], bert["thanked"]) == (None, "2026-11-23")
    text = crm("ripple").out
    assert "through them 2 people: 500.00 EUR" in text
    assert "not bought yet: Dora" in text
    assert "never thanked" in text
    assert "last thanked Mon 23 Nov 2026, today\n" in text
    crm.on("2026-11-24")
    crm("win", "bert", "--brought", crm("add", "Emil").id)
    assert "yesterday; not since the last referral" in crm("ripple").out
    assert "In all through referrals: 500.00 EUR" in text
    assert "w4" in crm("ripple", "--explain").out
    assert "Brought     Bert (c2)" in crm("show", "anna").out


def test_a_win_counts_once_however_many_gestures_are_linked(chain: Crm):
    chain("edit", "w3", "--because", "n4", "--because", "n2")
    found = chain.json("ripple", "petra")
    assert found["total"][0] == {"amount": "480.00", "currency": "EUR"}
    drawn = chain("ripple", "petra", "--explain").out
    assert drawn.count("480.00 EUR  w3") == 1
    assert "see above" in drawn
    assert "Counted, each once:" in drawn
    assert chain.json("show", "ewa")["value"]["own"] == [{"amount": "480.00", "currency": "EUR"}]


def test_three_currencies_are_never_added(chain: Crm):
    chain("win", "ewa", "1.250 KWD frames")
    found = chain.json("ripple", "petra")["total"]
    assert [(each["amount"], each["currency"]) for each in found] == [
        ("480.00", "EUR"), ("12000", "JPY"), ("1.250", "KWD"),
    ]  # fmt: skip


def test_what_was_only_earlier_enters_no_total(chain: Crm):
    chain("win", "ewa", "70 EUR frame", "--at", "2026-01-15")
    assert chain.json("ripple", "n4") == {
        "root": "n4", "nodes": [
            {
                "id": "n4", "kind": "note", "name": "social",
                "text": "Wrote about her exhibition", "on": "2025-11-25", "money": None,
                "value": [], "has_bought": False,
            }
        ], "edges": [], "total": [], "people": 0,
    }  # fmt: skip
    assert "Nothing was linked to it yet." in chain("ripple", "n4").out


def test_what_leads_nowhere_and_what_is_no_record_is_said(chain: Crm):
    assert chain.run("ripple", "w99").code == 3
    assert chain.run("ripple", "b1").code == 2
    assert chain.run("why", "n1").code == 2
    chain("win", "petra", "9 EUR card")
    assert "No note is linked to it" in chain("why", "w5").out
    assert chain.run("ripple", "nobody").code == 3


def test_a_circle_cannot_be_made_and_an_imported_one_ends(chain: Crm):
    refused = chain.run("win", "ewa", "--brought", "petra")
    assert (refused.code, "cannot have brought" in refused.err) == (5, True)
    with closing(chain.db()) as db, db:
        for name in ("insert", "update"):
            db.execute(f"DROP TRIGGER win_makes_no_circle_{name}")
        insert(db, "win", contact_id=3, kind="referral", brought_id=1)
    assert len(chain.json("ripple", "petra")["nodes"]) == 11
    assert chain.json("ripple")["nodes"][0]["indirect"]["people"] == 1
    assert chain.json("show", "petra")["value"]["brought"]
    assert "w5" in [step["id"] for step in chain.json("why", "w1")]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_ripple_and_why_are_inverse_on_random_graphs(data: st.DataObject):
    with closing(new_store_in_memory()) as db:
        people = [insert(db, "contact") for _ in range(data.draw(st.integers(1, 5)))]
        notes = [insert(db, "note") for _ in range(data.draw(st.integers(0, 5)))]
        for note in notes:
            for person in data.draw(st.sets(st.sampled_from(people), min_size=1, max_size=2)):
                insert(db, "note_contact", note_id=note, contact_id=person)
        wins = []
        for number in range(data.draw(st.integers(0, 6))):
            own = data.draw(st.integers(0, len(people) - 1))
            brings = number + 1 if own <= number < len(people) - 1 else None
            more = {"kind": "referral", "brought_id": people[brings]} if brings else {}
            wins.append(insert(db, "win", contact_id=people[own], **more))
            for note in data.draw(st.sets(st.sampled_from(notes))) if notes else ():
                insert(db, "win_cause", win_id=wins[-1], note_id=note)
        nodes = [("contact", each) for each in people] + [("win", each) for each in wins]
        nodes += [("note", each) for each in notes]
        outward = {node: set(outcome_links.outward(db, node)) - {node} for node in nodes}
        back = {node: set(outcome_links.back(db, node)) - {node} for node in nodes}
        for one in nodes:
            for other in nodes:
                assert (other in outward[one]) == (one in back[other]), (one, other)
        for win in wins:
            found = ripples.read_ripple(db, f"w{win}")
            assert len({node.id for node in found.nodes}) == len(found.nodes)
            linked = [step for step in reasons_why.find_why(db, f"w{win}") if step.linked]
            assert {step.id for step in linked} == {
                f"{table[0]}{own}" for table, own in (back["win", win] | {("win", win)})
            }


def test_the_year_of_a_day_is_said_only_where_it_is_another_one():
    from tinycrm.services.outcomes.branches import say_short_day

    assert say_short_day(date(2026, 3, 3), date(2026, 11, 23)) == "3 Mar"
    assert say_short_day(date(2025, 3, 3), date(2026, 11, 23)) == "3 Mar 2025"


@pytest.mark.parametrize("columns", ["100", "80", "40"])
def test_nothing_is_wider_than_the_screen(chain: Crm, columns: str):
    chain("log", "ewa", "A long note " * 12, "-k", "favour")
    chain("edit", "w3", "--because", "n5", "--at", "2026-11-23")
    chain.env(COLUMNS=columns)
    for words in (("ripple",), ("ripple", "petra", "--explain"), ("why", "w3"), ("show", "petra")):
        assert all(len(line) <= int(columns) for line in chain(*words).out.splitlines()), words
    assert json.loads(chain("why", "w3", "--json").out)[0]["id"] == "w3"


@pytest.mark.parametrize("columns", ["100", "80", "40"])
def test_what_it_looks_like(chain: Crm, golden: Golden, columns: str):
    chain.env(COLUMNS=columns)
    shown = [chain(*words).out for words in (("ripple", "petra"), ("ripple",), ("why", "w3"))]
    golden(f"ripple-{columns}", "\n\n".join(shown))
