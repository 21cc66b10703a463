"""Queries for many ids at once, and numbers of any size."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

_CHUNK = 500  # SQLite limits the number of parameters


def rows_of(
    db: sqlite3.Connection, sql: str, ids: Sequence[int] | Sequence[str], **values: object
) -> list[sqlite3.Row]:
    """Run `sql`, which contains `IN ({})` once, for any number of ids, with `values` by name.

    With `values` the ids are numbers, and come as one list: SQLite compares each name with those
    before it, so that 500 named ids would take longer than the query itself.
    """
    if values and ids:
        listed = f"[{','.join(map(str, ids))}]"
        query = sql.format("SELECT value FROM json_each(:ids)")
        return db.execute(query, values | {"ids": listed}).fetchall()
    found: list[sqlite3.Row] = []
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        found += db.execute(sql.format(",".join("?" * len(part))), part)
    return found


SUM_OF_AMOUNTS = "sum(amount_minor / 1000000000), sum(amount_minor % 1000000000)"
"""A sum of money as two columns, since SQLite refuses a sum that is too large for one."""


def whole_sum(billions: int | None, rest: int | None) -> int:
    """Return the sum that `SUM_OF_AMOUNTS` selects, in minor units; 0 of no amounts."""
    return (billions or 0) * 1_000_000_000 + (rest or 0)


def bounded(limit: int) -> int:
    """Return a limit that SQLite can read; no store has more rows."""
    return min(limit, 2**63 - 1)
