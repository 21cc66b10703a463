"""Calendar dates in text: `17.11.`, `the 1st of december 2026`, `last friday of march`.

As in `words`, a pattern must match the whole phrase: the result is exactly right or None.
Patterns are strings, so that only those that are tried are compiled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from tinycrm.days import WEEKDAYS, add_months, month_number
from tinycrm.values import Fields


class TwoDays(Exception):
    """A phrase that people use for either of two `days`: "next friday", said on a Tuesday."""

    def __init__(self, phrase: str, *days: date) -> None:
        super().__init__(phrase)
        self.phrase, self.days = phrase, days


class Standpoint(Fields):
    """The reference for reading a date: today, and whether it means the future or the past.

    `order` says how 3/4 is read: "DMY", "MDY", "YMD", or "" to refuse it.
    """

    today: date
    ahead: bool
    order: str = ""

    def nearest(self, days: Iterable[date | None]) -> date | None:
        """Return the nearest of `days` ahead, or in the past if not `ahead`; today counts."""
        known = [day for day in days if day is not None]
        if self.ahead:
            return min((day for day in known if day >= self.today), default=None)
        return max((day for day in known if day <= self.today), default=None)


def weekday_number(name: str) -> int | None:
    """Return 0 (Monday) to 6 for an English weekday, in full or by three letters or more."""
    if name in ("weds", "tues", "thurs"):
        name = name[:3]
    found = [n for n, day in enumerate(WEEKDAYS) if day.startswith(name)]
    return found[0] if found and len(name) >= 3 else None


def next_weekday(weekday: int, today: date) -> date:
    """Return the next such weekday, never today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def previous_weekday(weekday: int, today: date) -> date:
    """Return the previous such weekday, never today."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def monday_of(today: date, weeks: int) -> date:
    """Return the Monday of the week that is `weeks` after the week of `today`."""
    return today + timedelta(days=7 * weeks - today.weekday())


def next_week(weekday: int, today: date, phrase: str) -> date:
    """Return this weekday of next week, the week beginning on Monday.

    Raises TwoDays while the weekday is still to come in this week: people mean either.
    """
    day = monday_of(today, 1) + timedelta(days=weekday)
    if weekday > today.weekday():
        raise TwoDays(phrase, day - timedelta(days=7), day)
    return day


# ── a day of a month ─────────────────────────────────────────────────────────────────────

_UP_TO_NINETEEN = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
_ORDINALS = {word: n for n, word in enumerate(_UP_TO_NINETEEN, 1)} | {
    "twentieth": 20, "thirtieth": 30, "thirty-first": 31,
    **{f"twenty-{word}": n for n, word in enumerate(_UP_TO_NINETEEN[:9], 21)},
}  # fmt: skip
_STEPS = {"this": 0, "current": 0, "next": 1, "coming": 1, "last": -1, "previous": -1}

_WEEKDAY = r"(?P<weekday>[a-z]{3,9})"
_DAY = rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{'|'.join(sorted(_ORDINALS, reverse=True))})"
_YEAR = r"(?: (?:of )?(?P<year>\d{4}|(?:this|next|last) year))?"
_MONTH = rf"(?P<month>[a-z]{{3,9}}){_YEAR}"
_SOME = rf"(?:(?P<which>the|(?:the )?(?:{'|'.join(_STEPS)})) )?month"
_EDGE = r"(?:at )?(?:the )?(?P<edge>end|last day|start|beginning|first day) of"
_NTH = rf"(?:the )?(?P<nth>1st|first|2nd|second|3rd|third|4th|fourth|last) {_WEEKDAY} (?:of|in)"
_IN_MONTH = (
    rf"(?:the )?{_DAY}\.? ?(?:of )?{_MONTH}",
    rf"(?:the )?{_DAY}\.? ?(?P<month>[a-z]{{3,9}}) '?(?P<short>\d\d)",
    rf"(?P<month>[a-z]{{3,9}}) ?(?:the )?{_DAY}{_YEAR}",
    rf"(?:the )?{_DAY}(?: day)? of {_SOME}",
    rf"(?:the )?(?P<mid>mid|middle)(?:[ -]| of ){_MONTH}",
    rf"(?:the )?(?:mid|middle)(?P<mid>[ -]| of ){_SOME}",
    rf"{_EDGE} {_MONTH}",
    rf"(?P<edge>end|start|beginning) {_MONTH}",
    rf"{_EDGE} {_SOME}",
    rf"{_NTH} {_MONTH}",
    rf"{_NTH} {_SOME}",
)
_DAY_ALONE = rf"the {_DAY}|(?P<bare>\d{{1,2}}(?:st|nd|rd|th))"
_EDGE_OF_REST = (
    rf"{_EDGE} (?:(?P<which>the|this|next|last) )?(?:(?P<unit>week|year)|(?P<year>\d{{4}}))"
)
_WITH_WEEKDAY = rf"{_WEEKDAY} (?P<rest>.+)"

_Parts = dict[str, str | None]


def calendar_day(words: str, at: Standpoint) -> date | None:
    """Return the date that `words` name by its position in a month, a week or a year.

    A weekday before it must match it.
    """
    found = _undated(words, at)
    match = None if found else re.fullmatch(_WITH_WEEKDAY, words)
    weekday = weekday_number(match["weekday"]) if match else None
    if match is None or weekday is None:
        return found
    day = _undated(match["rest"], at)
    return day if day and day.weekday() == weekday else None


def full_date(words: str, at: Standpoint) -> date | None:
    """Return the date only if `words` include its year, so that it does not depend on `at`."""
    return calendar_day(words, at) if re.search(r"\b\d{4}\b", words) else None


def _undated(words: str, at: Standpoint) -> date | None:
    for pattern in _IN_MONTH:
        match = re.fullmatch(pattern, words)
        found = _in_month(match.groupdict(), at) if match else None
        if found:
            return found
    return _day_alone(words, at) or _edge_of_rest(words, at) or _numbers(words, at)


def _in_month(parts: _Parts, at: Standpoint) -> date | None:
    firsts, certain = _named_month(parts, at) if "month" in parts else _some_month(parts, at)
    place = _place(parts)
    days = [place(first) for first in firsts]
    return days[0] if certain else at.nearest(days)


def _place(parts: _Parts) -> Callable[[date], date | None]:
    """Return a function that finds the date in a month, given the first day of the month."""
    if day := parts.get("day"):
        return lambda first: _date(first.year, first.month, _ordinal(day))
    if nth := parts.get("nth"):
        weekday = weekday_number(parts["weekday"] or "")
        return lambda first: None if weekday is None else _nth(nth, weekday, first)
    if parts.get("mid"):
        return lambda first: first.replace(day=15)
    if _is_end(parts["edge"]):
        return lambda first: add_months(first, 1) - timedelta(days=1)
    return lambda first: first


def _is_end(edge: str | None) -> bool:
    return edge in ("end", "last day")


def _nth(nth: str, weekday: int, first: date) -> date:
    if nth == "last":
        return previous_weekday(weekday, add_months(first, 1))
    return next_weekday(weekday, first - timedelta(days=1)) + timedelta(weeks=_ordinal(nth) - 1)


def _ordinal(text: str) -> int:
    return _ORDINALS.get(text) or int(re.sub(r"\D", "", text))


def _named_month(parts: _Parts, at: Standpoint) -> tuple[list[date], bool]:
    """Return the first days of the possible months, and whether the month is certain."""
    month, year = month_number(parts["month"] or ""), parts.get("year")
    if month is None:
        return [], False
    if short := parts.get("short"):
        return [date(2000 + int(short), month, 1)], True
    if year is None:
        return [date(y, month, 1) for y in _years_around(at)], False
    number = int(year) if year.isdigit() else at.today.year + _STEPS[year.split()[0]]
    return [date(number, month, 1)], True


def _years_around(at: Standpoint) -> range:
    # 29 February can be eight years away, as from 1896 to 1904.
    return range(at.today.year - 8, at.today.year + 9)


def _some_month(parts: _Parts, at: Standpoint) -> tuple[list[date], bool]:
    which = (parts["which"] or "the").split()[-1]
    return [add_months(at.today.replace(day=1), _STEPS.get(which, 0))], which != "the"


def _day_alone(words: str, at: Standpoint) -> date | None:
    match = re.fullmatch(_DAY_ALONE, words)
    if match is None:
        return None
    number = _ordinal(match["day"] or match["bare"])
    firsts = [add_months(at.today.replace(day=1), n) for n in range(-2, 3)]
    return at.nearest(_date(first.year, first.month, number) for first in firsts)


def _edge_of_rest(words: str, at: Standpoint) -> date | None:
    match = re.fullmatch(_EDGE_OF_REST, words)
    if match is None:
        return None
    steps = _STEPS.get(match["which"] or "", 0)
    first = monday_of(at.today, steps)
    last = first + timedelta(days=6)
    if match["unit"] != "week":
        year = int(match["year"] or at.today.year + steps)
        first, last = date(year, 1, 1), date(year, 12, 31)
    day = last if _is_end(match["edge"]) else first
    return day if match["year"] or match["which"] in _STEPS else at.nearest([day])


# ── numbers ──────────────────────────────────────────────────────────────────────────────

_YEAR_FIRST = r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"
_DAY_FIRST = r"(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}))?"
_SHORT = r"(\d{1,2})\.(\d{1,2})(?:\.(\d\d))?"
"""Day first too: 31.10, and 31.10.26 with a year of this century."""

_ANY_ORDER = r"(\d{1,4})([-/])(\d{1,2})(?:\2(\d{1,4}))?"


def _numbers(words: str, at: Standpoint) -> date | None:
    if match := re.fullmatch(_YEAR_FIRST, words):
        return _date(int(match[1]), int(match[3]), int(match[4]))
    if match := re.fullmatch(_DAY_FIRST, words):
        return day_of_month(int(match[1]), int(match[2]), _int(match[3]), at)
    if match := re.fullmatch(_SHORT, words):
        year = 2000 + int(match[3]) if match[3] else None
        return day_of_month(int(match[1]), int(match[2]), year, at)
    match = re.fullmatch(_ANY_ORDER, words)
    if match is None or not at.order:
        return None
    numbers = [number for number in (match[1], match[3], match[4]) if number]
    order = at.order if len(numbers) == 3 else at.order.replace("Y", "")
    part = dict(zip(order, numbers, strict=True))
    if len(part["D"]) > 2 or len(part["M"]) > 2 or len(part.get("Y", "2026")) != 4:
        return None
    return day_of_month(int(part["D"]), int(part["M"]), _int(part.get("Y")), at)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def day_of_month(day: int, month: int, year: int | None, at: Standpoint) -> date | None:
    """Return the date; without a year the nearest one. None if it does not exist."""
    if year is not None:
        return _date(year, month, day)
    return at.nearest(_date(y, month, day) for y in _years_around(at))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
