"""Completions of a half-typed word for the Tab key: names, codes, tags.

One query for one Tab, newest first if there are many. A name that a shell or a terminal could
misinterpret is never suggested: the contact's code is suggested instead.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from tinycrm.services.codes import TABLES, code
from tinycrm.text import fold, fold_forms, shorten, visible
from tinycrm.values import NamedTuple

MOST = 100
"""At most this many suggestions when nothing, or only the letter of a code, is typed."""

SPANS = ("1w", "2w", "30d", "1m", "3m", "6m", "1y")
DAYS = (
    "today", "tomorrow", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "1w", "2w", "1m",
)  # fmt: skip


class Suggestion(NamedTuple):
    """A word to suggest, with a description for shells that show it."""

    value: str
    about: str = ""


def among(words: Iterable[str], typed: str, about: str = "") -> list[Suggestion]:
    """Return those of `words` that begin as typed, ignoring case and accents."""
    start = fold(typed)
    return [Suggestion(word, about) for word in words if fold(word).startswith(start)]


def is_harmless(value: str) -> bool:
    """Return whether a word has no special meaning in a terminal or on a command line."""
    return bool(value) and visible(value) == value and not value.startswith("-")


# ── people ───────────────────────────────────────────────────────────────────────────────

_PERSON = """
    contact.id, contact.name, contact.folded, contact.organization, contact.archived_at,
    contact.last_touch_on
"""
_RECENT = "contact.archived_at IS NOT NULL, contact.last_touch_on DESC, contact.id"


def people(db: sqlite3.Connection, typed: str) -> list[Suggestion]:
    """Return contacts with a name, a nickname or an e-mail address that begins as typed.

    At most `MOST`, those most recently in touch.
    A single contact is suggested by the full name, even if a later part of it matched.
    Several are suggested by the part of the name that begins as typed ("Lovelace").
    """
    rows = _rows(db, typed)
    active = [row for row in rows if row["archived_at"] is None] or rows
    if len({row["id"] for row in active}) == 1 and active[0]["matched"] is None:
        return _distinct([_suggestion(active[0]["name"], active[0])])
    starts = fold_forms(typed)
    offered = [_suggestion(row["matched"] or _beginning(row, starts), row) for row in active]
    if len({each.value for each in offered}) == 1:
        offered = [_suggestion(row["matched"] or row["name"], row) for row in active]
    return _distinct(offered)


_LATEST = f"""
    SELECT {_PERSON}, NULL AS matched
    FROM contact
    WHERE archived_at IS NULL
    ORDER BY contact.last_touch_on DESC, contact.id
    LIMIT :most
"""
_WITH_EMAIL = f"""
    SELECT {_PERSON}, point.value AS matched
    FROM contact_point AS point JOIN contact ON contact.id = contact_id
    WHERE point.kind = 'email' AND point.normal >= :typed AND point.normal < :end
    ORDER BY {_RECENT}
    LIMIT :most
"""
_NAMED = "SELECT rowid FROM contact_fts WHERE contact_fts MATCH '{folded} : ' || :words"
_WITH_NAME = f"""
    SELECT {_PERSON}, NULL AS matched
    FROM contact
    WHERE id IN ({_NAMED})
    ORDER BY {_RECENT}
    LIMIT :most
"""
_LATEST_WITH_NAME = f"""
    SELECT {_PERSON}, NULL AS matched
    FROM contact
    WHERE archived_at IS NULL AND +id IN ({_NAMED})
    ORDER BY contact.last_touch_on DESC, contact.id
    LIMIT :most
"""
_WITH_NICKNAME = f"""
    SELECT {_PERSON}, nickname.name AS matched
    FROM nickname JOIN contact ON contact.id = contact_id
    WHERE nickname.id IN (SELECT rowid FROM nickname_fts WHERE nickname_fts MATCH :words)
    ORDER BY {_RECENT}
    LIMIT :most
"""


def _rows(db: sqlite3.Connection, typed: str, most: int = MOST) -> list[sqlite3.Row]:
    """Return contacts; `matched` is the address or nickname that matched, if not the name."""
    if not typed.strip():
        return db.execute(_LATEST, {"most": most}).fetchall()
    if "@" in typed:
        start = typed.lower()
        span = {"typed": start, "end": start + "\U0010ffff", "most": most}
        return db.execute(_WITH_EMAIL, span).fetchall()
    asked: dict[str, str | int] = {"words": _beginnings(typed), "most": most}
    rows = [*_with_name(db, asked), *db.execute(_WITH_NICKNAME, asked)]
    rows.sort(key=lambda row: int(row["id"]))  # each of these sorts keeps the order of the equal
    rows.sort(key=lambda row: row["last_touch_on"] or "", reverse=True)
    rows.sort(key=lambda row: row["archived_at"] is not None)
    return rows[:most] if most > 0 else rows


_MANY = 1000
"""With more matches than this, going through all people, latest first, finds enough sooner."""


def _with_name(db: sqlite3.Connection, asked: dict[str, str | int]) -> list[sqlite3.Row]:
    counted = db.execute(f"SELECT count(*) FROM ({_NAMED} LIMIT {_MANY + 1})", asked)
    if asked["most"] == MOST and counted.fetchone()[0] > _MANY:
        found = db.execute(_LATEST_WITH_NAME, asked).fetchall()
        if len(found) == MOST:  # otherwise the archived ones count too
            return found
    return db.execute(_WITH_NAME, asked).fetchall()


def _beginnings(typed: str) -> str:
    """Return the full-text query for words that begin so, quoted so that none is an operator."""
    asked = []
    for form in sorted(fold_forms(typed)):
        words = [w.replace('"', '""') for w in form.split() if any(map(str.isalnum, w))]
        if words:
            asked.append("(" + " AND ".join(f'"{word}"*' for word in words) + ")")
    return "(" + " OR ".join(asked) + ")" if asked else '""'


def _beginning(row: sqlite3.Row, starts: Iterable[str]) -> str:
    """Return the part of a name that begins as typed (folded): all of it, or its last words."""
    words = row["name"].split()
    for form in (row["folded"] or "").split("\n"):
        folded = form.split()
        for first in range(len(folded)):
            if " ".join(folded[first:]).startswith(tuple(starts)):
                is_whole = first == 0 or len(folded) != len(words)
                return str(row["name"]) if is_whole else " ".join(words[first:])
    return str(row["name"])


def _suggestion(value: str, row: sqlite3.Row) -> Suggestion:
    own = code("contact", row["id"])
    name = "" if value == row["name"] else row["name"]
    about = " · ".join(_one_line(part) for part in (own, name, row["organization"]) if part)
    if is_harmless(value) and value == value.strip():
        return Suggestion(value, about)
    return Suggestion(own, _one_line(row["name"]))


def _distinct(offered: Iterable[Suggestion]) -> list[Suggestion]:
    """Return each word once; for an ambiguous one the command will ask."""
    return list({each.value: each for each in offered}.values())


def rest_of_name(db: sqlite3.Connection, before: Sequence[str], typed: str) -> list[Suggestion]:
    """Return how a name may continue after the complete words `before`."""
    words = " ".join((*before, typed))
    starts = fold_forms(words)
    found = []
    for row in _rows(db, words, most=-1):
        forms = (row["folded"] or "").split("\n")
        goes_on = any(form.startswith(start) for form in forms for start in starts)
        rest = " ".join(row["name"].split()[len(before) :])
        if goes_on and is_harmless(rest):
            found.append(_suggestion(rest, row))
    return _distinct(found)


def _one_line(text: str) -> str:
    return visible(shorten(" ".join(text.split()), 60))


# ── codes ────────────────────────────────────────────────────────────────────────────────

_WORDS = {"contact": "name", "occasion": "label", "note": "body", "batch": "label"}
_WAITING = {
    "reminder": "done_at IS NULL ORDER BY due_on, id",
    "issue": "mentioned_on IS NULL ORDER BY resolved_on IS NOT NULL, id DESC",
    "deal": "win_id IS NULL AND lost_on IS NULL ORDER BY until_on IS NULL, until_on, id",
    "perk": "used_on IS NULL ORDER BY until_on, id",
}


def codes(db: sqlite3.Connection, letters: str, typed: str) -> list[Suggestion]:
    """Return codes that begin as typed, of the tables with these letters.

    With nothing typed: the records still to do. With only a letter: the newest.
    """
    letter, number = typed[:1].lower(), typed[1:]
    if not typed:
        waiting = [TABLES[each] for each in letters if TABLES[each] in _WAITING]
        return [s for table in waiting for s in _codes(db, table, f"WHERE {_WAITING[table]}")]
    if letter not in letters or not (number.isdecimal() or not number) or number[:1] == "0":
        return []
    table = TABLES[letter]
    if not number:
        return _codes(db, table, "ORDER BY id DESC")
    where = "WHERE id BETWEEN ? AND ? ORDER BY id DESC"
    highest = db.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0
    return [s for span in _spans(int(number), highest) for s in _codes(db, table, where, *span)]


def _spans(start: int, highest: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of numbers that begin with the digits of `start`: 1, 10 to 19, and so on."""
    size = 1
    while start <= highest:
        yield start, start + size - 1
        start, size = start * 10, size * 10


def _codes(db: sqlite3.Connection, table: str, where: str, *values: int) -> list[Suggestion]:
    words = _WORDS.get(table, "text")
    rows = db.execute(
        f"SELECT id, substr({words}, 1, 100) AS words FROM {table} {where} LIMIT ?",
        (*values, MOST),
    )
    return [Suggestion(code(table, row["id"]), _one_line(row["words"])) for row in rows]


# ── tags ─────────────────────────────────────────────────────────────────────────────────

ALL_TAGS = "SELECT name FROM tag ORDER BY folded"


def tags(db: sqlite3.Connection, typed: str) -> list[Suggestion]:
    """Return the tags that begin as typed; a leading +, - or # is kept."""
    sign = typed[:1] if typed[:1] in ("+", "-", "#") else ""
    known = column(db, ALL_TAGS)
    return [Suggestion(sign + each.value) for each in among(known, typed[len(sign) :])]


def column(db: sqlite3.Connection, sql: str) -> list[str]:
    """Return the first column of a query, without what a terminal could misinterpret."""
    return [value for (value,) in db.execute(sql) if is_harmless(value)]
