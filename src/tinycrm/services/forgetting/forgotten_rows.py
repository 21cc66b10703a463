"""Which rows belong, or last belonged, to somebody: in the tables and in the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Iterator

from tinycrm.services.codes import TABLES, code
from tinycrm.services.owned_tables import OWNED
from tinycrm.store import journal
from tinycrm.store.erasing import Row


def rows_of(db: sqlite3.Connection, *contact_ids: int) -> set[Row]:
    """Return the rows of contacts, even deleted ones: the journal shows who they belonged to.

    What belongs, or last belonged, to somebody else is not theirs, as after an undone merge.
    """
    rows: set[Row] = {("contact", each) for each in contact_ids}
    for contact_id in contact_ids:
        for table, owned in OWNED.items():
            for column in owned.owners:
                found = journal.ever(db, table, column, contact_id)
                rows |= {
                    (table, own)
                    for own in found
                    if journal.last_values(db, table, own, owned.owners) & {*contact_ids}
                }
        rows |= {("note", note_id) for note_id in _notes_of(db, contact_id)}
    return rows


def codes_of(rows: Iterable[Row]) -> set[str]:
    """Return the codes of those of these rows that are records."""
    return {code(table, row_id) for table, row_id in rows if table in TABLES.values()}


def tags_of(db: sqlite3.Connection, rows: Iterable[Row]) -> set[int]:
    """Return the tags that these contacts and notes have, or had."""
    found: set[int] = set()
    for owner in ("contact", "note"):
        for own in (row_id for table, row_id in rows if table == owner):
            found |= journal.ever(db, f"{owner}_tag", f"{owner}_id", own, "tag_id")
    return found


def drop_tags(db: sqlite3.Connection, tags: Iterable[int], rows: Container[Row]) -> set[Row]:
    """Delete those of these tags that nobody else has, or had: they may reveal who had them."""
    own = {tag for tag in tags if all(each in rows for each in _uses_of(db, tag))}
    db.executemany("DELETE FROM tag WHERE id = ?", [(tag,) for tag in own])
    return {("tag", tag) for tag in own}


def _uses_of(db: sqlite3.Connection, tag: int) -> Iterator[Row]:
    """Yield who has a tag, or had it as far as the journal knows: rows of tags, and notes."""
    for own in journal.ever(db, "contact_tag", "tag_id", tag):
        yield "contact_tag", own
    for own in journal.ever(db, "note_tag", "tag_id", tag, "note_id"):
        yield "note", own


def _notes_of(db: sqlite3.Connection, contact_id: int) -> set[int]:
    """Return the notes of this contact, even deleted ones, that no other contact has now."""
    notes = journal.ever(db, "note_contact", "contact_id", contact_id, "note_id")
    shared = db.execute("SELECT note_id FROM note_contact WHERE contact_id <> ?", (contact_id,))
    return notes - {note_id for (note_id,) in shared}


def drop_keys(db: sqlite3.Connection, rows: Iterable[Row]) -> set[Row]:
    """Delete the scripts' keys of these rows; return the rows of the keys."""
    codes = codes_of(rows)
    found = db.execute(
        """
        SELECT id, record FROM external_key
        UNION
        SELECT row_id, json_extract(before, '$.record') FROM change
        WHERE entity = 'external_key' AND before IS NOT NULL
        """
    )
    keys = {("external_key", row_id) for row_id, record in found.fetchall() if record in codes}
    db.executemany("DELETE FROM external_key WHERE id = ?", [(row_id,) for _, row_id in keys])
    return keys
