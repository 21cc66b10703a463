"""Opening the store: for reading, for writing, and every way that can fail, in sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tinycrm import paths, saved
from tinycrm.errors import StoreProblem
from tinycrm.store import folding, journal, migrations

BUSY_SECONDS = 10.0
"""How long a command waits for another one that is writing."""

_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables


class Writing:
    """One write in progress. `label` may be set until the end; `batch` is known after it.

    What cannot be undone says so in `can_be_undone`; it may have changed what has no batch.
    """

    def __init__(self, db: sqlite3.Connection, label: str) -> None:
        self.db = db
        self.label = label
        self.door = journal.door_here()
        self.undoes: int | None = None
        self.batch: int | None = None
        self.can_be_undone = True


@contextmanager
def reading(
    *, at_once: bool = False, patience: float | None = None
) -> Iterator[sqlite3.Connection]:
    """Open the store to read. Reading never creates a file: without one it is empty.

    `at_once` reads everything as of one moment, under one lock instead of one a question,
    which is 1 ms faster for a morning; writers wait meanwhile. Raises StoreProblem when the
    store is newer or damaged, StoreLocked when a writer takes longer than `patience` seconds,
    ten when it is None.
    """
    with _problems_told(), closing(_open_to_read(patience)) as db:
        if at_once:
            db.execute("BEGIN")
        yield db


@contextmanager
def glancing() -> Iterator[sqlite3.Connection]:
    """Open the store for the Tab key: nothing is waited for, made, or brought up to date.

    Raises StoreProblem where one of these would be needed.
    """
    path = paths.store_file()
    if not path.exists():
        raise StoreProblem(f"There is no store {path}.")
    with _problems_told(), closing(_connect(f"{path.absolute().as_uri()}?mode=rw")) as db:
        db.execute("PRAGMA busy_timeout = 100")
        db.execute("PRAGMA query_only = ON")
        if _check(db, path) != migrations.LATEST:
            raise StoreProblem(f"The store {path} has an older form.")
        yield db


@contextmanager
def writing(label: str) -> Iterator[Writing]:
    """Run one transaction that holds the write lock from the start, look-ups included.

    At its end everything is committed and journalled as one batch, or, after an
    exception, nothing is. Raises StoreProblem when the store cannot be written.
    """
    with _problems_told(), closing(_open_to_write()) as db:
        work = Writing(db, label)
        # What a statement would be taken back with goes to a file otherwise: ten thousand
        # people take twice the time. VACUUM, elsewhere, keeps its copy of the store in one.
        db.execute("PRAGMA temp_store = MEMORY")
        db.execute("BEGIN IMMEDIATE")
        try:
            known, since = journal.adopt(db)
            if since > known:
                folding.fold_missing(db, known)  # so that our look-ups see it
            yield work
            folding.fold_missing(db, since)
            work.batch = journal.close(db, work.door, work.label, since, work.undoes)
            _commit(work)
        except BaseException:
            with suppress(sqlite3.Error):  # a full disk has rolled back already
                db.execute("ROLLBACK")
            raise


def _commit(work: Writing) -> None:
    """Commit, and note it: a failure from now on must not say that nothing was changed."""
    try:
        work.db.execute("COMMIT")
    except sqlite3.Error:
        raise
    except BaseException:  # Ctrl-C while the disk was written to: that does not stop SQLite
        if not work.db.in_transaction:
            _note(work)
        raise
    _note(work)


def _note(work: Writing) -> None:
    if work.batch or not work.can_be_undone:
        saved.note(work.batch, work.label, can_be_undone=work.can_be_undone)


def compact() -> None:
    """Rewrite the file without the room that deleted rows left in it.

    Raises StoreProblem when it cannot be; nothing is lost then.
    """
    try:
        with _problems_told(), closing(_open_to_write()) as db:
            db.execute("VACUUM")
    except StoreProblem as problem:
        problem.add_saved("")  # those rows were deleted before
        raise


# ── opening ──────────────────────────────────────────────────────────────────────────────


def _connect(where: str, patience: float | None = None) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreProblem(f"SQLite {sqlite3.sqlite_version} is too old; tinycrm needs 3.37.")
    timeout = BUSY_SECONDS if patience is None else patience
    db = sqlite3.connect(where, timeout=timeout, isolation_level=None, uri=True)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA recursive_triggers = ON")
    return db


def _connect_file(path: Path, patience: float | None = None) -> sqlite3.Connection:
    """Open an existing file, of whatever version up to ours, and bring it up to date."""
    if path.stat().st_size == 0:
        raise StoreProblem(
            f"The store {path} is empty: its content was cut off.",
            f"Put a copy from {paths.backup_folder()} in its place, or move it away to begin anew.",
        )
    db = _connect(f"{path.absolute().as_uri()}?mode=rw", patience)
    try:
        if _check(db, path) < migrations.LATEST:
            from tinycrm.store import backup

            backup.make(db, path, "before-update")
            migrations.migrate(db)
            _check(db, path)  # a still newer program may have been faster
    except BaseException:
        db.close()
        raise
    return db


def _check(db: sqlite3.Connection, path: Path) -> int:
    """Return the form of the store, once it is known to be ours, whole, and not from later.

    All of it is asked under one lock, so that no writer is half-way meanwhile.
    """
    db.execute("BEGIN")
    found = migrations.version(db)
    ours = migrations.number(db, "application_id") == migrations.APPLICATION_ID
    whole = _is_whole(db, path)
    db.execute("COMMIT")
    if not ours or not found:
        raise StoreProblem(f"{path} is not a tinycrm store. It was not touched.")
    if found > migrations.LATEST:
        raise StoreProblem(
            f"The store {path} was written by a newer tinycrm (form {found}, this one knows"
            f" {migrations.LATEST}). It was not touched.",
            "Update tinycrm on this machine.",
        )
    if not whole:
        from tinycrm.store import problems

        raise problems.damaged(path)
    return found


def _is_whole(db: sqlite3.Connection, path: Path) -> bool:
    """Tell whether the file is as long as it says.

    SQLite itself reads what is missing of the last page as zeros, and tells nobody.
    """
    if _is_in_wal(db):
        return True  # set so by another program: pages may wait in a file beside it
    length = migrations.number(db, "page_count") * migrations.number(db, "page_size")
    return 0 < length <= path.stat().st_size


def _open_to_read(patience: float | None) -> sqlite3.Connection:
    path = paths.store_file()
    if path.exists():
        db = _connect_file(path, patience)
    else:
        db = _connect(":memory:")
        migrations.migrate(db)
    db.execute("PRAGMA query_only = ON")
    return db


def _open_to_write() -> sqlite3.Connection:
    path = paths.store_file()
    if not path.exists():
        _create(path)
    db = _connect_file(path)
    try:
        _leave_wal(db, path)
        # FULL does not sync the folder after the unlink of SQLite's journal: a power cut could
        # bring that file back, and with it roll back what a command said was saved.
        db.execute("PRAGMA synchronous = EXTRA")
        # 32 MiB: an import of sixty thousand people fits; only then must readers wait for it.
        db.execute("PRAGMA cache_size = -32768")
    except BaseException:
        db.close()
        raise
    return db


def _leave_wal(db: sqlite3.Connection, path: Path) -> None:
    """Set the store back to DELETE mode, should another program have set it to WAL.

    Several processes sharing one WAL file can lose commits before SQLite 3.51.3. Raises
    StoreProblem while that program has the store open: SQLite refuses it then, at once.
    """
    if _is_in_wal(db):
        try:
            db.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            raise StoreProblem(
                f"The store {path} is in WAL mode, and another program is using it right now.",
                "Close that program and try again.",
            ) from error


def _is_in_wal(db: sqlite3.Connection) -> bool:
    return bool(db.execute("PRAGMA journal_mode").fetchone()[0] == "wal")


def _create(path: Path) -> None:
    from tinycrm.store.beginning import begin

    begin(path, _fill)


def _fill(path: Path) -> None:
    with closing(_connect(f"{path.absolute().as_uri()}?mode=rw")) as db:
        migrations.migrate(db)


# ── what can go wrong ────────────────────────────────────────────────────────────────────


@contextmanager
def _problems_told() -> Iterator[None]:
    """Turn SQLite's and the system's words into ours."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise  # a rule the services should have checked: unforeseen, and worth a report
    except (sqlite3.DatabaseError, OSError) as error:
        from tinycrm.store import problems

        problem = problems.problem_of(error, paths.store_file(), BUSY_SECONDS)
        if problem is None:
            raise
        raise problem from error
