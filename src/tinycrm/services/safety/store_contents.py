"""What a store or a backup holds, in a few numbers."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from tinycrm.store import journal
from tinycrm.values import NamedTuple


class StoreContents(NamedTuple):
    """How much a store holds. `changed` is when it was last written, in local time."""

    people: int
    notes: int
    changed: datetime | None
    last_change: int

    def say(self) -> str:
        """Return this in words: “12 people, 40 notes, last change 23 Nov 2026 12:00”."""
        people = f"{self.people} {'person' if self.people == 1 else 'people'}"
        notes = f"{self.notes} {'note' if self.notes == 1 else 'notes'}"
        return f"{people}, {notes}, {self.say_changed()}"

    def say_changed(self) -> str:
        """Return when it was last written, in words."""
        if self.changed is None:
            return "no change yet"
        return f"last change {self.changed.day} {self.changed:%b %Y %H:%M}"


def contents_of(db: sqlite3.Connection) -> StoreContents:
    """Return what an open store holds."""
    people, notes, made_at = db.execute(
        """
        SELECT (SELECT count(*) FROM contact), (SELECT count(*) FROM note),
            (SELECT max(made_at) FROM batch)
        """
    ).fetchone()
    changed = None
    if made_at:
        changed = datetime.fromisoformat(made_at).astimezone().replace(tzinfo=None)
    return StoreContents(people, notes, changed, journal.last_change(db))
