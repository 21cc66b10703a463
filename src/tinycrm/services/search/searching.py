"""Full text over names, nicknames, work, facts, notes, issues and reminders.

Every word must match, the last letters may be missing, accents and case do not count.
People come first, then what was written about them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from tinycrm.errors import UsageProblem
from tinycrm.services.codes import code
from tinycrm.services.people.contacts import load_persons
from tinycrm.services.records import Person
from tinycrm.services.sql import rows_of
from tinycrm.text import fold, fold_forms

RANKED = 1000
"""Beyond so many matches in one table, the newest count as the best."""


class Hit(NamedTuple):
    """A record that holds the words. `about` says which sort: contact, note, issue, reminder.

    `archived`: all whom it is about are in the archive.
    """

    id: str
    about: str
    contacts: tuple[Person, ...]
    text: str
    on: str | None
    archived: bool = False


class SearchResult(NamedTuple):
    """The hits, best first; `near` are the words that were taken where none matched."""

    hits: tuple[Hit, ...]
    near: tuple[str, ...] = ()


class _Source(NamedTuple):
    """Where words may stand: the table, and how a row of it becomes a hit."""

    table: str
    about: str
    select: str


_PLACES = (
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
    """Return what holds all the words of `text`, best first.

    Where nothing does, each word is replaced by the nearest ones that are written somewhere.
    Raises UsageProblem when there is no word to look for.
    """
    words = _words(text)
    hits = _hits(db, _question(words), limit)
    if hits:
        return SearchResult(hits)
    near = [_nearest(db, word) for word in words]
    if not all(near):
        return SearchResult(())
    question = " AND ".join(f"({' OR '.join(map(_quoted, each))})" for each in near)
    return SearchResult(_hits(db, question, limit), tuple(word for each in near for word in each))


def _words(text: str) -> list[str]:
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    if not words:
        raise UsageProblem("There is no word to look for.", "crm search TEXT")
    return words


def _question(words: Sequence[str]) -> str:
    """Return the full-text question: each word, in any of its spellings, as a beginning."""
    return " AND ".join(
        f"({' OR '.join(_quoted(form) + '*' for form in sorted(fold_forms(word)))})"
        for word in words
    )


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _hits(db: sqlite3.Connection, question: str, limit: int) -> tuple[Hit, ...]:
    rows: list[tuple[_Source, sqlite3.Row]] = []
    seen = set()
    for place in _PLACES:
        for row in _rows(db, place, question, limit):
            if (place.about, row["id"]) not in seen:
                seen.add((place.about, row["id"]))
                rows.append((place, row))
    whose = _whose(db, rows[:limit])
    everybody = {own for each in whose.values() for own in each}
    people = load_persons(db, everybody)
    archived = _archived(db, everybody)
    return tuple(
        Hit(
            id=code(place.about, row["id"]),
            about=place.about,
            contacts=tuple(people[own] for own in whose[place.about, row["id"]]),
            text=row["text"],
            on=row["day"],
            archived=bool(own := whose[place.about, row["id"]]) and archived.issuperset(own),
        )
        for place, row in rows[:limit]
    )


def _rows(
    db: sqlite3.Connection, place: _Source, question: str, limit: int
) -> Iterator[sqlite3.Row]:
    matches = f"SELECT rowid FROM {place.table}_fts WHERE {place.table}_fts MATCH ?"
    count = db.execute(
        f"SELECT count(*) FROM ({matches} LIMIT ?)", (question, RANKED + 1)
    ).fetchone()[0]
    order = "rank" if count <= RANKED else "rowid DESC"
    ids = db.execute(f"{matches} ORDER BY {order} LIMIT ?", (question, limit)).fetchall()
    for (row_id,) in ids:
        yield from db.execute(f"{place.select} WHERE {place.table}.id = ?", (row_id,))


def _whose(
    db: sqlite3.Connection, rows: Sequence[tuple[_Source, sqlite3.Row]]
) -> dict[tuple[str, int], list[int]]:
    found = {}
    for place, row in rows:
        if place.about == "note":
            links = db.execute(
                "SELECT contact_id FROM note_contact WHERE note_id = ? ORDER BY id", (row["id"],)
            )
            found[place.about, row["id"]] = [own for (own,) in links]
        else:
            found[place.about, row["id"]] = [row["own"]] if row["own"] else []
    return found


def _archived(db: sqlite3.Connection, ids: Collection[int]) -> set[int]:
    sql = "SELECT id FROM contact WHERE archived_at IS NOT NULL AND id IN ({})"
    return {row["id"] for row in rows_of(db, sql, list(ids))}


def _nearest(db: sqlite3.Connection, word: str) -> list[str]:
    """Return up to three written words that are spelled almost like `word`."""
    from rapidfuzz import fuzz, process  # only when nothing matched

    best = process.extract(
        fold(word).split("\n")[0], _written(db), scorer=fuzz.ratio, score_cutoff=75, limit=3
    )
    return [each for each, _, _ in best]


def _written(db: sqlite3.Connection) -> list[str]:
    """Return every word of the full text once, by its vocabulary: no text need be read.

    SQLite gives it through tables that end with the connection; even those count as writing.
    """
    read_only = db.execute("PRAGMA query_only").fetchone()[0]
    db.execute("PRAGMA query_only = OFF")
    try:
        written: set[str] = set()
        for table in (place.table for place in _PLACES):
            db.execute(
                f"""
                CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_word
                USING fts5vocab('main', '{table}_fts', 'row')
                """
            )
            written.update(term for (term,) in db.execute(f"SELECT term FROM temp.{table}_word"))
        return sorted(written)
    finally:
        db.execute(f"PRAGMA query_only = {read_only}")
