"""Backups that the user asks for: in the backup folder, in a file, or to another program."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tinycrm import paths
from tinycrm.errors import Clash, NotFound, StoreProblem
from tinycrm.services.safety.store_contents import StoreContents, contents_of
from tinycrm.store import backup, carried, check_place, migrations, opening, reading
from tinycrm.values import NamedTuple

_CHUNK = 2**20


class MadeBackup(NamedTuple):
    """A backup: its file, its size in bytes and what it holds.

    `file` is None where it went to another program. `unread` are files that should be in it,
    but are too large or cannot be read; `also` is its copy in the second place.
    """

    file: Path | None
    size: int
    contents: StoreContents
    unread: tuple[Path, ...]
    also: Path | None = None
    hints: tuple[str, ...] = ()


def make() -> MadeBackup:
    """Back up the store to the backup folder, and to the second place if one is set.

    Raises NotFound without a store, StoreProblem if it is damaged or nothing can be written.
    """
    store = _store()
    with reading() as db, _failing_in_words(paths.backup_folder()):
        made = backup.make(db, store, backup.BY_HAND)
        found = _describe(made, db)
    also, hints = _copy_to_second_place(store)
    return found._replace(also=also, hints=hints)


def make_at(target: Path) -> MadeBackup:
    """Back up the store to this file, or into this folder.

    Replaces only an older backup of the same store: raises Clash for any other file. Raises
    NotFound if the folder of the file does not exist, and what `make` does.
    """
    store = _store()
    if target.is_dir():
        target = target / backup.new_name(store, backup.BY_HAND)
    if not target.parent.is_dir():
        raise NotFound(f"The folder {target.parent} does not exist.", "No backup was made.")
    with reading() as db, _failing_in_words(target):
        _check_replaceable(db, target)
        backup.make_at(db, store, target)
        return _describe(target, db)


def send(write: Callable[[bytes], object]) -> MadeBackup:
    """Make a checked backup, and pass its bytes to `write`. No file of it is left.

    Raises what `make` does, and what `write` does.
    """
    store = _store()
    target = paths.backup_folder() / backup.new_name(store, backup.BY_HAND)
    with (
        reading() as db,
        _failing_in_words(target),
        backup.checked_copy(db, store, target) as made,
        made.open("rb") as file,
    ):
        while chunk := file.read(_CHUNK):
            write(chunk)
        return _describe(made, db)._replace(file=None)


def _store() -> Path:
    check_place()
    store = paths.store_file()
    if not store.exists():
        raise NotFound(
            f"There is no store {store}, so there is nothing to back up.",
            "crm where shows where the files are.",
        )
    return store


def _describe(file: Path, db: sqlite3.Connection) -> MadeBackup:
    return MadeBackup(file, file.stat().st_size, contents_of(db), tuple(carried.unread()))


def _copy_to_second_place(store: Path) -> tuple[Path | None, tuple[str, ...]]:
    try:
        return backup.copy_to_second_place(store), ()
    except OSError as error:
        return None, (f"The second place (backup_also) cannot be written: {error}.",)


@contextmanager
def _failing_in_words(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreProblem(
            f"{target} cannot be written: {error.strerror}. No backup was made."
        ) from error


# ── what may be replaced ─────────────────────────────────────────────────────────────────


def _check_replaceable(db: sqlite3.Connection, target: Path) -> None:
    """Raise Clash if a file may hold something that the backup would not.

    The backup of another store, or one with newer changes, may be the only one of its kind: as
    when a disk was lost, and a script backs up the empty store that took its place.
    """
    if target.is_symlink():
        raise _clash(target, "is a link")
    if not target.exists():
        return
    if paths.store_file().exists() and target.samefile(paths.store_file()):
        raise _clash(target, "is the store itself")
    if not target.is_file() or target.stat().st_size == 0:
        raise _clash(target, "is not a backup of tinycrm")
    try:
        with closing(opening.to_read(target)) as other:
            problem = _not_older(db, other)
    except sqlite3.Error:
        problem = "is not a backup of tinycrm"
    if problem:
        raise _clash(target, problem)


def _not_older(db: sqlite3.Connection, other: sqlite3.Connection) -> str:
    """Return why a file is not an older backup of the open store; "" if it is one."""
    if migrations.number(other, "application_id") != migrations.APPLICATION_ID:
        return "is not a backup of tinycrm"
    theirs, ours = _uids(other), _uids(db)
    if theirs and not theirs & ours:
        return f"is the backup of another store ({contents_of(other).say()})"
    if contents_of(other).last_change > contents_of(db).last_change:
        return "is a backup with newer changes than the store"
    return ""


def _uids(db: sqlite3.Connection) -> set[str]:
    return {uid for (uid,) in db.execute("SELECT uid FROM contact")}


def _clash(target: Path, problem: str) -> Clash:
    return Clash(
        f"{target} {problem}. It was not replaced, and no backup was made.",
        "Choose another file, or move this one away.",
    )
