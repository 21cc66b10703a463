"""Commands run inside this process, as a test runs them: a hundred in a second."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from tinycrm.cli.main import main


class Ran(NamedTuple):
    """What a command gave back."""

    code: int
    out: str
    err: str


@contextmanager
def at_home(home: Path, day: str = "2026-11-23") -> Iterator[None]:
    """Let all commands use this folder and day."""
    names = {"CRM_HOME": str(home), "CRM_TODAY": day, "TZ": "UTC", "COLUMNS": "80"}
    with mock.patch.dict(os.environ, names):
        os.environ.pop("CRM_DOOR", None)
        yield


def run(argv: Sequence[str], stdin: bytes = b"") -> Ran:
    """Run one command."""
    out, err = io.StringIO(), io.StringIO()
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(err), mock.patch.object(sys, "stdin", given):
        code = main(list(argv))
    return Ran(code, out.getvalue(), err.getvalue())


def must(*argv: str, stdin: bytes = b"") -> str:
    """Run a command that must succeed; return its output."""
    ran = run(argv, stdin)
    if ran.code:
        raise RuntimeError(f"crm {' '.join(argv)}: {ran}")
    return ran.out
