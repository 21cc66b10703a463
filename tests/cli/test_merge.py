"""`crm merge`: merge two contacts, nothing lost, one undo away."""

from __future__ import annotations

import json
from contextlib import closing
from typing import Any

import pytest

from tests.cli.conftest import Sit
from tests.conftest import Crm, made_once
from tests.rows import for_each
from tests.store.conftest import batches, dump_store, insert, insert_everything


@pytest.fixture
@made_once
def two(crm: Crm) -> Crm:
    """Ada, c1, who says little, and Ada King, c2, who says much and contradicts."""
    crm(
        "add", "Ada Lovelace", "-o", "Acme", "-b", "10 Dec", "-p", "work:+44 1632 960961",
        "-e", "ada@x.org", "--every", "4w", "--fact", "coffee=black", "-t", "vip",
        "-n", "Countess", "--key", "k1",
    )  # fmt: skip
    crm(
        "add", "Ada King Lovelace", "-o", "Initech", "--title", "Analyst", "-b", "1815-12-10",
        "-d", "wedding=8 July 1835", "-p", "home:+441632960961", "-p", "+44 20 7946 0018",
        "-e", "ADA@x.org", "-e", "king@x.org", "--every", "3m", "--fact", "coffee=white",
        "--fact", "tea=green", "-t", "vip", "-t", "lead", "-n", "Countess", "-n", "Enchantress",
        "--key", "k2", "--do-not-contact", "--force", "--url", "x.org",
    )  # fmt: skip
    crm("add", "Grace", "--referred-by", "c2")
    crm("log", "c1,c2", "with both", "--at", "2026-11-20")
    crm("log", "c2", "alone", "-t", "food")
    crm("remind", "c2", "send quote", "--on", "1w")
    crm("issue", "c2", "Late")
    return crm


def test_everything_is_on_one_card(two: Crm):
    merged = two.json("merge", "c1", "c2")
    assert (merged.pop("merged"), merged.pop("created"), merged.pop("batch")) == (
        "c2", False, "b8",
    )  # fmt: skip
    assert merged == {
        "id": "c1",
        "uid": merged["uid"],
        "kind": "person",
        "name": "Ada Lovelace",
        "nicknames": ["Countess", "Enchantress", "Ada King Lovelace"],
        "organization": "Acme",
        "title": "Analyst",
        "emails": [
            {"value": "ada@x.org", "label": None}, {"value": "king@x.org", "label": None},
        ],
        "phones": [
            {"value": "+44 1632 960961", "label": "work, home"},
            {"value": "+44 20 7946 0018", "label": None},
        ],
        "addresses": [],
        "urls": [{"value": "x.org", "label": None}],
        "handles": [],
        "birthday": "1815-12-10",
        "occasions": [{"id": "o3", "label": "wedding", "day": "1835-07-08"}],
        "tags": ["lead", "vip"],
        "facts": {
            "coffee": "black", "tea": "green", "organization (also)": "Initech",
            "every (also)": "3m", "coffee (also)": "white",
        },
        "every": "4w",
        "referred_by": None,
        "related": [],
        "do_not_contact": True,
        "archived": False,
        "last_touch": "2026-11-23",
        "next_due": "2026-12-21",
        "created_at": merged["created_at"],
        "updated_at": merged["updated_at"],
    }  # fmt: skip
    card = two.json("show", "ada king lovelace")
    assert [each["text"] for each in card["notes"]] == ["alone", "with both"]
    assert [each["text"] for each in card["issues"] + card["reminders"]] == ["Late", "send quote"]
    assert [each["id"] for each in card["brought"]] == ["c3"]
    assert [each["id"] for each in two.json("list")] == ["c1", "c3"]
    assert two.json("add", "Whoever", "--key", "k2")["id"] == "c1"
    assert two.run("show", "c2").code == 3
    assert [each["id"] for each in two.json("search", "green")] == ["c1"]


def test_one_undo_makes_them_two_again_and_redo_one(two: Crm):
    before = dump_store()
    two("merge", "c1", "c2")
    after = dump_store()
    assert batches()[-1][1] == "merge c1 c2"
    two("undo")
    assert dump_store() == before
    two("redo")
    assert dump_store() == after
    two("undo")
    assert dump_store() == before


def test_the_other_way_round_the_other_wins(two: Crm):
    merged = two.json("merge", "c2", "c1")
    assert (merged["id"], merged["organization"], merged["every"]) == ("c2", "Initech", "3m")
    assert merged["birthday"] == "1815-12-10"
    assert merged["facts"]["organization (also)"] == "Acme"


def test_what_contradicts_is_said(two: Crm):
    result = two("merge", "c1", "c2")
    assert result.out == "c1\n"
    assert result.err.splitlines() == [
        "crm: Ada King Lovelace (c2) was merged into Ada Lovelace (c1)",
        "     Kept as facts:",
        "       organization (also): Initech",
        "       every (also): 3m",
        "       coffee (also): white",
    ]


def test_another_birthday_becomes_a_fact_and_no_second_greeting(crm: Crm):
    crm("add", "Ada", "-b", "10 Dec", "-d", "wedding=2001-07-08")
    crm("add", "Ada", "-b", "1816-12-11", "-d", "wedding=2002-07-08", "--force")
    merged = crm.json("merge", "c1", "c2")
    assert merged["birthday"] == "--12-10"
    assert merged["facts"] == {"birthday (also)": "1816-12-11"}


def test_both_dates_of_one_label_are_kept(crm: Crm):
    crm("add", "Ada", "-d", "child=2001-07-08", "-d", "child=--05-01")
    crm("add", "Ada", "-d", "child=2002-07-08", "-d", "child=2004-05-01", "--force")
    days = [each["day"] for each in crm.json("merge", "c1", "c2")["occasions"]]
    assert days == ["2001-07-08", "2004-05-01", "2002-07-08"]


def test_a_date_without_a_year_is_one_of_two_that_have_one_and_the_other_stays(crm: Crm):
    crm("add", "Ada", "-d", "child=12-10")
    crm("add", "Ada", "-d", "child=2015-12-10", "-d", "child=2016-12-10", "--force")
    days = [each["day"] for each in crm.json("merge", "c1", "c2")["occasions"]]
    assert days == ["2015-12-10", "2016-12-10"]


def test_the_later_greeting_and_the_later_snooze_stay(crm: Crm):
    crm("add", "Ada", "-b", "1990-11-24", "-d", "wedding=2001-11-25")
    crm("add", "Ada", "-b", "1990-11-24", "-d", "wedding=2001-11-25", "--force")
    crm("done", "o3")
    crm("snooze", "o4", "2 days")
    crm("merge", "c1", "c2")
    [row] = crm.json("today")["birthdays"]  # no wedding yet
    assert (row["row"], row["greeted"]) == ("o1", True)
    crm.on("2026-11-25")
    assert [row["row"] for row in crm.json("today")["birthdays"]] == ["o2"]


def test_a_third_value_gets_a_name_of_its_own(crm: Crm):
    for org in ("One", "Two", "Three", "Two"):
        crm("add", "Ada", "-o", org, "--force")
    for other in ("c2", "c3", "c4"):
        crm("merge", "c1", other)
    assert crm.json("show", "c1")["facts"] == {
        "organization (also)": "Two",
        "organization (also 2)": "Three",
    }


def test_whoever_is_seen_stays_seen(crm: Crm):
    crm("add", "Ada")
    crm("add", "Ada", "--force")
    crm("archive", "c1")
    assert crm.json("merge", "c1", "c2")["archived"] is False


def test_nobody_brings_themselves_nor_is_brought_twice(crm: Crm):
    for name in ("Ada", "Ada Lovelace", "Grace", "Mary"):
        crm("add", name, "--force")
    crm("edit", "c2", "--referred-by", "c1")
    crm("merge", "c1", "c2")
    crm("undo")
    crm("edit", "c1", "--referred-by", "c3")
    crm("edit", "c2", "--referred-by", "c4")
    assert crm.json("merge", "c1", "c2")["referred_by"] == "c3"
    with closing(crm.db()) as db:
        wins = db.execute("SELECT contact_id, brought_id, text FROM win ORDER BY id").fetchall()
    assert sorted(wins, key=str) == [(3, 1, ""), (4, None, "referred Ada Lovelace")]


def test_not_the_same_with_others_moves_along(crm: Crm):
    for _ in range(4):
        crm("add", "Ada", "--force")
    crm("dupes", "--distinct", "c2", "c3")
    crm("dupes", "--distinct", "c2", "c1")
    before = dump_store()
    crm("merge", "c1", "c2", "--yes")
    with closing(crm.db()) as db:
        assert db.execute("SELECT one_id, other_id FROM distinct_pair").fetchall() == [(1, 3)]
    crm("undo")
    assert dump_store() == before


def test_whose_names_contradict_are_merged_only_with_yes(crm: Crm):
    crm("add", "Ada Lovelace")
    crm("add", "William King")
    before = dump_store()
    result = crm.run("merge", "ada", "william")
    assert result.code == 5
    assert "may not be the same: their names contradict each other" in result.err
    assert dump_store() == before
    assert crm("merge", "ada", "william", "--yes").out == "c1\n"


def test_a_nickname_settles_it(crm: Crm):
    crm("add", "Ada Lovelace", "-n", "Countess")
    crm("add", "Countess")
    assert crm("merge", "c1", "c2").out == "c1\n"


def test_on_a_terminal_it_asks(crm: Crm, terminal: Sit):
    crm("add", "Ada Lovelace")
    crm("add", "William King")
    screen = terminal("merge", "ada", "william")
    screen.wait_for("may not be the same")
    screen.answer("Merge them? [y/N]", "n")
    assert screen.end() == 130
    screen = terminal("merge", "ada", "william")
    screen.answer("Merge them? [y/N]", "y")
    assert screen.end() == 0
    assert [each["id"] for each in crm.json("list")] == ["c1"]


def test_on_a_terminal_it_shows_what_goes_and_asks(two: Crm, terminal: Sit):
    before = dump_store()
    screen = terminal("merge", "c1", "c2")
    screen.wait_for("Ada King Lovelace (c2) with 1 note, 1 reminder, 1 issue, 1 win")
    screen.wait_for("goes into Ada Lovelace (c1)")
    screen.wait_for("Kept as facts:")
    screen.wait_for("organization (also): Initech")
    screen.answer("Merge them? [y/N]", "")
    assert screen.end() == 130
    assert dump_store() == before


def test_a_number_in_two_forms_is_one_on_the_merged_card(crm: Crm):
    crm("add", "Ada", "-p", "+49 171 1234567")
    crm("add", "Ada", "-p", "work:0171 1234567", "--force")
    merged = crm.json("merge", "c1", "c2")
    assert merged["phones"] == [{"value": "+49 171 1234567", "label": "work"}]


def test_two_forms_of_a_number_both_give_it_their_labels(crm: Crm):
    phones = [
        {"value": "+49 171 1234567", "label": "work"},
        {"value": "0171 1234567", "label": "home"},
    ]
    record = {"record": "contact", "name": "Ada", "phones": phones}
    crm("import", "-", "--format", "jsonl", stdin=json.dumps(record))
    crm("add", "Ada", "-p", "0049 171 1234567", "--force")
    merged = crm.json("merge", "c2", "c1")
    assert merged["phones"] == [{"value": "0049 171 1234567", "label": "work, home"}]


def test_one_is_one_already(crm: Crm):
    crm("add", "Ada")
    assert crm.run("merge", "ada", "c1").code == 2
    assert crm.run("merge", "ada", "c9").code == 3
    assert crm.run("merge", "ada").code == 2


def test_a_later_change_stands_in_the_way_of_the_undo(two: Crm):
    two("merge", "c1", "c2")
    two("edit", "c1", "--title", "Countess")
    result = two.run("undo", "b8")
    assert result.code == 5
    assert "b9 (edit c1) depends on it" in result.err


@pytest.fixture
@made_once
def full(crm: Crm) -> Crm:
    """A row in every table, most of them about c1, and the same again about c3."""
    crm("add", "Nobody")
    crm("undo")
    with closing(crm.db()) as db, db:
        db.execute("DELETE FROM sqlite_sequence WHERE name = 'contact'")
        insert_everything(db)
        insert(db, "contact", name="Ada King", title="Analyst")
        for table, more in (
            ("contact_point", {"value": "K@b.c", "normal": "k@b.c"}),
            ("nickname", {}),
            ("occasion", {}),
            ("fact", {}),
            ("contact_tag", {}),
            ("reminder", {}),
            ("issue", {}),
            ("win", {}),
            ("deal", {}),
            ("feedback", {}),
            ("ask", {"hidden_until": "2026-12-01"}),
            ("perk", {}),
            ("extra", {}),
            ("note_contact", {}),
        ):
            insert(
                db,
                table,
                **({"note_id": 1} if table == "note_contact" else {}),
                **({"tag_id": 1} if table == "contact_tag" else {}),
                contact_id=3,
                **more,
            )
        insert(db, "distinct_pair", one_id=2, other_id=3)
    return crm


@for_each("order", [("c1", "c3"), ("c3", "c1"), ("c2", "c3"), ("c3", "c2")], afresh=True)
def test_rows_of_every_sort_move_and_come_back(full: Crm, order: tuple[str, str]):
    full("edit", "c1", "-t", "there")  # takes over what another program wrote
    before = dump_store()
    full("merge", *order, "--yes")
    after = dump_store()
    gone = int(order[1][1:])
    assert not any(gone == row[1] for row in after["contact_point"])
    counted: dict[str, Any] = {name: len(rows) for name, rows in after.items()}
    for name in (
        "note",
        "reminder",
        "issue",
        "win",
        "deal",
        "feedback",
        "perk",
        "tag",
        "external_key",
    ):
        assert counted[name] == len(before[name]), name
    full("undo")
    assert dump_store() == before
    full("redo")
    assert dump_store() == after


@for_each(
    ("one", "other", "kept"),
    [
        ((None, 0), ("2026-12-01", 0), ("2026-12-01", 0)),
        (("2026-12-09", 0), ("2026-12-01", 0), ("2026-12-09", 0)),
        (("2026-12-09", 0), (None, 1), (None, 1)),
        ((None, 1), ("2026-12-01", 0), (None, 1)),
        ((None, 0), (None, 0), (None, 0)),
    ],
    afresh=True,
)
def test_asked_on_one_day_of_both_the_longer_silence_holds(two: Crm, one, other, kept):
    with closing(two.db()) as db, db:
        for own, (until, never) in ((1, one), (2, other)):
            insert(db, "ask", contact_id=own, hidden_until=until, never=never)
        insert(db, "ask", contact_id=2, about="feedback")
    two("merge", "c1", "c2")
    asks = [row[1:] for row in dump_store()["ask"]]
    assert asks == [(1, "care", "2026-11-01", *kept), (1, "feedback", "2026-11-01", None, 0)]
