"""Writing the columns of one row that differ."""

from __future__ import annotations

import sqlite3
from typing import Any

from tinycrm.services.records import Record


def update(db: sqlite3.Connection, table: str, own: int, columns: dict[str, Any]) -> None:
    """Set these columns of a row, if there are any."""
    if columns:
        sets = ", ".join(f"{name} = ?" for name in columns)
        db.execute(f"UPDATE {table} SET {sets} WHERE id = ?", [*columns.values(), own])


def differing(before: Record, after: Record, *fields: str) -> dict[str, Any]:
    """Return the fields of `after` that differ; they are named as their columns."""
    return {f: getattr(after, f) for f in fields if getattr(after, f) != getattr(before, f)}
