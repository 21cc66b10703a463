"""Erasing rows for good: their content is removed from the journal and from the file.

The journal keeps its rows, without the old values (the image), so that the ranges of batches
stay valid. A change without its image cannot be undone; `rewind` refuses it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tinycrm.errors import StoreProblem
from tinycrm.store import journal
from tinycrm.store.connection import StoreErrors, open_to_write

Row = tuple[str, int]
"""Table and id."""


def compact() -> None:
    """Rewrite the file without the unused space that deleted rows left in it.

    Raises StoreProblem if that fails; no data is lost then.
    """
    from contextlib import closing

    try:
        with StoreErrors(), closing(open_to_write()) as db:
            db.execute("VACUUM")
    except StoreProblem as problem:
        problem.add_saved("")  # the rows were deleted by an earlier write
        raise


def zero_what_goes(db: sqlite3.Connection) -> None:
    """Overwrite everything that is deleted from now on, instead of only marking it as free."""
    db.execute("PRAGMA secure_delete = ON")


def blank_rows(db: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Remove the images of these rows from the journal."""
    db.executemany(
        "UPDATE change SET before = NULL WHERE entity = ? AND row_id = ? AND before IS NOT NULL",
        rows,
    )


def blank_changes(db: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Remove the images of these changes from the journal."""
    db.executemany("UPDATE change SET before = NULL WHERE id = ?", ((each,) for each in ids))


def is_blanked(db: sqlite3.Connection, first: int, last: int) -> bool:
    """Return whether a range of changes touches a row that has lost an image then or later.

    An image lost before does not matter: undoing the range needs none of that time.
    """
    found = db.execute(
        "SELECT EXISTS (SELECT 1 FROM change AS mine JOIN change AS gone"
        " ON gone.entity = mine.entity AND gone.row_id = mine.row_id AND gone.id >= mine.id"
        " WHERE mine.id BETWEEN ? AND ? AND gone.operation <> 'insert' AND gone.before IS NULL)",
        (first, last),
    )
    return bool(found.fetchone()[0])


def rebuild_words(db: sqlite3.Connection) -> None:
    """Rebuild all our full-text indexes: their segments still contain deleted words."""
    names = [f"{table}_fts" for table in journal.TABLES]
    found = db.execute(
        f"SELECT name FROM sqlite_schema WHERE name IN ({', '.join('?' * len(names))})", names
    )
    for (name,) in found.fetchall():
        db.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
        db.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")
