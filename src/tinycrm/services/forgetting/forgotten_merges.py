"""Merges of a contact that were undone, when the contact is forgotten.

A merge copies from one contact to the other: names, an organization, what is kept for an export.
Undoing it removes that, but the journal keeps it, in the rows of the one who stays.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator

from tinycrm.services.codes import code
from tinycrm.store import rewind
from tinycrm.store.erasing import Row


def take_apart(
    db: sqlite3.Connection, contact_ids: Collection[int], own: Collection[Row]
) -> set[Row]:
    """Remove from the journal what undone merges brought from these contacts to others.

    Rows that a merge made are returned, to be blanked too. Other rows, but for `own`, get in the
    undos the image that they had before the merge, so that their other changes can be undone.
    """
    made: set[Row] = set()
    for merge, later in _undone_merges(db, contact_ids):
        first: dict[Row, sqlite3.Row] = {}
        for change in rewind.changes_in(db, merge):
            first.setdefault((change["entity"], change["row_id"]), change)
        made |= {row for row, change in first.items() if change["operation"] == "insert"}
        kept = {row: change["before"] for row, change in first.items() if row not in made}
        for batch in later:
            db.executemany(
                """
                UPDATE change SET before = ?
                WHERE id BETWEEN ? AND ? AND entity = ? AND row_id = ? AND before IS NOT NULL
                """,
                [
                    (before, batch.first_change, batch.last_change, *row)
                    for row, before in kept.items()
                    if row not in own
                ],
            )
    return made


def gone_with(db: sqlite3.Connection, contact: str) -> list[str]:
    """Return the codes of the deleted contacts into which a contact was merged for good."""
    known = rewind.batches_since(db, 0)
    void = rewind.void_batches(known)
    into = {
        words[2]: words[1]
        for each in known
        if each.id not in void and len(words := each.label.split()) == 3 and words[0] == "merge"
    }
    found: list[str] = []
    while (contact := into.pop(contact, "")) and not _exists(db, contact):
        found.append(contact)
    return found


def _exists(db: sqlite3.Connection, contact: str) -> bool:
    row = db.execute("SELECT 1 FROM contact WHERE 'c' || id = ?", (contact,)).fetchone()
    return row is not None


def _undone_merges(
    db: sqlite3.Connection, contact_ids: Collection[int]
) -> Iterator[tuple[rewind.Batch, list[rewind.Batch]]]:
    """Yield each undone merge of these contacts into another, with its undos and redos."""
    known = rewind.batches_since(db, 0)
    void = rewind.void_batches(known)
    codes = {code("contact", each) for each in contact_ids}
    for merge in known:
        verb, *others = merge.label.split()
        if verb == "merge" and merge.id in void and codes & set(others):
            yield merge, _later(known, merge.id)


def _later(known: list[rewind.Batch], batch_id: int) -> list[rewind.Batch]:
    """Return the batches that undid a batch, or undid one of these; `known` is newest first."""
    found, ids = [], {batch_id}
    for batch in reversed(known):
        if batch.undoes in ids:
            ids.add(batch.id)
            found.append(batch)
    return found
