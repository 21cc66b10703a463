"""Bringing a store of an older format to the current one, after a backup."""

from __future__ import annotations

import sqlite3

from tinycrm import paths
from tinycrm.errors import StoreProblem
from tinycrm.store import backup, migrations, problems


def update(db: sqlite3.Connection) -> None:
    """Back up the open store, then run the missing steps, all or none.

    Raises StoreProblem, with the path of the backup, if a step does not work with what is in
    this store, and what `migrations.migrate` raises if the disk is full or the store is locked.
    """
    store = paths.store_file()
    copy = backup.make(db, store, "before-update")
    db.execute("PRAGMA synchronous = EXTRA")  # as for a write: see `connection.open_to_write`
    try:
        migrations.migrate(db)
    except Exception as error:
        if isinstance(error, sqlite3.DatabaseError | OSError) and problems.problem_of(
            error, store, 0
        ):
            raise
        raise StoreProblem(
            f"The store {store} could not be updated to the format of this tinycrm"
            f" ({type(error).__name__}: {error}). Nothing was changed.",
            f"Go back to the tinycrm you had and report this. A backup is in {copy}",
        ) from error
