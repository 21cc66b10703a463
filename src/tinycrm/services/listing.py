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

SORTS = {
    "name": "contact.folded, contact.id",
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
) -> list[Line]:
    """Return the people a filter names, light. Raises what `filtering.where` does."""
    found = filtering.where(filtering.Standpoint(db, today), words)
    rows = db.execute(
        "SELECT id, name, iif(organization <> '', organization, (SELECT value FROM contact_point"
        " WHERE contact_id = contact.id AND kind IN ('email', 'phone')"
        " ORDER BY kind, position LIMIT 1)), last_touch_on"
        f" FROM contact WHERE {found.sql} ORDER BY {SORTS[sort]} LIMIT ?",
        (*found.values, -1 if limit is None else limit),
    )
    rows.row_factory = None
    return [Line(*row) for row in rows]


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
