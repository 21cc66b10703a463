"""Undo and redo: the newest change made by hand, or any batch by its code."""

from __future__ import annotations

import sqlite3

from tinycrm import clock
from tinycrm.errors import NotFound
from tinycrm.services.codes import batch_code, check_exists, code, parse_code
from tinycrm.services.history.history import recent_then_all
from tinycrm.store import pruning, rewind, writing
from tinycrm.store.rewind import Batch
from tinycrm.values import NamedTuple

FRESH_MINUTES = 10
"""An older change is shown and needs confirmation before it is undone."""


class Undone(NamedTuple):
    """The batch that was undone, the batch that undid it, and newer ones that were skipped."""

    undone: Batch
    batch: str | None
    left_alone: tuple[Batch, ...]

    def say(self, verb: str) -> str:
        """Return what was undone or redone: `Undone: log n1 (b2)`."""
        return f"{verb}: {self.undone.label} ({self.undone.code})"


def undo(typed: str | None = None, *, prefer_by_hand: bool) -> Undone:
    """Undo a batch: the one that `typed` names, or the newest one that is not undone.

    `typed` may be a batch (`b88`) or a record, whose last change is undone. With
    `prefer_by_hand`, newer changes by scripts are skipped. Raises NotFound when there is
    nothing to undo, Clash when a later change depends on it.
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
    return Undone(batch, batch_code(work.batch), left)


def newest(db: sqlite3.Connection, *, prefer_by_hand: bool) -> tuple[Batch, tuple[Batch, ...]]:
    """Return the newest batch that is neither undone nor an undo, and newer ones skipped."""
    left: list[Batch] = []
    for known in recent_then_all(db):
        void = rewind.void_batches(known)
        left.clear()
        for batch in known:
            if batch.undoes is not None or batch.id in void:
                continue
            if batch.by_hand or not prefer_by_hand:
                return batch, tuple(left)
            left.append(batch)
    by_scripts = f"To undo the last change by a script: crm undo {left[0].code}" if left else ""
    raise NotFound("There is nothing to undo.", by_scripts)


def redo(*, prefer_by_hand: bool) -> Undone:
    """Undo the last undo that is not redone yet; `undone` is the batch that is restored.

    With `prefer_by_hand`, newer changes and undos by scripts are skipped. Raises NotFound when
    there is no undo, or something newer was written; Clash when that depends on it.
    """
    with writing("redo") as work:
        undo = _last_undo(work.db, prefer_by_hand=prefer_by_hand)
        if undo is None or undo.undoes is None:
            raise NotFound("There is nothing to redo.")
        rewind.take_back(work.db, undo)
        work.undoes = undo.id
        back = rewind.find(work.db, undo.undoes)
        assert back is not None  # a foreign key guarantees it
        work.label = f"redo {back.code}"
    return Undone(back, batch_code(work.batch), ())


def _last_undo(db: sqlite3.Connection, *, prefer_by_hand: bool) -> Batch | None:
    """Return the newest undo that is not redone, None if a newer change is not undone."""
    for known in recent_then_all(db):
        void = rewind.void_batches(known)
        undos = {batch.id for batch in known if batch.undoes is not None}
        for batch in known:
            is_redo = batch.undoes in undos
            is_skipped = prefer_by_hand and not batch.by_hand
            if not (batch.id in void or is_redo or is_skipped):
                return batch if batch.undoes is not None else None
    return None


def find_batch(db: sqlite3.Connection, typed: str) -> Batch:
    """Return the batch that `typed` names: itself, or the last change of a record.

    Raises NotFound when there is none, or when it is already undone.
    """
    table, row_id = parse_code(typed)
    own = code(table, row_id)
    batch_id = row_id if table == "batch" else rewind.batch_of_row(db, table, row_id)
    known = rewind.batches_since(db, batch_id) if batch_id else []
    batch = next((each for each in known if each.id == batch_id), None)
    if batch is None:
        pruned = pruning.say_pruned(db)
        check_exists(db, table, row_id, pruned, typed=typed)
        raise NotFound(f"No change to {own} is recorded.", pruned, typed=typed)
    if batch.id in rewind.void_batches(known):
        raise NotFound(f"{batch.code} ({batch.label}) is already undone.", typed=typed)
    return batch


def age_minutes(batch: Batch) -> float:
    """Return how many minutes ago a batch was written."""
    from datetime import datetime

    return (clock.now() - datetime.fromisoformat(batch.made_at)).total_seconds() / 60
