"""Taking back: the newest thing done by hand, or any batch by its code."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from tinycrm import clock
from tinycrm.errors import NotFound
from tinycrm.services.codes import code, parse_code
from tinycrm.store import rewind, writing
from tinycrm.store.rewind import Batch

FRESH_MINUTES = 10
"""What was done longer ago is shown and asked about before it is taken back."""


class Undone(NamedTuple):
    """What was taken back, in which batch, and what of others was left alone meanwhile."""

    undone: Batch
    batch: str | None
    left_alone: tuple[Batch, ...]

    def say(self, verb: str) -> str:
        """Return what was taken or brought back: `Taken back: log n1 (b2)`."""
        return f"{verb}: {self.undone.label} ({self.undone.code})"


def undo(typed: str | None = None, *, prefer_by_hand: bool) -> Undone:
    """Take a batch back: the one `typed` names, or the newest one in force.

    `typed` may be a batch (`b88`) or a record, of which the last change is taken back. With
    `prefer_by_hand`, what scripts wrote meanwhile is left alone. Raises NotFound when there
    is nothing to take back, Clash when a later change stands in the way.
    """
    with writing("undo") as work:
        if typed is not None:
            batch = find_batch(work.db, typed)
            left: tuple[Batch, ...] = ()
        else:
            batch, left = newest(work.db, prefer_by_hand=prefer_by_hand)
        rewind.take_back(work.db, batch)
        work.undoes = batch.id
        work.label = f"undo {batch.code}"
    return Undone(batch, code("batch", work.batch) if work.batch else None, left)


def newest(db: sqlite3.Connection, *, prefer_by_hand: bool) -> tuple[Batch, tuple[Batch, ...]]:
    """Return the newest batch in force that is no undo, and the newer ones passed over."""
    left: list[Batch] = []
    for known in _further_and_further(db):
        void = rewind.void_batches(known)
        left.clear()
        for batch in known:
            if batch.undoes is not None or batch.id in void:
                continue
            if batch.by_hand or not prefer_by_hand:
                return batch, tuple(left)
            left.append(batch)
    by_others = f"What scripts wrote was left alone: crm undo {left[0].code}" if left else ""
    raise NotFound("There is nothing to take back.", by_others)


def _further_and_further(db: sqlite3.Connection) -> Iterator[list[Batch]]:
    """Yield the last batches, and then, for who looks behind these, all of them."""
    recent = rewind.batches(db)
    yield recent
    if recent and recent[-1].id > 1:
        yield rewind.batches_since(db, 0)


def redo() -> Undone:
    """Take the last undo back, while nothing newer was written; `undone` is what came back.

    Raises NotFound when the newest change in force is no undo.
    """
    with writing("redo") as work:
        known = rewind.batches(work.db)
        void = rewind.void_batches(known)
        undos = {batch.id for batch in known if batch.undoes is not None}
        in_force = (b for b in known if b.id not in void and b.undoes not in undos)
        batch = next(in_force, None)
        if batch is None or batch.undoes is None:
            raise NotFound("There is no undo to take back.")
        rewind.take_back(work.db, batch)
        work.undoes = batch.id
        back = rewind.find(work.db, batch.undoes)
        assert back is not None  # the store holds what it points to
        work.label = f"redo {back.code}"
    return Undone(back, code("batch", work.batch) if work.batch else None, ())


def find_batch(db: sqlite3.Connection, typed: str) -> Batch:
    """Return the batch that `typed` names: itself, or the last change to a record.

    Raises NotFound when there is none, or when it is taken back already.
    """
    table, row_id = parse_code(typed)
    own = code(table, row_id)
    batch_id = row_id if table == "batch" else rewind.batch_of_row(db, table, row_id)
    known = rewind.batches_since(db, batch_id) if batch_id else []
    batch = next((each for each in known if each.id == batch_id), None)
    if batch is None:
        raise NotFound(f"No change to {own} is kept.", typed=typed)
    if batch.id in rewind.void_batches(known):
        raise NotFound(f"{batch.code} ({batch.label}) is taken back already.", typed=typed)
    return batch


def age_minutes(batch: Batch) -> float:
    """Return how many minutes ago a batch was written."""
    from datetime import datetime

    return (clock.now() - datetime.fromisoformat(batch.made_at)).total_seconds() / 60
