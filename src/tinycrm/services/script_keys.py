"""A script's own ids: using the same key again returns the same record and changes nothing."""

from __future__ import annotations

import sqlite3

from tinycrm.errors import Clash
from tinycrm.rules import parse_text
from tinycrm.services.codes import code, read_code


def find_key(db: sqlite3.Connection, key: str | None, table: str) -> int | None:
    """Return the id of the record in `table` that was created with `key`, or None.

    Raises Clash when the key belongs to a record of another kind, or to a deleted one.
    """
    if key is None:
        return None
    row = db.execute(
        "SELECT record FROM external_key WHERE key = ?", (parse_text(key, "key"),)
    ).fetchone()
    if row is None:
        return None
    found = read_code(row["record"])
    if found is None or found[0] != table:
        raise Clash(f"The key “{key}” belongs to {row['record']}, a record of another kind.")
    if db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (found[1],)).fetchone() is None:
        raise Clash(f"The key “{key}” belongs to {row['record']}, which was deleted.")
    return found[1]


def keep_key(db: sqlite3.Connection, key: str | None, table: str, row_id: int) -> None:
    """Remember that `key` created this record; without a key do nothing."""
    if key is not None:
        db.execute(
            "INSERT INTO external_key (key, record) VALUES (?, ?)",
            (parse_text(key, "key"), code(table, row_id)),
        )
