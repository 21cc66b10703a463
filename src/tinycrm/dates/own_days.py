"""Days counted from a date of a contact: `2 weeks before birthday`, `the day after her wedding`.

Which date that is, only the contact says; here are the words.
"""

from __future__ import annotations

import re

from tinycrm.dates.calendar import weekday_number
from tinycrm.dates.spans import SPAN, DaySpan, parse_span
from tinycrm.dates.words import plain
from tinycrm.days import month_number
from tinycrm.values import NamedTuple

_COUNTED = rf"(?:{SPAN}|(?:the |a )?(?P<one>day)) (?P<how>before|after) (?P<label>.+)"
_ITSELF = r"(?:on )?(?P<label>.+)"
_WHOSE = r"(?:(?:the|their|his|her|[^\W\d_]+'s?) )?"
_SAME = {"bday": "birthday", "b day": "birthday", "birth day": "birthday"}
_COMMON = ("birthday", "anniversary", "wedding", "wedding anniversary", "name day")
_NO_LABELS = frozenset(
    "today tomorrow yesterday now next last this noon christmas easter end lunch dinner".split()
)


class OwnDay(NamedTuple):
    """The day that is `sign` (1, -1) spans from the yearly date with this label."""

    label: str
    span: DaySpan
    sign: int


def parse_own_day(text: str) -> OwnDay | None:
    """Return what `2 weeks before birthday` means, None for other words; any label is read.

    A birthday and the like may be named alone.
    """
    words = plain(text) if len(text) <= 80 else ""
    counted = re.fullmatch(_COUNTED, words)
    if counted:
        label = _label(counted["label"])
        span = parse_span(counted["span"] or "a day")
        if not label or span is None or span.minutes:
            return None
        return OwnDay(label, span, -1 if counted["how"] == "before" else 1)
    itself = re.fullmatch(_ITSELF, words)
    label = _label(itself["label"]) if itself else None
    return OwnDay(label, DaySpan(0, 0, 0), 1) if label in _COMMON else None


def parse_own_day_at_end(phrase: str) -> OwnDay | None:
    """Return the same for the last words of a text, where only what is surely a day is meant.

    "On her birthday" is, "a card for the birthday" and "2 days after surgery" are not.
    """
    words = plain(phrase)
    own = parse_own_day(phrase)
    is_said = words.startswith("on ") or " before " in words or " after " in words
    return own if own and own.label in _COMMON and is_said else None


def _label(words: str) -> str | None:
    """Return a label without whose it is; None for a day or a number."""
    label = re.sub(rf"^{_WHOSE}", "", words)
    first = label.split(" ")[0] if label else ""
    is_day = weekday_number(first) is not None or month_number(first) is not None
    if not first or is_day or first in _NO_LABELS or re.search(r"\d", label):
        return None
    return _SAME.get(label, label)
