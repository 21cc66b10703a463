"""The events of a calendar: yearly dates, and reminders that are not done."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from tinycrm import config
from tinycrm.days import Every, YearlyDay, occurrence
from tinycrm.exchange.calendar_writing import CalendarEvent
from tinycrm.repeats import Repeat, day_of, keeps_day
from tinycrm.services.sql import rows_of, stored_day
from tinycrm.text import fold

_FIRST_YEAR, _LEAP_YEAR = 1904, 2000
"""Before this year few calendars go; where none is known, a leap year stands for it."""

_DATES = """
    SELECT contact.uid, contact.name, contact.updated_at, label, month, day, year
    FROM occasion JOIN contact ON contact.id = contact_id
    WHERE contact.id IN ({}) AND archived_at IS NULL AND do_not_contact = 0
    ORDER BY contact.id, label <> 'birthday', occasion.id
"""
_REMINDERS = """
    SELECT reminder.uid, contact.name, text, due_on, due_time, reminder.every_n,
        reminder.every_unit, every_on,
        fixed, reminder.snoozed_until, reminder.created_at
    FROM reminder LEFT JOIN contact ON contact.id = contact_id
    WHERE done_at IS NULL AND archived_at IS NULL
"""


def find_events(
    db: sqlite3.Connection, ids: Sequence[int], *, some: bool
) -> Iterator[CalendarEvent]:
    """Yield the events of these contacts, and without a filter (`some`) the user's own.

    Archived people and those who are not to be contacted have none, as in the briefing.
    """
    leap_day = config.load().leap_day
    seen: Counter[tuple[str, str]] = Counter()
    for uid, name, changed_at, label, *day in rows_of(db, _DATES, ids):
        seen[uid, label] += 1
        number = f"-{seen[uid, label]}" if seen[uid, label] > 1 else ""
        yield _yearly(
            f"{uid}-{fold(label).partition(chr(10))[0].replace(' ', '-')}{number}@tinycrm",
            f"{name}: {label}",
            YearlyDay(*day),
            changed_at,
            leap_day,
        )
    reminders = rows_of(db, f"{_REMINDERS} AND contact_id IN ({{}}) ORDER BY reminder.id", ids)
    if not some:
        reminders += db.execute(f"{_REMINDERS} AND contact_id IS NULL ORDER BY reminder.id")
    for row in reminders:
        yield _reminder(row)


def _yearly(uid: str, title: str, day: YearlyDay, changed_at: str, leap_day: str) -> CalendarEvent:
    year = max(day.year or _LEAP_YEAR, _FIRST_YEAR)
    while (day.month, day.day) == (2, 29) and year % 4:
        year += 1
    said = f"{title} ({day.year})" if day.year else title
    return CalendarEvent(
        uid, said, occurrence(day, year), None, changed_at, Repeat(Every(1, "y")), leap_day
    )


def _reminder(row: sqlite3.Row) -> CalendarEvent:
    due = date.fromisoformat(row["due_on"])
    snoozed = stored_day(row["snoozed_until"]) or due
    every = Every(row["every_n"], row["every_unit"]) if row["every_n"] else None
    on = (row["every_on"] or day_of(due)) if keeps_day(every) else None
    return CalendarEvent(
        row["uid"],
        f"{row['name']}: {row['text']}" if row["name"] else row["text"],
        max(due, snoozed),
        row["due_time"],
        row["created_at"],
        Repeat(every, on) if every and snoozed <= due else None,
    )
