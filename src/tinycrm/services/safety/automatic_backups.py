"""Copies of the store that make themselves, when nobody waits for anything."""

from __future__ import annotations

import os
from contextlib import suppress

from tinycrm import paths
from tinycrm.errors import CrmError
from tinycrm.store import backup, reading


def copy_if_due(why: str) -> None:
    """Copy the store when it changed since the newest copy, at most once in 30 minutes.

    A copy that cannot be made is no reason to trouble anybody: the next one tries again.
    """
    store = paths.store_file()
    if store.exists():
        with suppress(CrmError, OSError), reading() as db:
            backup.make_if_due(db, store, why)


def copy_behind(why: str) -> None:
    """Do so in a process of its own, so that the prompt is back at once.

    The child lets go of the terminal first: nobody hears of it, and nobody waits for it.
    """
    if not hasattr(os, "fork") or os.fork():
        return
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        copy_if_due(why)
    finally:
        os._exit(0)
