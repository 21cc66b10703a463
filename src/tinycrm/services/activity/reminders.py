"""Reminders: something to do on a date, once or repeatedly."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm import clock
from tinycrm.dates import When
from tinycrm.days import Every
from tinycrm.services import script_keys
from tinycrm.services.activity.loading import load_reminders
from tinycrm.services.codes import ME, batch_code, code
from tinycrm.services.people import aside, finding
from tinycrm.services.records import Made, Reminder
from tinycrm.services.uids import derived_uid, new_uid
from tinycrm.store import writing
from tinycrm.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.dates.own_days import OwnDay
    from tinycrm.repeats import Repeat


def remind(
    who: str,
    text: str,
    when: When | OwnDay,
    *,
    repeat: Repeat | None = None,
    fixed: bool = False,
    key: str | None = None,
    picks: finding.Picks | None = None,
) -> list[Made]:
    """Save a reminder for each contact of `who`, or for the user (`me`), as one batch.

    Its date may be in the past; an `OwnDay` is each contact's own. A key used before returns the
    reminders that were made with it. Raises what `finding.resolve_all` does, UsageProblem for an
    `OwnDay` that a contact does not have.
    """
    with writing("remind") as work:
        db = work.db
        known = _made_with(db, key)
        if known:
            return [Made(each, created=False, batch=None) for each in load_reminders(db, known)]
        people = _people(db, who, picks)
        days = [_day_of(db, each, when) for each in people]
        ids = [
            insert(db, each.id if each else None, text, day, repeat=repeat, fixed=fixed)
            for each, day in zip(people, days, strict=True)
        ]
        for number, own in enumerate(ids):
            script_keys.keep_key(db, _key_of(key, number), "reminder", own)
        work.label = f"remind {' '.join(code('reminder', own) for own in ids)}"
        made = [
            _made(db, record, each)
            for record, each in zip(load_reminders(db, ids), people, strict=True)
        ]
    return [each._replace(batch=batch_code(work.batch)) for each in made]


def _people(
    db: sqlite3.Connection, who: str, picks: finding.Picks | None
) -> list[finding.Found | None]:
    """Return who the reminders are about, each once; None is the user."""
    parts = [part.strip() for part in who.split(",")]
    if ME not in map(fold, parts):
        return [*finding.resolve_all(db, who, picks)]
    found = {
        (each.id if each else 0): each
        for each in (None if fold(p) == ME else finding.resolve_who(db, p, picks) for p in parts)
    }
    return list(found.values())


def _day_of(db: sqlite3.Connection, who: finding.Found | None, when: When | OwnDay) -> When:
    if isinstance(when, When):
        return when
    from tinycrm.services.activity import own_dates

    return When(own_dates.next_day(db, who, when, clock.today()))


def _made(db: sqlite3.Connection, record: Reminder, who: finding.Found | None) -> Made:
    if who is None:
        return Made(record, True, None)
    from tinycrm.services.activity import given_before

    given = given_before.say_planned(db, who.id, record.text)
    return Made(record, True, None, (*aside.say_not_shown([who]), *given), who.also)


def _key_of(key: str | None, number: int) -> str | None:
    """Return the key of one of the reminders that one command makes; the first has it alone."""
    return f"{key}#{number + 1}" if key and number else key


def _made_with(db: sqlite3.Connection, key: str | None) -> list[int]:
    """Return the ids of the reminders that a command with this key made."""
    ids: list[int] = []
    while known := script_keys.find_key(db, _key_of(key, len(ids)), "reminder"):
        ids.append(known)
    return ids


def insert(
    db: sqlite3.Connection,
    contact_id: int | None,
    text: str,
    when: When,
    *,
    repeat: Repeat | None = None,
    fixed: bool = False,
    note_id: int | None = None,
    follows_id: int | None = None,
    uid: str | None = None,
) -> int:
    """Store a reminder; return its id. A monthly or yearly one keeps a day of the month.

    Without a `uid` it gets a new one.
    """
    time = when.time.strftime("%H:%M") if when.time else None
    every = repeat.every if repeat else None
    cursor = db.execute(
        """
        INSERT INTO reminder (uid, contact_id, note_id, follows_id, text, folded, due_on,
            due_time, every_n, every_unit, every_on, fixed, created_at)
        VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)
        """,
        (
            uid or new_uid(), contact_id, note_id, follows_id, text, fold(text),
            when.day.isoformat(), time, every.n if every else None, every.unit if every else None,
            _kept_day(repeat, when) if repeat else None, int(fixed), clock.instant(),
        ),
    )  # fmt: skip
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _kept_day(repeat: Repeat, when: When) -> str | None:
    from tinycrm import repeats

    if not repeats.keeps_day(repeat.every):
        return None
    return repeat.on or when.kept or repeats.day_of(when.day)


def finish(db: sqlite3.Connection, reminder_id: int) -> int | None:
    """Mark a reminder as done; return the id of the next one if it repeats.

    One that is already done stays as it is, so that at most one reminder follows it. The next
    one has a uid that is made from this one's and its day, so that two copies of the store in
    which the same reminder was done have the same next one. If it is there already, because
    another program brought it, it stays as it is. None follows after the year 9999.
    """
    row = db.execute(
        """
        SELECT id, uid, contact_id, note_id, text, due_on, due_time, every_n, every_unit, every_on,
            fixed, done_at
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
    from tinycrm import repeats

    repeat, fixed = _repeat_of(db, row), bool(row["fixed"])
    due = date.fromisoformat(row["due_on"])
    try:
        day = repeats.next_date(*repeat, due, clock.today(), fixed=fixed)
    except OverflowError:
        return None
    uid = derived_uid(row["uid"], day.isoformat())
    return _existing_next(db, reminder_id, uid) or insert(
        db, row["contact_id"], row["text"], _at(day, row["due_time"]), repeat=repeat,
        fixed=fixed, note_id=row["note_id"], follows_id=reminder_id, uid=uid,
    )  # fmt: skip


def _existing_next(db: sqlite3.Connection, reminder_id: int, uid: str) -> int | None:
    """Return the reminder that follows this one already, or has the uid that it would have."""
    found = db.execute(
        "SELECT id FROM reminder WHERE follows_id = ? OR uid = ? ORDER BY uid = ? DESC",
        (reminder_id, uid, uid),
    ).fetchone()
    return found["id"] if found else None


def _repeat_of(db: sqlite3.Connection, row: sqlite3.Row) -> Repeat:
    """Return how a reminder repeats.

    An older store, or another program, may not say which day it keeps: then it is that of the
    first due date of its chain from which whole intervals lead to its own (31 Jan to 28 Feb).
    """
    from tinycrm import repeats

    every = Every(row["every_n"], row["every_unit"])
    if row["every_on"] or not repeats.keeps_day(every):
        return repeats.Repeat(every, row["every_on"])
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
    return repeats.Repeat(every, repeats.day_of(next(d for d in days if every.leads(d, due))))


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
