"""What changed, when, and by which door: the journal as a person reads it."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, NamedTuple

from tinycrm.services.codes import TABLES, code
from tinycrm.store import journal, rewind
from tinycrm.store.rewind import Batch

# Which column of a table says whose row it is.
_OWNERS = {
    "contact_point": "contact_id", "nickname": "contact_id", "occasion": "contact_id",
    "fact": "contact_id", "contact_tag": "contact_id", "extra": "contact_id",
    "note_contact": "contact_id", "reminder": "contact_id", "issue": "contact_id",
    "win": "contact_id", "feedback": "contact_id", "perk": "contact_id",
}  # fmt: skip


class Field(NamedTuple):
    """One field of a row, before and after; None where the row was not there."""

    name: str
    before: Any
    after: Any


class Step(NamedTuple):
    """One changed row of a batch, with the fields that differ."""

    what: str
    operation: str
    row: int
    fields: tuple[Field, ...]


class Entry(NamedTuple):
    """A batch with the rows it changed; `void` when it was taken back."""

    batch: Batch
    void: bool
    steps: tuple[Step, ...]


def entries(db: sqlite3.Connection, *, newest: int = 20) -> list[Entry]:
    """Return the last batches, newest first, without their rows."""
    known = rewind.batches(db)
    void = rewind.void_batches(known)
    return [Entry(batch, batch.id in void, ()) for batch in known[:newest]]


def history_of(db: sqlite3.Connection, table: str, row_id: int) -> list[Entry]:
    """Return every kept batch that changed a record, newest first.

    Of a contact also what hangs on it: points, tags, facts, dates, the notes they are in.
    """
    known = rewind.batches(db)
    void = rewind.void_batches(known)
    if table == "batch":
        return [Entry(b, b.id in void, _steps(db, b, None)) for b in known if b.id == row_id]
    rows = _rows_of(db, table, row_id)
    found = []
    for batch in known:
        steps = _steps(db, batch, rows)
        if steps:
            found.append(Entry(batch, batch.id in void, steps))
    return found


def _rows_of(db: sqlite3.Connection, table: str, row_id: int) -> set[tuple[str, int]]:
    """Return the rows of a record, also those that are gone: their images name the owner."""
    rows = {(table, row_id)}
    if table != "contact":
        return rows
    for entity, column in _OWNERS.items():
        rows |= {
            (entity, each)
            for (each,) in db.execute(f"SELECT id FROM {entity} WHERE {column} = ?", (row_id,))
        }
        rows |= {
            (entity, each)
            for (each,) in db.execute(
                "SELECT DISTINCT row_id FROM change WHERE entity = ?"
                f" AND json_extract(before, '$.{column}') = ?",
                (entity, row_id),
            )
        }
    return rows


def _steps(
    db: sqlite3.Connection, batch: Batch, rows: set[tuple[str, int]] | None
) -> tuple[Step, ...]:
    found = []
    for change in db.execute(
        "SELECT id, entity, operation, row_id, before FROM change WHERE id BETWEEN ? AND ?"
        " ORDER BY id",
        (batch.first_change, batch.last_change),
    ):
        if rows is None or (change["entity"], change["row_id"]) in rows:
            found.append(_step(db, change))
    return tuple(found)


def _step(db: sqlite3.Connection, change: sqlite3.Row) -> Step:
    before = json.loads(change["before"]) if change["before"] else {}
    after = _after(db, change) if change["operation"] != "delete" else {}
    names = [name for name in (before or after) if name not in ("id", "uid", "updated_at")]
    own = change["entity"] in TABLES.values()
    what = code(change["entity"], change["row_id"]) if own else change["entity"].replace("_", " ")
    return Step(
        what,
        change["operation"],
        change["row_id"],
        tuple(
            Field(name, before.get(name), after.get(name))
            for name in names
            if before.get(name) != after.get(name)
        ),
    )


def _after(db: sqlite3.Connection, change: sqlite3.Row) -> dict[str, Any]:
    """Return a row as it was after a change: the next change's image, or the live row."""
    entity, row_id = change["entity"], change["row_id"]
    later = db.execute(
        "SELECT before FROM change WHERE entity = ? AND row_id = ? AND id > ? ORDER BY id LIMIT 1",
        (entity, row_id, change["id"]),
    ).fetchone()
    if later is not None:
        return dict(json.loads(later["before"])) if later["before"] else {}
    names = ", ".join(journal.columns(db, entity))
    row = db.execute(f"SELECT {names} FROM {entity} WHERE id = ?", (row_id,)).fetchone()
    return dict(row) if row else {}
