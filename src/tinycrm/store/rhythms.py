"""Computing how often people are in touch and buy: the derived rows of `rhythm`.

Triggers mark a row as stale; what is stale is computed by the next write of ours, and until then by
whoever reads.
"""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm.rhythm import LEAST_SALES, usual_gap
from tinycrm.values import Fields


class Rhythm(Fields):
    """How often somebody is in touch, and buys. Days are day numbers, gaps are twice the median.

    `worth` is the largest sum of their sales in one currency, in minor units. A gap is None where
    there are too few days, a day where there is none.
    """

    id: int
    touched_day: int | None
    touch_gap: int | None
    bought_day: int | None
    bought_gap: int | None
    sales: int
    worth: int


_STALE = "SELECT id FROM rhythm WHERE stale = 1"
_TOUCH_DAYS = f"""
    SELECT note_contact.contact_id, group_concat(note.happened_on)
    FROM note_contact CROSS JOIN note ON note.id = note_contact.note_id
    WHERE note_contact.contact_id IN ({_STALE}) AND note.kind NOT IN ('note', 'attempt')
    GROUP BY note_contact.contact_id
"""
_SALES = f"""
    SELECT contact_id, group_concat(days), sum(sales), max(total)
    FROM (
        SELECT contact_id, group_concat(won_on) AS days, count(*) AS sales,
            CAST(min(total(amount_minor), 9e18) AS INTEGER) AS total
        FROM win
        WHERE contact_id IN ({_STALE}) AND kind IN ('sale', 'renewal', 'returned')
        GROUP BY contact_id, currency
    )
    GROUP BY contact_id
"""


def find_stale(db: sqlite3.Connection) -> list[Rhythm]:
    """Return the rows that are stale, as they are now."""
    ids = [row[0] for row in db.execute(_STALE)]
    if not ids:
        return []
    touches = {row[0]: _days(row[1]) for row in db.execute(_TOUCH_DAYS)}
    sales = {row[0]: row for row in db.execute(_SALES)}
    return [_rhythm(own, touches.get(own, []), sales.get(own)) for own in ids]


def _rhythm(own: int, touches: list[int], sale: sqlite3.Row | None) -> Rhythm:
    bought = _days(sale[1]) if sale else []
    return Rhythm(
        own, max(touches, default=None), _doubled(usual_gap(touches)),
        max(bought, default=None), _doubled(usual_gap(bought, LEAST_SALES)),
        sale[2] if sale else 0, sale[3] if sale else 0,
    )  # fmt: skip


def _doubled(gap: float | None) -> int | None:
    return None if gap is None else int(2 * gap)


def _days(joined: str) -> list[int]:
    return [date.fromisoformat(day).toordinal() for day in joined.split(",")]


def compute_stale(db: sqlite3.Connection) -> None:
    """Write what is stale, in the caller's transaction. Who was never in touch has no row."""
    stale = find_stale(db)
    if not stale:
        return
    db.executemany(
        """
        UPDATE rhythm
        SET stale = 0, touched_day = :touched_day, touch_gap = :touch_gap,
            bought_day = :bought_day, bought_gap = :bought_gap, sales = :sales, worth = :worth
        WHERE id = :id
        """,
        map(vars, stale),
    )
    empty = [(e.id,) for e in stale if e.touched_day is None and e.bought_day is None]
    db.executemany("DELETE FROM rhythm WHERE id = ?", empty)


def mark_all(db: sqlite3.Connection) -> None:
    """Say of every row, and of each that is missing, that it is stale."""
    db.execute("UPDATE rhythm SET stale = 1")
    db.execute(
        """
        INSERT INTO rhythm (id)
        SELECT contact_id FROM note_contact WHERE true UNION SELECT contact_id FROM win WHERE true
        ON CONFLICT (id) DO NOTHING
        """
    )
