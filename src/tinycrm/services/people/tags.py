"""Tags: found by their folded name, made when they are new."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tinycrm.text import fold


def tag_id(db: sqlite3.Connection, name: str) -> int:
    """Return the id of the tag with this name, however it is spelled; make it when new."""
    folded = fold(name)
    row = db.execute("SELECT id FROM tag WHERE folded = ? ORDER BY id", (folded,)).fetchone()
    if row:
        return int(row["id"])
    cursor = db.execute("INSERT INTO tag (name, folded) VALUES (?, ?)", (name, folded))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def tag_contact(db: sqlite3.Connection, contact_id: int, names: Iterable[str]) -> bool:
    """Give a contact these tags; return whether one was new to them."""
    return _attach(db, "contact", contact_id, names)


def tag_note(db: sqlite3.Connection, note_id: int, names: Iterable[str]) -> bool:
    """Give a note these tags; return whether one was new to it."""
    return _attach(db, "note", note_id, names)


def _attach(db: sqlite3.Connection, owner: str, owner_id: int, names: Iterable[str]) -> bool:
    grown = False
    for name in names:
        cursor = db.execute(
            f"INSERT INTO {owner}_tag ({owner}_id, tag_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (owner_id, tag_id(db, name)),
        )
        grown = grown or cursor.rowcount > 0
    return grown
