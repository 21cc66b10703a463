"""Shortening the journal: old changes are deleted, whole batches at a time.

A batch that a kept one undoes is kept too: an undo without what it undid would be a change like
any other, and `crm undo` would take it back.
"""

from __future__ import annotations

import sqlite3

KEPT_BATCHES = 1000
"""So many of the newest batches are kept, however old they are."""

KEPT_DAYS = 90
"""All batches of so many days are kept, however many they are."""


def last_to_drop(db: sqlite3.Connection, before: str) -> int:
    """Return the number of the last batch that may be deleted, 0 if none may.

    `before` is a UTC instant: later batches are kept.
    """
    (last,) = db.execute(
        """
        SELECT max(id) FROM batch
        WHERE made_at < :before AND id <= (SELECT max(id) FROM batch) - :kept
            AND id < (SELECT coalesce(min(id), 9223372036854775807) FROM batch
                WHERE made_at >= :before)
        """,
        {"before": before, "kept": KEPT_BATCHES},
    ).fetchone()
    while last:
        (undone,) = db.execute("SELECT min(undoes) FROM batch WHERE id > ?", (last,)).fetchone()
        if undone is None or undone > last:
            return int(last)
        last = undone - 1
    return 0


def drop(db: sqlite3.Connection, last: int) -> int:
    """Delete the batches up to `last` with their changes; return how many batches these were.

    The numbers of later ones stay, and no number is given twice.
    """
    row = db.execute("SELECT last_change FROM batch WHERE id <= ? ORDER BY id DESC", (last,))
    found = row.fetchone()
    if found is None:
        return 0
    db.execute("PRAGMA secure_delete = ON")  # people who are forgotten later must not remain there
    db.execute("DELETE FROM change WHERE id <= ?", (found[0],))
    return db.execute("DELETE FROM batch WHERE id <= ?", (last,)).rowcount


def say_pruned(db: sqlite3.Connection) -> str:
    """Return a sentence on how long changes are kept; "" while all of them are there."""
    (first,) = db.execute("SELECT min(id) FROM batch").fetchone()
    if first is None or first == 1:
        return ""
    return f"Older changes are kept for {KEPT_DAYS} days, and always the last {KEPT_BATCHES:,}."
