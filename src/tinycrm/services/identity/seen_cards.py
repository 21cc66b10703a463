"""Each card that came in is remembered: from where, its UID, the name it came with, its text."""

from __future__ import annotations

import sqlite3

from tinycrm import clock
from tinycrm.services.sql import Insert
from tinycrm.text import fold
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.waiting_rows import WaitingRows

FOLDER = "folder:"
"""Before the path, in the source of a card that is a file of a folder."""

_BOOKKEEPING = ("REV", "PRODID", "VERSION", "BEGIN:VCARD", "END:VCARD", "#charset ")
"""What a program may write anew although nothing of the person has changed."""
_LONG = 1024


def digest(body: str) -> str:
    """Return the content of a card in short, for comparing within one command; "" for none.

    It is the same for the text of a card in either form that the store has: as it came, and as
    older versions kept it. Pictures do not count.
    """
    if body[:5].upper() == "BEGIN":
        body = body.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    lines = (line for line in body.split("\n") if line and not line.startswith(_BOOKKEEPING))
    content = "\n".join(sorted(map(_without_long, lines)))
    return f"{hash(content):x}" if content else ""


def _without_long(line: str) -> str:
    head, _, value = line.partition(":")
    return f"{head}:…" if len(value) > _LONG or value[:1] == "…" else line


class Seen(NamedTuple):
    """A card that came in: from where, its UID there, the name it came with, and its text.

    `href` is the name of its file, if it came from a folder.
    """

    source: str
    uid: str | None
    name: str
    body: str = ""
    href: str | None = None


CARD = Insert(
    "card",
    ("id", "contact_id", "source", "href", "uid", "name", "folded", "body", "seen_at"),
)


def add(rows: WaitingRows, contact_id: int, card: Seen, now: str) -> int:
    """Let the card of a new contact wait with their other rows; return the id of its row.

    `now` is the instant at which it was seen.
    """
    row_id = rows.next_id("card")
    rows.add(CARD, _row(row_id, contact_id, card, now), letters=len(card.body))
    return row_id


def _row(own: int | None, contact_id: int, card: Seen, now: str) -> tuple[object, ...]:
    return (
        own, contact_id, card.source, card.href, card.uid, card.name, fold(card.name), card.body,
        now,
    )  # fmt: skip


def remember(
    db: sqlite3.Connection, contact_id: int, card: Seen, in_use: frozenset[int] | set[int]
) -> int:
    """Remember that a card became this contact; return the id of its row.

    One that is remembered already stays as it is. A card with another text takes the place of
    one with the same UID and name, unless that row is `in_use`: such a card came just now too.
    """
    # Without the + SQLite takes the index of UIDs, where it finds all cards that have none.
    rows = db.execute(
        """
        SELECT id, body FROM card
        WHERE contact_id = ? AND source = ? AND +uid IS ? AND name = ?
        ORDER BY id
        """,
        (contact_id, card.source, card.uid, card.name),
    ).fetchall()
    for row in rows:
        if row["body"] == card.body or digest(row["body"]) == digest(card.body):
            if card.body and row["body"][:5].upper() != "BEGIN":
                _update(db, row["id"], card)  # of an older version, which kept less
            return int(row["id"])
    older = next((int(row["id"]) for row in rows if row["id"] not in in_use), None)
    if older is None:
        return _insert(db, contact_id, card)
    _update(db, older, card)
    return older


def _update(db: sqlite3.Connection, row_id: int, card: Seen) -> None:
    db.execute(
        "UPDATE card SET body = ?, seen_at = ? WHERE id = ?", (card.body, clock.instant(), row_id)
    )


def _insert(db: sqlite3.Connection, contact_id: int, card: Seen) -> int:
    cursor = db.execute(CARD.sql(), _row(None, contact_id, card, clock.instant()))
    assert cursor.lastrowid is not None
    return cursor.lastrowid
