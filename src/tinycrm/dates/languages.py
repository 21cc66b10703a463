"""Dates in other languages, and English dates in an unusual order, read by dateparser.

It ignores words and numbers that it does not understand. So it is asked for one kind of
phrase at a time, and every number in the text must appear in the result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from tinycrm.dates import other_words
from tinycrm.dates.calendar import Standpoint, TwoDays, day_of_month, weekday_number
from tinycrm.dates.words import Moment, moment_named, plain
from tinycrm.days import MONTHS, WEEKDAYS, Every, month_number
from tinycrm.values import NamedTuple

Ask = Callable[[str, list[str], datetime, bool, str, list[str]], tuple[datetime, str] | None]
"""Text, languages, base, looking ahead, parser and required parts → moment and period."""

_LETTER = r"[^\W\d_]"
_NOT_IN_DATES = r"[!-&(-+/;-@\[-`{-~‐-―-]"
_CLOCK = r"\b\d{1,2}:\d\d(?::\d\d)?\b"
_ENGLISH = (
    r"(?P<clock>\d{1,2}:\d\d(?::\d\d)?)|(?P<year>\d{4})|(?P<day>\d{1,2}(?:st|nd|rd|th)?)"
    r"|(?P<half>[ap]m)|(?P<small>at|on|of|the)"
)


def moment_asked(
    text: str, at: Standpoint, now: time | None, languages: Sequence[str], ask: Ask
) -> Moment | None:
    """Return what dateparser, called through `ask`, reads in `text`, or None if in doubt.

    Before it is asked, the phrases it does not know are put into English, and a time of day is
    read by itself. Raises TwoDays as the English "next friday" does.
    """
    own = _by_own_words(text, at, languages, ask) or _timed(text, at, now, languages, ask)
    if own:
        return own
    text, asked = _asked_in(other_words.without_lead(text, languages), languages)
    clocks = re.findall(_CLOCK, text)
    numbers = _numbers(text)
    if not asked or len(clocks) > 1 or not _may_be_date(text):
        return None
    reader = _Reader(at, datetime.combine(at.today, now or time(12)), asked, ask)
    found = reader.dated(text, numbers) or reader.relative(text, numbers)
    if found is None and not numbers:
        found = reader.weekday(text)
    if found is None or (found[1] and not clocks and not now):
        return None  # hours from now, but the time now is unknown
    return found if found[1] or not clocks else None


def day_asked(text: str, at: Standpoint, languages: Sequence[str], ask: Ask) -> date | None:
    """Return the calendar date, given by its day and its month, that dateparser reads."""
    text, asked = _asked_in(text, languages)
    if not asked or re.search(_CLOCK, text) or not _may_be_date(text):
        return None
    found = _Reader(at, datetime.combine(at.today, time(12)), asked, ask).dated(
        text, _numbers(text)
    )
    return found[0] if found else None


def _asked_in(text: str, languages: Sequence[str]) -> tuple[str, list[str]]:
    """Return the text to ask dateparser for, and the languages; none if it is not worth asking."""
    words = plain(text)
    if _is_english_date(words):
        return words, ["en"]
    return " ".join(text.split()), [each for each in languages if each != "en"]


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", re.sub(_CLOCK, " ", text))]


def _by_own_words(text: str, at: Standpoint, languages: Sequence[str], ask: Ask) -> Moment | None:
    """Read what dateparser does not know: "Ende des Monats", "vendredi prochain", "am 5.1."."""
    others = _others(languages)
    rest = other_words.without_lead(text, others)
    english = other_words.in_english(text, others, _namer(at, others, ask))
    if english is None and rest != text and not re.search(_LETTER, rest):
        english = rest  # without a lead only numbers are left, which are the same everywhere
    try:
        return moment_named(plain(english), at, None) if english else None
    except TwoDays as either:
        raise TwoDays(text.strip(), *either.days) from None


def _others(languages: Sequence[str]) -> list[str]:
    return [language for language in languages if language != "en"]


def _namer(at: Standpoint, languages: list[str], ask: Ask) -> other_words.Names:
    """Return a function from a weekday or a month in one of the languages to its English name."""
    reader = _Reader(at._replace(ahead=True), datetime.combine(at.today, time(12)), languages, ask)

    def name(what: str, word: str) -> str | None:
        if what == "day":
            day = reader.weekday(word)
            return WEEKDAYS[day[0].weekday()] if day else None
        first = reader.dated(f"1 {word}", [1])
        return MONTHS[first[0].month - 1] if first else None

    return name


def _timed(
    text: str, at: Standpoint, now: time | None, languages: Sequence[str], ask: Ask
) -> Moment | None:
    """Read a day with a time after it: "Freitag um 15 Uhr", "demain matin"."""
    found = other_words.without_time(text, _others(languages))
    if found is None:
        return None
    rest, clock = found
    is_number = not re.search(_LETTER, rest)
    day = moment_named(rest, at, None) if is_number else None
    day = day or moment_asked(rest, at, now, languages, ask)
    return (day[0], clock) if day and day[1] is None else None


def _may_be_date(text: str) -> bool:
    return bool(re.search(_LETTER, text)) and not re.search(_NOT_IN_DATES, text)


def _is_english_date(words: str) -> bool:
    """Return whether `words` are a day, a month name and a year, in any order, and no more."""
    kinds = [_kind(word) for word in words.split()]
    return (
        all(kinds.count(kind) == 1 for kind in ("day", "month", "year"))
        and "unknown" not in kinds
        and kinds.count("half") <= kinds.count("clock")
    )


def _kind(word: str) -> str:
    if match := re.fullmatch(_ENGLISH, word):
        return str(match.lastgroup)
    if month_number(word):
        return "month"
    return "unknown" if weekday_number(word) is None else "weekday"


class _Reader(NamedTuple):
    """dateparser with one reference day, base time and list of languages."""

    at: Standpoint
    base: datetime
    languages: list[str]
    ask: Ask

    def dated(self, text: str, numbers: list[int]) -> Moment | None:
        """Read "3. dezember 2026": the numbers are the day and, if given, the year."""
        found = self._asked(text, "absolute-time", ["day", "month"])
        if found is None:
            return None
        (day, clock), _ = found
        if len(numbers) == 1:
            day = day_of_month(day.day, day.month, None, self.at) or day
        if sorted(numbers) not in ([day.day], [day.day, day.year]):
            return None
        names = [word for word in text.split() if not re.search(r"\d", word)]
        weekdays = [weekday for name in names if (weekday := self.weekday(name))]
        agree = all(weekday[0].weekday() == day.weekday() for weekday in weekdays)
        return (day, clock) if agree else None

    def weekday(self, text: str) -> Moment | None:
        """Read "freitag": the next or the previous one, never today."""
        found = self._asked(text, "absolute-time", [])
        if found is None or found[1] != "day":
            return None
        days = (found[0][0] - self.at.today).days
        return found[0] if 1 <= (days if self.at.ahead else -days) <= 7 else None

    def relative(self, text: str, numbers: list[int]) -> Moment | None:
        """Read "in 2 wochen": the number, if any, is the distance in one of our units."""
        found = self._asked(text, "relative-time", [])
        if found is None or len(numbers) > 1:
            return None
        (day, _), period = found
        if day == self.at.today and period not in ("day", "time"):
            return None  # "this week" is not a day
        return found[0] if not numbers or day in self._days_off(numbers[0]) else None

    def _days_off(self, n: int) -> list[date]:
        return [Every(n, unit).after(self.at.today, sign) for unit in "dwmy" for sign in (1, -1)]

    def _asked(self, text: str, parser: str, parts: list[str]) -> tuple[Moment, str] | None:
        answer = self.ask(text, self.languages, self.base, self.at.ahead, parser, parts)
        if answer is None:
            return None
        moment, period = answer
        clock = moment.time().replace(second=0, microsecond=0)
        return (moment.date(), clock if period == "time" else None), period
