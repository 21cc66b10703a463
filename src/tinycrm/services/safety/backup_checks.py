"""The doctor's checks of the backups: how old, how sound, and where."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from tinycrm import clock, paths
from tinycrm.services.safety.findings import Finding, count, fail, ok, warn
from tinycrm.services.safety.store_contents import contents_of
from tinycrm.store import backup, copying, journal, opening, reading, second_place
from tinycrm.store.backup import Backup

OLD = timedelta(days=7)
"""From then on, a backup that lacks changes is too old."""

_LOOKED_AT = 200_000_000
"""The newest backup is always read, older ones up to so many bytes together."""


def check_age() -> Iterator[Finding]:
    """Check that there is a backup, and that it is recent enough."""
    store = paths.store_file()
    found = backup.find_backups(store)
    if not found:
        if store.exists():
            yield warn("backups", "There is no backup yet.", "crm backup makes one.", _make)
        else:
            yield ok("backups", "There is nothing to back up yet.")
        return
    newest = found[0]
    age = clock.now().replace(tzinfo=None) - newest.made
    what = f"{count(len(found), 'backup')}, the newest of {newest.made:%Y-%m-%d %H:%M}"
    if age > OLD and _lacks_changes(newest):
        yield warn("backups", f"{what}; the store has changed since.", "crm backup", _make)
    else:
        yield ok("backups", f"{what}, in {paths.backup_folder()}")
    left = [each for each in backup.find_copies(store) if each.path.suffix == ".unchecked"]
    if left:
        yield warn(
            "backups", f"{count(len(left), 'backup')} made before an import are not checked yet.",
            "crm doctor --fix checks them; so does the next automatic backup.", _check_left,
        )  # fmt: skip


def _lacks_changes(newest: Backup) -> bool:
    try:
        store = paths.store_file()
        with (
            closing(opening.to_read(newest.path, 1)) as old,
            closing(opening.to_read(store, 1)) as db,
        ):
            return journal.last_change(old) != journal.last_change(db)
    except sqlite3.Error:
        return True


def _make() -> str:
    with reading() as db:
        return f"Backup made: {backup.make(db, paths.store_file(), 'doctor')}"


def _check_left() -> str:
    backup.check_left(paths.store_file())
    return "They were checked."


def check_set_aside() -> Iterator[Finding]:
    """Say which stores `crm restore` set aside: nobody else deletes them."""
    found = backup.find_set_aside(paths.store_file())
    if found:
        named = ", ".join(str(each.path) for each in found[:2]) + (" …" if found[2:] else "")
        stores = count(len(found), "store")
        yield ok("set aside", f"{stores}, by crm restore; delete what you do not need: {named}")


def check_soundness() -> Iterator[Finding]:
    """Check that the newest backups can be restored."""
    found = backup.find_backups(paths.store_file())
    looked: list[Backup] = []
    room = _LOOKED_AT
    for each in found:
        room -= each.size
        if looked and room < 0:
            break
        looked.append(each)
    broken = [each for each in looked if not _is_sound(each.path)]
    if not looked:
        return
    if broken:
        state = fail if broken[0] == looked[0] else warn
        yield state(
            "backups sound", f"Damaged: {', '.join(str(each.path) for each in broken[:3])}.",
            "Move them away; crm backup makes a new one.",
            _make if broken[0] == looked[0] else None,
        )  # fmt: skip
    else:
        yield ok("backups sound", f"The newest {count(len(looked), 'backup')} can be restored.")


def _is_sound(path: Path) -> bool:
    try:
        with closing(opening.to_read(path, 1)) as db:
            contents_of(db)
            return not copying.damage(db, "quick_check")
    except (sqlite3.Error, OSError):
        return False


def check_second_place() -> Iterator[Finding]:
    """Check that backups arrive in the second place, if one is set."""
    second = second_place.folder()
    if second is None:
        yield ok("second place", "Not set: backups are on the disk of the store (backup_also).")
    elif not second.parent.is_dir():
        yield warn(
            "second place", f"{second.parent} does not exist.",
            "If it is on another disk, connect that; or change backup_also: crm config --edit",
        )  # fmt: skip
    else:
        yield _arrived(second)


def _arrived(second: Path) -> Finding:
    newest = next(iter(backup.find_backups(paths.store_file())), None)
    if newest and not (second / newest.path.name).exists():
        return warn(
            "second place", f"The newest backup is not in {second}.",
            "crm doctor --fix copies it there.", _bring,
        )  # fmt: skip
    return ok("second place", f"{second}, not encrypted: who can read it can read all.")


def _bring() -> str:
    return f"Copied to {backup.copy_to_second_place(paths.store_file())}"
