"""Which file is meant by what was typed after `crm restore`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tinycrm import paths
from tinycrm.errors import NotFound
from tinycrm.store import backup
from tinycrm.store.backup import Backup
from tinycrm.text import visible

LATEST = "latest"


def find(typed: str) -> Path:
    """Return a backup: a file, the name of one in the backup folder, a day, or `latest`.

    Of a day, the last one is meant. Raises NotFound.
    """
    path = Path(typed).expanduser()
    if path.exists():
        return path
    store = paths.store_file()
    automatic = backup.find_backups(store)
    if typed == LATEST and automatic:
        return automatic[0].path
    day = _day(typed)
    of_day = [each.path for each in automatic if each.made.date() == day]
    named = [each.path for each in restorable() if each.path.name == typed]
    for found in (*named, *of_day):
        return found
    raise NotFound(
        f"There is no backup {visible(typed)}.", "crm restore without a file lists the backups."
    )


def restorable() -> list[Backup]:
    """Return everything that may be restored, newest first: also stores that were set aside."""
    found = backup.find_copies(paths.store_file())
    whole = [each for each in found if each.path.suffix == ".db" and each.path.name[0] != "."]
    return sorted(whole, key=lambda each: each.made, reverse=True)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
