"""Lists of answers, of whom to ask, and of perks, in the grid of the briefing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm.cli.render.row_grid import Row, grid_lines
from tinycrm.cli.render.styled_lines import Line, person
from tinycrm.dates import say_day, say_distance, say_past
from tinycrm.services.briefing import wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.care.answers import ToAsk
    from tinycrm.services.records import Feedback, Perk


def answer_lines(answers: Sequence[Feedback], today: date, columns: int) -> list[Line]:
    """Return answers in the grid of the briefing: who, their words, when, the score."""
    return grid_lines(answer_rows(answers, today), columns)


def answer_rows(answers: Sequence[Feedback], today: date) -> list[Row]:
    """Return the same rows, not laid out."""
    return [
        Row(
            who=person(each.contact.name),
            what=person(wording.one_line(each.text)) or "—",
            date=say_past(each.on, today),
            far="" if each.score is None else f"{each.score} of 10",
            code=each.id,
        )
        for each in answers
    ]


def ask_lines(people: Sequence[ToAsk], today: date, columns: int) -> list[Line]:
    """Return who to ask how it was, each with the reason."""
    return grid_lines(ask_rows(people, today), columns)


def ask_rows(people: Sequence[ToAsk], today: date) -> list[Row]:
    """Return the same rows, not laid out."""
    return [
        Row(
            who=person(each.contact.name),
            what=person(f"{wording.one_line(each.reason)} ({each.record})"),
            date=say_day(each.on, today),
            far=say_distance((each.on - today).days),
            code=each.contact.id,
        )
        for each in people
    ]


def perk_lines(perks: Sequence[Perk], today: date, columns: int) -> list[Line]:
    """Return perks in the grid of the briefing, with their last day."""
    return grid_lines(perk_rows(perks, today), columns)


def perk_rows(perks: Sequence[Perk], today: date) -> list[Row]:
    """Return the same rows, not laid out."""
    return [
        Row(
            who=person(each.contact.name),
            what=person(wording.one_line(each.text)),
            date=say_day(each.until, today) if each.until else "",
            far=_perk_state(each, today),
            code=each.id,
            ticked=each.used is not None,
        )
        for each in perks
    ]


def _perk_state(perk: Perk, today: date) -> str:
    if perk.used:
        return f"used {say_day(perk.used, today)}"
    if perk.until is None:
        return "no last day"
    days = (perk.until - today).days
    return f"ended {say_distance(days)}" if days < 0 else say_distance(days)
