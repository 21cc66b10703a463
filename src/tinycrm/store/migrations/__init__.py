"""The migration steps from an empty file to the current store, counted in `PRAGMA user_version`.

New steps are added at the end; a released step never changes. All steps run in one transaction,
so a store has either the old format or the new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

APPLICATION_ID = 0x7C12_3A00
"""Identifies the file as a tinycrm store (`PRAGMA application_id`)."""


def _start(db: sqlite3.Connection) -> None:
    """Create the first format of the store."""
    _run(db, "0001_start.sql")


def _add_indexes(db: sqlite3.Connection) -> None:
    """Add the indexes that keep commands fast with a hundred thousand people."""
    _run(db, "0002_indexes.sql")


def _keep_what_is_true(db: sqlite3.Connection) -> None:
    """Add cards, relations and more days, and full text over everything that is stored."""
    _run(db, "0003_truth.sql")


def _keep_what_may_come(db: sqlite3.Connection) -> None:
    """Add deals, suggestions, and the folded words of wins, deals, answers and perks."""
    _run(db, "0004_outcomes.sql")


def _measure_rhythms(db: sqlite3.Connection) -> None:
    """Add how often people are in touch and buy, as derived rows, and indexes for figures."""
    _run(db, "0005_rhythms.sql")


def _cover_queries(db: sqlite3.Connection) -> None:
    """Add what the morning and the figures ask for to their indexes."""
    _run(db, "0006_covering.sql")


def _run(db: sqlite3.Connection, script: str) -> None:
    from pathlib import Path

    for statement in _statements(Path(__file__).with_name(script).read_text("utf-8")):
        db.execute(statement)


STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _start,
    _add_indexes,
    _keep_what_is_true,
    _keep_what_may_come,
    _measure_rhythms,
    _cover_queries,
)
LATEST = len(STEPS)


def version(db: sqlite3.Connection) -> int:
    """Return how many steps were run on this store."""
    return number(db, "user_version")


def number(db: sqlite3.Connection, pragma: str) -> int:
    """Return the value of a PRAGMA as an integer; some builds of SQLite return it as text.

    Raises sqlite3.DatabaseError, as for a damaged file, if it is not a number.
    """
    row = db.execute(f"PRAGMA {pragma}").fetchone()
    try:
        return int(row[0])
    except (TypeError, ValueError):
        error = sqlite3.DatabaseError(f"PRAGMA {pragma} is not a number")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error from None


def migrate(db: sqlite3.Connection, to: int | None = None) -> None:
    """Run the missing steps in one transaction. The caller has made a backup before.

    Foreign keys are off meanwhile, so that a step can rebuild a table, and are checked at the
    end. Does nothing if another process has updated the store in the meantime.
    """
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN IMMEDIATE")
    try:
        _run_steps(db, LATEST if to is None else to)
        db.execute("COMMIT")
    except BaseException:
        try:
            db.execute("ROLLBACK")
        except sqlite3.Error:
            pass  # a full disk has rolled back already
        raise
    finally:
        db.execute("PRAGMA foreign_keys = ON")


def _run_steps(db: sqlite3.Connection, to: int) -> None:
    steps = STEPS[version(db) : to]
    if not steps:
        return
    from tinycrm.store import journal
    from tinycrm.text import fold

    db.create_function("fold", 1, fold, deterministic=True)  # for the steps alone
    journal.drop_triggers(db)
    for step in steps:
        step(db)
    journal.make_triggers(db)  # a rebuilt table has no triggers
    if any(
        db.execute(f"PRAGMA foreign_key_check({table})").fetchone()
        for table in (*journal.tables(db), "batch")
    ):
        raise sqlite3.IntegrityError("a step left rows that point to missing rows")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {to}")


def _statements(script: str) -> Iterator[str]:
    """Split a script into statements; `executescript` would commit the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
