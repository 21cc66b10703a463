"""The days of a CSV file: whether 3/4 is in March or in April is told by the whole column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tinycrm import clock, config
from tinycrm.dates.yearly import Reading, check_past, parse_yearly_day
from tinycrm.days import YearlyDay
from tinycrm.text import fold
from tinycrm.values import NamedTuple

_NUMBERS = re.compile(r"(\d\d?)([/-])(\d\d?)(?:\2(\d{4}|\d\d))?", re.ASCII)
_SHORT_YEAR = re.compile(r"\d\d?[. -]+[^\W\d_]{3,12}[. -]+(\d\d)", re.ASCII)
"""As Excel shows a day: 3-Apr-80."""
_TIME = re.compile(r"(?<=\d)[T ]+\d\d?:\d\d.*", re.DOTALL)
_NO_DAY = re.compile(r"0?0[/.-]0?0[/.-](?:00)?00|0000-00-00|1/1/0001|0001-01-01")
"""How Outlook and others write that there is none."""

_NO_YEAR = 1604
"""How Apple writes that the year is unknown."""

SAID = "the days of the column “{}” are read as {}, by “{}” in line {}"
UNSAID = (
    "nothing tells whether “{}” is {} or {} in the column “{}”:"
    ' write date_order = "DMY" or "MDY" with crm config --edit, then crm import --again'
)
BY_LANGUAGE = "the days of the column “{}” are read as day/month/year, as its language has them"
_DAY_FIRST = frozenset(
    map(
        fold,
        (
            "Geburtstag", "Geburtsdatum", "Geb.", "Date de naissance", "Fecha de nacimiento",
            "Cumpleaños", "Urodziny", "Data urodzenia", "Data di nascita", "Compleanno",
            "Geboortedatum", "Verjaardag", "Data de nascimento", "День рождения", "Дата рождения",
        ),
    )
)  # fmt: skip
"""Headers in languages that have the day first wherever they are spoken."""
_ORDERS = {"DMY": "day/month/year", "MDY": "month/day/year"}


class DayOrder(NamedTuple):
    """The order of a column: "DMY", "MDY" or "" where nothing tells it, and a sentence or ""."""

    order: str = ""
    remark: str = ""


class DayEvidence:
    """Finds the order in which the days of a column are written.

    A number above 12 cannot be a month. Where some say one and some the other, or nothing does,
    it is the order of the settings.
    """

    def __init__(self) -> None:
        self._shown: dict[str, tuple[int, str]] = {}
        self._open = ""

    def add(self, line: int, text: str) -> None:
        """Take account of a cell, and of the line where its row begins."""
        match = _NUMBERS.fullmatch(_plain(text))
        if match is None:
            return
        one, two = int(match[1]), int(match[3])
        if one > 12 >= two:
            self._shown.setdefault("DMY", (line, text))
        elif two > 12 >= one:
            self._shown.setdefault("MDY", (line, text))
        elif one != two:
            self._open = self._open or text

    def order(self, header: str, others: Iterable[DayEvidence] = ()) -> DayOrder:
        """Return the order of the column, whose header a sentence names.

        Where the column does not tell it, the `others` of the file do: one program wrote them.
        """
        if not self._open:
            return DayOrder()
        shown = self._shown or _together(others)
        own = config.load().date_order.upper()
        if not (shown or own) and fold(header) in _DAY_FIRST:
            return DayOrder("DMY", BY_LANGUAGE.format(header))
        if len(shown) != 1:
            said = UNSAID.format(self._open, *_ORDERS.values(), header)
            return DayOrder(own, "" if own else said)
        ((order, (line, text)),) = shown.items()
        return DayOrder(order, SAID.format(header, _ORDERS[order], text, line))


def _together(columns: Iterable[DayEvidence]) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    for each in columns:
        found |= each._shown
    return found


def _plain(text: str) -> str:
    return _TIME.sub("", text.strip())


def reading_of(order: str) -> Reading:
    """Return how the days of a column in this order are read: as of today, by the settings."""
    return Reading(clock.today(), order, config.load().languages)


def read_cell_day(text: str, how: Reading, *, is_birthday: bool) -> YearlyDay | None:
    """Return the day in a cell, None if the cell says that there is none. Raises UsageProblem."""
    read = _read_short if len(text) <= _SHORT else _read
    return read(text, how, is_birthday)


def _read(text: str, how: Reading, is_birthday: bool) -> YearlyDay | None:
    typed = _plain(text)
    if not typed or _NO_DAY.fullmatch(typed):
        return None
    match = _NUMBERS.fullmatch(typed)
    short = _SHORT_YEAR.fullmatch(typed)
    typed = typed.replace("-", " ") if short else typed
    digits = short[1] if short else match[4] if match and match[4] else ""
    if len(digits) == 2:  # the last year of that number
        year = int(digits) + how.today.year // 100 * 100
        year -= 100 if is_birthday and year > how.today.year else 0
        typed = f"{typed[:-2]}{year}"
    day = parse_yearly_day(typed, how)
    if day.year == _NO_YEAR:
        day = day._replace(year=None)
    return check_past(day, how.today) if is_birthday else day


_SHORT = 30
_read_short = lru_cache(maxsize=1 << 14)(_read)  # there are only so many days in a century


def day_of_parts(how: Reading, year: str, month: str, day: str) -> YearlyDay | None:
    """Return a birthday in three cells, None if the month or the day is empty."""
    if not month.strip() or not day.strip():
        return None
    written = f"{year.strip() or '-'}-{month.strip().zfill(2)}-{day.strip().zfill(2)}"
    return read_cell_day(written, how, is_birthday=True)
