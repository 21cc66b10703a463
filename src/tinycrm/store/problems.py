"""Error messages about the store's file. Imported only after an error."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from tinycrm import paths
from tinycrm.errors import StoreLocked, StoreProblem

_LONGEST = 480
"""SQLite opens names of up to 511 bytes, also those of its own files beside the store."""


def problem_of(
    error: sqlite3.DatabaseError | OSError, path: Path, waited: float
) -> StoreProblem | None:
    """Return an error of SQLite or the system in our words, None if it is not about the store.

    `waited` is the time spent waiting for a lock, in seconds. The sentences describe only the
    transaction that failed; `CrmError.add_saved` adds what was committed before.
    """
    if isinstance(error, sqlite3.DatabaseError):
        return _of_sqlite(error, path, waited)
    if _concerns(error, path):
        link = paths.dangling_link(str(path)) if error.errno == errno.ENOENT else ""
        if link:
            return StoreProblem(
                f"The store {path} cannot be opened: {link} is a link to {Path(link).readlink()},"
                " which is not there.",
                "If that is on another disk, mount it. If the store is gone, remove the link.",
            )
        return StoreProblem(f"The store {path} cannot be opened: {error.strerror}.")
    return None


def _concerns(error: OSError, path: Path) -> bool:
    """Return whether an error is about the store's folder, something in it, or a parent of it."""
    if not error.filename:
        return False
    named = Path(os.fsdecode(error.filename))
    return named.is_relative_to(path.parent) or path.is_relative_to(named)


def empty(path: Path) -> StoreProblem:
    """Return the error for a file without content, or a pipe or device in its place."""
    if not path.is_file():
        return StoreProblem(f"The store {path} is not a file. It was not touched.")
    return StoreProblem(
        f"The store {path} is empty: its content is lost.",
        f"Replace it with a backup from {paths.backup_folder()},"
        " or move it away to start with a new store.",
    )


def unusable(path: Path, found: int, latest: int) -> StoreProblem:
    """Return the error for a store of the format `found`, 0 if it is not one of ours."""
    if not found:
        return StoreProblem(f"{path} is not a tinycrm store. It was not touched.")
    if found > latest:
        return StoreProblem(
            f"The store {path} was written by a newer tinycrm (format {found}, this one reads up"
            f" to {latest}). It was not touched.",
            "Update tinycrm on this machine.",
        )
    return damaged(path)


def in_wal(path: Path) -> StoreProblem:
    """Return the error for a store that another program keeps in WAL mode."""
    return StoreProblem(
        f"The store {path} is in WAL mode, and another program is using it right now.",
        "Close that program and try again.",
    )


def damaged(path: Path) -> StoreProblem:
    """Return the error for a damaged or incomplete file."""
    return StoreProblem(
        f"The store {path} is damaged. It was not touched.",
        f"Backups are in {paths.backup_folder()}.",
    )


def _why_not_open(length: int) -> str:
    if length < _LONGEST:
        return "Check that its folder exists."
    return f"Its name has {length} bytes, more than SQLite opens; set CRM_HOME."


def _of_sqlite(error: sqlite3.DatabaseError, path: Path, waited: float) -> StoreProblem | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code
    messages = {
        sqlite3.SQLITE_BUSY: (
            f"The store is locked: another program has been writing to it for {waited:.0f}"
            " seconds. Nothing was changed.",
            "Try again. If it stays locked, find out which program has it open.",
        ),
        sqlite3.SQLITE_READONLY: (
            f"The store {path} cannot be written: the file or its folder is read-only.",
            "Nothing was changed.",
        ),
        sqlite3.SQLITE_FULL: (
            "The disk is full. Nothing was changed.",
            "Free some space and try again.",
        ),
        sqlite3.SQLITE_CANTOPEN: (
            f"The store {path} cannot be opened.",
            _why_not_open(len(os.fsencode(path))),
        ),
        sqlite3.SQLITE_IOERR: (f"The disk reported an error for the store {path}: {error}.", ""),
    }
    broken = code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    if broken or str(error) == "unsupported file format":  # this error has no code of its own
        return damaged(path)
    kind = StoreLocked if code == sqlite3.SQLITE_BUSY else StoreProblem
    return kind(*messages[code]) if code in messages else None
