"""The time of a keystroke in the people filter, with many people relative to a hundred.

    python -m benchmarks.keystrokes [--people 10000] [--rounds 5] [--home FOLDER]

A keystroke ends when the list and the card of its first person are on the screen.
FOLDER is a store with many people; by default one is created.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.processes import environment, say

TYPED = "anna lee"


async def seconds_each() -> list[float]:
    """Type a name into the filter and delete it again; return the time of each key."""
    from textual import events

    from tinycrm.tui import queries
    from tinycrm.tui.app import CrmApp

    app = CrmApp(queries.read_first())
    took = []
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("p", "slash")
        keys = [("space" if c == " " else c, c) for c in TYPED]
        for name, char in [*keys, *[("backspace", None)] * len(TYPED)]:
            start = time.perf_counter()
            app.post_message(events.Key(name, char))
            await asyncio.sleep(0)
            while app.keys.waiting or any(not each.is_finished for each in app.workers):
                await asyncio.sleep(0.0005)
            took.append(time.perf_counter() - start)
    return took


def measure(homes: Sequence[Path], rounds: int) -> list[float]:
    """Return the median of all keystrokes for each store, measured in turns."""
    took: list[list[float]] = [[] for _ in homes]
    for _ in range(rounds + 1):
        for home, mine in zip(homes, took, strict=True):
            os.environ |= environment(home)
            mine.extend(asyncio.run(seconds_each()))
    return [statistics.median(each) for each in took]


def make(home: Path, people: int) -> Path:
    """Create a store in its own process."""
    say(f"making {people} people …")
    argv = [sys.executable, "-m", "benchmarks.people", "--people", str(people), str(home)]
    subprocess.run(argv, check=True, env=environment(home))
    return home


def main() -> None:
    """Create the stores, measure, print."""
    parser = argparse.ArgumentParser(description="Filtering people, relative to a hundred.")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="crm-bench-"))
    try:
        few = make(folder / "few", 100)
        many = given.home or make(folder / "many", given.people)
        taken = measure((few, many), given.rounds)
    finally:
        shutil.rmtree(folder)
    print(f"on 100 people {taken[0] * 1000:.1f} ms · on many {taken[1] * 1000:.1f} ms")
    print(f"ratio {taken[1] / taken[0]:.2f}")


if __name__ == "__main__":
    main()
