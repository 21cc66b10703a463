"""Putting another file in the place of the store, while other programs may be using it.

The old store is first given a second name, so at every moment there is a store, and the old one
is whole under its new name. Nobody writes meanwhile: the old store is locked, and who waited for
it looks again which file the store is (`identity.py`).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

from tinycrm.errors import StoreLocked, StoreProblem
from tinycrm.store import opening, placing, wal
from tinycrm.store.connection import BUSY_SECONDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

SIDE_FILES = ("-journal", "-wal", "-shm")
"""What SQLite adds to the name of a store for the files beside it."""


def swap(made: Path, store: Path, aside: Path) -> bool:
    """Give a complete file the name of the store, and the old store the name `aside`.

    Both are in the folder of the store; `store` is no link. Returns False if there was no old
    store. Raises StoreProblem if it is locked or in use; nothing is changed then.
    """
    placing.sync(made)
    if not os.path.lexists(store):
        _take_name(made, store)
        return False
    linked = _link_side_files(store, aside)
    try:
        with _locked(store) as is_whole:
            if is_whole:  # SQLite has taken in what was beside it
                _unlink(linked)
            _set_aside(store, aside)
            made.replace(store)
            placing.sync(store.parent)
    except BaseException:
        if store.exists() and not aside.exists():
            _unlink(linked)
        raise
    return True


def _take_name(made: Path, store: Path) -> None:
    """Give a file a name that is free. Another program may create a store at the same time."""
    _move_side_files(store, store.with_name(f"{store.name}.lost"))
    try:
        store.hardlink_to(made)
    except FileExistsError:
        raise StoreProblem(
            f"Another program has just created the store {store}. Nothing was changed.",
            "Try again.",
        ) from None
    except OSError:  # a file system without links
        made.replace(store)
    placing.sync(store.parent)


@contextmanager
def _locked(store: Path) -> Iterator[bool]:
    """Keep every other program from writing to the store; False if nobody can write to it."""
    with closing(opening.to_change(store, BUSY_SECONDS)) as db:
        try:
            wal.leave(db)
            db.execute("BEGIN EXCLUSIVE")
            is_whole = True
        except sqlite3.DatabaseError as error:
            _allow_damage(error)
            is_whole = False
        yield is_whole


def _allow_damage(error: sqlite3.DatabaseError) -> None:
    """Raise an error, but for a damaged store."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or not code:
        return
    if code == sqlite3.SQLITE_BUSY:
        raise StoreLocked(
            f"The store is locked: another program has been using it for {BUSY_SECONDS:.0f}"
            " seconds. Nothing was changed.",
            "Try again. If it stays locked, crm doctor says which program has it open.",
        ) from error
    raise error


def _set_aside(store: Path, aside: Path) -> None:
    try:
        aside.hardlink_to(store)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: for a moment there is no store
        store.rename(aside)
    with suppress(OSError):
        aside.chmod(0o600)
    _move_side_files(store, aside)
    placing.sync(store.parent)


def _link_side_files(store: Path, aside: Path) -> list[Path]:
    """Give what is beside the store its new name too: to open a damaged one may delete it."""
    linked = []
    for suffix in SIDE_FILES:
        beside = aside.with_name(aside.name + suffix)
        with suppress(OSError):
            beside.hardlink_to(store.with_name(store.name + suffix))
            linked.append(beside)
    return linked


def _unlink(linked: list[Path]) -> None:
    for path in linked:
        path.unlink(missing_ok=True)


def _move_side_files(store: Path, aside: Path) -> None:
    """Take along what SQLite left beside a store: beside another one it would damage that."""
    for suffix in SIDE_FILES:
        beside, target = (each.with_name(each.name + suffix) for each in (store, aside))
        if target.exists():  # it has its new name already
            beside.unlink(missing_ok=True)
        elif beside.exists():
            beside.replace(target)
