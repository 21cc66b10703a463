"""Noticing writes to the store, by this program or another."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from threading import Lock

from tinycrm import paths
from tinycrm.store import identity, migrations, opening

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

State = tuple[identity.Identity | None, int]


class Watch:
    """Detects writes by polling the store. It takes no lock and never waits for one.

    It can be used from any thread.
    """

    def __init__(self) -> None:
        self._db: sqlite3.Connection | None = None
        self.file: identity.Identity | None = None
        """Which file the store was when it was last looked at."""
        self._seen: State = (None, 0)
        self._lock = Lock()

    def state(self) -> State:
        """Return a value that changes with every write; the previous one while it is locked."""
        with self._lock, suppress(OSError, sqlite3.Error):
            self._seen = self._look()
        return self._seen

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._forget()

    def _look(self) -> State:
        path = paths.store_file()
        file = identity.of(str(path))
        if file != self.file:  # it was created, restored or deleted
            self._forget()
            self.file = file
        if file is None:
            return (None, 0)
        if self._db is None:
            self._db = opening.to_read(path, 0, one_thread=False)
        version = migrations.number(self._db, "data_version")
        if self._db.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            self._forget()  # an open connection would keep our own writes from leaving WAL mode
            version = _newest(path, path.with_name(f"{path.name}-wal"))
        return file, version

    def _forget(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None


def _newest(*files: Path) -> int:
    """Return the time of the last write to any of these files, in nanoseconds."""
    return max(file.stat().st_mtime_ns for file in files if file.exists())
