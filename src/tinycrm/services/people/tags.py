"""Tags: found by their folded name, created if they are new."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tinycrm.services.sql import Insert
from tinycrm.text import fold

TAGGED = {
    owner: Insert(f"{owner}_tag", (f"{owner}_id", "tag_id"), "ON CONFLICT DO NOTHING")
    for owner in ("contact", "note")
}
"""What gives a tag to a contact or a note."""


def tag_id(db: sqlite3.Connection, name: str) -> int:
    """Return the id of the tag with this folded name; create it if it is new."""
    folded = fold(name)
    row = db.execute("SELECT id FROM tag WHERE folded = ? ORDER BY id", (folded,)).fetchone()
    if row:
        return int(row["id"])
    cursor = db.execute("INSERT INTO tag (name, folded) VALUES (?, ?)", (name, folded))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


class KnownTags:
    """The ids of tags, which no import asks for twice."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._ids: dict[str, int] = {}

    def id_of(self, name: str) -> int:
        """Return the id of a tag; create it if it is new."""
        folded = fold(name)
        if folded not in self._ids:
            self._ids[folded] = tag_id(self._db, name)
        return self._ids[folded]

    def forget(self) -> None:
        """Ask the store again, where new tags were taken back."""
        self._ids.clear()


def tag_contact(db: sqlite3.Connection, contact_id: int, names: Iterable[str]) -> bool:
    """Add tags to a contact; return whether any was new to it."""
    return _attach(db, "contact", contact_id, names)


def tag_note(db: sqlite3.Connection, note_id: int, names: Iterable[str]) -> bool:
    """Add tags to a note; return whether any was new to it."""
    return _attach(db, "note", note_id, names)


def _attach(db: sqlite3.Connection, owner: str, owner_id: int, names: Iterable[str]) -> bool:
    added = False
    for name in names:
        cursor = db.execute(TAGGED[owner].sql(), (owner_id, tag_id(db, name)))
        added = added or cursor.rowcount > 0
    return added
