"""Text into a date, and a date into words. Only this package uses dateparser.

`parse_when` tries three readers and takes the first answer: ISO here, our own English in
`words`, and last dateparser, whose answer is checked. Text that none of them reads clearly
and completely is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from tinycrm.clock import FIRST_YEAR, LAST_YEAR
from tinycrm.days import MONTHS, WEEKDAYS
from tinycrm.errors import UsageProblem
from tinycrm.text import shorten, visible
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Leaning = Literal["past", "future"]
else:
    Leaning = str  # for annotations that are evaluated


class When(NamedTuple):
    """A local date, with an optional local time of day, to the minute.

    `kept` is the day of the month that the words mean, in the form of `repeats`: of `end of
    february` the last one.
    """

    day: date
    time: time | None = None
    kept: str | None = None


class EitherDay(UsageProblem):
    """A phrase that could be either of two `days`, the earlier one first."""

    def __init__(self, phrase: str, *days: date) -> None:
        self.days = days
        super().__init__(
            f"“{visible(phrase)}” could be {' or '.join(map(say_full_day, days))}.",
            f"Write {days[0]} or {days[1]}.",
        )


def parse_when(
    text: str,
    today: date,
    *,
    leaning: Leaning,
    now: time | None = None,
    date_order: str = "",
    languages: Sequence[str] = ("en",),
) -> When:
    """Return the date that `text` clearly and completely names.

    `leaning` is the direction for `friday`, `2w` or `1 dec`; words that state their
    direction ("ago") keep it. `now` is needed to read "in 2 hours", `date_order` ("DMY",
    "MDY", "YMD") to read 3/4, and `languages` (ISO 639-1) for languages other than English,
    which is always read. Raises EitherDay for a phrase with two readings, UsageProblem for
    everything else, and for dates outside the years 1900 to 2200.
    """
    when = _iso(text.strip())
    if when is None and len(text) <= 80:
        when = _in_words(text, today, leaning == "future", now, date_order.upper(), languages)
    if when is None or not FIRST_YEAR <= when.day.year <= LAST_YEAR:
        raise _refusal(text, today, leaning, date_order)
    return when


def _iso(text: str) -> When | None:
    """Read `2026-12-01`, `2026-12-01 15:00`; a time with a zone is converted to local time."""
    if text[4:5] + text[7:8] != "--" or text[10:11] not in ("", " ", "T", "t"):
        return None
    if len(text) > 10 and text[13:14] != ":":
        return None
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.astimezone() if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
    clock = moment.time().replace(second=0, microsecond=0)
    return When(moment.date(), clock if len(text) > 10 else None)


def _in_words(
    text: str, today: date, ahead: bool, now: time | None, order: str, languages: Sequence[str]
) -> When | None:
    from tinycrm.dates import words  # 5 ms of patterns, not needed for ISO dates
    from tinycrm.dates.calendar import Standpoint, TwoDays

    at = Standpoint(today, ahead, order if order in ("DMY", "MDY", "YMD") else "")
    try:
        moment = words.moment_named(words.plain(text), at, now)
        if moment is None:
            from tinycrm.dates import languages as other_languages

            moment = other_languages.moment_asked(text, at, now, languages, _ask_dateparser)
    except (ValueError, OverflowError):
        return None
    except TwoDays as either:
        raise EitherDay(either.phrase, *either.days) from None
    return When(*moment) if moment else None


def day_in_words(text: str, today: date, order: str, languages: Sequence[str]) -> date | None:
    """Return the date that `text` gives by day and month, in words; without a year the last one.

    Only a calendar date is read: neither `friday` nor `2 weeks ago`.
    """
    from tinycrm.dates import languages as other_languages
    from tinycrm.dates import words
    from tinycrm.dates.calendar import Standpoint, full_date

    at = Standpoint(today, ahead=False, order=order)
    try:
        found = full_date(words.plain(text), at)
        return found or other_languages.day_asked(text, at, languages, _ask_dateparser)
    except (ValueError, OverflowError):
        return None


def _ask_dateparser(
    text: str, languages: list[str], base: datetime, ahead: bool, parser: str, parts: list[str]
) -> tuple[datetime, str] | None:
    """Return what one of dateparser's parsers reads, and its period; `parts` are required."""
    from dateparser.date import DateDataParser  # 80 ms, only for what no other reader reads

    settings = {
        "PARSERS": [parser],
        "REQUIRE_PARTS": parts,
        "RELATIVE_BASE": base,
        "PREFER_DATES_FROM": "future" if ahead else "past",
        "RETURN_TIME_AS_PERIOD": True,
        "TIMEZONE": "UTC",
    }
    # Without a list of languages an unknown word takes seconds.
    reader = DateDataParser(languages=languages, settings=settings)
    try:
        data = reader.get_date_data(text)
    except ValueError as error:
        if "nknown language" not in str(error):
            raise
        raise UsageProblem(
            f"In the setting “languages”: {error}.", "Write codes like en, de, pl."
        ) from None
    if data.date_obj is None or data.date_obj.tzinfo:
        return None  # nothing, or a time in another zone
    return data.date_obj, data.period


def _refusal(text: str, today: date, leaning: Leaning, date_order: str) -> UsageProblem:
    shown = shorten(visible(text[:99]), 60)
    import re

    example = today + timedelta(days=9 if leaning == "future" else -9)
    if not date_order and re.fullmatch(r"\s*\d{1,2}([/-])\d{1,2}(\1\d{1,4})?\s*", text):
        return UsageProblem(
            f"“{shown}” may be day first or month first.",
            f"Write it like {example} or {example.day}.{example.month}., or set date_order.",
        )
    words = "in 2 weeks" if leaning == "future" else "last friday"
    return UsageProblem(
        f"“{shown}” is not clearly a date.", f"Write it like {example} or “{words}”."
    )


# ── a date in words ──────────────────────────────────────────────────────────────────────
#
# Our own tables: strftime depends on the locale.


def say_day(day: date, today: date) -> str:
    """Return `Fri 27 Nov`, or `Fri 26 Nov 2027` when the year is not the current one."""
    full = say_full_day(day)
    return full.rpartition(" ")[0] if day.year == today.year else full


def say_full_day(day: date) -> str:
    """Return `Fri 27 Nov 2026`, to confirm a date that was read."""
    return f"{WEEKDAYS[day.weekday()][:3].title()} {day.day} {_month(day)[:3]} {day.year}"


def say_past(day: date, today: date) -> str:
    """Return `Sun 1 Nov`, or `23 Nov 2025` in another year, where the weekday is no help."""
    return say_day(day, today) if day.year == today.year else say_full_day(day).split(" ", 1)[1]


def say_long_day(day: date) -> str:
    """Return `Friday 27 November 2026`, for a heading."""
    return f"{WEEKDAYS[day.weekday()].title()} {day.day} {_month(day)} {day.year}"


def _month(day: date) -> str:
    return MONTHS[day.month - 1].title()


def say_distance(days: int) -> str:
    """Return the distance to a date: `in 3 days`, `today`, `2 days ago`."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")


def say_lateness(days: int) -> str:
    """Return when something due in `days` days is due: `10 days late`, `today`, `in 4 days`."""
    return say_distance(days) if days >= 0 else f"{-days} day{'' if days == -1 else 's'} late"


def say_next_due(day: date, today: date) -> str:
    """Return when somebody is due: `is next due Mon 7 Dec 2026`, `was due …, 7 days late`."""
    if day < today:
        return f"was due {say_full_day(day)}, {say_lateness((day - today).days)}"
    return f"is next due {say_full_day(day)}"
