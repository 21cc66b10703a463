"""Dates in other languages, and English dates in an unusual order, read by dateparser.

It ignores words and numbers that it does not understand. So it is asked for one kind of
phrase at a time, and every number in the text must appear in the result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from tinycrm.dates import other_words
from tinycrm.dates.calendar import Standpoint, day_of_month, next_week, weekday_number
from tinycrm.dates.words import Moment, moment_named, plain
from tinycrm.days import Every, month_number
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
    """Return what dateparser, called through `ask`, reads in `text`, or None if in doubt."""
    own = _by_own_words(text, at, now, languages, ask)
    if own:
        return own
    text = other_words.without_lead(text, languages)
    words = plain(text)
    english = _is_english_date(words)
    text = words if english else " ".join(text.split())
    asked = ["en"] if english else [language for language in languages if language != "en"]
    clocks = re.findall(_CLOCK, text)
    numbers = [int(number) for number in re.findall(r"\d+", re.sub(_CLOCK, " ", text))]
    if not asked or len(clocks) > 1 or not _may_be_date(text):
        return None
    reader = _Reader(at, datetime.combine(at.today, now or time(12)), asked, ask)
    found = reader.dated(text, numbers) or reader.relative(text, numbers)
    if found is None and not numbers:
        found = reader.weekday(text)
    if found is None or (found[1] and not clocks and not now):
        return None  # hours from now, but the time now is unknown
    return found if found[1] or not clocks else None


def _by_own_words(
    text: str, at: Standpoint, now: time | None, languages: Sequence[str], ask: Ask
) -> Moment | None:
    """Read what dateparser does not know: "Ende des Monats", "vendredi prochain".

    Raises TwoDays as the English "next friday" does.
    """
    english = other_words.in_english(text, languages)
    if english:
        return moment_named(plain(english), at, now)
    name = other_words.next_day(text, languages)
    asked = [language for language in languages if language != "en"]
    if name is None or not asked:
        return None
    ahead = at._replace(ahead=True)
    found = _Reader(ahead, datetime.combine(at.today, now or time(12)), asked, ask).weekday(name)
    return (next_week(found[0].weekday(), at.today, text.strip()), None) if found else None


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
