"""Tags: found by their folded name, created if they are new."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tinycrm.text import fold


def tag_id(db: sqlite3.Connection, name: str) -> int:
    """Return the id of the tag with this folded name; create it if it is new."""
    folded = fold(name)
    row = db.execute("SELECT id FROM tag WHERE folded = ? ORDER BY id", (folded,)).fetchone()
    if row:
        return int(row["id"])
    cursor = db.execute("INSERT INTO tag (name, folded) VALUES (?, ?)", (name, folded))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def tag_contact(db: sqlite3.Connection, contact_id: int, names: Iterable[str]) -> bool:
    """Add tags to a contact; return whether any was new to it."""
    return _attach(db, "contact", contact_id, names)


def tag_note(db: sqlite3.Connection, note_id: int, names: Iterable[str]) -> bool:
    """Add tags to a note; return whether any was new to it."""
    return _attach(db, "note", note_id, names)


def _attach(db: sqlite3.Connection, owner: str, owner_id: int, names: Iterable[str]) -> bool:
    added = False
    for name in names:
        cursor = db.execute(
            f"INSERT INTO {owner}_tag ({owner}_id, tag_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (owner_id, tag_id(db, name)),
        )
        added = added or cursor.rowcount > 0
    return added
