"""The copies of the store, and the files, that still contain a contact who is forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from tinycrm import paths
from tinycrm.errors import StoreProblem
from tinycrm.services.identity import seen_cards
from tinycrm.services.sql import rows_of
from tinycrm.store import backup, erasing, opening

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


_FILES = (
    "SELECT source, href FROM card WHERE contact_id IN ({})",
    """
    SELECT json_extract(before, '$.source'), json_extract(before, '$.href') FROM change
    WHERE entity = 'card' AND before IS NOT NULL AND json_extract(before, '$.contact_id') IN ({})
    """,
)


def find_files(db: sqlite3.Connection, ids: Sequence[int]) -> list[Path]:
    """Return the files of folders that these contacts' cards came from or were written to."""
    from pathlib import Path

    found = {
        Path(source.removeprefix(seen_cards.FOLDER)) / href: None
        for sql in _FILES
        for source, href in rows_of(db, sql, ids)
        if href and source.startswith(seen_cards.FOLDER)
    }
    return [path for path in found if path.exists()]


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


def shrink() -> list[str]:
    """Give the space of what was erased back to the disk; return why that was not possible."""
    try:
        erasing.compact()
    except StoreProblem as problem:  # the bytes are already zeroed; only the space is left
        return [f"The file could not be made smaller. {problem.sentence}"]
    return []
