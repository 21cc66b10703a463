"""Copies of the store, each checked before it is put in its place."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from tinycrm import clock, paths
from tinycrm.errors import StoreProblem


def make(db: sqlite3.Connection, store: Path, why: str) -> Path:
    """Copy the open store into the backup folder; return the copy.

    Raises StoreProblem when the copy does not pass SQLite's own check.
    """
    folder = paths.backup_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = clock.now().strftime("%Y-%m-%d-%H%M%S")
    target = folder / f"{store.stem}-{stamp}-{why}.db"
    made = folder / f".{target.name}.{os.getpid()}"
    os.close(os.open(made, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    try:
        made.chmod(0o600)
        with closing(sqlite3.connect(made)) as copy:
            db.backup(copy)
            if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise StoreProblem(f"The copy {target} is damaged. Nothing else was done.")
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)
    return target
