"""What came from a contact: their own wins, and those of the people they brought, and so on.

Each win counts once, for the contact it came from. Currencies are never added.
"""

from __future__ import annotations

import sqlite3

from tinycrm.money import Money, totals
from tinycrm.values import NamedTuple

# UNION takes each contact once, so that a circle, which an older store may hold, ends it.
_DOWNSTREAM = """
    WITH RECURSIVE below (id) AS (
        SELECT brought_id FROM win WHERE contact_id = :own AND brought_id IS NOT NULL
        UNION
        SELECT win.brought_id
        FROM below CROSS JOIN win ON win.contact_id = below.id
        WHERE win.brought_id IS NOT NULL
    )
"""
_BELOW = f"{_DOWNSTREAM} SELECT id FROM below WHERE id <> :own"
_OWN = """
    SELECT currency, sum(amount_minor) AS minor FROM win
    WHERE contact_id = :own AND currency IS NOT NULL
    GROUP BY currency
"""
_BROUGHT = f"""
    {_DOWNSTREAM}
    SELECT currency, sum(amount_minor) AS minor
    FROM below CROSS JOIN win ON win.contact_id = below.id
    WHERE below.id <> :own AND currency IS NOT NULL
    GROUP BY currency
"""


class Value(NamedTuple):
    """What came from a contact, one sum for each currency: their own, and through others."""

    own: tuple[Money, ...] = ()
    brought: tuple[Money, ...] = ()


def value_of(db: sqlite3.Connection, contact_id: int) -> Value:
    """Return what came from a contact."""
    return Value(_sums(db, _OWN, contact_id), _sums(db, _BROUGHT, contact_id))


def people_below(db: sqlite3.Connection, contact_id: int) -> list[int]:
    """Return the ids of everybody whom a contact brought, directly and through others."""
    return [own for (own,) in db.execute(_BELOW, {"own": contact_id})]


def _sums(db: sqlite3.Connection, sql: str, contact_id: int) -> tuple[Money, ...]:
    rows = db.execute(sql, {"own": contact_id})
    return totals(Money(row["minor"], row["currency"]) for row in rows)
