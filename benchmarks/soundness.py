"""What must be true of a store after anything: `problems` returns what is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from tinycrm.rhythm import LEAST_DAYS, LEAST_SALES, usual_gap
from tinycrm.store import migrations
from tinycrm.text import fold

_SEARCHED = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB '*_fts'"
_FOLDED = {"contact": "name", "nickname": "name", "note": "body", "reminder": "text"}
_TOUCHES = """
    SELECT contact.id FROM contact WHERE last_touch_on IS NOT (
        SELECT max(happened_on) FROM note JOIN note_contact ON note_id = note.id
        WHERE contact_id = contact.id AND kind NOT IN ('note', 'attempt')
    )
"""
_RHYTHMS = """
    SELECT contact.id, touched_day, touch_gap, bought_day, bought_gap, coalesce(sales, 0)
    FROM contact LEFT JOIN rhythm ON rhythm.id = contact.id
    WHERE stale IS NOT 1
"""
_TOUCHED_ON = """
    SELECT happened_on FROM note JOIN note_contact ON note_id = note.id
    WHERE contact_id = ? AND kind NOT IN ('note', 'attempt')
"""
_BOUGHT_ON = """
    SELECT won_on FROM win WHERE contact_id = ? AND kind IN ('sale', 'renewal', 'returned')
"""


def problems(store: Path) -> list[str]:
    """Return what is wrong with the file, its references, derived columns or search indexes."""
    with closing(sqlite3.connect(store)) as db:
        found = [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign key: {row}" for row in db.execute("PRAGMA foreign_key_check")]
        found += [f"last touch of c{own}" for (own,) in db.execute(_TOUCHES)]
        found += _wrong_rhythms(db)
        for table, column in _FOLDED.items():
            rows = db.execute(f"SELECT id, {column}, folded FROM {table}")
            found += [f"{table} {own}" for own, text, folded in rows if folded != fold(text)]
        if not 0 < migrations.version(db) <= migrations.LATEST:
            found.append(f"format {migrations.version(db)}")
        for (name,) in db.execute(_SEARCHED).fetchall():
            try:
                db.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                found.append(f"{name}: {error}")
        db.rollback()
    return found


def _wrong_rhythms(db: sqlite3.Connection) -> list[str]:
    """Compute every rhythm from the notes and wins; an older format has none."""
    if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'rhythm'").fetchone():
        return []
    found = []
    for own, *kept in db.execute(_RHYTHMS).fetchall():
        touched, bought = (_days(db, sql, own) for sql in (_TOUCHED_ON, _BOUGHT_ON))
        right = [*_span(touched, LEAST_DAYS), *_span(bought, LEAST_SALES), len(bought)]
        found += [f"rhythm of c{own}: {kept} is not {right}"] if kept != right else []
    return found


def _days(db: sqlite3.Connection, sql: str, own: int) -> list[int]:
    return [date.fromisoformat(day).toordinal() for (day,) in db.execute(sql, (own,))]


def _span(days: list[int], least: int) -> tuple[int | None, int | None]:
    gap = usual_gap(days, least)
    return max(days, default=None), None if gap is None else int(2 * gap)
