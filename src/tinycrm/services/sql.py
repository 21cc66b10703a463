"""Queries for many ids at once, and limits of any size."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

_CHUNK = 500  # SQLite limits the number of parameters


def rows_of(
    db: sqlite3.Connection, sql: str, ids: Sequence[int] | Sequence[str], **values: object
) -> list[sqlite3.Row]:
    """Run `sql`, which contains `IN ({})` once, for any number of ids, with `values` by name."""
    found: list[sqlite3.Row] = []
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        if not values:  # looking up 500 names would take SQLite longer than the query itself
            found += db.execute(sql.format(",".join("?" * len(part))), part)
            continue
        named = {f"id{n}": own for n, own in enumerate(part)}
        found += db.execute(sql.format(",".join(f":{name}" for name in named)), named | values)
    return found


def bounded(limit: int) -> int:
    """Return a limit that SQLite can read; no store has more rows."""
    return min(limit, 2**63 - 1)
