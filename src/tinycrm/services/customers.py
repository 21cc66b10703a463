"""Customers who used to buy and do not any more, and those who came back."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm.services.rhythm import usual_gap
from tinycrm.values import NamedTuple

IS_SALE = "win.kind IN ('sale', 'renewal', 'returned')"
"""The wins by which somebody buys."""

LAPSED = 2
"""A customer has lapsed after more than this many of their usual gaps between sales."""

LEAST_DAYS = 2
"""Sales on two days have one gap; from one sale nobody can tell how often somebody buys."""


class Lapsed(NamedTuple):
    """A customer who has lapsed: days since the last sale, and their usual gap in days.

    `value` is the largest sum of their sales in one currency, in minor units, to order by.
    """

    contact_id: int
    last: date
    days: int
    usual: float
    sales: int
    value: int


def has_lapsed(silent: int, usual: float | None) -> bool:
    """Return whether a customer has lapsed, `silent` days after the last sale."""
    return usual is not None and silent > LAPSED * usual


_SALE_DAYS = f"""
    SELECT contact_id, group_concat(days), max(last), sum(sales), max(total)
    FROM (
        SELECT contact_id, group_concat(won_on) AS days, min(won_on) AS first,
            max(won_on) AS last, count(*) AS sales, coalesce(sum(amount_minor), 0) AS total
        FROM win
        WHERE {IS_SALE} AND won_on <= ?
        GROUP BY contact_id, currency
    )
    GROUP BY contact_id
    HAVING min(first) < max(last)
"""


def find_lapsed(db: sqlite3.Connection, today: date) -> list[Lapsed]:
    """Return the customers who have lapsed, also archived ones, in no particular order."""
    rows = db.execute(_SALE_DAYS, (today.isoformat(),))
    rows.row_factory = None
    found = []
    for contact_id, days, last, sales, value in rows:
        silent = (today - date.fromisoformat(last)).days
        usual = usual_gap(read_days(days), LEAST_DAYS)
        if usual is not None and has_lapsed(silent, usual):
            last_on = date.fromisoformat(last)
            found.append(Lapsed(contact_id, last_on, silent, usual, sales, value))
    return found


def read_days(joined: str) -> list[int]:
    """Return the day numbers of dates that `group_concat` joined."""
    return [date.fromisoformat(day).toordinal() for day in joined.split(",")]


def returns_after(days: list[int]) -> list[int]:
    """Return on which of these days, in order, a customer bought after having lapsed before it.

    Only what was known then counts: the usual gap of the sales before.
    """
    different = sorted(set(days))
    return [
        day
        for at, day in enumerate(different)
        if has_lapsed(day - different[at - 1], usual_gap(different[:at], LEAST_DAYS))
    ]
