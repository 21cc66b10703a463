"""The month or the year that figures are about."""

from __future__ import annotations

from datetime import date, timedelta

from tinycrm.days import MONTHS, add_months, month_number
from tinycrm.errors import UsageProblem
from tinycrm.text import visible
from tinycrm.values import NamedTuple


class Period(NamedTuple):
    """Local dates from `since` to `until`, both included, and the name to show."""

    name: str
    since: date
    until: date
    is_year: bool = False

    def days(self) -> dict[str, str]:
        """Return the dates as values of a query."""
        return {"since": self.since.isoformat(), "until": self.until.isoformat()}


def parse_period(text: str, today: date) -> Period:
    """Return the year of `2026`, the month of `2026-11`, `nov 2026` or `november`.

    A month without a year is the last one that has begun. Without text it is this month. Raises
    UsageProblem.
    """
    words = text.replace("-", " ").replace("/", " ").split()
    if not words:
        return month_of(today)
    year = next((int(word) for word in words if _is_year(word)), None)
    others = [word for word in words if not _is_year(word)]
    if year and not others and len(words) == 1:
        return Period(str(year), date(year, 1, 1), date(year, 12, 31), is_year=True)
    month = _month(others[0]) if len(others) == 1 and len(words) <= 2 else None
    if month is None:
        raise UsageProblem(
            f"“{visible(text)}” is neither a year nor a month.", "Write it like 2026 or 2026-11."
        )
    if year is None:
        year = today.year - (month > today.month)
    return month_of(date(year, month, 1))


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdecimal() and int(word) > 0


def _month(word: str) -> int | None:
    if word.isascii() and word.isdecimal() and len(word) <= 2:
        return int(word) if 1 <= int(word) <= 12 else None
    return month_number(word)


def month_of(day: date) -> Period:
    """Return the month of a day."""
    first = day.replace(day=1)
    last = date.max if (first.year, first.month) == (9999, 12) else add_months(first, 1)
    until = last if last == date.max else last - timedelta(days=1)
    return Period(f"{MONTHS[day.month - 1].title()} {day.year}", first, until)


def before(period: Period) -> Period:
    """Return the month or the year before. Raises UsageProblem where the calendar begins."""
    if period.since <= date.min.replace(year=2):
        raise UsageProblem(f"There is nothing before {period.name}.")
    if period.is_year:
        return parse_period(str(period.since.year - 1), period.since)
    return month_of(period.since - timedelta(days=1))


def after(period: Period, today: date) -> Period:
    """Return the next month or year. Raises UsageProblem if it has not begun."""
    if period.until >= today:
        raise UsageProblem(f"Nothing is after {period.name} yet.")
    start = period.until + timedelta(days=1)
    return year_of(month_of(start)) if period.is_year else month_of(start)


def year_of(period: Period) -> Period:
    """Return the year in which a period ends."""
    return parse_period(f"{period.until.year:04}", period.until)
