"""Filling the folded columns where they are NULL: after another program, or an undo."""

from __future__ import annotations

import sqlite3

from tinycrm.text import fold, fold_all

WHERE_FOLDED = (
    ("contact", "folded", "name"),
    ("nickname", "folded", "name"),
    ("fact", "folded", "key || ' ' || value"),
    ("tag", "folded", "name"),
    ("note", "folded", "body"),
    ("issue", "folded", "text || ' ' || resolution"),
    ("reminder", "folded", "text"),
    ("contact_point", "folded", "value"),
    ("extra", "folded", "iif(unread, value, '')"),
    ("relation", "folded", "name"),
    ("card", "folded", "name"),
    ("win", "folded", "text"),
    ("deal", "folded", "text || ' ' || reason"),
    ("feedback", "folded", "text"),
    ("perk", "folded", "text"),
)


def fold_missing(db: sqlite3.Connection, since: int) -> None:
    """Fill every folded column that is NULL; `since` is the last change before it became NULL.

    Partial indexes find these rows, so it costs nothing if there are none. Only `folded_work`
    has no such index: the contacts that changed are looked up in the journal.
    """
    for table, column, words in WHERE_FOLDED:
        rows = db.execute(f"SELECT id, {words} FROM {table} WHERE {column} IS NULL").fetchall()
        for row_id, text in rows:
            db.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (fold(text), row_id))
            if table == "contact":
                _fold_work(db, row_id)
    changed = db.execute(
        "SELECT id FROM contact WHERE folded_work IS NULL AND id IN"
        " (SELECT row_id FROM change WHERE id > ? AND +entity = 'contact')",
        (since,),
    )
    for (contact_id,) in changed.fetchall():
        _fold_work(db, contact_id)


def _fold_work(db: sqlite3.Connection, contact_id: int) -> None:
    organization, title = db.execute(
        "SELECT organization, title FROM contact WHERE id = ?", (contact_id,)
    ).fetchone()
    db.execute(
        "UPDATE contact SET folded_work = ? WHERE id = ?",
        (fold_all(organization, title), contact_id),
    )
