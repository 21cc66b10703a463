"""The steps from an empty file to today's store, counted in `PRAGMA user_version`.

A step is appended and never changed. Each runs in the one transaction of `migrate`, so a
store is of the old form or of the new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from tinycrm.store import journal

APPLICATION_ID = 0x7C12_3A00
"""Marks the file as ours (`PRAGMA application_id`)."""


def _start(db: sqlite3.Connection) -> None:
    """Make the first form of the store."""
    for statement in _statements(Path(__file__).with_name("0001_start.sql").read_text("utf-8")):
        db.execute(statement)


STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_start,)
LATEST = len(STEPS)


def version(db: sqlite3.Connection) -> int:
    """Return how many steps this store has taken."""
    return number(db, "user_version")


def number(db: sqlite3.Connection, pragma: str) -> int:
    """Return the value of a PRAGMA that is a whole number; some builds of SQLite give it as text.

    Raises sqlite3.DatabaseError, as for a file that is damaged, when it is no number.
    """
    row = db.execute(f"PRAGMA {pragma}").fetchone()
    try:
        return int(row[0])
    except (TypeError, ValueError):
        error = sqlite3.DatabaseError(f"PRAGMA {pragma} is no number")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error from None


def migrate(db: sqlite3.Connection, to: int | None = None) -> None:
    """Take the missing steps in one transaction. The caller has copied the file before.

    Foreign keys rest meanwhile, so that a step may rebuild a table, and are checked at the
    end. A store that another process has brought further meanwhile is left as it is.
    """
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN IMMEDIATE")
    try:
        _take_steps(db, LATEST if to is None else to)
        db.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # a full disk has rolled back already
            db.execute("ROLLBACK")
        raise
    finally:
        db.execute("PRAGMA foreign_keys = ON")


def _take_steps(db: sqlite3.Connection, to: int) -> None:
    steps = STEPS[version(db) : to]
    if not steps:
        return
    journal.drop_triggers(db)
    for step in steps:
        step(db)
    journal.make_triggers(db)  # a rebuilt table has lost them
    if any(
        db.execute(f"PRAGMA foreign_key_check({table})").fetchone()
        for table in (*journal.tables(db), "batch")
    ):
        raise sqlite3.IntegrityError("a step left rows without what they point to")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {to}")


def _statements(script: str) -> Iterator[str]:
    """Cut a script into statements; `executescript` would commit behind our back."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
