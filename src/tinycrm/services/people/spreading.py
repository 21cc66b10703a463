"""Who gets a cadence together with many others, so that their first dates are spread.

Many are added by one command, or get their cadences in one, or one by one on one day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from tinycrm.dates import say_full_day
from tinycrm.services.codes import id_of
from tinycrm.services.records import Contact

MANY = 8
"""This many people or more are spread."""


def is_one_of_many(db: sqlite3.Connection, contact_id: int, today: date) -> bool:
    """Return whether a contact was added with many others, or many got a cadence today."""
    return _was_added_with_many(db, contact_id) or others_today(db, contact_id, today) + 1 >= MANY


def say_spread(db: sqlite3.Connection, given: Sequence[Contact], today: date) -> tuple[str, ...]:
    """Return the first date of contacts who just got a cadence, if it was spread.

    Someone you were in touch with counts from then, and is never spread.
    """
    new = [each for each in given if each.every and each.next_due and not each.last_touch]
    days = [each.next_due for each in new if each.next_due]
    if len(new) >= MANY:
        return (
            f"First due from {say_full_day(min(days))} to {say_full_day(max(days))},"
            f" spread over {len(new)} people.",
        )
    return tuple(
        f"First due {say_full_day(each.next_due)}, spread with {others} others."
        for each in new
        if each.next_due and (others := others_today(db, id_of(each.id), today)) + 1 >= MANY
    )


_GIVEN_TODAY = """
    SELECT count(DISTINCT change.row_id)
    FROM batch
    CROSS JOIN change ON change.id BETWEEN batch.first_change AND batch.last_change
    CROSS JOIN contact ON contact.id = change.row_id
    WHERE batch.id > (SELECT max(id) FROM batch) - 1000
        AND batch.last_change - batch.first_change < 500
        AND date(batch.made_at, 'localtime') = :today
        AND change.entity = 'contact' AND change.operation = 'update'
        AND change.row_id <> :own
        AND contact.every_n IS NOT NULL AND contact.last_touch_on IS NULL
        AND (json_extract(change.before, '$.every_n') IS NOT contact.every_n
            OR json_extract(change.before, '$.every_unit') IS NOT contact.every_unit)
"""


def others_today(db: sqlite3.Connection, contact_id: int, today: date) -> int:
    """Return how many others got their cadence today and were never in touch.

    It looks at the last thousand commands and leaves out imports of many, which are spread for
    themselves.
    """
    values = {"own": contact_id, "today": today.isoformat()}
    return int(db.execute(_GIVEN_TODAY, values).fetchone()[0])


def _was_added_with_many(db: sqlite3.Connection, contact_id: int) -> bool:
    """Return whether one batch of the journal added this contact and many others."""
    row = db.execute(
        """
        SELECT first_change, last_change
        FROM batch
        WHERE last_change >= (
            SELECT id FROM change
            WHERE entity = 'contact' AND row_id = ? AND operation = 'insert'
        )
        ORDER BY last_change
        LIMIT 1
        """,
        (contact_id,),
    ).fetchone()
    if row is None:
        return False
    added = db.execute(
        """
        SELECT count(*) FROM (
            SELECT 1 FROM change
            WHERE id BETWEEN ? AND ? AND entity = 'contact' AND operation = 'insert'
            LIMIT ?
        )
        """,
        (*row, MANY),
    )
    return int(added.fetchone()[0]) >= MANY
