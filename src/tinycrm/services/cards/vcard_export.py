"""Contacts as vCards: those that came from elsewhere as they came, the others whole."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tinycrm import clock
from tinycrm.exchange import vcard_patch
from tinycrm.exchange.card_text import KeptText
from tinycrm.exchange.cards import Card
from tinycrm.services.cards import card_values, kept_cards
from tinycrm.services.cards.kept_cards import KeptCard
from tinycrm.services.sql import rows_of
from tinycrm.values import NamedTuple

_CHUNK = 500


class CardOptions(NamedTuple):
    """How cards are written: new ones in which version, and with notes, facts and issues or not."""

    version: str = "3.0"
    private: bool = False


class CardWriter:
    """Writes the cards of contacts, of which it loads many at once."""

    def __init__(self, db: sqlite3.Connection, ids: Sequence[int], options: CardOptions) -> None:
        self._db = db
        self._options = options
        self._now = card_values.load_cards(db, ids)
        self._extra = kept_cards.long_extra(db, ids)
        self._notes = _private_texts(db, ids) if options.private else {}
        self._owner = owner_of(db)
        self._written_at = clock.instant()

    def card(self, own: int) -> Card:
        """Return what the store has of a contact; notes, facts and the rhythm only if asked for."""
        card = self._now[own]
        if self._options.private:
            return replace(card, note=self._notes.get(own, ""))
        return card

    def kept(self, row: KeptCard) -> KeptText:
        """Return the whole text of a card that one of these contacts came with."""
        return kept_cards.text_of(row, self._extra)

    def write(self, own: int, row: KeptCard | None) -> KeptText:
        """Return the card of a contact: that of `row` with what changed since, or a new one."""
        now, options = card_values.in_lines(self.card(own)), self._options
        if row is None:
            return vcard_patch.new_card(
                now, options.version, self._written_at, private=options.private
            )
        last = vcard_patch.read_last(self.kept(row))
        if vcard_patch.says_all(last.card, now) and not options.private:
            return last.text
        if kept := kept_cards.kept_values(self._db, own):
            last = vcard_patch.read_last(last.text, kept)
        if last.card.name:
            now = card_values.aligned(
                now, last.card, self._owner, private=options.private, to_write=True
            )
        return vcard_patch.patch(last, now, self._written_at, private=options.private)


def export(
    db: sqlite3.Connection, ids: Sequence[int], options: CardOptions
) -> Iterator[tuple[int, KeptText]]:
    """Yield the card of each of these contacts, by its id."""
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        writer = CardWriter(db, part, options)
        rows = kept_cards.latest_rows(db, part)
        for own in part:
            yield own, writer.write(own, rows.get(own))


def owner_of(db: sqlite3.Connection) -> card_values.Owner:
    """Return a look-up of the name of the contact with a UID, theirs or that of a card."""

    def owner(uid: str) -> str | None:
        rows = db.execute(
            """
            SELECT id, name FROM contact WHERE uid = :uid
            UNION
            SELECT contact.id, contact.name FROM card JOIN contact ON contact.id = contact_id
            WHERE card.uid = :uid
            """,
            {"uid": uid},
        ).fetchall()
        return rows[0]["name"] if len(rows) == 1 else None

    return owner


_NOTES = """
    SELECT contact_id, kind, happened_on, body FROM note_contact
    JOIN note ON note.id = note_id
    WHERE contact_id IN ({}) AND trim(body) <> ''
    ORDER BY happened_on, note.id
"""
_ISSUES = """
    SELECT contact_id, text, opened_on, resolved_on, resolution FROM issue
    WHERE contact_id IN ({})
    ORDER BY opened_on, id
"""


def _private_texts(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return the text for NOTE: remarks as they are, what happened with its day, the issues."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for own, kind, day, body in rows_of(db, _NOTES, ids):
        found[own].append(body if kind == "note" else f"{day} {kind}: {body}")
    for own, text, opened, resolved, resolution in rows_of(db, _ISSUES, ids):
        end = f" (resolved {resolved}{f': {resolution}' if resolution else ''})" if resolved else ""
        found[own].append(f"{opened} issue: {text}{end}")
    return {own: "\n\n".join(texts) for own, texts in found.items()}
