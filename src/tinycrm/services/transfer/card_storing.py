"""The cards of files into the store: each is an existing contact or a new one.

Nothing is overwritten: a card of an existing contact only fills in what is missing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence, Set

from tinycrm import clock
from tinycrm.days import parse_every
from tinycrm.exchange.cards import Card
from tinycrm.services.cards import remarks
from tinycrm.services.identity import claims, filling, seen_cards
from tinycrm.services.identity.known_people import KnownPeople
from tinycrm.services.identity.person_facts import facts_of
from tinycrm.services.identity.seen_cards import Seen
from tinycrm.services.people.new_contact import NewContact
from tinycrm.services.transfer import card_relations
from tinycrm.services.transfer.import_report import Change, change_of, said_change
from tinycrm.services.transfer.many_contacts import ManyContacts

CardPlace = tuple[str, str]
"""Where a card is a file: the source of its folder, and the name of the file."""


class CardStoring:
    """Stores the cards of one file after the other.

    `stored` are the contacts and their cards.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        tagged: Sequence[str],
        *,
        many: bool,
        on_stored: Callable[[], None] = lambda: None,
    ) -> None:
        """`many` spreads the first dates of cadences; `on_stored` is called for each card."""
        self.on_stored = on_stored
        self.db = db
        self.tagged = tagged
        self.people = KnownPeople(db)
        self.seen: set[int] = set()
        self.new: list[int] = []
        self.changes: list[Change] = []
        self.unchanged: list[tuple[int, Card]] = []
        self.stored: list[tuple[int, Card]] = []
        self.fresh = ManyContacts(db, clock.today(), many=many)
        self.filling = filling.Filling(db, clock.today())
        self.cards = seen_cards.RememberedCards(db, self.filling.rows, self.filling.now)
        self.remarks: set[tuple[int, str]] = set()

    def store(self, cards: Sequence[Card], places: Sequence[CardPlace] = ()) -> None:
        """Store the cards of a file: each is a contact from before the file, or a new one.

        `places` are those of cards that are files of a folder.
        """
        drafts = [contact_of(card) for card in cards]
        parts = claims.find_parts(drafts)
        whole = [place for place in range(len(cards)) if place not in parts]
        owners = self._owners(whole, cards, drafts)
        new = [place for place in whole if place not in owners]
        where: Sequence[tuple[str, str | None]] = places or [("", None)] * len(cards)
        used = set()
        self.fresh.expect(drafts[place] for place in new)
        for place in new:
            seen = _seen(cards[place], *where[place])
            owners[place], row_id = self._insert(cards[place], drafts[place], seen)
            used.add(row_id)
        self.fresh.write()
        known = sorted({*range(len(cards))} - {*new})
        owners |= {place: owners[parts.get(place, place)] for place in known}
        for start in range(0, len(known), filling.AT_ONCE):
            part = known[start : start + filling.AT_ONCE]
            self._read(owners[place] for place in part)
            for place in part:
                self._fill(owners[place], cards[place], drafts[place])
                seen = _seen(cards[place], *where[place])
                used.add(self._remember(owners[place], seen, used))
        self._write()
        self.stored += [(owners[place], card) for place, card in enumerate(cards)]
        self.people.refresh(owners.values())

    def _owners(
        self, whole: Sequence[int], cards: Sequence[Card], drafts: Sequence[NewContact]
    ) -> dict[int, int]:
        """Return the contacts that these cards are, by their places; none in an empty store."""
        if self.people.is_empty():
            return {}
        facts = [
            facts_of(
                drafts[place],
                digest=seen_cards.digest(cards[place].text),
                remark=cards[place].note,
            )
            for place in whole
        ]
        claimed = claims.assign(self.people, facts)
        return {whole[place]: own for place, own in claimed.items()}

    def _insert(self, card: Card, draft: NewContact, seen: Seen) -> tuple[int, int]:
        """Store a new contact; return their id and the row of their card."""
        own = self.fresh.insert(draft, self.tagged)
        remarks.add_remark(self.fresh.rows, own, card.note, self.fresh.today, self.fresh.now)
        row_id = seen_cards.add(self.fresh.rows, own, seen, self.fresh.now)
        self.new.append(own)
        self.seen.add(row_id)
        if self.fresh.rows.are_many:
            self.fresh.write()
        self.on_stored()
        return own, row_id

    def _read(self, ids: Iterable[int]) -> None:
        """Read what these contacts have, after what waits for others was written."""
        self._write()
        wanted = list(dict.fromkeys(ids))
        self.filling.read(wanted)
        self.cards.read(wanted)

    def _write(self) -> None:
        self.filling.write()
        self.remarks.clear()

    def _remember(self, own: int, seen: Seen, used: Set[int]) -> int:
        """Remember the card of a contact who was here before it; return its row."""
        if seen.href is None:
            row_id = self.cards.remember(own, seen, self.seen)
        else:
            row_id = self.cards.remember_file(own, seen, self.seen, used)
        self.seen.add(row_id)
        return row_id

    def _fill(self, own: int, card: Card, draft: NewContact) -> None:
        """Fill in what an existing contact lacks, and note what that was.

        When a card was written is no change of theirs.
        """
        draft = draft._replace(extra=tuple(pair for pair in draft.extra if pair[0] != "REV"))
        fields = [*self.filling.fill(own, draft)]
        if self._keep_remark(own, card.note):
            fields.append("notes")
        if self.filling.tag(own, self.tagged):
            fields.append("tags")
        if fields:
            self.changes.append(said_change(own, self.filling.name_of(own), card.name, fields))
        else:
            self.unchanged.append((own, card))
        if self.filling.rows.are_many:
            self._write()

    def _keep_remark(self, own: int, text: str) -> bool:
        if (own, text) in self.remarks or not remarks.is_new(self.db, own, text):
            return False
        self.remarks.add((own, text))
        remarks.add_remark(self.filling.rows, own, text, self.filling.today, self.filling.now)
        return True

    def relate(self) -> None:
        """Store who belongs to whom, when all cards of all files are contacts."""
        related = card_relations.store_relations(self.db, self.stored)
        more = [each for each in self.unchanged if each[0] in related]
        self.unchanged = [each for each in self.unchanged if each[0] not in related]
        for own, card in more:
            self.changes.append(change_of(self.db, own, card.name, ("related",)))


def _seen(card: Card, source: str = "", href: str | None = None) -> Seen:
    return Seen(source or card.source, card.uid, card.name, card.text, href)


def contact_of(card: Card) -> NewContact:
    """Return the new contact that a card describes."""
    birthday = (("birthday", card.birthday),) if card.birthday else ()
    return NewContact(
        name=card.name,
        uid=card.uid,
        kind=card.kind,
        nicknames=card.nicknames,
        organization=card.organization,
        title=card.title,
        points=card.points,
        occasions=(*birthday, *card.occasions),
        tags=card.tags,
        facts=card.facts,
        every=parse_every(card.every) if card.every else None,
        extra=card.extra,
        unread=tuple((each.key, each.raw, each.text) for each in card.unread),
        source=card.source,
    )
