"""Automatic backups of the store, made when the user is not waiting."""

from __future__ import annotations

from contextlib import suppress

from tinycrm import paths
from tinycrm.errors import CrmError
from tinycrm.store import behind, reading


def copy_if_due(why: str) -> None:
    """Back up the store if it changed since the last backup, at most once in 30 minutes.

    A backup that fails is not reported: the next one tries again, and the doctor says how old the
    last one is. A backup that was not checked, because the process that should do it was killed,
    is checked first. The second place gets the newest one.
    """
    from tinycrm.store import backup  # in the background process

    store = paths.store_file()
    if store.exists():
        with suppress(CrmError, OSError), reading() as db:
            backup.check_left(store)
            backup.make_if_due(db, store, why)
            backup.copy_to_second_place(store)


def copy_behind(why: str) -> None:
    """Do `copy_if_due` in a background process, so that the prompt returns at once."""
    behind.run(lambda: copy_if_due(why))
