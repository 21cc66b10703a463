"""What `done`, `snooze` and `mention` did to each row, and the rows they know in words."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm.dates import say_full_day
from tinycrm.services.activity.loading import load_notes
from tinycrm.services.activity.loading_outcomes import load_perks
from tinycrm.services.briefing.occasions import Occurrence
from tinycrm.services.codes import code
from tinycrm.services.people.contacts import get_contact
from tinycrm.services.records import Record, Reminder
from tinycrm.values import Fields


class RowResult(Fields):
    """The result for one code: the record after it, a note and a successor if any.

    `row` is the code of the row that was meant, other than `id` if the code of a contact was
    given; `about` are its words, "" where the record has them. `was` is the verb to print.
    After a snooze, `snoozes` is set and `until` is the date to which the row is snoozed now.
    """

    id: str
    record: Record | None
    logged: Record | None = None
    successor: Reminder | None = None
    was: str = ""
    until: date | None = None
    row: str = ""
    about: str = ""
    hint: str = ""
    snoozes: bool = False


class RowResults(Fields):
    """The results for the codes of one batch."""

    settled: tuple[RowResult, ...]
    batch: str | None


def of_occasion(db: sqlite3.Connection, found: Occurrence, was: str) -> RowResult:
    """Return the result for an occasion; its record is the contact."""
    return RowResult(
        id=code("occasion", found.id),
        record=get_contact(db, found.contact_id),
        was=was,
        about=f"{found.name}, {found.label} on {say_full_day(found.on)}",
    )


def of_referral(db: sqlite3.Connection, win_id: int, was: str) -> RowResult:
    """Return the result for the thanks due for a referral; its record is the referrer."""
    row = db.execute(
        """
        SELECT win.contact_id, contact.name AS brought
        FROM win LEFT JOIN contact ON contact.id = win.brought_id
        WHERE win.id = ?
        """,
        (win_id,),
    ).fetchone()
    record = get_contact(db, row["contact_id"])
    about = f"{record.name}, brought {row['brought']}" if row["brought"] else record.name
    return RowResult(code("win", win_id), record, was=was, about=about)


def of_present(db: sqlite3.Connection, note_id: int, was: str) -> RowResult:
    """Return the result for the thanks due for a present; its record is the note about it."""
    (note,) = load_notes(db, [note_id])
    names = ", ".join(each.name for each in note.contacts)
    return RowResult(note.id, note, was=was, about=f"{names}, {note.text}" if note.text else names)


def of_perk(db: sqlite3.Connection, perk_id: int, was: str) -> RowResult:
    """Return the result for a perk."""
    return RowResult(code("perk", perk_id), load_perks(db, [perk_id])[0], was=was)
