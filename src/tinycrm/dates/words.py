"""English phrases for a date: `friday next week`, `2w`, `in three days`, `tomorrow at noon`.

Every pattern matches a whole phrase, so that an unknown word is never ignored: a phrase is
read exactly or not at all (None). Ambiguous phrases ("monday after next", "midnight") are not
read; a weekend is its Saturday.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from tinycrm.dates.calendar import (
    Standpoint,
    calendar_day,
    full_date,
    monday_of,
    next_week,
    next_weekday,
    previous_weekday,
    weekday_number,
)
from tinycrm.dates.spans import COUNT, SPAN, UNITS, DaySpan, find_signed_span, parse_span
from tinycrm.dates.times_of_day import without_time
from tinycrm.days import WEEKDAYS

Moment = tuple[date, time | None]

# Different spellings, and the one that the patterns below read.
_SAME = (
    (r"[’‘`]", "'"),
    (r"\b([ap])\.m\b\.?", r"\1m"),
    (r",|(?<=[a-z])\.|(?<=\d)-(?=[a-z])|(?<=[a-z])-(?=\d)", " "),
    (r"\btonight\b", "today night"),
    (r"\b(?:eom|month[ -]end)\b", "end of the month"),
    (r"\beow\b", "end of the week"),
    (r"\beoy\b", "end of the year"),
    (r"\bthis (morning|afternoon|evening)\b", r"today \1"),
    (r"\blast night\b", "yesterday night"),
    (r"\b(?:a )?couple (?:of )?(?=(?:minute|hour|day|week|month|year)s\b)", "2 "),
    (r"\bhalf a year\b", "6 months"),
    (r"\bhalf an hour\b", "30 minutes"),
)


def plain(text: str) -> str:
    """Return `text` in lower case, with single spaces and the spellings that are read here."""
    text = text.lower()
    for pattern, same in _SAME:
        text = re.sub(pattern, same, text)
    return " ".join(text.split())


def moment_named(words: str, at: Standpoint, now: time | None) -> Moment | None:
    """Return the date, and the time of day if there is one, that `plain` words name.

    `now` is needed for phrases that count hours and minutes. Raises ValueError or
    OverflowError for dates that do not exist.
    """
    split = without_time(words)
    if split is None:
        return None
    rest, clock, part = split
    day = _day_named(rest, at)
    if day or clock or part:
        return (day, clock) if day else None
    return _in_hours(rest, at, now)


def _day_named(words: str, at: Standpoint) -> date | None:
    named = words.removeprefix("on ")
    return (
        _neighbour(words, at)
        or _weekend(words, at)
        or _weekday(named, at)
        or _spanned(words, at)
        or _counted(words, at)
        or calendar_day(named, at)
    )


# ── tomorrow, next week ──────────────────────────────────────────────────────────────────

_DAYS = {
    "today": 0, "tomorrow": 1, "yesterday": -1,
    "day after tomorrow": 2, "the day after tomorrow": 2,
    "day before yesterday": -2, "the day before yesterday": -2,
}  # fmt: skip
_STEPS = {"this": 0, "next": 1, "last": -1, "after next": 2, "before last": -2}
_NEIGHBOUR = (
    r"(?P<which>next|last) (?P<unit>week|fortnight|month|year)"
    r"|(?:the )?(?P<far>week|month|year) (?P<turn>after next|before last)"
)


def _neighbour(words: str, at: Standpoint) -> date | None:
    if words in _DAYS:
        return at.today + timedelta(days=_DAYS[words])
    match = re.fullmatch(_NEIGHBOUR, words)
    if match is None:
        return None
    span = UNITS[match["unit"] or match["far"]]
    return span.after(at.today, _STEPS[match["which"] or match["turn"]])


def _weekend(words: str, at: Standpoint) -> date | None:
    match = re.fullmatch(r"(?:(?:(?:on |at )?(?:the|this)|(?P<which>next|last)) )?weekend", words)
    if match is None:
        return None
    saturday = monday_of(at.today, 0) + timedelta(days=5)
    if match["which"] is None:
        return at.nearest([saturday])
    if match["which"] == "last":
        return saturday - timedelta(days=7) if at.today < saturday else None
    return next_week(5, at.today, "next weekend")


# ── weekdays ─────────────────────────────────────────────────────────────────────────────

_NAME = r"(?P<weekday>[a-z]{3,9})"
_ONE_WEEKDAY = (
    r"(?:(?:(?:the|this) )?(?P<which>next|coming|upcoming|last|past|previous) |(?P<this>this) )?"
    rf"{_NAME}"
)
_OF_WEEK = (
    rf"{_NAME} (?:of |in |from )?(?P<which>this|next|last) week",
    rf"(?P<which>this|next|last) week(?:'s)? (?:on )?{_NAME}",
)


def _weekday(words: str, at: Standpoint) -> date | None:
    match = re.fullmatch(_ONE_WEEKDAY, words)
    weekday = weekday_number(match["weekday"]) if match else None
    if match is None or weekday is None:
        return _weekday_of_week(words, at)
    if match["this"]:
        return _this_weekday(weekday, at)
    which = match["which"]
    if which == "next":
        return next_week(weekday, at.today, f"next {WEEKDAYS[weekday]}")
    is_ahead = at.ahead if which is None else which not in ("last", "past", "previous")
    return (next_weekday if is_ahead else previous_weekday)(weekday, at.today)


def _this_weekday(weekday: int, at: Standpoint) -> date | None:
    if weekday == at.today.weekday():
        return None  # ambiguous: today, or in a week
    if at.ahead:
        return next_weekday(weekday, at.today)
    return previous_weekday(weekday, at.today) if weekday < at.today.weekday() else None


def _weekday_of_week(words: str, at: Standpoint) -> date | None:
    match = next((m for pattern in _OF_WEEK if (m := re.fullmatch(pattern, words))), None)
    weekday = weekday_number(match["weekday"]) if match else None
    if match is None or weekday is None:
        return None
    steps = _STEPS[match["which"]]
    day = monday_of(at.today, steps) + timedelta(days=weekday)
    return day if steps else at.nearest([day])


# ── relative to another day ──────────────────────────────────────────────────────────────

_FROM = rf"(?:{SPAN}|(?:the )?(?P<one>day)) (?P<how>from|after|before) (?P<anchor>.+)"
_WEEKS_ON = (
    rf"(?P<span>{COUNT} (?:week|fortnight)s?) (?:on )?(?P<anchor>[a-z]+)|(?P<that>[a-z]+) week"
)


def _counted(words: str, at: Standpoint) -> date | None:
    """Read "two weeks from friday", "the day after 1 dec 2026", "a week on friday"."""
    if match := re.fullmatch(_FROM, words):
        anchor = _anchor(match["anchor"], at, weekdays=match["how"] == "from")
        span = parse_span(match["span"] or "a day")
        sign = -1 if match["how"] == "before" else 1
        return span.after(anchor, sign) if anchor and span and not span.minutes else None
    match = re.fullmatch(_WEEKS_ON, words)
    anchor = _anchor(match["anchor"] or match["that"], at, weekdays=True) if match else None
    if match is None or anchor is None or anchor < at.today:
        return None
    span = parse_span(match["span"] or "a week")
    return span.after(anchor) if span else None


def _anchor(words: str, at: Standpoint, *, weekdays: bool) -> date | None:
    """Return a day to count from, if it is unambiguous."""
    if words in ("today", "tomorrow", "yesterday"):
        return at.today + timedelta(days=_DAYS[words])
    weekday = weekday_number(words)
    if weekday is None:
        return full_date(words, at)
    ahead = weekdays and at.ahead and weekday != at.today.weekday()
    return next_weekday(weekday, at.today) if ahead else None


def _spanned(words: str, at: Standpoint) -> date | None:
    found = _directed(words, at)
    return found[0].after(at.today, found[1]) if found and not found[0].minutes else None


def _directed(words: str, at: Standpoint) -> tuple[DaySpan, int] | None:
    """Return a span and its direction, which is that of `at` if the words do not state it."""
    found = find_signed_span(words)
    if found is None or found[1]:
        return found
    if words.startswith(("a ", "an ", "one ")):
        return None  # "one day" can be any day
    return found[0], 1 if at.ahead else -1


def _in_hours(words: str, at: Standpoint, now: time | None) -> Moment | None:
    minute = now.replace(second=0, microsecond=0) if now else None
    if words in ("now", "right now", "just now"):
        return at.today, minute
    found = _directed(words, at)
    if found is None or minute is None:
        return None
    span, sign = found
    start = datetime.combine(span.after(at.today, sign), minute)
    then = start + sign * timedelta(minutes=span.minutes)
    return then.date(), then.time()
