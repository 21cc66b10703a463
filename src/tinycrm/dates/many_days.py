"""Days of the year in words, many at a time: what they have in common is worked out once.

A list of ten thousand people has a dozen months. Other words are worked out too, but not in a
file where every day has others: one takes a hundred times as long as a day in figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tinycrm.days import YearlyDay, yearly_day

MOST_FORMS = 500
"""Forms that are worked out: in each language a month has about three spellings."""
_NUMBER = re.compile(r"\d+")
_ALONE = re.compile(r"(?<!\d)\d{1,2}(?![^\W_])")

Read = Callable[[str], YearlyDay | None]


class ManyDays:
    """The forms of days that were worked out, with the day that each is."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], YearlyDay | None] = {}

    def read(self, text: str, order: str, read: Read) -> YearlyDay | None:
        """Return the day of a text, which `read` works out; None if it is none, or too new.

        `order` is that of the numbers, "DMY" or the like.
        """
        words = " ".join(text.split())
        numbers = _NUMBER.findall(words)
        days = [each for each in numbers if len(each) < 3]
        years = [each for each in numbers if len(each) == 4]
        if len(days) == 1 and len(days) + len(years) == len(numbers) and len(years) < 2:
            form = _ALONE.sub("1", words)
            form = form.replace(years[0], "2000") if years else form
            day, found = int(days[0]), self._worked_out(form, order, read)
            if found and found.day in (1, day):
                return _existing(found.month, day, int(years[0]) if years else None)
        return self._worked_out(words, order, read)

    def _worked_out(self, words: str, order: str, read: Read) -> YearlyDay | None:
        own = (words, order)
        if own not in self._known:
            if len(self._known) >= MOST_FORMS:
                return None
            self._known[own] = read(words)
        return self._known[own]


def _existing(month: int, day: int, year: int | None) -> YearlyDay | None:
    try:
        return yearly_day(month, day, year)
    except ValueError:
        return None


_now: list[ManyDays] = []
"""What is used in a block of `many_days`; the innermost one is last."""


@contextmanager
def many_days() -> Iterator[None]:
    """Remember in the block the forms of days in words, and work out MOST_FORMS of them."""
    _now.append(ManyDays())
    try:
        yield
    finally:
        _now.pop()


def read_by_form(text: str, order: str, read: Read) -> YearlyDay | None:
    """Return what `read` reads in a text, in a block of `many_days` by its form."""
    return _now[-1].read(text, order, read) if _now else read(text)
