"""Which program may be run after a change, and what is remembered about running it."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

from tinycrm import clock, paths
from tinycrm.services import state
from tinycrm.text import visible
from tinycrm.values import NamedTuple


class HookFailure(NamedTuple):
    """The last time that the program failed: the batch, when (local), and why."""

    batch: str
    at: str
    why: str

    def say(self) -> str:
        """Return this as a sentence."""
        return f"After {self.batch}, on {self.at}, it {self.why}"


def refusal(hook: Path) -> str:
    """Return why a program is not run; "" if it may be.

    It runs as the user, so only the user may be able to write it: the file, and the folders
    that it is in.
    """
    try:
        found = hook.stat()
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if not stat.S_ISREG(found.st_mode):
        return "is not a file"
    if found.st_uid != os.geteuid():
        return "belongs to another user"
    if found.st_mode & 0o022:
        return "can be changed by other users (chmod go-w)"
    if not os.access(hook, os.X_OK):
        return "is not executable (chmod u+x)"
    for folder in {hook.parent, hook.parent.parent, hook.resolve().parent}:
        if _is_open_to_others(folder):
            return f"is in {folder}, which other users can write to (chmod go-w)"
    return ""


def _is_open_to_others(folder: Path) -> bool:
    found = folder.stat()
    sticky = bool(found.st_mode & stat.S_ISVTX)
    return found.st_uid not in (os.geteuid(), 0) or bool(found.st_mode & 0o022 and not sticky)


def keep_failure(batch: str, why: str) -> None:
    """Remember a failure, for the doctor. Raises OSError."""
    at = f"{clock.now():%Y-%m-%d %H:%M}"
    failure = {"batch": batch, "at": at, "why": visible(why)}
    state.write_private(_failure_file(), json.dumps(failure))


def last_failure() -> HookFailure | None:
    """Return the last failure that is remembered."""
    try:
        found = json.loads(_failure_file().read_text("utf-8"))
        return HookFailure(str(found["batch"]), str(found["at"]), visible(str(found["why"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget_failure() -> None:
    """Forget the last failure. Raises OSError."""
    _failure_file().unlink(missing_ok=True)


def _failure_file() -> Path:
    return paths.hook_folder() / "failure.json"
