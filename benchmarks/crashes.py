"""Commands that are killed, or whose disk is full or broken, at each call that writes.

    python -m benchmarks.crashes [--every N] [--seed N] [COMMAND…]

strace stops the command at its n-th call: it is killed (SIGKILL), or the call fails (ENOSPC, EIO).
Then the store is whole, has all of the command or nothing of it, all of it if the command said so,
and the next command is silent. `--every 1`, the default, tries each call; 5 tries each fifth.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.crash_commands import COMMANDS, CrashCommand, Stores, make_stores, state_of
from benchmarks.in_process import at_home, must
from benchmarks.soundness import problems

CALLS = (
    "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "rename", "link", "mkdir",
)  # fmt: skip
ERRORS = {"fsync": "EIO", "fdatasync": "EIO", "unlink": "EIO"}
"""How a call fails; the others fail because the disk is full."""


STRACE = ("strace", "-f", "-qq")
"""strace of a command and of what it starts."""

QUICK = (*STRACE, "--seccomp-bpf")
"""The same, stopping only at the calls that are asked for. strace 6.1 can send no signal then."""


class Fault(NamedTuple):
    """What happens at the n-th call of a kind: `KILL`, ENOSPC or EIO."""

    call: str
    nth: int
    what: str

    def words(self) -> list[str]:
        """Return how strace is started."""
        how = "signal=KILL" if self.what == "KILL" else f"error={self.what}"
        inject = f"inject={self.call}:{how}:when={self.nth}"
        strace = STRACE if self.what == "KILL" else QUICK
        return [*strace, "-o", os.devnull, "-e", f"trace={self.call}", "-e", inject]


class Crash(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def was_killed(self) -> bool:
        """Return whether it was killed, so that it said nothing of its end."""
        return self.code in (-9, 137)


def strace_is_here() -> bool:
    """Return whether strace may trace and inject on this machine."""
    if shutil.which("strace") is None:
        return False
    tried = [*Fault("unlink", 1, "EIO").words(), "true"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def run_command(command: CrashCommand, home: Path, *before: str) -> Crash:
    """Run a command in its own process, behind the words of a tracer."""
    env = os.environ | {
        "CRM_HOME": str(home), "CRM_TODAY": "2026-11-23", "TZ": "UTC",
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    done = subprocess.run(
        [*before, sys.executable, "-m", "tinycrm", *_argv(command, home)],
        input=command.stdin.encode(), capture_output=True, env=env, check=False, timeout=120,
    )  # fmt: skip
    return Crash(done.returncode, done.stdout.decode(), done.stderr.decode())


def _argv(command: CrashCommand, home: Path) -> list[str]:
    return [word.format(home=home) for word in command.argv]


def count_calls(command: CrashCommand, stores: Stores, home: Path) -> dict[str, int]:
    """Return how often a command makes each call that writes."""
    stores.start(command, home)
    trace = home.with_name("trace.txt")
    words = ("-o", str(trace), "-e", f"trace={','.join(CALLS)}")
    run_command(command, home, *QUICK, *words)
    found = re.findall(r"(?m)^\d+ +(\w+)\(", trace.read_text("utf-8", "replace"))
    return {call: count for call, count in Counter(found).items() if call in CALLS}


def faults_of(calls: dict[str, int], every: int) -> Iterator[Fault]:
    """Yield each fault for these calls, or each n-th."""
    for call, count in calls.items():
        for nth in range(1, count + 1, every):
            yield Fault(call, nth, "KILL")
            yield Fault(call, nth, ERRORS.get(call, "ENOSPC"))


class Expected(NamedTuple):
    """The states of a store before and after a command that nothing disturbs."""

    before: str
    after: str


def expected(command: CrashCommand, stores: Stores, home: Path) -> Expected:
    """Run a command undisturbed, in this process."""
    stores.start(command, home)
    before = state_of(stores.newest)
    with at_home(home):
        must(*_argv(command, home), stdin=command.stdin.encode())
    return Expected(before, state_of(home))


def wrong(end: Crash, home: Path, known: Expected) -> list[str]:
    """Return what is wrong after a command was disturbed."""
    try:
        state = state_of(home)
    except AssertionError as error:
        return [str(error)]
    found = problems(home / "crm.db")
    if state not in known:
        found.append("half of the command is in the store")
    is_done = state == known.after
    if end.code == 0 and not is_done:
        found.append("it said that it was done, and it is not")
    if "Nothing was changed" in end.err and state != known.before:
        found.append("it said that nothing was changed, and something was")
    if "saved; crm undo" in end.err and not is_done:
        found.append("it said that it was saved, and it is not")
    if not end.was_killed and end.code not in (0, 1, 6):
        found.append(f"exit code {end.code}")
    if "Traceback" in end.err or "Unexpected" in end.err:
        found.append("no sentence")
    exported = home / "all.jsonl"
    if exported.exists() and exported.read_text().count("\n") != known.after.count("\n") + 1:
        found.append("half of an export has its name")
    if (home / "copy.db").exists():
        found += [f"the backup: {each}" for each in problems(home / "copy.db")]
    return [f"{each}: {end}" for each in found]


def crash(command: CrashCommand, fault: Fault, stores: Stores, home: Path) -> Crash:
    """Run a command with one fault."""
    stores.start(command, home)
    return run_command(command, home, *fault.words())


def kill_at_random(
    command: CrashCommand, stores: Stores, home: Path, chance: random.Random, seconds: float
) -> Crash:
    """Start a command and kill it after a random time, at most `seconds`."""
    stores.start(command, home)
    wait = chance.uniform(0, seconds)
    return run_command(command, home, "timeout", "-s", "KILL", f"{wait:.3f}")


def main() -> int:
    """Try every fault on every command; return 1 if one found something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commands", nargs="*", default=list(COMMANDS))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--kills", type=int, default=20, help="random kills of each command")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not strace_is_here():
        print("strace is missing, or may not trace here: only random kills are tried.")
        asked.every = 0
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        stores, home = make_stores(Path(folder)), Path(folder) / "home"
        for name in asked.commands:
            failed += _try(name, stores, home, asked)
    return min(failed, 1)


def _try(name: str, stores: Stores, home: Path, asked: argparse.Namespace) -> int:
    """Try the faults on one command and print what was found; return how much that is."""
    command, chance = COMMANDS[name], random.Random(asked.seed)
    known = expected(command, stores, home)
    start = time.monotonic()
    run_command(command, home)
    seconds = (time.monotonic() - start) * 1.1
    calls = count_calls(command, stores, home) if asked.every else {}
    ends: list[Crash] = []
    found: list[str] = []
    for fault in faults_of(calls, asked.every):
        ends.append(crash(command, fault, stores, home))
        found += [f"{fault}: {each}" for each in wrong(ends[-1], home, known)]
    for _ in range(asked.kills):
        ends.append(kill_at_random(command, stores, home, chance, seconds))
        found += [f"a random kill: {each}" for each in wrong(ends[-1], home, known)]
    killed = sum(end.was_killed for end in ends)
    print(f"{name:<10} {len(ends):4} faults, {killed:4} killed, {len(found)} found", flush=True)
    for each in found:
        print(f"    {each}")
    return len(found)


if __name__ == "__main__":
    sys.exit(main())
