"""The note of a card, which is kept as a remark."""

from __future__ import annotations

import sqlite3

from tinycrm.services.activity import notes
from tinycrm.services.typed import note_words


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
