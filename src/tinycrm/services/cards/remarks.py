"""The note of a card, which is kept as a remark."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm.services.activity import notes
from tinycrm.services.sql import Insert
from tinycrm.services.typed import note_words
from tinycrm.services.uids import new_uid
from tinycrm.services.waiting_rows import WaitingRows
from tinycrm.text import fold

_NOTE = Insert("note", ("id", "uid", "kind", "happened_on", "body", "folded", "created_at"))


def add_remark(rows: WaitingRows, contact_id: int, text: str, day: date, now: str) -> None:
    """Let the note of a new contact's card wait with their other rows; it is of `day`, today."""
    if not text.strip():
        return
    note_id = rows.next_id("note")
    row = (note_id, new_uid(), "note", day.isoformat(), text, fold(text), now)
    rows.add(_NOTE, row, letters=2 * len(text))  # as it is, and folded
    rows.add(notes.NOTE_CONTACT, (note_id, contact_id))


def keep_remark(db: sqlite3.Connection, contact_id: int, text: str) -> bool:
    """Keep a card's note as a remark, unless the same note already exists."""
    if not text.strip():
        return False
    existing = db.execute(
        """
        SELECT 1
        FROM note_contact JOIN note ON note.id = note_contact.note_id
        WHERE contact_id = ? AND body = ?
        """,
        (contact_id, text),
    ).fetchone()
    if existing is None:
        notes.insert(db, [contact_id], note_words.Words(text), kind="note")
    return existing is None
