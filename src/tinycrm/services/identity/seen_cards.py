"""Each card that came in is remembered: from where, its UID, the name it came with, its text."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence, Set

from tinycrm import clock
from tinycrm.services.sql import Insert, Update, each_row_of
from tinycrm.services.waiting_rows import WaitingRows
from tinycrm.text import fold
from tinycrm.values import NamedTuple

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
    short = (line if len(line) <= _LONG and "…" not in line else _shortened(line) for line in lines)
    content = "\n".join(sorted(short))
    return f"{hash(content):x}" if content else ""


def _shortened(line: str) -> str:
    """Return a line without a long value, or with the sign that older versions kept of it."""
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


class RememberedCards:
    """The cards of contacts who are here: a new one of theirs waits in `rows` with other rows.

    `now` is the instant at which it was seen.
    """

    def __init__(self, db: sqlite3.Connection, rows: WaitingRows, now: str) -> None:
        self._db = db
        self._rows = rows
        self._now = now
        self._known: dict[int, list[_KnownCard]] = {}

    def read(self, ids: Sequence[int]) -> None:
        """Read the cards of these contacts, which was written: only theirs are remembered then."""
        self._known = {own: [] for own in ids}
        for own, row_id, source, uid, name, body in each_row_of(self._db, _CARDS, ids):
            self._known[own].append(_KnownCard(row_id, source, uid, name, _in_short(body)))

    def remember(self, own: int, card: Seen, in_use: Set[int]) -> int:
        """Remember that a card became this contact; return the id of its row.

        One that is remembered already stays as it is. A card with another text takes the place of
        one with the same UID and name, unless that row is `in_use`: such a card came just now too.
        """
        known, new = self._known[own], _in_short(card.body)
        same = [each for each in known if each.is_of(card)]
        for each in same:
            if each.body.digest == new.digest:
                if card.body and not each.body.is_whole:
                    self._update(known, each, card, new)  # an older version kept less
                return each.id
        older = next((each for each in same if each.id not in in_use), None)
        if older is not None:
            self._update(known, older, card, new)
            return older.id
        row_id = add(self._rows, own, card, self._now)
        known.append(_KnownCard(row_id, card.source, card.uid, card.name, new))
        return row_id

    def remember_file(self, own: int, card: Seen, in_use: Set[int], taken: Set[int]) -> int:
        """Remember the card of a file in a folder; return the id of its row.

        It takes the row of the same card from elsewhere, unless another file has `taken` that.
        """
        plain = card._replace(source="vcard", href=None)
        row_id = self.remember(own, plain, in_use)
        if row_id in taken:
            return add(self._rows, own, card, self._now)
        known = self._known[own]
        self._known[own] = [
            each._replace(source=card.source) if each.id == row_id else each for each in known
        ]
        values = (card.source, card.href, card.uid, card.name, fold(card.name), card.body)
        self._rows.change(_FILE, row_id, *values, self._now, letters=len(card.body))
        return row_id

    def _update(self, known: list[_KnownCard], row: _KnownCard, card: Seen, body: _Body) -> None:
        known[known.index(row)] = row._replace(body=body)
        self._rows.change(_BODY, row.id, card.body, self._now, letters=len(card.body))


class _Body(NamedTuple):
    """The text of a card in short, and whether it is the whole card, as it came."""

    digest: str
    is_whole: bool


def _in_short(body: str) -> _Body:
    return _Body(digest(body), body[:5].upper() == "BEGIN")


class _KnownCard(NamedTuple):
    """A row of a card; its body is in short."""

    id: int
    source: str
    uid: str | None
    name: str
    body: _Body

    def is_of(self, card: Seen) -> bool:
        """Return whether a card is the same but for its text."""
        return (self.source, self.uid, self.name) == (card.source, card.uid, card.name)


_CARDS = """
    SELECT contact_id, id, source, uid, name, body FROM card WHERE contact_id IN ({}) ORDER BY id
"""
_BODY = Update("card", ("body", "seen_at"))
_FILE = Update("card", ("source", "href", "uid", "name", "folded", "body", "seen_at"))


def remember(db: sqlite3.Connection, contact_id: int, card: Seen, in_use: Set[int]) -> int:
    """Remember one card as `RememberedCards.remember` does."""
    rows = WaitingRows(db)
    cards = RememberedCards(db, rows, clock.instant())
    cards.read([contact_id])
    row_id = cards.remember(contact_id, card, in_use)
    rows.write()
    return row_id
