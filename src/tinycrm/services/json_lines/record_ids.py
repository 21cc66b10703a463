"""Which ids the records of a file get, and which rows of the store its codes mean."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from hashlib import sha256

from tinycrm.services.codes import TABLES, read_code

HIGHEST_KEPT = 999_999_999
"""A higher id is not kept: all later ones would be higher still, and nobody could type them."""


OTHER = "other"
"""The kind of a line for somebody who is mentioned in a file and not in it."""


def uid_digest(uid: str) -> str:
    """Return what is the same for the same uid, and says nothing of it: some have a name in it."""
    return sha256(uid.encode("utf-8", "replace")).hexdigest()


class RecordIds:
    """The ids of one file's records.

    An id is kept where it is above every id that the store had ever given for its table when the
    file was opened. Any other record gets a new one, above those that are kept.
    """

    def __init__(self, db: sqlite3.Connection, highest: Mapping[str, int]) -> None:
        """`highest` are the highest ids of the file, by the letter of their code."""
        given = dict(map(tuple, db.execute("SELECT name, seq FROM sqlite_sequence")))
        self._given = {table: int(given.get(table, 0)) for table in TABLES.values()}
        self._next = {
            table: max(self._given[table], min(highest.get(letter, 0), HIGHEST_KEPT)) + 1
            for letter, table in TABLES.items()
        }
        self._used: defaultdict[str, set[int]] = defaultdict(set)
        self._rows: defaultdict[str, dict[str, int]] = defaultdict(dict)

    def give(self, table: str, code: str | None) -> int | None:
        """Return the id that a new row gets; None in a table without codes: the one SQLite gives.

        `code` is the id that its record has in the file.
        """
        if table not in self._given:
            return None
        found = read_code(code) if code else None
        if found and found[0] == table and self._is_free(found):
            self._used[table].add(found[1])
            return found[1]
        own = self._next[table]
        self._next[table] += 1
        return own

    def _is_free(self, found: tuple[str, int]) -> bool:
        table, number = found
        return self._given[table] < number <= HIGHEST_KEPT and number not in self._used[table]

    def know(self, table: str, code: str | None, row_id: int) -> None:
        """Remember which row a code of the file means."""
        if code:
            self._rows[table][code] = row_id

    def find(self, table: str, code: str | None) -> int | None:
        """Return the row that a code of the file means, None if the file has no such record."""
        return self._rows[table].get(code) if code else None

    def find_record(self, code: str) -> tuple[str, int] | None:
        """Return table and row of a code of any kind."""
        for table in self._given:
            if code in self._rows[table]:
                return table, self._rows[table][code]
        return None
