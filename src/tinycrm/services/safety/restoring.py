"""Restoring a backup: it is copied, checked and brought up to date before anything is touched."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tinycrm import paths, saved
from tinycrm.errors import StoreProblem
from tinycrm.services.safety import checking_backups, restored_files
from tinycrm.services.safety.store_contents import StoreContents, contents_of
from tinycrm.store import (
    backup,
    carried,
    check_place,
    leftovers,
    migrations,
    opening,
    placing,
    swapping,
)
from tinycrm.store.connection import BUSY_SECONDS
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO


class PlannedRestore(NamedTuple):
    """A checked copy of a backup, beside the store under a hidden name.

    `name` is what the backup is called in sentences, `holds` what it holds, `replaces` what the
    present store holds: None if there is none, or if it cannot be read; `problem` says why.
    `format` is the format the backup had.
    """

    copy: Path
    name: str
    holds: StoreContents
    replaces: StoreContents | None
    problem: str
    format: int
    files: tuple[carried.CarriedFile, ...]

    @property
    def is_older(self) -> bool:
        """Return whether the backup had an older format, and was brought up to date."""
        return self.format < migrations.LATEST


class RestoredStore(NamedTuple):
    """What was done. `aside` is the store as it was before, None if there was none.

    `said` are sentences about the settings and the unsaved texts of the backup.
    """

    aside: Path | None
    said: tuple[str, ...]


@contextmanager
def prepared(source: Path | IO[bytes], name: str) -> Iterator[PlannedRestore]:
    """Check a backup, and say what restoring it would do; the copy is deleted at the end.

    `name` is how sentences call it. Raises UsageProblem if it is no backup, StoreProblem if it
    is newer than this program or damaged, or if the folder of the store cannot be written.
    """
    store = _real_store()
    made = leftovers.hidden_name(store)
    try:
        with _failing_in_words(store):
            _copy(source, made, name)
        with checking_backups.failing_in_words(name):
            found = _check(made, name)
        replaces, problem = _present()
        yield found._replace(replaces=replaces, problem=problem)
    finally:
        for suffix in ("", *swapping.SIDE_FILES):
            leftovers.remove(made.with_name(made.name + suffix))


def restore(plan: PlannedRestore) -> RestoredStore:
    """Put the checked copy in the place of the store, and bring back what travelled with it.

    Raises StoreProblem if the store is locked or cannot be replaced; nothing is changed then.
    """
    store = _real_store()
    aside = store.with_name(backup.new_name(store, backup.SET_ASIDE))
    with _failing_in_words(store), checking_backups.failing_in_words(str(store)):
        was_there = swapping.swap(plan.copy, store, aside)
    saved.note(None, "The restored store", can_be_undone=False)
    return RestoredStore(aside if was_there else None, restored_files.bring_back(plan.files))


def _real_store() -> Path:
    """Return the file itself where the store is a link. Raises StoreProblem for a broken link."""
    check_place()
    return paths.store_file().resolve()


def _copy(source: Path | IO[bytes], made: Path, name: str) -> None:
    """Copy a backup as it is, with what SQLite may have left beside it."""
    paths.make_folder(made.parent)
    placing.create(made)
    if not isinstance(source, Path):
        with made.open("wb") as file:
            shutil.copyfileobj(source, file)
    else:
        checking_backups.check_file(source, name)
        for suffix in ("", "-wal", "-journal"):
            beside = source.with_name(source.name + suffix)
            if beside.is_file():
                placing.create(made.with_name(made.name + suffix))
                _copy_content(beside, made.with_name(made.name + suffix))
    checking_backups.check_file(made, name)


def _copy_content(source: Path, target: Path) -> None:
    try:
        file = source.open("rb")
    except OSError as error:
        raise StoreProblem(
            f"{source} cannot be read: {error.strerror}. Nothing was changed."
        ) from error
    with file, target.open("wb") as copy:
        shutil.copyfileobj(file, copy)


def _check(made: Path, name: str) -> PlannedRestore:
    """Check the copy thoroughly, and turn it into the store that it was a backup of."""
    with closing(opening.to_change(made)) as db:
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA journal_mode = DELETE")  # takes in a WAL file that was beside it
        found = checking_backups.check(db, made, name)
        files = carried.take(db)
        migrations.migrate(db)
        return PlannedRestore(made, name, contents_of(db), None, "", found, files)


def _present() -> tuple[StoreContents | None, str]:
    """Return what the store holds now, or why that cannot be said."""
    store = paths.store_file()
    if not os.path.lexists(store):
        return None, "There is no store yet."
    try:
        # Nothing is touched before the answer.
        with closing(opening.to_read(store, BUSY_SECONDS)) as db:
            return contents_of(db), ""
    except sqlite3.Error as error:
        return None, f"The store as it is now cannot be read ({error}). It is kept."


@contextmanager
def _failing_in_words(store: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        with suppress(OSError):
            placing.sync(store.parent)
        raise StoreProblem(
            f"The store {store} cannot be replaced: {error.strerror}. Nothing was changed."
        ) from error
