"""Import contacts from files: each card is an existing contact or a new one.

One transaction for everything. Nothing is overwritten: a card of an existing contact only
fills in what is missing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tinycrm import clock, paths
from tinycrm.days import parse_every
from tinycrm.exchange.cards import Card, Skipped
from tinycrm.services.activity import note_words, notes
from tinycrm.services.codes import batch_code, code
from tinycrm.services.people import new_contact, spreading, tags
from tinycrm.services.people.name_likeness import contradicts
from tinycrm.services.transfer import card_relations
from tinycrm.store import backup, behind, reading, writing
from tinycrm.text import fold_forms
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


class Report(NamedTuple):
    """What an import did, or with `--dry-run` would do.

    `total` counts the cards; each is new, updated (something was missing), unchanged, or
    skipped. `ids` are the codes of the new contacts. `not_understood` are the first values that
    were not understood, of as many as the count says; they are kept on their cards. `remarks`
    say what was read with a doubt.
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


class _DryRunEnd(Exception):
    """Ends a dry run, so that its transaction is rolled back."""


def import_cards(
    sources: Sequence[Source], *, tagged: Sequence[str] = (), dry_run: bool = False
) -> Report:
    """Store the contacts in these files and return a report. One undo undoes all of it."""
    label = f"import {', '.join(source.name for source in sources)}"
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
    uids = new_contact.merged_uids(db)
    ids: list[int] = []
    updated: list[int] = []
    unchanged: list[int] = []
    stored: list[tuple[int, Card]] = []
    for source in sources:
        known = db.execute("SELECT coalesce(max(id), 0) FROM contact").fetchone()[0]
        for card in _cards(source, uids):
            contact_id = find_same(db, card, known)
            if contact_id is None:
                contact_id = _insert(db, card, tagged, many=many)
                ids.append(contact_id)
            elif _fill(db, contact_id, card, tagged):
                updated.append(contact_id)
            else:
                unchanged.append(contact_id)
            stored.append((contact_id, card))
    related = card_relations.store_relations(db, stored)
    more = sum(contact_id in related for contact_id in unchanged)
    skipped = tuple(
        SkippedCard(source.name, each.line, each.reason)
        for source in sources
        for each in source.items
        if isinstance(each, Skipped)
    )
    return Report(
        total=len(ids) + len(updated) + len(unchanged) + len(skipped),
        new=len(ids),
        updated=len(updated) + more,
        unchanged=len(unchanged) - more,
        skipped=skipped,
        ids=tuple(code("contact", each) for each in ids),
        batch=None,
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


def _cards(source: Source, uids: Mapping[str, str]) -> Iterator[Card]:
    """Yield the cards of a file; for a contact merged since, with the UID it was merged into."""
    for each in source.items:
        if isinstance(each, Card):
            now = uids.get(each.uid or "")
            yield replace(each, uid=now) if now else each


def _insert(db: sqlite3.Connection, card: Card, tagged: Iterable[str], *, many: bool) -> int:
    contact_id = new_contact.insert(db, contact_of(card), clock.today(), many=many)
    _remark(db, contact_id, card.note)
    tags.tag_contact(db, contact_id, tagged)
    return contact_id


def _fill(db: sqlite3.Connection, contact_id: int, card: Card, tagged: Iterable[str]) -> bool:
    """Fill in what an existing contact lacks; return whether anything was added."""
    changes = [
        new_contact.fill(db, contact_id, contact_of(card), clock.today()),
        _remark(db, contact_id, card.note),
        tags.tag_contact(db, contact_id, tagged),
    ]
    return any(changes)


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


# ── finding the same contact ─────────────────────────────────────────────────────────────


def find_same(db: sqlite3.Connection, card: Card, known: int) -> int | None:
    """Return the contact a card is about, None for a new one.

    By UID, also within one file. Otherwise among the contacts that existed before the file
    (ids up to `known`), because in a real address book people share numbers: by name if no
    address or number contradicts it, by e-mail or phone if no name does.
    """
    owner = new_contact.uid_owner(db, card.uid)
    if owner is not None:
        return owner
    draft = contact_of(card)
    found = [i for i in new_contact.find_same(db, draft) if i <= known]
    names = {i: _name_of(db, i) for i in found}
    possible = [i for i in found if not contradicts(names[i], card.name)]
    return min(possible, key=lambda i: _unlikeness(db, i, names[i], draft), default=None)


def _unlikeness(
    db: sqlite3.Connection, contact_id: int, name: str, draft: new_contact.NewContact
) -> tuple[bool, int, int]:
    """Return a sort key: first the same name, then most points in common, then the oldest."""
    rows = db.execute("SELECT kind, normal FROM contact_point WHERE contact_id = ?", (contact_id,))
    shared = {(p.kind, p.normal) for p in draft.points} & {tuple(row) for row in rows}
    return fold_forms(name).isdisjoint(fold_forms(draft.name)), -len(shared), contact_id


def _name_of(db: sqlite3.Connection, contact_id: int) -> str:
    return str(db.execute("SELECT name FROM contact WHERE id = ?", (contact_id,)).fetchone()[0])
