"""Killed, or on a full or broken disk, a command is done as a whole or not at all.

This is the short form of `python -m benchmarks.crashes`, which tries each call of each command.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from benchmarks.crash_commands import COMMANDS, Stores, make_stores, state_of
from benchmarks.crashes import (
    QUICK,
    Crash,
    Expected,
    Fault,
    crash,
    expected,
    faults_of,
    kill_at_random,
    strace_is_here,
    wrong,
)
from benchmarks.random_commands import walk
from benchmarks.soundness import problems

SYNCS = "trace=unlink,unlinkat,rename,fsync,fdatasync,open,openat"


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Stores:
    return make_stores(tmp_path_factory.mktemp("crashes"))


@pytest.fixture(scope="module")
def undisturbed(
    stores: Stores, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Expected]:
    """What each command does when nothing disturbs it; each is run once."""
    home = tmp_path_factory.mktemp("undisturbed") / "home"
    return cache(lambda name: expected(COMMANDS[name], stores, home))


@pytest.fixture
def _strace() -> None:
    if not strace_is_here():
        pytest.skip("strace is missing, or may not trace here")


SHORT = [
    ("add", Fault("fdatasync", 4, "KILL")), ("add", Fault("pwrite64", 9, "ENOSPC")),
    ("add", Fault("unlink", 1, "EIO")), ("forget", Fault("pwrite64", 30, "KILL")),
    ("import", Fault("pwrite64", 40, "ENOSPC")), ("migration", Fault("fdatasync", 7, "KILL")),
    ("export", Fault("write", 1, "ENOSPC")), ("backup", Fault("rename", 1, "KILL")),
    ("restore", Fault("rename", 1, "KILL")), ("restore", Fault("unlink", 4, "EIO")),
]  # fmt: skip


@pytest.mark.usefixtures("_strace")
@pytest.mark.parametrize(("name", "fault"), SHORT, ids=str)
def test_a_fault_leaves_all_of_a_command_or_nothing(
    stores: Stores, tmp_path: Path, name: str, fault: Fault, undisturbed: Callable[[str], Expected]
):
    known, home = undisturbed(name), tmp_path / "home"
    end = crash(COMMANDS[name], fault, stores, home)
    assert wrong(end, home, known) == []
    assert end.was_killed == (fault.what == "KILL")


@pytest.mark.parametrize("name", ["log", "restore"])
def test_a_kill_at_any_time_leaves_all_of_a_command_or_nothing(
    stores: Stores, tmp_path: Path, undisturbed: Callable[[str], Expected], name: str
):
    home, chance = tmp_path / "home", random.Random()
    known = undisturbed(name)
    for _ in range(3):
        end = kill_at_random(COMMANDS[name], stores, home, chance, 0.3)
        assert wrong(end, home, known) == []


IN_ONE_PROCESS_EACH = """
import importlib, json, os, sys
from tinycrm.cli.main import run
from tinycrm.cli.registry import COMMANDS
for command in {argv[0] for _, argv, _ in json.loads(sys.argv[1])}:
    importlib.import_module("tinycrm.cli.commands." + COMMANDS[command].where.partition(":")[0])
for home, argv, stdin in json.loads(sys.argv[1]):
    pid = os.fork()
    if not pid:
        os.dup2(os.open(stdin, os.O_RDONLY), 0)
        os.environ["CRM_HOME"] = home
        sys.argv[1:] = argv
        run()
    print(pid, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""


@pytest.mark.usefixtures("_strace")
def test_after_each_command_a_power_cut_brings_nothing_back(stores: Stores, tmp_path: Path):
    """After the last file was deleted or renamed in the folder, the folder is synced."""
    runs = []
    for number, command in enumerate(COMMANDS.values()):
        home, stdin = tmp_path / f"home-{number}", tmp_path / f"stdin-{number}"
        stores.start(command, home)
        stdin.write_text(command.stdin)
        runs.append((str(home), [word.format(home=home) for word in command.argv], str(stdin)))
    trace = tmp_path / "trace.txt"
    traced = subprocess.run(
        [
            *QUICK, "-o", str(trace), "-e", SYNCS,
            sys.executable, "-c", IN_ONE_PROCESS_EACH, json.dumps(runs),
        ],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True,
    )  # fmt: skip
    lines = [line.split(maxsplit=1) for line in trace.read_text().splitlines() if "(" in line]
    ends = [line.split() for line in traced.stdout.splitlines() if re.fullmatch(r"\d+ -?\d+", line)]
    for (place, argv, _), (pid, code) in zip(runs, ends, strict=True):
        assert code == "0", argv
        assert _is_synced([call for process, call in lines if process == pid], place), argv


def _is_synced(calls: list[str], home: str) -> bool:
    changed = [n for n, call in enumerate(calls) if _changes(call, home)]
    assert changed, calls
    after = calls[changed[-1] + 1 :]
    opened = [n for n, call in enumerate(after) if f'"{home}"' in call and "open" in call]
    assert opened, after
    folder = after[opened[0]].rpartition("= ")[2]
    return any(re.match(rf"f(data)?sync\({folder}\)", call) for call in after[opened[0] :])


def _changes(call: str, home: str) -> bool:
    """Return whether a call deletes the store's journal or gives a file in the folder its name."""
    if not call.rstrip().endswith("= 0"):
        return False
    is_named = call.startswith("rename") and f"{home}/" in call and "/backups/" not in call
    return is_named or (call.startswith("unlink") and f'"{home}/crm.db-journal"' in call)


# ── the tests test ───────────────────────────────────────────────────────────────────────


def test_what_is_half_or_not_true_is_found(stores: Stores, tmp_path: Path):
    home = tmp_path / "home"
    known = expected(COMMANDS["add"], stores, home)
    assert wrong(Crash(0, "", ""), home, known) == []
    assert "half of" in wrong(Crash(6, "", ""), home, Expected(known.before, ""))[0]
    assert "nothing was" in wrong(Crash(6, "", "Nothing was changed."), home, known)[0]
    assert "no sentence" in wrong(Crash(1, "", "Unexpected error"), home, known)[0]
    stores.start(COMMANDS["add"], home)
    assert "it was done" in wrong(Crash(0, "", ""), home, known)[0]
    (home / "crm.db").write_bytes(b"rubbish")
    assert "is not silent" in wrong(Crash(-9, "", ""), home, known)[0]


def test_the_older_store_has_the_same_in_it(stores: Stores, tmp_path: Path):
    assert problems(stores.older / "crm.db") == []
    home = tmp_path / "home"
    stores.start(COMMANDS["migration"], home)
    newest = shutil.copytree(stores.newest, tmp_path / "newest")
    assert state_of(home) == state_of(newest)
    assert len(list((home / "backups").glob("*before-update.db"))) == 1


def test_each_call_is_killed_once_and_fails_once():
    found = list(faults_of({"write": 2, "unlink": 1}, 1))
    assert [(each.nth, each.what) for each in found] == [
        (1, "KILL"), (1, "ENOSPC"), (2, "KILL"), (2, "ENOSPC"), (1, "KILL"), (1, "EIO"),
    ]  # fmt: skip


def test_random_commands_lead_back_and_forth(tmp_path: Path):
    steps, _ = walk(tmp_path / "home", 25, seed=random.randrange(10**6))
    assert [step for step in steps if step.wrong] == []
    assert {step.kind for step in steps} >= {"do", "undo"}
