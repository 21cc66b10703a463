"""Copies of the store: each checked before it is put in its place, the old ones thinned out.

A copy's name says when it was made, in local time, and why: `crm-2026-11-22-083000-today.db`.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tinycrm import clock, config, paths
from tinycrm.errors import StoreProblem
from tinycrm.store import journal

BY_HAND = "by-hand"
"""The reason of a copy the owner asked for: it is never removed for them."""

APART = timedelta(minutes=30)
"""How far apart automatic copies are at least."""

_STAMP = "%Y-%m-%d-%H%M%S"
_NAME = re.compile(
    r"(?P<unfinished>\.)?(?P<store>.+)-(?P<made>\d{4}-\d\d-\d\d-\d{6})-(?P<why>[a-z-]+)\.db"
    r"(?(unfinished)\.\d+(-journal)?)"
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in the backup folder: made when (local time), why, and how many bytes long."""

    path: Path
    made: datetime
    why: str
    size: int


_KEPT: tuple[tuple[int, Callable[[Copy], Hashable]], ...] = (
    (12, lambda copy: copy.made.date()),
    (10, lambda copy: copy.made.isocalendar()[:2]),
    (9, lambda copy: (copy.made.year, copy.made.month)),
)


# ── making ───────────────────────────────────────────────────────────────────────────────


def make(db: sqlite3.Connection, store: Path, why: str) -> Path:
    """Copy the open store into the backup folder, then thin the folder out; return the copy.

    Inside a write the copy holds what was there before it.

    Raises StoreProblem when the copy does not pass SQLite's own check. Nothing is removed
    then: the older copies may be all there is.
    """
    folder = paths.backup_folder()
    paths.make_folder(folder)
    target = folder / f"{store.stem}-{clock.now().strftime(_STAMP)}-{why}.db"
    made = folder / f".{target.name}.{os.getpid()}"
    try:
        os.close(os.open(made, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        made.chmod(0o600)
        with closing(sqlite3.connect(made)) as copy:
            _fill(copy, db, store)
            copy.execute("PRAGMA journal_mode = DELETE")  # should the store be in another mode
            if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise StoreProblem(
                    f"The store {store} is damaged: a copy of it does not pass the check."
                    " No copy was kept and none was removed.",
                    f"Earlier ones are in {folder}.",
                )
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)
    rotate(store)
    return target


def _fill(copy: sqlite3.Connection, db: sqlite3.Connection, store: Path) -> None:
    if not db.in_transaction:
        db.backup(copy, progress=_give_up_when_locked)
        return
    # SQLite copies nothing out of a write under way; from beside, what was before it is seen.
    with closing(sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True)) as beside:
        beside.backup(copy, progress=_give_up_when_locked)


def _give_up_when_locked(status: int, remaining: int, total: int) -> None:
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise StoreProblem("The store is locked by another program. No copy was made.")


def make_if_due(db: sqlite3.Connection, store: Path, why: str) -> Path | None:
    """Copy the store, unless there is a copy of the last 30 minutes or nothing has changed.

    Returns None where no copy is due. Raises what `make` does; sqlite3 and system errors are
    told by the `reading()` this is called in.
    """
    if not store.exists():
        return None
    now = clock.now().replace(tzinfo=None)
    newest = next((copy for copy in find_copies(store) if copy.made <= now), None)
    if newest and (
        now - newest.made < APART or _last_change(newest.path) == journal.last_change(db)
    ):
        return None
    return make(db, store, why)


def _last_change(path: Path) -> int | None:
    """Return the newest change a copy knows, None when it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            return journal.last_change(copy)
    except sqlite3.Error:
        return None


# ── keeping ──────────────────────────────────────────────────────────────────────────────


def find_copies(store: Path) -> list[Copy]:
    """Return the copies of this store in the backup folder, newest first."""
    found = [_read(path, store) for path in _entries(paths.backup_folder())]
    return sorted(
        (copy for copy in found if copy and not copy.path.name.startswith(".")),
        key=_age, reverse=True,
    )  # fmt: skip


def keep(copies: Iterable[Copy], most_bytes: int) -> list[Copy]:
    """Return which copies stay, newest first.

    Those made by hand; of the others the newest of each of the last 12 days, 10 weeks and 9
    months that have any, and of each reason. Of these the oldest go while all together are
    longer than `most_bytes`, never the newest.
    """
    newest_first = sorted(copies, key=_age, reverse=True)
    automatic = [copy for copy in newest_first if copy.why != BY_HAND]
    wanted = set(_firsts(automatic, lambda copy: copy.why))
    for count, slot in _KEPT:
        wanted |= set(_firsts(automatic, slot)[:count])
    room, stay = most_bytes, set[Copy]()
    for copy in (each for each in automatic if each in wanted):
        room -= copy.size
        if stay and room < 0:
            break
        stay.add(copy)
    return [copy for copy in newest_first if copy.why == BY_HAND or copy in stay]


def rotate(store: Path) -> None:
    """Remove the copies that `keep` does not name, and what a killed copying left behind."""
    copies = find_copies(store)
    stay = set(keep(copies, config.load().backup_megabytes * 1_000_000))
    yesterday = clock.now().replace(tzinfo=None) - timedelta(days=1)
    found = (_read(path, store) for path in _entries(paths.backup_folder()))
    left = [c for c in found if c and c.path.name.startswith(".") and c.made < yesterday]
    for copy in [*left, *(copy for copy in copies if copy not in stay)]:
        with suppress(OSError):  # the copy that was just made matters more
            copy.path.unlink()


def _age(copy: Copy) -> tuple[datetime, str]:
    return copy.made, copy.path.name


def _firsts(copies: Sequence[Copy], slot: Callable[[Copy], Hashable]) -> list[Copy]:
    """Return the first copy of each slot, in their order."""
    firsts: dict[Hashable, Copy] = {}
    for copy in copies:
        firsts.setdefault(slot(copy), copy)
    return list(firsts.values())


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _read(path: Path, store: Path) -> Copy | None:
    """Return what a file's name says, None when it is no copy of this store."""
    match = _NAME.fullmatch(path.name)
    if match is None or match["store"] != store.stem:
        return None
    try:
        made = datetime.strptime(match["made"], _STAMP)  # noqa: DTZ007 - a name knows no zone
        return Copy(path, made, match["why"], path.stat().st_size)
    except (ValueError, OSError):  # no such day, or gone meanwhile
        return None
