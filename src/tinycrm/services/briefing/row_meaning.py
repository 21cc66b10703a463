"""Which row of the briefing the code of a contact means, for `done` and `snooze`.

Their cadence if it is due, else the occasion that is shown, else the referral to thank for. A
code of the row itself (`o7`, `w9`) always means that row.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm import config
from tinycrm.errors import UsageProblem
from tinycrm.services.briefing import occasions
from tinycrm.services.codes import code
from tinycrm.services.outcomes import thanks
from tinycrm.services.people import cadence, waiting
from tinycrm.services.people.contacts import get_contact

Row = tuple[str, int]
"""Table and id of what a row is about; a contact stands for its cadence."""


def meant_by(db: sqlite3.Connection, table: str, row_id: int, today: date) -> Row:
    """Return the row that a code means: of a contact the one in the briefing, else itself."""
    return row_of(db, row_id, today) if table == "contact" else (table, row_id)


def row_of(db: sqlite3.Connection, contact_id: int, today: date) -> Row:
    """Return the row of a contact in the briefing; if there is none, its cadence."""
    if _is_due(db, contact_id, today):
        return ("contact", contact_id)
    shown = _shown_occasion(db, contact_id, today)
    if shown:
        return ("occasion", shown.id)
    return (
        _first(db, _TO_THANK, contact_id, today, "win")
        or _first(db, _PRESENT, contact_id, today, "note")
        or ("contact", contact_id)
    )


def snoozed_row_of(db: sqlite3.Connection, contact_id: int, today: date) -> Row:
    """Return the snoozed row of a contact, in the same order; if none is, its cadence."""
    return (
        _first(db, _SNOOZED_CONTACT, contact_id, today, "contact")
        or _first(db, _SNOOZED_OCCASION, contact_id, today, "occasion")
        or _first(db, _SNOOZED_WIN, contact_id, today, "win")
        or _first(db, _SNOOZED_PRESENT, contact_id, today, "note")
        or ("contact", contact_id)
    )


def check_present(db: sqlite3.Connection, note_id: int) -> None:
    """Raise UsageProblem for a note that is not about a present that was received."""
    if not thanks.is_present(db, note_id):
        own = code("note", note_id)
        raise UsageProblem(
            f"{own} is not about a present from somebody: there is nobody to thank for it."
            " Nothing was changed.",
            f"To see it: crm show {own}",
        )


def is_thanked(db: sqlite3.Connection, win_id: int) -> bool:
    """Return whether somebody was thanked, by a note or a gift, since a win."""
    query = f"""
        SELECT 1 FROM win JOIN contact ON contact.id = win.contact_id
        WHERE win.id = ? AND {waiting.IS_THANKED}
    """
    return db.execute(query, (win_id,)).fetchone() is not None


def _is_due(db: sqlite3.Connection, contact_id: int, today: date) -> bool:
    is_snoozed = _first(db, _SNOOZED_CONTACT, contact_id, today, "contact")
    return not is_snoozed and cadence.is_due(get_contact(db, contact_id), today)


def _shown_occasion(
    db: sqlite3.Connection, contact_id: int, today: date
) -> occasions.Occurrence | None:
    start = today - timedelta(days=occasions.BELATED_DAYS)
    until = today + timedelta(days=occasions.AHEAD_DAYS)
    found = occasions.find_occurrences(
        db, start, until, today, leap_day=config.load().leap_day, contact_id=contact_id,
        returned=True,
    )  # fmt: skip
    return next((each for each in found if not each.closed), None)


_TO_THANK = f"""
    SELECT win.id
    FROM win JOIN contact ON contact.id = win.contact_id
    WHERE win.contact_id = :own AND {waiting.CONTACT_IS_ACTIVE} AND {waiting.THANKS_WAIT}
    ORDER BY win.won_on, win.id
"""
_PRESENT = f"""
    SELECT note.id
    FROM note_contact
        JOIN note ON note.id = note_contact.note_id
        JOIN contact ON contact.id = note_contact.contact_id
    WHERE note_contact.contact_id = :own AND {waiting.CONTACT_IS_ACTIVE}
        AND {waiting.PRESENT_WAITS}
    ORDER BY note.happened_on, note.id
"""
_SNOOZED_PRESENT = """
    SELECT note.id
    FROM note_contact JOIN note ON note.id = note_contact.note_id
    WHERE note_contact.contact_id = :own AND note.snoozed_until > :today
    ORDER BY note.id
"""
_SNOOZED_CONTACT = "SELECT id FROM contact WHERE id = :own AND snoozed_until > :today"
_SNOOZED_OCCASION = """
    SELECT id FROM occasion WHERE contact_id = :own AND snoozed_until > :today
    ORDER BY snoozed_until, id
"""
_SNOOZED_WIN = """
    SELECT id FROM win WHERE contact_id = :own AND snoozed_until > :today ORDER BY id
"""


def _first(
    db: sqlite3.Connection, query: str, contact_id: int, today: date, table: str
) -> Row | None:
    since = today - timedelta(days=waiting.THANKS_DAYS)
    values = {"own": contact_id, "today": today.isoformat(), "thanked_since": since.isoformat()}
    row = db.execute(query, values).fetchone()
    return (table, row[0]) if row else None
