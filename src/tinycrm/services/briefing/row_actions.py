"""`done`, `snooze` and `mention` for any code that the briefing shows.

Several codes are one batch: if one fails, none is changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta

from tinycrm import clock, config
from tinycrm.errors import Clash, UsageProblem
from tinycrm.services.activity import issues, note_words, notes, reminders
from tinycrm.services.activity.loading import (
    load_issues,
    load_notes,
    load_record,
    load_reminders,
)
from tinycrm.services.briefing import occasions
from tinycrm.services.codes import batch_code, code, id_of, resolve_code
from tinycrm.services.people import cadence
from tinycrm.services.people.contacts import get_contact
from tinycrm.services.records import Record, Reminder
from tinycrm.store import writing
from tinycrm.text import visible
from tinycrm.values import NamedTuple

_KINDS = ("reminder", "contact", "issue", "perk")


class RowResult(NamedTuple):
    """The result for one code: the record after it, a note and a successor if any.

    `was` is the verb to print, `until` the date to which the record is snoozed.
    """

    id: str
    record: Record | None
    logged: Record | None = None
    successor: Reminder | None = None
    was: str = ""
    until: date | None = None


class RowResults(NamedTuple):
    """The results for the codes of one batch."""

    settled: tuple[RowResult, ...]
    batch: str | None


def done(codes: Sequence[str], text: str = "") -> RowResults:
    """Mark reminders and follow-ups as done, issues as mentioned, perks as used; log the text.

    Raises NotFound for a code without a record, UsageProblem for a code of another kind.
    """
    with writing("done") as work:
        found = [resolve_code(work.db, each, *_KINDS) for each in codes]
        settled = tuple(
            _DONE[table](work.db, row_id, text) for table, row_id in dict.fromkeys(found)
        )
        work.label = f"done {' '.join(each.id for each in settled)}"
    return RowResults(settled, batch_code(work.batch))


def _done_reminder(db: sqlite3.Connection, row_id: int, text: str) -> RowResult:
    successor = reminders.finish(db, row_id)
    record = load_reminders(db, [row_id])[0]
    logged = None
    if text and record.contact is None:
        raise UsageProblem(
            f"{record.id} is your own reminder: there is no person to log “{visible(text)}” for."
            " Nothing was changed.",
            f"Write it without text: crm done {record.id}",
        )
    if text and record.contact is not None:
        logged = _log(db, id_of(record.contact.id), text, "talk")
    next_one = load_reminders(db, [successor])[0] if successor else None
    return RowResult(record.id, record, logged, next_one, "done")


def _done_contact(db: sqlite3.Connection, row_id: int, text: str) -> RowResult:
    """Log a note; if the briefing shows an occasion it is a greeting and closes the occasion.

    While a follow-up is due, an occasion still to come stays open: the note is the follow-up.
    """
    today = clock.today()
    found = _open_occasions(db, row_id, today)
    if cadence.is_due(get_contact(db, row_id), today):
        found = [r for r in found if r.on <= today]
    logged = _log(db, row_id, text, "greeting" if found else "talk")
    occasions.close_for(db, row_id, found)
    return RowResult(code("contact", row_id), get_contact(db, row_id), logged, was="contacted")


def _open_occasions(
    db: sqlite3.Connection, contact_id: int, today: date
) -> list[occasions.Occurrence]:
    start = today - timedelta(days=occasions.BELATED_DAYS)
    until = today + timedelta(days=occasions.AHEAD_DAYS)
    found = occasions.find_occurrences(
        db, start, until, today, leap_day=config.load().leap_day, contact_id=contact_id
    )
    return [each for each in found if not each.closed]


def _done_issue(db: sqlite3.Connection, row_id: int, text: str) -> RowResult:
    issues.mention(db, row_id, clock.today())
    record = load_issues(db, [row_id])[0]
    logged = _log(db, id_of(record.contact.id), text, "talk") if text else None
    if logged:
        db.execute(
            "INSERT INTO note_issue (note_id, issue_id) VALUES (?, ?)", (id_of(logged.id), row_id)
        )
    return RowResult(record.id, record, logged, was="mentioned")


def _done_perk(db: sqlite3.Connection, row_id: int, text: str) -> RowResult:
    row = db.execute("SELECT contact_id FROM perk WHERE id = ?", (row_id,)).fetchone()
    db.execute(
        "UPDATE perk SET used_on = coalesce(used_on, ?) WHERE id = ?",
        (clock.today().isoformat(), row_id),
    )
    logged = _log(db, row["contact_id"], text, "talk") if text else None
    return RowResult(code("perk", row_id), None, logged, was="used")


_DONE = {
    "reminder": _done_reminder,
    "contact": _done_contact,
    "issue": _done_issue,
    "perk": _done_perk,
}


def _log(db: sqlite3.Connection, contact_id: int, text: str, kind: str) -> Record:
    words = note_words.read_words(text)
    note_id = notes.insert(
        db, [contact_id], words, kind=words.kind or kind,
        direction="in" if words.received else None,
    )  # fmt: skip
    return load_notes(db, [note_id])[0]


def snooze(codes: Sequence[str], until: date) -> RowResults:
    """Hide rows of the briefing until a date; the date they are due is unchanged.

    Raises UsageProblem if `until` is not in the future, Clash if a reminder is done.
    """
    if until <= clock.today():
        raise UsageProblem(f"{until} is not in the future.", "Write it like 1w or 2026-12-01.")
    with writing("snooze") as work:
        found = [resolve_code(work.db, each, *_KINDS) for each in codes]
        settled = tuple(_snooze(work.db, *each, until) for each in dict.fromkeys(found))
        work.label = f"snooze {' '.join(each.id for each in settled)}"
    return RowResults(settled, batch_code(work.batch))


def _snooze(db: sqlite3.Connection, table: str, row_id: int, until: date) -> RowResult:
    own = code(table, row_id)
    done = "SELECT 1 FROM reminder WHERE id = ? AND done_at IS NOT NULL"
    if table == "reminder" and db.execute(done, (row_id,)).fetchone():
        raise Clash(f"{own} is already done.", f"crm show {own}")
    db.execute(f"UPDATE {table} SET snoozed_until = ? WHERE id = ?", (until.isoformat(), row_id))
    return RowResult(own, load_record(db, table, row_id), was="snoozed", until=until)


def mention(codes: Sequence[str]) -> RowResults:
    """Record that issues were mentioned today."""
    with writing("mention") as work:
        found = [resolve_code(work.db, each, "issue") for each in codes]
        settled = tuple(_done_issue(work.db, row_id, "") for _, row_id in dict.fromkeys(found))
        work.label = f"mention {' '.join(each.id for each in settled)}"
    return RowResults(settled, batch_code(work.batch))
