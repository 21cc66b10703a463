"""What a command loads. A bare Python starts in 12 ms, and each of these would cost more."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import termios
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import Crm, made_once
from tinycrm.cli.registry import COMMANDS

# The libraries that no command of every day may load; their cost in milliseconds.
HEAVY = {
    "sqlmodel": 400, "sqlalchemy": 200, "pydantic": 90, "textual": 250, "dateparser": 150,
    "chardet": 100, "rapidfuzz": 30, "rich": 40, "phonenumbers": 50,
}  # fmt: skip

# What costs less each, and as much together; in starts of a bare Python.
LIGHT = {
    "typing": 0.9, "re": 0.65, "pathlib": 0.7, "platformdirs": 1.0, "uuid": 0.1, "calendar": 0.2,
    "enum": 0.3, "json": 0.8, "dataclasses": 1.2, "inspect": 1.0, "shutil": 0.5, "tempfile": 0.7,
    "difflib": 0.7, "unicodedata": 0.05, "contextlib": 0.05,
}  # fmt: skip

# What the entry point does, each time in a copy of a Python that has loaded nothing, and at its
# very end a list of what it loaded, and of the named tuples whose class it compiled.
SPY = """
import os, sys

leave = os._exit

def tell_and_leave(code):
    from tinycrm.values import NamedTuple
    compiled = [f"class {c.__name__}" for c in NamedTuple.__subclasses__() if "__new__" in vars(c)]
    with open(os.environ["LOADED"], "w") as report:
        report.write("\\n".join([*sys.modules, *compiled]))
    leave(code)

failed = False
for env, argv in eval(sys.argv[1]):
    pid = os.fork()
    if not pid:
        os.environ.update(env)
        sys.argv[1:] = argv
        os._exit = tell_and_leave
        from tinycrm.cli.main import run
        run()
    failed |= os.waitpid(pid, 0)[1] != 0
leave(failed)
"""

Loaded = Callable[..., list[set[str]]]


@pytest.fixture
@made_once
def two(crm: Crm) -> None:
    """Ada and Grace, with a note, a reminder and an issue."""
    crm("add", "Ada Lovelace", "-e", "ada@example.org", "-b", "23 Nov 1986", "--every", "4w")
    crm("add", "Grace Hopper", "-t", "vip", "--fact", "tea=green")
    crm("log", "ada", "call: Back from Lisbon", "--at", "2026-10-01")
    crm("remind", "grace", "send the quote", "--on", "2026-11-13", "--every", "1m")
    crm("issue", "grace", "Wrong print size delivered")


@pytest.fixture
def loaded(two: Crm, tmp_path: Path) -> Loaded:
    """`loaded(("today",), ("list",))` runs commands, each in a process and on a store of its own.

    It returns what each of them loaded. `lines` are what was typed where Tab was pressed.
    """

    def run(
        *commands: tuple[str, ...], terminal: bool = False, lines: Sequence[str] = ()
    ) -> list[set[str]]:
        reports = [tmp_path / f"loaded-{n}" for n in range(len(commands))]
        runs = [
            ({"LOADED": str(report), "COMP_LINE": line, **_copied(two.home, report)}, argv)
            for report, argv, line in zip(
                reports, commands, lines or [""] * len(commands), strict=True
            )
        ]
        program = [sys.executable, "-c", SPY, repr(runs)]
        code, shown = _on_a_terminal(program) if terminal else _in_a_pipe(program)
        assert code == 0, shown
        return [set(report.read_text().split("\n")) for report in reports]

    return run


def _copied(home: Path, report: Path) -> dict[str, str]:
    """Copy the home for one command, where the environment says which one it uses."""
    if "CRM_HOME" not in os.environ:
        return {}
    return {"CRM_HOME": str(shutil.copytree(home, report.with_suffix(".home")))}


def _in_a_pipe(command: list[str]) -> tuple[int, bytes]:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done.returncode, done.stdout + done.stderr


def _on_a_terminal(command: list[str]) -> tuple[int, bytes]:
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, 100))
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # Linux says so when the other side is closed
            while chunk := os.read(ours, 65536):
                shown += chunk
    os.close(ours)
    return process.returncode, shown


# The ways of every day that take what QUICK below does not: JSON, a date in words, a birthday,
# names and tags in a note, help.
WITH_MORE = [
    ("today", "--json"), ("today", "--on", "2026-12-24"),
    ("add", "Zoë Müller", "-e", "zoe@example.org", "-p", "+44 20 7946 0018", "-b", "--02-29"),
    ("log", "ada", "Lunch with @grace #vip"), ("log", "ada", "Lunch", "--at", "last friday"),
    ("log", "ada", "Lunch", "-f", "2026-12-01: call back"), ("where",), ("--help",),
]  # fmt: skip


def test_a_command_in_a_pipe_loads_nothing_heavy(loaded: Loaded):
    for argv, modules in zip(WITH_MORE, loaded(*WITH_MORE), strict=True):
        assert modules & HEAVY.keys() == set(), argv
        assert _command_modules(modules) <= {argv[0]}  # the help loads no command at all
        if argv in WITH_MORE[2:4]:
            # A named tuple is made in 0.1 ms, a frozen dataclass in 0.7: a command needs thirty.
            assert "dataclasses" not in modules, argv


def test_a_terminal_is_drawn_on_with_rich_and_nothing_else(loaded: Loaded):
    for modules in loaded(("today",), ("show", "ada"), ("list",), terminal=True):
        assert modules & HEAVY.keys() == {"rich"}


def _command_modules(modules: set[str]) -> set[str]:
    return {entry.where.partition(":")[0] for entry in COMMANDS.values()} & {
        name.removeprefix("tinycrm.cli.commands.") for name in modules
    }


def test_the_version_is_said_without_typer_and_the_store(loaded: Loaded):
    [modules] = loaded(("--version",))
    assert modules & {"typer", "rich", "sqlite3", "importlib.metadata", "re"} == set()


# What loads no Typer and nothing of LIGHT. Not here: --json (json loads re), a date in words, a
# birthday, and #tags or @names, which are read with patterns.
QUICK = [
    (), ("today",), ("today", "--plain"), ("today", "--brief"),
    ("today", "--days", "30"),
    ("show", "ada"), ("show", "i1"), ("list",), ("list", "--ids"),
    ("list", "tag:vip", "--limit", "20"), ("search", "lisbon"),
    ("add", "Zoe Miller", "-e", "zoe@example.org", "-p", "+44 20 7946 0018", "--every", "4w"),
    ("log", "ada", "Lunch at Roma, she likes the plan"), ("log", "ada", "call:", "not in"),
    ("log", "ada", "Lunch", "--at", "2026-11-20"),
    ("remind", "ada", "send the quote", "--on", "2026-12-01"), ("remind",),
    ("done", "r1"), ("done", "c1", "she", "was", "happy"), ("snooze", "r1", "2026-12-01"),
    ("issue", "ada", "Invoice charged twice"), ("resolve", "i1", "paid back"), ("mention", "i1"),
    ("undo",),
]  # fmt: skip

MOST_COMPILED = 6
"""How many classes of named tuples a command may use. Each costs 1.5 % of a bare Python."""
TOO_MUCH = LIGHT.keys() | HEAVY.keys() | {"typer"}


def test_a_command_of_every_day_loads_neither_typer_nor_what_costs_as_much(loaded: Loaded):
    for argv, modules in zip(QUICK, loaded(*QUICK), strict=True):
        assert modules & TOO_MUCH - {"unicodedata"} == set(), argv
        assert _command_modules(modules) == {argv[0] if argv else "today"}  # and no other command
        compiled = {name for name in modules if name.startswith("class ")}
        assert len(compiled) <= MOST_COMPILED, (argv, compiled)


def test_nor_where_the_store_is_found_without_crm_home(
    loaded: Loaded, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    share = tmp_path / ".local" / "share"
    share.mkdir(parents=True)
    (share / "tinycrm").symlink_to(os.environ["CRM_HOME"])
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("CRM_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for modules in loaded(("today",), ("show", "ada"), ("log", "ada", "Lunch"), ("done", "r1")):
        assert modules & TOO_MUCH == set()


def test_nor_does_a_tab(loaded: Loaded, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("_CRM_COMPLETE", "complete_bash")
    lines = [
        f"crm {words}" for words in ("show a", "log ada -t v", "list tag:v", "done r", "add --")
    ]
    for line, modules in zip(lines, loaded(*[()] * len(lines), lines=lines), strict=True):
        assert modules & TOO_MUCH == set(), line


def test_nor_a_command_that_runs_on_the_sample_people(loaded: Loaded):
    for modules in loaded(("demo", "today"), ("demo", "show", "ada")):
        assert modules & {"typer", *HEAVY} == set()


# Only for a person who has such rows.
PARTS = ("occasions", "reasons", "follow_ups", "issues", "reminders", "thanks", "value", "branches",
         "loading_outcomes", "attempts", "unread_values", "relation_labels")  # fmt: skip


def test_a_card_loads_only_what_is_on_it(crm: Crm, loaded: Loaded):
    crm("add", "Bo Lee", "-e", "bo@example.org", "-t", "vip", "--fact", "tea=green")
    crm("log", "bo", "Lunch", "--at", "2026-11-01")
    stems = {name.rpartition(".")[2] for name in loaded(("show", "bo"))[0]}
    assert stems.isdisjoint({*PARTS, "row_grid", "record_lines", "money", "config", "registry"})


def test_a_plain_note_loads_nothing_of_issues_reminders_and_keys(loaded: Loaded):
    stems = {name.rpartition(".")[2] for name in loaded(("log", "ada", "Lunch at Roma"))[0]}
    assert stems.isdisjoint({"issues", "reminders", "script_keys", "tagging", "note_texts"})


def test_a_person_named_without_a_command_is_shown_without_typer(loaded: Loaded):
    assert "typer" not in loaded(("ada",), terminal=True)[0]
