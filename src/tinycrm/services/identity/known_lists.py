"""What contacts have already, read for many of them at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tinycrm.days import YearlyDay
from tinycrm.services.sql import each_row_of
from tinycrm.text import fold_all

Text = str | tuple[int, int]
"""A text, or in place of a long one what only the same text has in this process."""
_LONG = 200


class KnownContact:
    """What a contact has, so far as it is compared with what a newcomer brings.

    `points` are the kind, the normal form and the value of each, `words` the names and the keys
    that no two rows of a list share, by its field. `dates` are rows with label and day. `extra`
    says of each key and value in which row it is, and whether that is shown.
    """

    def __init__(self, row: sqlite3.Row) -> None:
        self.name: str = row["name"]
        self.organization: str = row["organization"]
        self.title: str = row["title"]
        self.has_cadence = row["every_n"] is not None
        self.do_not_contact = bool(row["do_not_contact"])
        self.points: list[tuple[str, str, str]] = []
        self.words: dict[str, set[str]] = {"nicknames": set(), "facts": set()}
        self.dates: list[tuple[int, str, YearlyDay]] = []
        self.tags: set[int] = set()
        self.extra: dict[tuple[str, Text], tuple[int, bool]] = {}

    def work(self) -> tuple[str, str, str]:
        """Return organization and title, and both as they are searched."""
        return self.organization, self.title, fold_all(self.organization, self.title)


def in_short(text: str) -> Text:
    """Return a text in a form to compare it by, which is never long."""
    return text if len(text) <= _LONG else (hash(text), len(text))


_CONTACTS = """
    SELECT id, name, organization, title, every_n, do_not_contact FROM contact WHERE id IN ({})
"""
_POINTS = "SELECT contact_id, kind, normal, value FROM contact_point WHERE contact_id IN ({})"
_WORDS = {
    "nicknames": "SELECT contact_id, name FROM nickname WHERE contact_id IN ({})",
    "facts": "SELECT contact_id, key FROM fact WHERE contact_id IN ({})",
}
_DATES = """
    SELECT contact_id, id, label, month, day, year FROM occasion
    WHERE contact_id IN ({}) ORDER BY id
"""
_TAGS = "SELECT contact_id, tag_id FROM contact_tag WHERE contact_id IN ({})"
_EXTRA = "SELECT contact_id, id, key, value, unread FROM extra WHERE contact_id IN ({})"


def read_known(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, KnownContact]:
    """Return what these contacts have, by their ids."""
    known = {row["id"]: KnownContact(row) for row in each_row_of(db, _CONTACTS, ids)}
    for own, *point in each_row_of(db, _POINTS, ids):
        known[own].points.append(tuple(point))
    for field, sql in _WORDS.items():
        for own, word in each_row_of(db, sql, ids):
            known[own].words[field].add(word)
    for own, row_id, label, *day in each_row_of(db, _DATES, ids):
        known[own].dates.append((row_id, label, YearlyDay(*day)))
    for own, tag_id in each_row_of(db, _TAGS, ids):
        known[own].tags.add(tag_id)
    for own, row_id, key, value, unread in each_row_of(db, _EXTRA, ids):
        known[own].extra[key, in_short(value)] = (row_id, bool(unread))
    return known
