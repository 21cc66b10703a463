"""Where a contact is named: in records of others, now and before, and in the journal's labels."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Container, Iterable, Iterator

from tinycrm.services.codes import TABLES, code, read_code
from tinycrm.services.owned_tables import WORDS
from tinycrm.services.sql import rows_of
from tinycrm.store.erasing import Row
from tinycrm.text import fold


class NamePattern:
    """A contact's names, present and former, and their e-mail addresses."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(names))
        spelled = set(self.names)
        spelled |= {json.dumps(each, ensure_ascii=False)[1:-1] for each in spelled}  # as in JSON
        words = {r"\s+".join(map(re.escape, each.split())) for each in spelled if each.strip()}
        longest = sorted(words, key=len, reverse=True)
        self._pattern = re.compile(rf"(?:{'|'.join(longest)})(?!\w)", re.IGNORECASE)

    def words(self) -> set[str]:
        """Return the words of the names, folded, without initials; an address is one word."""
        forms = (form for name in self.names for form in fold(name).split("\n"))
        return {word.strip(".,") for form in forms for word in form.split() if len(word) > 2}

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


def records_named_before(
    db: sqlite3.Connection, names: NamePattern, rows: Container[Row]
) -> Iterator[str]:
    """Yield the codes of the records that once contained a name, but for `rows`.

    The journal keeps what was changed or deleted, so that it can be undone.
    """
    sql = """
        SELECT entity, row_id, before, json_extract(before, '$.contact_id')
        FROM change
        WHERE before IS NOT NULL AND entity IN ({})
        """
    for entity, row_id, before, owner in rows_of(db, sql, tuple(WORDS)):
        if (entity, row_id) not in rows and names.occur_in(_words_of(before)):
            yield code(entity, row_id) if entity in TABLES.values() else code("contact", owner)


def _words_of(image: str) -> str:
    return "\n".join(str(value) for value in json.loads(image).values())


def records_with_name(db: sqlite3.Connection, names: NamePattern) -> Iterator[str]:
    """Yield the codes of the records whose text contains a name."""
    for table, words in WORDS.items():
        record, column = (table, "id") if table in TABLES.values() else ("contact", "contact_id")
        for row_id, text in db.execute(f"SELECT {column}, {words} FROM {table} ORDER BY {column}"):
            if names.occur_in(text):
                yield code(record, row_id)


def blank_labels(db: sqlite3.Connection, rows: Iterable[Row], names: NamePattern) -> None:
    """Reduce labels to verb and codes, for batches that changed these rows and tell a name.

    It may be part of the name of an imported file. The name of a deleted filter goes too.
    """
    own = names.words()
    filters = _batches_of(db, [row for row in rows if row[0] == "segment"])
    for batch_id, label in _batches_of(db, rows):
        folded = fold(label)
        if (batch_id, label) in filters or any(word in folded for word in own):
            verb, *others = label.split()
            plain = " ".join((verb, *filter(read_code, others)))
            db.execute("UPDATE batch SET label = ? WHERE id = ?", (plain, batch_id))


def _batches_of(db: sqlite3.Connection, rows: Iterable[Row]) -> set[tuple[int, str]]:
    """Return the batches that changed these rows, with their labels."""
    sql = """
        SELECT batch.id, batch.label
        FROM change JOIN batch ON batch.id = (
            SELECT id FROM batch WHERE last_change >= change.id ORDER BY last_change LIMIT 1
        )
        WHERE entity = ? AND row_id = ?
        """
    return {(own, label) for row in rows for own, label in db.execute(sql, row)}
