"""Who brought whom, upwards: the one walk over referrals, which a circle ends."""

from __future__ import annotations

import sqlite3

from tinycrm.values import NamedTuple

REFUSED = "a referral makes a circle"
"""What the triggers of `win` say when a referral would close a circle."""

# CROSS JOIN keeps the order of the walk. UNION takes each referral once.
_ABOVE = """
    WITH RECURSIVE above (win_id, id, brought_id) AS (
        SELECT id, contact_id, brought_id FROM win WHERE brought_id = ?
        UNION
        SELECT win.id, win.contact_id, win.brought_id
        FROM win JOIN above ON win.brought_id = above.id
    )
    SELECT win_id, above.id, contact.name, brought.name
    FROM above
        CROSS JOIN contact ON contact.id = above.id
        CROSS JOIN contact AS brought ON brought.id = above.brought_id
"""


class Link(NamedTuple):
    """A referral of a chain: the contact `id`, called `name`, brought the one called `brought`."""

    win_id: int
    id: int
    name: str
    brought: str


def above(db: sqlite3.Connection, contact_id: int) -> list[Link]:
    """Return who brought a contact, who brought that one, and so on upwards.

    Each referral is there once, so that a circle, which an older store may hold, ends it.
    """
    return [Link(*row) for row in db.execute(_ABOVE, (contact_id,))]


def newest_above(db: sqlite3.Connection, contact_id: int) -> int | None:
    """Return the id of the newest referral above a contact, None if nobody brought them."""
    return max((link.win_id for link in above(db, contact_id)), default=None)
