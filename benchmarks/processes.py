"""Processes that are timed: each right after a bare Python, and each proved to have worked."""

from __future__ import annotations

import os
import pty
import re
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

TODAY = "2026-11-23"


class Took(NamedTuple):
    """How long a process took, in seconds: by the clock, and of the processor (user + sys)."""

    wall: float
    cpu: float


class Pair(NamedTuple):
    """What a bare Python took, and right after it a command."""

    bare: Took
    command: Took


class Ran(NamedTuple):
    """A process that ended well: what it took, and what it printed on stdout."""

    took: Took
    out: str


def environment(home: Path | None, today: str = TODAY) -> dict[str, str]:
    """Return the environment of a command: a fixed date, and Python's default settings.

    `home` is CRM_HOME; without it the platform's own folders are used. Python's own variables go:
    one who does not keep byte code, or does not buffer, would measure something else.
    """
    unwanted = re.compile("PYTHON|CRM_|_CRM_|COLUMNS$|NO_COLOR$")
    kept = {name: value for name, value in os.environ.items() if not unwanted.match(name)}
    place = {"CRM_HOME": str(home)} if home else {}
    return kept | {"CRM_TODAY": today, "TERM": "xterm-256color"} | place


def piped(argv: Sequence[str], env: Mapping[str, str], proof: str = "", typed: str = "") -> Ran:
    """Run a process without a terminal. `proof` is a pattern that it must have printed."""
    new = tempfile.TemporaryFile
    with new() as given, new() as out, new() as errors:
        given.write(typed.encode())
        given.seek(0)
        start = time.perf_counter()
        process = subprocess.Popen(argv, stdin=given, stdout=out, stderr=errors, env=env)
        code, took = _wait(process, start)
        out.seek(0)
        errors.seek(0)
        printed, said = out.read().decode(), errors.read().decode()
    if code or not re.search(proof, printed + said):
        raise SystemExit(f"{' '.join(argv)} failed ({code}):\n{printed[:2000]}{said}")
    return Ran(took, printed)


def drawn(argv: Sequence[str], env: Mapping[str, str], proof: str = "") -> Ran:
    """Run a process in a terminal of 100 by 40, until it drew and ended."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, 100))
    start = time.perf_counter()
    process = subprocess.Popen(argv, stdin=theirs, stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    seen = b""
    with suppress(OSError):  # on Linux, when the other side is closed
        while chunk := os.read(ours, 65536):
            seen += chunk
    code, took = _wait(process, start)
    os.close(ours)
    text = seen.decode(errors="replace")
    if code or "\x1b[" not in text or not re.search(proof, text):
        raise SystemExit(f"{' '.join(argv)} drew nothing:\n{text}")
    return Ran(took, text)


def _wait(process: subprocess.Popen[bytes], start: float) -> tuple[int, Took]:
    """Wait for a process; return its exit code, and how long it took since `start`."""
    _, status, used = os.wait4(process.pid, 0)
    took = Took(time.perf_counter() - start, used.ru_utime + used.ru_stime)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, took


def ratio(pairs: Sequence[Pair], field: str) -> float:
    """Return the median of the ratios of each command to the bare Python right before it.

    Not the ratio of two medians: a machine that slows down changes both parts of one pair.
    """
    ratios: list[float] = [getattr(p.command, field) / getattr(p.bare, field) for p in pairs]
    return statistics.median(ratios)


def bare_python(pairs: Sequence[Pair]) -> float:
    """Return the median of what the bare Pythons took (user + sys), in seconds."""
    return statistics.median(pair.bare.cpu for pair in pairs)


def say(text: str, end: str = "\n") -> None:
    """Print progress to stderr, apart from the table."""
    print(text, end=end, file=sys.stderr, flush=True)
