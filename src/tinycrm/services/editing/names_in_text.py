"""Where a contact is named: in records of others, in saved filters, in the journal."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator

from tinycrm.services.codes import TABLES, code, read_code
from tinycrm.services.owned_tables import WORDS
from tinycrm.services.sql import rows_of
from tinycrm.store import journal
from tinycrm.store.erasing import Row


class NamePattern:
    """A contact's names, present and former, and their e-mail addresses."""

    def __init__(self, names: Iterable[str]) -> None:
        spelled = set(names)
        spelled |= {json.dumps(each, ensure_ascii=False)[1:-1] for each in spelled}  # as in JSON
        words = {r"\s+".join(map(re.escape, each.split())) for each in spelled if each.strip()}
        longest = sorted(words, key=len, reverse=True)
        self._pattern = re.compile(rf"(?:{'|'.join(longest)})(?!\w)", re.IGNORECASE)

    def occur_in(self, text: str) -> bool:
        """Return whether one of them occurs in a text as whole words."""
        return any(not text[: at.start()][-1:].isalnum() for at in self._pattern.finditer(text))


_CALLED = (
    """
    SELECT json_extract(before, '$.name') FROM change
    WHERE entity = 'contact' AND before IS NOT NULL AND row_id IN ({})
    """,
    """
    SELECT json_extract(before, '$.value') FROM change
    WHERE entity = 'contact_point' AND json_extract(before, '$.kind') = 'email'
        AND json_extract(before, '$.contact_id') IN ({})
    """,
    "SELECT value FROM contact_point WHERE kind = 'email' AND contact_id IN ({})",
)


def names_of(db: sqlite3.Connection, name: str, ids: Iterable[int]) -> NamePattern:
    """Return the names of a contact who has, or had, these ids."""
    own = tuple(ids)
    found = [row[0] for sql in _CALLED for row in rows_of(db, sql, own)]
    return NamePattern([name, *found])


def changes_with_name(db: sqlite3.Connection, names: NamePattern) -> list[int]:
    """Return the journal's changes that contain a name, of any record."""
    sql = "SELECT id, before FROM change WHERE before IS NOT NULL AND entity IN ({})"
    rows = rows_of(db, sql, (*WORDS, "segment"))
    # A saved filter has one word a line; the journal writes the line breaks as \n.
    return [own for own, before in rows if names.occur_in(before.replace("\\n", " "))]


def records_with_name(db: sqlite3.Connection, names: NamePattern) -> Iterator[str]:
    """Yield the codes of the records whose text contains a name."""
    for table, words in WORDS.items():
        record, column = (table, "id") if table in TABLES.values() else ("contact", "contact_id")
        for row_id, text in db.execute(f"SELECT {column}, {words} FROM {table} ORDER BY {column}"):
            if names.occur_in(text):
                yield code(record, row_id)


def drop_filters(db: sqlite3.Connection, names: NamePattern) -> list[str]:
    """Delete the saved filters that contain a name; return what the filters were called."""
    rows = db.execute("SELECT id, name, filter FROM segment ORDER BY name").fetchall()
    found = [row for row in rows if names.occur_in(row["filter"]) or names.occur_in(row["name"])]
    db.executemany("DELETE FROM segment WHERE id = ?", [(row["id"],) for row in found])
    return [row["name"] for row in found]


def drop_relations(db: sqlite3.Connection, ids: Iterable[int], names: NamePattern) -> set[Row]:
    """Delete the relations of others to this contact; return their rows, also former ones."""
    own = tuple(ids)
    found = {row for each in own for row in journal.ever(db, "relation", "other_id", each)}
    rows = db.execute("SELECT id, other_id, name FROM relation").fetchall()
    theirs = [
        row["id"]
        for row in rows
        if row["other_id"] in own or (row["other_id"] is None and names.occur_in(row["name"]))
    ]
    db.executemany("DELETE FROM relation WHERE id = ?", [(each,) for each in theirs])
    return {("relation", each) for each in (*found, *theirs)}


def blank_labels(db: sqlite3.Connection, rows: Iterable[Row], names: NamePattern) -> None:
    """Reduce labels to verb and codes, for the batches of these rows and those with a name."""
    changed = set()
    for row in rows:
        found = db.execute(
            """
            SELECT (
                SELECT id FROM batch WHERE last_change >= change.id ORDER BY last_change LIMIT 1
            )
            FROM change
            WHERE entity = ? AND row_id = ?
            """,
            row,
        )
        changed |= {batch_id for (batch_id,) in found}
    for batch_id, label in db.execute("SELECT id, label FROM batch").fetchall():
        if batch_id in changed or names.occur_in(label):
            verb, *others = label.split()
            plain = " ".join((verb, *filter(read_code, others)))
            db.execute("UPDATE batch SET label = ? WHERE id = ?", (plain, batch_id))
