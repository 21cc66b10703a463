"""Text into a day, and a day into words: the only door to dateparser.

`parse_when` asks three readers, and the first that knows decides: ISO here, our own English
in date_words, and last dateparser, whose answer is checked before it is believed. What none
of them reads clearly and wholly is refused, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from tinycrm.errors import UsageProblem
from tinycrm.rules import MONTHS, Every, month_number
from tinycrm.text import shorten, visible

if TYPE_CHECKING:
    from tinycrm.date_calendar import Standpoint

Leaning = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class When:
    """A local day, maybe with a local time of day, to the minute."""

    day: date
    time: time | None = None


def parse_when(
    text: str,
    today: date,
    *,
    leaning: Leaning,
    now: time | None = None,
    date_order: str = "",
    languages: Sequence[str] = ("en",),
) -> When:
    """Return the day that `text` clearly and wholly names.

    `leaning` decides what `friday`, `2w` or `1 dec` leave open; words that say their
    direction ("ago") are taken at their word. With `now` "in 2 hours" can be read, with a
    `date_order` ("DMY", "MDY", "YMD") also 3/4, with `languages` (ISO 639-1) more than
    English, which is always read. Raises UsageProblem for everything else, and for days
    outside the years 1900 to 2200.
    """
    when = _iso(text.strip())
    if when is None and len(text) <= 80:
        when = _in_words(text, today, leaning == "future", now, date_order.upper(), languages)
    if when is None or not 1900 <= when.day.year <= 2200:
        raise _refusal(text, today, leaning, date_order)
    return when


def _iso(text: str) -> When | None:
    """Read `2026-12-01`, `2026-12-01 15:00`; an instant with a zone is read as it is here."""
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
    from tinycrm import date_words  # patterns of 10 ms, not for ISO dates
    from tinycrm.date_calendar import Standpoint

    at = Standpoint(today, ahead, order if order in ("DMY", "MDY", "YMD") else "")
    words = date_words.plain(text)
    try:
        moment = date_words.moment_named(words, at, now)
        return When(*moment) if moment else _through_dateparser(text, words, at, now, languages)
    except (ValueError, OverflowError):
        return None


def _refusal(text: str, today: date, leaning: Leaning, date_order: str) -> UsageProblem:
    shown = shorten(visible(text[:99]), 60)
    example = today + timedelta(days=9 if leaning == "future" else -9)
    if not date_order and re.fullmatch(r"\s*\d{1,2}([/-])\d{1,2}(\1\d{1,4})?\s*", text):
        return UsageProblem(
            f"“{shown}” may be day first or month first.",
            f"Write it like {example} or {example.day}.{example.month}., or set date_order.",
        )
    words = "in 2 weeks" if leaning == "future" else "last friday"
    return UsageProblem(
        f"“{shown}” is not clearly a day.", f"Write it like {example} or “{words}”."
    )


# ── dateparser ───────────────────────────────────────────────────────────────────────────
#
# It passes over words and numbers that it cannot place. So it is asked for one kind of
# phrase at a time, and every number that was typed must come out again.

_LETTER = re.compile(r"[^\W\d_]")
_NOT_IN_DATES = re.compile(r"[!-&(-+/;-@\[-`{-~‐-―-]")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?\b")
_ENGLISH = re.compile(
    r"(?P<clock>\d{1,2}:\d\d(?::\d\d)?)|(?P<year>\d{4})|(?P<day>\d{1,2}(?:st|nd|rd|th)?)"
    r"|(?P<half>[ap]m)|(?P<small>at|on|of|the)"
)


def _through_dateparser(
    text: str, words: str, at: Standpoint, now: time | None, languages: Sequence[str]
) -> When | None:
    english = _is_english_date(words)
    text = words if english else " ".join(text.split())
    tongues = ["en"] if english else [tongue for tongue in languages if tongue != "en"]
    clocks = _CLOCK.findall(text)
    numbers = [int(number) for number in re.findall(r"\d+", _CLOCK.sub(" ", text))]
    if not tongues or len(clocks) > 1 or not _LETTER.search(text) or _NOT_IN_DATES.search(text):
        return None
    door = _Dateparser(at, datetime.combine(at.today, now or time(12)), tongues)
    found = door.dated(text, numbers) or door.relative(text, numbers)
    if found is None and not numbers:
        found = door.weekday(text)
    if found is None or (found.time and not clocks and not now):
        return None  # hours from now, and nobody knows what time it is
    return found if found.time or not clocks else None


def _is_english_date(words: str) -> bool:
    """Tell whether `words` are day, month by name and year, in whatever order, and no more."""
    kinds = [_kind(word) for word in words.split()]
    return (
        all(kinds.count(kind) == 1 for kind in ("day", "month", "year"))
        and "unknown" not in kinds
        and kinds.count("half") <= kinds.count("clock")
    )


def _kind(word: str) -> str:
    from tinycrm.date_calendar import weekday_number

    match = _ENGLISH.fullmatch(word)
    if match is None and month_number(word):
        return "month"
    if match is None and weekday_number(word) is None:
        return "unknown"
    return str(match.lastgroup) if match else "weekday"


@dataclass(frozen=True, slots=True)
class _Dateparser:
    """dateparser, asked from one standpoint in the given languages."""

    at: Standpoint
    base: datetime
    languages: list[str]

    def ask(self, text: str, parser: str, *parts: str) -> tuple[When, str] | None:
        """Return what one of its parsers reads, and the period; `parts` must be said."""
        from dateparser.date import DateDataParser  # 80 ms, only for what we cannot read

        settings = {
            "PARSERS": [parser],
            "REQUIRE_PARTS": list(parts),
            "RELATIVE_BASE": self.base,
            "PREFER_DATES_FROM": "future" if self.at.ahead else "past",
            "RETURN_TIME_AS_PERIOD": True,
            "TIMEZONE": "UTC",
        }
        # Without a list of languages one unknown word takes it seconds.
        reader = DateDataParser(languages=self.languages, settings=settings)
        try:
            data = reader.get_date_data(text)
        except ValueError as error:
            if "nknown language" not in str(error):
                raise
            raise UsageProblem(
                f"In the setting “languages”: {error}.", "Write codes like en, de, pl."
            ) from None
        moment, period = data.date_obj, data.period
        if moment is None or moment.tzinfo:
            return None  # nothing, or a time in another zone
        clock = moment.time().replace(second=0, microsecond=0)
        return When(moment.date(), clock if period == "time" else None), period

    def dated(self, text: str, numbers: list[int]) -> When | None:
        """Read "3. dezember 2026": the numbers are the day, and maybe the year."""
        from tinycrm.date_calendar import day_of_month

        found = self.ask(text, "absolute-time", "day", "month")
        if found is None:
            return None
        day = found[0].day
        if len(numbers) == 1:
            day = day_of_month(day.day, day.month, None, self.at) or day
        if sorted(numbers) not in ([day.day], [day.day, day.year]):
            return None
        names = [word for word in text.split() if not re.search(r"\d", word)]
        weekdays = [weekday for name in names if (weekday := self.weekday(name))]
        agree = all(weekday.day.weekday() == day.weekday() for weekday in weekdays)
        return When(day, found[0].time) if agree else None

    def weekday(self, text: str) -> When | None:
        """Read "freitag": the one to come or the one gone, never today."""
        found = self.ask(text, "absolute-time")
        if found is None or found[1] != "day":
            return None
        days = (found[0].day - self.at.today).days
        return found[0] if 1 <= (days if self.at.ahead else -days) <= 7 else None

    def relative(self, text: str, numbers: list[int]) -> When | None:
        """Read "in 2 wochen": the number, if any, is the distance in some unit."""
        found = self.ask(text, "relative-time")
        if found is None or len(numbers) > 1:
            return None
        if found[0].day == self.at.today and found[1] not in ("day", "time"):
            return None  # "this week" is no day
        far = [
            Every(n, u).after(self.at.today, s) for n in numbers for u in "dwmy" for s in (1, -1)
        ]
        return found[0] if not far or found[0].day in far else None


# ── words for a day ──────────────────────────────────────────────────────────────────────
#
# Our own tables: strftime speaks the language of the machine.

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def say_day(day: date, today: date) -> str:
    """Return `Fri 27 Nov`, and `Fri 26 Nov 2027` in another year than today's."""
    full = say_full_day(day)
    return full.rpartition(" ")[0] if day.year == today.year else full


def say_full_day(day: date) -> str:
    """Return `Fri 27 Nov 2026`, the echo of a day that was read."""
    return f"{_WEEKDAYS[day.weekday()][:3]} {day.day} {_month(day)[:3]} {day.year}"


def say_long_day(day: date) -> str:
    """Return `Friday 27 November 2026`, a heading."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_month(day)} {day.year}"


def _month(day: date) -> str:
    return MONTHS[day.month - 1].title()


def say_distance(days: int) -> str:
    """Return how far off a day is: `in 3 days`, `today`, `2 days ago`."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")


def say_lateness(days: int) -> str:
    """Return how a duty stands whose day is `days` off: `10 days late`, `today`, `in 4 days`."""
    return say_distance(days) if days >= 0 else f"{-days} day{'' if days == -1 else 's'} late"
