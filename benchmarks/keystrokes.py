"""The time of a keystroke in the people filter, with many people relative to a hundred.

    python -m benchmarks.keystrokes [--people 10000] [--rounds 5] [--home FOLDER]

A keystroke ends when the list and the card of its first person are on the screen.
FOLDER is a store with many people; by default one is created.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.processes import environment
from benchmarks.screens import make, many_people, read_arguments

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


def main() -> None:
    """Create the stores, measure, print."""
    given = read_arguments("Filtering people, relative to a hundred.", rounds=5)
    with tempfile.TemporaryDirectory(prefix="crm-bench-") as folder:
        few = make(Path(folder) / "few", 100)
        taken = measure((few, many_people(given, Path(folder))), given.rounds)
    print(f"on 100 people {taken[0] * 1000:.1f} ms · on many {taken[1] * 1000:.1f} ms")
    print(f"ratio {taken[1] / taken[0]:.2f}")


if __name__ == "__main__":
    main()
