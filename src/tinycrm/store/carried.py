"""The files that travel in every backup: the settings with the keys, and unsaved texts.

They are in a table of the backup that no store has, and that a restored store does not have.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import suppress

from tinycrm import paths
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

TABLE = "crm_backup_file"
SETTINGS = "config.toml"
DRAFTS = "drafts/"
"""The names of texts begin with this."""

MOST_BYTES = 4 * 2**20
"""A larger file is no text that somebody typed; it does not travel."""


class CarriedFile(NamedTuple):
    """A file in a backup. `written` is the time of its last change, in nanoseconds."""

    name: str
    content: bytes
    written: int


def put(backup: sqlite3.Connection) -> None:
    """Put the files into a backup. Those that cannot be read are left out: see `unread`."""
    backup.execute(f"DROP TABLE IF EXISTS {TABLE}")  # the store may be a backup copied by hand
    backup.execute(
        f"CREATE TABLE {TABLE} (name TEXT NOT NULL PRIMARY KEY, content BLOB NOT NULL,"
        " written INTEGER NOT NULL) STRICT"
    )
    backup.executemany(
        f"INSERT INTO {TABLE} (name, content, written) VALUES (?, ?, ?)",
        (each for _, each in _files() if each),
    )
    backup.commit()


def take(backup: sqlite3.Connection) -> tuple[CarriedFile, ...]:
    """Take the files out of a copy of a backup, which is then the store as it was."""
    found = read(backup)
    backup.execute("PRAGMA secure_delete = ON")
    backup.execute(f"DROP TABLE IF EXISTS {TABLE}")
    return found


def read(backup: sqlite3.Connection) -> tuple[CarriedFile, ...]:
    """Return the files in a backup, by name; older backups have none."""
    known = backup.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (TABLE,)).fetchone()
    if known is None:
        return ()
    rows = backup.execute(f"SELECT name, content, written FROM {TABLE} ORDER BY name")
    return tuple(CarriedFile(*row) for row in rows)


def unread() -> list[Path]:
    """Return the files that should travel and cannot: too large, or not readable."""
    return [path for path, each in _files() if each is None]


def _files() -> Iterator[tuple[Path, CarriedFile | None]]:
    settings = paths.config_file()
    if settings.exists():
        yield settings, _read_file(settings, SETTINGS)
    with suppress(OSError):
        for path in sorted(paths.draft_folder().iterdir()):
            if path.is_symlink() or path.name.startswith("."):
                continue  # not ours, or not finished
            yield path, _read_file(path, f"{DRAFTS}{_in_utf8(path.name)}")


def _read_file(path: Path, name: str) -> CarriedFile | None:
    with suppress(OSError):
        found = path.stat()
        if stat.S_ISREG(found.st_mode) and found.st_size <= MOST_BYTES:
            return CarriedFile(name, path.read_bytes(), found.st_mtime_ns)
    return None


def _in_utf8(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")
