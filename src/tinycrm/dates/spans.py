"""Time spans in English: `2w`, `in three days`, `1 year and 2 months ago`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tinycrm.days import add_months
from tinycrm.values import NamedTuple


class DaySpan(NamedTuple):
    """A time span that keeps its units: a month is not thirty days."""

    months: int
    days: int
    minutes: int

    def after(self, day: date, times: int = 1) -> date:
        """Return the date `times` spans after `day`, months first; minutes are ignored.

        Raises OverflowError outside the years 1 to 9999.
        """
        return add_months(day, self.months * times) + timedelta(days=self.days * times)


UNITS = {
    "decade": DaySpan(120, 0, 0), "year": DaySpan(12, 0, 0), "month": DaySpan(1, 0, 0),
    "fortnight": DaySpan(0, 14, 0), "week": DaySpan(0, 7, 0), "day": DaySpan(0, 1, 0),
    "hour": DaySpan(0, 0, 60), "minute": DaySpan(0, 0, 1),
}  # fmt: skip
_SHORT = {
    "y": "year", "yr": "year", "m": "month", "mo": "month", "w": "week", "wk": "week", "d": "day",
    "h": "hour", "hr": "hour", "min": "minute",
}  # fmt: skip
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_WORD = "|".join(_COUNTS)
COUNT = rf"(?:\d{{1,9}}|{_WORD})"
"""The pattern of a number, in digits or as a word."""
_UNIT = rf"(?:{'|'.join(UNITS)})s?"
_PIECE = rf"(?:\d{{1,9}} ?(?:{_UNIT}|(?:yr|mo|wk|hr|min)s?|[ymwdh])|(?:{_WORD}) {_UNIT})"
SPAN = rf"(?P<span>{_PIECE}(?: (?:and )?{_PIECE})*)"
"""The pattern of what `parse_span` reads."""

_SIGNED = (
    rf"(?P<sign>\+ ?|- ?|in |){SPAN}(?P<turn> ago| from now| from today| hence| later"
    r"|(?:'s?)? time|)"
)
_SIGNS = {
    ("+", ""): 1, ("-", ""): -1, ("in", ""): 1, ("in", "time"): 1, ("", "ago"): -1,
    ("", "from now"): 1, ("", "from today"): 1, ("", "hence"): 1, ("", "later"): 1, ("", ""): 0,
}  # fmt: skip


def find_signed_span(words: str) -> tuple[DaySpan, int] | None:
    """Return the span in `words` and its direction: 1 future, -1 past, 0 not stated."""
    match = re.fullmatch(_SIGNED, words)
    if match is None:
        return None
    sign = _SIGNS.get((match["sign"].strip(), match["turn"].lstrip("'s ")))
    span = parse_span(match["span"])
    return (span, sign) if span and sign is not None else None


def parse_span(words: str) -> DaySpan | None:
    """Add up the parts of a `SPAN`; None unless each unit occurs once, largest first."""
    pieces = re.findall(r"(\d+|[a-z]+) ?([a-z]+)", words.replace(" and ", " "))
    units = [_unit(word) for _, word in pieces]
    ranks = [list(UNITS).index(unit) for unit in units]
    if ranks != sorted(set(ranks)):
        return None
    counts = [_COUNTS.get(word) or int(word) for word, _ in pieces]
    sizes = [[count * n for n in UNITS[unit]] for count, unit in zip(counts, units, strict=True)]
    return DaySpan(*(sum(column) for column in zip(*sizes, strict=True)))


def _unit(word: str) -> str:
    singular = word.removesuffix("s")
    return _SHORT.get(singular, singular)
