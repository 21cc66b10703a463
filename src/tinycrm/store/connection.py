"""Opening the store for reading and for writing, with every failure reported as a sentence."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

from tinycrm import paths, saved
from tinycrm.errors import NotFound, StoreProblem
from tinycrm.store import identity, migrations, opening, wal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

BUSY_SECONDS = 10.0
"""How long a command waits for another one that is writing."""

_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables


class Writing:
    """One write in progress. `label` may be set until it ends; `batch` is set when it ends.

    Set `can_be_undone` to False for a write that cannot be undone. It may have changed
    something outside the journal, so it counts as saved even without a batch.
    """

    def __init__(self, db: sqlite3.Connection, label: str) -> None:
        from tinycrm.store import journal

        self.db = db
        self.label = label
        self.door = journal.door_here()
        self.undoes: int | None = None
        self.batch: int | None = None
        self.can_be_undone = True


@contextmanager
def reading(
    *, at_once: bool = False, patience: float | None = None, required: bool = False
) -> Iterator[sqlite3.Connection]:
    """Open the store for reading. This never creates a file: a missing store reads as empty.

    A missing store is noted in `saved`; with `required` it raises NotFound.

    `at_once` reads everything in one transaction, with one lock instead of one per query.
    That is 1 ms faster for a briefing, but writers have to wait. Raises StoreProblem if the
    store is newer or damaged, StoreLocked if a writer takes longer than `patience` seconds
    (None means 10).
    """
    with as_store_problems(), closing(_open_to_read(patience, required)) as db:
        if at_once:
            db.execute("BEGIN")
        yield db


@contextmanager
def glancing() -> Iterator[sqlite3.Connection]:
    """Open the store without waiting, creating or updating anything: for the Tab key, a greeting.

    Raises StoreProblem if one of these would be needed.
    """
    name = paths.store_name()
    with as_store_problems(), closing(_connect(opening.uri_of(name))) as db:
        db.execute("PRAGMA busy_timeout = 100")
        db.execute("PRAGMA query_only = ON")
        if _check(db, name) != migrations.LATEST:
            raise StoreProblem(f"The store {paths.store_file()} has an older format.")
        yield db


@contextmanager
def writing(label: str) -> Iterator[Writing]:
    """Run one transaction that has the write lock from the start, so that its reads stay valid.

    At the end everything is committed and journalled as one batch; after an exception,
    nothing is. Raises StoreProblem if the store cannot be written.
    """
    from tinycrm.store import folding, journal  # not for reading

    with as_store_problems(), closing(_begin()) as db:
        work = Writing(db, label)
        try:
            known, since = journal.adopt(db)
            if since > known:
                folding.fold_missing(db, known)  # so that our searches find it
            yield work
            folding.fold_missing(db, since)
            _compute_rhythms(db)
            work.batch = journal.close(db, work.door, work.label, since, work.undoes)
            _commit(work)
        except BaseException:
            with suppress(sqlite3.Error):  # a full disk has rolled back already
                db.execute("ROLLBACK")
            raise
    if work.batch and os.access(paths.hook_name(), os.X_OK):
        from tinycrm.store import hooks

        hooks.start(work.batch)


def _compute_rhythms(db: sqlite3.Connection) -> None:
    if db.execute("SELECT 1 FROM rhythm WHERE stale = 1 LIMIT 1").fetchone():
        from tinycrm.store import rhythms  # only after a note or a win

        rhythms.compute_stale(db)


def _begin() -> sqlite3.Connection:
    """Open the store and take the write lock, of the file that has its name then.

    While this waits for its turn, `crm restore` may put another file in its place.
    """
    while True:
        opened = identity.of(paths.store_name())
        db = open_to_write()
        try:
            # Otherwise SQLite keeps what it needs to roll back a statement in a file, and ten
            # thousand people take twice as long. Not set in `compact`: VACUUM would need as much
            # memory as the store is large.
            db.execute("PRAGMA temp_store = MEMORY")
            db.execute("BEGIN IMMEDIATE")
            now = identity.of(paths.store_name())
            if opened == now:  # unlike for a store made just now, which is opened once more
                identity.check(now)
                return db
        except BaseException:
            db.close()
            raise
        db.close()


def _commit(work: Writing) -> None:
    """Commit and note it: an error after this must not say that nothing was changed."""
    try:
        work.db.execute("COMMIT")
    except sqlite3.Error:
        raise
    except BaseException:  # Ctrl-C during the commit does not stop SQLite
        if not work.db.in_transaction:
            _note(work)
        raise
    _note(work)


def _note(work: Writing) -> None:
    if work.batch or not work.can_be_undone:
        saved.note(work.batch, work.label, can_be_undone=work.can_be_undone)


def check_place() -> None:
    """Raise StoreProblem if it cannot be said whether there is a store, without opening it."""
    with as_store_problems():
        paths.exists(paths.store_name())


# ── opening ──────────────────────────────────────────────────────────────────────────────
#
# The name of the file is text here; where a sentence is made about it, it is a path.


def _connect(where: str, patience: float | None = None) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreProblem(f"SQLite {sqlite3.sqlite_version} is too old; tinycrm needs 3.37.")
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


def _open_to_read(patience: float | None, required: bool) -> sqlite3.Connection:
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
    return db


def open_to_write() -> sqlite3.Connection:
    """Open the store for writing; a missing one is created."""
    name = paths.store_name()
    if not paths.exists(name):
        _create(paths.store_file())
        saved.note_no_store(f"There was no store; an empty one was made: {name}")
    db = _connect_file(name, None, to_write=True)
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
        with suppress(OSError):
            if any(each.startswith(".") for each in os.listdir(place)):
                from tinycrm.store import leftovers

                leftovers.clear_ours()
                return


def _create(path: Path) -> None:
    from tinycrm.store import creating

    creating.create(path, _fill)


def _fill(path: Path) -> None:
    with closing(_connect(opening.uri_of(str(path)))) as db:
        migrations.migrate(db)


# ── errors ───────────────────────────────────────────────────────────────────────────────


@contextmanager
def as_store_problems() -> Iterator[None]:
    """Turn errors of SQLite and the system into StoreProblem."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise  # a rule that a service should have checked: a bug, worth a report
    except (sqlite3.DatabaseError, OSError) as error:
        from tinycrm.store import problems

        problem = problems.problem_of(error, paths.store_file(), BUSY_SECONDS)
        if problem is None:
            raise
        raise problem from error
