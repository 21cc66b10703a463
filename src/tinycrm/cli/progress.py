"""The progress of a long stream, shown on a terminal."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from time import monotonic

from tinycrm.cli import terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

_PATIENCE = 0.5
"""Progress is shown after this many seconds."""

_BAR = 24  # columns


class Progress:
    """Shows a bar if it takes longer than a moment; only a count if the size is unknown."""

    def __init__(self, source: IO[bytes], tell: Callable[[], int]) -> None:
        """`tell` returns how many bytes of `source` are done."""
        self._start = monotonic()
        self._shown = False
        self._wanted = terminal.is_terminal(sys.stderr)
        self._tell = tell
        self._size = _size(source) if self._wanted else 0

    def show(self, count: int, before: int = 0) -> None:
        """Show how many lines are done: `count` after the `before` of earlier blocks."""
        if self._wanted and count % 100 == 0 and monotonic() - self._start > _PATIENCE:
            self._shown = True
            drawn = f"{bar(self._tell() / self._size)}  " if self._size else ""
            terminal.write_error(f"\rcrm: {drawn}{before + count:,} lines")

    def end(self) -> None:
        """Clear the line."""
        if self._shown:
            terminal.write_error("\r\x1b[2K")


class CountProgress:
    """Shows how many things are read, and then how many of them are done, if it takes longer."""

    def __init__(self) -> None:
        self._start = monotonic()
        self._shown = False
        self._wanted = terminal.is_terminal(sys.stderr)
        self._read = self._done = 0

    def read(self) -> None:
        """Count one more that was read."""
        self._read += 1
        if self._wanted:
            self._show(self._read, f"{self._read:,} read")

    def done(self) -> None:
        """Count one more that is done, of all that were read."""
        self._done += 1
        if self._wanted:
            drawn = bar(self._done / max(self._read, self._done))
            self._show(self._done, f"{drawn}  {self._done:,} of {self._read:,}")

    def __enter__(self) -> None:
        """Begin to count."""

    def __exit__(self, *_: object) -> None:
        """Clear the line."""
        if self._shown:
            terminal.write_error("\r\x1b[2K")

    def _show(self, count: int, text: str) -> None:
        if count % 100 == 0 and monotonic() - self._start > _PATIENCE:
            self._shown = True
            terminal.write_error(f"\r\x1b[2Kcrm: {text}")


def _size(source: IO[bytes]) -> int:
    """Return the size of a file in bytes; 0 for a pipe, whose size is unknown."""
    try:
        found = os.fstat(source.fileno())
    except OSError:  # not a file
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


def bar(part: float) -> str:
    """Return a bar for a fraction between 0 and 1, and the fraction in percent."""
    full, empty = ("#", ".") if terminal.is_ascii() else ("█", "░")
    done = round(min(part, 1.0) * _BAR)
    return f"{full * done}{empty * (_BAR - done)} {min(part, 1.0):4.0%}"
