"""The doctor's checks of files and folders: the store, who may read it, what is around it."""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tinycrm import paths
from tinycrm.errors import StoreProblem
from tinycrm.services.safety.findings import Finding, count, fail, ok, warn
from tinycrm.store import backup, connection, leftovers
from tinycrm.text import visible

_ROOM = 50_000_000  # bytes that should be free
_SHOWN = 3


def check_place() -> Iterator[Finding]:
    """Check that the store is there, and that it can be read and written."""
    store = paths.store_file()
    try:
        connection.check_place()
    except StoreProblem as problem:
        yield fail("store", problem.sentence, problem.hint)
        return
    if not store.exists():
        yield _missing(store)
    elif not store.is_file():
        yield fail("store", f"{store} is not a file.", "Move it away; crm restore latest.")
    elif not store.stat().st_size:
        yield fail("store", f"{store} is empty: its content is lost.", "crm restore latest")
    elif not os.access(store, os.R_OK):
        yield fail("store", f"{store} cannot be read by you.")
    elif not (os.access(store, os.W_OK) and os.access(store.parent, os.W_OK)):
        yield warn("store", f"{store} can be read, but not written.", "The file or its folder is"
                   " read-only.")  # fmt: skip
    else:
        yield ok("store", f"{store}, {_size(store.stat().st_size)}")


def _missing(store: Path) -> Finding:
    found = backup.find_backups(store)
    if found:
        return warn(
            "store", f"There is no store {store}, but {count(len(found), 'backup')}.",
            "crm restore latest",
        )  # fmt: skip
    return ok("store", f"There is no store yet; the first change creates {store}")


def check_space() -> Iterator[Finding]:
    """Check that there is room for the next write and the next backup."""
    folder = next(each for each in paths.store_file().parents if each.is_dir())
    free, size = shutil.disk_usage(folder).free, 0
    with suppress(OSError):
        size = paths.store_file().stat().st_size
    if free < max(_ROOM, 2 * size):
        yield warn("disk", f"Only {_size(free)} are free in {folder}.", "Make some room.")
    else:
        yield ok("disk", f"{_size(free)} free")


def _size(number: int) -> str:
    if number < 1_000_000:
        return f"{max(1, number // 1000)} kB"
    return f"{number // 1_000_000:,} MB"


# ── who may read it ──────────────────────────────────────────────────────────────────────


def check_modes() -> Iterator[Finding]:
    """Check that nobody else can read the files, or write to the folders."""
    files = [each for each in _private_files() if _mode(each) & 0o077]
    folders = [each for each in _folders() if each.is_dir() and _mode(each) & 0o022]
    if not files and not folders:
        yield ok("modes", "Only you can read the files.")
        return
    yield warn(
        "modes", f"Other users can read or change {_some([*files, *folders])}.",
        "crm doctor --fix takes that right away.", lambda: _close(files, folders),
    )  # fmt: skip


def _close(files: list[Path], folders: list[Path]) -> str:
    for path in files:
        path.chmod(0o600)
    for path in folders:
        path.chmod(_mode(path) & ~0o022)
    return f"Only you can read or change {_some([*files, *folders])} now."


def _private_files() -> Iterator[Path]:
    store = paths.store_file()
    candidates = [store, paths.state_file()]
    candidates += [store.with_name(store.name + end) for end in ("-journal", "-wal", "-shm")]
    candidates += [each.path for each in backup.find_copies(store)]
    candidates += _entries(paths.draft_folder())
    yield from (each for each in candidates if each.is_file() and not each.is_symlink())


def _folders() -> set[Path]:
    return {
        paths.store_file().parent, paths.backup_folder(), paths.config_file().parent,
        paths.state_file().parent, paths.draft_folder(),
    }  # fmt: skip


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _some(found: list[Path]) -> str:
    named = ", ".join(visible(str(each)) for each in found[:_SHOWN])
    return named + (f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else "")


def _entries(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(folder.iterdir())
    return []


# ── what is around it ────────────────────────────────────────────────────────────────────


def check_leftovers() -> Iterator[Finding]:
    """Check that no killed command left a file with people's data."""
    found = [path for folder in sorted(_folders()) for path in leftovers.find_ours(folder)]
    if found:
        yield warn(
            "leftovers", f"Killed commands left {_some(found)}.",
            "crm doctor --fix deletes that.", lambda: _delete(found),
        )  # fmt: skip
    else:
        yield ok("leftovers", "No command was killed and left a file.")


def _delete(found: list[Path]) -> str:
    for path in found:
        path.unlink(missing_ok=True)
    return f"{count(len(found), 'file')} deleted."


_SYNCED = {
    "dropbox": "Dropbox", "onedrive": "OneDrive", "mobile documents": "iCloud",
    "icloud drive": "iCloud", "googledrive": "Google Drive", "google drive": "Google Drive",
    "nextcloud": "Nextcloud", "owncloud": "ownCloud", "syncthing": "Syncthing", "sync": "Sync",
    "pcloud drive": "pCloud", "pclouddrive": "pCloud", "mega": "MEGA", "seafile": "Seafile",
}  # fmt: skip
_MARKS = {
    ".stfolder": "Syncthing", ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox",
    ".sync": "Resilio Sync", ".nextcloudsync.log": "Nextcloud", ".owncloudsync.log": "ownCloud",
    ".seafile-data": "Seafile",
}  # fmt: skip


def check_synchronised() -> Iterator[Finding]:
    """Check that no other program copies the store while it is being written."""
    by = synchroniser(paths.store_file())
    conflicts = _conflicts(paths.store_file())
    if conflicts:
        yield warn(
            "synchronised", f"There are copies in conflict with the store: {_some(conflicts)}.",
            "They may hold changes that the store does not have. Keep them until you know.",
        )  # fmt: skip
    if by:
        yield warn(
            "synchronised", f"The store is in a folder of {by}, which may copy it half-written.",
            "Move it with CRM_HOME, and set backup_also to a folder there: crm config --edit",
        )  # fmt: skip
    elif not conflicts:
        yield ok("synchronised", "The store is in no synchronised folder.")


def synchroniser(store: Path) -> str:
    """Return the name of the program that synchronises the folder of a file, "" for none."""
    folder = store.parent.resolve()
    for each in (folder, *folder.parents):
        name = each.name.casefold()
        for known, by in _SYNCED.items():
            if name == known or name.startswith((f"{known} ", f"{known}-")):
                return by
        for mark, by in _MARKS.items():
            if (each / mark).exists():
                return by
    return ""


def _conflicts(store: Path) -> list[Path]:
    """Return the files that such programs make of two versions of the store."""
    names = re.compile(
        rf"{re.escape(store.stem)}.*(sync-conflict|conflicted copy|conflict).*\.db", re.IGNORECASE
    )
    return [path for path in _entries(store.parent) if names.fullmatch(path.name)]
