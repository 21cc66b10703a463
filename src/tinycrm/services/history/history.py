"""What changed, when, and from where: the journal in readable form."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tinycrm.services.codes import TABLES, batch_code, code
from tinycrm.services.owned_tables import OF_ONE_CONTACT
from tinycrm.store import journal, rewind
from tinycrm.store.rewind import Batch
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

_BOOKKEEPING = frozenset({"id", "uid", "updated_at"})


class Field(NamedTuple):
    """One field of a row, before and after; None where the row did not exist."""

    name: str
    before: Any
    after: Any


class RowChange(NamedTuple):
    """What a batch changed in a row: before and after, empty where it did not exist."""

    what: str
    entity: str
    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def operation(self) -> Literal["insert", "update", "delete"]:
        """Return insert, update or delete."""
        if not self.before:
            return "insert"
        return "update" if self.after else "delete"

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields that differ, without internal ones."""
        before, after = self.before, self.after
        return tuple(
            Field(name, before.get(name), after.get(name))
            for name in before or after
            if name not in _BOOKKEEPING and before.get(name) != after.get(name)
        )


class HistoryEntry(NamedTuple):
    """A batch with the rows it changed; `void` when it was undone."""

    batch: Batch
    void: bool
    steps: tuple[RowChange, ...]


def entries(db: sqlite3.Connection, *, most: int | None, whole: bool) -> list[HistoryEntry]:
    """Return the last batches, newest first, without their rows: at most `most` of them.

    Those that were undone, and the undos and redos themselves, are there only if `whole`.
    """
    found: list[HistoryEntry] = []
    for known in recent_then_all(db):
        void = rewind.void_batches(known)
        found = [
            HistoryEntry(batch, batch.id in void, ())
            for batch in known
            if whole or (batch.undoes is None and batch.id not in void)
        ]
        if most is not None and len(found) >= most:
            break
    return found[:most]


def recent_then_all(db: sqlite3.Connection) -> Iterator[list[Batch]]:
    """Yield the last batches, then, if the caller needs older ones, all of them."""
    recent = rewind.batches(db)
    yield recent
    if recent and recent[-1].id > 1:
        yield rewind.batches_since(db, 0)


def history_of(db: sqlite3.Connection, table: str, row_id: int) -> list[HistoryEntry]:
    """Return every recorded batch that changed a record, newest first.

    For a contact also those that changed its points, tags, facts, occasions and notes.
    """
    if table == "batch":
        batch = rewind.find(db, row_id)
        found = [(batch, rewind.changes_in(db, batch))] if batch else []
    else:
        found = rewind.in_batches(db, rewind.changes_of(db, _rows_of(db, table, row_id)))
    listed = (
        HistoryEntry(batch, rewind.is_void(db, batch.id), _steps(db, changes))
        for batch, changes in found
    )
    return [each for each in listed if each.steps or table == "batch"]


def fields_of(entry: HistoryEntry) -> dict[str, Any]:
    """Return a batch as values for JSON, as `history --json` and hooks have it."""
    batch = entry.batch
    return {
        "id": batch.code, "made_at": batch.made_at, "door": batch.door, "by_hand": batch.by_hand,
        "label": batch.label, "undone": entry.void,
        "undoes": batch_code(batch.undoes),
        "changes": [
            {
                "record": step.what, "operation": step.operation,
                "fields": {f.name: {"before": f.before, "after": f.after} for f in step.fields},
            }
            for step in entry.steps
        ],
    }  # fmt: skip


def _rows_of(db: sqlite3.Connection, table: str, row_id: int) -> set[tuple[str, int]]:
    """Return the rows of a record, also deleted ones: their journal entries name the contact."""
    rows = {(table, row_id)}
    if table == "contact":
        for entity in OF_ONE_CONTACT:
            rows |= {(entity, each) for each in journal.ever(db, entity, "contact_id", row_id)}
        notes = journal.ever(db, "note_contact", "contact_id", row_id, "note_id")
        rows |= {("note", each) for each in notes}
    return rows


def _steps(db: sqlite3.Connection, changes: list[sqlite3.Row]) -> tuple[RowChange, ...]:
    """Return the change of each row, except rows that are the same before and after."""
    touched: dict[tuple[str, int], tuple[sqlite3.Row, sqlite3.Row]] = {}
    for change in changes:
        row = (change["entity"], change["row_id"])
        touched[row] = (touched.get(row, (change,))[0], change)
    found = (_step(db, first, last) for first, last in touched.values())
    return tuple(step for step in found if step.fields)


def _image(before: str | None) -> dict[str, Any]:
    """Return the values of a row before a change; none of an insert."""
    import json  # loads re, which takes most of the start of a command

    return dict(json.loads(before)) if before else {}


def _step(db: sqlite3.Connection, first: sqlite3.Row, last: sqlite3.Row) -> RowChange:
    entity, row_id = first["entity"], first["row_id"]
    before = _image(first["before"])
    after = _after(db, last) if last["operation"] != "delete" else {}
    for image in (before, after):
        if "tag_id" in image:
            image["tag"] = _tag_name(db, image["tag_id"])
    own = entity in TABLES.values()
    what = code(entity, row_id) if own else entity.replace("_", " ")
    return RowChange(what, entity, before, after)


def _tag_name(db: sqlite3.Connection, tag_id: int) -> str | None:
    """Return the name of a tag, which may be deleted by now."""
    row = db.execute(
        """
        SELECT name FROM tag WHERE id = :id
        UNION ALL
        SELECT json_extract(before, '$.name') FROM change
        WHERE entity = 'tag' AND row_id = :id AND before IS NOT NULL
        LIMIT 1
        """,
        {"id": tag_id},
    ).fetchone()
    return row[0] if row else None


def _after(db: sqlite3.Connection, change: sqlite3.Row) -> dict[str, Any]:
    """Return a row after a change: as the next change recorded it, or as it is now."""
    entity, row_id = change["entity"], change["row_id"]
    later = db.execute(
        "SELECT before FROM change WHERE entity = ? AND row_id = ? AND id > ? ORDER BY id LIMIT 1",
        (entity, row_id, change["id"]),
    ).fetchone()
    if later is not None:
        return _image(later["before"])
    names = ", ".join(journal.columns(db, entity))
    row = db.execute(f"SELECT {names} FROM {entity} WHERE id = ?", (row_id,)).fetchone()
    return dict(row) if row else {}
