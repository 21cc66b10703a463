"""Rhythms: counting in them, the first date of many, and what restarts the clock."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rows import for_each
from tests.services.conftest import names
from tinycrm.days import Every, parse_every
from tinycrm.services.people import cadence, new_contact
from tinycrm.store import reading, writing

TODAY = date(2026, 11, 23)
DATES = st.dates(date(1900, 1, 1), date(2200, 12, 31))
RHYTHMS = st.builds(Every, st.integers(1, 60), st.sampled_from("dwmy"))

# ── counting in rhythms ──────────────────────────────────────────────────────────────────


@for_each(
    ("every", "day", "after"),
    [
        ("4w", date(2026, 10, 26), date(2026, 11, 23)),
        ("30d", date(2026, 1, 31), date(2026, 3, 2)),
        ("1m", date(2026, 1, 31), date(2026, 2, 28)),
        ("1m", date(2028, 1, 31), date(2028, 2, 29)),
        ("1m", date(2026, 12, 31), date(2027, 1, 31)),
        ("3m", date(2026, 8, 31), date(2026, 11, 30)),
        ("1y", date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_a_rhythm_keeps_its_unit_and_ends_with_a_short_month(every, day, after):
    assert parse_every(every).after(day) == after


@given(RHYTHMS, DATES)
def test_the_latest_start_is_the_last_day_from_which_a_rhythm_is_due_in_time(every, until):
    start = every.latest_start(until)
    assert every.after(start) <= until < every.after(start + timedelta(days=1))


@given(RHYTHMS, DATES, st.integers(0, 400))
def test_who_was_touched_later_is_never_due_earlier(every, day, later):
    assert every.after(day) <= every.after(day + timedelta(days=later))


# ── the first date ───────────────────────────────────────────────────────────────────────


@given(RHYTHMS, DATES, st.text())
def test_somebody_added_alone_counts_from_that_day(every, day, uid):
    assert cadence.first_start(day, every, uid, many=False) == day


@given(RHYTHMS, DATES, st.uuids().map(str))
def test_who_is_added_with_many_is_first_due_in_the_second_half_of_the_interval(every, day, uid):
    due = every.after(cadence.first_start(day, every, uid, many=True))
    interval = (every.after(day) - day).days
    a_month_is_shorter = 3
    assert interval - interval // 2 - a_month_is_shorter <= (due - day).days <= interval


def due_dates() -> list[date]:
    with reading() as db:
        rows = db.execute("SELECT * FROM contact WHERE every_n IS NOT NULL").fetchall()
        return [rhythm.due_on() for rhythm in map(cadence.cadence_of, rows) if rhythm]


def assert_spread(dates: list[date], interval: int) -> None:
    """240 people, on every day of the second half, nowhere many more than their share."""
    assert len(dates) == 240
    half = [TODAY + timedelta(days=n) for n in range(interval - interval // 2, interval + 1)]
    a_day = Counter(dates)
    assert set(a_day) == set(half)
    assert max(a_day.values()) <= 2 * 240 / len(half)


@pytest.fixture
def imported(crm):
    """240 people that came with one import."""

    def add(every: Every | None) -> list[int]:
        with writing("import clients.vcf") as work:
            return [
                new_contact.insert(
                    work.db,
                    new_contact.NewContact(f"Person {n}", uid=f"uid-{n}", every=every),
                    TODAY,
                    many=True,
                )
                for n in range(240)
            ]

    return add


def test_the_first_dates_of_240_people_added_at_once_are_spread(imported, morning):
    imported(Every(4, "w"))
    assert_spread(due_dates(), 28)
    assert morning()["follow_ups"] == []


def test_rhythms_given_later_to_people_of_a_big_import_are_spread_from_then_on(crm, imported):
    crm.on("2026-01-05")
    ids = imported(None)
    crm.on("2026-11-23")
    with writing("edit") as work:
        for contact_id in ids:
            cadence.set_cadence(work.db, contact_id, Every(4, "w"), TODAY)
    assert_spread(due_dates(), 28)


def test_a_rhythm_given_to_many_at_once_is_spread_though_they_were_added_one_by_one(crm):
    with writing("add") as work:
        ids = [
            new_contact.insert(work.db, new_contact.NewContact(f"P{n}"), TODAY) for n in range(3)
        ]
    with writing("edit") as work:
        for contact_id in ids:
            cadence.set_cadence(work.db, contact_id, Every(1, "y"), TODAY, many=True)
    assert all(TODAY + timedelta(days=180) < day for day in due_dates())


def test_a_rhythm_given_later_to_one_person_counts_from_the_day_they_were_added(crm, morning):
    crm.on("2026-10-01")
    crm("add", "Ada Lovelace")
    crm.on("2026-11-23")
    with writing("edit") as work:
        cadence.set_cadence(work.db, 1, Every(4, "w"), TODAY)
    assert [row["on"] for row in morning()["follow_ups"]] == ["2026-10-29"]


# ── the clock of a rhythm ────────────────────────────────────────────────────────────────


@pytest.fixture
def ada(crm):
    """Ada, due every four weeks, added on 1 September."""
    crm.on("2026-09-01")
    crm("add", "Ada Lovelace", "--every", "4w")
    crm.on("2026-11-23")
    return crm


def test_somebody_never_touched_counts_from_the_day_they_were_added(ada, morning):
    [row] = morning()["follow_ups"]
    assert (row["on"], row["days"], row["last_touch"]) == ("2026-09-29", -55, None)


def test_a_logged_touch_restarts_the_clock_at_once(ada, morning):
    ada("log", "ada", "Lunch at Roma")
    assert morning()["follow_ups"] == []
    assert morning("--on", "2026-12-20")["follow_ups"] == []
    [row] = morning("--on", "2026-12-21")["follow_ups"]
    assert (row["on"], row["days"], row["last_touch"]) == ("2026-12-21", 0, "2026-11-23")


def test_a_remark_is_no_touch_and_restarts_nothing(ada, morning):
    before = morning()["follow_ups"]
    ada("log", "ada", "note: prefers letters")
    [row] = morning()["follow_ups"]
    assert row["last_note"].pop("id") == "n1"
    assert row["last_note"] == {"kind": "note", "on": "2026-11-23", "text": "prefers letters"}
    assert row | {"last_note": None} == before[0]


def test_an_older_touch_written_down_later_does_not_turn_the_clock_back(ada, morning):
    ada("log", "ada", "Lunch", "--at", "2026-11-20")
    ada("log", "ada", "A call, forgotten until now", "-k", "call", "--at", "2026-10-01")
    assert morning("--days", "30")["upcoming"][0]["on"] == "2026-12-18"


def test_undoing_the_touch_turns_the_clock_back(ada, morning):
    before = morning()["follow_ups"]
    ada("log", "ada", "Lunch with somebody else, it turns out")
    ada("undo")
    assert morning()["follow_ups"] == before


def test_a_snoozed_rhythm_waits_until_its_day_and_keeps_the_day_it_is_due(ada, morning):
    ada("snooze", "c1", "2026-11-27")
    assert morning()["follow_ups"] == morning()["upcoming"] == []
    assert morning("--on", "2026-11-26")["follow_ups"] == []
    [row] = morning("--on", "2026-11-27")["follow_ups"]
    assert (row["on"], row["days"]) == ("2026-09-29", -59)


def test_a_touch_ends_the_snooze(ada, morning):
    ada("snooze", "c1", "2027-06-01")
    ada("log", "ada", "met by chance")
    assert morning("--on", "2026-12-21")["follow_ups"][0]["on"] == "2026-12-21"


def test_the_next_date_of_somebody_snoozed_is_the_day_they_come_back(ada, morning):
    ada("snooze", "c1", "2026-12-05")
    assert morning()["next"] == {"on": "2026-12-05", "text": "a follow-up with Ada Lovelace"}


@for_each(
    ("touched", "due"),
    [
        ("2026-01-31", "2026-02-28"),
        ("2026-03-31", "2026-04-30"),
        ("2026-05-31", "2026-06-30"),
        ("2026-07-31", "2026-08-31"),
        ("2026-12-31", "2027-01-31"),
        ("2028-01-31", "2028-02-29"),
    ],
    afresh=True,
)
def test_a_month_after_the_31st_is_the_end_of_the_next_month(crm, morning, touched, due):
    crm.on(touched)
    crm("add", "Ada Lovelace", "--every", "1m")
    crm("log", "ada", "Lunch")
    yesterday = date.fromisoformat(due) - timedelta(days=1)
    assert morning("--on", str(yesterday))["follow_ups"] == []
    assert morning("--on", due)["follow_ups"][0]["on"] == due


def test_a_first_of_march_touch_is_not_due_on_the_last_of_march(crm, morning):
    crm.on("2026-03-01")
    crm("add", "Ada Lovelace", "--every", "1m")
    assert morning("--on", "2026-03-31")["follow_ups"] == []
    assert names(morning("--on", "2026-04-01")["follow_ups"]) == ["Ada Lovelace"]
