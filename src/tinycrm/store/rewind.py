"""Taking a batch back: the journal read backwards, as one ordinary journalled write.

An undo is itself a batch, so a redo is the undo of the undo. A batch that was taken back is
*void*; one that was not, or was brought back, is *in force*.
"""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from tinycrm.errors import Clash
from tinycrm.store import erasing, journal

RECENT = 1000
"""So many batches are looked at where only the last ones matter."""


class Batch(NamedTuple):
    """One command's changes, as the journal keeps them. `made_at` is a UTC instant."""

    id: int
    made_at: str
    door: str
    by_hand: bool
    label: str
    first_change: int
    last_change: int
    undoes: int | None

    @property
    def code(self) -> str:
        """Return the code a person names it by: `b88`."""
        return f"b{self.id}"


def batches(db: sqlite3.Connection) -> list[Batch]:
    """Return the last batches, newest first."""
    return _batches(db, "ORDER BY id DESC LIMIT ?", RECENT)


def batches_since(db: sqlite3.Connection, batch_id: int) -> list[Batch]:
    """Return every batch from the one with an id on, newest first."""
    return _batches(db, "WHERE id >= ? ORDER BY id DESC", batch_id)


def find(db: sqlite3.Connection, batch_id: int) -> Batch | None:
    """Return the batch with an id."""
    return next(iter(_batches(db, "WHERE id = ?", batch_id)), None)


def _batches(db: sqlite3.Connection, which: str, number: int) -> list[Batch]:
    rows = db.execute(
        "SELECT id, made_at, door, by_hand, label, first_change, last_change, undoes"
        f" FROM batch {which}",
        (number,),
    )
    return [Batch(**{**dict(row), "by_hand": bool(row["by_hand"])}) for row in rows]


def void_batches(known: list[Batch]) -> frozenset[int]:
    """Return the ids of the batches that are taken back; `known` is newest first."""
    void: set[int] = set()
    for batch in known:
        if batch.undoes is not None and batch.id not in void:
            void.add(batch.undoes)
    return frozenset(void)


def batch_of_row(db: sqlite3.Connection, entity: str, row_id: int) -> int | None:
    """Return the batch of the newest change to one row that is in force and no undo."""
    rows = db.execute(
        f"SELECT {_BATCH_OF.format('later')} FROM change AS later"
        " WHERE entity = ? AND row_id = ? ORDER BY id DESC",
        (entity, row_id),
    )
    touched = [batch_id for (batch_id,) in rows if batch_id]  # what is under way has none yet
    known = batches_since(db, min(touched, default=0))
    void = void_batches(known)
    undos = {batch.id for batch in known if batch.undoes is not None}
    return next((b for b in touched if b not in void and b not in undos), None)


def take_back(db: sqlite3.Connection, batch: Batch) -> None:
    """Undo the changes of `batch`, newest first, inside the caller's transaction.

    Raises Clash, naming the later command, where one stands in the way: it changed the
    same rows, hangs on what would disappear, took away what would come back to life, or
    holds a name that must be unique; or where somebody in it was forgotten for good. The
    caller's transaction is then rolled back.
    """
    if erasing.is_blanked(db, batch.first_change, batch.last_change):
        raise Clash(
            f"{batch.code} ({batch.label}) cannot be taken back: somebody in it was forgotten for"
            " good. Nothing was changed.",
            "Others may be: crm undo --list",
        )
    later = _later_batch(db, batch)
    if later is not None:
        raise _in_the_way(batch, later)
    since = journal.last_change(db)
    db.execute("PRAGMA defer_foreign_keys = ON")
    rows = db.execute(
        "SELECT entity, operation, row_id, before FROM change WHERE id BETWEEN ? AND ?"
        " ORDER BY id DESC",
        (batch.first_change, batch.last_change),
    ).fetchall()
    known = {entity: journal.columns(db, entity) for entity in {row["entity"] for row in rows}}
    for entity, operation, row_id, before in rows:
        try:
            _restore(db, entity, operation, row_id, before, known[entity])
        except sqlite3.IntegrityError as error:
            raise _in_the_way(batch, _holder(db, entity, before, error)) from error
    _check_nothing_else_went(db, batch, since)
    for entity in known:
        _check_nothing_is_missing(db, batch, entity)


def _restore(
    db: sqlite3.Connection, entity: str, operation: str, row_id: int, before: str, known: list[str]
) -> None:
    if operation == "insert":
        if not (entity == "tag" and _is_used(db, row_id)):
            db.execute(f"DELETE FROM {entity} WHERE id = ?", (row_id,))
        return
    # An image from before a column was added lacks it: the column keeps its default.
    image = {name: value for name, value in json.loads(before).items() if name in known}
    names = list(image)
    if operation == "delete":
        marks = ", ".join("?" * len(names))
        statement = f"INSERT INTO {entity} ({', '.join(names)}) VALUES ({marks})"
        db.execute(statement, list(image.values()))
    else:
        sets = ", ".join(f"{name} = ?" for name in names)
        db.execute(f"UPDATE {entity} SET {sets} WHERE id = ?", [*image.values(), row_id])


def _is_used(db: sqlite3.Connection, tag_id: int) -> bool:
    """Tell whether others have taken up a tag; it is then theirs too, and stays."""
    return bool(
        db.execute(
            "SELECT EXISTS (SELECT 1 FROM contact_tag WHERE tag_id = :tag)"
            " OR EXISTS (SELECT 1 FROM note_tag WHERE tag_id = :tag)",
            {"tag": tag_id},
        ).fetchone()[0]
    )


# ── what stands in the way ───────────────────────────────────────────────────────────────

_BATCH_OF = "(SELECT id FROM batch WHERE last_change >= {}.id ORDER BY last_change LIMIT 1)"
_SAME_ROWS = (
    "EXISTS (SELECT 1 FROM change AS mine WHERE mine.id BETWEEN :first AND :last"
    " AND mine.entity = later.entity AND mine.row_id = later.row_id)"
)


def _later_batch(db: sqlite3.Connection, batch: Batch) -> Batch | None:
    """Return the newest later batch in force that changed a row of `batch`, if any.

    An undo of something later does not count: the two cancel out, and rows are as they were.
    """
    rows = db.execute(
        f"SELECT DISTINCT {_BATCH_OF.format('later')} FROM change AS later"
        f" WHERE later.id > :last AND {_SAME_ROWS}",
        {"first": batch.first_change, "last": batch.last_change},
    )
    touched = {batch_id for (batch_id,) in rows}
    known = batches_since(db, batch.id)
    void = void_batches(known)
    standing = (b for b in known if b.id in touched and b.id not in void)
    return next((b for b in standing if b.undoes is None or b.undoes <= batch.id), None)


def _check_nothing_else_went(db: sqlite3.Connection, batch: Batch, since: int) -> None:
    """Refuse when a cascade reached rows that the batch never touched."""
    row = db.execute(
        f"SELECT later.entity, later.row_id FROM change AS later WHERE later.id > :since"
        f" AND NOT {_SAME_ROWS} LIMIT 1",
        {"first": batch.first_change, "last": batch.last_change, "since": since},
    ).fetchone()
    if row is None:
        return
    owner = batch_of_row(db, row["entity"], row["row_id"])
    raise _in_the_way(batch, _find(db, owner))


def _check_nothing_is_missing(db: sqlite3.Connection, batch: Batch, entity: str) -> None:
    """Refuse when a row came back that points to one which went since."""
    for link in db.execute(f"PRAGMA foreign_key_list({entity})").fetchall():
        own, other = link["from"], link["table"]
        row = db.execute(
            f"SELECT {own} FROM {entity} WHERE {own} IS NOT NULL AND id IN (SELECT row_id"
            " FROM change WHERE id BETWEEN :first AND :last AND +entity = :entity)"
            f" AND {own} NOT IN (SELECT id FROM {other}) LIMIT 1",
            {"first": batch.first_change, "last": batch.last_change, "entity": entity},
        ).fetchone()
        if row is not None:
            gone = db.execute(
                f"SELECT {_BATCH_OF.format('later')} FROM change AS later"
                " WHERE entity = ? AND row_id = ? ORDER BY id DESC LIMIT 1",
                (other, row[0]),
            ).fetchone()
            raise _in_the_way(batch, _find(db, gone[0] if gone else None))


def _holder(
    db: sqlite3.Connection, entity: str, before: str | None, error: sqlite3.IntegrityError
) -> Batch | None:
    """Return the batch of the row that has what must be unique ("… failed: tag.name")."""
    names = [part.rpartition(".")[2] for part in str(error).rpartition(": ")[2].split(", ")]
    image = json.loads(before or "{}")
    if not set(names) <= set(image):
        return None
    same = " AND ".join(f"{name} = ?" for name in names)
    row = db.execute(
        f"SELECT id FROM {entity} WHERE {same}", [image[name] for name in names]
    ).fetchone()
    return _find(db, batch_of_row(db, entity, row["id"])) if row else None


def _find(db: sqlite3.Connection, batch_id: int | None) -> Batch | None:
    return find(db, batch_id) if batch_id else None


def _in_the_way(batch: Batch, later: Batch | None) -> Clash:
    what = f"{later.code} ({later.label})" if later else "something written later"
    return Clash(
        f"{batch.code} ({batch.label}) cannot be taken back: {what} builds on it. "
        "Nothing was changed.",
        f"Take that back first: crm undo {later.code}" if later else "",
    )
