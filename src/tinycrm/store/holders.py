"""Which programs have a lock on a file, where the system says so (Linux)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def holders(path: Path) -> list[str]:
    """Return the programs that have locked a file: “crm (process 4711)”, without this one."""
    with suppress(OSError):
        found = path.stat()
        wanted = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
        rows = (line.split() for line in Path("/proc/locks").read_text("utf-8").splitlines())
        pids = {int(row[-4]) for row in rows if row[-3] == wanted and "->" not in row}
        return [f"{_name(pid)} (process {pid})" for pid in sorted(pids - {os.getpid(), -1, 0})]
    return []


def _name(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text("utf-8", "replace").strip()
    return "a program"
