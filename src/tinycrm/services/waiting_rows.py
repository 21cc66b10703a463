"""Rows of new records that are written many at a time: one statement costs what a hundred do."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import chain

from tinycrm.services.sql import Insert, Statement, Update

_AT_ONCE = 1024
"""Rows in one statement, at most. Each value is a parameter, of which SQLite allows 32,766.

A statement also ends a part of the full-text index, and many small parts have to be joined again.
"""
MOST_WAITING = 8000
MOST_LETTERS = 4 << 20
"""So many rows wait at most, and of long texts so much: the cards of people are among them."""


class WaitingRows:
    """New rows until they are written, table by table in the order of their first row.

    After them rows are changed, of which some may be new. Whoever reads these tables, or adds rows
    to them in another way, writes what waits first.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._rows: dict[Insert, list[Sequence[object]]] = {}
        self._changes: dict[Update, dict[int, Sequence[object]]] = {}
        self._next: dict[str, int] = {}
        self._count = self._letters = 0
        self._has_long = False

    def next_id(self, table: str) -> int:
        """Return the id of the next new row of a table, which no row has ever had."""
        if table not in self._next:
            sql = "SELECT seq FROM sqlite_sequence WHERE name = ?"
            row = self._db.execute(sql, (table,)).fetchone()
            self._next[table] = (row[0] if row else 0) + 1
        self._next[table] += 1
        return self._next[table] - 1

    def add(self, insert: Insert, *rows: Sequence[object], letters: int = 0) -> None:
        """Let rows wait; of all tables, those that others refer to come first.

        `letters` are those of the texts among them that may be long; without them none is.
        """
        self._rows.setdefault(insert, []).extend(rows)
        self._count += len(rows)
        self._add_letters(letters)

    def change(self, change: Update, own: int, *values: object, letters: int = 0) -> None:
        """Let a change of a row wait; of two changes of one row the later one counts."""
        self._changes.setdefault(change, {})[own] = (own, *values)
        self._count += 1
        self._add_letters(letters)

    def _add_letters(self, letters: int) -> None:
        self._letters += letters
        self._has_long = self._has_long or letters > _LONG

    @property
    def are_many(self) -> bool:
        """Return whether it is time to write them."""
        return self._count > MOST_WAITING or self._letters > MOST_LETTERS

    def write(self) -> None:
        """Write all rows that wait."""
        for insert, rows in self._rows.items():
            self._run(insert, rows)
            rows.clear()
        for change, changed in self._changes.items():
            self._run(change, [*changed.values()])
            changed.clear()
        self._next.clear()
        self._count = self._letters = 0
        self._has_long = False

    def _run(self, statement: Statement, rows: Sequence[Sequence[object]]) -> None:
        start = 0
        while start < len(rows):
            size = min(_AT_ONCE, 1 << (len(rows) - start).bit_length() - 1)
            values = chain.from_iterable(rows[start : start + size])
            lent = map(_lent, values) if self._has_long else values
            self._db.execute(statement.sql(size), list(lent))
            start += size


_LONG = 2000


def _lent(value: object) -> object:
    """Return a copy of a long text: the bytes that SQLite gets stay in memory as long as it."""
    if isinstance(value, str) and len(value) > _LONG and not value.isascii():
        return value[:1] + value[1:]
    return value
