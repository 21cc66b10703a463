"""How a reminder repeats: the next date, the day of the month it keeps, and its words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rows import for_each
from tinycrm import days, repeats
from tinycrm.days import Every, parse_every
from tinycrm.errors import UsageProblem
from tinycrm.repeats import Repeat, next_date, parse_repeat

YEARS = st.dates(date(1, 1, 1), date(9999, 12, 31))
DATES = st.dates(date(1900, 1, 1), date(2200, 12, 31))
LATE = st.integers(-400, 1500)
NUMBERS = st.integers(1, 31).map("{:02}".format)
WEEKDAYS = [day[:3] for day in days.WEEKDAYS]
KEPT = NUMBERS | st.builds("{}{}".format, st.sampled_from("1234L"), st.sampled_from(WEEKDAYS))
MONTHS = st.builds(Every, st.integers(1, 24), st.sampled_from("my"))
EVERY = st.builds(Every, st.integers(1, 24), st.sampled_from("dwmy"))


def _days(every: str, on: str | None, due: date, *done: date, fixed: bool = False) -> list[date]:
    found = []
    for day in done:
        due = next_date(parse_every(every), on, due, day, fixed=fixed)
        found.append(due)
    return found


# ── the next date ────────────────────────────────────────────────────────────────────────


@for_each("fixed", [False, True])
@for_each(
    ("on", "days"),
    [
        ("31", "2027-02-28 2027-03-31 2027-04-30 2027-05-31"),
        ("30", "2027-02-28 2027-03-30 2027-04-30 2027-05-30"),
        ("29", "2027-02-28 2027-03-29 2027-04-29 2027-05-29"),
        ("Lfri", "2027-02-26 2027-03-26 2027-04-30 2027-05-28"),
        ("2tue", "2027-02-09 2027-03-09 2027-04-13 2027-05-11"),
    ],
)
def test_every_month_keeps_its_day(on: str, days: str, fixed: bool):
    due, found = repeats.date_in(date(2027, 1, 1), on), []
    for _ in range(4):
        due = next_date(Every(1, "m"), on, due, due, fixed=fixed)
        found.append(str(due))
    assert " ".join(found) == days


@for_each("fixed", [False, True])
@for_each(
    ("every", "due", "done", "back"),
    [
        ("1m", "2027-01-05", "2027-01-20", "2027-02-05"),  # done late: not the 20th
        ("1m", "2027-01-05", "2027-01-02", "2027-02-05"),  # done early: not the 5th again
        ("1m", "2027-01-31", "2027-03-10", "2027-03-31"),  # missed for a month: once
        ("1y", "2026-12-24", "2027-01-03", "2027-12-24"),
        ("1y", "2026-12-24", "2026-12-20", "2027-12-24"),
        ("1y", "2028-02-29", "2028-02-29", "2029-02-28"),
        ("3m", "2027-01-31", "2027-02-10", "2027-04-30"),
        ("12m", "2027-01-31", "2027-02-10", "2028-01-31"),
    ],
)
def test_it_is_the_first_such_day_after_the_due_day_and_the_day_done(
    every: str, due: str, done: str, back: str, fixed: bool
):
    start = date.fromisoformat(due)
    found = _days(every, repeats.day_of(start), start, date.fromisoformat(done), fixed=fixed)
    assert [str(day) for day in found] == [back]


def test_only_a_fixed_one_keeps_its_months_when_a_whole_one_was_missed():
    due, done = date(2027, 1, 10), date(2027, 3, 15)
    assert _days("3m", "10", due, done, fixed=True) == [date(2027, 4, 10)]
    assert _days("3m", "10", due, done) == [date(2027, 6, 10)]


@given(EVERY, DATES, LATE, st.booleans())
def test_it_never_comes_back_on_the_day_it_was_done_or_before(every, due, late, fixed):
    done = due + timedelta(days=late)
    day = next_date(every, None, due, done, fixed=fixed)
    assert day > done
    assert day > due or not (fixed or repeats.keeps_day(every))


@given(MONTHS, KEPT, YEARS, st.integers(-40, 4000), st.booleans())
def test_in_any_year_a_month_keeps_its_day(every, on, due, late, fixed):
    done = date.fromordinal(min(due.toordinal() + late, date.max.toordinal()))
    try:
        day = next_date(every, on, due, done, fixed=fixed)
    except OverflowError:
        assert max(due, done).year >= 9999 - 2 * 24
        return
    assert day > max(due, done)
    assert repeats.date_in(day, on) == day
    months = (day.year - due.year) * 12 + day.month - due.month
    assert months % ((12 if every.unit == "y" else 1) * (every.n if fixed else 1)) == 0


@given(KEPT, YEARS.filter(lambda day: day < date(9999, 9, 1)), st.integers(0, 90))
def test_of_every_month_it_is_the_first_such_day(on, due, late):
    done = min(due + timedelta(days=late), date(9999, 11, 1))
    later = max(due, done)
    following = [later + timedelta(days=n) for n in range(1, 63) if later.toordinal() + n < 3652060]
    first = next(day for day in following if repeats.date_in(day, on) == day)
    for fixed in (False, True):
        assert next_date(Every(1, "m"), on, due, done, fixed=fixed) == first


@given(st.sampled_from("dw"), st.integers(1, 24), DATES, st.integers(0, 1500))
def test_a_fixed_one_comes_back_on_the_first_planned_day(unit, n, due, late):
    every, done = Every(n, unit), due + timedelta(days=late)
    planned = (every.after(due, times) for times in range(1, 2000))
    assert next_date(every, None, due, done, fixed=True) == next(d for d in planned if d > done)


def test_days_and_weeks_count_from_the_day_it_was_done():
    assert _days("4w", None, date(2026, 11, 2), date(2026, 11, 23)) == [date(2026, 12, 21)]


# ── words ────────────────────────────────────────────────────────────────────────────────


@for_each(
    ("typed", "every", "on"),
    [
        ("4w", "4w", None), ("month", "1m", None), ("every 2 weeks", "2w", None),
        ("2nd tuesday", "1m", "2tue"), ("second tue", "1m", "2tue"),
        ("every last friday of the month", "1m", "Lfri"), ("Last Friday", "1m", "Lfri"),
        ("end of month", "1m", "31"), ("the last day of every month", "1m", "31"),
        ("eom", "1m", "31"), ("15th", "1m", "15"), ("the 1st", "1m", "01"),
        ("31st", "1m", "31"), ("3m on the 15th", "3m", "15"), ("month on 5", "1m", "05"),
        ("every month on the last day", "1m", "31"), ("1y on the 2nd sunday", "1y", "2sun"),
    ],
)  # fmt: skip
def test_a_repetition_may_name_its_day(typed: str, every: str, on: str | None):
    assert parse_repeat(typed) == Repeat(parse_every(every), on)


@for_each(
    "typed",
    ["", "5th tuesday", "last", "2nd", "32nd", "0th", "15", "2w on the 5th", "1m on", "1m on x",
     "on the 5th", "last tu", "second", "2nd tuesday on the 5th"],
)  # fmt: skip
def test_what_names_no_day_is_refused(typed: str):
    if typed == "2nd":
        assert parse_repeat(typed) == Repeat(Every(1, "m"), "02")
        return
    with pytest.raises(UsageProblem):
        parse_repeat(typed)


@given(EVERY, st.none() | KEPT)
def test_the_short_form_is_read_again(every: Every, on: str | None):
    on = on if repeats.keeps_day(every) else None
    assert parse_repeat(repeats.write_repeat(every, on)) == Repeat(every, on)


@given(MONTHS, KEPT, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_what_is_said_of_a_month_is_read_again(every: Every, on: str, due: date):
    if every.unit == "m":
        assert parse_repeat(repeats.say_repeat(every, on, due)) == Repeat(every, on)


@for_each(
    ("every", "on", "due", "words"),
    [
        ("4w", None, "2027-02-28", "every 4 weeks"),
        ("1m", None, "2027-02-28", "every month"),
        ("1m", "31", "2027-02-28", "every month on the last day"),
        ("3m", "22", "2027-02-22", "every 3 months on the 22nd"),
        ("1m", "Lfri", "2027-02-26", "every month on the last Friday"),
        ("1y", "24", "2027-12-24", "every year"),
        ("1y", "31", "2027-02-28", "every year on the last day of February"),
        ("1y", "29", "2027-02-28", "every year on the 29th of February"),
        ("2y", "2sun", "2027-05-09", "every 2 years on the 2nd Sunday of May"),
    ],
)
def test_a_repetition_in_words(every: str, on: str | None, due: str, words: str):
    assert repeats.say_repeat(parse_every(every), on, date.fromisoformat(due)) == words


@for_each(
    ("typed", "day", "on"),
    [
        ("end of month", "2026-11-30", "31"), ("eom", "2026-11-30", "31"),
        ("end of february 9:00", "2027-02-28", "31"), ("last day of November", "2026-11-30", "31"),
        ("2nd tuesday of december", "2026-12-08", "2tue"), ("30.11.", "2026-11-30", None),
        ("end of the week", "2027-02-28", None), ("2026-11-30", "2026-11-30", None),
        ("in 2 weeks", "2026-12-08", None), ("first friday in may", "2027-05-07", "1fri"),
        ("30 nov", "2026-11-30", None),
    ],
)  # fmt: skip
def test_the_words_of_a_date_may_name_the_day_to_keep(typed: str, day: str, on: str | None):
    assert repeats.day_named(typed, date.fromisoformat(day)) == on
