"""The time of every command from a cold start, relative to a bare `python3 -c pass`.

    python -m benchmarks.cold_start [--rounds 15] [--bin FOLDER] [--large] [--newest-typer]

Milliseconds depend on the machine, ratios on the program: every round runs every command once on
every store, right after a bare Python, so that anything that slows the machine down affects both.
The table shows the medians of these ratios, of processor time (user + sys) and of the clock's.
FOLDER contains `python3` and `crm`; the default is the folder of this Python. `--large` adds
100,000 people with a million notes.
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
    """A store to measure with: its heading, and the environment in which it is found."""

    title: str
    env: Mapping[str, str]


PLANS = {
    "100": Plan(people=100),
    "1,000": Plan(people=1_000),
    "10,000": Plan(people=10_000),
    "10,000, all with a cadence": Plan(people=10_000, every="all"),
    "10,000, half of them late": Plan(people=10_000, every="all", due=0.5),
}
LARGE = {"100,000": Plan(people=100_000)}
"""With a million notes. Making it takes some minutes."""

NO_CRM_HOME = "100, no CRM_HOME"


def make_stores(folder: Path, plans: Mapping[str, Plan]) -> list[Store]:
    """Create a store for every plan, and one that is found without CRM_HOME."""
    stores = []
    for number, (title, plan) in enumerate(plans.items()):
        home = folder / str(number)
        fill(title, plan, home)
        stores.append(Store(title, environment(home)))
    owner = folder / "owner"
    home = owner / "data" / "tinycrm"
    fill(NO_CRM_HOME, PLANS["100"], home)
    places = {"HOME": str(owner), "XDG_DATA_HOME": str(home.parent), "XDG_CONFIG_HOME": str(owner)}
    return [*stores, Store(NO_CRM_HOME, environment(None) | places)]


def fill(title: str, plan: Plan, home: Path) -> None:
    """Create a store in its own process."""
    say(f"making {title} …")
    subprocess.run(
        [
            sys.executable, "-m", "benchmarks.people", "--people", str(plan.people),
            "--every", plan.every, "--due", str(plan.due), str(home),
        ],
        check=True, cwd=ROOT, env=environment(home),
    )  # fmt: skip


# ── running ──────────────────────────────────────────────────────────────────────────────


def environment(home: Path | None) -> dict[str, str]:
    """Return the environment of a command: a fixed date, and Python's default settings.

    `home` is CRM_HOME; without it the platform's own folders are used.
    """
    unwanted = ("CRM_HOME", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "COLUMNS", "NO_COLOR")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    place = {"CRM_HOME": str(home)} if home else {}
    return kept | {"CRM_TODAY": TODAY, "TERM": "xterm-256color"} | place


def asking(words: Sequence[str]) -> dict[str, str]:
    """Return the environment in which bash asks for completions of the last word."""
    return {
        "_CRM_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }


Round = dict[tuple[str, str], "Pair"]
"""What each command took, by the title of the store and the name of the command."""


class Took(NamedTuple):
    """How long a process took, in seconds: by the clock, and of the processor (user + sys)."""

    wall: float
    cpu: float


class Pair(NamedTuple):
    """What a bare Python took, and right after it a command."""

    bare: Took
    command: Took


def took_piped(argv: Sequence[str], env: Mapping[str, str]) -> Took:
    """Run a process without a terminal; return its duration."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        nowhere = subprocess.DEVNULL
        process = subprocess.Popen(argv, stdin=nowhere, stdout=nowhere, stderr=errors, env=env)
        code, took = _wait(process, start)
        errors.seek(0)
        if code:
            raise SystemExit(f"{' '.join(argv)} failed:\n{errors.read().decode()}")
    return took


def took_drawn(argv: Sequence[str], env: Mapping[str, str]) -> Took:
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
    code, took = _wait(process, start)
    os.close(ours)
    if code or b"\x1b[" not in drawn:
        raise SystemExit(f"{' '.join(argv)} drew nothing:\n{drawn.decode()}")
    return took


def _wait(process: subprocess.Popen[bytes], start: float) -> tuple[int, Took]:
    """Wait for a process; return its exit code, and how long it took since `start`."""
    _, status, used = os.wait4(process.pid, 0)
    took = Took(time.perf_counter() - start, used.ru_utime + used.ru_stime)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, took


def one_round(bin_: Path, stores: Sequence[Store], number: int) -> Round:
    """Run everything once, a bare Python before each; return how long both took."""
    took = {}
    bare = [str(bin_ / "python3"), "-c", "pass"]
    for store in stores:
        for name, words in COMMANDS.items():
            argv = [str(bin_ / "crm"), *(word.format(n=number) for word in words)]
            asked = asking(words) if name == TAB else {}
            measure = took_drawn if name == DRAWN else took_piped
            took[store.title, name] = Pair(
                took_piped(bare, store.env),
                measure(argv[:1] if name == TAB else argv, {**store.env, **asked}),
            )
    return took


def measure(bin_: Path, stores: Sequence[Store], rounds: int) -> list[Round]:
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
    return f"\nWith Typer {version}:\n{tables(measure(bin_, stores, rounds), stores)}"


# ── output ───────────────────────────────────────────────────────────────────────────────


def tables(found: Sequence[Round], stores: Sequence[Store]) -> str:
    """Return a table of processor time, which is less noisy, and one of the clock's."""
    return "\n\n".join(
        f"{title}\n{table(found, stores, field)}"
        for field, title in (("cpu", "user + sys"), ("wall", "wall clock"))
    )


def table(found: Sequence[Round], stores: Sequence[Store], field: str) -> str:
    """Return the medians of the ratios to a bare Python, one column per store.

    A ratio is that of one round, so that a machine that slows down changes both of its parts.
    """
    bare = statistics.median(getattr(pair.bare, field) for each in found for pair in each.values())
    widths = [max(8, len(store.title) + 3) for store in stores]
    head = "".join(store.title.rjust(w) for store, w in zip(stores, widths, strict=True))
    lines = [f"{BARE}: {bare * 1000:.1f} ms = 1.00 below", "", f"{'people':<14}{head}"]
    for name in COMMANDS:
        cells = [_ratio(found, store, name, field) for store in stores]
        row = "".join(f"{cell:.2f}".rjust(w) for cell, w in zip(cells, widths, strict=True))
        lines.append(f"{name:<14}{row}")
    return "\n".join(lines)


def _ratio(found: Sequence[Round], store: Store, name: str, field: str) -> float:
    pairs = [each[store.title, name] for each in found]
    ratios = [float(getattr(p.command, field) / getattr(p.bare, field)) for p in pairs]
    return statistics.median(ratios)


def say(text: str, end: str = "\n") -> None:
    """Print progress to stderr, apart from the table."""
    print(text, end=end, file=sys.stderr, flush=True)


def main() -> None:
    """Create the stores, measure, print the table."""
    parser = argparse.ArgumentParser(description="Cold starts, relative to a bare Python.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--bin", type=Path, default=Path(sys.executable).parent)
    parser.add_argument("--newest-typer", action="store_true", help="also measure the newest Typer")
    parser.add_argument("--large", action="store_true", help="also 100,000 people")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="crm-bench-"))
    try:
        stores = make_stores(folder, PLANS | (LARGE if given.large else {}))
        print(tables(measure(given.bin, stores, given.rounds), stores))
        if given.newest_typer:
            print(with_newest_typer(folder / "newest", stores[:1], given.rounds))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
