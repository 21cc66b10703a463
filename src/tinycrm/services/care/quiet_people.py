"""Who has gone quiet against their own rhythm: no cadence needs to be set for that."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm.services import rhythm
from tinycrm.services.customers import read_days
from tinycrm.values import NamedTuple

QUIET = 1.5
"""Somebody is quiet after more than this many of their usual gaps between two touches."""


class Quiet(NamedTuple):
    """A contact who has gone quiet: days since the last touch, and their usual gap in days."""

    contact_id: int
    last: date
    days: int
    usual: float

    @property
    def ratio(self) -> float:
        """Return how many usual gaps the silence is long."""
        return self.days / self.usual


def is_quiet(silent: int, usual: float | None) -> bool:
    """Return whether somebody is quiet, `silent` days after the last touch."""
    return usual is not None and silent > QUIET * usual


_TOUCH_DAYS = """
    SELECT note_contact.contact_id, group_concat(note.happened_on), max(note.happened_on)
    FROM note CROSS JOIN note_contact ON note_contact.note_id = note.id
    WHERE note.kind NOT IN ('note', 'attempt') AND note.happened_on <= :today
        AND note_contact.contact_id IN (
            SELECT id FROM contact
            WHERE archived_at IS NULL AND last_touch_on IS NOT NULL
                AND (snoozed_until IS NULL OR snoozed_until <= :today)
        )
    GROUP BY note_contact.contact_id
    HAVING count(*) > 2
"""


def find_quiet(db: sqlite3.Connection, today: date) -> list[Quiet]:
    """Return who is quiet on a day, the quietest against their own rhythm first.

    Archived and snoozed people are left out.
    """
    rows = db.execute(_TOUCH_DAYS, {"today": today.isoformat()})
    rows.row_factory = None
    found = []
    for contact_id, days, last in rows:
        usual = rhythm.usual_gap(read_days(days))
        silent = (today - date.fromisoformat(last)).days
        if usual is not None and is_quiet(silent, usual):
            found.append(Quiet(contact_id, date.fromisoformat(last), silent, usual))
    return sorted(found, key=lambda each: (-each.ratio, each.contact_id))
