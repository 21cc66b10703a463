"""Reminders: when a repeating one comes back, and when they stand in the morning."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.services.conftest import names
from tinycrm.days import Every, parse_every
from tinycrm.services.activity.reminders import next_day

DATES = st.dates(date(2000, 1, 1), date(2100, 12, 31))
RHYTHMS = st.builds(Every, st.integers(1, 24), st.sampled_from("dwmy"))


# ── when it comes back ───────────────────────────────────────────────────────────────────


def test_a_repeating_reminder_counts_from_the_day_it_was_done():
    every, due, done = parse_every("4w"), date(2026, 11, 2), date(2026, 11, 23)
    assert next_day(every, due, done, fixed=False) == date(2026, 12, 21)


def test_a_fixed_one_counts_from_the_day_it_was_due():
    every, due, done = parse_every("1w"), date(2026, 11, 16), date(2026, 11, 18)
    assert next_day(every, due, done, fixed=True) == date(2026, 11, 23)


def test_a_fixed_one_passes_over_the_days_missed_while_away():
    every, due, done = parse_every("1w"), date(2026, 10, 5), date(2026, 11, 23)
    assert next_day(every, due, done, fixed=True) == date(2026, 11, 30)


def test_a_fixed_one_done_early_comes_back_after_its_day_not_on_it():
    every, due, done = parse_every("1w"), date(2026, 11, 27), date(2026, 11, 23)
    assert next_day(every, due, done, fixed=True) == date(2026, 12, 4)


def test_a_fixed_end_of_month_stays_the_end_of_the_month():
    every, day, days = parse_every("1m"), date(2027, 1, 31), []
    for _ in range(6):
        day = next_day(every, day, day, fixed=True, first=date(2027, 1, 31))
        days.append((day.month, day.day))
    assert days == [(2, 28), (3, 31), (4, 30), (5, 31), (6, 30), (7, 31)]


@given(RHYTHMS, DATES, DATES, st.booleans())
def test_it_never_comes_back_on_the_day_it_is_done_or_before(every, due, done, fixed):
    assume(abs((done - due).days) < 1500)
    day = next_day(every, due, done, fixed=fixed)
    assert day > done
    assert not fixed or day > due


@given(RHYTHMS, DATES, st.integers(0, 1500))
def test_a_fixed_one_comes_back_on_the_first_of_its_days_that_is_still_to_come(every, due, late):
    done = due + timedelta(days=late)
    planned = (every.after(due, times) for times in range(1, 2000))
    assert next_day(every, due, done, fixed=True) == next(day for day in planned if day > done)


# ── in the morning ───────────────────────────────────────────────────────────────────────


@pytest.fixture
def ada(crm):
    crm("add", "Ada Lovelace")
    return crm


def test_a_reminder_stands_in_the_morning_from_its_day_until_it_is_done(ada, morning):
    ada("remind", "ada", "send the quote", "--on", "2026-11-25")
    assert morning("--on", "2026-11-24")["follow_ups"] == []
    for day in ("2026-11-25", "2026-11-26", "2027-11-25"):
        assert names(morning("--on", day)["follow_ups"]) == ["Ada Lovelace"]
    ada("done", "r1")
    assert morning("--on", "2026-11-25")["follow_ups"] == []


def test_a_snoozed_reminder_waits_until_its_day_and_keeps_the_day_it_is_due(ada, morning):
    ada("remind", "ada", "send the quote", "--on", "2026-11-20")
    ada("snooze", "r1", "2026-11-26")
    assert morning()["follow_ups"] == morning()["upcoming"] == []
    assert morning("--on", "2026-11-25")["follow_ups"] == []
    [row] = morning("--on", "2026-11-26")["follow_ups"]
    assert (row["on"], row["days"]) == ("2026-11-20", -6)


def test_the_next_date_is_the_day_a_snoozed_reminder_comes_back(ada, morning):
    ada("remind", "ada", "send the quote", "--on", "2026-11-20")
    ada("snooze", "r1", "2026-11-26")
    assert morning()["next"] == {"on": "2026-11-26", "text": "send the quote, Ada Lovelace"}


def test_the_successor_of_a_repeating_reminder_stands_in_a_later_morning(ada, morning):
    ada("remind", "ada", "ask about the roof", "--on", "2026-11-20", "--every", "1m")
    ada("done", "r1")
    assert morning()["follow_ups"] == []
    [row] = morning("--on", "2026-12-23")["follow_ups"]
    assert (row["id"], row["text"], row["every"]) == ("r2", "ask about the roof", "1m")
