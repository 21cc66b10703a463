"""The words of `crm done`: one note for each contact, however many rows of theirs are done."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tinycrm import clock
from tinycrm.errors import UsageProblem
from tinycrm.rules import ATTEMPT, GESTURES
from tinycrm.services.activity import attempts, given_before, notes
from tinycrm.services.activity.loading import load_notes
from tinycrm.services.briefing.row_meaning import Row
from tinycrm.services.codes import code, id_of
from tinycrm.services.records import Note, Reminder
from tinycrm.services.typed import note_words
from tinycrm.text import visible
from tinycrm.values import NamedTuple

_USUAL = {"win": "thanks", "note": "thanks", "occasion": "greeting"}
"""The kind of a note whose words name none, by what its row is about, the strongest first."""

_THANKS = ("thanks", "gift")
"""The kinds by which somebody was thanked, for a referral or a present."""


class RowNote(NamedTuple):
    """A note that was logged, and what to say about it."""

    note: Note
    hint: str = ""

    @property
    def is_attempt(self) -> bool:
        """Return whether nobody answered."""
        return self.note.kind == ATTEMPT


def log_rows(db: sqlite3.Connection, rows: Sequence[Row], text: str) -> list[RowNote]:
    """Log a text for the contacts of these rows; return the note of each row.

    Raises UsageProblem for the user's own reminder, which has no contact.
    """
    words = note_words.read_words(text)
    owners = [_owner(db, *row, text) for row in rows]
    made = {}
    for owner in dict.fromkeys(owners):
        tables = {row[0] for row, own in zip(rows, owners, strict=True) if own == owner}
        made[owner] = _log(db, owner, words, _kind(words.kind, tables))
    return [made[owner] for owner in owners]


def log_planned(db: sqlite3.Connection, reminder: Reminder) -> RowNote | None:
    """Log the gesture that a reminder planned: its text begins with the kind, `gift: …`."""
    words = note_words.read_words(reminder.text, dated=True)
    is_labelled = words.text != reminder.text.strip()
    if reminder.contact is None or not is_labelled or words.kind not in GESTURES:
        return None
    return _log(db, id_of(reminder.contact.id), words, words.kind)


def _kind(typed: str | None, tables: set[str]) -> str:
    if tables & {"win", "note"} and typed not in (*_THANKS, ATTEMPT):
        return "thanks"
    return typed or next((_USUAL[each] for each in _USUAL if each in tables), "talk")


def _log(db: sqlite3.Connection, owner: int, words: note_words.Words, kind: str) -> RowNote:
    direction = notes.direction_of(words)
    note_id = notes.insert(db, [owner], words, kind=kind, when=words.when, direction=direction)
    return RowNote(load_notes(db, [note_id])[0], " ".join(_hints(db, owner, note_id, words, kind)))


def _hints(
    db: sqlite3.Connection, owner: int, note_id: int, words: note_words.Words, kind: str
) -> list[str]:
    if kind == ATTEMPT:
        return attempts.say_tries(db, {owner: ""}, clock.today())
    return given_before.say_given(db, {owner: ""}, words.text, note_id) if kind == "gift" else []


_OWNER = {
    "contact": "SELECT id FROM contact WHERE id = ?",
    "reminder": "SELECT contact_id FROM reminder WHERE id = ?",
    "occasion": "SELECT contact_id FROM occasion WHERE id = ?",
    "issue": "SELECT contact_id FROM issue WHERE id = ?",
    "win": "SELECT contact_id FROM win WHERE id = ?",
    "perk": "SELECT contact_id FROM perk WHERE id = ?",
    "deal": "SELECT contact_id FROM deal WHERE id = ?",
    "note": "SELECT contact_id FROM note_contact WHERE note_id = ? ORDER BY id LIMIT 1",
}


def _owner(db: sqlite3.Connection, table: str, row_id: int, text: str) -> int:
    found: int | None = db.execute(_OWNER[table], (row_id,)).fetchone()[0]
    if found is None:
        own = code(table, row_id)
        raise UsageProblem(
            f"{own} is your own reminder: there is no person to log “{visible(text)}” for."
            " Nothing was changed.",
            f"Write it without text: crm done {own}",
        )
    return found
