"""The cards of files into the store: each is an existing contact or a new one.

Nothing is overwritten: a card of an existing contact only fills in what is missing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from tinycrm import clock
from tinycrm.days import parse_every
from tinycrm.exchange.cards import Card
from tinycrm.services.cards.remarks import keep_remark
from tinycrm.services.identity import seen_cards
from tinycrm.services.identity.known_people import KnownPeople
from tinycrm.services.identity.person_facts import facts_of
from tinycrm.services.people import new_contact, tags
from tinycrm.services.transfer import card_relations, claims
from tinycrm.services.transfer.import_report import Change, change_of


class CardStoring:
    """Stores the cards of one file after the other.

    `stored` are the contacts and their cards, `rows` what each card is remembered in.
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
        self.many = many
        self.people = KnownPeople(db)
        self.seen: set[int] = set()
        self.new: list[int] = []
        self.changes: list[Change] = []
        self.unchanged: list[tuple[int, Card]] = []
        self.stored: list[tuple[int, Card]] = []
        self.rows: list[int] = []

    def store(self, cards: Sequence[Card]) -> None:
        """Store the cards of a file: each is a contact from before the file, or a new one."""
        drafts = [contact_of(card) for card in cards]
        facts = [
            facts_of(draft, digest=seen_cards.digest(card.text), remark=card.note)
            for draft, card in zip(drafts, cards, strict=True)
        ]
        parts = claims.find_parts(facts)
        whole = [place for place in range(len(cards)) if place not in parts]
        claimed = claims.assign(self.people, [facts[place] for place in whole])
        owners = {whole[place]: own for place, own in claimed.items()}
        for place, (card, draft) in enumerate(zip(cards, drafts, strict=True)):
            own = owners.get(parts.get(place, place))
            owners[place] = self._insert(card, draft) if own is None else own
            if own is not None:
                self._fill(own, card, draft)
            self.stored.append((owners[place], card))
            self.on_stored()
            seen = seen_cards.Seen(draft.source, card.uid, card.name, card.text)
            self.rows.append(seen_cards.remember(self.db, owners[place], seen, self.seen))
            self.seen.add(self.rows[-1])
        self.people.refresh(owners.values())

    def _insert(self, card: Card, draft: new_contact.NewContact) -> int:
        own = new_contact.insert(self.db, draft, clock.today(), many=self.many)
        keep_remark(self.db, own, card.note)
        tags.tag_contact(self.db, own, self.tagged)
        self.new.append(own)
        return own

    def _fill(self, own: int, card: Card, draft: new_contact.NewContact) -> None:
        """Fill in what an existing contact lacks, and note what that was."""
        fields = [*new_contact.fill(self.db, own, draft, clock.today())]
        if keep_remark(self.db, own, card.note):
            fields.append("notes")
        if tags.tag_contact(self.db, own, self.tagged):
            fields.append("tags")
        if fields:
            self.changes.append(change_of(self.db, own, card.name, fields))
        else:
            self.unchanged.append((own, card))

    def relate(self) -> None:
        """Store who belongs to whom, when all cards of all files are contacts."""
        related = card_relations.store_relations(self.db, self.stored)
        more = [each for each in self.unchanged if each[0] in related]
        self.unchanged = [each for each in self.unchanged if each[0] not in related]
        for own, card in more:
            self.changes.append(change_of(self.db, own, card.name, ("related",)))


def contact_of(card: Card) -> new_contact.NewContact:
    """Return the new contact that a card describes."""
    birthday = (("birthday", card.birthday),) if card.birthday else ()
    return new_contact.NewContact(
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
