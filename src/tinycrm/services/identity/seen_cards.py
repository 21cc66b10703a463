"""Each card that came in is remembered: from where, its UID, the name it came with, its text."""

from __future__ import annotations

import sqlite3

from tinycrm import clock
from tinycrm.text import fold

_BOOKKEEPING = ("REV", "PRODID", "VERSION")
"""Properties that a program may write anew although nothing of the person has changed."""


def digest(body: str) -> str:
    """Return the content of a card in short, for comparing within one command; "" for none."""
    lines = (line for line in body.split("\n") if line and not line.startswith(_BOOKKEEPING))
    content = "\n".join(sorted(lines))
    return f"{hash(content):x}" if content else ""


def remember(
    db: sqlite3.Connection, contact_id: int, source: str, uid: str | None, name: str, body: str = ""
) -> None:
    """Remember that a card became this contact; one that is remembered already stays as it is.

    A card with another text takes the place of the one with the same UID and name.
    """
    rows = db.execute(
        """
        SELECT id, body FROM card
        WHERE contact_id = ? AND source = ? AND uid IS ? AND name = ?
        ORDER BY id
        """,
        (contact_id, source, uid, name),
    ).fetchall()
    if any(digest(row["body"]) == digest(body) for row in rows):
        return
    if rows:
        db.execute(
            "UPDATE card SET body = ?, seen_at = ? WHERE id = ?",
            (body, clock.instant(), rows[0]["id"]),
        )
        return
    db.execute(
        """
        INSERT INTO card (contact_id, source, uid, name, folded, body, seen_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        (contact_id, source, uid, name, fold(name), body, clock.instant()),
    )
