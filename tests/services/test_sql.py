"""Queries for many ids: any number of them, texts too, and with other values beside them."""

from __future__ import annotations

import sqlite3

import pytest

from tinycrm.services.sql import rows_of, rows_with

_WORDS = "SELECT id FROM word WHERE text IN ({}) ORDER BY id"
_LATE = "SELECT id FROM word WHERE id IN ({}) AND id >= :first ORDER BY id"


@pytest.fixture
def db() -> sqlite3.Connection:
    """Twelve hundred words, more than SQLite takes values at once in one of our queries."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT)")
    db.executemany("INSERT INTO word VALUES (?, ?)", [(n, f"it's {n}") for n in range(1200)])
    return db


def test_any_number_of_texts_is_asked_for(db: sqlite3.Connection):
    texts = [f"it's {n}" for n in range(1200)]
    assert [row[0] for row in rows_of(db, _WORDS, texts)] == list(range(1200))
    assert rows_of(db, _WORDS, []) == []


def test_ids_are_asked_for_with_other_values_beside_them(db: sqlite3.Connection):
    found = rows_with(db, _LATE, range(1200), first=1190)
    assert [row[0] for row in found] == list(range(1190, 1200))
    assert rows_with(db, _LATE, [], first=0) == []
