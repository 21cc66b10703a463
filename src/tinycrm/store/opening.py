"""Opening a file with SQLite that is there, and never creating one."""

from __future__ import annotations

import sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def uri_of(name: str, mode: str = "rw") -> str:
    """Return the URI with which SQLite opens a file: `rw`, or `ro` to read it only."""
    quoted = name.replace("%", "%25").replace("?", "%3F").replace("#", "%23")
    return f"file:{'//' if name.startswith('/') else ''}{quoted}?mode={mode}"


def to_read(path: Path, timeout: float = 5.0, *, one_thread: bool = True) -> sqlite3.Connection:
    """Open any file to read it: a backup, a copy, or the store where no rule is to be checked.

    `timeout` is in seconds. Raises sqlite3.Error, here or when it is first read.
    """
    where = uri_of(str(path.absolute()), "ro")
    return sqlite3.connect(where, uri=True, timeout=timeout, check_same_thread=one_thread)


def to_change(path: Path, timeout: float = 5.0) -> sqlite3.Connection:
    """Open any file to change it, with transactions that only BEGIN starts; else as `to_read`."""
    where = uri_of(str(path.absolute()))
    return sqlite3.connect(where, uri=True, timeout=timeout, isolation_level=None)
