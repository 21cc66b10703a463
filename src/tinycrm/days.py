"""Dates that repeat every year, cadences, and month arithmetic."""

from __future__ import annotations

from datetime import date, timedelta

from tinycrm.errors import UsageProblem
from tinycrm.text import visible
from tinycrm.values import NamedTuple

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class YearlyDay(NamedTuple):
    """A date that repeats every year; `year` is None when it is unknown."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        """Return the ISO form: `1815-12-10`, or `--12-10` without a year (ISO 8601:2000)."""
        start = f"{self.year:04}" if self.year else "-"
        return f"{start}-{self.month:02}-{self.day:02}"

    def say(self) -> str:
        """Return `10 Dec 1815`, or `10 Dec` if the year is unknown."""
        month = MONTHS[self.month - 1][:3].capitalize()
        return f"{self.day} {month} {self.year}" if self.year else f"{self.day} {month}"


def yearly_day(month: int, day: int, year: int | None = None) -> YearlyDay:
    """Return the YearlyDay. Raises ValueError for a date that does not exist (29 Feb 1815)."""
    date(2000 if year is None else year, month, day)  # 2000 was a leap year
    return YearlyDay(month, day, year)


def month_number(name: str) -> int | None:
    """Return 1 to 12 for an English month, in full or by three letters or more ("sept")."""
    found = [n for n, month in enumerate(MONTHS, 1) if month.startswith(name.lower())]
    return found[0] if len(found) == 1 and len(name) >= 3 else None


_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
_ADVERBS = {"daily": "1d", "weekly": "1w", "monthly": "1m", "quarterly": "3m", "yearly": "1y"}


class Every(NamedTuple):
    """A cadence that keeps its unit (d, w, m, y): three months are not ninety days."""

    n: int
    unit: str

    def __str__(self) -> str:
        """Return the short form that `--every` reads: `4w`."""
        return f"{self.n}{self.unit}"

    def say(self) -> str:
        """Return the words: `every 4 weeks`, `every month`."""
        return f"every {_UNITS[self.unit]}" if self.n == 1 else f"every {self.say_span()}"

    def say_span(self) -> str:
        """Return the length in words: `4 weeks`, `1 month`."""
        return f"{self.n} {_UNITS[self.unit]}{'' if self.n == 1 else 's'}"

    def after(self, day: date, times: int = 1) -> date:
        """Return the day `times` intervals after `day`; in a shorter month, its last day.

        Where the calendar ends before that, it is the last day of the year 9999, or the first
        of the year 1: other programs can write any interval and any date.
        """
        n = self.n * times
        try:
            if self.unit in "dw":
                return day + timedelta(days=n * (7 if self.unit == "w" else 1))
            return add_months(day, n * (12 if self.unit == "y" else 1))
        except OverflowError:
            return date.max if n > 0 else date.min

    def leads(self, first: date, to: date) -> bool:
        """Return whether `to` is a whole number of intervals after `first`."""
        if self.unit in "dw":
            return (to - first).days % self.days() == 0
        months = (to.year - first.year) * 12 + to.month - first.month
        times, rest = divmod(months, self.n * (12 if self.unit == "y" else 1))
        return rest == 0 and self.after(first, times) == to

    def latest_start(self, until: date) -> date:
        """Return the latest day whose `after` is not later than `until`: its inverse."""
        start = self.after(until, -1)
        while self.unit in "my" and self.after(start + timedelta(days=1)) <= until:
            start += timedelta(days=1)
        return start

    def days(self) -> int:
        """Return the approximate length in days, to compare lateness (a month is 30)."""
        return self.n * {"d": 1, "w": 7, "m": 30, "y": 365}[self.unit]


def parse_every(text: str) -> Every:
    """Return the cadence that `4w`, `30d`, `3m`, `1y`, `2 weeks`, `month` or `weekly` is."""
    typed = " ".join(text.lower().split())
    counted = _ADVERBS.get(typed, typed).removeprefix("every ")
    size = next((n for n, char in enumerate(counted) if not char.isdecimal()), len(counted))
    count, unit = counted[:size], counted[size:].removeprefix(" ")
    is_unit = unit.removesuffix("s") in _UNITS.values() or (count != "" and unit in _UNITS)
    n = int(count or 1) if is_unit and len(count) <= 4 else 0
    if not n:
        raise UsageProblem(
            f"“{visible(text)}” is not an interval.", "Write it like 4w, 30d, 3m or 1y."
        )
    every = Every(n, unit[0])
    if every.days() > 36500:
        raise UsageProblem(f"“{visible(text)}” is longer than a hundred years.")
    return every


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month if it is shorter.

    Raises OverflowError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("date value out of range")
    return date(year, month + 1, min(day.day, _length(year, month + 1)))


def _length(year: int, month: int) -> int:
    """Return how many days a month has; importing calendar for this would take 2 ms."""
    if month == 2:
        return 29 if _is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def occurrence(of: YearlyDay, year: int, *, leap_day: str = "feb28") -> date:
    """Return the date of a yearly day in `year`.

    29 February falls on the 28th in common years, or on 1 March with `leap_day="mar1"`.
    """
    if (of.month, of.day) == (2, 29) and not _is_leap(year):
        return date(year, 3, 1) if leap_day == "mar1" else date(year, 2, 28)
    return date(year, of.month, of.day)
