"""The tables that a search looks into, in the order of the hits, and how rows of each are found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from itertools import islice

from tinycrm.services.search import word_forms
from tinycrm.services.sql import rows_of, rows_with
from tinycrm.text import fold
from tinycrm.values import NamedTuple

RANKED = 1000
"""With more matches than this in one table, the newest are returned instead of the best."""


Word = frozenset[str]
"""A word of the search, in every folded spelling."""


class Query(NamedTuple):
    """What is searched for: the words, the same as a full-text query, and digits of a number."""

    words: tuple[Word, ...]
    match: str
    numbers: tuple[str, ...] = ()


class Place(NamedTuple):
    """A table to search, the SELECT that turns a row of it into a hit, and how rows are found."""

    table: str
    about: str
    select: str
    find: Callable[[sqlite3.Connection, str, Query, int], list[int]]


def by_words(db: sqlite3.Connection, table: str, query: Query, limit: int) -> list[int]:
    """Return the ids of rows by their full text, best first."""
    matches = f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?"
    capped = f"SELECT count(*) FROM ({matches} LIMIT ?)"
    (count,) = db.execute(capped, (query.match, RANKED + 1)).fetchone()
    order = "rank" if count <= RANKED else "rowid DESC"
    found = db.execute(f"{matches} ORDER BY {order} LIMIT ?", (query.match, limit))
    return [row_id for (row_id,) in found]


def by_reading(db: sqlite3.Connection, table: str, query: Query, limit: int) -> list[int]:
    """Return the ids of rows by reading their words, newest first: these tables have no index.

    SQLite leaves out the rows that do not contain the first word, which takes a few milliseconds
    for 25,000 rows.
    """
    forms = sorted(query.words[0])
    where = " OR ".join(["instr(folded, ?) > 0"] * len(forms))
    rows = db.execute(f"SELECT id, folded FROM {table} WHERE {where} ORDER BY id DESC", forms)
    found = (row["id"] for row in rows if word_forms.has_all(row["folded"], query.words))
    return list(islice(found, limit))


def _by_number(db: sqlite3.Connection, _table: str, query: Query, limit: int) -> list[int]:
    """Return the ids of phone numbers that contain the digits; the index holds them all."""
    found: dict[int, None] = {}
    for number in query.numbers:
        rows = db.execute(
            """
            SELECT contact_point.id
            FROM contact_point
            WHERE id IN (
                SELECT id FROM contact_point INDEXED BY contact_point_by_normal
                WHERE normal LIKE ?
            ) AND kind = 'phone'
            ORDER BY id
            LIMIT ?
            """,
            (f"%{number}%", limit),
        )
        found |= dict.fromkeys(row_id for (row_id,) in rows)
    return list(found)


def _by_tag(db: sqlite3.Connection, table: str, query: Query, limit: int) -> list[int]:
    """Return the ids of rows that give a contact or a note one of the matching tags."""
    tags = db.execute("SELECT id, folded FROM tag").fetchall()
    own = [row["id"] for row in tags if word_forms.has_all(row["folded"], query.words)]
    sql = f"SELECT id FROM {table} WHERE tag_id IN ({{}}) ORDER BY id DESC LIMIT :most"
    return [row["id"] for row in rows_with(db, sql, own, most=limit)]


def _by_label(db: sqlite3.Connection, _table: str, query: Query, limit: int) -> list[int]:
    """Return the ids of dates whose label matches. Birthdays are left out: all have one."""
    labels = db.execute("SELECT DISTINCT label FROM occasion WHERE label <> 'birthday'")
    own = [label for (label,) in labels if word_forms.has_all(fold(label), query.words)]
    found = rows_of(db, "SELECT id FROM occasion WHERE label IN ({})", own)
    return sorted((row["id"] for row in found), reverse=True)[:limit]


def unindexed_words(db: sqlite3.Connection) -> list[str]:
    """Return the folded texts that no full-text index has: tags, labels of dates, wins, answers."""
    read = {place.table for place in PLACES if place.find is by_reading}
    tags = [
        str(folded)
        for table in ("tag", *sorted(read))
        for (folded,) in db.execute(f"SELECT folded FROM {table} WHERE folded <> ''")
    ]
    labels = db.execute("SELECT DISTINCT label FROM occasion WHERE label <> 'birthday'")
    return tags + [fold(label) for (label,) in labels]


_POINT = """
    SELECT contact_id AS id, contact_id AS own, iif(label = '', '', label || ': ') || value AS text,
        NULL AS day
    FROM contact_point
"""
PLACES = (
    Place("contact_point", "contact", _POINT, _by_number),
    Place("contact", "contact",
        """
        SELECT id, id AS own, NULL AS day,
            iif(
                title || organization = '', name, trim(title || ', ' || organization, ', ')
            ) AS text
        FROM contact
        """, by_words,
    ),
    Place("nickname", "contact",
        "SELECT contact_id AS id, contact_id AS own, name AS text, NULL AS day FROM nickname",
        by_words,
    ),
    Place("contact_point", "contact", _POINT, by_words),
    Place("fact", "contact",
        """
        SELECT contact_id AS id, contact_id AS own, key || ': ' || value AS text, NULL AS day
        FROM fact
        """, by_words,
    ),
    Place("relation", "contact",
        """
        SELECT contact_id AS id, contact_id AS own, label || ': ' || name AS text, NULL AS day
        FROM relation
        """, by_words,
    ),
    Place("extra", "contact",
        """
        SELECT contact_id AS id, contact_id AS own, source, key, value, NULL AS text, NULL AS day
        FROM extra
        """, by_words,
    ),
    Place("issue", "issue",
        """
        SELECT id, contact_id AS own, opened_on AS day,
            text || iif(resolution = '', '', ' · ' || resolution) AS text
        FROM issue
        """, by_words,
    ),
    Place("deal", "deal",
        """
        SELECT id, contact_id AS own, opened_on AS day,
            text || iif(reason = '', '', ' · ' || reason) AS text
        FROM deal
        """, by_reading,
    ),
    Place("win", "win",
        "SELECT id, contact_id AS own, text, won_on AS day FROM win", by_reading,
    ),
    Place("feedback", "feedback",
        "SELECT id, contact_id AS own, text, given_on AS day FROM feedback", by_reading,
    ),
    Place("perk", "perk",
        "SELECT id, contact_id AS own, text, until_on AS day FROM perk", by_reading,
    ),
    Place("reminder", "reminder",
        "SELECT id, contact_id AS own, text, due_on AS day FROM reminder", by_words,
    ),
    Place("note", "note",
        "SELECT id, NULL AS own, body AS text, happened_on AS day FROM note", by_words,
    ),
    Place("contact_tag", "contact",
        """
        SELECT contact_id AS id, contact_id AS own, 'tag: ' || tag.name AS text, NULL AS day
        FROM contact_tag JOIN tag ON tag.id = tag_id
        """, _by_tag,
    ),
    Place("note_tag", "note",
        """
        SELECT note.id, NULL AS own, body || ' #' || tag.name AS text, happened_on AS day
        FROM note_tag JOIN note ON note.id = note_id JOIN tag ON tag.id = tag_id
        """, _by_tag,
    ),
    Place("occasion", "contact",
        """
        SELECT contact_id AS id, contact_id AS own, NULL AS day,
            label || ': ' || iif(year IS NULL, '-', printf('%04d', year))
                || printf('-%02d-%02d', month, day) AS text
        FROM occasion
        """, _by_label,
    ),
)  # fmt: skip
