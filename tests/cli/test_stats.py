"""`crm stats`: a month beside the last one, the letter of a year, and what went together."""

from __future__ import annotations

import json
from contextlib import closing
from typing import Any

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each
from tinycrm.errors import UsageProblem
from tinycrm.services.figures import periods
from tinycrm.text import width


def add_people(crm: Crm, count: int) -> None:
    """Add c1, c2 and so on."""
    lines = (json.dumps({"name": f"Person {number}"}) for number in range(1, count + 1))
    crm("add", "-", stdin="\n".join(lines))


def sell(crm: Crm, contact: int, day: str, amount: int | None, currency: str = "EUR",
         kind: str = "sale", brought: int | None = None) -> int:  # fmt: skip
    with crm.db() as db:
        cursor = db.execute(
            "INSERT INTO win (uid, contact_id, kind, text, won_on, amount_minor, currency,"
            " brought_id, created_at) VALUES (lower(hex(randomblob(8))), ?, ?, 'prints', ?, ?, ?,"
            " ?, '2026-01-01T12:00:00Z')",
            (contact, kind, day, amount, currency if amount is not None else None, brought),
        )
    db.close()
    assert cursor.lastrowid
    return cursor.lastrowid


def link(crm: Crm, win: int, note: int) -> None:
    with crm.db() as db:
        db.execute("INSERT INTO win_cause (win_id, note_id) VALUES (?, ?)", (win, note))
    db.close()


@pytest.fixture
@made_once
def year(crm: Crm) -> Crm:
    """2026, as far as 23 November: three people, of whom Ada brought Ben and Ben brought Cleo."""
    for name in ("Ada Lovelace", "Ben Nowak", "Cleo Maj"):
        crm("add", name)
    for who, day, words in (
        ("ada", "2025-11-23", "greeting: birthday call"), ("ada", "2026-10-20", "call: quote"),
        ("ada", "2026-11-02", "gift: brass compass"), ("ben", "2026-11-03", "call: offices"),
        ("ben", "2026-11-04", "attempt: no answer"), ("cleo", "2026-11-05", "note: in the paper"),
        ("ben", "2026-11-06", "gift: got honey"),
    ):  # fmt: skip
        crm("log", who, words, "--at", day)
    for day, done in (("2026-11-10", True), ("2026-11-12", False), ("2026-11-20", True)):
        made = crm.json("remind", "ada", "send the quote", "--on", day)
        if done:
            crm.on("2026-11-11")
            crm("done", made["id"])
            crm.on("2026-11-23")
    crm("issue", "ada", "Charged twice", "--at", "2026-11-01")
    crm("issue", "ben", "Wrong size", "--at", "2026-11-10")
    crm.on("2026-11-15")
    crm("resolve", "i2")
    crm.on("2026-11-23")
    link(crm, sell(crm, 1, "2026-01-14", 450_00), 1)
    sell(crm, 1, "2026-01-14", None, kind="referral", brought=2)
    sell(crm, 2, "2026-11-02", None, kind="referral", brought=3)
    sell(crm, 2, "2026-11-05", 100_50)
    sell(crm, 2, "2026-11-06", 12_000, "JPY")
    sell(crm, 3, "2026-11-07", 1_250_500, "KWD")
    sell(crm, 3, "2026-11-08", 0)
    return crm


def figures(found: Any) -> dict[str, Any]:
    return {each["key"]: each["now"] for each in found["figures"]}


def test_the_month_stands_beside_the_last_one_each_figure_with_its_n(year: Crm):
    found = year.json("stats")
    assert (found["period"]["name"], found["before"]["name"]) == ("November 2026", "October 2026")
    now = figures(found)
    assert {key: (each["number"], each["of"]) for key, each in now.items()} == {
        "touches": (3, None), "people": (2, None), "gestures": (1, None), "kept": (1, 3),
        "issues": (2, None), "resolved": (1, 2), "days_to_resolve": (5, None), "wins": (5, None),
        "sales": (4, None), "referrals": (1, None), "deals": (0, None), "deals_won": (0, None),
        "deals_lost": (0, None), "deals_open": (0, None),
    }  # fmt: skip
    assert now["days_to_resolve"]["n"] == 1
    touches = found["figures"][0]
    assert {e["key"]: e["now"]["n"] for e in touches["parts"]} == {"gift": 2, "call": 1}
    assert touches["before"]["n"] == 1
    assert found["months"] == [0] * 10 + [1, 3]


def test_currencies_are_never_added(year: Crm):
    assert figures(year.json("stats"))["sales"]["money"] == [
        {"amount": "100.50", "currency": "EUR"}, {"amount": "12000", "currency": "JPY"},
        {"amount": "1250.500", "currency": "KWD"},
    ]  # fmt: skip
    said = year("stats").out
    for amount in ("100.50 EUR", "12,000 JPY", "1,250.500 KWD"):
        assert amount in said


def test_a_median_has_its_n_also_where_both_are_the_same_number(crm: Crm):
    crm("add", "Ada")
    for _ in range(2):
        issue = crm("issue", "ada", "Late parcel", "--at", "2026-11-21").id
        crm("resolve", issue)
    assert "Days to resolve 2, n = 2" in " ".join(crm("stats").out.split())


def test_huge_sums_are_exact_and_stay_apart(crm: Crm):
    crm("add", "Ada Lovelace")
    crm("add", "Bob", "--referred-by", "ada")
    for _ in range(3):
        crm("win", "bob", "1 KWD")
    with closing(crm.db()) as db, db:  # another program
        db.execute("UPDATE win SET amount_minor = 9e18 WHERE currency = 'KWD'")
    for words in (("stats",), ("stats", "2026"), ("ripple",), ("ripple", "ada"), ("show", "ada")):
        assert "27,000,000,000,000,000.000 KWD" in crm(*words).out, words
    lines = crm("stats", "2026").out.splitlines()
    assert lines[0].endswith("2 people · 0 touches · 4 wins")
    assert not any("—27" in line for line in lines)
    assert crm("list", "value:5KWD", "--sort", "value", "--ids").out == "c2\n"
    crm("care")
    refused = crm.run("win", "ada", "999999999999999 CLF")
    assert (refused.code, refused.err.splitlines()[0]) == (
        2, "crm: “999999999999999 CLF” is too large.",
    )  # fmt: skip


def test_each_figure_is_explained_by_its_formula_and_its_rows(year: Crm):
    found = year.json("stats", "--explain")
    records = {each["key"]: each["records"] for each in found["figures"]}
    assert records["touches"] == ["n3", "n4", "n7"]
    assert records["gestures"] == ["n3"]
    assert records["kept"] == ["r3"]
    assert records["sales"] == ["w4", "w5", "w6", "w7"]
    assert records["days_to_resolve"] == ["i2"]
    assert all(each["formula"] for each in found["figures"])
    said = year("stats", "--explain").out
    assert "n3, n4, n7" in said
    assert "done on the due day or before" in " ".join(said.split())
    assert "records" not in year.json("stats")["figures"][0]


def test_the_score_has_its_n_and_few_answers_have_their_words(year: Crm):
    year("feedback", "ada", "3", "slow")
    year("feedback", "ada", "9", "much better now")
    year("feedback", "ben", "6", "late")
    found = year.json("stats")
    assert (found["nps"]["value"], found["nps"]["n"]) == (0, 2)  # the last score of each person
    assert [each["text"] for each in found["words"]] == ["late", "much better now", "slow"]
    said = year("stats").out
    assert "1 of 2 would recommend you (9 or 10): NPS 0, n = 2. Too few to tell." in said
    assert "“much better now” Ada Lovelace" in said
    for number in range(8):
        year("add", f"Person {number}")
        year("feedback", f"c{number + 4}", "10")
    found = year.json("stats")
    assert (found["nps"]["value"], found["nps"]["n"], found["words"]) == (80, 10, [])
    assert year.json("stats", "2020")["nps"]["value"] is None


def test_the_letter_of_a_year_names_who_carried_it(year: Crm):
    found = year.json("stats", "2026")
    assert found["people"] == 3
    carried = {each["contact"]["name"]: each for each in found["carried"]}
    assert list(carried) == ["Ada Lovelace", "Ben Nowak", "Cleo Maj"]
    ada, ben = carried["Ada Lovelace"], carried["Ben Nowak"]
    assert (ada["own"], ada["touches"]) == ([{"amount": "450.00", "currency": "EUR"}], 2)
    kwd = {"amount": "1250.500", "currency": "KWD"}
    assert ada["brought"] == [
        {"amount": "100.50", "currency": "EUR"}, {"amount": "12000", "currency": "JPY"}, kwd,
    ]  # fmt: skip
    assert ben["brought"] == [kwd]
    [back] = found["came_back"]
    assert (back["note"], back["win"], back["money"]["amount"]) == ("n1", "w1", "450.00")
    said = year("stats", "2026").out
    assert "greeting, Ada Lovelace, 23 Nov 2025  → sale 450.00 EUR, 14 Jan" in said
    assert "Kept 1 of 3 promises on time · 2 issues, 1 resolved, median 5 days (n = 1)" in said
    assert "proves nothing" in " ".join(said.split())
    assert "Of the reminders about people" in year("stats", "2026", "--explain").out


def test_the_letter_explains_the_sums_of_people_by_their_wins(year: Crm):
    said = " ".join(year("stats", "2026", "--explain").out.split())
    assert "Own: the amounts of a person's wins in the year." in said
    assert "Ada Lovelace, own: w1 Ada Lovelace, brought: w4, w5, w6" in said
    assert "Ben Nowak, own: w4, w5 Ben Nowak, brought: w6" in said
    [ada, *_] = [
        each for each in year.json("stats", "2026", "--explain")["carried"]
        if each["contact"]["name"] == "Ada Lovelace"
    ]  # fmt: skip
    assert (ada["own_records"], ada["brought_records"]) == (["w1"], ["w4", "w5", "w6"])
    assert year.json("stats", "2026")["carried"][0]["own_records"] == []


def test_the_letter_of_a_past_year_says_who_was_quiet_then(crm: Crm):
    crm("add", "Tomasz Król")
    for day in ("2025-01-01", "2025-02-01", "2025-03-01", "2026-11-01"):
        crm("log", "tomasz", "call: hello", "--at", day)
    assert [each["silent"] for each in crm.json("stats", "2025")["quiet"]] == [305]
    assert crm.json("stats", "2026")["quiet"] == []
    assert "Who has gone quiet" in crm("stats", "2025").out


@pytest.mark.parametrize("columns", [100, 80, 40])
def test_nothing_is_too_wide(year: Crm, columns: int):
    year.env(COLUMNS=str(columns))
    year("edit", "ada", "--name", "Ada Augusta King-Noel, Countess of Lovelace and of Engines")
    year("feedback", "ben", "6", "late " * 40)
    for words in (("2026",), (), ("--explain",), ("2026", "--explain"), ("--impact",)):
        said = year("stats", *words).out
        assert max(map(width, said.splitlines())) <= columns, said


def test_a_pipe_gets_plain_figures_and_a_terminal_bars(year: Crm, terminal: Any):
    assert not set(year("stats").out) & set("▁▂▃▄▅▆▇█")
    screen = terminal("stats", columns=100)
    assert screen.end() == 0
    assert {"█", "▁"} <= set(screen.text)
    ascii_only = terminal("stats", columns=100, LC_ALL="C")
    assert ascii_only.end() == 0
    assert ascii_only.text.isascii()


# ── what went together ───────────────────────────────────────────────────────────────────


def test_the_impact_of_a_table_computed_by_hand(crm: Crm):
    # Customers 1-10 get a card on 1 March and 8 of them buy after it; 11-22 get none and 3 buy.
    add_people(crm, 23)
    for number in range(1, 23):  # who never bought is no customer
        sell(crm, number, "2025-06-01", 100)
    for number in range(1, 11):
        crm("log", f"c{number}", "gift: a card", "--at", "2026-03-01")
    for number in range(1, 9):
        sell(crm, number, "2026-03-01", 100)
    sell(crm, 9, "2026-02-28", 100)  # before the gesture: not because of it
    for number in range(11, 14):
        sell(crm, number, "2026-01-01", 100)
    crm("log", "c14", "gift: got honey", "--at", "2026-03-01")
    sell(crm, 23, "2026-05-01", 100)
    found = crm.json("stats", "2026", "--impact", "--explain")
    side = found["with_gesture"]
    assert (side["returned"], side["n"], side["share"]) == (8, 10, 0.8)
    assert (side["low"], side["high"]) == (0.4902, 0.9433)  # Wilson's, by hand
    assert (found["without"]["returned"], found["without"]["n"]) == (3, 12)
    assert found["without"]["records"][:3] == ["c11", "c12", "c13"]
    assert found["enough"]
    said = crm("stats", "2026", "--impact").out
    assert "8 of 10 = 80 % (95 %: 49 to 94 %)" in said
    assert "Too few to tell" not in said
    assert said.endswith("This shows what went together, not what caused it.\n")
    assert crm("stats", "--impact").out.startswith("Customers who returned, the last 365 days")


def test_under_ten_on_either_side_is_too_few_to_tell(crm: Crm):
    add_people(crm, 10)
    for number in range(1, 11):
        sell(crm, number, "2025-06-01", 100)
    crm("log", "c1", "gift: a card", "--at", "2026-03-01")
    found = crm.json("stats", "2026", "--impact")
    assert not found["enough"]
    said = crm("stats", "2026", "--impact").out
    assert "Too few to tell" in said
    assert "%" not in said
    assert said.endswith("This shows what went together, not what caused it.\n")


# ── periods ──────────────────────────────────────────────────────────────────────────────


@for_each(
    ("typed", "since", "until"),
    [("", "2026-11-01", "2026-11-30"), ("2026", "2026-01-01", "2026-12-31"),
     ("2026-02", "2026-02-01", "2026-02-28"), ("feb 2024", "2024-02-01", "2024-02-29"),
     ("december", "2025-12-01", "2025-12-31"), ("11/2026", "2026-11-01", "2026-11-30"),
     ("9999-12", "9999-12-01", "9999-12-31")],
)  # fmt: skip
def test_a_period_is_a_year_or_a_month(typed: str, since: str, until: str):
    from datetime import date

    found = periods.parse_period(typed, date(2026, 11, 23))
    assert (str(found.since), str(found.until)) == (since, until)


@for_each("typed", ["yesterday", "2026-13", "0000", "2026 2027", "1 2", "nov dec"])
def test_what_is_no_period_is_refused(crm: Crm, typed: str):
    from datetime import date

    with pytest.raises(UsageProblem, match="neither a year nor a month"):
        periods.parse_period(typed, date(2026, 11, 23))
    assert crm.run("stats", *typed.split()).code == 2


def test_the_first_year_has_none_before_it(crm: Crm):
    assert crm.run("stats", "0001").code == 2


def test_a_long_day_and_kind_are_one_line_that_touches_nothing(crm: Crm):
    crm("add", "Ada")
    for day in ("08", "15", "22"):
        crm("log", "ada", "message: hello", "--at", f"2025-01-{day}")
    lines = [line.split() for line in crm("stats", "2026").out.splitlines()]
    [found] = [number for number, line in enumerate(lines) if "quiet" in line and "for" in line]
    assert lines[found + 1] == ["Ada", "1", "week", "670", "days", "22", "Jan", "2025,", "message"]
