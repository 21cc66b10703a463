"""Notes in short form: the newest of each contact, and what was done a year before a date."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta

from tinycrm.rules import GESTURES
from tinycrm.services.codes import code
from tinycrm.services.sql import rows_with
from tinycrm.values import Fields


class Glance(Fields):
    """A note in short form: its kind, date and text."""

    id: str
    kind: str
    on: date
    text: str


def last_notes(db: sqlite3.Connection, contact_ids: Sequence[int]) -> dict[int, Glance]:
    """Return the newest note on each of these contacts, attempts aside."""
    rows = rows_with(db, _SINCE_THE_LAST_TOUCH, sorted(set(contact_ids)))
    return {row["own"]: _glance(row) for row in rows}


# The newest note is not older than the last touch, so few notes of each contact are sorted; of two
# on one day the later one is the last row. CROSS JOIN keeps the order from contacts to their notes.
_SINCE_THE_LAST_TOUCH = """
    SELECT contact.id AS own, note.id, note.kind, note.happened_on, note.body
    FROM contact
        CROSS JOIN note_contact ON note_contact.contact_id = contact.id
        CROSS JOIN note ON note.id = note_contact.note_id
    WHERE contact.id IN ({}) AND note.kind <> 'attempt'
        AND note.happened_on >= coalesce(contact.last_touch_on, '')
    ORDER BY note.happened_on, note.happened_time, note.id
"""
_KINDS = {kind: kind for kind in GESTURES}
_IS_GESTURE = (
    f"note.kind IN ({', '.join(f':{kind}' for kind in GESTURES)}) AND note.direction IS NOT 'in'"
)
"""What the user did for them, not what they did for the user."""
_AROUND = (-7, 14, -1, 1)
# CROSS JOIN keeps the order: from the links of these people to their notes, or from the notes of
# those days, of which an index has all but the text, to their links. The + keeps SQLite from
# looking for each note with each person in the index of links.
_OF_THESE_PEOPLE = """
    FROM note_contact CROSS JOIN note ON note.id = note_contact.note_id
    WHERE note_contact.contact_id IN (SELECT contact_id FROM occurrence)
"""
_OF_THESE_DAYS = """
    FROM note INDEXED BY note_by_day CROSS JOIN note_contact ON note_contact.note_id = note.id
    WHERE +note_contact.contact_id IN (SELECT contact_id FROM occurrence)
"""
_MANY = 50
"""From so many people on, all notes of those days are fewer than all notes of these people."""


def _gestures(notes: str) -> str:
    """Return the query for gestures among these notes, the best first."""
    return f"""
        WITH occurrence (contact_id, on_day) AS MATERIALIZED (
            SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]')
            FROM json_each(:occurrences)
        ), span (on_day, since, until, day_before, day_after) AS MATERIALIZED (
            SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),
                json_extract(value, '$[2]'), json_extract(value, '$[3]'),
                json_extract(value, '$[4]')
            FROM json_each(:spans)
        ), near (id, kind, direction, happened_on, contact_id) AS MATERIALIZED (
            SELECT note.id, note.kind, note.direction, note.happened_on, note_contact.contact_id
            {notes}
                AND note.happened_on BETWEEN (SELECT min(since) FROM span)
                    AND (SELECT max(until) FROM span)
                AND note.kind NOT IN ('note', 'attempt')
        )
        SELECT occurrence.contact_id, occurrence.on_day, found.id,
            iif(found.direction = 'in', 'talk', found.kind) AS kind, found.happened_on, found.body
        FROM near AS note
            JOIN occurrence ON occurrence.contact_id = note.contact_id
            JOIN span ON span.on_day = occurrence.on_day
            JOIN note AS found ON found.id = note.id
        WHERE note.happened_on BETWEEN span.since AND span.until
            AND (
                ({_IS_GESTURE})
                OR note.happened_on BETWEEN span.day_before AND span.day_after
            )
        ORDER BY NOT ({_IS_GESTURE}), note.happened_on, note.id
    """


def last_year_gestures(
    db: sqlite3.Connection, occurrences: Sequence[tuple[int, date]]
) -> dict[tuple[int, date], Glance]:
    """Return what was done for each contact a year before these dates.

    That is a gesture from seven days before to two weeks after, or else any way of being in
    touch within a day.
    """
    listed = [f'[{own},"{on}"]' for own, on in occurrences]
    spans = [_span(on) for on in sorted({on for _, on in occurrences})]
    sql = _gestures(_OF_THESE_DAYS if len(listed) >= _MANY else _OF_THESE_PEOPLE)
    values = {"occurrences": f"[{','.join(listed)}]", "spans": f"[{','.join(spans)}]"}
    found: dict[tuple[int, date], Glance] = {}
    for row in db.execute(sql, _KINDS | values):
        found.setdefault((row["contact_id"], date.fromisoformat(row["on_day"])), _glance(row))
    return found


def _span(on: date) -> str:
    """Return a date and the days around it a year before, as the query reads them."""
    days = [on, *(on - timedelta(days=365 - days) for days in _AROUND)]
    quoted = ",".join(f'"{day}"' for day in days)
    return f"[{quoted}]"


def _glance(row: sqlite3.Row) -> Glance:
    return Glance(
        code("note", row["id"]), row["kind"], date.fromisoformat(row["happened_on"]), row["body"]
    )
