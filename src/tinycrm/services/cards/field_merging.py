"""A card that changed where it came from, into its contact: only what changed there is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from tinycrm import clock
from tinycrm.contact_points import Point
from tinycrm.days import YearlyDay
from tinycrm.exchange import card_merge
from tinycrm.exchange.cards import Card
from tinycrm.services.cards.card_values import POINT_FIELDS, Owner, aligned, cards_of
from tinycrm.services.cards.remarks import keep_remark
from tinycrm.services.editing import writing_records
from tinycrm.services.identity import filling
from tinycrm.services.people import new_contact
from tinycrm.services.people.contacts import get_contact
from tinycrm.services.records import Contact, Labelled, Occasion
from tinycrm.text import fold
from tinycrm.values import NamedTuple


class MergedFields(NamedTuple):
    """The fields that were taken from a card, and those that both sides changed: ours stayed."""

    taken: tuple[str, ...]
    kept: tuple[str, ...]


def merge_into(
    db: sqlite3.Connection, own: int, base: Card, theirs: Card, owner: Owner
) -> MergedFields:
    """Change a contact by what changed in its card since `base`; relations are only looked at."""
    before = get_contact(db, own)
    ours = cards_of(db, [before])[own]
    same = aligned(ours, base, owner)
    merged = card_merge.merge(base, same, theirs)
    after = _with_fields(before, _Sides(ours, same, merged.card))
    taken = [each for each in merged.taken if each != "related"]
    if after != before:
        writing_records.write(db, before, after)
    if _take_note(db, own, base.note, theirs.note):
        taken.append("notes")
    if _take_extra(db, own, after.name, base, theirs):
        taken.append("extra")
    return MergedFields(tuple(taken), merged.kept)


class _Sides(NamedTuple):
    """What a contact has: as it is stored, as its card would say it, and merged."""

    stored: Card
    said: Card
    merged: Card

    def origin(self, field: str, item: object) -> Any:
        """Return the stored item that an unchanged item of the merged card is, or None."""
        said, stored = getattr(self.said, field), getattr(self.stored, field)
        return stored[said.index(item)] if item in said else None


def _with_fields(contact: Contact, sides: _Sides) -> Contact:
    merged, said = sides.merged, sides.said
    changes: dict[str, Any] = {}
    for name in ("name", "kind", "birthday", "nicknames"):
        if getattr(merged, name) != getattr(said, name):
            changes[name] = getattr(merged, name)
    for name in ("organization", "title"):
        if getattr(merged, name) != getattr(said, name):
            changes[name] = getattr(merged, name) or None
    if merged.points != said.points:
        points = [sides.origin("points", each) or each for each in merged.points]
        changes |= {field: _labelled(points, kind) for kind, field in POINT_FIELDS}
    if merged.occasions != said.occasions:
        changes["occasions"] = _occasions(contact, sides)
    if merged.tags != said.tags:
        changes["tags"] = tuple(sides.origin("tags", each) or each for each in merged.tags)
    return contact._replace(**changes)


def _labelled(points: Sequence[Point], kind: str) -> tuple[Labelled, ...]:
    return tuple(Labelled(each.value, each.label or None) for each in points if each.kind == kind)


def _occasions(contact: Contact, sides: _Sides) -> tuple[Occasion, ...]:
    """Return the dates; one that has another day keeps its row."""
    known = {(each.label, each.day): each for each in contact.occasions}
    left = dict(known)
    found: list[Occasion] = []
    new: list[tuple[str, YearlyDay]] = []
    for item in sides.merged.occasions:
        stored = sides.origin("occasions", item)
        if stored is None:
            new.append(item)
        else:
            found.append(left.pop(stored))
    for label, day in new:
        moved = next((key for key in left if key[0] == label), None)
        own = left.pop(moved).id if moved else None
        found.append(Occasion(own, label, day))
    return tuple(found)


def _take_note(db: sqlite3.Connection, own: int, before: str, after: str) -> bool:
    """Change the remark that a card's note was kept as; if it is there no more, keep a new one."""
    if before == after or not after.strip():
        return False
    row = db.execute(
        """
        SELECT note.id FROM note JOIN note_contact ON note_id = note.id
        WHERE contact_id = ? AND kind = 'note' AND body = ?
        """,
        (own, before),
    ).fetchone()
    if row is None:
        return keep_remark(db, own, after)
    db.execute("UPDATE note SET body = ?, folded = ? WHERE id = ?", (after, fold(after), row["id"]))
    return True


def _take_extra(db: sqlite3.Connection, own: int, name: str, base: Card, theirs: Card) -> bool:
    """Keep the unknown values that are new, and drop those that the card has no more."""
    start = db.total_changes
    for pair in set(base.extra) - set(theirs.extra):
        db.execute(
            "DELETE FROM extra WHERE contact_id = ? AND source = 'vcard' AND key = ? AND value = ?",
            (own, *pair),
        )
    new = tuple(each for each in theirs.extra if each not in base.extra)
    unread = tuple((each.key, each.raw, each.text) for each in theirs.unread)
    facts = tuple(each for each in theirs.facts if each not in base.facts)
    draft = new_contact.NewContact(name, extra=new, unread=unread, facts=facts, source="vcard")
    if new or facts:
        filling.fill(db, own, draft, clock.today())
    return db.total_changes > start
