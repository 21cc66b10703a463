"""Everyday commands of other programs beside those of this one, on the same 1,000 people.

    python -m benchmarks.others [--rounds 15] [--bin FOLDER]… [--crm FOLDER] [--write]

taskwarrior, khard, jrnl and todoman are measured if they are installed: in a FOLDER, or on PATH.
Each is asked what is due today, is asked for one person, and is given one more, as cold starts that
come right after a bare `python3 -c pass`, all in the same rounds. `--write` writes the tables into
docs/performance.md.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import installed, other_programs, page, processes
from benchmarks.other_programs import ACTS, ADD, DUE, ONE, PROGRAMS, Act
from benchmarks.processes import Pair, piped, say

PEOPLE = 1_000
OURS = "tinycrm"
OUR_ACTS: Mapping[str, Act] = {
    DUE: Act(("today",), "Follow up"),
    ONE: Act(("show", "lovelace"), "Ada Lovelace"),
    ADD: Act(("add", "Person Number{n}", "-e", "person{n}@new.example"), r"^c\d+\n"),
}
MISSING = "not measured"


class Subject(NamedTuple):
    """An installed program with its people: its name, version, file, environment and acts."""

    name: str
    version: str
    file: str
    env: Mapping[str, str]
    acts: Mapping[str, Act]


Found = Mapping[tuple[str, str], Sequence[Pair]]
"""What each act of each program took, once for every round."""


def find(command: str, folders: Sequence[Path]) -> str | None:
    """Return the file of a command, from the folders or from PATH."""
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")])
    return shutil.which(command, path=path)


def ours(bin_: Path, home: Path) -> tuple[Subject, str]:
    """Return this program with its people, and these people as it exports them."""
    env = processes.environment(home, other_programs.today().isoformat())
    argv = [sys.executable, "-m", "benchmarks.people", "--people", str(PEOPLE), "--notes", "1"]
    subprocess.run([*argv, str(home)], check=True, cwd=page.ROOT, env=env)
    exported = piped([str(bin_ / "crm"), "export"], env, "Ada Lovelace").out
    version = installed.version(bin_, "tinycrm")
    return Subject(OURS, version, str(bin_ / "crm"), env, OUR_ACTS), exported


def other(name: str, file: str, folder: Path, exported: str) -> Subject:
    """Return another program with the same people."""
    program = PROGRAMS[name]
    home = folder / name
    home.mkdir()
    env = other_programs.environment(processes.environment(None), home)
    said = piped([file, "--version"], env).out
    match = re.search(r"\d+\.\d[\d.]*", said)
    version = match[0] if match else ""
    program.fill(home, other_programs.read(exported), version)
    if (home / "tasks.json").exists():
        piped([file, "import", str(home / "tasks.json")], env, f"Imported {PEOPLE}")
    return Subject(name, version, file, env, program.acts)


def measure(python: Path, subjects: Sequence[Subject], rounds: int) -> Found:
    """Run all rounds, after one that is not counted; every act right after a bare Python."""
    found: dict[tuple[str, str], list[Pair]] = {}
    for number in range(rounds + 1):
        for each in subjects:
            for title, act in each.acts.items():
                words = [word.format(n=number) for word in act.words]
                before = piped([str(python), "-c", "pass"], each.env)
                proof, typed = (text.replace("{n}", str(number)) for text in act[1:])
                after = piped([each.file, *words], each.env, proof, typed)
                if number:
                    found.setdefault((each.name, title), []).append(Pair(before.took, after.took))
        say(f"round {number} of {rounds}", end="\r")
    say("")
    return found


# ── output ───────────────────────────────────────────────────────────────────────────────


def table(found: Found, versions: Mapping[str, str]) -> str:
    """Return the ratios to a bare Python; a program that was not found has none."""
    rows = []
    for name in (OURS, *PROGRAMS):
        cells = [_cell(found.get((name, act), ())) for act in ACTS]
        rows.append([f"{name} {versions.get(name, '')}".strip(), *cells])
    return page.table(["1,000 people", *ACTS], rows)


def _cell(pairs: Sequence[Pair]) -> str:
    if not pairs:
        return MISSING
    return f"{processes.ratio(pairs, 'cpu'):.2f} / {processes.ratio(pairs, 'wall'):.2f}"


def what_ran() -> str:
    """Return a table of what each program is, holds and was asked."""
    rows = [[OURS, "Python, a person with a note each", *_lines("crm", OUR_ACTS)]]
    for name, each in PROGRAMS.items():
        rows.append([name, each.about, *_lines(each.command, each.acts)])
    return page.table(["", "is and holds", *ACTS], rows)


def _lines(command: str, acts: Mapping[str, Act]) -> list[str]:
    lines = []
    for title in ACTS:
        words = shlex.join([command, *(word.format(n=1) for word in acts[title].words)])
        lines.append(f"`{words} < new.yaml`" if acts[title].typed else f"`{words}`")
    return lines


def report(found: Found, versions: Mapping[str, str], python: Path, rounds: int) -> str:
    """Return the page's part: the machine, the ratios, and what was run."""
    bare = processes.bare_python([pair for pairs in found.values() for pair in pairs])
    return "\n\n".join(
        (
            page.machine(python, bare, rounds),
            page.CELLS,
            table(found, versions),
            "What ran:",
            what_ran(),
        )
    )


def main() -> None:
    """Find the programs, give them the people, measure, print."""
    parser = argparse.ArgumentParser(description="Other programs, on the same 1,000 people.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--bin", type=Path, action="append", default=[], help="where to look too")
    parser.add_argument("--crm", type=Path, help="a folder with crm and python3 to measure")
    parser.add_argument("--write", action="store_true", help="write into docs/performance.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="crm-bench-") as name:
        run(given, Path(name))


def run(given: argparse.Namespace, folder: Path) -> None:
    """Do what the command line asks for, in a folder of its own."""
    bin_ = given.crm or installed.install(folder / "venv")
    first, exported = ours(bin_, folder / OURS)
    subjects = [first]
    for name, program in PROGRAMS.items():
        if file := find(program.command, given.bin):
            say(f"{name}: {file}")
            subjects.append(other(name, file, folder, exported))
        else:
            say(f"{name}: {MISSING}, there is no {program.command}")
    found = measure(bin_ / "python3", subjects, given.rounds)
    versions = {each.name: each.version for each in subjects}
    text = report(found, versions, bin_ / "python3", given.rounds)
    print(text)
    if given.write:
        page.write("others", text)


if __name__ == "__main__":
    main()
