"""Backups of the store: each is checked before it is kept, and old ones are deleted.

The name of a backup contains its local time and its reason: `crm-2026-11-22-083000-today.db`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from tinycrm import clock, config, paths
from tinycrm.errors import StoreProblem
from tinycrm.store import copying, journal, opening, placing, second_place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

BY_HAND = "by-hand"
"""The reason of a backup that the user asked for. It is never deleted automatically."""

SET_ASIDE = "set-aside"
"""The reason of a store that a restored one replaced. It may be damaged, so it is no backup."""

APART = timedelta(minutes=30)
"""The shortest time between two automatic backups."""

SMALL = 32 * 2**20
"""Up to this many bytes, the check of a backup takes a fraction of a second."""

_NEVER_DELETED = (BY_HAND, SET_ASIDE)
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
    target = paths.backup_folder() / new_name(store, why)
    make_at(db, store, target)
    rotate(store)
    return target


def make_at(db: sqlite3.Connection, store: Path, target: Path) -> None:
    """Back up the open store to a file, and replace the one that is there.

    Raises what `checked_copy` does.
    """
    with checked_copy(db, store, target) as made:
        placing.move(made, target)


@contextmanager
def checked_copy(db: sqlite3.Connection, store: Path, target: Path) -> Iterator[Path]:
    """Copy the open store to a file beside `target`, which exists until the block ends.

    Raises StoreProblem if it does not pass SQLite's own check.
    """
    with copying.copied(db, store, target) as made:
        if not copying.is_whole(made):
            raise StoreProblem(
                f"The store {store} is damaged: its backup does not pass SQLite's check."
                " It was not kept, and no older backup was deleted.",
                f"Older backups are in {paths.backup_folder()}.",
            )
        yield made


def make_unchecked(db: sqlite3.Connection, store: Path, why: str) -> Path:
    """Back up the open store; `check_left` is to be called when nobody waits.

    Until then the backup has a name of its own, with which it neither counts as one nor makes
    an older one go. For a store of 600 MB the check takes 10 seconds.
    """
    checked = paths.backup_folder() / new_name(store, why)
    target = checked.with_name(f"{checked.name}{_UNCHECKED}")
    with copying.copied(db, store, checked) as made:
        placing.move(made, target)
    return target


def check_left(store: Path) -> None:
    """Check the backups that nobody has checked yet: keep the good ones, delete the others."""
    for path in (each.path for each in find_copies(store) if each.path.suffix == _UNCHECKED):
        with suppress(OSError):  # another process was faster
            if copying.is_whole(path):
                placing.move(path, path.with_suffix(""))
                rotate(store)
            else:
                path.unlink()


def new_name(store: Path, why: str) -> str:
    """Return the name of a backup made now. One of the user's own is never replaced by another."""
    made = clock.now()
    while True:
        name = f"{store.stem}-{made.strftime(_STAMP)}-{why}.db"
        folder = store.parent if why == SET_ASIDE else paths.backup_folder()
        if why not in _NEVER_DELETED or not (folder / name).exists():
            return name
        made += timedelta(seconds=1)


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
        with closing(opening.to_read(path)) as backup:
            return journal.last_change(backup)
    except sqlite3.Error:
        return None


# ── keeping ──────────────────────────────────────────────────────────────────────────────


def find_backups(store: Path) -> list[Backup]:
    """Return the backups of this store that were checked, newest first."""
    return _checked(_copies_in(paths.backup_folder(), store))


def find_copies(store: Path) -> list[Backup]:
    """Return every file with content of this store, newest first.

    Also unfinished backups, stores that were set aside, and the backups in the second place.
    """
    second = second_place.folder()
    found = _copies_in(paths.backup_folder(), store)
    return found + find_set_aside(store) + (_copies_in(second, store) if second else [])


def find_set_aside(store: Path) -> list[Backup]:
    """Return the stores that a restored one replaced, newest first. They are beside the store."""
    found = _copies_in(store.resolve().parent, store)
    return [each for each in found if each.why == SET_ASIDE]


def _copies_in(folder: Path, store: Path) -> list[Backup]:
    found = (_read(path, store) for path in _entries(folder))
    return sorted(filter(None, found), key=_age, reverse=True)


def _checked(copies: Iterable[Backup]) -> list[Backup]:
    return [each for each in copies if each.path.suffix == ".db" and each.why != SET_ASIDE]


def copy_to_second_place(store: Path) -> Path | None:
    """Copy the newest backup there, and delete old ones there; None if no place is set.

    Raises OSError if it cannot be written.
    """
    second = second_place.folder()
    newest = next(iter(find_backups(store)), None)
    if second is None or newest is None:
        return None
    copied = second_place.bring(newest.path, second)
    _rotate(second, store)
    return copied


def keep(backups: Iterable[Backup], most_bytes: int) -> list[Backup]:
    """Return the backups to keep, newest first.

    Kept are those made by hand. Of the automatic ones, the newest is kept of each reason, and
    of each of the last 12 days, 10 weeks and 9 months that have a backup. If these together
    are larger than `most_bytes`, the oldest are dropped, but never the newest.
    """
    newest_first = sorted(backups, key=_age, reverse=True)
    automatic = [backup for backup in newest_first if backup.why not in _NEVER_DELETED]
    wanted = set(_firsts(automatic, lambda backup: backup.why))
    for count, slot in _KEPT:
        wanted |= set(_firsts(automatic, slot)[:count])
    room, kept = most_bytes, set[Backup]()
    for backup in (each for each in automatic if each in wanted):
        room -= backup.size
        if kept and room < 0:
            break
        kept.add(backup)
    return [each for each in newest_first if each.why in _NEVER_DELETED or each in kept]


def rotate(store: Path) -> None:
    """Delete the backups that `keep` drops."""
    _rotate(paths.backup_folder(), store)


def _rotate(folder: Path, store: Path) -> None:
    backups = _checked(_copies_in(folder, store))
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
