"""The journal mode WAL, which another program may have set. Ours is DELETE."""

from __future__ import annotations

import sqlite3

from tinycrm import paths


def is_in_wal(db: sqlite3.Connection) -> bool:
    """Return whether the store is in WAL mode: some pages may be in a file beside it."""
    return bool(db.execute("PRAGMA journal_mode").fetchone()[0] == "wal")


def leave(db: sqlite3.Connection) -> None:
    """Set the store back to DELETE mode if another program has set it to WAL.

    Before SQLite 3.51.3, several processes that share a WAL file can lose commits. Raises
    StoreProblem while that program has the store open: SQLite then refuses at once.
    """
    if is_in_wal(db):
        try:
            db.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            from tinycrm.store import problems

            raise problems.in_wal(paths.store_file()) from error
