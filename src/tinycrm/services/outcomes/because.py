"""Because of which notes a win came: what the user linked, and what was merely earlier."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta

from tinycrm.dates import say_full_day
from tinycrm.errors import UsageProblem
from tinycrm.rules import GESTURES
from tinycrm.services.activity.loading import load_notes
from tinycrm.services.codes import code, resolve_code
from tinycrm.services.records import Note

EARLIER_DAYS = 90
"""How long before a win a gesture may be said to have been earlier."""

_MOST = 9
_EARLIER = f"""
    SELECT note.id
    FROM note_contact JOIN note ON note.id = note_contact.note_id
    WHERE note_contact.contact_id = ? AND note.happened_on BETWEEN ? AND ?
        AND note.kind IN ({", ".join(f"'{kind}'" for kind in GESTURES)})
        AND note.direction IS NOT 'in'
    ORDER BY note.happened_on DESC, note.id DESC
    LIMIT {_MOST}
"""


def earlier_gestures(db: sqlite3.Connection, contact_id: int, day: date) -> list[Note]:
    """Return the last gestures for a contact in the 90 days up to `day`, newest first."""
    since = day - timedelta(days=EARLIER_DAYS)
    rows = db.execute(_EARLIER, (contact_id, since.isoformat(), day.isoformat()))
    return load_notes(db, [note_id for (note_id,) in rows])


def split_codes(typed: Sequence[str]) -> list[str]:
    """Return the codes in `--because n44,n45 --because n46`."""
    return [each for part in typed for each in part.replace(",", " ").split()]


def resolve_notes(db: sqlite3.Connection, typed: Sequence[str], day: date) -> list[int]:
    """Return the ids of the notes that led to a win of `day`.

    Raises what `codes.resolve_code` does, UsageProblem for a note of a later day.
    """
    ids = list(dict.fromkeys(resolve_code(db, each, "note")[1] for each in typed))
    for note in load_notes(db, ids):
        if note.day > day:
            raise UsageProblem(
                f"{note.id} is of {say_full_day(note.day)}, after the win of {say_full_day(day)}:"
                " it cannot have led to it. Nothing was changed."
            )
    return ids


def link(db: sqlite3.Connection, win_id: int, note_ids: Sequence[int]) -> None:
    """Record that these notes led to a win."""
    db.executemany(
        "INSERT INTO win_cause (win_id, note_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(win_id, note_id) for note_id in note_ids],
    )


def relink(db: sqlite3.Connection, win_id: int, codes: Sequence[str], day: date) -> None:
    """Make these notes the ones that led to a win; links that stay are not touched.

    Raises what `resolve_notes` does, for the new ones.
    """
    rows = db.execute("SELECT note_id FROM win_cause WHERE win_id = ?", (win_id,)).fetchall()
    had = {code("note", note_id): note_id for (note_id,) in rows}
    link(db, win_id, resolve_notes(db, [each for each in codes if each not in had], day))
    for each in had.keys() - set(codes):
        db.execute("DELETE FROM win_cause WHERE win_id = ? AND note_id = ?", (win_id, had[each]))
