"""Whom we owe a word: reminders that are due and people whose rhythm is, in one list."""

# No annotations from __future__: see records.py.

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from tinycrm.days import Every
from tinycrm.rules import GESTURES
from tinycrm.services.codes import code
from tinycrm.services.people import cadence, waiting
from tinycrm.services.people.contacts import load_persons
from tinycrm.services.records import Person
from tinycrm.services.sql import rows_of

Reason = Literal["reminder", "cadence"]


class Glance(NamedTuple):
    """A note at a glance: what kind, when, and its words."""

    id: str
    kind: str
    on: date
    text: str


class FollowUp(NamedTuple):
    """A row we owe: `reason` is reminder or cadence, `contact` None for the owner's own.

    `on` is the day it is due, whatever it was snoozed to; `days` counts from the briefing's
    date, negative for late. For a cadence `id` is the contact's and `text` the rhythm's words.
    """

    id: str
    contact: Person | None
    reason: Reason
    text: str
    on: date
    days: int
    every: Every | None
    last_touch: date | None
    last_note: Glance | None
    time: str | None = None


class DueRows(NamedTuple):
    """The first rows, and how many there are of all and of late ones."""

    rows: tuple[FollowUp, ...]
    total: int
    late: int


_Light = tuple[tuple[object, ...], sqlite3.Row, Reason]  # the order, the row, the reason


def find_due(db: sqlite3.Connection, today: date, most: int | None) -> DueRows:
    """Return what is due today or earlier.

    Reminders first, by lateness; then rhythms by lateness over length, since ten days late
    on a weekly rhythm is more than ten on a yearly one; then by name.
    """
    reminders = _reminders(db, None, today, today)
    rhythms = list(cadence.find_due(db, None, today, today, most))
    light: list[_Light] = [(_by_day(row), row, "reminder") for row in reminders]
    light += [(_by_lateness(row, today), row, "cadence") for row in rhythms]
    light.sort(key=lambda each: each[0])
    yesterday = today - timedelta(days=1)
    late = sum(row["due_on"] < today.isoformat() for row in reminders)
    return DueRows(
        _follow_ups(db, light[:most], today),
        total=len(reminders) + cadence.count_due(db, None, today, today),
        late=late + cadence.count_due(db, None, yesterday, today),
    )


def find_ahead(db: sqlite3.Connection, today: date, until: date, most: int | None) -> DueRows:
    """Return what becomes due after today, until a day, by date, then reminders first."""
    reminders = _reminders(db, today, until, today)
    rhythms = list(cadence.find_due(db, today, until, today, most))
    light: list[_Light] = [(_by_day(row), row, "reminder") for row in reminders]
    light += [((_due_on(row).isoformat(), 1, *_name(row)), row, "cadence") for row in rhythms]
    light.sort(key=lambda each: each[0])
    total = len(reminders) + cadence.count_due(db, today, until, today)
    return DueRows(_follow_ups(db, light[:most], today), total, late=0)


_REMINDERS = """
    SELECT reminder.id, reminder.contact_id, reminder.text, reminder.due_on, reminder.due_time,
        reminder.every_n, reminder.every_unit, contact.folded AS who
    FROM reminder LEFT JOIN contact ON contact.id = reminder.contact_id
"""
_BY_DAY = "ORDER BY reminder.due_on, reminder.due_time"
_WAITING = f"{_REMINDERS} WHERE {waiting.REMINDER_WAITS} {_BY_DAY}"
_OPEN_OF = f"""
    {_REMINDERS}
    WHERE reminder.contact_id = :contact_id AND {waiting.REMINDER_IS_OPEN}
    {_BY_DAY}
"""


def _reminders(
    db: sqlite3.Connection, after: date | None, until: date, today: date
) -> list[sqlite3.Row]:
    start = after.isoformat() if after else ""
    window = {"after": start, "until": until.isoformat(), "today": today.isoformat()}
    return db.execute(_WAITING, window).fetchall()


def reminders_of(db: sqlite3.Connection, contact_id: int, today: date) -> tuple[FollowUp, ...]:
    """Return the open reminders for one person, due or snoozed to whenever, soonest first."""
    rows = db.execute(_OPEN_OF, {"contact_id": contact_id}).fetchall()
    return _follow_ups(db, [((), row, "reminder") for row in rows], today)


def _by_day(row: sqlite3.Row) -> tuple[object, ...]:
    return (row["due_on"], 0, row["who"] or "", row["id"])


def _name(row: sqlite3.Row) -> tuple[str, int]:
    return (row["folded"] or "", row["id"])


def _by_lateness(row: sqlite3.Row, today: date) -> tuple[object, ...]:
    """Sort after every reminder (their keys begin with a date), the latest by rhythm first."""
    rhythm = cadence.cadence_of(row)
    assert rhythm is not None
    late = (today - rhythm.due_on()).days
    return ("~", -late / rhythm.every.days(), *_name(row))


def _due_on(row: sqlite3.Row) -> date:
    rhythm = cadence.cadence_of(row)
    assert rhythm is not None
    return rhythm.due_on()


def _follow_ups(
    db: sqlite3.Connection, light: Sequence[_Light], today: date
) -> tuple[FollowUp, ...]:
    whose = [row["contact_id"] if reason == "reminder" else row["id"] for _, row, reason in light]
    ids = [contact_id for contact_id in whose if contact_id]
    people, last = load_persons(db, ids), last_notes(db, ids)
    rows = rows_of(db, "SELECT id, last_touch_on FROM contact WHERE id IN ({})", ids)
    touched: dict[int, str | None] = {row["id"]: row["last_touch_on"] for row in rows}
    return tuple(
        _follow_up(row, reason, people.get(own), last.get(own), touched.get(own), today)
        for (_, row, reason), own in zip(light, whose, strict=True)
    )


def _follow_up(
    row: sqlite3.Row,
    reason: Reason,
    person: Person | None,
    last: Glance | None,
    touched: str | None,
    today: date,
) -> FollowUp:
    is_reminder = reason == "reminder"
    on = date.fromisoformat(row["due_on"]) if is_reminder else _due_on(row)
    every = Every(row["every_n"], row["every_unit"]) if row["every_n"] else None
    return FollowUp(
        id=code("reminder" if is_reminder else "contact", row["id"]),
        contact=person,
        reason=reason,
        text=row["text"] if is_reminder else every.say() if every else "",
        on=on,
        days=(on - today).days,
        every=every,
        last_touch=date.fromisoformat(touched) if touched else None,
        last_note=last,
        time=row["due_time"] if is_reminder else None,
    )


def last_notes(db: sqlite3.Connection, contact_ids: Sequence[int]) -> dict[int, Glance]:
    """Return the newest note on each of these people."""
    rows = rows_of(
        db,
        """
        SELECT contact.id AS own, note.id, note.kind, note.happened_on, note.body
        FROM contact JOIN note ON note.id = (
            SELECT newest.id
            FROM note_contact JOIN note AS newest ON newest.id = note_contact.note_id
            WHERE note_contact.contact_id = contact.id
            ORDER BY newest.happened_on DESC, newest.happened_time DESC, newest.id DESC
            LIMIT 1
        )
        WHERE contact.id IN ({})
        """,
        sorted(set(contact_ids)),
    )
    return {row["own"]: _glance(row) for row in rows}


_KINDS = {kind: kind for kind in GESTURES}
_IS_GESTURE = f"note.kind IN ({', '.join(f':{kind}' for kind in GESTURES)})"
_AROUND = {"since": -7, "until": 14, "day_before": -1, "day_after": 1}
_GESTURE = f"""
    SELECT note.id, note.kind, note.happened_on, note.body
    FROM note_contact JOIN note ON note.id = note_contact.note_id
    WHERE note_contact.contact_id = :contact_id AND note.happened_on BETWEEN :since AND :until
        AND (
            {_IS_GESTURE}
            OR (note.kind <> 'note' AND note.happened_on BETWEEN :day_before AND :day_after)
        )
    ORDER BY NOT {_IS_GESTURE}, note.happened_on
    LIMIT 1
"""


def last_year_gestures(
    db: sqlite3.Connection, returns: Sequence[tuple[int, date]]
) -> dict[tuple[int, date], Glance]:
    """Return what was done for each person around the day before this one, a year earlier.

    A gesture, or any touch on the day itself, from seven days before to two weeks after.
    """
    found = {}
    for contact_id, on in returns:
        last = on - timedelta(days=365)
        day = {name: (last + timedelta(days=days)).isoformat() for name, days in _AROUND.items()}
        row = db.execute(_GESTURE, _KINDS | day | {"contact_id": contact_id}).fetchone()
        if row:
            found[contact_id, on] = _glance(row)
    return found


def _glance(row: sqlite3.Row) -> Glance:
    return Glance(
        code("note", row["id"]), row["kind"], date.fromisoformat(row["happened_on"]), row["body"]
    )
