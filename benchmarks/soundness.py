"""What must be true of a store after anything: `problems` returns what is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tinycrm.store import migrations
from tinycrm.text import fold

_SEARCHED = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB '*_fts'"
_FOLDED = {"contact": "name", "nickname": "name", "note": "body", "reminder": "text"}
_TOUCHES = """
    SELECT contact.id FROM contact WHERE last_touch_on IS NOT (
        SELECT max(happened_on) FROM note JOIN note_contact ON note_id = note.id
        WHERE contact_id = contact.id AND kind NOT IN ('note', 'attempt')
    )
"""


def problems(store: Path) -> list[str]:
    """Return what is wrong with the file, its references, derived columns or search indexes."""
    with closing(sqlite3.connect(store)) as db:
        found = [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign key: {row}" for row in db.execute("PRAGMA foreign_key_check")]
        found += [f"last touch of c{own}" for (own,) in db.execute(_TOUCHES)]
        for table, column in _FOLDED.items():
            rows = db.execute(f"SELECT id, {column}, folded FROM {table}")
            found += [f"{table} {own}" for own, text, folded in rows if folded != fold(text)]
        if not 0 < migrations.version(db) <= migrations.LATEST:
            found.append(f"format {migrations.version(db)}")
        for (name,) in db.execute(_SEARCHED).fetchall():
            try:
                db.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                found.append(f"{name}: {error}")
        db.rollback()
    return found
