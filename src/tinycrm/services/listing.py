"""Lists of people: those a filter names, in the order asked for.

A list is read light: what a line shows, not whole contacts, so that ten thousand people
cost milliseconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tinycrm.services import filtering
from tinycrm.services.contacts import load_contacts
from tinycrm.services.records import Contact

# The + keeps SQLite from walking the index, which would fetch each row from elsewhere.
SORTS = {
    "name": "+contact.folded, contact.id",
    "touched": "contact.last_touch_on DESC NULLS LAST, contact.folded, contact.id",
    "quiet": "contact.last_touch_on ASC NULLS FIRST, contact.folded, contact.id",
    "value": (
        "(SELECT coalesce(max(total), 0) FROM (SELECT sum(amount_minor) AS total FROM win"
        " WHERE win.contact_id = contact.id GROUP BY currency)) DESC, contact.folded, contact.id"
    ),
    "added": "contact.created_at DESC, contact.id DESC",
}
"""What `--sort` knows. Value compares each person's largest sum in one currency."""


class Line(NamedTuple):
    """A person in a list: `work` is the organization, or else how to reach them."""

    id: int
    name: str
    work: str
    last_touch: str | None


def find_lines(
    db: sqlite3.Connection,
    words: Sequence[str],
    today: date,
    *,
    sort: str = "name",
    limit: int | None = None,
    offset: int = 0,
) -> list[Line]:
    """Return the people a filter names, light. Raises what `filtering.where` does."""
    found = filtering.where(filtering.Standpoint(db, today), words)
    point = (
        "(SELECT value FROM contact_point WHERE contact_id = contact.id AND kind = '{}' LIMIT 1)"
    )
    rows = db.execute(
        "SELECT id, name, iif(organization <> '', organization,"
        f" coalesce({point.format('email')}, {point.format('phone')})), last_touch_on"
        f" FROM contact WHERE {found.sql} ORDER BY {SORTS[sort]} LIMIT ? OFFSET ?",
        (*found.values, -1 if limit is None else limit, offset),
    )
    rows.row_factory = None
    return list(map(Line._make, rows))


def count_lines(db: sqlite3.Connection, words: Sequence[str], today: date) -> int:
    """Return how many people a filter names."""
    found = filtering.where(filtering.Standpoint(db, today), words)
    row = db.execute(f"SELECT count(*) FROM contact WHERE {found.sql}", found.values).fetchone()
    return int(row[0])


def place_of(db: sqlite3.Connection, contact_id: int) -> int:
    """Return how many people stand before somebody in the list of all by name."""
    row = db.execute(
        "SELECT count(*) FROM contact WHERE archived_at IS NULL"
        " AND (folded, id) < (SELECT folded, id FROM contact WHERE id = ?)",
        (contact_id,),
    ).fetchone()
    return int(row[0])


def find_contacts(
    db: sqlite3.Connection,
    words: Sequence[str],
    today: date,
    *,
    sort: str = "name",
    limit: int | None = None,
) -> list[Contact]:
    """Return the people a filter names, whole."""
    return load_contacts(
        db, [each.id for each in find_lines(db, words, today, sort=sort, limit=limit)]
    )
