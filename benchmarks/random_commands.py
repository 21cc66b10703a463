"""Random commands with undo and redo in between; the export is compared at every step.

    python -m benchmarks.random_commands [COMMANDS] [--seed N]

A command that is refused changes nothing. An undo leads back to the export before, byte for byte,
a redo to the one after it, however many in a row; `forget` is the end of both. Every fiftieth step
the store is examined, and every three hundredth a new one is begun. Prints what differed.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from benchmarks.crash_commands import make_store
from benchmarks.in_process import at_home, must, run
from benchmarks.soundness import problems

LINES = """
add {name} {last} -e {n}@x.example
add {name} -t {tag} -b 10-0{d} --every {d}w --force
add {name} {last} --fact coffee={tag} --referred-by {c} --note hello --key k{n}
add {name} {last} --update -o {last} -p +4420794600{d}{d}
log {c} Lunch_{n} #{tag} -f {d}w
log {c},{c} gift: book_{n} --fact size={n}
log {c} sorry --mentioned
remind {c} call_{n} --on 2026-12-0{d} --every {d}m --fixed
remind me pay_{n} --on 2026-11-0{d} --every {d}w
issue {c} late_{n}
resolve {i} refunded_{n}
mention {i}
done {r}
done {c} by_phone
done {r} {i}
snooze {r} {d}w
snooze {c} {d}d
edit {c} --name {name}_{last} -t {tag} -t -vip
edit {c} -o {last} --title {tag} -n {name}{n} --every {d}m
edit {c} {c} -t {tag} --fact coffee=
edit {n_} --text again_{n} -t {tag}
edit {r} --text other_{n} --on 2026-12-1{d}
win {c} {n}_EUR prints_{n}
win {c} sale_{n} --kind returned --because {n_}
deal {c} prints_{n} {n}_EUR --until 2026-12-1{d}
won {de}
lost {de} too_dear
perk {c} reprint_{n} --until 2026-12-2{d}
done {p}
feedback {c} {d} slow_{n}
care {c} --until 2026-12-1{d}
edit {w} --kind renewal --amount {n}_JPY
edit {f} --text better_{n} --score {d}
edit {p} --text reprints_{n} --until 2026-12-1{d}
archive {c}
archive {c} --undo
rm {c} --yes
rm {n_} --yes
rm {r} {i} --yes
rm {w} --yes
rm {de} {p} {f} --yes
merge {c} {c} --yes
dupes --distinct {c} {c}
list tag:{tag} no:every --save {tag}
list {name} {last} --save mine
undo {b}
""".strip().splitlines()
FORGET = "forget {c} --yes"
NAMES = ("Ada", "Bo", "Zoë", "Łukasz", "Tag", "May", "Anna", "Will")
LASTS = ("Byron", "Nowak", "Tag", "Hopper", "山本", "May")
TAGS = ("vip", "lead", "may", "prints")
_TABLES = {
    "c": "contact", "n_": "note", "r": "reminder", "i": "issue", "w": "win", "de": "deal",
    "p": "perk", "f": "feedback", "b": "batch",
}  # fmt: skip


class Step(NamedTuple):
    """A command and what was wrong after it; `kind` is do, undo, redo or forget."""

    kind: str
    argv: tuple[str, ...]
    wrong: str


class Walk:
    """A walk from one store: the exports that undo leads back to, and redo forth to."""

    def __init__(self, home: Path, chance: random.Random) -> None:
        self._store = home / "crm.db"
        self._chance = chance
        self._back: list[str] = []
        self._forth: list[str] = []
        self._now = must("export")
        self.refused = 0

    def step(self) -> Step:
        """Run one command by chance and compare the export with what it must be."""
        drawn = self._chance.random()
        if self._back and drawn < 0.22:
            return self._lead("undo", self._back, self._forth)
        if self._forth and drawn < 0.45:
            return self._lead("redo", self._forth, self._back)
        if drawn > 0.97:
            return self._forget()
        return self._do()

    def _do(self) -> Step:
        argv = self._argv(self._chance.choice(LINES))
        batches = self._batches()
        ran = run(argv)
        after = must("export")
        made = self._batches() - batches
        wrong = ""
        if ran.code == 1 or made not in (0, 1) or (ran.code and made):
            wrong = f"it ended with {ran}"
        elif not made and after != self._now:
            wrong = "it made no batch and changed something"
        if made:
            self._forth.clear()
            self._back.append(self._now)
            if argv[0] == "undo":  # a bare undo passes over it
                self._back.clear()
        self.refused += ran.code != 0
        self._now = after
        return Step("do", argv, wrong)

    def _lead(self, verb: str, there: list[str], other: list[str]) -> Step:
        ran, wanted = run((verb,)), there.pop()
        other.append(self._now)
        self._now = must("export")
        wrong = "" if ran.code == 0 and self._now == wanted else f"{verb} differs: {ran}"
        return Step(verb, (verb,), wrong)

    def _forget(self) -> Step:
        argv = self._argv(FORGET)
        ran = run(argv)
        after = must("export")
        wrong = f"it ended with {ran}" if ran.code not in (0, 3) else ""
        if ran.code == 0:
            refused = run(("undo",))
            if refused.code != 5 or must("export") != after:
                wrong = f"it was undone: {refused}"
            self._back.clear()
            self._forth.clear()
        elif after != self._now:
            wrong = "it was refused and changed something"
        self._now = after
        return Step("forget", argv, wrong)

    def _argv(self, line: str) -> tuple[str, ...]:
        return tuple(self._filled(word).replace("_", " ") for word in line.split())

    def _filled(self, word: str) -> str:
        chance = self._chance
        codes = {name: self._code(name) for name in _TABLES if f"{{{name}}}" in word}
        if word == "{c},{c}":
            return f"{self._code('c')},{self._code('c')}"
        return word.format(
            name=chance.choice(NAMES), last=chance.choice(LASTS), tag=chance.choice(TAGS),
            n=chance.randrange(1000), d=chance.randrange(1, 10), **codes,
        )  # fmt: skip

    def _code(self, name: str) -> str:
        with closing(sqlite3.connect(self._store)) as db:
            ids = [own for (own,) in db.execute(f"SELECT id FROM {_TABLES[name]} ORDER BY id")]
        return f"{name[0]}{self._chance.choice(ids) if ids else 99}"

    def _batches(self) -> int:
        with closing(sqlite3.connect(self._store)) as db:
            return int(db.execute("SELECT count(*) FROM batch").fetchone()[0])


def walk(home: Path, steps: int, seed: int) -> tuple[list[Step], int]:
    """Begin a store and walk; return the steps and how many commands were refused."""
    make_store(home)
    with at_home(home):
        walker = Walk(home, random.Random(seed))
        found = []
        for number in range(1, steps + 1):
            step = walker.step()
            if number % 50 == 0 or number == steps:
                bad = problems(home / "crm.db")
                step = step._replace(wrong=step.wrong or "; ".join(bad))
            found.append(step)
    return found, walker.refused


def main() -> int:
    """Walk from one store after the other; return 1 if anything differed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commands", nargs="?", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    done: list[Step] = []
    refused = 0
    with tempfile.TemporaryDirectory() as folder:
        while len(done) < asked.commands:
            most = min(300, asked.commands - len(done))
            number = asked.seed + len(done)
            found, not_done = walk(Path(folder) / str(number), most, number)
            done += found
            refused += not_done
            for step in found:
                if step.wrong:
                    print(f"seed {number}: crm {' '.join(step.argv)}: {step.wrong[:2000]}")
    counts = {kind: sum(each.kind == kind for each in done) for kind in ("undo", "redo", "forget")}
    differ = sum(bool(each.wrong) for each in done)
    print(f"{len(done)} commands, {refused} refused, {counts}: {differ} differ")
    return min(differ, 1)


if __name__ == "__main__":
    sys.exit(main())
