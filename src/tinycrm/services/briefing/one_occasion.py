"""One occasion by its code: which of its occurrences `done` and `snooze` mean."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm.services.briefing import occasions

_HALF_A_YEAR = 182
EARLIEST_DAYS = 31
"""From how many days before its date an occasion can be marked as greeted."""

_ONE = f"""
    SELECT {occasions.COLUMNS}
    FROM occasion JOIN contact ON contact.id = occasion.contact_id
    WHERE occasion.id = :own
"""


def find_nearest(
    db: sqlite3.Connection, occasion_id: int, today: date, *, leap_day: str
) -> occasions.Occurrence | None:
    """Return the occurrence of one occasion that can be greeted today, even if it is set aside.

    This is the nearest one from half a year ago to a month ahead, None if there is none.
    """
    since, until = today - timedelta(days=_HALF_A_YEAR), today + timedelta(days=EARLIEST_DAYS)
    row = db.execute(_ONE, {"own": occasion_id})
    found = occasions.all_between(db, row, since, until, today, leap_day)
    return min(found, key=lambda each: abs((each.on - today).days), default=None)


def find_next(
    db: sqlite3.Connection, occasion_id: int, today: date, *, leap_day: str
) -> occasions.Occurrence:
    """Return the first occurrence of one occasion that is shown from now on and not closed.

    If the calendar ends before that, the last one is returned.
    """
    row = db.execute(_ONE, {"own": occasion_id}).fetchone()
    shown = today - timedelta(days=occasions.BELATED_DAYS + occasions.RETURNING_DAYS)
    year = max(shown.year - 1, row["year"] or 1)
    until = date(min(year + 4, 9999), 12, 31)
    found = occasions.all_between(db, [row], date(year, 1, 1), until, today, leap_day)
    still = (each for each in found if each.on >= shown and not each.closed)
    return next((each for each in still if _is_to_come(each, today)), found[-1])


def _is_to_come(found: occasions.Occurrence, today: date) -> bool:
    ends = max(found.on, found.snoozed_until or found.on)
    returns = ends <= found.on + timedelta(days=occasions.RETURNING_DAYS)
    return found.on + occasions.BELATED >= today or (returns and ends + occasions.BELATED >= today)
