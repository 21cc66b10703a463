"""What is done behind the screens when they are closed: a backup, and a shorter journal."""

from __future__ import annotations

from contextlib import suppress

from tinycrm import paths
from tinycrm.errors import CrmError
from tinycrm.services.safety import automatic_backups, journal_pruning
from tinycrm.store import behind


def do_behind() -> None:
    """Back up the store if a backup is due, then prune the journal, in a process behind this one.

    The backup comes first: it still has the changes that the journal drops.
    """
    behind.run(_do)


def _do() -> None:
    if not paths.store_file().exists():
        return
    automatic_backups.copy_if_due("screens")
    with suppress(CrmError, OSError):
        journal_pruning.prune()
