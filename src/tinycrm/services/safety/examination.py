"""`crm doctor`: every check, one after the other, on whatever store there is.

It opens the file by itself: the ordinary way refuses damaged, newer and foreign stores.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from tinycrm import paths
from tinycrm.errors import CrmError
from tinycrm.services.safety import backup_checks, content_checks, file_checks, setting_checks
from tinycrm.services.safety.findings import Check, Finding, fail, warn
from tinycrm.store import backup, migrations, opening, reading
from tinycrm.store.holders import holders

_PATIENCE = 3.0
"""How long another program may write before the doctor calls the store locked, in seconds."""

_BEFORE: tuple[tuple[str, Check], ...] = (
    ("SQLite", setting_checks.check_sqlite),
    ("store", file_checks.check_place),
)
_INSIDE: tuple[tuple[str, Callable[[sqlite3.Connection], Iterator[Finding]]], ...] = (
    ("format", content_checks.check_format),
    ("links", content_checks.check_links),
    ("full text", content_checks.check_words),
    ("derived columns", content_checks.check_derived),
    ("journal mode", content_checks.check_mode),
    ("history", content_checks.check_history),
    ("clock", setting_checks.check_clock),
)
_AFTER: tuple[tuple[str, Check], ...] = (
    ("modes", file_checks.check_modes),
    ("leftovers", file_checks.check_leftovers),
    ("synchronised", file_checks.check_synchronised),
    ("disk", file_checks.check_space),
    ("backups", backup_checks.check_age),
    ("backups sound", backup_checks.check_soundness),
    ("set aside", backup_checks.check_set_aside),
    ("second place", backup_checks.check_second_place),
    ("time zone", setting_checks.check_zone),
    ("settings", setting_checks.check_settings),
    ("hook", setting_checks.check_hook),
)


def examine(*, fix: bool = False) -> Iterator[Finding]:
    """Yield the findings of all checks, in order; with `fix`, do what is safe about them.

    Before the first fix inside the store, a backup is made. A check that fails itself is a
    finding too: this never raises a CrmError.
    """
    for name, check in _BEFORE:
        yield from _run(name, check, fix=fix)
    yield from _look_inside(fix=fix)
    for name, check in _AFTER:
        yield from _run(name, check, fix=fix)


def _look_inside(*, fix: bool) -> Iterator[Finding]:
    store = paths.store_file()
    if not store.is_file() or not store.stat().st_size:
        return
    with closing(_Opened(store)) as opened:
        found = list(_run("integrity", partial(opened.findings, _check_whole), fix=fix))
        yield from found
        if any(each.state == "fail" for each in found):
            return  # nothing more can be said about a damaged store, and nothing is written to it
        yield from _look_into_rows(opened, fix=fix)


def _look_into_rows(opened: _Opened, *, fix: bool) -> Iterator[Finding]:
    is_backed_up = False
    for name, check in _INSIDE:
        if name != "format" and not opened.is_current():
            return  # what is to be checked may not be there yet
        again = partial(opened.findings, check)
        for each in _run(name, again, fix=False):
            if not fix or not each.fix:
                yield each
                continue
            opened.close()  # a repair may need the file for itself
            if not is_backed_up:
                is_backed_up = True
                yield from _back_up_first()
            yield from _fixed(each, again)


def _back_up_first() -> Iterator[Finding]:
    try:
        with reading() as db:
            backup.make(db, paths.store_file(), "before-fix")
    except (CrmError, OSError, sqlite3.Error) as problem:
        yield warn("backups", f"No backup was made before the repair: {problem}")


class _Opened:
    """The store, opened for the first check and open for all: opening it is most of their work."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._db: sqlite3.Connection | None = None

    def findings(self, check: Callable[[sqlite3.Connection], Iterator[Finding]]) -> list[Finding]:
        """Return what a check finds. After a check that failed, the next one opens it again."""
        try:
            return list(check(self._open()))
        except Exception:
            self.close()
            raise

    def is_current(self) -> bool:
        """Return whether it has our format: an older one lacks columns that are checked."""
        return migrations.version(self._open()) == migrations.LATEST

    def close(self) -> None:
        """Close it, until the next check."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _open(self) -> sqlite3.Connection:
        if self._db is None:
            self._db = opening.to_change(self._store, _PATIENCE)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA recursive_triggers = ON")
        return self._db


def _check_whole(db: sqlite3.Connection) -> Iterator[Finding]:
    """Check that it is a store of ours, not newer, not locked, and whole."""
    store = paths.store_file()
    if not content_checks.is_a_store(db):
        yield fail("integrity", f"{store} is not a tinycrm store.", "Move it away.")
        return
    found = migrations.version(db)
    if found > migrations.LATEST:
        yield fail(
            "format", f"{store} was written by a newer tinycrm (format {found}, this one reads up"
            f" to {migrations.LATEST}).", "Update tinycrm on this machine.",
        )  # fmt: skip
        return
    length = migrations.number(db, "page_count") * migrations.number(db, "page_size")
    if length > store.stat().st_size:
        yield fail("integrity", f"{store} is cut off: a part is missing.", "crm restore latest")
        return
    yield from content_checks.check_integrity(db)
    db.execute("BEGIN IMMEDIATE")
    db.execute("ROLLBACK")


# ── running a check ──────────────────────────────────────────────────────────────────────


def _run(name: str, check: Callable[[], object], *, fix: bool) -> Iterator[Finding]:
    for each in _findings(name, check):
        yield from _fixed(each, check) if fix else (each,)


def _findings(name: str, check: Callable[[], object]) -> list[Finding]:
    try:
        return list(check())  # type: ignore[call-overload,no-any-return]
    except sqlite3.DatabaseError as error:
        return [_of_sqlite(name, error)]
    except CrmError as problem:
        return [fail(name, problem.sentence, problem.hint)]
    except Exception as error:  # a check must not keep the others from being made
        return [warn(name, f"It cannot be checked: {error}.")]


def _of_sqlite(name: str, error: sqlite3.DatabaseError) -> Finding:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    store = paths.store_file()
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        by = ", ".join(holders(store)) or "another program"
        return fail("lock", f"The store is locked by {by}.", "End that program, and try again.")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or not code:
        return fail("integrity", f"{store} is damaged: {error}.", "crm restore latest")
    return fail(name, f"{store} cannot be read: {error}.")


def _fixed(finding: Finding, check: Callable[[], object]) -> Iterator[Finding]:
    """Do what is safe about a finding, and yield what the check says then."""
    if finding.fix is None:
        yield finding
        return
    try:
        said = finding.fix()
    except (CrmError, OSError, sqlite3.Error) as problem:
        yield finding._replace(hint=f"It could not be fixed: {problem}")
        return
    again = [each for each in _findings(finding.check, check) if each.check == finding.check]
    yield again[0]._replace(fixed=said) if again else finding._replace(state="ok", fixed=said)
