"""Full-text search over names, nicknames, work, facts, notes, issues and reminders.

Every word must match as a prefix; accents and case are ignored. Contacts come first, then
the records about them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence

from tinycrm.errors import UsageProblem
from tinycrm.services.codes import code
from tinycrm.services.people.contacts import load_persons
from tinycrm.services.records import Person
from tinycrm.services.sql import bounded, rows_of
from tinycrm.text import fold, fold_forms
from tinycrm.values import NamedTuple

RANKED = 1000
"""With more matches than this in one table, the newest are returned instead of the best."""


class Hit(NamedTuple):
    """A record that contains the words. `about` is its kind: contact, note, issue, reminder.

    `archived`: all its contacts are archived.
    """

    id: str
    about: str
    contacts: tuple[Person, ...]
    text: str
    on: str | None
    archived: bool = False


class SearchResult(NamedTuple):
    """The hits, best first; `near` are the similar words used if the given ones did not match."""

    hits: tuple[Hit, ...]
    near: tuple[str, ...] = ()


class _Source(NamedTuple):
    """A table to search, and the SELECT that turns a row of it into a hit."""

    table: str
    about: str
    select: str


_SOURCES = (
    _Source("contact", "contact",
        """
        SELECT id, id AS own, NULL AS day,
            iif(
                title || organization = '', name, trim(title || ', ' || organization, ', ')
            ) AS text
        FROM contact
        """,
    ),
    _Source("nickname", "contact",
        "SELECT contact_id AS id, contact_id AS own, name AS text, NULL AS day FROM nickname",
    ),
    _Source("fact", "contact",
        """
        SELECT contact_id AS id, contact_id AS own, key || ': ' || value AS text, NULL AS day
        FROM fact
        """,
    ),
    _Source("issue", "issue", "SELECT id, contact_id AS own, text, opened_on AS day FROM issue"),
    _Source("reminder", "reminder",
        "SELECT id, contact_id AS own, text, due_on AS day FROM reminder",
    ),
    _Source("note", "note",
        "SELECT id, NULL AS own, body AS text, happened_on AS day FROM note",
    ),
)  # fmt: skip


def search(db: sqlite3.Connection, text: str, *, limit: int = 20) -> SearchResult:
    """Return the records that contain all words of `text`, best first.

    If there are none, each word is replaced by the most similar words in the store.
    Raises UsageProblem when `text` has no words.
    """
    words = _words(text)
    hits = _hits(db, _query(words), limit)
    if hits:
        return SearchResult(hits)
    near = [_nearest(db, word) for word in words]
    if not all(near):
        return SearchResult(())
    query = " AND ".join(f"({' OR '.join(map(_quoted, each))})" for each in near)
    return SearchResult(_hits(db, query, limit), tuple(word for each in near for word in each))


def _words(text: str) -> list[str]:
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    if not words:
        raise UsageProblem("The search text has no words.", "Write it: crm search TEXT")
    return words


def _query(words: Sequence[str]) -> str:
    """Return the full-text query: each word, in any of its spellings, as a prefix."""
    return " AND ".join(
        f"({' OR '.join(_quoted(form) + '*' for form in sorted(fold_forms(word)))})"
        for word in words
    )


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _hits(db: sqlite3.Connection, query: str, limit: int) -> tuple[Hit, ...]:
    rows: list[tuple[_Source, sqlite3.Row]] = []
    seen = set()
    for source in _SOURCES:
        for row in _rows(db, source, query, limit):
            if (source.about, row["id"]) not in seen:
                seen.add((source.about, row["id"]))
                rows.append((source, row))
    contacts = _contacts_of(db, rows[:limit])
    ids = {own for each in contacts.values() for own in each}
    people = load_persons(db, ids)
    archived = _archived(db, ids)
    return tuple(
        Hit(
            id=code(source.about, row["id"]),
            about=source.about,
            contacts=tuple(people[own] for own in contacts[source.about, row["id"]]),
            text=row["text"],
            on=row["day"],
            archived=bool(own := contacts[source.about, row["id"]]) and archived.issuperset(own),
        )
        for source, row in rows[:limit]
    )


def _rows(db: sqlite3.Connection, source: _Source, query: str, limit: int) -> Iterator[sqlite3.Row]:
    matches = f"SELECT rowid FROM {source.table}_fts WHERE {source.table}_fts MATCH ?"
    capped = f"SELECT count(*) FROM ({matches} LIMIT ?)"
    (count,) = db.execute(capped, (query, RANKED + 1)).fetchone()
    order = "rank" if count <= RANKED else "rowid DESC"
    ids = db.execute(f"{matches} ORDER BY {order} LIMIT ?", (query, bounded(limit))).fetchall()
    for (row_id,) in ids:
        yield from db.execute(f"{source.select} WHERE {source.table}.id = ?", (row_id,))


def _contacts_of(
    db: sqlite3.Connection, rows: Sequence[tuple[_Source, sqlite3.Row]]
) -> dict[tuple[str, int], list[int]]:
    found = {}
    for source, row in rows:
        if source.about == "note":
            links = db.execute(
                "SELECT contact_id FROM note_contact WHERE note_id = ? ORDER BY id", (row["id"],)
            )
            found[source.about, row["id"]] = [own for (own,) in links]
        else:
            found[source.about, row["id"]] = [row["own"]] if row["own"] else []
    return found


def _archived(db: sqlite3.Connection, ids: Collection[int]) -> set[int]:
    sql = "SELECT id FROM contact WHERE archived_at IS NOT NULL AND id IN ({})"
    return {row["id"] for row in rows_of(db, sql, list(ids))}


def _nearest(db: sqlite3.Connection, word: str) -> list[str]:
    """Return up to three words of the store that are spelled almost like `word`."""
    from rapidfuzz import fuzz, process  # only when nothing matched

    best = process.extract(
        fold(word).split("\n")[0], _vocabulary(db), scorer=fuzz.ratio, score_cutoff=75, limit=3
    )
    return [each for each, _, _ in best]


def _vocabulary(db: sqlite3.Connection) -> list[str]:
    """Return every word of the full-text index once, without reading the texts.

    SQLite needs temporary tables for this, and even creating those counts as writing.
    """
    read_only = db.execute("PRAGMA query_only").fetchone()[0]
    db.execute("PRAGMA query_only = OFF")
    try:
        words: set[str] = set()
        for table in (source.table for source in _SOURCES):
            db.execute(
                f"""
                CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_word
                USING fts5vocab('main', '{table}_fts', 'row')
                """
            )
            words.update(term for (term,) in db.execute(f"SELECT term FROM temp.{table}_word"))
        return sorted(words)
    finally:
        db.execute(f"PRAGMA query_only = {read_only}")
