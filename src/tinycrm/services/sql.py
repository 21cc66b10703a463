"""What queries share: many ids at once, rows to add, limits, and values that columns hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

_CHUNK = 500  # SQLite limits the number of parameters


def rows_of(
    db: sqlite3.Connection, sql: str, values: Sequence[int] | Sequence[str]
) -> list[sqlite3.Row]:
    """Run `sql`, which contains `IN ({})` once, for any number of ids or of texts."""
    return list(each_row_of(db, sql, values))


def each_row_of(
    db: sqlite3.Connection, sql: str, values: Sequence[int] | Sequence[str]
) -> Iterator[sqlite3.Row]:
    """Yield the same rows one after the other: those with long texts need not be there at once."""
    for start in range(0, len(values), _CHUNK):
        part = values[start : start + _CHUNK]
        yield from db.execute(sql.format(",".join("?" * len(part))), part)


def rows_with(
    db: sqlite3.Connection, sql: str, ids: Sequence[int], **named: object
) -> list[sqlite3.Row]:
    """Run `sql`, which contains `IN ({})` once, for any number of ids, with `named` values.

    The ids come as one list of numbers: SQLite compares each name with those before it, so that
    500 named ids would take longer than the query itself.
    """
    if not ids:
        return []
    listed = f"[{','.join(map(str, ids))}]"
    query = sql.format("SELECT value FROM json_each(:ids)")
    return db.execute(query, named | {"ids": listed}).fetchall()


SUM_OF_AMOUNTS = "sum(amount_minor / 1000000000), sum(amount_minor % 1000000000)"
"""A sum of money as two columns, since SQLite refuses a sum that is too large for one."""


def whole_sum(billions: int | None, rest: int | None) -> int:
    """Return the sum that `SUM_OF_AMOUNTS` selects, in minor units; 0 of no amounts."""
    return (billions or 0) * 1_000_000_000 + (rest or 0)


def stored_day(text: str | None) -> date | None:
    """Return the date that a column holds, None for NULL."""
    return date.fromisoformat(text) if text else None


def limit_of(most: int | None) -> int:
    """Return the limit of a query for at most this many rows; None is no limit."""
    return -1 if most is None else most


def total_of(rows: Sequence[sqlite3.Row], column: str = "total") -> int:
    """Return what each row of a limited query says of all rows, as their number in `total`."""
    return rows[0][column] if rows else 0


def bounded(limit: int) -> int:
    """Return a limit that SQLite can read; no store has more rows."""
    return min(limit, 2**63 - 1)


class Statement:
    """A statement for any number of rows: its start, the places of their values, its end."""

    def __init__(self, start: str, values: int, end: str) -> None:
        self._start = start
        self._row = f"({', '.join('?' * values)})"
        self._end = end

    def sql(self, rows: int = 1) -> str:
        """Return the statement for so many rows."""
        return self._start + ", ".join([self._row] * rows) + self._end


class Insert(Statement):
    """Adds rows to a table; `end` says what to do with one that is there."""

    def __init__(self, table: str, columns: tuple[str, ...], end: str = "") -> None:
        self.table = table
        start = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "
        super().__init__(start, len(columns), f" {end}")


class Update(Statement):
    """Changes columns of rows: the values are the id of a row, which no other has, and these."""

    def __init__(self, table: str, columns: tuple[str, ...]) -> None:
        new = (f"{column} = new.column{n}" for n, column in enumerate(columns, 2))
        start = f"UPDATE {table} SET {', '.join(new)} FROM (VALUES "
        super().__init__(start, len(columns) + 1, f") AS new WHERE {table}.id = new.column1")
