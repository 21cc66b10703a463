"""The files that a command line names: their names, and their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

from tinycrm.cli.parsing import parse_path
from tinycrm.errors import CrmError, NotFound
from tinycrm.exchange.reading_limit import ReadingLimit
from tinycrm.services.cards.kept_cards import is_card_name
from tinycrm.text import visible
from tinycrm.values import NamedTuple


class InputFile(NamedTuple):
    """A file as it is named in messages, its bytes, and if it is one of a folder's, which one.

    `folder` and `href` are that folder and the name of the file in it, `limit` is what the files of
    the folder share. `problem` says why such a file could not be read: the others are read
    nevertheless.
    """

    label: str
    data: bytes
    folder: str = ""
    href: str = ""
    problem: str = ""
    limit: ReadingLimit | None = None


def read_inputs(name: str, piped: bytes) -> Iterator[InputFile]:
    """Yield each file that `name` means: one, those of a folder, or stdin.

    `piped` is what came from stdin. Raises UsageProblem for an empty name, NotFound for a missing
    file, CrmError for one that cannot be read.
    """
    if name == "-":
        yield InputFile("stdin", piped)
        return
    path = parse_path(name)
    if not path.exists():
        raise NotFound(f"The file {visible(name)} does not exist.")
    if path.is_dir():
        yield from _read_folder(str(path))
        return
    try:
        yield InputFile(str(path), _read_pipe(path) if path.is_fifo() else path.read_bytes())
    except OSError as error:
        raise CrmError(f"{visible(str(path))} cannot be read: {error.strerror}.") from error


def _read_folder(folder: str) -> Iterator[InputFile]:
    """Yield the files of cards in a folder and those in it; one that is bad costs itself only."""
    problems: list[OSError] = []
    found = sorted(
        (where, name)
        for where, _, names in os.walk(folder, onerror=problems.append)
        for name in names
        if is_card_name(name)
    )
    limit, large = ReadingLimit(len(found)), _Large()
    for where, name in found:
        path = os.path.join(where, name)  # noqa: PTH118
        try:
            yield InputFile(path, _read_file(path, large), where, name, limit=limit)
        except OSError as error:
            yield _unreadable(Path(path), error)
    for problem in problems:
        yield _unreadable(Path(problem.filename), problem)


def _unreadable(path: Path, error: OSError) -> InputFile:
    problem = f"it cannot be read: {error.strerror}"
    return InputFile(str(path), b"", str(path.parent), path.name, problem)


_LARGE = 16 << 20
"""Bytes of a file of a folder: one with a single card has no more, whatever its photo."""
_MOST_LARGE = 128 << 20
"""Bytes of all larger files of a folder together."""
_TOO_LARGE = (
    f"of a folder's files above {_LARGE >> 20} MB only {_MOST_LARGE >> 20} MB are read:"
    " import it as a file of its own"
)


class _Large:
    """How many bytes the large files of a folder may still have."""

    def __init__(self) -> None:
        self._left = _MOST_LARGE

    def take(self, size: int) -> None:
        """Count a file of so many bytes. Raises OSError if it is too much."""
        if size <= _LARGE:
            return
        if size > self._left:
            raise OSError(0, _TOO_LARGE)
        self._left -= size


def _read_file(path: str, large: _Large) -> bytes:
    """Return the bytes of a file. Raises OSError, also for a pipe or a device: it may never end."""
    with open(path, "rb", buffering=0, opener=_without_waiting) as opened:
        found = os.fstat(opened.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError(0, "it is a pipe or a device")
        large.take(found.st_size)
        return opened.read()


_PATIENCE = 2.0
"""How many seconds a pipe may have no program that writes to it."""


def _read_pipe(file: Path) -> bytes:
    """Return what is written to a named pipe, as by `crm import <(gunzip -c people.vcf.gz)`.

    Raises CrmError for a pipe that nobody opens: reading it would take for ever.
    """
    until = monotonic() + _PATIENCE
    with open(file, "rb", buffering=0, opener=_without_waiting) as pipe:
        start = b""
        while start == b"":  # None: it is open, but nothing was written yet
            if monotonic() > until:
                raise CrmError(f"{visible(str(file))} is a pipe to which no program writes.")
            start = pipe.read(1)
            sleep(0 if start else 0.05)
        os.set_blocking(pipe.fileno(), True)
        return (start or b"") + pipe.readall()


def _without_waiting(name: str, flags: int) -> int:
    return os.open(name, flags | os.O_NONBLOCK)
