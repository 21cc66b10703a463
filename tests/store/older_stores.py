"""Stores of each older form of the store, with rows that the program of that time wrote.

`forms/form_1.sql` has the rows of a store and `forms/form_1.jsonl` its export, both as text. The
second form has only more indexes, so its rows are those of the first. The fifth has only derived
rows more than the fourth.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from tests.store.conftest import dump
from tinycrm.store import journal, migrations

FORMS = Path(__file__).parent / "forms"


ROWS_OF = {1: "form_1", 2: "form_1", 3: "form_3", 4: "form_5", 5: "form_5"}
"""Every older form, and the file that its rows are in."""
BATCHES = {"form_1": 25, "form_3": 31, "form_5": 37}


def fill(path: Path, form: int) -> None:
    """Put a store of an older form there, with the rows of that time."""
    path.parent.mkdir(mode=0o700)
    path.write_bytes(store_of(form))
    path.chmod(0o600)


@cache
def store_of(form: int) -> bytes:
    """Make it, once."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrations.migrate(db, form)
        rows = (FORMS / f"{ROWS_OF[form]}.sql").read_text("utf-8")
        journal.drop_triggers(db)
        touches = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        triggers = db.execute(touches).fetchall()
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("BEGIN")
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        db.execute("DELETE FROM sqlite_sequence")
        for statement in migrations._statements(rows):
            if form != 4 or "rhythm" not in statement:
                db.execute(statement)
        for _, sql in triggers:
            db.execute(sql)
        for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE sql LIKE '%fts5(%'"):
            db.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
        journal.make_triggers(db)
        db.execute("COMMIT")
        return db.serialize()


@cache
def rows_of(form: int) -> dict[str, list[tuple[Any, ...]]]:
    """Return what is in it."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(store_of(form))
        return dump(db)
