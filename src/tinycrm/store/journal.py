"""The journal: triggers record every changed row, and each write groups its changes in a batch.

The triggers do not know about batches and use only SQL, so that changes by any program are
recorded. There is only one writer at a time, so a batch is a range of changes.
"""

from __future__ import annotations

import os
import sqlite3
import sys

from tinycrm import clock
from tinycrm.values import Fields

TABLES = (
    "ask", "card", "contact", "contact_point", "contact_tag", "deal", "distinct_pair",
    "external_key", "extra",
    "fact", "feedback", "issue", "nickname", "note", "note_contact", "note_issue", "note_tag",
    "occasion", "perk", "relation", "reminder", "segment", "tag", "win", "win_cause",
)  # fmt: skip
"""The tables whose rows are journalled. A migration that adds or renames one updates this list.

Other programs may have their own tables in the file (`_litestream_seq`); those are ignored.
"""


class Door(Fields):
    """Where a write comes from: a name, and whether a person made it by hand.

    In a `with` block all writes of this process, in every thread, come from this door.
    """

    name: str
    by_hand: bool

    def __enter__(self) -> None:
        _opened.append(self)

    def __exit__(self, *failure: object) -> None:
        _opened.remove(self)


_opened: list[Door] = []


def door_here() -> Door:
    """Return the door of this process: a script named in `CRM_DOOR`; a person, on a terminal."""
    if _opened:
        return _opened[-1]
    name = os.environ.get("CRM_DOOR", "").strip()
    if name:
        return Door(name, by_hand=False)
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return Door("cli", by_hand=any(s is not None and not s.closed and s.isatty() for s in streams))


# ── triggers ─────────────────────────────────────────────────────────────────────────────


def tables(db: sqlite3.Connection) -> list[str]:
    """Return the journalled tables that exist in this store."""
    names = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return [name for name in TABLES if name in names]


def columns(db: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of an image: all that are not derived from other columns."""
    names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    return [n for n in names if not (n.startswith("folded") or n == "last_touch_on")]


def drop_triggers(db: sqlite3.Connection) -> None:
    """Remove the journal's triggers before a migration."""
    found = db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        " AND sql LIKE '%INSERT INTO change (%' AND name IN"
        " (SELECT 'journal_' || tbl_name || '_' || operation FROM"
        " (SELECT 'insert' AS operation UNION SELECT 'update' UNION SELECT 'delete'))"
    )
    for (name,) in found.fetchall():
        db.execute(f"DROP TRIGGER {name}")


def make_triggers(db: sqlite3.Connection) -> None:
    """Create the journal's triggers for the current tables."""
    for table in tables(db):
        for statement in _triggers(table, columns(db, table)):
            db.execute(statement)


def _triggers(table: str, names: list[str]) -> tuple[str, str, str]:
    image = ", ".join(f"'{n}', OLD.{n}" for n in names)
    others = [n for n in names if n != "id"]
    differs = " OR ".join(f"OLD.{n} IS NOT NEW.{n}" for n in others)
    start = "INSERT INTO change (entity, operation, row_id, before) VALUES"
    return (
        f"CREATE TRIGGER journal_{table}_insert AFTER INSERT ON {table} BEGIN"
        f" {start} ('{table}', 'insert', NEW.id, NULL); END",
        f"CREATE TRIGGER journal_{table}_update AFTER UPDATE OF {', '.join(others)} ON {table}"
        f" WHEN {differs} BEGIN"
        f" {start} ('{table}', 'update', OLD.id, json_object({image})); END",
        f"CREATE TRIGGER journal_{table}_delete AFTER DELETE ON {table} BEGIN"
        f" {start} ('{table}', 'delete', OLD.id, json_object({image})); END",
    )


# ── batches ──────────────────────────────────────────────────────────────────────────────


def last_change(db: sqlite3.Connection) -> int:
    """Return the number of the last change, 0 in a new store."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'change'").fetchone()
    return row[0] if row else 0


def adopt(db: sqlite3.Connection) -> tuple[int, int]:
    """Make a batch of the changes that other programs wrote since our last write.

    Returns the last change before these and the last one of all; equal if there were none.
    """
    row = db.execute("SELECT max(last_change) FROM batch").fetchone()
    known, newest = row[0] or 0, last_change(db)
    if newest > known:
        _insert(db, Door("elsewhere", by_hand=False), "changes by another program", known, newest)
    return known, newest


def close(
    db: sqlite3.Connection, door: Door, label: str, since: int, undoes: int | None = None
) -> int | None:
    """Make a batch of the changes after `since`; return its id, None if there are none."""
    newest = last_change(db)
    return _insert(db, door, label, since, newest, undoes) if newest > since else None


def _insert(
    db: sqlite3.Connection,
    door: Door,
    label: str,
    since: int,
    newest: int,
    undoes: int | None = None,
) -> int:
    cursor = db.execute(
        "INSERT INTO batch (made_at, door, by_hand, label, first_change, last_change, undoes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (clock.instant(), door.name, int(door.by_hand), label, since + 1, newest, undoes),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def last_values(
    db: sqlite3.Connection, entity: str, row_id: int, columns: tuple[str, ...]
) -> set[int]:
    """Return the values of these columns in a row, or in its last image if it was deleted."""
    live = db.execute(f"SELECT {', '.join(columns)} FROM {entity} WHERE id = ?", (row_id,))
    images = ", ".join(f"json_extract(before, '$.{column}')" for column in columns)
    found = (
        live.fetchone()
        or db.execute(
            f"SELECT {images} FROM change WHERE entity = ? AND row_id = ? AND before IS NOT NULL"
            " ORDER BY id DESC LIMIT 1",
            (entity, row_id),
        ).fetchone()
    )
    return set(found or ())


def ever(
    db: sqlite3.Connection, entity: str, column: str, owner: int, wanted: str = "id"
) -> set[int]:
    """Return the values of a column in all rows of an owner, present and past.

    An index finds the past ones: of a contact by its id, of others among the kept rows.
    """
    rows = db.execute(
        f"""
        SELECT {wanted} FROM {entity} WHERE {column} = :owner
        UNION
        SELECT json_extract(before, '$.{wanted}') FROM change
        WHERE entity = :entity AND before IS NOT NULL
            AND json_extract(before, '$.{column}') = :owner
        """,
        {"owner": owner, "entity": entity},
    )
    return {value for (value,) in rows}
