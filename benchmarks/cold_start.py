"""The time of every command from a cold start, relative to a bare `python3 -c pass`.

    python -m benchmarks.cold_start [--rounds 15] [--large] [--more] [--newest-typer] [--write]
                                    [--bin FOLDER]

Milliseconds depend on the machine, ratios on the program: every round runs every command once on
every store, right after a bare Python, so that anything that slows the machine down affects both.
The table shows the medians of these ratios, of processor time (user + sys) and of the clock's, and
whether the promise of `benchmarks/promises.py` was kept. It is information, not a test: the exit
code is 0.

The program is installed for it as a user does, into a folder that is removed afterwards; FOLDER has
another `crm`, with its `python3`. `--large` adds 100,000 people with a million notes, which takes
some minutes to make; `--more` other stores and commands, of which nothing is promised; `--write`
writes the table into docs/performance.md.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import installed, page, promises
from benchmarks.people import Plan
from benchmarks.processes import Pair, bare_python, drawn, environment, piped, ratio, say
from benchmarks.promises import FEW, LARGE, LIST, MANY, NO_HOME, TAB

DRAWN = "today, in a terminal"
"""Of 100 by 40; everything else is piped."""
WHO = "bench{n:04}"
"""The person that each round adds, and writes about. So whom it shows never changes."""


class Command(NamedTuple):
    """The words after `crm`, and a pattern that proves that they did what they are measured for.

    `{n}` is the number of the round, `{last}` what the command before printed.
    """

    words: Sequence[str]
    proof: str


COMMANDS: Mapping[str, Command] = {
    "today": Command(("today",), "(?s)23 November 2026.*Birthdays"),
    "today --json": Command(("today", "--json"), '"follow_ups"'),
    "show": Command(("show", "ada"), "(?s)Ada Lovelace.*Last notes"),
    LIST: Command(("list", "tag:vip", "--limit", "20"), r" c\d+"),
    "list": Command(("list",), "Ada Lovelace"),
    "search": Command(("search", "harbour"), "Harbour"),
    "history": Command(("history", "ada"), "name: Ada Lovelace"),
    "ripple": Command(("ripple",), "In all through referrals"),
    "care": Command(("care",), r" c\d+"),
    "stats 2026": Command(("stats", "2026"), "2026"),
    TAB: Command(("show", "an"), r"\S"),  # names in any script: one of their words begins so
    "add": Command(("add", f"{WHO} Person", "-e", f"{WHO}@example.org"), r"^c\d+\n"),
    "log": Command(("log", WHO, "Lunch at Roma, she likes the plan", "--at", "2026-11-20"), "^n"),
    "remind": Command(("remind", WHO, "send the quote", "--on", "2026-12-01"), r"^r\d+\n"),
    "done": Command(("done", "{last}"), r"^r\d+\n"),
    "undo": Command(("undo",), "Undone: done r"),  # so `done` had something to do
}
MORE: Mapping[str, Command] = {
    DRAWN: Command(("today",), "November"),
    "list --ids": Command(("list", "--ids"), "(?m)^c1$"),
    "--help": Command(("--help",), "remind"),
}


class Store(NamedTuple):
    """A store to measure with: its heading, and the environment in which it is found."""

    title: str
    env: Mapping[str, str]


PLANS = {FEW: Plan(people=100), MANY: Plan(people=10_000)}
MORE_PLANS = {
    "1,000": Plan(people=1_000),
    "10,000, all with a cadence": Plan(people=10_000, every="all"),
    "10,000, half of them late": Plan(people=10_000, every="all", due=0.5),
}
LARGE_PLANS = {LARGE: Plan(people=100_000)}
"""With a million notes."""


def make_stores(folder: Path, plans: Mapping[str, Plan]) -> list[Store]:
    """Create a store for every plan, and one that is found without CRM_HOME."""
    stores = []
    for number, (title, plan) in enumerate(plans.items()):
        store = Store(title, environment(folder / str(number)))
        fill(store, plan, folder / str(number))
        stores.append(store)
    stores.insert(1, Store(NO_HOME, of_an_owner(folder / "owner")))
    fill(stores[1], PLANS[FEW], None)
    return stores


def of_an_owner(home: Path) -> dict[str, str]:
    """Return the environment of somebody who has set neither CRM_HOME nor other folders."""
    home.mkdir()
    env = environment(None)
    kept = {name: value for name, value in env.items() if not name.startswith("XDG_")}
    return {**kept, "HOME": str(home)}


def fill(store: Store, plan: Plan, home: Path | None) -> None:
    """Create a store in its own process, at `home` or where its environment says."""
    say(f"making {store.title} …")
    subprocess.run(
        [
            sys.executable, "-m", "benchmarks.people", "--people", str(plan.people),
            "--every", plan.every, "--due", str(plan.due), *([str(home)] if home else []),
        ],
        check=True, cwd=page.ROOT, env=store.env,
    )  # fmt: skip


# ── running ──────────────────────────────────────────────────────────────────────────────


def asking(words: Sequence[str]) -> dict[str, str]:
    """Return the environment in which bash asks for completions of the last word."""
    return {
        "_CRM_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(("crm", *words)),
        "COMP_CWORD": str(len(words)),
    }


Round = dict[tuple[str, str], Pair]
"""What each command took, by the title of the store and the name of the command."""


def one_round(
    bin_: Path, stores: Sequence[Store], commands: Mapping[str, Command], number: int
) -> Round:
    """Run everything once, a bare Python before each; return how long both took."""
    took = {}
    bare = [str(bin_ / "python3"), "-c", "pass"]
    for store in stores:
        last = ""
        for name, command in commands.items():
            words = [word.format(n=number, last=last) for word in command.words]
            asked = asking(words) if name == TAB else {}
            argv = [str(bin_ / "crm"), *([] if asked else words)]
            before = piped(bare, store.env)
            run = drawn if name == DRAWN else piped
            after = run(argv, {**store.env, **asked}, command.proof)
            took[store.title, name] = Pair(before.took, after.took)
            last = after.out.strip()
    return took


def measure(
    bin_: Path, stores: Sequence[Store], commands: Mapping[str, Command], numbers: range
) -> list[Round]:
    """Run a round for each number. The first is not counted: it compiles and warms caches."""
    found = []
    for number in numbers:
        found.append(one_round(bin_, stores, commands, number))
        say(f"round {number - numbers[0]} of {len(numbers) - 1}", end="\r")
    say("")
    return found[1:]


def with_newest_typer(venv: Path, stores: Sequence[Store], numbers: range) -> str:
    """Return the table for an installation with the newest Typer, or why it failed."""
    try:
        bin_ = installed.install(venv, newest_typer=True)
    except subprocess.CalledProcessError as problem:
        last = problem.stderr.decode().strip().splitlines()[-1:]
        return f"\nThe newest Typer was not measured: {' '.join(last)}"
    found = measure(bin_, stores, {**COMMANDS, **MORE}, numbers)
    return f"\nWith Typer {installed.version(bin_, 'typer')}:\n\n{report(found, stores, bin_)}"


# ── output ───────────────────────────────────────────────────────────────────────────────


def report(found: Sequence[Round], stores: Sequence[Store], bin_: Path) -> str:
    """Return the table with the line about the machine and the sentence about the promises."""
    bare = bare_python([pair for each in found for pair in each.values()])
    cpu = figures(found, "cpu")
    titles = [store.title for store in stores]
    return "\n\n".join(
        (
            page.machine(bin_ / "python3", bare, len(found)),
            page.CELLS,
            table(cpu, figures(found, "wall"), titles),
            promises.summary(cpu),
        )
    )


def figures(found: Sequence[Round], field: str) -> promises.Figures:
    """Return the median ratio of every command on every store."""
    return {key: ratio([each[key] for each in found], field) for key in found[0]}


def table(cpu: promises.Figures, wall: promises.Figures, titles: Sequence[str]) -> str:
    """Return the ratios, one column for each store, and whether they are as promised."""
    rows = []
    for name in dict.fromkeys(name for _, name in cpu):
        cells = [name if name in (TAB, DRAWN) else f"`{name}`"]
        for title in titles:
            figure = cpu[title, name]
            word = promises.verdict(figure, promises.limit(title, name, cpu))
            cells.append(f"{figure:.2f} / {wall[title, name]:.2f} {word}".strip())
        rows.append(cells)
    return page.table(["people:", *titles], rows)


def main() -> None:
    """Create the stores, measure, print the table."""
    parser = argparse.ArgumentParser(description="Cold starts, relative to a bare Python.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--bin", type=Path, help="a folder with crm and python3 to measure")
    parser.add_argument("--large", action="store_true", help="also 100,000 people")
    parser.add_argument("--more", action="store_true", help="also what nothing is promised of")
    parser.add_argument("--newest-typer", action="store_true", help="also measure the newest Typer")
    parser.add_argument("--write", action="store_true", help="write into docs/performance.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="crm-bench-") as name:
        run(given, Path(name))


def run(given: argparse.Namespace, folder: Path) -> None:
    """Do what the command line asks for, in a folder of its own."""
    bin_ = given.bin or installed.install(folder / "venv")
    if warning := installed.about(bin_):
        say(warning)
    plans = PLANS | (LARGE_PLANS if given.large else {}) | (MORE_PLANS if given.more else {})
    stores = make_stores(folder, plans)
    commands = {**COMMANDS, **(MORE if given.more else {})}
    found = measure(bin_, stores, commands, range(given.rounds + 1))
    text = report(found, stores, bin_)
    print(text)
    if given.write:
        page.write("promises", promises.table())
        page.write("cold starts", text)
    if given.newest_typer:
        numbers = range(given.rounds + 1, 2 * (given.rounds + 1))  # names that are not taken
        print(with_newest_typer(folder / "newest", stores[:1], numbers))


if __name__ == "__main__":
    main()
