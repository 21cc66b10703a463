"""Backups of the store: each is checked before it is kept, and old ones are deleted.

The name of a backup contains its local time and its reason: `crm-2026-11-22-083000-today.db`.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from tinycrm import clock, config, paths
from tinycrm.errors import StoreProblem
from tinycrm.store import journal, leftovers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

BY_HAND = "by-hand"
"""The reason of a backup that the user asked for. It is never deleted automatically."""

APART = timedelta(minutes=30)
"""The shortest time between two automatic backups."""

SMALL = 32 * 2**20
"""Up to this many bytes, the check of a backup takes a fraction of a second."""

_UNCHECKED = ".unchecked"
_STAMP = "%Y-%m-%d-%H%M%S"
_NAME = re.compile(
    r"(?P<unfinished>\.)?(?P<store>.+)-(?P<made>\d{4}-\d\d-\d\d-\d{6})-(?P<why>[a-z-]+)\.db"
    r"(?(unfinished)\.\d+(-journal)?|(?:\.unchecked)?)"
)


@dataclass(frozen=True, slots=True)
class Backup:
    """A file in the backup folder: its local time, its reason, its size in bytes."""

    path: Path
    made: datetime
    why: str
    size: int


_KEPT: tuple[tuple[int, Callable[[Backup], Hashable]], ...] = (
    (12, lambda backup: backup.made.date()),
    (10, lambda backup: backup.made.isocalendar()[:2]),
    (9, lambda backup: (backup.made.year, backup.made.month)),
)


# ── making ───────────────────────────────────────────────────────────────────────────────


def make(db: sqlite3.Connection, store: Path, why: str) -> Path:
    """Back up the open store, delete old backups, and return the path of the new one.

    During a write, the backup contains the store as it was before that write.

    Raises StoreProblem if the backup does not pass SQLite's own check. No old backup is
    deleted then: it may be the only good one.
    """
    folder = paths.backup_folder()
    target = folder / _name(store, why)
    with _copied(db, store, target) as made:
        if not _is_whole(made):
            raise StoreProblem(
                f"The store {store} is damaged: its backup does not pass SQLite's check."
                " It was not kept, and no older backup was deleted.",
                f"Older backups are in {folder}.",
            )
        made.replace(target)
    rotate(store)
    return target


def make_unchecked(db: sqlite3.Connection, store: Path, why: str) -> Path:
    """Back up the open store; `check_left` is to be called when nobody waits.

    Until then the backup has a name of its own, with which it neither counts as one nor makes
    an older one go. For a store of 600 MB the check takes 10 seconds.
    """
    target = paths.backup_folder() / f"{_name(store, why)}{_UNCHECKED}"
    with _copied(db, store, target) as made:
        made.replace(target)
    return target


def check_left(store: Path) -> None:
    """Check the backups that nobody has checked yet: keep the good ones, delete the others."""
    for path in (each.path for each in find_copies(store) if each.path.suffix == _UNCHECKED):
        with suppress(OSError):  # another process was faster
            if _is_whole(path):
                path.replace(path.with_suffix(""))
                rotate(store)
            else:
                path.unlink()


def _name(store: Path, why: str) -> str:
    return f"{store.stem}-{clock.now().strftime(_STAMP)}-{why}.db"


@contextmanager
def _copied(db: sqlite3.Connection, store: Path, target: Path) -> Iterator[Path]:
    """Copy the store to a file that the caller checks and moves to `target`."""
    paths.make_folder(target.parent)
    leftovers.clear(target.parent, ".db")
    made = leftovers.hidden_name(target.with_name(target.name.removesuffix(_UNCHECKED)))
    try:
        os.close(os.open(made, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        made.chmod(0o600)
        with closing(sqlite3.connect(made)) as backup:
            _fill(backup, db, store)
            backup.execute("PRAGMA journal_mode = DELETE")  # the store may be in another mode
        yield made
    finally:
        made.unlink(missing_ok=True)


def _is_whole(path: Path) -> bool:
    """Return whether a backup passes SQLite's own check."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as backup:
            return bool(backup.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return False
        raise


def _fill(backup: sqlite3.Connection, db: sqlite3.Connection, store: Path) -> None:
    if not db.in_transaction:
        db.backup(backup, progress=_give_up_when_locked)
        return
    # SQLite cannot copy from a connection that is writing. A second one sees the old content.
    with closing(sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True)) as second:
        second.backup(backup, progress=_give_up_when_locked)


def _give_up_when_locked(status: int, remaining: int, total: int) -> None:
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise StoreProblem("The store is locked by another program. No backup was made.")


def make_if_due(db: sqlite3.Connection, store: Path, why: str) -> Path | None:
    """Back up the store if it changed and the last backup is at least 30 minutes old.

    Returns None if no backup is due. Raises what `make` does, and sqlite3 and system errors,
    which the surrounding `reading()` turns into sentences.
    """
    if not store.exists():
        return None
    now = clock.now().replace(tzinfo=None)
    newest = next((each for each in find_backups(store) if each.made <= now), None)
    if newest and (
        now - newest.made < APART or _last_change(newest.path) == journal.last_change(db)
    ):
        return None
    return make(db, store, why)


def _last_change(path: Path) -> int | None:
    """Return the number of the last change in a backup, None if it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as backup:
            return journal.last_change(backup)
    except sqlite3.Error:
        return None


# ── keeping ──────────────────────────────────────────────────────────────────────────────


def find_backups(store: Path) -> list[Backup]:
    """Return the backups of this store that were checked, newest first."""
    return [each for each in find_copies(store) if each.path.suffix == ".db"]


def find_copies(store: Path) -> list[Backup]:
    """Return every file with content of this store, newest first: also unfinished backups."""
    found = (_read(path, store) for path in _entries(paths.backup_folder()))
    return sorted(filter(None, found), key=_age, reverse=True)


def keep(backups: Iterable[Backup], most_bytes: int) -> list[Backup]:
    """Return the backups to keep, newest first.

    Kept are those made by hand. Of the automatic ones, the newest is kept of each reason, and
    of each of the last 12 days, 10 weeks and 9 months that have a backup. If these together
    are larger than `most_bytes`, the oldest are dropped, but never the newest.
    """
    newest_first = sorted(backups, key=_age, reverse=True)
    automatic = [backup for backup in newest_first if backup.why != BY_HAND]
    wanted = set(_firsts(automatic, lambda backup: backup.why))
    for count, slot in _KEPT:
        wanted |= set(_firsts(automatic, slot)[:count])
    room, kept = most_bytes, set[Backup]()
    for backup in (each for each in automatic if each in wanted):
        room -= backup.size
        if kept and room < 0:
            break
        kept.add(backup)
    return [backup for backup in newest_first if backup.why == BY_HAND or backup in kept]


def rotate(store: Path) -> None:
    """Delete the backups that `keep` drops."""
    backups = find_backups(store)
    kept = set(keep(backups, config.load().backup_megabytes * 1_000_000))
    for backup in (each for each in backups if each not in kept):
        with suppress(OSError):  # the new backup was made; that matters more
            backup.path.unlink()


def _age(backup: Backup) -> tuple[datetime, str]:
    return backup.made, backup.path.name


def _firsts(backups: Sequence[Backup], slot: Callable[[Backup], Hashable]) -> list[Backup]:
    """Return the first backup of each slot, in their order."""
    firsts: dict[Hashable, Backup] = {}
    for backup in backups:
        firsts.setdefault(slot(backup), backup)
    return list(firsts.values())


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _read(path: Path, store: Path) -> Backup | None:
    """Return the backup that a file is by its name, None if it is not one of this store."""
    match = _NAME.fullmatch(path.name)
    if match is None or match["store"] != store.stem:
        return None
    try:
        made = datetime.strptime(match["made"], _STAMP)  # noqa: DTZ007 - the name has no time zone
        return Backup(path, made, match["why"], path.stat().st_size) if path.is_file() else None
    except (ValueError, OSError):  # no such date, or deleted meanwhile
        return None
