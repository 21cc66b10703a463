"""The second folder for backups, `backup_also`: one that another program carries elsewhere.

Each machine has a folder of its own in it, so that none deletes the backups of another.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress

from tinycrm import config
from tinycrm.store import leftovers, placing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def folder() -> Path | None:
    """Return the folder of this machine in the second place, None if no place is set.

    The folder need not exist.
    """
    named = config.load().backup_also.strip()
    if not named:
        return None
    from pathlib import Path

    with suppress(RuntimeError):  # ~somebody who is not there
        return Path(named).expanduser() / _machine()
    return Path(named) / _machine()


def missing() -> list[str]:
    """Return a sentence if a second place is set and cannot be looked into now."""
    second = folder()
    if second is None or second.parent.is_dir():
        return []
    return [f"The second place {second.parent} is not there; backups in it may still contain them."]


def bring(backup: Path, second: Path) -> Path:
    """Copy a backup there, unless it is there; return the copy.

    The place itself is not created: where it is missing, a disk is probably not connected.
    Raises OSError.
    """
    target = second / backup.name
    if target.exists():
        return target
    with suppress(FileExistsError):
        second.mkdir(mode=0o700)
    made = leftovers.hidden_name(target)
    try:
        placing.create(made)
        shutil.copyfile(backup, made)
        placing.move(made, target)
    finally:
        leftovers.remove(made)
    return target


def _machine() -> str:
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in name) or "this-machine"
