"""Who has gone quiet against their own rhythm: no cadence needs to be set for that."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm import rhythm
from tinycrm.store import rhythms
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


_QUIET = f"""
    SELECT id, touched_day, touch_gap
    FROM rhythm
    WHERE stale = 0 AND 2 * (:today - touched_day) > {QUIET} * touch_gap
"""
_FEW = "(archived_at IS NOT NULL OR do_not_contact = 1 OR snoozed_until IS NOT NULL)"
"""Who is not in the ordinary way: the condition of their index."""

_SET_ASIDE = f"""
    SELECT id FROM contact WHERE {_FEW} AND (archived_at IS NOT NULL OR snoozed_until > :today)
"""
_ARCHIVED = f"SELECT id FROM contact WHERE {_FEW} AND archived_at IS NOT NULL"


def find_quiet(db: sqlite3.Connection, today: date) -> list[Quiet]:
    """Return who is quiet on a day, the quietest against their own rhythm first.

    Archived and snoozed people are left out.
    """
    rows = db.execute(_QUIET, {"today": today.toordinal()}).fetchall()
    stale = (each for each in rhythms.find_stale(db) if each.touch_gap is not None)
    every = [*map(tuple, rows), *((each.id, each.touched_day, each.touch_gap) for each in stale)]
    aside = {row[0] for row in db.execute(_SET_ASIDE, {"today": today.isoformat()})}
    number = today.toordinal()
    found = [
        (2 * (number - day) / gap, own, day, gap) for own, day, gap in every if own not in aside
    ]
    found = [each for each in found if each[0] > QUIET]
    found.sort(key=lambda each: (-each[0], each[1]))
    return [Quiet(own, date.fromordinal(day), number - day, gap / 2) for _, own, day, gap in found]


_TOUCHES_BEFORE = """
    SELECT note_contact.contact_id, group_concat(note.happened_on)
    FROM note_contact CROSS JOIN note ON note.id = note_contact.note_id
    WHERE note.kind NOT IN ('note', 'attempt') AND note.happened_on <= ?
    GROUP BY note_contact.contact_id
"""


def find_quiet_then(db: sqlite3.Connection, day: date) -> list[Quiet]:
    """Return who was quiet on a day in the past, by what had happened then.

    It reads all notes. Who is archived now is left out.
    """
    archived = {
        row[0] for row in db.execute("SELECT id FROM contact WHERE archived_at IS NOT NULL")
    }
    found = []
    for own, joined in db.execute(_TOUCHES_BEFORE, (day.isoformat(),)):
        days = [date.fromisoformat(each) for each in joined.split(",")]
        usual = rhythm.usual_gap([each.toordinal() for each in days])
        silent = (day - max(days)).days
        if own not in archived and usual is not None and is_quiet(silent, usual):
            found.append(Quiet(own, max(days), silent, usual))
    return sorted(found, key=lambda each: (-each.ratio, each.contact_id))
