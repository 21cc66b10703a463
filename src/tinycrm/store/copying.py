"""Copying the open store to a file of its own, which is checked before it gets its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from tinycrm import paths
from tinycrm.errors import StoreProblem
from tinycrm.store import carried, leftovers, opening, placing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal


@contextmanager
def copied(db: sqlite3.Connection, store: Path, target: Path) -> Iterator[Path]:
    """Copy the store, and what travels with it, to a file that the caller checks and moves.

    It is beside `target`, under a hidden name, and deleted at the end if it was not moved.
    """
    paths.make_folder(target.parent)
    leftovers.clear(target.parent, ".db")
    made = leftovers.hidden_name(target)
    try:
        placing.create(made)
        with closing(sqlite3.connect(made)) as backup:
            _fill(backup, db, store)
            backup.execute("PRAGMA journal_mode = DELETE")  # the store may be in another mode
            carried.put(backup)
        yield made
    finally:
        leftovers.remove(made)


def is_whole(path: Path) -> bool:
    """Return whether a file passes SQLite's own check."""
    try:
        with closing(opening.to_read(path)) as backup:
            return not damage(backup, "quick_check")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return False
        raise


def damage(db: sqlite3.Connection, check: Literal["quick_check", "integrity_check"]) -> list[str]:
    """Return what SQLite finds wrong with the pages of a file, in its words.

    Newer versions also check the full text. That is not counted: it can be built again.
    """
    lines = [row[0] for row in db.execute(f"PRAGMA {check}(10)")]
    return [line for line in lines if line != "ok" and "FTS5" not in line]


def _fill(backup: sqlite3.Connection, db: sqlite3.Connection, store: Path) -> None:
    if not db.in_transaction:
        db.backup(backup, progress=_give_up_when_locked)
        return
    # SQLite cannot copy from a connection that is writing. A second one sees the old content.
    with closing(opening.to_read(store)) as second:
        second.backup(backup, progress=_give_up_when_locked)


def _give_up_when_locked(status: int, remaining: int, total: int) -> None:
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise StoreProblem("The store is locked by another program. No backup was made.")
