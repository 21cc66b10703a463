"""Where somebody is named: in words that belong to others, in filters, in what undo knows."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator

from tinycrm.services.codes import TABLES, code, read_code
from tinycrm.services.owned_tables import WORDS
from tinycrm.services.sql import rows_of
from tinycrm.store.erasing import Row


class NamePattern:
    """What somebody is called, now and formerly, and their e-mail addresses."""

    def __init__(self, names: Iterable[str]) -> None:
        spelled = set(names)
        spelled |= {json.dumps(each, ensure_ascii=False)[1:-1] for each in spelled}  # in images
        words = {r"\s+".join(map(re.escape, each.split())) for each in spelled if each.strip()}
        longest = sorted(words, key=len, reverse=True)
        self._pattern = re.compile(rf"(?:{'|'.join(longest)})(?!\w)", re.IGNORECASE)

    def stand_in(self, text: str) -> bool:
        """Tell whether one of them stands in a text as words of its own."""
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
    """Return what somebody is called, whose cards have, or had, these ids."""
    own = tuple(ids)
    found = [row[0] for sql in _CALLED for row in rows_of(db, sql, own)]
    return NamePattern([name, *found])


def changes_with_name(db: sqlite3.Connection, names: NamePattern) -> list[int]:
    """Return the changes in whose images a name stands, whosever they are."""
    sql = "SELECT id, before FROM change WHERE before IS NOT NULL AND entity IN ({})"
    rows = rows_of(db, sql, (*WORDS, "segment"))
    # A saved filter has a word on each line, which its image spells \n.
    return [own for own, before in rows if names.stand_in(before.replace("\\n", " "))]


def records_with_name(db: sqlite3.Connection, names: NamePattern) -> Iterator[str]:
    """Yield the codes of the records in whose words a name stands."""
    for table, words in WORDS.items():
        record, column = (table, "id") if table in TABLES.values() else ("contact", "contact_id")
        for row_id, text in db.execute(f"SELECT {column}, {words} FROM {table} ORDER BY {column}"):
            if names.stand_in(text):
                yield code(record, row_id)


def drop_filters(db: sqlite3.Connection, names: NamePattern) -> list[str]:
    """Delete the saved filters that name somebody who is gone; return what they were called."""
    rows = db.execute("SELECT id, name, filter FROM segment ORDER BY name").fetchall()
    found = [row for row in rows if names.stand_in(row["filter"]) or names.stand_in(row["name"])]
    db.executemany("DELETE FROM segment WHERE id = ?", [(row["id"],) for row in found])
    return [row["name"] for row in found]


def blank_labels(db: sqlite3.Connection, rows: Iterable[Row], names: NamePattern) -> None:
    """Leave verb and codes of the labels of these rows' batches, and of those with a name."""
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
        if batch_id in changed or names.stand_in(label):
            verb, *others = label.split()
            plain = " ".join((verb, *filter(read_code, others)))
            db.execute("UPDATE batch SET label = ? WHERE id = ?", (plain, batch_id))
