"""Open deals that are to be followed up: on their day, and after two weeks without a touch."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm.services.people import waiting
from tinycrm.services.sql import limit_of

_COLUMNS = f"""
    deal.id, deal.contact_id, deal.text, deal.amount_minor, deal.currency,
    NULL AS every_n, contact.folded AS who, deal.until_on, contact.last_touch_on,
    {waiting.DEAL_DUE_ON} AS due_on
"""
# Without INDEXED BY, SQLite reads the lost deals too. To count them in a window function takes
# longer than to find them.
_WAITING = f"""
    WITH waiting AS MATERIALIZED (
        SELECT {_COLUMNS}
        FROM deal INDEXED BY deal_open JOIN contact ON contact.id = deal.contact_id
        WHERE {waiting.DEAL_WAITS}
    )
    SELECT id, contact_id, text, amount_minor, currency, every_n, who, until_on, last_touch_on,
        due_on, (SELECT count(*) FROM waiting) AS total,
        (SELECT sum(due_on < :today) FROM waiting) AS late
    FROM waiting
    ORDER BY due_on, who, id
    LIMIT :most
"""
_OPEN_OF = f"""
    SELECT {_COLUMNS}
    FROM deal JOIN contact ON contact.id = deal.contact_id
    WHERE deal.contact_id = :own AND {waiting.DEAL_IS_OPEN}
    ORDER BY due_on IS NULL, due_on, deal.id
"""


def find_waiting(
    db: sqlite3.Connection, after: date | None, until: date, today: date, most: int | None
) -> list[sqlite3.Row]:
    """Return the deals due after `after` and up to `until`, longest due first, at most `most`.

    Each row has the number of all of them as `total`, and of those before today as `late`.
    """
    values = {
        "after": after.isoformat() if after else "",
        "until": until.isoformat(),
        "today": today.isoformat(),
        "most": limit_of(most),
    }
    return db.execute(_WAITING, values).fetchall()


def open_of(db: sqlite3.Connection, contact_id: int) -> list[sqlite3.Row]:
    """Return the open deals of a contact, also those that are not due, soonest first.

    The day is None for those of somebody not to be contacted that have no day of their own.
    """
    return db.execute(_OPEN_OF, {"own": contact_id}).fetchall()


_RETURNS_ON = f"max({waiting.DEAL_DUE_ON}, coalesce(deal.snoozed_until, ''))"
_NEXT = f"""
    SELECT deal.text, contact.name, {_RETURNS_ON} AS day
    FROM deal INDEXED BY deal_open JOIN contact ON contact.id = deal.contact_id
    WHERE {waiting.DEAL_IS_OPEN} AND contact.archived_at IS NULL AND {_RETURNS_ON} > ?
    ORDER BY day, deal.id
    LIMIT 1
"""


def find_next(db: sqlite3.Connection, today: date) -> sqlite3.Row | None:
    """Return the open deal that is to be followed up next, after today; a snooze counts."""
    row: sqlite3.Row | None = db.execute(_NEXT, (today.isoformat(),)).fetchone()
    return row
