"""Birthdays and other yearly dates in the morning: which stand there, and what closes them."""

from datetime import date, timedelta

import pytest

from tests.rows import for_each
from tests.services.conftest import names, person

TODAY = date(2026, 11, 23)  # a Monday


def born(crm, name: str, days: int) -> None:
    """Add somebody whose birthday, of no known year, is so many days off."""
    on = TODAY + timedelta(days=days)
    crm("add", name, "-b", f"{on:%m-%d}")


def test_a_birthday_of_an_unknown_year_letter_for_letter(crm, morning):
    crm("add", "Grace Hopper", "-b", "--11-21")
    assert morning()["birthdays"] == [
        {
            "id": "c1", "row": "o1", "contact": person("c1", "Grace Hopper"), "label": "birthday",
            "on": "2026-11-21", "days": -2, "turns": None, "facts": {}, "last_gesture": None,
            "greeted": False, "tried": None,
        }
    ]  # fmt: skip


# ── from when to when ────────────────────────────────────────────────────────────────────


def test_the_morning_reaches_from_five_days_ago_to_seven_days_ahead(crm, morning):
    for days in (-6, -5, 0, 7, 8):
        born(crm, f"In {days}", days)
    assert names(morning()["birthdays"]) == ["In -5", "In 0", "In 7"]


def test_days_and_since_move_both_ends(crm, morning):
    for days in (-30, -5, 0, 1, 40):
        born(crm, f"In {days}", days)
    assert names(morning("--days", "0")["birthdays"]) == ["In -5", "In 0"]
    assert names(morning("--days", "40")["birthdays"]) == ["In -5", "In 0", "In 1", "In 40"]
    since = morning("--since", "2026-10-24", "--days", "0")["birthdays"]
    assert names(since) == ["In -30", "In -5", "In 0"]


def test_on_monday_the_birthdays_of_the_weekend_are_belated(crm, morning):
    born(crm, "Saturday", -2)
    born(crm, "Sunday", -1)
    crm.on("2026-11-20")
    friday = morning()["birthdays"]
    crm.on("2026-11-23")
    monday = morning()["birthdays"]
    assert [row["days"] for row in friday] == [1, 2]
    assert [row["days"] for row in monday] == [-2, -1]
    assert morning()["due"]


def test_they_are_sorted_by_date_then_by_name(crm, morning):
    for name, days in (("zoe", 1), ("Łukasz", 1), ("Émile", 1), ("Bob", 3), ("Zed", -1)):
        born(crm, name, days)
    assert names(morning()["birthdays"]) == ["Zed", "Émile", "Łukasz", "zoe", "Bob"]


def test_anniversaries_and_any_other_yearly_date_stand_there_too(crm, morning):
    crm("add", "Ada", "-d", "anniversary=2011-11-25", "-d", "customer since=2021-11-24")
    found = [(row["label"], row["on"], row["turns"]) for row in morning()["birthdays"]]
    assert found == [("customer since", "2026-11-24", 5), ("anniversary", "2026-11-25", 15)]


# ── leap days and year ends ──────────────────────────────────────────────────────────────


@for_each(
    ("today", "on", "turns"),
    [
        ("2026-02-28", "2026-02-28", 34),
        ("2026-03-01", "2026-02-28", 34),
        ("2028-02-28", "2028-02-29", 36),
        ("2028-02-29", "2028-02-29", 36),
        ("2028-03-01", "2028-02-29", 36),
    ],
    afresh=True,
)
def test_a_leap_day_is_kept_on_28_february_of_common_years(crm, morning, today, on, turns):
    crm("add", "Leap Year", "-b", "1992-02-29")
    [row] = morning("--on", today)["birthdays"]
    assert (row["on"], row["turns"]) == (on, turns)
    assert row["days"] == (date.fromisoformat(on) - date.fromisoformat(today)).days


@for_each("typed", ["--0229", "--02-29", "02-29", "29 Feb", "29.2.", "Feb 29"], afresh=True)
def test_a_leap_day_without_a_year_is_kept_like_one(crm, morning, typed):
    crm("add", "-b", typed, "Leap Day")
    assert crm.json("show", "leap")["birthday"] == "--02-29"
    crm.on("2026-02-28")
    [row] = morning()["birthdays"]
    assert (row["on"], row["days"], row["turns"]) == ("2026-02-28", 0, None)


def test_a_leap_day_moves_to_1_march_where_the_owner_wants_it(crm, morning, settings):
    settings('leap_day = "mar1"')
    crm("add", "Leap Day", "-b", "29 Feb")
    for today, on in (("2026-02-28", "2026-03-01"), ("2026-03-01", "2026-03-01"),
                      ("2028-03-01", "2028-02-29")):  # fmt: skip
        assert [row["on"] for row in morning("--on", today)["birthdays"]] == [on]


def test_the_day_after_28_february_is_seven_days_nearer_in_a_common_year(crm, morning):
    crm("add", "March", "-b", "7 Mar")
    assert names(morning("--on", "2026-02-28")["birthdays"]) == ["March"]
    assert morning("--on", "2028-02-28")["birthdays"] == []


def test_belated_across_new_year(crm, morning):
    crm("add", "Sylvester", "-b", "1980-12-30")
    [row] = morning("--on", "2027-01-02")["birthdays"]
    assert (row["on"], row["days"], row["turns"]) == ("2026-12-30", -3, 46)


def test_upcoming_across_new_year(crm, morning):
    crm("add", "Epiphany", "-b", "1980-01-03")
    [row] = morning("--on", "2026-12-30")["birthdays"]
    assert (row["on"], row["days"], row["turns"]) == ("2027-01-03", 4, 47)


# ── what closes them ─────────────────────────────────────────────────────────────────────


@pytest.fixture
def sunday(crm):
    """Ada, whose birthday was yesterday, a Sunday."""
    born(crm, "Ada Lovelace", -1)
    return crm


def test_fridays_greeting_closes_a_birthday_on_sunday(sunday, morning):
    sunday("log", "ada", "-k", "greeting", "card", "--at", "2026-11-20")
    assert morning()["birthdays"] == []
    assert morning()["counts"]["birthdays"] == 0


def test_saturdays_complaint_does_not_close_it(sunday, morning):
    sunday("log", "ada", "-k", "support", "The frame came broken", "--at", "2026-11-21")
    sunday("issue", "ada", "broken frame", "--at", "2026-11-21")
    assert names(morning()["birthdays"]) == ["Ada Lovelace"]


@pytest.mark.parametrize("kind", ["talk", "call", "message", "meeting", "visit", "gift"])
def test_talking_on_the_day_or_after_it_closes_it(sunday, morning, kind):
    sunday("log", "ada", "-k", kind, "Many happy returns")
    assert morning()["birthdays"] == []


@pytest.mark.parametrize("kind", ["email", "support", "apology", "social", "thanks", "note"])
def test_an_email_support_or_an_apology_does_not_close_it(sunday, morning, kind):
    sunday("log", "ada", "-k", kind, "something")
    assert names(morning()["birthdays"]) == ["Ada Lovelace"]


def test_a_call_before_the_day_does_not_close_it(sunday, morning):
    sunday("log", "ada", "-k", "call", "prices", "--at", "2026-11-21")
    assert names(morning()["birthdays"]) == ["Ada Lovelace"]


def test_last_years_greeting_does_not_close_this_years_birthday(sunday, morning):
    sunday("log", "ada", "-k", "greeting", "card", "--at", "2025-11-22")
    [row] = morning()["birthdays"]
    assert not row["greeted"]


def test_done_closes_it(sunday, morning):
    sunday("done", "c1")
    assert morning()["birthdays"] == []
    [note] = sunday.json("show", "ada")["notes"]
    assert (note["kind"], note["text"]) == ("greeting", "")


def test_done_closes_a_coming_one_when_nothing_else_waits(crm, morning):
    born(crm, "Ada Lovelace", 3)
    crm("done", "c1")
    assert morning()["birthdays"][0]["greeted"]


def test_done_for_a_word_owed_leaves_a_coming_birthday_alone(crm, morning):
    crm.on("2026-10-26")
    born(crm, "Ada Lovelace", 3)
    crm("add", "Ada Lovelace", "--update", "--every", "4w")
    crm.on("2026-11-23")
    crm("done", "c1")
    assert morning()["follow_ups"] == []
    assert not morning()["birthdays"][0]["greeted"]


def test_todays_and_a_coming_one_stay_when_greeted_but_count_no_more(crm, morning):
    for name, days in (("Past", -1), ("Present", 0), ("Future", 4)):
        born(crm, name, days)
    assert morning()["counts"]["birthdays"] == 3
    crm("log", "past,present,future", "-k", "greeting", "cards for all")
    found = morning()
    assert [(row["contact"]["name"], row["greeted"]) for row in found["birthdays"]] == [
        ("Present", True), ("Future", True),
    ]  # fmt: skip
    assert found["counts"]["birthdays"] == 0
    assert not found["due"]


def test_a_present_from_them_greets_nobody_before_the_day(crm, morning):
    born(crm, "Ada", 2)
    crm("log", "ada", "gift: honey from her")
    found = morning()
    assert [row["greeted"] for row in found["birthdays"]] == [False]
    assert found["counts"]["birthdays"] == 1
    crm("edit", "n1", "--from-me")
    assert morning()["birthdays"][0]["greeted"]


def test_a_greeting_closes_the_belated_one_but_not_the_anniversary_two_weeks_ahead(crm, morning):
    crm("add", "Ada", "-b", "22 Nov", "-d", "anniversary=12-07")
    crm("log", "ada", "-k", "greeting", "card")
    assert [(r["label"], r["greeted"]) for r in morning("--days", "20")["birthdays"]] == [
        ("anniversary", False)
    ]


def test_who_is_snoozed_is_greeted_when_they_come_back(sunday, morning):
    sunday("snooze", "c1", "2026-11-25")
    assert morning()["birthdays"] == []
    assert names(morning("--on", "2026-11-25")["birthdays"]) == ["Ada Lovelace"]


# ── what stands beside the name ──────────────────────────────────────────────────────────


@pytest.fixture
def known(crm):
    crm("add", "Ada", "-b", "23 Nov", "--fact", "coffee=flat white", "--fact", "parking=gate B",
        "--fact", "daughter=Ida")  # fmt: skip
    return crm


def test_beside_the_name_stand_the_newest_two_facts(known, morning):
    assert morning()["birthdays"][0]["facts"] == {"parking": "gate B", "daughter": "Ida"}


def test_or_those_the_owner_wants_two_at_most(known, morning, settings):
    settings('birthday_facts = ["gifts", "daughter", "coffee", "parking"]')
    assert morning()["birthdays"][0]["facts"] == {"daughter": "Ida", "coffee": "flat white"}


def test_beside_the_name_stands_what_was_done_last_year(known, morning):
    known("log", "ada", "prices", "-k", "call", "--at", "2025-11-26")
    assert morning()["birthdays"][0]["last_gesture"] is None
    known("log", "ada", "a card with a boat", "-k", "greeting", "--at", "2025-11-20")
    assert morning()["birthdays"][0]["last_gesture"] == {
        "id": "n2", "kind": "greeting", "on": "2025-11-20", "text": "a card with a boat",
    }  # fmt: skip


def test_a_call_on_the_very_day_last_year_is_what_was_done(known, morning):
    known("log", "ada", "she laughed a lot", "-k", "call", "--at", "2025-11-23")
    assert morning()["birthdays"][0]["last_gesture"]["kind"] == "call"
