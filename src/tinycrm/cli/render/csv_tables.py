"""CSV for spreadsheets, which must never run text from people as a formula."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Callable, Iterable, Sequence

from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tinycrm.services.activity.rereading import RereadNote
    from tinycrm.services.records import Contact, Note
    from tinycrm.services.search.searching import Hit

COLUMNS = (
    "id", "name", "organization", "title", "emails", "phones", "birthday", "tags", "every",
    "last_touch", "next_due",
)  # fmt: skip
_NUMBER = r"[\d\s()./-]+"
_FORMULA = re.compile(rf"[\t\r\n]|\s*[=@＝＠＋－]|\s*[+-](?!{_NUMBER}(?:; \+?{_NUMBER})*$)")


def contacts_csv(contacts: Iterable[Contact]) -> str:
    """Return contacts as CSV with a header (RFC 4180); multiple values are joined by "; "."""
    return _table(
        COLUMNS,
        (
            (
                each.id, each.name, each.organization, each.title,
                "; ".join(point.value for point in each.emails),
                "; ".join(point.value for point in each.phones),
                each.birthday, "; ".join(each.tags), each.every, each.last_touch, each.next_due,
            )
            for each in contacts
        ),
    )  # fmt: skip


def without_formula(value: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: with ' before =, @ and similar.

    This includes full-width characters and leading spaces (OWASP, CSV injection). A leading +
    or - of a number is kept, so that phone numbers are unchanged.
    """
    return f"'{value}" if _FORMULA.match(value) else value


_NOTE_COLUMNS = ("id", "at", "kind", "contacts", "text", "tags", "mood")


def notes_csv(notes: Iterable[Note]) -> str:
    """Return notes as CSV; multiple contacts and tags are joined by "; "."""
    return _table(_NOTE_COLUMNS, map(_note_cells, notes))


def reread_csv(found: Iterable[RereadNote]) -> str:
    """Return notes as CSV, with the kind that their text says and the words that say it."""
    rows = ((*_note_cells(each.note), each.kind, each.kind_by) for each in found)
    return _table((*_NOTE_COLUMNS, "proposed", "proposed_by"), rows)


def _note_cells(note: Note) -> tuple[object, ...]:
    who = "; ".join(each.name for each in note.contacts)
    return (note.id, note.day_and_time, note.kind, who, note.text, "; ".join(note.tags), note.mood)


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(columns)
    for row in rows:
        table.writerow(_cell("" if cell is None else str(cell)) for cell in row)
    return out.getvalue()


def _cell(value: str) -> str:
    """Return a cell as it is written: on a terminal also without control characters."""
    cell = without_formula(value)
    return visible(cell) if sys.stdout is not None and sys.stdout.isatty() else cell


def hits_csv(hits: Iterable[Hit]) -> str:
    """Return the results of a search as CSV."""
    rows = (
        (hit.id, hit.about, "; ".join(each.name for each in hit.contacts), hit.on, hit.text)
        for hit in hits
    )
    return _table(("id", "about", "contacts", "on", "text"), rows)


TABLES: dict[str, Callable[[Iterable[Any]], str]] = {"notes": notes_csv, "reread notes": reread_csv}
"""By the kind of a list."""
