"""Whether those who got a gesture bought again more often than the others.

It shows what went together, not what caused it, and says so each time.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm.rules import GESTURES
from tinycrm.services.care.shares import Share, share_of
from tinycrm.services.codes import code
from tinycrm.services.figures.periods import Period
from tinycrm.values import NamedTuple

CAVEAT = "This shows what went together, not what caused it."
FORMULA = (
    "Customers are people with a sale, renewal or return before the period. They returned if they"
    " have another one in the period; somebody with a gesture only if it was on the day of their"
    " first gesture of the period or later. The interval is Wilson's for 95 %."
)


class Impact(NamedTuple):
    """Of the customers with and without a gesture in a period: how many returned.

    The records are the codes of the customers, those who returned first.
    """

    period: Period
    with_gesture: Share
    without: Share
    with_records: tuple[str, ...]
    without_records: tuple[str, ...]

    @property
    def says_enough(self) -> bool:
        """Return whether there are enough people on both sides to tell anything."""
        return self.with_gesture.says_enough and self.without.says_enough


def year_before(today: date) -> Period:
    """Return the last 365 days, today included."""
    return Period("the last 365 days", today - timedelta(days=364), today)


_KINDS = ", ".join(f"'{kind}'" for kind in GESTURES)
_CUSTOMERS = f"""
    WITH gesture AS (
        SELECT note_contact.contact_id, min(note.happened_on) AS first
        FROM note CROSS JOIN note_contact ON note_contact.note_id = note.id
        WHERE note.happened_on BETWEEN :since AND :until AND note.kind IN ({_KINDS})
            AND note.direction IS NOT 'in'
        GROUP BY note_contact.contact_id
    ), sale AS (
        SELECT contact_id, won_on FROM win WHERE kind IN ('sale', 'renewal', 'returned')
    ), again AS (
        SELECT contact_id, max(won_on) AS last
        FROM sale WHERE won_on BETWEEN :since AND :until
        GROUP BY contact_id
    )
    SELECT customer.contact_id, gesture.first IS NOT NULL,
        coalesce(again.last >= coalesce(gesture.first, :since), 0)
    FROM (SELECT DISTINCT contact_id FROM sale WHERE won_on < :since) AS customer
    LEFT JOIN gesture ON gesture.contact_id = customer.contact_id
    LEFT JOIN again ON again.contact_id = customer.contact_id
    ORDER BY 3 DESC, 1
"""


def read_impact(db: sqlite3.Connection, period: Period) -> Impact:
    """Return how many customers returned in a period, with and without a gesture in it."""
    rows = db.execute(_CUSTOMERS, period.days()).fetchall()
    got = [row for row in rows if row[1]]
    others = [row for row in rows if not row[1]]
    return Impact(
        period,
        share_of(sum(row[2] for row in got), len(got)),
        share_of(sum(row[2] for row in others), len(others)),
        tuple(code("contact", row[0]) for row in got),
        tuple(code("contact", row[0]) for row in others),
    )
