"""Dates as the user types them, read with the user's settings and the clock."""

from __future__ import annotations

from datetime import date

from tinycrm import clock, config
from tinycrm.dates import EitherDay, Leaning, When, parse_when
from tinycrm.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tinycrm.dates.own_days import OwnDay
    from tinycrm.repeats import Repeat


def read_when(text: str, leaning: Leaning) -> When:
    """Return a date, and a time if one was typed. Raises UsageProblem."""
    own, now = config.load(), clock.now()
    return parse_when(
        text, now.date(), leaning=leaning, now=now.time(), date_order=own.date_order,
        languages=own.languages,
    )  # fmt: skip


def read_due(text: str | None, repeat: Repeat | None = None, hint: str = "") -> When:
    """Return the date of a new reminder, with the day of the month that its words name.

    Without a date, a repetition that names a day of every month begins on its next one; of
    other ones UsageProblem is raised, with `hint` on how to give a date.
    """
    from tinycrm import repeats  # not for notes, which do not repeat

    if text is not None:
        when = read_when(text, "future")
        return when._replace(kept=repeats.day_named(text, when.day))
    if repeat is None or repeat.on is None or repeat.every.unit != "m":
        raise UsageProblem("The date is missing.", hint)
    return When(repeats.first_date(repeat.on, clock.today()))


def or_own_day(text: str, read: Callable[[str], When]) -> When | OwnDay:
    """Return the day that `read` reads, or what counts from a contact's date.

    "2 weeks before birthday" is a day only once it is known whose. Raises what `read` does.
    """
    try:
        return read(text)
    except EitherDay:
        raise
    except UsageProblem:
        from tinycrm.dates.own_days import parse_own_day

        own = parse_own_day(text)
        if own is None:
            raise
        return own


def check_past(day: date) -> None:
    """Refuse a day that is yet to come, for what has happened: a note, an issue."""
    if day > clock.today():
        raise UsageProblem(f"{day} is in the future.", "To plan something: crm remind")


_LONGEST = 5  # words of a day: "friday of the next week"
_GOES_ON = ("of", "or", "and", "to", "until", "till", "in", "-", "–")
_BEFORE = ("on", "by", "at", "until", "till", "for")


def find_day_at_end(
    text: str, leaning: Leaning, read: Callable[[str, Leaning], When] = read_when
) -> tuple[When, str] | None:
    """Return the day at the end of a text and the words before it: "call him on thursday".

    The longest phrase that is a day is taken. None if there is no day, or nothing before it.
    `read` may ask which of two days a phrase means; else EitherDay is raised.
    """
    words = text.split()
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        before, phrase = words[:-count], words[-count:]
        when = _day_of(phrase, leaning, read)
        if when:
            while len(before) > 1 and before[-1].lower() in _BEFORE:
                before.pop()
            return when, " ".join(before).rstrip(",:")
    return None


def find_own_day_at_end(text: str) -> tuple[OwnDay, str] | None:
    """Return such a day at the end of a text and the words before it, or None."""
    from tinycrm.dates.own_days import parse_own_day_at_end

    words = text.split()
    for count in range(min(_LONGEST + 2, len(words) - 1), 1, -1):
        own = parse_own_day_at_end(" ".join(words[-count:]))
        if own:
            return own, " ".join(words[:-count]).rstrip(",:")
    return None


def find_day_at_start(
    text: str, leaning: Leaning, read: Callable[[str, Leaning], When] = read_when
) -> tuple[When, str] | None:
    """Return the day at the start of a text and the words after it: "thursday call him"."""
    words = text.split()
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        when = _day_of(words[:count], leaning, read)
        if when and words[count].lower() in _GOES_ON:
            return None  # "the 1st of nothing"
        if when:
            return when, " ".join(words[count:])
    return None


def _day_of(
    words: list[str], leaning: Leaning, read: Callable[[str, Leaning], When]
) -> When | None:
    """Return the day that words name. Raises EitherDay if they name two."""
    try:
        return read(" ".join(words).rstrip(",:"), leaning)
    except EitherDay:
        raise
    except UsageProblem:
        return None
