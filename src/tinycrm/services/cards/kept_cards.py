"""The cards that contacts came with, as an export or the next import of a folder needs them.

A card of a folder has the folder as its source and the name of its file there; each file of
such a folder (a vdir, of vdirsyncer and khard) has one card.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from tinycrm import clock
from tinycrm.exchange.card_text import KeptText, keep, open_text
from tinycrm.services.identity.seen_cards import FOLDER
from tinycrm.services.sql import rows_of
from tinycrm.text import fold
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def folder_source(folder: Path) -> str | None:
    """Return the source of the cards in a folder; None if its path is not text."""
    path = str(folder.absolute().resolve())
    return f"{FOLDER}{path}" if is_text(path) else None


def is_text(path: str) -> bool:
    """Return whether a path is text, and no bytes that are not UTF-8."""
    return path.isascii() or not any("\ud800" <= c <= "\udfff" for c in path)


def is_card_name(name: str) -> bool:
    """Return whether a file is one of cards by its name, which old phones write in capitals."""
    return name.lower().endswith(".vcf") and name[0] != "."


class KeptCard(NamedTuple):
    """A card as it was last seen: its row, its contact, its file, its UID, name and text."""

    id: int
    contact_id: int
    href: str | None
    uid: str | None
    name: str
    body: str


_OF_CONTACTS = """
    SELECT card.id, contact_id, href, card.uid, card.name, body FROM card
    JOIN contact ON contact.id = contact_id
    WHERE contact_id IN ({}) AND body <> '' AND (source = 'vcard' OR source LIKE 'folder:%')
    ORDER BY card.uid IS contact.uid, seen_at, card.id
"""
_OF_FOLDER = """
    SELECT id, contact_id, href, uid, name, body FROM card
    WHERE source = ? AND href IS NOT NULL
    ORDER BY id
"""
_LONG_EXTRA = """
    SELECT contact_id, key, value FROM extra WHERE contact_id IN ({}) AND length(value) > 1024
"""
_DELETED = """
    SELECT json_extract(before, '$.href') AS href, json_extract(before, '$.name') AS name,
        json_extract(before, '$.contact_id') AS contact_id
    FROM change
    WHERE entity = 'card' AND operation = 'delete' AND json_extract(before, '$.source') = ?
    ORDER BY id
"""

Extra = Mapping[int, Sequence[tuple[str, str]]]


def latest_rows(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, KeptCard]:
    """Return the card of each of these contacts that has one.

    Of several it is the one that was seen last, and rather one with the UID of the contact: what
    another program wrote about somebody has neither the UID nor the photo of their own card.
    """
    return {row["contact_id"]: KeptCard(*row) for row in rows_of(db, _OF_CONTACTS, ids)}


def rows_of_folder(db: sqlite3.Connection, source: str) -> list[KeptCard]:
    """Return the cards of a folder, the oldest first."""
    return [KeptCard(*row) for row in db.execute(_OF_FOLDER, (source,))]


def latest_of_uid(db: sqlite3.Connection, uid: str) -> KeptCard | None:
    """Return the card of a folder with this UID that was seen last."""
    row = db.execute(
        """
        SELECT id, contact_id, href, uid, name, body FROM card
        WHERE uid = ? AND body <> '' AND source LIKE 'folder:%'
        ORDER BY seen_at DESC, id DESC
        """,
        (uid,),
    ).fetchone()
    return KeptCard(*row) if row else None


_MOST_EARLIER = 50


def earlier_bodies(db: sqlite3.Connection, row_id: int) -> list[str]:
    """Return the texts that a card had before, the latest first, as far as the journal goes."""
    rows = db.execute(
        """
        SELECT json_extract(before, '$.body') AS body FROM change
        WHERE entity = 'card' AND row_id = ? AND before IS NOT NULL
        ORDER BY id DESC LIMIT ?
        """,
        (row_id, _MOST_EARLIER),
    )
    return [row["body"] for row in rows if row["body"]]


def long_extra(db: sqlite3.Connection, ids: Sequence[int]) -> Extra:
    """Return the large values that these contacts' cards leave out of their text."""
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for own, key, value in rows_of(db, _LONG_EXTRA, ids):
        found[own].append((key, value))
    return found


def kept_values(db: sqlite3.Connection, own: int) -> frozenset[tuple[str, str]]:
    """Return what the cards of a contact say that was not understood: heads and values."""
    rows = db.execute(
        "SELECT key, value FROM extra WHERE contact_id = ? AND source = 'vcard'", (own,)
    )
    return frozenset((row["key"], row["value"]) for row in rows)


def text_of(row: KeptCard, extra: Extra) -> KeptText:
    """Return the whole text of a card."""
    return open_text(row.body, extra.get(row.contact_id, ()))


def deleted_here(db: sqlite3.Connection, source: str) -> dict[str, str]:
    """Return the files of a folder whose contact was deleted here, with the names they had.

    They are known while the change can be undone.
    """
    left = {row.href for row in rows_of_folder(db, source)}
    return {
        row["href"]: row["name"]
        for row in db.execute(_DELETED, (source,))
        if row["href"] and row["href"] not in left
    }


# ── writing ──────────────────────────────────────────────────────────────────────────────


def remember(
    db: sqlite3.Connection,
    own: int,
    source: str,
    href: str,
    card: tuple[str | None, str, str],
    row_id: int | None = None,
) -> int:
    """Store a file's card as it was seen or written last: its UID, its name and its text.

    Return its row, which is a new one without `row_id`.
    """
    uid, name, body = card
    if row_id is None:
        cursor = db.execute(
            """
            INSERT INTO card (contact_id, source, href, uid, name, folded, body, seen_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (own, source, href, uid, name, fold(name), body, clock.instant()),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid
    db.execute(
        """
        UPDATE card SET source = ?, href = ?, uid = ?, name = ?, folded = ?, body = ?, seen_at = ?
        WHERE id = ?
        """,
        (source, href, uid, name, fold(name), body, clock.instant(), row_id),
    )
    return row_id


def put_back(db: sqlite3.Connection, own: int, values: Collection[tuple[str, str]]) -> None:
    """Put large values back into the texts of a contact's cards, which name only their digest.

    To be done before the contact loses them: an export finds them nowhere else.
    """
    extra = long_extra(db, (own,)).get(own, ())
    left = [pair for pair in extra if pair not in values]
    if len(left) == len(extra):
        return
    rows = db.execute("SELECT id, body FROM card WHERE contact_id = ? AND body <> ''", (own,))
    for row_id, body in rows.fetchall():
        text = open_text(body, extra)
        whole = keep(text.body, text.lines(), left, text.frame, text.charset)
        if whole != body:
            db.execute("UPDATE card SET body = ? WHERE id = ?", (whole, row_id))


def drop(db: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Forget cards whose files were removed."""
    db.executemany("DELETE FROM card WHERE id = ?", [(each,) for each in ids])
