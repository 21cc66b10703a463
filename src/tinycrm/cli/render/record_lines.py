"""Plain lists: notes, reminders, issues, and single records in the same dress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from tinycrm.cli.render.row_grid import NARROW, Row, aligned, fit, narrow, wide
from tinycrm.cli.render.styled_lines import BLANK, Line, Span, both_ends, headed, paragraph, person
from tinycrm.dates import say_day, say_lateness
from tinycrm.services.briefing import wording
from tinycrm.services.records import Issue, Note, Record, Reminder
from tinycrm.text import pad, width, wrap

if TYPE_CHECKING:
    from tinycrm.services.activity.common_issues import CommonIssue

_LINES = 8
"""So many lines of a note stand among others; `show n44` has all of it."""
_DAY, _KIND = 12, 9


def note_lines(
    notes: Sequence[Note],
    today: date,
    columns: int,
    *,
    of: str = "",
    whole: bool = False,
) -> list[Line]:
    """Return notes: day, kind, whom they link, words, code; `of` is whose card they are on.

    A `whole` note keeps its own lines; else it is one paragraph and a long one is shortened.
    """
    lines: list[Line] = []
    for note in notes:
        if columns < NARROW:
            day = f"{wording.say_past(note.day, today)}, {note.kind}"
            lines += headed(day, note.id, columns, indent=2)
            body = _body(note, columns - 4, of=of, whole=whole)
            lines += [[Span("  "), Span(text)] for text in body]
            continue
        day = pad(aligned(wording.say_past(note.day, today)), _DAY)
        start, indent = [Span(f"  {day}"), Span(pad(note.kind, _KIND), "dim")], 2 + _DAY + _KIND
        room = columns - indent - width(note.id) - 2
        first, *rest = _body(note, room, of=of, whole=whole)
        lines.append(both_ends([*start, Span(first)], [Span(note.id, "dim")], columns))
        lines += [[Span(" " * indent), Span(text)] for text in rest]
    return lines or [[Span("No notes yet.")]]


def _body(note: Note, columns: int, *, of: str, whole: bool) -> list[str]:
    """Return the words of a note in lines: whom it links, what it says, its other tags."""
    text = wording.say_note(note)
    said = ": ".join(filter(None, (wording.say_company(note, but=of), text))) or "—"
    texts = said.splitlines() if whole else [said]
    parts = [wrap(person(wording.one_line(each)), columns) or [""] for each in texts]
    lines = [line for part in parts for line in part]
    if whole or len(lines) <= _LINES:
        return lines
    return [*lines[: _LINES - 1], *wrap(f"… all of it: crm show {note.id}", columns)]


def reminder_lines(reminders: Sequence[Reminder], today: date, columns: int) -> list[Line]:
    """Return reminders in the grid of the morning."""
    rows = [
        Row(
            who=person(wording.say_name(each.contact)),
            what=person(wording.one_line(each.text)),
            date=say_day(each.on, today),
            far="done" if each.done_at else say_lateness((each.on - today).days),
            code=each.id,
            accent=each.on <= today,
            under=_repeats(each, today),
            ticked=each.done_at is not None,
        )
        for each in reminders
    ]
    return _grid_lines(rows, columns) or [[Span("Nothing is owed.")]]


def _repeats(each: Reminder, today: date) -> tuple[str, ...]:
    until = each.snoozed_until if not each.done_at else None
    parts = (
        f"at {each.time}" if each.time else "",
        each.every.say() if each.every else "",
        f"snoozed until {say_day(until, today)}" if until and until > today else "",
    )
    return tuple(filter(None, parts))


def issue_lines(issues: Sequence[Issue], today: date, columns: int) -> list[Line]:
    """Return issues in the grid of the morning."""
    rows = [
        Row(
            who=person(each.contact.name),
            what=person(wording.one_line(each.text)),
            date=say_day(each.resolved or each.on, today),
            far=each.state,
            code=each.id,
            under=(person(wording.one_line(each.resolution)),) if each.resolution else (),
        )
        for each in issues
    ]
    return _grid_lines(rows, columns) or [[Span("No issue is open.")]]


def common_lines(found: Sequence[CommonIssue], today: date, columns: int) -> list[Line]:
    """Return the trouble several people had: how many and what, and below it their issues."""
    lines: list[Line] = []
    for each in found:
        said = f"{len(each.people)} people hit “{person(wording.one_line(each.text))}”"
        lines += [BLANK] if lines else []
        lines += paragraph(said, columns, style="head")
        lines += issue_lines(each.issues, today, columns)
    return lines or [[Span("No two people had the same trouble in the last 90 days.")]]


def _grid_lines(rows: Sequence[Row], columns: int) -> list[Line]:
    if columns < NARROW:
        return [line for row in rows for line in narrow(row, columns)]
    grid = fit(rows, columns)
    return [line for row in rows for line in wide(row, grid)]


def record_lines(record: Record, today: date, columns: int) -> list[Line]:
    """Return one note, reminder or issue."""
    return _LINES_OF[type(record)]([record], today, columns)


_LINES_OF: dict[type, Callable[[list[Any], date, int], list[Line]]] = {
    Note: partial(note_lines, whole=True),
    Reminder: reminder_lines,
    Issue: issue_lines,
}
"""Of a kind of record. A contact has a screen of its own."""
