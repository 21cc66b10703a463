"""Text into a date that repeats every year. Every door reads birthdays and occasions here.

The own patterns read what needs no language but English. Only what they leave goes to
dateparser, if the settings name other languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm import clock, config
from tinycrm.days import MONTHS, YearlyDay, month_number, yearly_day
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_labelled
from tinycrm.text import shorten, visible
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re


class Reading(NamedTuple):
    """How a date is read: today, the order of `1/2/1980` ("DMY", "MDY", "YMD" or ""), languages."""

    today: date
    order: str = ""
    languages: Sequence[str] = ("en",)


def read_birthday(text: str) -> YearlyDay:
    """Return a birthday as typed, read with the user's settings. Raises UsageProblem."""
    how = _settings()
    return check_past(parse_yearly_day(text, how), how.today)


def read_yearly_day(text: str) -> YearlyDay:
    """Return a yearly date as typed, which may be still to come. Raises UsageProblem."""
    return parse_yearly_day(text, _settings())


def read_labelled_day(text: str) -> tuple[str, YearlyDay]:
    """Return label and date of `anniversary=2011-05-14`. Raises UsageProblem.

    Under the label `birthday` it is a birthday, which has a rule of its own.
    """
    label, day = parse_labelled(text)
    return label, read_birthday(day) if label == "birthday" else read_yearly_day(day)


def _settings() -> Reading:
    own = config.load()
    return Reading(clock.today(), own.date_order.upper(), own.languages)


def check_past(day: YearlyDay, today: date) -> YearlyDay:
    """Return a birthday; refuse one that is still to come."""
    if day.year and date(day.year, day.month, day.day) > today:
        raise UsageProblem(f"{day} is in the future.", "A birthday must be in the past.")
    return day


_MONTH = r"(?P<month_name>[a-z]{3,9})\.?"
_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = (
    rf"{_YEAR}([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)",
    rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)",
    r"(?:--)?(?P<month>\d\d?)-(?P<day>\d\d?)",
    r"--(?P<month>\d\d)(?P<day>\d\d)",
    r"(?P<day>\d\d?)\. ?(?P<month>\d\d?)\.?(?:(?<=\.) ?(?P<year>\d{4}|\d\d))?",
    rf"(?:the )?{_DAY}\.?(?: of|-)? ?{_MONTH}(?:(?:,? |-){_YEAR})?",
    rf"{_MONTH} {_DAY}(?:,? {_YEAR})?",
)
_ANY_ORDER = r"(?P<one>\d\d?)(?P<sign>[/-])(?P<two>\d\d?)(?:(?P=sign)(?P<year>\d{4}))?"


def parse_yearly_day(text: str, how: Reading) -> YearlyDay:
    """Return the date that `12-10`, `--12-10`, `10 Dec`, `10.12.` or `1815-12-10` is.

    `D.M.` is always day first, `M-D` month first; `1/2/1980` goes by the settings, and is
    refused without them if it can mean two days. Two digits of a year are one of the 1900s if
    that of the 2000s is still to come.
    """
    import re

    typed = " ".join(text.lower().split())
    match = next((m for p in _FORMS if (m := re.fullmatch(p, typed))), None)
    found = _day_of(match, how) if match else _in_any_order(re.fullmatch(_ANY_ORDER, typed), how)
    is_number = match and not match.groupdict().get("month_name")
    if found is None and not is_number and len(text) <= 80:
        from tinycrm.dates.many_days import read_by_form

        found = read_by_form(text, how.order, lambda words: _in_words(words, how))
    if found is None:
        raise UsageProblem(
            f"“{shorten(visible(text[:99]), 60)}” is not a day of the year.",
            "Write it like 10 Dec or 1815-12-10.",
        )
    return found


def _day_of(match: re.Match[str], how: Reading) -> YearlyDay | None:
    parts = match.groupdict()
    name, number = parts.get("month_name"), parts.get("month")
    month = month_number(name) if name else int(number or 0)
    year = _year(parts.get("year"), match.string, how)
    return _existing(month or 0, int(parts["day"]), year)


def _year(typed: str | None, text: str, how: Reading) -> int | None:
    if typed is None or len(typed) == 4:
        return int(typed) if typed else None
    if 2000 + int(typed) <= how.today.year:
        raise UsageProblem(
            f"“{visible(text)}” may be in 19{typed} or in 20{typed}.",
            "Write the year with four digits.",
        )
    return 1900 + int(typed)


def _existing(month: int, day: int, year: int | None) -> YearlyDay | None:
    try:
        return yearly_day(month, day, year)
    except ValueError:
        return None


def _in_any_order(match: re.Match[str] | None, how: Reading) -> YearlyDay | None:
    """Read `1/2/1980` and `1/2` in the order of the settings, else if it can mean one day only."""
    if match is None:
        return None
    one, two = int(match["one"]), int(match["two"])
    year = int(match["year"]) if match["year"] else None
    day_first, month_first = _existing(two, one, year), _existing(one, two, year)
    if how.order in ("DMY", "MDY") or (how.order == "YMD" and year is None):
        return day_first if how.order == "DMY" else month_first
    if day_first and month_first and day_first != month_first:
        raise UsageProblem(
            f"“{match.string}” may be {_said(day_first)} or {_said(month_first)}.",
            f"Write it like {day_first}, or set date_order.",
        )
    return day_first or month_first


def _said(day: YearlyDay) -> str:
    return f"{day.day} {MONTHS[day.month - 1].title()}{f' {day.year}' if day.year else ''}"


def _in_words(text: str, how: Reading) -> YearlyDay | None:
    from tinycrm.dates import day_in_words

    day = day_in_words(text, how.today, how.order, how.languages)
    if day is None:
        return None
    return YearlyDay(day.month, day.day, day.year if str(day.year) in text else None)
