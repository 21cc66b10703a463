"""Notes: of a person's card, in lists, and one alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm.cli.render.styled_lines import (
    NARROW,
    Line,
    Span,
    aligned,
    both_ends,
    headed,
    person,
)
from tinycrm.dates import say_past
from tinycrm.services.briefing import wording
from tinycrm.text import pad, width, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.records import Note

_LINES = 8
"""How many lines of a note a list shows; `show n44` shows all of it."""
_DAY, _KIND = 12, 9


def note_lines(
    notes: Sequence[Note],
    today: date,
    columns: int,
    *,
    of: str = "",
    whole: bool = False,
) -> list[Line]:
    """Return notes: date, kind, contacts, text, code; `of` is the contact whose card this is.

    A `whole` note keeps its own lines; otherwise it is one paragraph, shortened if it is long.
    """
    lines: list[Line] = []
    for note in notes:
        if columns < NARROW:
            day = f"{say_past(note.day, today)}, {note.kind}"
            lines += headed(day, note.id, columns, indent=2)
            body = _body(note, columns - 4, of=of, whole=whole)
            lines += [[Span("  "), Span(text)] for text in body]
            continue
        day = pad(aligned(say_past(note.day, today)), _DAY)
        start, indent = [Span(f"  {day}"), Span(pad(note.kind, _KIND), "dim")], 2 + _DAY + _KIND
        room = columns - indent - width(note.id) - 2
        first, *rest = _body(note, room, of=of, whole=whole)
        lines.append(both_ends([*start, Span(first)], [Span(note.id, "dim")], columns))
        lines += [[Span(" " * indent), Span(text)] for text in rest]
    return lines


def note_rows(notes: Sequence[Note], today: date) -> list[Line]:
    """Return notes for a program that reads lines: one line each, however long, and no other."""
    return [
        [
            Span(f"  {pad(aligned(say_past(note.day, today)), _DAY)}"),
            Span(pad(note.kind, _KIND)),
            Span(person(wording.one_line(told(note)))),
            Span(f"  {note.id}"),
        ]
        for note in notes
    ]


def told(note: Note, of: str = "") -> str:
    """Return the other contacts of a note, and its text."""
    return ": ".join(filter(None, (wording.say_company(note, but=of), wording.say_note(note))))


def _body(note: Note, columns: int, *, of: str, whole: bool) -> list[str]:
    """Return a note in lines: its other contacts, its text, its other tags."""
    text = told(note, of) or "—"
    texts = text.splitlines() if whole else [text]
    parts = [wrap(person(wording.one_line(each)), columns) or [""] for each in texts]
    lines = [line for part in parts for line in part]
    if whole or len(lines) <= _LINES:
        return lines
    return [*lines[: _LINES - 1], *wrap(f"… all of it: crm show {note.id}", columns)]
