"""Starting what runs the user's program after a change: a process of its own, not waited for.

`services/safety/after_change.py` is what it runs.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

INSIDE = "CRM_IN_HOOK"
"""Set for the user's program, so that what it writes does not run it again."""

_RUNNER = "tinycrm.services.safety.after_change"


def start(batch: int) -> None:
    """Tell the user's program about a batch, behind this process. It never fails and never waits.

    Not on Windows, which has no such processes.
    """
    if os.environ.get(INSIDE) or not hasattr(os, "posix_spawn"):
        return
    with suppress(OSError, ValueError):
        nothing = [
            (os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0o600) for stream in (0, 1, 2)
        ]
        # -P: not from the folder where the command was typed, which may have a json.py in it.
        words = [sys.executable, "-P", "-m", _RUNNER, str(batch)]
        child = os.posix_spawn(sys.executable, words, os.environ, file_actions=nothing)
        _left.append(child)
        _reap()


_left: list[int] = []


def _reap() -> None:
    """Let go of the processes that have ended: the screens run for days."""
    for child in list(_left):
        with suppress(ChildProcessError):
            if os.waitpid(child, os.WNOHANG) == (0, 0):
                continue
        _left.remove(child)
