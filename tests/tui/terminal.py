"""A pseudo-terminal with a person before it: keys go in, and a terminal emulator draws."""

from __future__ import annotations

import os
import pty
import re
import select
import termios
import time
import unicodedata
from collections.abc import Callable
from contextlib import suppress

import pyte
from wcwidth import wcwidth

from tests import warm_start

_PATIENCE = 20.0


class _Screen(pyte.Screen):
    """What an emulator shows; letters without a width of their own do not end its line."""

    def draw(self, data: str) -> None:
        super().draw("".join(c for c in data if unicodedata.combining(c) or wcwidth(c) > 0))


class Terminal:
    """The program on a terminal of `columns` by `rows`.

    `screen` shows what a terminal makes of the bytes: wide letters take two columns there.
    """

    def __init__(
        self, *argv: str, columns: int = 100, rows: int = 30, warm: bool = True, **env: str
    ) -> None:
        self._ours, self.theirs = pty.openpty()
        self._open = [self.theirs, self._ours]
        termios.tcsetwinsize(self.theirs, (rows, columns))
        self.before = termios.tcgetattr(self.theirs)
        self.drawn = b""
        self.screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        seen = os.environ | {"TERM": "xterm-256color"} | env
        self.process = warm_start.start(argv, seen, self.theirs, warm=warm)

    # ── reading ──────────────────────────────────────────────────────────────────────────

    def until(self, word: str) -> None:
        """Wait until a word is drawn."""
        self.wait(lambda: word.encode() in self.drawn)

    def shows(self, word: str) -> None:
        """Wait until a word stands on the screen."""
        self.wait(lambda: word in self.text)

    def wait(self, true: Callable[[], bool]) -> None:
        """Read until something is so; fail when it never is."""
        end = time.monotonic() + _PATIENCE
        while not true():
            assert time.monotonic() < end, self.text
            self.read()

    def read(self, seconds: float = 0.05) -> bool:
        """Take what the program draws within some time; False where it drew nothing."""
        if not select.select([self._ours], [], [], seconds)[0]:
            return False
        with suppress(OSError):
            new = os.read(self._ours, 65536)
            self.drawn += new
            self._stream.feed(new)
        return True

    @property
    def text(self) -> str:
        """The screen as a person reads it."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def rest(self, seconds: float = 0.12) -> None:
        """Read until nothing is drawn for a while."""
        while self.read(seconds):
            pass

    def rows(self) -> list[list[str]]:
        """Return the cells of every row; the second cell of a wide letter is empty."""
        buffer = self.screen.buffer
        return [
            [buffer[y][x].data for x in range(self.screen.columns)]
            for y in range(self.screen.lines)
        ]

    # ── doing ────────────────────────────────────────────────────────────────────────────

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size; the kernel tells the program."""
        self.screen.resize(rows, columns)
        termios.tcsetwinsize(self._ours, (rows, columns))

    def end(self) -> int:
        """Wait until the program has ended; return its exit code."""
        self.wait(lambda: self.process.poll() is not None)
        self.rest()  # its last words may be more than one piece
        return self.process.wait()

    def is_as_before(self) -> bool:
        """Tell whether every mode that was set is reset, and the screen from before is back."""
        return termios.tcgetattr(self.theirs) == self.before and not self.modes_left_on()

    def modes_left_on(self) -> set[int]:
        """Return the modes that are not as terminals begin: wrapping and a cursor, nothing else."""
        last: dict[int, bytes] = {}
        for modes, way in re.findall(rb"\x1b\[\?([\d;]+)([hl])", self.drawn):
            last |= dict.fromkeys(map(int, modes.split(b";")), way)
        return {mode for mode, way in last.items() if (way == b"h") != (mode in (7, 25))}

    def hang_up(self) -> None:
        """Close the window, once: by then another file may have the number of the terminal."""
        while self._open:
            os.close(self._open.pop())

    def close(self) -> None:
        """Take everything away."""
        self.hang_up()
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()
