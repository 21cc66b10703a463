"""Derived columns that are not what follows from the others: finding and mending them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from tinycrm.store import folding, rhythms, writing
from tinycrm.text import fold, fold_all

_TOUCHES = "SELECT id, last_touch_on FROM contact"
_RHYTHMS = """
    SELECT id, stale, touched_day, touch_gap, bought_day, bought_gap, sales, worth FROM rhythm
"""


def find_wrong(db: sqlite3.Connection) -> dict[str, int]:
    """Return how many values of which column are wrong: `contact.folded`.

    Takes the write lock for a moment. Raises sqlite3.OperationalError if that is not possible.
    """
    wrong = Counter(f"{table}.{column}" for table, column, *_ in _wrong_folds(db))
    touches, kept = db.execute(_TOUCHES).fetchall(), _rhythms(db)
    db.execute("PRAGMA cache_spill = OFF")  # what is rolled back is never written to the disk
    db.execute("BEGIN IMMEDIATE")
    try:
        _touch_again(db)
        now = dict(map(tuple, db.execute(_TOUCHES).fetchall()))
        rhythms.mark_all(db)
        rhythms.compute_stale(db)
        right = _rhythms(db)
    finally:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
    wrong["contact.last_touch_on"] = sum(now.get(key) != value for key, value in touches)
    wrong["rhythm"] = sum(_is_wrong(kept.get(own), right.get(own)) for own in kept.keys() | right)
    return {column: number for column, number in wrong.items() if number}


def mend() -> str:
    """Compute all of them again; return what was done. Raises StoreProblem."""
    with writing("doctor") as work:
        for table, column, value, row_id in list(_wrong_folds(work.db)):
            work.db.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (value, row_id))
        _touch_again(work.db)
        rhythms.mark_all(work.db)  # computed at the end of every write
    return "They were computed again."


def _wrong_folds(db: sqlite3.Connection) -> Iterator[tuple[str, str, str, int]]:
    """Yield table, column, right value and id of each wrong one."""
    for table, column, words in folding.WHERE_FOLDED:
        rows = db.execute(f"SELECT id, {words}, {column} FROM {table}")
        for row_id, text, folded in rows.fetchall():
            if fold(text) != folded:
                yield table, column, fold(text), row_id
    rows = db.execute("SELECT id, organization, title, folded_work FROM contact")
    for row_id, organization, title, folded in rows.fetchall():
        right = fold_all(organization, title)
        if right != folded:
            yield "contact", "folded_work", right, row_id


def _touch_again(db: sqlite3.Connection) -> None:
    """Let the triggers compute every last touch, so that its rule is only there.

    One note of each contact is enough for that.
    """
    db.execute(
        """
        UPDATE note_contact SET contact_id = contact_id
        WHERE id IN (SELECT min(id) FROM note_contact GROUP BY contact_id)
        """
    )
    db.execute(
        """
        UPDATE contact SET last_touch_on = NULL
        WHERE last_touch_on IS NOT NULL AND id NOT IN (SELECT contact_id FROM note_contact)
        """
    )


def _rhythms(db: sqlite3.Connection) -> dict[int, tuple[int | None, ...]]:
    """Return by contact whether the row is stale, and its values."""
    return {row[0]: tuple(row[1:]) for row in db.execute(_RHYTHMS)}


def _is_wrong(kept: tuple[int | None, ...] | None, right: tuple[int | None, ...] | None) -> bool:
    """Return whether a row has wrong values, is missing or is too many; not if it is stale."""
    is_stale = kept is not None and bool(kept[0])
    return kept != right and not is_stale
