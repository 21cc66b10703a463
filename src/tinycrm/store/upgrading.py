"""Bringing a store of an older format to this version's: a backup first, then all steps or none.

Imported only when a store is older. A store that may not be written is read all the same: a copy
of it in memory takes the steps.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing

from tinycrm import notices, paths
from tinycrm.errors import StoreProblem
from tinycrm.store import backup, migrations, problems

SPACE = 4
"""How many times the size of the store must be free: for the backup, for tables that are
rebuilt, for what SQLite keeps to roll back, and some to go on with."""


def upgrade(db: sqlite3.Connection) -> None:
    """Back up the open store and run the missing steps.

    Raises StoreProblem if the disk has too little space, if the backup cannot be made, or if a
    step does not work with what is in this store.
    """
    path = paths.store_file()
    size, free = path.stat().st_size, shutil.disk_usage(path.parent).free
    if free < SPACE * size:
        raise StoreProblem(
            f"The store {path} has an older format. To update it takes"
            f" {_megabytes(SPACE * size)} MB of free disk space; there are {_megabytes(free)} MB."
            " Nothing was changed.",
            "Free some space and try again.",
        )
    copy = backup.make(db, path, "before-update")
    notices.tell(f"Updating the store to format {migrations.LATEST}. The old one is {copy}.")
    db.execute("PRAGMA synchronous = EXTRA")  # as for a write: see `connection.open_to_write`
    try:
        migrations.migrate(db)
    except Exception as error:
        if isinstance(error, sqlite3.DatabaseError | OSError) and problems.problem_of(
            error, path, 0
        ):
            raise
        raise StoreProblem(
            f"The store {path} could not be updated to the format of this tinycrm"
            f" ({type(error).__name__}: {error}). Nothing was changed.",
            f"Go back to the tinycrm you had and report this. A backup is in {copy}",
        ) from error


def is_writable() -> bool:
    """Return whether SQLite could write the store: the file, and files beside it."""
    path = paths.store_file()
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def copied_to_memory(db: sqlite3.Connection, empty: sqlite3.Connection) -> sqlite3.Connection:
    """Fill an empty store in memory with an older one, which is closed, and update it."""
    with closing(db):
        db.backup(empty)
    migrations.migrate(empty)
    return empty


def _megabytes(size: int) -> int:
    return -(-size // 1_000_000)
