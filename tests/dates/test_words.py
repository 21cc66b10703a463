"""What is read as which day, in English and in numbers, and what is refused."""

from __future__ import annotations

import re
import time as clock
from datetime import date, time
from typing import Any

import pytest

from tests.rows import for_each
from tinycrm.dates import EitherDay, When, parse_when
from tinycrm.errors import UsageProblem

SUNDAY = date(2026, 11, 22)


def ahead(text: str, today: date = SUNDAY, **more: Any) -> str:
    return _said(parse_when(text, today, leaning="future", **more))


def back(text: str, today: date = SUNDAY, **more: Any) -> str:
    return _said(parse_when(text, today, leaning="past", **more))


def _said(when: When) -> str:
    return f"{when.day}{when.time: %H:%M}" if when.time else str(when.day)


def table(text: str) -> list[tuple[str, str]]:
    rows = [re.split(r"\s*→\s*", line.strip()) for line in text.strip().splitlines()]
    return [(phrase, expected) for phrases, expected in rows for phrase in phrases.split(" | ")]


AHEAD_ON_A_SUNDAY = table("""
    2026-12-01 | 2026-12-1 | 2026/12/01 | 2026.12.01 | Tue 2026-12-01 → 2026-12-01
    2026-12-01 15:00 | 2026-12-01T15:00 | 2026-12-01 at 3pm | 2026-12-01t15:00:30 → 2026-12-01 15:00
    today | Today. | tonight | this evening | now → 2026-11-22
    tomorrow | on Monday | mon | tomorrow evening | TOMORROW | +1d | 1d → 2026-11-23
    yesterday | last night | a day ago | -1d → 2026-11-21
    day after tomorrow | the day after tomorrow | in a couple of days | +2 days → 2026-11-24
    10d | 10 d | in 10 days | ten days | ten days from now | 10 days hence → 2026-12-02
    2w | in 2 weeks | in a fortnight | two weeks from now → 2026-12-06
    in two weeks' time | in 2 weeks time | 14 days | a couple of weeks → 2026-12-06
    3m | in three months | 3 months → 2027-02-22
    1y | in a year | in one year's time | next year | a year from now → 2027-11-22
    1 year, 2 months and 3 days → 2028-01-25
    in half a year | 6 months → 2027-05-22
    2 weeks ago | two weeks ago | a fortnight ago | 2w ago | - 2w → 2026-11-08
    next week | in a week | a week today | today week | a week from today → 2026-11-29
    last week | a week ago → 2026-11-15
    next month | in a month → 2026-12-22
    the week after next → 2026-12-06
    the month before last → 2026-09-22
    friday | fri | Fri. | next friday | this friday | on friday | coming friday → 2026-11-27
    friday next week | next week friday | next week's friday | friday of next week → 2026-11-27
    sunday | next sunday → 2026-11-29
    next wednesday | wed | weds → 2026-11-25
    last friday | past friday | this past friday → 2026-11-20
    friday last week | last week's friday → 2026-11-13
    friday week | a week on friday | a week from friday | one week from friday → 2026-12-04
    two weeks on tuesday | 2 weeks from tuesday → 2026-12-08
    eom | end of this month → 2026-11-30
    3mo | 3 mos → 2027-02-22
    3.12.26 | 3 dec 26 | 3rd dec '26 | 3.12 → 2026-12-03
    31.10 → 2027-10-31
    mid december | mid-december | the middle of december → 2026-12-15
    next weekend → 2026-11-28
    tomorrow week | a week tomorrow | a week from tomorrow → 2026-11-30
    end of month | the end of the month | last day of the month | end of november → 2026-11-30
    end of next month | the last day of december | end of year | end of 2026 → 2026-12-31
    end of week | end of this week → 2026-11-22
    end of next week → 2026-11-29
    beginning of next week | start of next week → 2026-11-23
    first day of next month | the beginning of december | 1st of next month → 2026-12-01
    end of january → 2027-01-31
    end of february 2028 → 2028-02-29
    1 dec | 1 Dec 2026 | dec 1 | Dec 1, 2026 | December 1st | 1st of december | 1. dec → 2026-12-01
    the 1st of december 2026 | december the first | first of december | dec. 1 → 2026-12-01
    1-Dec-2026 | 1dec | tue 1 dec | Tuesday, December 1, 2026 | the 1st | 1st → 2026-12-01
    2026 dec 1 | 1.12. | 1. 12. | 1.12.2026 | 1. 12. 2026 | tue 1.12. → 2026-12-01
    17.11. | 17 nov | november 17th → 2027-11-17
    22.11. | 22 nov | the 22nd → 2026-11-22
    fri 27 nov | friday the 27th | the twenty-seventh | 27th of this month → 2026-11-27
    the 31st | 31 december → 2026-12-31
    1 dec next year | 1st of december 2027 → 2027-12-01
    29 feb | 29.2. → 2028-02-29
    first monday of december | 1st monday in december | first monday of next month → 2026-12-07
    last friday of the month | 4th friday of november → 2026-11-27
    second tuesday of march 2027 → 2027-03-09
    the day after 1 dec 2026 | a day after 2026-12-01 | 3 days before 5 dec 2026 → 2026-12-02
    tomorrow 15:00 | tomorrow at 3pm | 3 p.m. tomorrow | tomorrow, 15:00 → 2026-11-23 15:00
    tomorrow at 10 | at 10 on 23.11. | 23.11. at 10 | tomorrow morning at 10 → 2026-11-23 10:00
    tomorrow @ 15 | tomorrow at 3 in the afternoon → 2026-11-23 15:00
    tomorrow at noon | noon tomorrow | tomorrow 12pm → 2026-11-23 12:00
    9am tomorrow | tomorrow morning at 9am | at 9:00 on monday → 2026-11-23 09:00
    friday at 3:30pm | 3:30 pm on friday | fri @ 15:30 → 2026-11-27 15:30
    today 12am → 2026-11-22 00:00
    Sat Dec 05 12:30:00 2026 → 2026-12-05 12:30
""")

BACK_ON_A_SUNDAY = table("""
    today → 2026-11-22
    2w | 2 weeks | 2 weeks ago | -2w → 2026-11-08
    in 2 weeks | 2 weeks from now | +2w → 2026-12-06
    1 year 2 months → 2025-09-22
    friday | fri | last friday | on friday | this friday | friday this week → 2026-11-20
    sunday | last sunday → 2026-11-15
    this weekend | the weekend → 2026-11-21
    next friday → 2026-11-27
    17.11. | 17 nov | the 17th | tuesday the 17th → 2026-11-17
    yesterday | yesterday evening | last night | 21.11. | 21st → 2026-11-21
    22.11. | the 22nd → 2026-11-22
    23.11. | 23 nov → 2025-11-23
    1 dec | 1.12. → 2025-12-01
    29 feb → 2024-02-29
    start of month | the beginning of the month | 1st of this month → 2026-11-01
    end of last month → 2026-10-31
    monday this week → 2026-11-16
    monday at 9am → 2026-11-16 09:00
    the 31st → 2026-10-31
    last friday of october → 2026-10-30
""")

REFUSED = """
    |  |laughing out loud|the 1st of nothing|31 february|29 feb 2027|30.2.|2026-02-30|dec|december
    december 2026|march 2027|in march|25|2026|7|10:04am|15:00|noon|at noon|3/4|3/4/2026|3-4-2026
    12-01|2026-12|20261201|2026-W48-2|--02-29|0000-01-01|0001-01-01
    9999-12-31|1 jan 1899|1000 years ago|99999999d|9999999999 weeks|999999999 years|5000 months
    christmas|new year's eve|early next week|late next week
    monday after next|friday after next|q3|between friday and sunday|monday to friday|mon-fri
    the third week of january|3-5 dec|3 to 5 dec|july 13-15|dec 1, 2, 3|1 dec or 2 dec
    5th monday of may|by friday
    until friday|every friday|from friday|after friday|before 1 dec 2026|within 2 weeks
    about a week ago|in a few days|a few weeks|in a week or so|next 3 days|the last two weeks
    this week|this month|this year|in the morning|good morning|morning|someday|later|soon|never
    wed 27 nov|friday the 12th|sat 2026-12-01|friday 1 dec|1 dec mon|first|second|a|the|in|on|ago
    one day|a day|a week|an hour|day|week|month|next|last
    friday friday|friday saturday|tomorrow friday|tomorrow tomorrow
    tomorrow 25:00|tomorrow 10:60|tomorrow 13pm|tomorrow 0am|tomorrow at 5|tomorrow midnight
    friday at 3|friday at 9|friday at 24|at 10 dec|friday night at 12|friday at 15 in the morning
    friday night at 1am|tomorrow morning at 9pm|friday 9:00 10:00|friday 9-10am|friday 3pm CET
    friday 3pm until|2 days before noon|2 days 3 days|1 week 1 week|1.5 days|in 2,5 hours|0.5d
    in 2 weeks ago|in 3 days later|2 mondays ago|3 fridays from now|a week from sunday|sunday week
    two days after monday|the day after friday|next quarter|next decade|half a day|a minute ago 3pm
    1st 2nd|31st of november|the 32nd|0.12.|32.1.|1.13.|the 0th|2 business days|dec 2026 1 2
    tomorrow\x1b[31m|2 weeks; drop|today<script>|tod ay|tommorow|[Sept] 04, 2014.|26. 10.21|2w2w|2x
"""
REFUSED_ONES = sorted(
    {phrase for line in REFUSED.split("\n") for phrase in line.strip().split("|")}
)


@for_each(("phrase", "expected"), AHEAD_ON_A_SUNDAY)
def test_a_reminder_looks_to_the_future(phrase, expected):
    assert ahead(phrase) == expected


@for_each(("phrase", "expected"), BACK_ON_A_SUNDAY)
def test_a_log_looks_to_the_past(phrase, expected):
    assert back(phrase) == expected


@for_each("phrase", REFUSED_ONES)
@for_each("leaning", ["past", "future"])
def test_what_is_not_clearly_and_wholly_a_day_is_refused(phrase, leaning):
    with pytest.raises(UsageProblem) as refusal:
        parse_when(phrase, SUNDAY, leaning=leaning, now=time(10, 30))
    assert refusal.value.code == 2
    assert refusal.value.hint


@for_each(
    ("today", "phrase", "expected"),
    [
        ("2026-01-31", "1m", "2026-02-28"),
        ("2026-01-31", "next month", "2026-02-28"),
        ("2026-01-31", "end of month", "2026-01-31"),
        ("2026-01-31", "end of next month", "2026-02-28"),
        ("2028-01-31", "in a month", "2028-02-29"),
        ("2028-02-29", "1y", "2029-02-28"),
        ("2028-02-29", "29 feb", "2028-02-29"),
        ("2028-03-01", "29 feb", "2032-02-29"),
        ("2097-01-01", "29 feb", "2104-02-29"),
        ("2026-12-31", "tomorrow", "2027-01-01"),
        ("2026-12-31", "1 jan", "2027-01-01"),
        ("2026-12-31", "end of year", "2026-12-31"),
        ("2026-12-31", "end of next year", "2027-12-31"),
        ("2026-12-31", "2 months", "2027-02-28"),
        ("2026-12-30", "friday", "2027-01-01"),
        ("2026-11-27", "friday", "2026-12-04"),
        ("2026-11-27", "next friday", "2026-12-04"),
        ("2026-11-27", "friday next week", "2026-12-04"),
        ("2026-11-23", "friday next week", "2026-12-04"),
        ("2026-11-23", "friday", "2026-11-27"),
        ("2026-11-23", "end of week", "2026-11-29"),
        ("2026-11-24", "friday this week", "2026-11-27"),
        ("2026-04-30", "the 31st", "2026-05-31"),
        ("2027-01-30", "the 29th", "2027-03-29"),
        ("2026-11-28", "last friday of november", "2027-11-26"),
    ],
)
def test_months_weeks_and_years_end_where_the_calendar_says(today, phrase, expected):
    assert ahead(phrase, date.fromisoformat(today)) == expected


@for_each(
    ("today", "phrase", "leaning"),
    [
        ("2026-11-27", "this friday", "future"),
        ("2026-11-23", "this friday", "past"),
        ("2026-11-27", "friday week", "future"),
        ("2026-11-27", "monday this week", "future"),
        ("2026-11-22", "start of month", "future"),
        ("2026-11-22", "the 1st of the month", "future"),
        ("2026-11-22", "end of month", "past"),
        ("2026-11-22", "a week from friday", "past"),
    ],
)
def test_what_could_be_meant_two_ways_is_refused(today, phrase, leaning):
    with pytest.raises(UsageProblem):
        parse_when(phrase, date.fromisoformat(today), leaning=leaning)


def test_hours_and_minutes_are_counted_from_now():
    late = time(23, 30, 15)
    assert ahead("in 2 hours", now=late) == "2026-11-23 01:30"
    assert ahead("in half an hour", now=late) == "2026-11-23 00:00"
    assert ahead("2 hours ago", now=late) == "2026-11-22 21:30"
    assert back("30 min", now=late) == "2026-11-22 23:00"
    assert back("just now", now=late) == "2026-11-22 23:30"


def test_without_a_clock_hours_are_refused():
    with pytest.raises(UsageProblem):
        ahead("in 2 hours")


def test_an_instant_of_a_zone_is_the_local_day(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    clock.tzset()
    assert back("2026-11-21T20:30:00Z") == "2026-11-22 05:30"
    assert back("2026-11-22 00:30+10:00") == "2026-11-21 23:30"


@for_each(
    ("order", "phrase", "expected"),
    [
        ("DMY", "3/4/2027", "2027-04-03"),
        ("dmy", "3/4", "2027-04-03"),
        ("MDY", "3/4", "2027-03-04"),
        ("MDY", "12/25", "2026-12-25"),
        ("YMD", "3/4", "2027-03-04"),
        ("YMD", "2027/4/3", "2027-04-03"),
        ("DMY", "2027/4/3", "2027-04-03"),
        ("DMY", "3-4-2027 15:00", "2027-04-03 15:00"),
        ("MDY", "1.12.", "2026-12-01"),
    ],
)
def test_slash_dates_follow_the_order_that_was_set(order, phrase, expected):
    assert ahead(phrase, date_order=order) == expected


@for_each("phrase", ["13/14", "25/12/26", "31/2/2027", "1/2/3", "3/4-2027"])
def test_an_order_does_not_make_every_slash_a_date(phrase):
    with pytest.raises(UsageProblem):
        ahead(phrase, date_order="DMY")


@for_each(
    ("phrase", "days"),
    [
        ("next wednesday", (25, 2)),
        ("next fri", (27, 4)),
        ("the next sunday", (29, 6)),
        ("next weekend", (28, 5)),
    ],
)
def test_next_is_two_days_while_one_is_still_to_come_in_the_week(phrase, days):
    with pytest.raises(EitherDay) as refusal:
        parse_when(phrase, date(2026, 11, 24), leaning="future")
    first, second = days
    assert refusal.value.days == (date(2026, 11, first), date(2026, 12, second))
    assert "could be" in refusal.value.sentence
    assert refusal.value.hint == f"Write {refusal.value.days[0]} or {refusal.value.days[1]}."


@pytest.mark.parametrize("phrase", ["next monday", "next tuesday"])
def test_next_is_one_day_when_that_of_this_week_is_gone(phrase):
    day = parse_when(phrase, date(2026, 11, 24), leaning="future").day
    assert 6 <= (day - date(2026, 11, 24)).days <= 7


@pytest.mark.parametrize(("today", "day"), [(24, 28), (28, 28)])
def test_this_weekend_is_its_saturday(today, day):
    found = parse_when("this weekend", date(2026, 11, today), leaning="future").day
    assert found == date(2026, 11, day)
