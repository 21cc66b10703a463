"""Reminders: something to do on a date, once or repeatedly."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm import clock
from tinycrm.dates import When
from tinycrm.days import Every
from tinycrm.services import script_keys
from tinycrm.services.activity.loading import load_reminders
from tinycrm.services.codes import batch_code, code
from tinycrm.services.people import finding
from tinycrm.services.records import Made, Reminder
from tinycrm.services.uids import derived_uid, new_uid
from tinycrm.store import writing
from tinycrm.text import fold

ME = "me"
"""As WHO of a reminder: the user, not a contact."""


def remind(
    who: str,
    text: str,
    when: When,
    *,
    every: Every | None = None,
    fixed: bool = False,
    key: str | None = None,
    picks: finding.Picks | None = None,
) -> Made:
    """Save a reminder for a contact, or for the user (`me`). Its date may be in the past.

    Raises what `finding.resolve_who` does.
    """
    with writing("remind") as work:
        db = work.db
        known = script_keys.find_key(db, key, "reminder")
        if known:
            return Made(load_reminders(db, [known])[0], created=False, batch=None)
        found = None if fold(who) == ME else finding.resolve_who(db, who, picks)
        reminder_id = insert(db, found.id if found else None, text, when, every=every, fixed=fixed)
        script_keys.keep_key(db, key, "reminder", reminder_id)
        work.label = f"remind {code('reminder', reminder_id)}"
        record = load_reminders(db, [reminder_id])[0]
    also, hints = (found.also, finding.say_archived([found])) if found else ((), ())
    return Made(record, True, batch_code(work.batch), hints, also)


def insert(
    db: sqlite3.Connection,
    contact_id: int | None,
    text: str,
    when: When,
    *,
    every: Every | None = None,
    fixed: bool = False,
    note_id: int | None = None,
    follows_id: int | None = None,
    uid: str | None = None,
) -> int:
    """Store a reminder; return its id. Without a `uid` it gets a new one."""
    time = when.time.strftime("%H:%M") if when.time else None
    cursor = db.execute(
        """
        INSERT INTO reminder (uid, contact_id, note_id, follows_id, text, folded, due_on,
            due_time, every_n, every_unit, fixed, created_at)
        VALUES (?,?,?,?,?,?,?,?,?,?,?,?)
        """,
        (
            uid or new_uid(), contact_id, note_id, follows_id, text, fold(text),
            when.day.isoformat(), time, every.n if every else None, every.unit if every else None,
            int(fixed), clock.instant(),
        ),
    )  # fmt: skip
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def finish(db: sqlite3.Connection, reminder_id: int) -> int | None:
    """Mark a reminder as done; return the id of the next one if it repeats.

    One that is already done stays as it is, so that at most one reminder follows it. The next
    one has a uid that is made from this one's and its day, so that two copies of the store in
    which the same reminder was done have the same next one. If it is there already, because
    another program brought it, it stays as it is.
    """
    row = db.execute(
        """
        SELECT id, uid, contact_id, note_id, text, due_on, due_time, every_n, every_unit, fixed,
            done_at
        FROM reminder WHERE id = ?
        """,
        (reminder_id,),
    ).fetchone()
    if row["done_at"] is not None:
        return None
    db.execute(
        "UPDATE reminder SET done_at = ?, snoozed_until = NULL WHERE id = ?",
        (clock.instant(), reminder_id),
    )
    if row["every_n"] is None:
        return None
    every = Every(row["every_n"], row["every_unit"])
    due = date.fromisoformat(row["due_on"])
    day = next_day(
        every, due, clock.today(), fixed=bool(row["fixed"]), first=_first_due(db, row, every)
    )
    uid = derived_uid(row["uid"], day.isoformat())
    return _existing_next(db, reminder_id, uid) or insert(
        db, row["contact_id"], row["text"], _at(day, row["due_time"]), every=every,
        fixed=bool(row["fixed"]), note_id=row["note_id"], follows_id=reminder_id, uid=uid,
    )  # fmt: skip


def _existing_next(db: sqlite3.Connection, reminder_id: int, uid: str) -> int | None:
    """Return the reminder that follows this one already, or has the uid that it would have."""
    found = db.execute(
        "SELECT id FROM reminder WHERE follows_id = ? OR uid = ? ORDER BY uid = ? DESC",
        (reminder_id, uid, uid),
    ).fetchone()
    return found["id"] if found else None


def next_day(
    every: Every, due: date, done: date, *, fixed: bool, first: date | None = None
) -> date:
    """Return the next date of a repeating reminder.

    It is counted from the date it was done. With `fixed` it is the next of the planned dates
    after that, and missed dates are skipped. Counting whole intervals from the `first` date
    keeps the end of a month: 31 Jan, 28 Feb, 31 Mar.
    """
    if not fixed:
        return every.after(done)
    start = first or due
    times = 1
    while (day := every.after(start, times)) <= max(due, done) and day < date.max:
        times += 1
    return day


def _first_due(db: sqlite3.Connection, row: sqlite3.Row, every: Every) -> date:
    """Return the first due date of this chain from which whole intervals lead to the row's own.

    This is the very first one, unless the date or the interval was changed in between.
    """
    chain = db.execute(
        """
        WITH RECURSIVE chain(id, follows_id, due_on) AS (
            SELECT id, follows_id, due_on FROM reminder WHERE id = ?
            UNION ALL
            SELECT earlier.id, earlier.follows_id, earlier.due_on
            FROM reminder AS earlier JOIN chain ON earlier.id = chain.follows_id
        )
        SELECT due_on FROM chain ORDER BY id
        """,
        (row["id"],),
    )
    due = date.fromisoformat(row["due_on"])
    days = (date.fromisoformat(each["due_on"]) for each in chain.fetchall())
    return next(day for day in days if every.leads(day, due))


def _at(day: date, time: str | None) -> When:
    from datetime import time as time_of_day

    return When(day, time_of_day.fromisoformat(time) if time else None)


def list_open(db: sqlite3.Connection) -> list[Reminder]:
    """Return the open reminders, by due date."""
    rows = db.execute("SELECT id FROM reminder WHERE done_at IS NULL ORDER BY due_on, id")
    return load_reminders(db, [row["id"] for row in rows])


def open_of(db: sqlite3.Connection, contact_id: int) -> list[Reminder]:
    """Return the open reminders for one contact, by due date."""
    rows = db.execute(
        """
        SELECT id
        FROM reminder
        WHERE contact_id = ? AND done_at IS NULL
        ORDER BY due_on, due_time, id
        """,
        (contact_id,),
    )
    return load_reminders(db, [row["id"] for row in rows])
