"""Telling the user's program `hooks/after-change` about a change; a process behind the command.

Each batch is one line of JSON on the program's stdin. One process at a time does this, in the
order of the changes; the others leave the number of their batch in a folder and end.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tinycrm import paths
from tinycrm.errors import CrmError
from tinycrm.services.codes import code
from tinycrm.services.history.history import fields_of, history_of
from tinycrm.services.safety import hook_rules
from tinycrm.store import hooks, placing, reading

SECONDS = 10.0
"""How long the program may take for one change; then it is ended."""

TOGETHER = 60.0
"""How long it may take for all the changes that wait; the others are not passed to it."""

_SHOWN = 200  # characters of what it wrote to stderr


def tell(batch: int) -> None:
    """Run the program for a batch, and for those that other processes left meanwhile.

    Raises OSError if the folder of waiting batches cannot be written.
    """
    folder = paths.hook_folder()
    paths.make_folder(folder)
    placing.create(folder / str(batch))
    while _waiting(folder):
        with _alone(folder) as is_ours:
            if not is_ours:
                return  # the process that is at work will find it
            _tell_all(folder)


def _waiting(folder: Path) -> list[int]:
    return sorted(int(path.name) for path in folder.iterdir() if path.name.isdecimal())


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Give True to one process at a time. The lock ends with the process, however that ends."""
    import fcntl

    handle = os.open(folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(handle)


def _tell_all(folder: Path) -> None:
    end = time.monotonic() + TOGETHER
    while waiting := _waiting(folder):
        number = waiting[0]
        if time.monotonic() > end:
            why = f"had no time for {len(waiting)} more changes: they came too fast"
            hook_rules.keep_failure(code("batch", number), why)
            for each in waiting:
                (folder / str(each)).unlink(missing_ok=True)
            return
        try:
            why = _run(number)
        except CrmError as problem:
            why = f"was not run: {problem.sentence}"
        (folder / str(number)).unlink(missing_ok=True)
        if why:
            hook_rules.keep_failure(code("batch", number), why)


def _run(batch: int) -> str:
    """Run the program for a batch; return why that failed, "" if it did not."""
    hook = paths.hook_file()
    why = hook_rules.refusal(hook)
    if why:
        return f"was not run: the file {why}"
    with reading() as db:
        found = history_of(db, "batch", batch)
    if not found:
        return "was not run: the change is gone"
    line = json.dumps({"schema": 1, **fields_of(found[0])}) + "\n"
    return _pass(hook, line.encode())


def _pass(hook: Path, line: bytes) -> str:
    try:
        started = subprocess.Popen(
            [hook], cwd=hook.parent, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, env=os.environ | {hooks.INSIDE: "1"}, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        return f"could not be started: {error.strerror}"
    with started as process:
        try:
            _, said = process.communicate(line, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # and what it has started
            return f"was ended after {SECONDS:g} seconds"
    if not process.returncode:
        return ""
    last = said.decode("utf-8", "replace").strip().rpartition("\n")[2][:_SHOWN]
    return f"failed with exit code {process.returncode}" + (f": {last}" if last else "")


if __name__ == "__main__":
    with suppress(OSError):
        os.setsid()  # Ctrl-C on the terminal of the command does not end it
    with suppress(OSError):
        tell(int(sys.argv[1]))
