"""Opening the store for reading and for writing, with every failure reported as a sentence."""

from __future__ import annotations

import os
import sqlite3

from tinycrm import paths, process, saved
from tinycrm.errors import NotFound, StoreProblem
from tinycrm.store import migrations, opening, wal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BUSY_SECONDS = 10.0
"""How long a command waits for another one that is writing."""

_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables


def reading(
    *, at_once: bool = False, patience: float | None = None, required: bool = False
) -> _OpenStore:
    """Open the store for reading. This never creates a file: a missing store reads as empty.

    A missing store is noted in `saved`; with `required` it raises NotFound.

    `at_once` reads everything in one transaction, with one lock instead of one per query.
    That is 1 ms faster for a briefing, but writers have to wait. Raises StoreProblem if the
    store is newer or damaged, StoreLocked if a writer takes longer than `patience` seconds
    (None means 10).
    """
    return _OpenStore(lambda: _open_to_read(patience, required, at_once))


def glancing() -> _OpenStore:
    """Open the store without waiting, creating or updating anything: for the Tab key, a greeting.

    Raises StoreProblem if one of these would be needed.
    """
    return _OpenStore(_open_to_glance)


class _OpenStore:
    """A store that is open inside a `with` block."""

    def __init__(self, open_: Callable[[], sqlite3.Connection]) -> None:
        self._open = open_

    def __enter__(self) -> sqlite3.Connection:
        with StoreErrors():
            self._db = self._open()
        return self._db

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        close(self._db)
        raise_as_sentence(error)


def check_place() -> None:
    """Raise StoreProblem if it cannot be said whether there is a store, without opening it."""
    with StoreErrors():
        paths.exists(paths.store_name())


# ── closing ──────────────────────────────────────────────────────────────────────────────

_left_open: list[sqlite3.Connection] = []
"""The connection that the end of the process closes. It holds no lock."""


def close(db: sqlite3.Connection) -> None:
    """Close a connection that is done with; if the process ends next, leave that to its end.

    SQLite frees what it has read of the schema one by one, a twentieth of a short run.
    """
    if not process.ends_after_command:
        db.close()
        return
    if db.in_transaction:
        db.rollback()
    _left_open.append(db)


def close_left_open() -> None:
    """Close what was left to the end of the process: before it opens more, or makes a child."""
    while _left_open:
        _left_open.pop().close()


# ── opening ──────────────────────────────────────────────────────────────────────────────
#
# The name of the file is text here; where a sentence is made about it, it is a path.


def _connect(where: str, patience: float | None = None) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreProblem(f"SQLite {sqlite3.sqlite_version} is too old; tinycrm needs 3.37.")
    close_left_open()  # a store in WAL mode can only be left by the last one
    timeout = BUSY_SECONDS if patience is None else patience
    db = sqlite3.connect(where, timeout=timeout, isolation_level=None, uri=True)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA recursive_triggers = ON")
    return db


def _connect_file(name: str, patience: float | None, *, to_write: bool) -> sqlite3.Connection:
    """Open an existing file and update an older one; if it is read-only, in a copy in memory."""
    if os.stat(name).st_size == 0:
        from tinycrm.store import problems

        raise problems.empty(paths.store_file())
    db = _connect(opening.uri_of(name), patience)
    try:
        if _check(db, name) < migrations.LATEST:
            from tinycrm.store import upgrading

            if not to_write and not upgrading.is_writable():
                return upgrading.copied_to_memory(db, _connect(":memory:"))
            upgrading.upgrade(db)
            _check(db, name)  # a newer program may have updated it first
    except BaseException:
        db.close()
        raise
    return db


def _check(db: sqlite3.Connection, name: str) -> int:
    """Return the store's format version. Raises StoreProblem if it is foreign, newer or damaged.

    Everything is read in one transaction, so that no write can happen in between.
    """
    db.execute("BEGIN")
    found = migrations.version(db)
    ours = migrations.number(db, "application_id") == migrations.APPLICATION_ID
    whole = _is_whole(db, name)
    db.execute("COMMIT")
    if not ours or not found or found > migrations.LATEST or not whole:
        from tinycrm.store import problems

        raise problems.unusable(paths.store_file(), found if ours else 0, migrations.LATEST)
    return found


def _is_whole(db: sqlite3.Connection, name: str) -> bool:
    """Return whether the file is as long as its header says.

    SQLite reads a missing part of the last page as zeros, without an error.
    """
    if wal.is_in_wal(db):
        return True  # set by another program: some pages may be in the WAL file
    length = migrations.number(db, "page_count") * migrations.number(db, "page_size")
    return 0 < length <= os.stat(name).st_size


def _open_to_read(patience: float | None, required: bool, at_once: bool) -> sqlite3.Connection:
    name = paths.store_name()
    if paths.exists(name):
        db = _connect_file(name, patience, to_write=False)
    elif required:
        raise NotFound(f"There is no store {paths.store_file()}.")
    else:
        saved.note_no_store(f"There is no store yet: {name}")
        db = _connect(":memory:")
        migrations.migrate(db)
    db.execute("PRAGMA query_only = ON")
    if at_once:
        db.execute("BEGIN")
    return db


def _open_to_glance() -> sqlite3.Connection:
    name = paths.store_name()
    db = _connect(opening.uri_of(name))
    try:
        db.execute("PRAGMA busy_timeout = 100")
        db.execute("PRAGMA query_only = ON")
        if _check(db, name) != migrations.LATEST:
            raise StoreProblem(f"The store {paths.store_file()} has an older format.")
    except BaseException:
        db.close()
        raise
    return db


def make_missing() -> None:
    """Make an empty store where there is none, and note that in `saved`."""
    name = paths.store_name()
    if not paths.exists(name):
        _create(paths.store_file())
        saved.note_no_store(f"There was no store; an empty one was made: {name}")


def open_to_write() -> sqlite3.Connection:
    """Open the store for writing; a missing one is created."""
    make_missing()
    db = _connect_file(paths.store_name(), None, to_write=True)
    try:
        _clear_leftovers()
        wal.leave(db)
        # FULL does not sync the folder after SQLite's journal file is deleted. A power cut could
        # bring that file back, and SQLite would then roll back a write reported as saved.
        db.execute("PRAGMA synchronous = EXTRA")
        # 32 MiB: an import of sixty thousand people fits. A larger one makes readers wait.
        db.execute("PRAGMA cache_size = -32768")
    except BaseException:
        db.close()
        raise
    return db


def _clear_leftovers() -> None:
    """Delete what killed commands left. What deletes it is only loaded where something may be."""
    for place in paths.folder_names():
        try:
            if any(each.startswith(".") for each in os.listdir(place)):
                from tinycrm.store import leftovers

                leftovers.clear_ours()
                return
        except OSError:
            pass


def _create(path: Path) -> None:
    from tinycrm.store import creating

    creating.create(path, _fill)


def _fill(path: Path) -> None:
    from contextlib import closing  # once in the life of a store

    with closing(_connect(opening.uri_of(str(path)))) as db:
        migrations.migrate(db)


# ── errors ───────────────────────────────────────────────────────────────────────────────


class StoreErrors:
    """Turns errors of SQLite and the system inside a `with` block into StoreProblem."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        raise_as_sentence(error)


def raise_as_sentence(error: BaseException | None) -> None:
    """Raise StoreProblem for an error of SQLite or the system; do nothing for any other."""
    if isinstance(error, sqlite3.IntegrityError):
        return  # a rule that a service should have checked: a bug, worth a report
    if isinstance(error, (sqlite3.DatabaseError, OSError)):
        from tinycrm.store import problems

        problem = problems.problem_of(error, paths.store_file(), BUSY_SECONDS)
        if problem is not None:
            raise problem from error
