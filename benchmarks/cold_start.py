"""The time of every command from a cold start, relative to a bare `python3 -c pass`.

    python -m benchmarks.cold_start [--rounds 15] [--bin FOLDER] [--newest-typer]

Milliseconds depend on the machine, ratios on the program: every round runs the bare Python and
every command once on every store, one after the other, so that anything that slows the machine
down affects all of them. The medians are compared. FOLDER contains `python3` and `crm`; the
default is the folder of this Python.
"""

from __future__ import annotations

import argparse
import os
import pty
import shutil
import statistics
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from benchmarks.people import Plan

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2026-11-23"
BARE = "python3 -c pass"
DRAWN = "today, drawn"
"""On a terminal of 100 by 40; everything else is piped."""
TAB = "Tab on a name"
"""The request that bash makes when Tab is pressed after these words."""

COMMANDS: Mapping[str, Sequence[str]] = {
    "today": ("today",),
    DRAWN: ("today",),
    "today --json": ("today", "--json"),
    "add": ("add", "Benchmark Person {n}", "-e", "bench{n}@example.org"),
    "log": ("log", "ada", "Lunch at Roma, she likes the plan", "--at", "2026-11-20"),
    "remind": ("remind", "ada", "send the quote", "--on", "2026-12-01"),
    "done": ("done", "r1"),
    "undo": ("undo",),  # undoes `done`, so that r1 is open again in the next round
    "show": ("show", "ada"),
    TAB: ("crm", "show", "an"),
    "list": ("list",),
    "list --ids": ("list", "--ids"),
    "list tag:vip": ("list", "tag:vip"),
    "search": ("search", "harbour"),
    "--help": ("--help",),
}


class Store(NamedTuple):
    """A store to measure with: its heading and its folder."""

    title: str
    home: Path


PLANS = {
    "100": Plan(people=100),
    "1,000": Plan(people=1_000),
    "10,000": Plan(people=10_000),
    "10,000, all with a cadence": Plan(people=10_000, every="all"),
    "10,000, half of them late": Plan(people=10_000, every="all", due=0.5),
}


def make_stores(folder: Path) -> list[Store]:
    """Create a store for every plan, each in its own process."""
    stores = []
    for number, (title, plan) in enumerate(PLANS.items()):
        home = folder / str(number)
        say(f"making {title} …")
        subprocess.run(
            [
                sys.executable, "-m", "benchmarks.people", "--people", str(plan.people),
                "--every", plan.every, "--due", str(plan.due), str(home),
            ],
            check=True, cwd=ROOT, env=environment(home),
        )  # fmt: skip
        stores.append(Store(title, home))
    return stores


# ── running ──────────────────────────────────────────────────────────────────────────────


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a command: a fixed date, and Python's default settings."""
    unwanted = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "COLUMNS", "NO_COLOR")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return kept | {"CRM_HOME": str(home), "CRM_TODAY": TODAY, "TERM": "xterm-256color"}


def asking(words: Sequence[str]) -> dict[str, str]:
    """Return the environment in which bash asks for completions of the last word."""
    return {
        "_CRM_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }


def seconds_piped(argv: Sequence[str], env: Mapping[str, str]) -> float:
    """Run a process without a terminal; return its duration."""
    start = time.perf_counter()
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, env=env, check=False)
    took = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(argv)} failed:\n{done.stderr.decode()}")
    return took


def seconds_drawn(argv: Sequence[str], env: Mapping[str, str]) -> float:
    """Run a process in a terminal; return the time it took to draw and exit."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, 100))
    start = time.perf_counter()
    process = subprocess.Popen(argv, stdin=theirs, stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    drawn = b""
    with suppress(OSError):  # on Linux, when the other side is closed
        while chunk := os.read(ours, 65536):
            drawn += chunk
    code = process.wait()
    took = time.perf_counter() - start
    os.close(ours)
    if code or b"\x1b[" not in drawn:
        raise SystemExit(f"{' '.join(argv)} drew nothing:\n{drawn.decode()}")
    return took


def one_round(bin_: Path, stores: Sequence[Store], number: int) -> dict[tuple[str, str], float]:
    """Run everything once; return the seconds per store and command."""
    took = {}
    for store in stores:
        env = environment(store.home)
        took[store.title, BARE] = seconds_piped([str(bin_ / "python3"), "-c", "pass"], env)
        for name, words in COMMANDS.items():
            argv = [str(bin_ / "crm"), *(word.format(n=number) for word in words)]
            if name == TAB:
                took[store.title, name] = seconds_piped(argv[:1], env | asking(words))
                continue
            measure = seconds_drawn if name == DRAWN else seconds_piped
            took[store.title, name] = measure(argv, env)
    return took


def measure(bin_: Path, stores: Sequence[Store], rounds: int) -> list[dict[tuple[str, str], float]]:
    """Run all rounds, after one uncounted round that compiles byte code and warms caches."""
    subprocess.run([bin_ / "crm", "--help"], check=True, stdout=subprocess.DEVNULL)
    found = []
    for number in range(rounds + 1):
        found.append(one_round(bin_, stores, number))
        say(f"round {number} of {rounds}", end="\r")
    say("")
    return found[1:]


def with_newest_typer(venv: Path, stores: Sequence[Store], rounds: int) -> str:
    """Return the table for an installation with the newest Typer, or why it failed."""
    bin_ = venv / "bin"
    pip = [str(bin_ / "python3"), "-m", "pip", "install", "--quiet"]
    say("installing with the newest Typer …")
    try:
        for argv in (
            [sys.executable, "-m", "venv", str(venv)],
            [*pip, str(ROOT)],
            [*pip, "--upgrade", "typer"],
            [str(bin_ / "crm"), "--help"],
        ):
            subprocess.run(argv, check=True, capture_output=True)
    except subprocess.CalledProcessError as problem:
        last = problem.stderr.decode().strip().splitlines()[-1:]
        return f"\nThe newest Typer was not measured: {' '.join(last)}"
    code = "from importlib.metadata import version; print(version('typer'))"
    argv = [str(bin_ / "python3"), "-c", code]
    version = subprocess.run(argv, check=True, capture_output=True, text=True).stdout.strip()
    return f"\nWith Typer {version}:\n{table(measure(bin_, stores, rounds), stores)}"


# ── output ───────────────────────────────────────────────────────────────────────────────


def table(found: Sequence[Mapping[tuple[str, str], float]], stores: Sequence[Store]) -> str:
    """Return the medians as ratios, one row per command and one column per store."""
    bare = statistics.median(each[store.title, BARE] for each in found for store in stores)
    widths = [max(8, len(store.title) + 3) for store in stores]
    head = "".join(store.title.rjust(w) for store, w in zip(stores, widths, strict=True))
    lines = [f"{BARE}: {bare * 1000:.1f} ms = 1.00 below", "", f"{'people':<14}{head}"]
    for name in COMMANDS:
        medians = [statistics.median(each[store.title, name] for each in found) for store in stores]
        cells = [f"{m / bare:.2f}".rjust(w) for m, w in zip(medians, widths, strict=True)]
        lines.append(f"{name:<14}{''.join(cells)}")
    return "\n".join(lines)


def say(text: str, end: str = "\n") -> None:
    """Print progress to stderr, apart from the table."""
    print(text, end=end, file=sys.stderr, flush=True)


def main() -> None:
    """Create the stores, measure, print the table."""
    parser = argparse.ArgumentParser(description="Cold starts, relative to a bare Python.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--bin", type=Path, default=Path(sys.executable).parent)
    parser.add_argument("--newest-typer", action="store_true", help="also measure the newest Typer")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="crm-bench-"))
    try:
        stores = make_stores(folder)
        print(table(measure(given.bin, stores, given.rounds), stores))
        if given.newest_typer:
            print(with_newest_typer(folder / "newest", stores[:1], given.rounds))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
