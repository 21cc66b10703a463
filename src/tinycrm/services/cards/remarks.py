"""The note of a card, which is kept as a remark."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm import clock
from tinycrm.services.activity import notes
from tinycrm.services.sql import Insert
from tinycrm.services.uids import new_uid
from tinycrm.services.waiting_rows import WaitingRows
from tinycrm.text import fold

_NOTE = Insert("note", ("id", "uid", "kind", "happened_on", "body", "folded", "created_at"))


def add_remark(rows: WaitingRows, contact_id: int, text: str, day: date, now: str) -> None:
    """Let the note of a contact's card wait with their other rows; it is of `day`, today."""
    if not text.strip():
        return
    note_id = rows.next_id("note")
    row = (note_id, new_uid(), "note", day.isoformat(), text, fold(text), now)
    rows.add(_NOTE, row, letters=2 * len(text))  # as it is, and folded
    rows.add(notes.NOTE_CONTACT, (note_id, contact_id))


def is_new(db: sqlite3.Connection, contact_id: int, text: str) -> bool:
    """Return whether a card's note says something, and no note of the contact says the same."""
    return bool(text.strip()) and db.execute(_SAME, (contact_id, text)).fetchone() is None


_SAME = """
    SELECT 1
    FROM note_contact JOIN note ON note.id = note_contact.note_id
    WHERE contact_id = ? AND body = ?
"""


def keep_remark(db: sqlite3.Connection, contact_id: int, text: str) -> bool:
    """Keep a card's note as a remark, unless it is there already; return whether it is new."""
    if not is_new(db, contact_id, text):
        return False
    rows = WaitingRows(db)
    add_remark(rows, contact_id, text, clock.today(), clock.instant())
    rows.write()
    return True
