"""Import contacts from files: each card is an existing contact or a new one.

One transaction for everything. Nothing is overwritten: a card of an existing contact only
fills in what is missing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from tinycrm import clock, paths
from tinycrm.days import parse_every
from tinycrm.exchange.cards import Card, Skipped
from tinycrm.services.activity import note_words, notes
from tinycrm.services.codes import batch_code, code
from tinycrm.services.identity import seen_cards
from tinycrm.services.identity.known_people import KnownPeople
from tinycrm.services.identity.person_facts import facts_of
from tinycrm.services.people import new_contact, spreading, tags
from tinycrm.services.transfer import card_relations, claims
from tinycrm.store import backup, behind, reading, writing
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Source(NamedTuple):
    """A file's name, for the report, and what was read from it."""

    name: str
    items: tuple[Card | Skipped, ...]


class SkippedCard(NamedTuple):
    """A card that was skipped: where it begins, and the reason."""

    file: str
    line: int
    reason: str


class UnreadValue(NamedTuple):
    """A value that was not understood: where it is, its property, its text."""

    file: str
    line: int
    name: str
    value: str


class SourceRemark(NamedTuple):
    """What was read with a doubt: where it is, and a sentence about it."""

    file: str
    line: int
    text: str


class Change(NamedTuple):
    """A contact that a card filled in: their name, the card's, and the fields that changed."""

    id: str
    name: str
    card: str
    fields: tuple[str, ...]


class Report(NamedTuple):
    """What an import did, or with `--dry-run` would do.

    `total` counts the cards; each is new, updated (something was missing), unchanged, or
    skipped. `ids` are the codes of the new contacts; `changes` say what was filled in.
    `not_understood` are the first values that were not understood, of as many as the count says;
    they are kept on their cards. `remarks` say what was read with a doubt.
    """

    total: int
    new: int
    updated: int
    unchanged: int
    skipped: tuple[SkippedCard, ...]
    ids: tuple[str, ...]
    batch: str | None
    not_understood: tuple[UnreadValue, ...] = ()
    not_understood_count: int = 0
    remarks: tuple[SourceRemark, ...] = ()
    changes: tuple[Change, ...] = ()


class _DryRunEnd(Exception):
    """Ends a dry run, so that its transaction is rolled back."""


def import_cards(
    sources: Sequence[Source],
    *,
    named: Sequence[str],
    tagged: Sequence[str] = (),
    dry_run: bool = False,
) -> Report:
    """Store the contacts in these files and return a report. One undo undoes all of it.

    `named` are the files and folders as the user named them, for the history.
    """
    label = f"import {_say_names(named)}"
    report = None
    if not dry_run and paths.store_file().exists():
        _copy_store(paths.store_file())
    try:
        with writing(label) as work:
            report = _store_all(work.db, sources, tagged)
            if dry_run:
                raise _DryRunEnd
    except _DryRunEnd:
        assert report is not None
        return report._replace(ids=())
    return report._replace(batch=batch_code(work.batch))


_NAMED = 3
"""How many files the history names; of a folder only the folder."""


def _say_names(named: Sequence[str]) -> str:
    more = len(named) - _NAMED
    return ", ".join(named[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _copy_store(store: Path) -> None:
    """Back up the store before the import; a large backup is checked in the background."""
    can_wait = store.stat().st_size > backup.SMALL and behind.is_possible()
    with reading() as db:
        make = backup.make_unchecked if can_wait else backup.make
        make(db, store, "before-import")
    if can_wait:
        behind.run(lambda: backup.check_left(store))


def _store_all(db: sqlite3.Connection, sources: Sequence[Source], tagged: Sequence[str]) -> Report:
    many = sum(len(source.items) for source in sources) >= spreading.MANY
    storing = _Storing(db, tagged, many=many)
    for source in sources:
        storing.store([each for each in source.items if isinstance(each, Card)])
    storing.relate()
    skipped = tuple(
        SkippedCard(source.name, each.line, each.reason)
        for source in sources
        for each in source.items
        if isinstance(each, Skipped)
    )
    return Report(
        total=len(storing.stored) + len(skipped),
        new=len(storing.new),
        updated=len(storing.changes),
        unchanged=len(storing.unchanged),
        skipped=skipped,
        ids=tuple(code("contact", each) for each in storing.new),
        batch=None,
        changes=tuple(storing.changes),
        **_doubts(sources),
    )


SHOWN = 20
"""At most so many values that were not understood are named one by one."""


def _doubts(sources: Sequence[Source]) -> dict[str, Any]:
    """Return what the report says about values that were not understood, or with a doubt."""
    cards = [(source.name, each) for source in sources for each in source.items]
    unread = [
        UnreadValue(name, one.line, one.name, one.text)
        for name, card in cards
        if isinstance(card, Card)
        for one in card.unread
    ]
    remarks = (
        SourceRemark(name, one.line, one.text)
        for name, card in cards
        if isinstance(card, Card)
        for one in card.remarks
    )
    return {
        "not_understood": tuple(unread[:SHOWN]),
        "not_understood_count": len(unread),
        "remarks": tuple(remarks),
    }


class _Storing:
    """Stores the cards of one file after the other."""

    def __init__(self, db: sqlite3.Connection, tagged: Sequence[str], *, many: bool) -> None:
        self.db = db
        self.tagged = tagged
        self.many = many
        self.people = KnownPeople(db)
        self.seen: set[int] = set()
        self.new: list[int] = []
        self.changes: list[Change] = []
        self.unchanged: list[tuple[int, Card]] = []
        self.stored: list[tuple[int, Card]] = []

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
            seen = seen_cards.Seen(draft.source, card.uid, card.name, card.text)
            self.seen.add(seen_cards.remember(self.db, owners[place], seen, self.seen))
        self.people.refresh(owners.values())

    def _insert(self, card: Card, draft: new_contact.NewContact) -> int:
        own = new_contact.insert(self.db, draft, clock.today(), many=self.many)
        _remark(self.db, own, card.note)
        tags.tag_contact(self.db, own, self.tagged)
        self.new.append(own)
        return own

    def _fill(self, own: int, card: Card, draft: new_contact.NewContact) -> None:
        """Fill in what an existing contact lacks, and note what that was."""
        fields = [*new_contact.fill(self.db, own, draft, clock.today())]
        if _remark(self.db, own, card.note):
            fields.append("notes")
        if tags.tag_contact(self.db, own, self.tagged):
            fields.append("tags")
        if fields:
            self._changed(own, card, fields)
        else:
            self.unchanged.append((own, card))

    def _changed(self, own: int, card: Card, fields: Sequence[str]) -> None:
        name = self.db.execute("SELECT name FROM contact WHERE id = ?", (own,)).fetchone()[0]
        self.changes.append(
            Change(code("contact", own), name, card.name, tuple(dict.fromkeys(fields)))
        )

    def relate(self) -> None:
        """Store who belongs to whom, when all cards of all files are contacts."""
        related = card_relations.store_relations(self.db, self.stored)
        more = [each for each in self.unchanged if each[0] in related]
        self.unchanged = [each for each in self.unchanged if each[0] not in related]
        for own, card in more:
            self._changed(own, card, ("related",))


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
        source="vcard",
    )


def _remark(db: sqlite3.Connection, contact_id: int, text: str) -> bool:
    """Keep a card's note as a remark, unless the same note already exists."""
    if not text.strip():
        return False
    existing = db.execute(
        """
        SELECT 1
        FROM note_contact JOIN note ON note.id = note_contact.note_id
        WHERE contact_id = ? AND body = ?
        """,
        (contact_id, text),
    ).fetchone()
    if existing is None:
        notes.insert(db, [contact_id], note_words.Words(text), kind="note")
    return existing is None
