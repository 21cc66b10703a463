"""Whether a file is a backup that this program can restore."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tinycrm import paths
from tinycrm.errors import NotFound, StoreProblem, UsageProblem
from tinycrm.store import copying, migrations
from tinycrm.text import visible

_HEADER = b"SQLite format 3\0"
_ENCRYPTED = {
    b"age-encryption.org/": "age -d",
    b"-----BEGIN AGE ENCRYPTED FILE": "age -d",
    b"-----BEGIN PGP MESSAGE": "gpg -d",
    b"\x84": "gpg -d", b"\x85": "gpg -d", b"\x8c": "gpg -d",
}  # fmt: skip
"""How the files of these programs begin, and what decrypts them."""


def check_file(path: Path, name: str) -> None:
    """Check what can be seen without SQLite.

    Raises NotFound if there is no such file, UsageProblem if it is no SQLite file.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise _no_backup(name, "is not a file")
        if not found.st_size:
            raise _no_backup(name, "is empty")
        with path.open("rb") as file:
            start = file.read(64)
    except FileNotFoundError:
        raise NotFound(f"The file {visible(name)} does not exist.") from None
    except OSError as error:
        raise StoreProblem(f"{visible(name)} cannot be read: {error.strerror}.") from error
    for begin, program in _ENCRYPTED.items():
        if start.startswith(begin):
            raise UsageProblem(
                f"{visible(name)} is encrypted. Nothing was changed.",
                f"Decrypt it: {program} {visible(name)} | crm restore - --yes",
            )
    if not start.startswith(_HEADER):
        raise _no_backup(name, "is not a backup of tinycrm")
    if paths.store_file().exists() and path.samefile(paths.store_file()):
        raise _no_backup(name, "is the store itself")


def check(db: sqlite3.Connection, path: Path, name: str) -> int:
    """Check the content of an open backup, `path`; return its format.

    Raises UsageProblem if it belongs to another program, StoreProblem if it is newer than this
    program or damaged.
    """
    found = migrations.version(db)
    ours = migrations.number(db, "application_id") == migrations.APPLICATION_ID
    if not ours or not found:
        raise _no_backup(name, "is not a backup of tinycrm")
    if found > migrations.LATEST:
        raise StoreProblem(
            f"{visible(name)} was written by a newer tinycrm (format {found}, this one reads up"
            f" to {migrations.LATEST}). Nothing was changed.",
            "Update tinycrm on this machine.",
        )
    length = migrations.number(db, "page_count") * migrations.number(db, "page_size")
    if not 0 < length <= path.stat().st_size:
        raise _damaged(name)
    if copying.damage(db, "integrity_check"):
        raise _damaged(name)
    return found


@contextmanager
def failing_in_words(name: str) -> Iterator[None]:
    """Turn errors of SQLite about a file into sentences."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            raise StoreProblem(
                "The disk is full. Nothing was changed.", "Free some space and try again."
            ) from error
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CONSTRAINT):
            raise _damaged(name) from error
        raise StoreProblem(
            f"{visible(name)} cannot be used: {error}. Nothing was changed."
        ) from error


def _no_backup(name: str, problem: str) -> UsageProblem:
    return UsageProblem(
        f"{visible(name)} {problem}. Nothing was changed.",
        "crm restore without a file lists the backups.",
    )


def _damaged(name: str) -> StoreProblem:
    return StoreProblem(
        f"{visible(name)} is damaged. Nothing was changed.",
        "Try an older one: crm restore without a file lists the backups.",
    )
