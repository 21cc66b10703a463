"""What can go wrong with the store's file, in sentences. Loaded when something does."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from tinycrm import paths
from tinycrm.errors import StoreLocked, StoreProblem


def problem_of(
    error: sqlite3.DatabaseError | OSError, path: Path, waited: float
) -> StoreProblem | None:
    """Return what SQLite or the system says about the store, None when it is about another thing.

    `waited` is how many seconds a lock was waited for. Each sentence speaks of the transaction
    that failed; what was committed before it is added by `CrmError.add_saved`.
    """
    if isinstance(error, sqlite3.DatabaseError):
        return _of_sqlite(error, path, waited)
    if _concerns(error, path):
        return StoreProblem(f"The store {path} cannot be opened: {error.strerror}.")
    return None


def _concerns(error: OSError, path: Path) -> bool:
    """Tell whether an error is about the store's folder, or one that was to hold it."""
    if not error.filename:
        return False
    named = Path(os.fsdecode(error.filename))
    return named.is_relative_to(path.parent) or path.is_relative_to(named)


def damaged(path: Path) -> StoreProblem:
    """Return what to say of a file that is not whole."""
    return StoreProblem(
        f"The store {path} is damaged. It was not touched.",
        f"Copies of it are in {paths.backup_folder()}.",
    )


def _of_sqlite(error: sqlite3.DatabaseError, path: Path, waited: float) -> StoreProblem | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code
    told = {
        sqlite3.SQLITE_BUSY: (
            f"The store is locked: another program has been writing to it for {waited:.0f}"
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
    broken = code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    if broken or str(error) == "unsupported file format":  # that one has no code of its own
        return damaged(path)
    kind = StoreLocked if code == sqlite3.SQLITE_BUSY else StoreProblem
    return kind(*told[code]) if code in told else None
