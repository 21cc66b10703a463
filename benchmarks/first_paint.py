"""The time until the briefing is on the screen, relative to a Textual app with one Static.

    python -m benchmarks.first_paint [--rounds 10] [--people 10000] [--home FOLDER]

Both run in a pseudo-terminal of 100 by 30, one after the other in every round. They are timed
from their start until the last word of their first frame has arrived. The medians are
compared. FOLDER is a store to measure with; by default one is created.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.processes import environment
from benchmarks.screens import many_people, read_arguments

STATIC = """
from textual.app import App
from textual.widgets import Static
class One(App):
    def compose(self):
        yield Static("first paint")
One().run()
"""
LONGEST = 20.0


def seconds_until(word: bytes, argv: Sequence[str], env: Mapping[str, str]) -> float:
    """Run a program in a terminal until a word is drawn; return the time it took."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (30, 100))
    start = time.perf_counter()
    process = subprocess.Popen(
        argv, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True
    )
    os.close(theirs)
    drawn = b""
    try:
        while word not in drawn:
            if time.perf_counter() - start > LONGEST:
                raise SystemExit(f"{' '.join(argv)} drew nothing:\n{drawn.decode()}")
            if select.select([ours], [], [], 0.1)[0]:
                drawn += os.read(ours, 65536)
        return time.perf_counter() - start
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        os.close(ours)


def one_round(home: Path) -> tuple[float, float]:
    """Measure both once; return the seconds of the static app and of ours."""
    env = environment(home) | {"COLORTERM": "truecolor"}
    static = seconds_until(b"first paint", [sys.executable, "-c", STATIC], env)
    # The frame is drawn from the top: the footer is last.
    ours = seconds_until(b" left", [sys.executable, "-m", "tinycrm", "tui"], env)
    return static, ours


def main() -> None:
    """Create a store, measure, print."""
    given = read_arguments("First paint, relative to one Static.", rounds=10)
    with tempfile.TemporaryDirectory(prefix="crm-bench-") as folder:
        home = many_people(given, Path(folder))
        one_round(home)  # compiles byte code and warms caches
        rounds = [one_round(home) for _ in range(given.rounds)]
    static, ours = (statistics.median(each) for each in zip(*rounds, strict=True))
    print(f"one Static {static * 1000:.0f} ms · the briefing {ours * 1000:.0f} ms")
    print(f"ratio {ours / static:.2f}")


if __name__ == "__main__":
    main()
