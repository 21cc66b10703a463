"""Customers who used to buy and do not any more, and those who came back."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm.rhythm import LEAST_SALES, usual_gap
from tinycrm.store import rhythms
from tinycrm.values import NamedTuple

SALES = ("sale", "renewal", "returned")
"""The kinds of wins by which somebody buys."""

LAPSED = 2
"""A customer has lapsed after more than this many of their usual gaps between sales."""


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


_LAPSED = f"""
    SELECT id, bought_day, bought_gap, sales, worth
    FROM rhythm
    WHERE stale = 0 AND 2 * (:today - bought_day) > {LAPSED} * bought_gap
"""


def find_lapsed(db: sqlite3.Connection, today: date) -> list[Lapsed]:
    """Return the customers who have lapsed, also archived ones, in no particular order."""
    rows = db.execute(_LAPSED, {"today": today.toordinal()}).fetchall()
    measured = [(row[0], row[1], row[2], row[3], row[4]) for row in rows]
    measured += [
        (each.id, each.bought_day, each.bought_gap, each.sales, each.worth)
        for each in rhythms.find_stale(db)
        if each.bought_gap is not None
    ]
    number = today.toordinal()
    found = (
        Lapsed(own, date.fromordinal(day), number - day, gap / 2, sales, worth)
        for own, day, gap, sales, worth in measured
    )
    return [each for each in found if has_lapsed(each.days, each.usual)]


def returns_after(days: list[int]) -> list[int]:
    """Return on which of these days, in order, a customer bought after having lapsed before it.

    Only what was known then counts: the usual gap of the sales before.
    """
    different = sorted(set(days))
    return [
        day
        for at, day in enumerate(different)
        if has_lapsed(day - different[at - 1], usual_gap(different[:at], LEAST_SALES))
    ]


def is_return(db: sqlite3.Connection, contact_id: int, day: date) -> bool:
    """Return whether a contact bought on a day after having lapsed."""
    rows = db.execute(
        """
        SELECT won_on FROM win
        WHERE contact_id = ? AND kind IN ('sale', 'renewal', 'returned')
        """,
        (contact_id,),
    )
    days = [date.fromisoformat(row[0]).toordinal() for row in rows]
    return day.toordinal() in returns_after(days)
