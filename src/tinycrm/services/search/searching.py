"""Search over everything that is stored; `crm search` and the Find screen are this.

Every word must match as a prefix; accents and case are ignored. Four digits or more find phone
numbers, however both are written. Contacts come first, then the records about them, then what
many contacts share: tags and dates.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from tinycrm.errors import UsageProblem
from tinycrm.services.codes import code
from tinycrm.services.people.contacts import load_persons
from tinycrm.services.records import KeptValue, Person
from tinycrm.services.search import word_forms
from tinycrm.services.search.places import PLACES, Place, Query, by_words, unindexed_words
from tinycrm.services.sql import bounded, rows_of
from tinycrm.text import fold, fold_forms
from tinycrm.values import NamedTuple


class Hit(NamedTuple):
    """A record that contains the words. `about` is its kind: contact, note, win and so on.

    `archived`: all its contacts are archived.
    """

    id: str
    about: str
    contacts: tuple[Person, ...]
    text: str
    on: str | None
    archived: bool = False


def say_about(hit: Hit) -> str:
    """Return what a hit is, in the words of users: `person`, `note`, `answer`."""
    return {"contact": "person", "feedback": "answer"}.get(hit.about, hit.about)


class SearchResult(NamedTuple):
    """The hits, best first; `near` are the similar words used if the given ones did not match."""

    hits: tuple[Hit, ...]
    near: tuple[str, ...] = ()


def search(db: sqlite3.Connection, text: str, *, limit: int = 20) -> SearchResult:
    """Return the records that contain all words of `text`, best first.

    If there are none, each word is replaced by the most similar words in the store.
    Raises UsageProblem when `text` has no words.
    """
    words, limit = _words(text), bounded(limit)
    forms = tuple(map(fold_forms, words))
    match = " AND ".join(
        f"({' OR '.join(f'{_quoted(f)}*' for f in sorted(each))})" for each in forms
    )
    hits = _hits(db, Query(forms, match, word_forms.numbers_in(text)), limit)
    if hits:
        return SearchResult(hits)
    is_number = bool(word_forms.numbers_in(text))  # near another number is nobody's
    near = [] if is_number else [_nearest(db, word) for word in words]
    if not near or not all(near):
        return SearchResult(())
    match = " AND ".join(f"({' OR '.join(map(_quoted, each))})" for each in near)
    found = _hits(db, Query(tuple(map(frozenset, near)), match), limit)
    return SearchResult(found, tuple(word for each in near for word in each))


def _words(text: str) -> list[str]:
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    if not words:
        raise UsageProblem("The search text has no words.", "Write it: crm search TEXT")
    return words


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _hits(db: sqlite3.Connection, query: Query, limit: int) -> tuple[Hit, ...]:
    rows: dict[tuple[str, int], tuple[Place, sqlite3.Row]] = {}
    for place in PLACES:
        if len(rows) >= limit:
            break
        for row_id in place.find(db, place.table, query, limit):
            for row in db.execute(f"{place.select} WHERE {place.table}.id = ?", (row_id,)):
                rows.setdefault((place.about, row["id"]), (place, row))
    shown = list(rows.values())[:limit]
    contacts = _contacts_of(db, shown)
    ids = {own for each in contacts.values() for own in each}
    people = load_persons(db, ids)
    archived = _archived(db, ids)
    return tuple(
        Hit(
            id=code(place.about, row["id"]),
            about=place.about,
            contacts=tuple(people[own] for own in contacts[place.about, row["id"]]),
            text=_text_of(place, row),
            on=row["day"],
            archived=bool(own := contacts[place.about, row["id"]]) and archived.issuperset(own),
        )
        for place, row in shown
    )


def _text_of(place: Place, row: sqlite3.Row) -> str:
    if place.table != "extra":
        return str(row["text"])
    from tinycrm.exchange.unread_values import read_kept  # 10 ms, for few hits

    return KeptValue(*read_kept(row["source"], row["key"], row["value"])).text


def _contacts_of(
    db: sqlite3.Connection, rows: Sequence[tuple[Place, sqlite3.Row]]
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
        for table in {place.table for place in PLACES if place.find is by_words}:
            db.execute(
                f"""
                CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_word
                USING fts5vocab('main', '{table}_fts', 'row')
                """
            )
            words.update(term for (term,) in db.execute(f"SELECT term FROM temp.{table}_word"))
        words.update(word for text in unindexed_words(db) for word in text.split())
        return sorted(words)
    finally:
        db.execute(f"PRAGMA query_only = {read_only}")
