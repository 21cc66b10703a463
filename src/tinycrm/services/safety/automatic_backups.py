"""Automatic backups of the store, made when the user is not waiting."""

from __future__ import annotations

import os
from contextlib import suppress

from tinycrm import paths
from tinycrm.errors import CrmError
from tinycrm.store import reading


def copy_if_due(why: str) -> None:
    """Back up the store if it changed since the last backup, at most once in 30 minutes.

    A backup that fails is not reported: the next one tries again.
    """
    from tinycrm.store import backup  # in the background process

    store = paths.store_file()
    if store.exists():
        with suppress(CrmError, OSError), reading() as db:
            backup.make_if_due(db, store, why)


def copy_behind(why: str) -> None:
    """Do `copy_if_due` in a background process, so that the prompt returns at once.

    The child detaches from the terminal first, so that it prints nothing there.
    """
    if not hasattr(os, "fork") or os.fork():
        return
    try:
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        copy_if_due(why)
    finally:
        os._exit(0)
