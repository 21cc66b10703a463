"""New records of a file that are written together: their rows cost a third of what one by one does.

Where the store refuses a row, each of these records is written by itself, so that only the one
with this row is left out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from tinycrm.exchange.json_records import JsonRecord
from tinycrm.services.json_lines.record_ids import RecordIds
from tinycrm.services.people import tags
from tinycrm.services.sql import Insert
from tinycrm.services.waiting_rows import WaitingRows

Rows = tuple[Insert, Sequence[Sequence[object]]]


class NewRecord:
    """A new record: its line, its table and id, and its rows, those that others refer to first.

    `codes` are what the file calls it and its parts: table, code and id of each. `tags` are names.
    `links` go to records that may come later: the table that links, and the other's table and code.
    """

    __slots__ = ("codes", "links", "own", "record", "rows", "table", "tags")

    def __init__(self, record: JsonRecord, table: str, own: int) -> None:
        self.record = record
        self.table = table
        self.own = own
        self.rows: list[Rows] = []
        self.codes: list[tuple[str, str | None, int]] = [(table, record.maybe("id"), own)]
        self.tags: Sequence[str] = ()
        self.links: list[tuple[str, str, str]] = []

    def count(self) -> int:
        """Return how many rows it has at most: a tag may be a new one, and is a link as well."""
        return sum(len(rows) for _, rows in self.rows) + 2 * len(self.tags) + len(self.links)


class WaitingRecords:
    """The records of one file while they wait.

    `on_written` is called for each that was stored, `on_refused` for any other. Whoever asks the
    store for one of these tables writes what waits first.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        ids: RecordIds,
        on_written: Callable[[NewRecord], None],
        on_refused: Callable[[JsonRecord, Exception], None],
    ) -> None:
        self._db = db
        self._ids = ids
        self._on_written = on_written
        self._on_refused = on_refused
        self._rows = WaitingRows(db)
        self._waiting: list[NewRecord] = []
        self._uids: set[str] = set()
        self._tags = tags.KnownTags(db)

    def next_id(self, table: str) -> int:
        """Return the id of the next new row of a table without codes."""
        return self._rows.next_id(table)

    def add(self, new: NewRecord, uid: str) -> None:
        """Let a record wait; write all of them if there are many."""
        self._waiting.append(new)
        self._uids.add(uid)
        letters = new.record.size
        for insert, rows in new.rows:
            self._rows.add(insert, *rows, letters=letters)
            letters = 0
        if self._rows.are_many:
            self.write()

    def has(self, uid: str) -> bool:
        """Return whether a record with this uid waits."""
        return uid in self._uids

    def write(self) -> None:
        """Write all that waits."""
        waiting, self._waiting = self._waiting, []
        self._uids.clear()
        if not waiting:
            return
        try:
            self._write_rows(waiting, self._rows)
        except sqlite3.IntegrityError:
            self._rows = WaitingRows(self._db)
            for new in waiting:
                self._write_alone(new)
        else:
            for new in waiting:
                self._finish(new)

    def _write_rows(self, waiting: Sequence[NewRecord], rows: WaitingRows) -> None:
        """Write rows and tags of these records; nothing if the store refuses one."""
        self._db.execute("SAVEPOINT records")
        try:
            rows.write()
            for new in waiting:
                if new.tags:
                    ids = [(new.own, self._tags.id_of(name)) for name in new.tags]
                    rows.add(tags.TAGGED[new.table], *ids)
            rows.write()
        except sqlite3.IntegrityError:
            self._tags.forget()  # those that were made just now are gone
            self._db.execute("ROLLBACK TO records")
            self._db.execute("RELEASE records")
            raise
        self._db.execute("RELEASE records")

    def _write_alone(self, new: NewRecord) -> None:
        rows = WaitingRows(self._db)
        for each in new.rows:
            rows.add(each[0], *each[1])
        try:
            self._write_rows([new], rows)
        except sqlite3.IntegrityError as reason:
            self._on_refused(new.record, reason)
        else:
            self._finish(new)

    def _finish(self, new: NewRecord) -> None:
        for each in new.codes:
            self._ids.know(*each)
        self._on_written(new)
