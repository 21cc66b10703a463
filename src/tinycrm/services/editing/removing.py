"""Archiving contacts, and deleting any record. Both can be undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tinycrm import clock
from tinycrm.days import YearlyDay
from tinycrm.errors import Candidate
from tinycrm.services.activity.loading import load_records
from tinycrm.services.codes import TABLES, batch_code, code, resolve_code
from tinycrm.services.editing import editing
from tinycrm.services.owned_tables import RECORDS
from tinycrm.services.people import finding
from tinycrm.services.people.contacts import load_contacts
from tinycrm.store import reading, writing
from tinycrm.text import visible
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

REMOVABLE = tuple(table for table in TABLES.values() if table != "batch")


class Removal(NamedTuple):
    """A record that would be deleted: its code, what it is, and what is deleted with it.

    `also` are the other contacts that the name may mean.
    """

    id: str
    about: str
    with_it: tuple[str, ...] = ()
    also: tuple[Candidate, ...] = ()

    def say(self) -> str:
        """Return it in words: `Ada Lovelace (c3) with 12 notes, 1 issue`."""
        more = f" with {', '.join(self.with_it)}" if self.with_it else ""
        return f"{visible(self.about)} ({self.id}){more}"


class Removed(NamedTuple):
    """The records as they were; rows of tables without records have only their code."""

    records: tuple[Any, ...]
    batch: str | None


def archive(
    typed: Sequence[str], *, off: bool = False, picks: finding.Picks | None = None
) -> editing.Edited:
    """Archive contacts, or with `off` unarchive them, as one batch.

    Raises what `editing.find_records` does.
    """
    with writing("archive") as work:
        db = work.db
        keys, also = editing.find_records(db, typed, picks, ("contact",))
        changed = []
        for _, own in keys:
            done = db.execute(
                """
                UPDATE contact
                SET archived_at = ?, updated_at = ?
                WHERE id = ? AND (archived_at IS NULL) = ?
                """,
                (None if off else clock.instant(), clock.instant(), own, not off),
            )
            if done.rowcount:
                changed.append(code("contact", own))
        work.label = editing.say_label("unarchive" if off else "archive", changed)
        records = tuple(load_contacts(db, [own for _, own in keys]))
    return editing.Edited(records, tuple(changed), batch_code(work.batch), also)


def preview(codes: Sequence[str]) -> list[Removal]:
    """Return what `remove` would delete. Raises NotFound for a code that does not exist."""
    with reading() as db:
        keys = dict.fromkeys(resolve_code(db, each, *REMOVABLE) for each in codes)
        return [removal_of(db, *key) for key in keys]


def remove(codes: Sequence[str]) -> Removed:
    """Delete records, and what belongs to them, as one batch.

    A note is deleted with the last contact it is about. Raises NotFound for a code that does
    not exist; then nothing is deleted.
    """
    with writing("rm") as work:
        db = work.db
        keys = list(dict.fromkeys(resolve_code(db, each, *REMOVABLE) for each in codes))
        records = {each.id: each for each in load_records(db, keys)}
        for table, row_id in keys:
            db.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        own = [code(*key) for key in keys]
        work.label = editing.say_label("rm", own)
    return Removed(
        tuple(records.get(each, {"id": each}) for each in own),
        batch_code(work.batch),
    )


# ── what would be deleted ────────────────────────────────────────────────────────────────


def removal_of(db: sqlite3.Connection, table: str, row_id: int) -> Removal:
    """Return what would be deleted with this record."""
    own = code(table, row_id)
    if table == "contact":
        name = db.execute("SELECT name FROM contact WHERE id = ?", (row_id,)).fetchone()[0]
        return Removal(own, name, tuple(_counts_of(db, row_id)))
    if table == "occasion":
        return _occasion_removal(db, row_id)
    column = "body" if table == "note" else "text"
    text = db.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row_id,)).fetchone()[0]
    words = " ".join(text.split()) if text else ""
    return Removal(own, f"{table} “{words[:60]}{'…' if len(words) > 60 else ''}”" if words else own)


def _occasion_removal(db: sqlite3.Connection, row_id: int) -> Removal:
    """Return a yearly date as it would be deleted: `birthday 10 Dec 1815 of Ada`."""
    row = db.execute(
        """
        SELECT occasion.label, occasion.month, occasion.day, occasion.year, contact.name
        FROM occasion JOIN contact ON contact.id = occasion.contact_id
        WHERE occasion.id = ?
        """,
        (row_id,),
    ).fetchone()
    day = YearlyDay(row["month"], row["day"], row["year"])
    return Removal(code("occasion", row_id), f"{row['label']} {day.say()} of {row['name']}")


def _counts_of(db: sqlite3.Connection, contact_id: int) -> list[str]:
    """Return what is deleted with a contact: notes about no one else, and their other records."""
    alone = db.execute(
        """
        SELECT count(*)
        FROM note_contact AS own
        WHERE contact_id = :who AND NOT EXISTS (
            SELECT 1 FROM note_contact WHERE note_id = own.note_id AND contact_id <> :who
        )
        """,
        {"who": contact_id},
    ).fetchone()[0]
    counts = [(alone, "note")]
    for table in RECORDS:
        sql = f"SELECT count(*) FROM {table} WHERE contact_id = ?"
        counts.append((db.execute(sql, (contact_id,)).fetchone()[0], table))
    return [f"{count} {_plural(word, count)}" for count, word in counts if count]


def _plural(table: str, count: int) -> str:
    word = {"feedback": "answer"}.get(table, table)
    return word if count == 1 else f"{word}s"
