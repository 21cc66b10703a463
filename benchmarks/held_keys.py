"""What a key costs that is held down in a list of many people, in a real terminal.

    python -m benchmarks.held_keys [--people 10000] [--keys 1000] [--home FOLDER]

A key is pressed every 33 milliseconds, as a keyboard repeats it: j and page-down from the top, k
and page-up from the bottom. What counts is the processor time of the program, which other programs
on the machine change less than the time by the clock: no key may take more than 0.1 seconds.
FOLDER is a store with many people; by default one is created.
"""

from __future__ import annotations

import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.processes import environment
from benchmarks.screens import many_people, read_arguments

EVERY = 0.033
"""How often a keyboard repeats a key, in seconds."""

PAUSE = 0.1
"""The processor time of a key from which on it is felt, in seconds."""

HELD = (
    ("j", "p", "j"), ("page-down", "p", "\x1b[6~"),
    ("k", "pG", "k"), ("page-up", "pG", "\x1b[5~"),
)  # fmt: skip
"""The name of a key, the keys that lead to where it is held, and what a terminal sends for it."""

_LONGEST = 20.0


class Screens:
    """The program in a pseudo-terminal of 100 by 30."""

    def __init__(self, home: Path) -> None:
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (30, 100))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tinycrm", "tui"],
            stdin=theirs, stdout=theirs, stderr=theirs, env=environment(home),
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self._clock = (~self.process.pid << 3) | 2  # what Linux calls its processor time

    def used(self) -> float:
        """Return the processor time used so far, in seconds."""
        return time.clock_gettime(self._clock)

    def press(self, key: str, seconds: float) -> bytes:
        """Press a key; return what was drawn in the time after it."""
        os.write(self._ours, key.encode())
        return self.read(seconds)

    def read(self, seconds: float) -> bytes:
        """Return what is drawn in some time."""
        end, drawn = time.monotonic() + seconds, b""
        while (left := end - time.monotonic()) > 0:
            if select.select([self._ours], [], [], left)[0]:
                drawn += os.read(self._ours, 65536)
        return drawn

    def wait(self, word: bytes) -> None:
        """Wait until a word is drawn, and nothing more after it."""
        end, drawn = time.monotonic() + _LONGEST, b""
        while word not in drawn:
            if time.monotonic() > end:
                raise SystemExit(f"{word!r} was not drawn:\n{drawn.decode(errors='replace')}")
            drawn += self.read(0.1)
        while self.read(0.3):
            pass

    def close(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()
        os.close(self._ours)


def held(home: Path, start: str, key: str, keys: int) -> list[float]:
    """Hold a key down; return the processor time from each press to the next, in seconds."""
    screens = Screens(home)
    try:
        screens.wait(b" left")
        for each in start:
            screens.press(each, 1.0)
        took = []
        for _ in range(keys):
            before = screens.used()
            screens.press(key, EVERY)
            took.append(screens.used() - before)
        return took
    finally:
        screens.close()


def say(name: str, took: Sequence[float]) -> str:
    """Return what a key costs in words."""
    mean, longest = statistics.mean(took) * 1000, max(took) * 1000
    late = sum(each > PAUSE for each in took)
    return (
        f"{name:<10} {mean:5.1f} ms each, longest {longest:5.1f} ms,"
        f" {late} of {len(took)} keys above {PAUSE * 1000:.0f} ms"
    )


def main() -> None:
    """Create a store, hold the keys, print."""
    given = read_arguments("The processor time of a key held down.", keys=1000)
    with tempfile.TemporaryDirectory(prefix="crm-bench-") as folder:
        home = many_people(given, Path(folder))
        for name, start, key in HELD:
            print(say(name, held(home, start, key, given.keys)))


if __name__ == "__main__":
    main()
