"""People to care for, as lines: each person with the reasons, and the record of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm.cli.render.styled_lines import BLANK, Line, Span, headed, joined, paragraph, person
from tinycrm.services.briefing import wording
from tinycrm.services.care.care_terms import WEIGHTS
from tinycrm.services.care.caring import TITLE, Cared, CareList

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.people.finding import Found


def lines(found: CareList, today: date, columns: int, *, explain: bool = False) -> list[Line]:
    """Return the people with their reasons, and how to put somebody aside."""
    shown: list[Line] = []
    if found.people:
        count = f"{len(found.people)} of {found.total}"
        shown += headed(TITLE, count, columns, style="head")
    for each in found.people:
        shown += [BLANK, *_person(each, today, columns, explain=explain)]
    if explain:
        shown += [BLANK, *_explained(columns)]
    foot = [*_hint(found), *say_left_out(found)]
    return [*shown, *([BLANK] if foot and shown else []), *_dim(foot, columns)]


def _person(each: Cared, today: date, columns: int, *, explain: bool) -> list[Line]:
    name = person(each.contact.name)
    lines = headed(name, each.contact.id, columns, style="name", indent=2)
    for reason in each.reasons:
        right = f"{reason.weight}  {reason.record}" if explain else reason.record
        room = columns - 2
        lines += [[Span("  "), *line] for line in headed(person(reason.text), right, room)]
    if explain and len(each.reasons) > 1:
        lines += paragraph(f"together {each.score}", columns, indent=2)
    lines += [[Span("  "), Span(line, "dim")] for line in joined(_last(each, today), columns - 2)]
    return lines


def _last(each: Cared, today: date) -> tuple[str, ...]:
    """Return the last touch, and the cadence that would fit, as parts of a line."""
    parts: tuple[str, ...] = ()
    if each.latest:
        parts = tuple(map(person, wording.say_latest(each.latest, today)))
    if each.every:
        parts += (f"to be reminded: crm edit {each.contact.id} --every {each.every}",)
    return parts


def _explained(columns: int) -> list[Line]:
    weights = ", ".join(f"{why} {weight}" for why, weight in WEIGHTS.items())
    return paragraph(
        f"Each reason weighs the same for everyone: {weights}. The sum is the order; then what"
        " somebody who lapsed has bought, then the silence in usual gaps. docs/figures.md",
        columns,
        style="dim",
    )


def _hint(found: CareList) -> list[str]:
    if not found.people:
        return []
    own = found.people[0].contact.id
    more = found.total - len(found.people)
    return [
        *([f"{more} more: crm care --all"] if more else []),
        f"Not now: crm care {own} --until 4w. Never again: crm care {own} --never",
    ]


def say_left_out(found: CareList, who: Found | None = None) -> list[str]:
    """Return who is left out, in sentences; `who` is the only one who was asked for."""
    said = []
    name = f"{who.name} ({who.code})" if who else ""
    if found.do_not_contact:
        said.append(f"Left out: {name or _people(found.do_not_contact)}, marked do not contact.")
    if found.hidden:
        again = f" To see them again: crm care {who.code} --again" if who else ""
        said.append(f"Left out: {name or _people(found.hidden)}, by --until or --never.{again}")
    return said


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _dim(sentences: Sequence[str], columns: int) -> list[Line]:
    return [line for each in sentences for line in paragraph(each, columns, style="dim")]
