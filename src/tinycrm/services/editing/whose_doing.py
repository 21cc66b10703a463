"""Whose doing a note is about: they gave, wrote or called, or the user did.

It is no field of the record, so that the JSON of a note stays as it is; an export has it, as
`direction`.
"""

from __future__ import annotations

import sqlite3

from tinycrm.errors import UsageProblem
from tinycrm.services.codes import ME, id_of
from tinycrm.services.records import Note, Record
from tinycrm.text import visible

THEM = "them"
WHOSE = "them: they gave, wrote or called; me: you did"
"""What `them` and `me` mean, as what a note is from."""


def parse_from(text: str) -> bool:
    """Return whether a note is from them, by `them` or `me`. Raises UsageProblem."""
    word = text.strip().lower()
    if word not in (THEM, ME):
        raise UsageProblem(f"“{visible(text)}” is neither {THEM} nor {ME}.", f"{WHOSE}.")
    return word == THEM


def say_from(from_them: bool) -> str:
    """Return `them` or `me`, as `parse_from` reads it."""
    return THEM if from_them else ME


def is_from_them(db: sqlite3.Connection, record: Record) -> bool | None:
    """Return whether a note is about what they did; None for any other record."""
    if not isinstance(record, Note):
        return None
    query = "SELECT direction IS 'in' FROM note WHERE id = ?"
    return bool(db.execute(query, (id_of(record.id),)).fetchone()[0])


def turn(db: sqlite3.Connection, record: Record, from_them: bool | None) -> bool:
    """Store whose doing a note is about, where that is new; return whether it was."""
    if from_them is None or from_them == is_from_them(db, record):
        return False
    direction = "in" if from_them else "out"
    db.execute("UPDATE note SET direction = ? WHERE id = ?", (direction, id_of(record.id)))
    return True
