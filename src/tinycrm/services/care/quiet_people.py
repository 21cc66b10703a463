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


Silence = tuple[float, int, float]
"""How long somebody is silent: in usual gaps, the day number of the last touch, the usual gap."""


def quiet_of(contact_id: int, silence: Silence, today: date) -> Quiet:
    """Return the silence of a contact by name."""
    _, day, usual = silence
    return Quiet(contact_id, date.fromordinal(day), today.toordinal() - day, usual)


def is_quiet(silent: int, usual: float | None) -> bool:
    """Return whether somebody is quiet, `silent` days after the last touch."""
    return usual is not None and silent > QUIET * usual


_QUIET = f"""
    SELECT id, 2.0 * (:today - touched_day) / touch_gap, touched_day, touch_gap / 2.0
    FROM rhythm
    WHERE stale = 0 AND 2 * (:today - touched_day) > {QUIET} * touch_gap
"""
_FEW = "(archived_at IS NOT NULL OR do_not_contact = 1 OR snoozed_until IS NOT NULL)"
"""Who is not in the ordinary way: the condition of their index."""

_SET_ASIDE = f"""
    SELECT id FROM contact WHERE {_FEW} AND (archived_at IS NOT NULL OR snoozed_until > :today)
"""
_ARCHIVED = f"SELECT id FROM contact WHERE {_FEW} AND archived_at IS NOT NULL"


def find_quiet(db: sqlite3.Connection, today: date) -> dict[int, Silence]:
    """Return who is quiet on a day, by id.

    Archived and snoozed people are left out. Only a few of them are ever shown, so the others
    stay plain numbers.
    """
    number = today.toordinal()
    rows = db.execute(_QUIET, {"today": number})
    rows.row_factory = None
    found: dict[int, Silence] = {own: (ratio, day, gap) for own, ratio, day, gap in rows}
    for each in rhythms.find_stale(db):
        if each.touch_gap and each.touched_day is not None:
            ratio = 2 * (number - each.touched_day) / each.touch_gap
            if ratio > QUIET:
                found[each.id] = (ratio, each.touched_day, each.touch_gap / 2)
    for (own,) in db.execute(_SET_ASIDE, {"today": today.isoformat()}):
        found.pop(own, None)
    return found


_TOUCHES_BEFORE = """
    SELECT note_contact.contact_id, group_concat(note.happened_on)
    FROM note_contact CROSS JOIN note ON note.id = note_contact.note_id
    WHERE note.kind NOT IN ('note', 'attempt') AND note.happened_on <= ?
    GROUP BY note_contact.contact_id
"""


def find_quiet_then(db: sqlite3.Connection, day: date) -> dict[int, Silence]:
    """Return who was quiet on a day in the past, by what had happened then.

    It reads all notes. Who is archived now is left out.
    """
    found: dict[int, Silence] = {}
    for own, joined in db.execute(_TOUCHES_BEFORE, (day.isoformat(),)):
        days = [date.fromisoformat(each).toordinal() for each in joined.split(",")]
        usual, last = rhythm.usual_gap(days), max(days)
        silent = day.toordinal() - last
        if usual is not None and is_quiet(silent, usual):
            found[own] = (silent / usual, last, usual)
    for (own,) in db.execute(_ARCHIVED):
        found.pop(own, None)
    return found
