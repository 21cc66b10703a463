"""Stores that tests begin with: made once by the program, then copied, which takes 25 ms less.

A store that takes the place of one before it is written into the same file, so that the connections
that know its schema and have compiled its statements go on (tests/warm_connections.py).
"""

from __future__ import annotations

import shutil
import sqlite3
from itertools import count
from pathlib import Path

from tests import warm_connections
from tinycrm import paths
from tinycrm.store import connection, migrations

_create, _migrate = connection._create, migrations.migrate


class _Made:
    """The store that is copied; where a file waits while no test has a store, and its name."""

    new = b""
    aside = Path()
    name = Path()


_changes = count(1 << 20, 1 << 12)
"""For each store a number of changes that no other has had in the same file."""


def make(path: Path) -> None:
    """Make the store that is copied from now on."""
    _create(path)
    _Made.new, _Made.aside = path.read_bytes(), path.with_name("aside.db")


def let_be_copied(*, copied: bool) -> None:
    """Let this process copy a new store where it would make one, or make it."""
    vars(connection)["_create"] = _copy if copied else _create
    vars(migrations)["migrate"] = _fill if copied else _migrate


def _copy(path: Path) -> None:
    put(path.parent, {Path(path.name): _Made.new})


def _fill(db: sqlite3.Connection, to: int | None = None) -> None:
    """Migrate a database, but copy the new store into an empty one in memory."""
    in_memory = not db.execute("PRAGMA database_list").fetchone()[2]
    is_empty = not db.execute("PRAGMA schema_version").fetchone()[0]
    if to is None and in_memory and is_empty:
        db.deserialize(_Made.new)
    else:
        _migrate(db, to)


Files = dict[Path, bytes]
"""The files of a home, by their paths in there."""


def files_of(home: Path) -> Files:
    """Return every file of a home."""
    files = [path for path in home.rglob("*") if path.is_file()]
    return {path.relative_to(home): path.read_bytes() for path in files}


def put(home: Path, files: Files) -> None:
    """Write the files of a home."""
    for name, data in files.items():
        file = home / name
        paths.make_folder(file.parent)
        if file == _Made.name and not file.exists() and _has_known_schema(data):
            _Made.name = Path()
            warm_connections.move(_Made.aside, file, _counted(data))
        else:
            file.write_bytes(data)
            file.chmod(0o600)


def clear(place: Path) -> None:
    """Delete a folder in which homes are."""
    for file in warm_connections.files():
        if file.is_relative_to(place) and _has_known_schema(_head_of(file)):
            warm_connections.move(file, _Made.aside)
            _Made.name = file
    shutil.rmtree(place, ignore_errors=True)


def _head_of(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(100)


def _has_known_schema(data: bytes) -> bool:
    """Whether this is a store whose schema nobody has changed: SQLite counts such changes."""
    return data[:20] == _Made.new[:20] and data[40:44] == _Made.new[40:44]


def _counted(data: bytes) -> bytes:
    """Return a store that SQLite takes for changed, whatever it has read of the file before."""
    number = next(_changes).to_bytes(4, "big")
    return data[:24] + number + data[28:92] + number + data[96:]
