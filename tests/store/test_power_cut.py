"""What a command said was saved is on the disk, the entries of its folder too.

SQLite commits by deleting its journal. Unless the folder is synced after that, a power cut may
bring the journal back, and the next reader rolls the write back.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STRACE = shutil.which("strace")
CALLS = "trace=unlink,unlinkat,fsync,fdatasync,open,openat"


@pytest.fixture
def strace() -> str:
    """The tracer, where there is one that may trace."""
    if STRACE is None:
        pytest.skip("no strace here")
    tried = subprocess.run([STRACE, "-e", CALLS, "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("strace may not trace here")
    return STRACE


def calls_of(trace: str) -> list[str]:
    """The calls of a trace without the process and the answer of those that were cut in two."""
    return [line.split(maxsplit=1)[1] for line in trace.splitlines() if "resumed>" not in line]


def test_the_folder_is_synced_after_the_journal_is_deleted(crm, strace: str, tmp_path: Path):
    crm("add", "Ada")
    trace = tmp_path / "trace.txt"
    command = (sys.executable, "-m", "tinycrm", "log", "ada", "Lunch")
    subprocess.run(
        [strace, "-f", "-o", str(trace), "-e", CALLS, *command],
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    calls = calls_of(trace.read_text())
    deleted = [n for n, call in enumerate(calls) if re.match(r"unlink.*crm\.db-journal", call)]
    assert deleted, calls
    after = calls[deleted[-1] + 1 :]
    opened = next((n for n, call in enumerate(after) if f'"{crm.home}"' in call), None)
    assert opened is not None, after
    folder = after[opened].rpartition("= ")[2]
    assert any(re.match(rf"f(data)?sync\({folder}\)", call) for call in after[opened:]), after
