"""How long changes can be undone: for 90 days, and always the last thousand."""

from __future__ import annotations

import sqlite3
from datetime import UTC, timedelta

from tinycrm import clock
from tinycrm.store import pruning, writing


def prune() -> int:
    """Delete what is older from the journal; return how many batches these were.

    Raises StoreProblem if the store cannot be written.
    """
    with writing("prune the journal") as work:
        last = pruning.last_to_drop(work.db, _before())
        return pruning.drop(work.db, last) if last else 0


def count(db: sqlite3.Connection) -> int:
    """Return how many batches `prune` would delete."""
    last = pruning.last_to_drop(db, _before())
    return int(db.execute("SELECT count(*) FROM batch WHERE id <= ?", (last,)).fetchone()[0])


def _before() -> str:
    before = clock.now().astimezone(UTC) - timedelta(days=pruning.KEPT_DAYS)
    return f"{before:%Y-%m-%dT%H:%M:%S}Z"
