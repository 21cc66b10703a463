"""The copies of the store that still contain a contact who is forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from tinycrm import paths
from tinycrm.services.sql import rows_of
from tinycrm.store import backup, opening

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def find_with(uids: Sequence[str]) -> tuple[list[Path], list[Path]]:
    """Return the backups with a contact in tables or journal, and the unreadable ones."""
    found, unread = [], []
    for copy in backup.find_copies(paths.store_file()):
        try:
            with closing(opening.to_read(copy.path)) as db:
                if _is_in(db, uids):
                    found.append(copy.path)
        except sqlite3.Error:
            unread.append(copy.path)
    return found, unread


_WITH_UID = (
    "SELECT 1 FROM contact WHERE uid IN ({}) LIMIT 1",
    """
    SELECT 1 FROM change
    WHERE entity = 'contact' AND json_extract(before, '$.uid') IN ({})
    LIMIT 1
    """,
)


def _is_in(db: sqlite3.Connection, uids: Sequence[str]) -> bool:
    return any(rows_of(db, sql, uids) for sql in _WITH_UID)
