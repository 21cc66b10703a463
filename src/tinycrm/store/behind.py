"""Running something in a process behind this one, so that the prompt returns at once."""

from __future__ import annotations

import os
from collections.abc import Callable

from tinycrm.store import connection


def is_possible() -> bool:
    """Return whether this system can do it: Windows cannot."""
    return hasattr(os, "fork")


def run(action: Callable[[], object]) -> None:
    """Run `action` in a child process, and do nothing where that is not possible.

    The child detaches from the terminal first, so that it prints nothing there, and is not ended
    with it: until then this process waits, since a terminal may close when it ends. No store may
    be open meanwhile: SQLite's connections do not survive a fork.
    """
    connection.close_left_open()
    if not is_possible():
        return
    reader, writer = os.pipe()
    if os.fork():
        os.close(writer)
        os.read(reader, 1)  # until the child has closed its end
        os.close(reader)
        return
    try:
        os.setsid()
        os.close(writer)
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        action()
    finally:
        os._exit(0)
