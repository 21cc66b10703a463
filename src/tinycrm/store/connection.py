"""Opening the store: for reading, for writing, and every way that can fail, in sentences."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tinycrm import paths
from tinycrm.errors import StoreLocked, StoreProblem
from tinycrm.store import folding, journal, migrations

BUSY_SECONDS = 10.0
"""How long a command waits for another one that is writing."""

_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables


class Writing:
    """One write in progress. `label` may be set until the end; `batch` is known after it."""

    def __init__(self, db: sqlite3.Connection, label: str) -> None:
        self.db = db
        self.label = label
        self.door = journal.door_here()
        self.undoes: int | None = None
        self.batch: int | None = None


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
            db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # a full disk has rolled back already
                db.execute("ROLLBACK")
            raise


def compact() -> None:
    """Rewrite the file without the room that deleted rows left in it.

    Raises StoreProblem when it cannot be; nothing is lost then.
    """
    with _problems_told(), closing(_open_to_write()) as db:
        db.execute("VACUUM")


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
        raise _damaged(path)
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
    except sqlite3.DatabaseError as error:
        raise _problem(error) from error
    except OSError as error:
        path = paths.store_file()
        if not _concerns(error, path):
            raise
        raise StoreProblem(f"The store {path} cannot be opened: {error.strerror}.") from error


def _concerns(error: OSError, path: Path) -> bool:
    """Tell whether an error is about the store's folder, or one that was to hold it."""
    if not error.filename:
        return False
    named = Path(os.fsdecode(error.filename))
    return named.is_relative_to(path.parent) or path.is_relative_to(named)


def _damaged(path: Path) -> StoreProblem:
    return StoreProblem(
        f"The store {path} is damaged. It was not touched.",
        f"Copies of it are in {paths.backup_folder()}.",
    )


def _problem(error: sqlite3.DatabaseError) -> Exception:
    path = paths.store_file()
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code
    told = {
        sqlite3.SQLITE_BUSY: (
            f"The store is locked: another program has been writing to it for {BUSY_SECONDS:.0f}"
            " seconds. Nothing was changed.",
            "Try again; if it stays so, look which program has it open.",
        ),
        sqlite3.SQLITE_READONLY: (
            f"The store {path} cannot be written: the file or its folder is read-only.",
            "Nothing was changed.",
        ),
        sqlite3.SQLITE_FULL: ("The disk is full. Nothing was changed.", "Make room, try again."),
        sqlite3.SQLITE_CANTOPEN: (f"The store {path} cannot be opened.", "Is its folder there?"),
        sqlite3.SQLITE_IOERR: (f"The disk did not answer for the store {path}: {error}.", ""),
    }
    damaged = code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    if damaged or str(error) == "unsupported file format":  # that one has no code of its own
        return _damaged(path)
    kind = StoreLocked if code == sqlite3.SQLITE_BUSY else StoreProblem
    return kind(*told[code]) if code in told else error
