"""The parts of a year's letter in words, as plain values that both front ends lay out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm.dates import say_full_day
from tinycrm.money import Money
from tinycrm.services.care.caring import Cared
from tinycrm.services.figures.figure_words import NONE
from tinycrm.services.figures.letter import CameBack, Carried, Letter
from tinycrm.values import NamedTuple

CAME_BACK = "Small things that came back"
LINKED = "linked by you"
PROOF = "“Came back” is what you linked; it proves nothing."


class LetterRow(NamedTuple):
    """A person and the cells beside the name, each with its lines: one for each currency."""

    name: str
    cells: tuple[tuple[str, ...], ...]


class LetterTable(NamedTuple):
    """People of the year in rows. `hidden` counts those left out, `more` says what they are.

    `command` shows them all, "" where none does.
    """

    title: str
    heads: tuple[str, str, str]
    rows: tuple[LetterRow, ...]
    hidden: int
    more: str
    command: str = ""


def letter_tables(letter: Letter, today: date) -> list[LetterTable]:
    """Return the tables of people that are not empty: who carried the year, who has gone quiet."""
    carried = LetterTable(
        "Who carried the year", ("own", "brought", "touches"),
        tuple(map(_carried, letter.carried)),
        letter.carriers - len(letter.carried), "who carried it too",
    )  # fmt: skip
    quiet = LetterTable(
        "Who has gone quiet", ("usually", "quiet for", "last"),
        tuple(_quiet(each, today) for each in letter.quiet),
        letter.quiet_total - len(letter.quiet), "who have gone quiet",
        "crm care --quiet --all",
    )  # fmt: skip
    return [each for each in (carried, quiet) if each.rows]


def _carried(each: Carried) -> LetterRow:
    touches = (f"{each.touches:,}",)
    return LetterRow(each.contact.name, (_amounts(each.own), _amounts(each.brought), touches))


def _amounts(money: Sequence[Money]) -> tuple[str, ...]:
    return tuple(each.say() for each in money) or (NONE,)


def _quiet(each: Cared, today: date) -> LetterRow:
    usually = each.usually.say_span() if each.usually else NONE
    if each.latest is None:
        return LetterRow(each.contact.name, ((usually,), (NONE,), (NONE,)))
    last = f"{_day(each.latest.on, today.year)}, {each.latest.kind}"
    return LetterRow(each.contact.name, ((usually,), (f"{each.silent:,} days",), (last,)))


def say_links(letter: Letter) -> list[tuple[str, str]]:
    """Return each gesture with the win that it led to: `gift, Ada, 3 May` and `sale, 9 Jun`."""
    year = letter.figures.period.until.year
    return [(_gesture(each, year), _win(each, year)) for each in letter.came_back]


def _gesture(each: CameBack, year: int) -> str:
    return f"{each.kind}, {each.contact}, {_day(each.on, year)}"


def _win(each: CameBack, year: int) -> str:
    what = f"brought {each.brought}" if each.brought else each.win_kind
    amount = f" {each.money.say()}" if each.money else ""
    return f"{what}{amount}, {_day(each.won_on, year)}"


def _day(day: date, year: int) -> str:
    """Return `14 Jan`, with the year if it is another one than `year`."""
    short = say_full_day(day).split(" ", 1)[1]
    return short if day.year != year else short.rsplit(" ", 1)[0]
