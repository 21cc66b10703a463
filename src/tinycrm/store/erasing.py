"""Rows that are gone for good: their images leave the journal, and their bytes the file.

The rows of the journal stay, without what they held, so that batches keep their ranges; a
change without its image cannot be taken back (`rewind` says so).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tinycrm.store import journal

Row = tuple[str, int]
"""Table and id."""


def zero_what_goes(db: sqlite3.Connection) -> None:
    """Let every byte that is deleted from now on be overwritten, not only given free."""
    db.execute("PRAGMA secure_delete = ON")


def blank_rows(db: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Take the images of these rows out of the journal."""
    db.executemany(
        "UPDATE change SET before = NULL WHERE entity = ? AND row_id = ? AND before IS NOT NULL",
        rows,
    )


def blank_changes(db: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Take the images of these changes out of the journal."""
    db.executemany("UPDATE change SET before = NULL WHERE id = ?", ((each,) for each in ids))


def is_blanked(db: sqlite3.Connection, first: int, last: int) -> bool:
    """Tell whether a range of changes touches a row of which an image was taken out."""
    found = db.execute(
        "SELECT EXISTS (SELECT 1 FROM change AS mine JOIN change AS gone"
        " ON gone.entity = mine.entity AND gone.row_id = mine.row_id"
        " WHERE mine.id BETWEEN ? AND ? AND gone.operation <> 'insert' AND gone.before IS NULL)",
        (first, last),
    )
    return bool(found.fetchone()[0])


def rebuild_words(db: sqlite3.Connection) -> None:
    """Make every full-text index of ours anew: deleted words linger in its segments."""
    names = [f"{table}_fts" for table in journal.TABLES]
    found = db.execute(
        f"SELECT name FROM sqlite_schema WHERE name IN ({', '.join('?' * len(names))})", names
    )
    for (name,) in found.fetchall():
        db.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
        db.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")
