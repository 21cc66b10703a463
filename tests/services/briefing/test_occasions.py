"""Yearly days: when they fall, and what closes them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.rows import for_each
from tinycrm.days import YearlyDay, occurrence, yearly_day
from tinycrm.rules import TOUCHES
from tinycrm.services.briefing.occasions import closes, occurrences_between

LEAP_DAY = YearlyDay(2, 29)
DATES = st.dates(date(1900, 1, 1), date(2200, 12, 31))
YEARLY = DATES.map(lambda day: yearly_day(day.month, day.day)) | st.just(LEAP_DAY)


def between(day: YearlyDay, since: date, until: date, leap_day: str = "feb28") -> list[date]:
    return list(occurrences_between(day, since, until, leap_day=leap_day))


def test_a_yearly_day_falls_on_the_same_day_of_every_year():
    assert occurrence(YearlyDay(12, 10, 1815), 2026) == date(2026, 12, 10)


@for_each(
    ("year", "leap_day", "on"),
    [
        (2024, "feb28", date(2024, 2, 29)),
        (2024, "mar1", date(2024, 2, 29)),
        (2026, "feb28", date(2026, 2, 28)),
        (2026, "mar1", date(2026, 3, 1)),
        (2000, "feb28", date(2000, 2, 29)),
        (2100, "feb28", date(2100, 2, 28)),
        (2100, "mar1", date(2100, 3, 1)),
    ],
)
def test_a_leap_day_is_kept_in_leap_years_and_moved_in_common_ones(year, leap_day, on):
    assert occurrence(LEAP_DAY, year, leap_day=leap_day) == on


@given(YEARLY, st.integers(1900, 2200), st.sampled_from(["feb28", "mar1"]))
def test_a_yearly_day_falls_once_into_every_year(day, year, leap_day):
    on = occurrence(day, year, leap_day=leap_day)
    assert on.year == year
    assert (on.month, on.day) == (day.month, day.day) or day == LEAP_DAY


@given(YEARLY, DATES, st.integers(0, 800), st.sampled_from(["feb28", "mar1"]))
def test_the_returns_in_a_window_are_those_that_going_day_by_day_finds(day, since, span, leap_day):
    days = [since + timedelta(days=n) for n in range(span + 1)]
    walked = [each for each in days if occurrence(day, each.year, leap_day=leap_day) == each]
    assert between(day, since, days[-1], leap_day) == walked


def test_a_window_over_new_year_holds_days_of_both_years():
    window = date(2026, 12, 29), date(2027, 1, 10)
    assert between(YearlyDay(12, 30), *window) == [date(2026, 12, 30)]
    assert between(YearlyDay(1, 5), *window) == [date(2027, 1, 5)]
    assert between(YearlyDay(6, 1), *window) == []


def test_nothing_returns_before_it_has_happened():
    born = YearlyDay(11, 20, 2026)
    assert between(born, date(2024, 1, 1), date(2027, 12, 31)) == [
        date(2026, 11, 20),
        date(2027, 11, 20),
    ]


DAY = date(2026, 11, 21)
GREETING, TALKING = {"greeting", "gift"}, {"talk", "call", "message", "meeting", "visit"}


@for_each("kind", [*TOUCHES, "note"])
def test_on_the_day_and_after_it_talking_in_any_way_closes_it(kind):
    for happened in (DAY, DAY + timedelta(days=2), DAY + timedelta(days=300)):
        assert closes(kind, happened, DAY) == (kind in GREETING | TALKING)


@for_each("kind", [*TOUCHES, "note"])
def test_in_the_week_before_only_a_greeting_or_a_gift_closes_it(kind):
    for days in (1, 7):
        assert closes(kind, DAY - timedelta(days=days), DAY) == (kind in GREETING)
    assert not closes(kind, DAY - timedelta(days=8), DAY)
