"""Text from stdin that could not be saved is kept in a file or shown, as typed text is."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tinycrm import saved
from tinycrm.cli import terminal
from tinycrm.errors import CrmError, StoreProblem
from tinycrm.services.activity import drafts

_SHOWN = 65_536  # bytes that are shown where no file can be written


@contextmanager
def kept(
    data: bytes, what: str, suffix: str, about: Sequence[str] = (), *, always: bool = False
) -> Iterator[None]:
    """Keep what was read from a pipe if the block fails before anything more is saved.

    `what` begins the name of the file, which also has the codes of the records it is about.
    A mistake in the command (CrmError, but not StoreProblem) is no reason to keep it unless
    `always`: the program that sent it can send it again. A file on stdin is not copied.
    """
    before = saved.newest()
    try:
        yield
    except BaseException as end:
        mistake = isinstance(end, CrmError) and not isinstance(end, StoreProblem)
        if (always or not mistake) and saved.newest() is before and data.strip():
            _keep(end, data, what, suffix, about)
        raise


def _keep(end: BaseException, data: bytes, what: str, suffix: str, about: Sequence[str]) -> None:
    if _is_file():
        return
    path = drafts.keep_bytes(data, "-".join((what, *about, "")), suffix)
    if path is None and len(data) > _SHOWN:
        said = "What was read from stdin could not be kept."
    elif path is None:
        first, *others = data.decode("utf-8", "replace").splitlines()
        terminal.say(f"Not saved: {first}")
        for line in others:
            terminal.hint(line)
        return
    else:
        said = f"What was read from stdin is kept in {path}"
    if isinstance(end, CrmError):
        end.sentence = f"{end.sentence} {said}"
    else:
        terminal.say(said)


def _is_file() -> bool:
    """Tell whether stdin is a file: what was read from it is still there."""
    try:
        return stat.S_ISREG(os.fstat(sys.stdin.fileno()).st_mode)
    except (OSError, ValueError, AttributeError):  # closed, or no file at all
        return False
