"""What came from a contact: their own wins, and those of the people they brought, and so on.

Each win counts once, for the contact it came from. Currencies are never added.
"""

from __future__ import annotations

import sqlite3

from tinycrm.money import Money, say_all, totals
from tinycrm.services.codes import code
from tinycrm.services.sql import SUM_OF_AMOUNTS, rows_of, whole_sum
from tinycrm.values import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tinycrm.services.people.listing import ListedPerson

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
    SELECT id, currency, amount_minor AS minor FROM win
    WHERE contact_id = :own AND currency IS NOT NULL
    ORDER BY won_on, id
"""
_BROUGHT = f"""
    {_DOWNSTREAM}
    SELECT win.id, currency, amount_minor AS minor
    FROM below CROSS JOIN win ON win.contact_id = below.id
    WHERE below.id <> :own AND currency IS NOT NULL
    ORDER BY won_on, win.id
"""


class Value(Fields):
    """What came from a contact, one sum for each currency: their own, and through others.

    The records are the codes of the wins with an amount that are summed, oldest first.
    """

    own: tuple[Money, ...] = ()
    brought: tuple[Money, ...] = ()
    own_records: tuple[str, ...] = ()
    brought_records: tuple[str, ...] = ()


def value_of(db: sqlite3.Connection, contact_id: int) -> Value:
    """Return what came from a contact."""
    own = db.execute(_OWN, {"own": contact_id}).fetchall()
    brought = db.execute(_BROUGHT, {"own": contact_id}).fetchall()
    return Value(_sums(own), _sums(brought), _codes(own), _codes(brought))


def _sums(wins: list[sqlite3.Row]) -> tuple[Money, ...]:
    return totals(Money(row["minor"], row["currency"]) for row in wins)


def _codes(wins: list[sqlite3.Row]) -> tuple[str, ...]:
    return tuple(code("win", row["id"]) for row in wins)


def people_below(db: sqlite3.Connection, contact_id: int) -> list[int]:
    """Return the ids of everybody that a contact brought, directly and through others."""
    return [own for (own,) in db.execute(_BELOW, {"own": contact_id})]


_SUMS = f"""
    SELECT contact_id, currency, {SUM_OF_AMOUNTS} FROM win
    WHERE contact_id IN ({{}}) AND currency IS NOT NULL
    GROUP BY contact_id, currency
"""


def show_values(db: sqlite3.Connection, lines: Sequence[ListedPerson]) -> list[ListedPerson]:
    """Return lines of a list with what came from each person in place of their work."""
    own: dict[int, list[Money]] = {}
    for contact_id, currency, *parts in rows_of(db, _SUMS, [each.id for each in lines]):
        own.setdefault(contact_id, []).append(Money(whole_sum(*parts), currency))
    said = {each: say_all(totals(amounts)) for each, amounts in own.items()}
    return [each._replace(work=said.get(each.id, "")) for each in lines]
