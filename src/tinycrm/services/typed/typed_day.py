"""Which past day a note is about, as its writer typed it.

A label before a colon or a dash names the day and is not part of the text ("yesterday: met her",
"20 Nov: visited").
Without one, the text only makes a day likely ("Yesterday she called", "Called her 3 days ago").
A weekday alone makes one likely if the note tells of something that happened: "On Friday I
called". Else it names none: "friday: send the quote" is a plan.
"""

from __future__ import annotations

from tinycrm import clock
from tinycrm.dates import When
from tinycrm.days import month_number
from tinycrm.errors import UsageProblem
from tinycrm.services.typed.typed_label import split_label, weekday_of
from tinycrm.services.when import read_when
from tinycrm.values import NamedTuple

_SIGNS = ".,;!?()\"'“”…:"
_READ = 300  # characters
_LONGEST = 4  # words: "the day before yesterday"
_SENTENCE_ENDS = (".", "!", "?", ";")
_YESTERDAYS = ("yesterday", "gestern", "hier", "ayer", "wczoraj")
_BEFORE = ("vorgestern", "avant-hier", "anteayer", "przedwczoraj")
_FIRST_WORDS = frozenset(("today", "last", "the", "this", *_YESTERDAYS, *_BEFORE))
_WORDS = frozenset(("ago", "last", *_YESTERDAYS, *_BEFORE))
"""A text without any of these words names no past day; most notes end their reading here."""

_COUNTED = (["day", "ago"], ["days", "ago"])  # "a week ago" is seldom one day
_GAPS = str.maketrans(".-,", "   ")
_HALF_A_YEAR = 183  # days
_UNITS = ("week", "weekend", "month", "year", "fortnight", "time")  # "last week" is no day


class TypedDay(NamedTuple):
    """A past day, or today, and the words that it was read from."""

    when: When
    by: str


def split_labelled_day(text: str) -> tuple[TypedDay | None, str]:
    """Return the day that a label names, `yesterday: met her`, and the text without it."""
    label, rest = split_label(text.strip())
    when = (_past_day(label.split()) or _written_day(label)) if rest else None
    return (TypedDay(when, label), rest) if when else (None, text)


def _written_day(label: str) -> When | None:
    """Return the day of `2026-11-20`, `20.11.` or `20 Nov`; other numbers are none: `1.5`.

    Without a year it is one of the last half year: “3 Dec: send the quote” is a plan in November.
    """
    named = any(map(month_number, label.strip(_SIGNS).split()))
    if not any(map(str.isdigit, label)) or not (named or 2 in (label.count("-"), label.count("."))):
        return None
    when = _not_to_come(label)
    has_year = any(len(word) == 4 and word.isdecimal() for word in label.translate(_GAPS).split())
    is_near = when and (clock.today() - when.day).days <= _HALF_A_YEAR
    return when if has_year or is_near else None


def find_likely_day(text: str, *, tells: bool) -> TypedDay | None:
    """Return the earlier day that the first sentence begins with.

    If the note `tells` of something that happened, the day may be anywhere in the sentence, and a
    weekday at its beginning is the last one: "On Friday I called her".
    """
    words = _first_sentence(text.strip())
    weekday = _last_weekday(words) if tells else None
    if weekday:
        return weekday
    if _WORDS.isdisjoint(word.strip(_SIGNS).lower() for word in words):
        return None
    for start in range(len(words) if tells else 1):
        for end in range(min(start + _LONGEST, len(words)), start, -1):
            when = _past_day(words[start:end])
            if when and when.day < clock.today():
                return TypedDay(when, " ".join(words[start:end]).strip(_SIGNS))
    return None


def _last_weekday(words: list[str]) -> TypedDay | None:
    length = 2 if words and words[0].lower() == "on" else 1
    day = weekday_of("".join(words[length - 1 : length]))
    if not day:
        return None
    by = " ".join(words[:length]).strip(_SIGNS)
    return TypedDay(read_when(f"last {day}", "past"), by)


def _first_sentence(text: str) -> list[str]:
    words = text[:_READ].splitlines()[0].split() if text else []
    ends = (at for at, word in enumerate(words, 1) if word.endswith(_SENTENCE_ENDS))
    return words[: next(ends, len(words))]


def _past_day(typed: list[str]) -> When | None:
    """Return the day of words that can only be today or a day in the past."""
    words = [word.strip(_SIGNS).lower() for word in typed]
    if not words or not (words[0] in _FIRST_WORDS or words[1:] in _COUNTED):
        return None
    if words[0] == "last" and words[1:2] and words[1] in _UNITS:
        return None
    return _not_to_come(" ".join(words))


def _not_to_come(text: str) -> When | None:
    try:
        when = read_when(text, "past")
    except UsageProblem:
        return None
    return when if when.day <= clock.today() else None
