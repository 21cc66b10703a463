"""What killed commands left: files under a hidden name with the number of their process.

A file is written as `.NAME.PID` and renamed when it is whole. If its process is killed, it stays,
with people's data in it, until the next command that writes in that folder.
"""

from __future__ import annotations

import os
from contextlib import suppress

from tinycrm import clock, paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

_DAY = 86_400.0
_OURS = (".db", ".json", ".jsonl", ".toml")
"""How the names of our own files end: stores, backups, drafts, the state, the settings."""
_OF_SQLITE = ("-journal", "-wal", "-shm")


def hidden_name(path: Path) -> Path:
    """Return the name under which this process writes a file before it is whole."""
    return path.with_name(f".{path.name}.{os.getpid()}")


def clear_ours() -> None:
    """Do `clear` in the folders of the store, its backups and the drafts."""
    for folder in (paths.store_file().parent, paths.backup_folder(), paths.draft_folder()):
        clear(folder, *_OURS)


def clear(folder: Path, *ends: str) -> None:
    """Delete what killed processes left of files in `folder` whose names end so."""
    for path in _find(folder, ends):
        remove(path)


def remove(made: Path) -> None:
    """Delete a file under a hidden name, if it is there still.

    Where that fails, it is left for the next command: what was to be done is done without it.
    """
    with suppress(OSError):  # gone is gone: another process may have been faster
        made.unlink()


def find_ours(folder: Path) -> list[Path]:
    """Return what killed processes left of our own files in `folder`."""
    return _find(folder, _OURS)


def _find(folder: Path, ends: tuple[str, ...]) -> list[Path]:
    """Return what killed processes left; a folder that cannot be read has nothing.

    A file of a process that lives is none of it, for a day: after that, another process has got
    its number.
    """
    try:
        names = sorted(each.name for each in folder.iterdir())
    except OSError:
        return []
    processes = {name: _process_of(name, ends) for name in names if name.startswith(".")}
    found = [(folder / name, process) for name, process in processes.items() if process]
    return [path for path, process in found if not _is_in_use(path, process)]


def _is_in_use(path: Path, process: int) -> bool:
    return _lives(process) and _is_of_today(path)


def _process_of(name: str, ends: tuple[str, ...]) -> int:
    """Return the process that a hidden name is of; 0 if it has another form."""
    for suffix in _OF_SQLITE:
        name = name.removesuffix(suffix)
    own, _, number = name.rpartition(".")
    is_ours = own.endswith(ends) and number.isascii()
    return int(number) if is_ours and number.isdecimal() else 0


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # it belongs to somebody else
        return True
    return True


def _is_of_today(path: Path) -> bool:
    try:
        return abs(clock.seconds() - path.stat().st_mtime) < _DAY
    except OSError:
        return False
