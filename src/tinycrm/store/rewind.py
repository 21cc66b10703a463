"""Undoing a batch: the journal is read backwards, as one ordinary journalled write.

An undo is itself a batch, so a redo undoes the undo. A batch that is undone is called *void*; one
that was redone is not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tinycrm.errors import Clash
from tinycrm.store import erasing, journal, referral_chain
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

RECENT = 1000
"""How many batches are read where only the last ones matter."""


class Batch(NamedTuple):
    """The changes of one command in the journal. `made_at` is in UTC."""

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
        """Return the code that a user types: `b88`."""
        return f"b{self.id}"


def batches(db: sqlite3.Connection) -> list[Batch]:
    """Return the last batches, newest first."""
    return _batches(db, "ORDER BY id DESC LIMIT ?", RECENT)


def batches_since(db: sqlite3.Connection, batch_id: int) -> list[Batch]:
    """Return the batches with this id or a higher one, newest first."""
    return _batches(db, "WHERE id >= ? ORDER BY id DESC", batch_id)


def find(db: sqlite3.Connection, batch_id: int) -> Batch | None:
    """Return the batch with this id, None if there is none."""
    return next(iter(_batches(db, "WHERE id = ?", batch_id)), None)


def _batches(db: sqlite3.Connection, which: str, number: int) -> list[Batch]:
    rows = db.execute(
        "SELECT id, made_at, door, by_hand, label, first_change, last_change, undoes"
        f" FROM batch {which}",
        (number,),
    )
    return [Batch(**{**dict(row), "by_hand": bool(row["by_hand"])}) for row in rows]


def void_batches(known: list[Batch]) -> frozenset[int]:
    """Return the ids of the batches that are undone; `known` is newest first."""
    void: set[int] = set()
    for batch in known:
        if batch.undoes is not None and batch.id not in void:
            void.add(batch.undoes)
    return frozenset(void)


def is_void(db: sqlite3.Connection, batch_id: int) -> bool:
    """Return whether a batch is undone, and that undo is not undone itself."""
    undos = db.execute("SELECT id FROM batch WHERE undoes = ?", (batch_id,)).fetchall()
    return any(not is_void(db, undo) for (undo,) in undos)


_CHANGE = "SELECT id, entity, operation, row_id, before FROM change"


def changes_in(db: sqlite3.Connection, batch: Batch) -> list[sqlite3.Row]:
    """Return the changes of a batch, oldest first."""
    span = (batch.first_change, batch.last_change)
    return db.execute(f"{_CHANGE} WHERE id BETWEEN ? AND ? ORDER BY id", span).fetchall()


def changes_of(db: sqlite3.Connection, rows: Iterable[tuple[str, int]]) -> list[sqlite3.Row]:
    """Return every change of these rows (table and id), oldest first."""
    one = f"{_CHANGE} WHERE entity = ? AND row_id = ?"
    found = [change for row in rows for change in db.execute(one, row)]
    return sorted(found, key=lambda change: int(change["id"]))


def in_batches(
    db: sqlite3.Connection, changes: Iterable[sqlite3.Row]
) -> list[tuple[Batch, list[sqlite3.Row]]]:
    """Return the batches of these changes, given oldest first, and theirs of each; newest first.

    A change that no batch has yet, because another program wrote it since, is left out.
    """
    found: list[tuple[Batch, list[sqlite3.Row]]] = []
    for change in changes:
        if not found or found[-1][0].last_change < change["id"]:
            own = _batches(db, "WHERE last_change >= ? ORDER BY last_change LIMIT 1", change["id"])
            if not own:
                break
            found.append((own[0], []))
        found[-1][1].append(change)
    return found[::-1]


def batch_of_row(db: sqlite3.Connection, entity: str, row_id: int) -> int | None:
    """Return the last batch that changed a row, ignoring undos and what they undid."""
    rows = db.execute(
        f"SELECT {_BATCH_OF.format('later')} FROM change AS later"
        " WHERE entity = ? AND row_id = ? ORDER BY id DESC",
        (entity, row_id),
    )
    touched = [batch_id for (batch_id,) in rows if batch_id]  # the current write has no batch yet
    known = batches_since(db, min(touched, default=0))
    void = void_batches(known)
    undos = {batch.id for batch in known if batch.undoes is not None}
    return next((b for b in touched if b not in void and b not in undos), None)


def take_back(db: sqlite3.Connection, batch: Batch) -> None:
    """Undo the changes of `batch`, newest first, inside the caller's transaction.

    Raises Clash, naming the later command, if that one changed the same rows, added
    something to a row that would be deleted, deleted something that a restored row points
    to, or uses a name that must be unique. Also raises Clash if a person in the batch was
    permanently deleted. The caller's transaction is then rolled back.
    """
    if erasing.is_blanked(db, batch.first_change, batch.last_change):
        raise Clash(
            f"{batch.code} ({batch.label}) cannot be undone: a person in it was permanently"
            " deleted. Nothing was changed.",
            "To see the other changes: crm undo --list",
        )
    later = _later_batch(db, batch)
    if later is not None:
        raise _clash(batch, later)
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
            if referral_chain.REFUSED in str(error):
                raise _circle(db, batch, before) from error
            raise _clash(batch, _owner(db, entity, before, error)) from error
    _check_nothing_else_deleted(db, batch, since)
    for entity in known:
        _check_nothing_missing(db, batch, entity)


def _restore(
    db: sqlite3.Connection, entity: str, operation: str, row_id: int, before: str, known: list[str]
) -> None:
    if operation == "insert":
        if not (entity == "tag" and _is_used(db, row_id)):
            db.execute(f"DELETE FROM {entity} WHERE id = ?", (row_id,))
        return
    # An older image may lack a column that was added later; it gets its default.
    image = {name: value for name, value in _image(db, before).items() if name in known}
    names = list(image)
    if operation == "delete":
        marks = ", ".join("?" * len(names))
        statement = f"INSERT INTO {entity} ({', '.join(names)}) VALUES ({marks})"
        db.execute(statement, list(image.values()))
    else:
        sets = ", ".join(f"{name} = ?" for name in names)
        db.execute(f"UPDATE {entity} SET {sets} WHERE id = ?", [*image.values(), row_id])


def _image(db: sqlite3.Connection, before: str | None) -> dict[str, Any]:
    """Return the columns of a row as the journal has them; SQLite wrote that and reads it."""
    return dict(db.execute("SELECT key, value FROM json_each(?)", (before or "{}",)).fetchall())


def _is_used(db: sqlite3.Connection, tag_id: int) -> bool:
    """Return whether other records use a tag now; it is then kept."""
    return bool(
        db.execute(
            "SELECT EXISTS (SELECT 1 FROM contact_tag WHERE tag_id = :tag)"
            " OR EXISTS (SELECT 1 FROM note_tag WHERE tag_id = :tag)",
            {"tag": tag_id},
        ).fetchone()[0]
    )


# ── what prevents an undo ────────────────────────────────────────────────────────────────

_BATCH_OF = "(SELECT id FROM batch WHERE last_change >= {}.id ORDER BY last_change LIMIT 1)"
_SAME_ROWS = (
    "EXISTS (SELECT 1 FROM change AS mine WHERE mine.id BETWEEN :first AND :last"
    " AND mine.entity = later.entity AND mine.row_id = later.row_id)"
)


def _later_batch(db: sqlite3.Connection, batch: Batch) -> Batch | None:
    """Return the newest later batch that changed a row of `batch` and is not undone, if any.

    An undo of a later batch does not count: the two cancel each other out.
    """
    rows = db.execute(
        f"SELECT DISTINCT {_BATCH_OF.format('later')} FROM change AS later"
        f" WHERE later.id > :last AND {_SAME_ROWS}",
        {"first": batch.first_change, "last": batch.last_change},
    )
    touched = {batch_id for (batch_id,) in rows}
    known = batches_since(db, batch.id)
    void = void_batches(known)
    valid = (b for b in known if b.id in touched and b.id not in void)
    return next((b for b in valid if b.undoes is None or b.undoes <= batch.id), None)


def _check_nothing_else_deleted(db: sqlite3.Connection, batch: Batch, since: int) -> None:
    """Raise Clash if a cascade changed rows that the batch did not touch."""
    row = db.execute(
        f"SELECT later.entity, later.row_id FROM change AS later WHERE later.id > :since"
        f" AND NOT {_SAME_ROWS} LIMIT 1",
        {"first": batch.first_change, "last": batch.last_change, "since": since},
    ).fetchone()
    if row is None:
        return
    later = batch_of_row(db, row["entity"], row["row_id"])
    raise _clash(batch, _find(db, later))


def _check_nothing_missing(db: sqlite3.Connection, batch: Batch, entity: str) -> None:
    """Raise Clash if a restored row points to a row that was deleted since."""
    for link in db.execute(f"PRAGMA foreign_key_list({entity})").fetchall():
        own, other = link["from"], link["table"]
        row = db.execute(
            f"SELECT {own} FROM {entity} WHERE {own} IS NOT NULL AND id IN (SELECT row_id"
            " FROM change WHERE id BETWEEN :first AND :last AND +entity = :entity)"
            f" AND {own} NOT IN (SELECT id FROM {other}) LIMIT 1",
            {"first": batch.first_change, "last": batch.last_change, "entity": entity},
        ).fetchone()
        if row is not None:
            deleted = db.execute(
                f"SELECT {_BATCH_OF.format('later')} FROM change AS later"
                " WHERE entity = ? AND row_id = ? ORDER BY id DESC LIMIT 1",
                (other, row[0]),
            ).fetchone()
            raise _clash(batch, _find(db, deleted[0] if deleted else None))


def _owner(
    db: sqlite3.Connection, entity: str, before: str | None, error: sqlite3.IntegrityError
) -> Batch | None:
    """Return the batch of the row that has the unique value ("… failed: tag.name")."""
    names = [part.rpartition(".")[2] for part in str(error).rpartition(": ")[2].split(", ")]
    image = _image(db, before)
    if not set(names) <= set(image):
        return None
    same = " AND ".join(f"{name} = ?" for name in names)
    row = db.execute(
        f"SELECT id FROM {entity} WHERE {same}", [image[name] for name in names]
    ).fetchone()
    return _find(db, batch_of_row(db, entity, row["id"])) if row else None


def _find(db: sqlite3.Connection, batch_id: int | None) -> Batch | None:
    return find(db, batch_id) if batch_id else None


def _circle(db: sqlite3.Connection, batch: Batch, before: str | None) -> Clash:
    """Return the error for a referral that would come back and close a circle with later ones."""
    win_id = referral_chain.newest_above(db, _image(db, before)["contact_id"])
    later = _find(db, batch_of_row(db, "win", win_id)) if win_id else None
    return Clash(
        f"{batch.code} ({batch.label}) cannot be undone: a referral that was removed would come"
        " back, and somebody would have brought who brought them. Nothing was changed.",
        f"Undo what was referred since first: crm undo {later.code}" if later else "",
    )


def _clash(batch: Batch, later: Batch | None) -> Clash:
    what = f"{later.code} ({later.label})" if later else "a later change"
    return Clash(
        f"{batch.code} ({batch.label}) cannot be undone: {what} depends on it. "
        "Nothing was changed.",
        f"Undo that first: crm undo {later.code}" if later else "",
    )
