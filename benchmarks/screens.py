"""What the benchmarks of the screens share: their arguments, and the store with many people."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.processes import environment, say


def read_arguments(about: str, **numbers: int) -> argparse.Namespace:
    """Return --people, --home and other numbers, which are given with their defaults."""
    parser = argparse.ArgumentParser(description=about)
    for name, usual in {"people": 10_000, **numbers}.items():
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--home", type=Path)
    return parser.parse_args()


def many_people(given: argparse.Namespace, folder: Path) -> Path:
    """Return the store of --home, else a new one."""
    return given.home or make(folder / "many", given.people)


def make(home: Path, people: int) -> Path:
    """Create a store in its own process."""
    say(f"making {people} people …")
    argv = [sys.executable, "-m", "benchmarks.people", "--people", str(people), str(home)]
    subprocess.run(argv, check=True, env=environment(home))
    return home
