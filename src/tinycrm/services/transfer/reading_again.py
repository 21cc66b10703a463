"""What older imports only kept, read by the rules of today: `crm import --again`.

A kept value goes only when all that it says is on the contact. What the contact has is not
overwritten, as with any import.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tinycrm import clock
from tinycrm.contact_points import Point
from tinycrm.exchange.cards import Card
from tinycrm.exchange.kept_values import kept_units, read_kept_unit
from tinycrm.services.cards.kept_cards import put_back
from tinycrm.services.cards.remarks import keep_remark
from tinycrm.services.identity import filling
from tinycrm.services.people import new_contact, yearly_dates
from tinycrm.services.people.contacts import get_contact
from tinycrm.services.people.new_contact import NewContact
from tinycrm.services.people.phone_likeness import first_same
from tinycrm.services.records import Contact
from tinycrm.services.transfer import card_relations
from tinycrm.services.transfer.card_storing import contact_of
from tinycrm.services.transfer.import_report import Report, change_of
from tinycrm.services.transfer.importing import in_one_step
from tinycrm.text import fold

_PEOPLE = """
    SELECT DISTINCT contact_id, contact.name
    FROM extra JOIN contact ON contact.id = contact_id
    WHERE source IN ('vcard', 'csv')
    ORDER BY contact_id
"""
_KEPT = """
    SELECT source, key, value, unread FROM extra
    WHERE contact_id = ? AND source IN ('vcard', 'csv')
    ORDER BY source, id
"""


class _Kept:
    """What is kept of one source on one contact."""

    def __init__(self, own: int, name: str, source: str) -> None:
        self.own = own
        self.name = name
        self.source = source
        self.pairs: list[tuple[str, str]] = []
        self.shown: set[tuple[str, str]] = set()


def read_again(*, dry_run: bool = False) -> Report:
    """Read all kept values again, in one transaction; return who got something by it.

    The report counts the contacts that have kept values.
    """
    return in_one_step("import --again", _read_all, dry_run=dry_run)


def _read_all(db: sqlite3.Connection) -> Report:
    people = db.execute(_PEOPLE).fetchall()
    changes: dict[int, list[str]] = {}
    for own, name in people:
        for kept in _kept_of(db, own, name):
            if fields := _read(db, kept):
                changes.setdefault(own, []).extend(fields)
    said = tuple(change_of(db, own, None, fields) for own, fields in changes.items())
    return Report(
        len(people), 0, len(said), len(people) - len(said), (), (), None, changes=said
    )  # fmt: skip


def _kept_of(db: sqlite3.Connection, own: int, name: str) -> list[_Kept]:
    found: dict[str, _Kept] = {}
    for source, key, value, is_shown in db.execute(_KEPT, (own,)):
        kept = found.setdefault(source, _Kept(own, name, source))
        kept.pairs.append((key, value))
        if is_shown:
            kept.shown.add((key, value))
    return list(found.values())


def _read(db: sqlite3.Connection, kept: _Kept) -> list[str]:
    """Read the values of one contact; return the fields that changed."""
    fields: list[str] = []
    for unit in kept_units(kept.source, kept.pairs):
        card = read_kept_unit(kept.source, kept.name, unit)
        if card is None or not (_is_said(card) or _to_show(card) - kept.shown):
            continue
        rest = tuple(pair for pair in card.extra if pair not in unit)
        same = tuple(pair for pair in card.extra if pair in unit)
        fields += _fill(db, kept.own, replace(card, extra=same))
        taken = [pair for pair in unit if pair not in card.extra]
        if taken and _has_all(db, kept.own, card):
            put_back(db, kept.own, taken)
            _drop(db, kept.own, kept.source, taken)
            draft = contact_of(replace(card, extra=rest))
            db.executemany(new_contact.EXTRA.sql(), new_contact.extra_rows(kept.own, draft))
            fields.append("extra")
    return fields


def _fill(db: sqlite3.Connection, own: int, card: Card) -> Iterator[str]:
    yield from filling.fill(db, own, contact_of(card)._replace(uid=None), clock.today())
    if keep_remark(db, own, card.note):
        yield "notes"
    if card_relations.store_relations(db, [(own, card)]):
        yield "related"


def _drop(db: sqlite3.Connection, own: int, source: str, pairs: Sequence[tuple[str, str]]) -> None:
    db.executemany(
        "DELETE FROM extra WHERE contact_id = ? AND source = ? AND key = ? AND value = ?",
        [(own, source, *pair) for pair in pairs],
    )


def _has_all(db: sqlite3.Connection, own: int, card: Card) -> bool:
    """Return whether a contact has all that a card says, so that nothing is lost without it."""
    contact = get_contact(db, own)
    draft = contact_of(card)
    return _is_said(card) and all(
        (
            _has_words(contact, draft),
            all(_has_point(contact, point) for point in draft.points),
            all(
                yearly_dates.find(yearly_dates.dates_of(contact), label, day)
                for label, day in draft.occasions
            ),
            all(contact.facts.get(key) == value for key, value in draft.facts),
            all(each.name or not each.uid for each in card.related),
        )
    )


def _is_said(card: Card) -> bool:
    """Return whether a card says anything of somebody besides their name."""
    return bool(card.points or card.birthday or card.occasions or card.tags or card.facts
                or card.every or card.nicknames or card.organization or card.title or card.related
                or card.note)  # fmt: skip


def _to_show(card: Card) -> set[tuple[str, str]]:
    return {(each.key, each.raw) for each in card.unread}


def _has_words(contact: Contact, draft: NewContact) -> bool:
    names = {fold(each) for each in (contact.name, *contact.nicknames)}
    tags = {fold(each) for each in contact.tags}
    return (
        draft.organization in ("", contact.organization)
        and draft.title in ("", contact.title)
        and draft.every in (None, contact.every)
        and all(fold(each) in names for each in draft.nicknames)
        and all(fold(each) in tags for each in draft.tags)
    )


def _has_point(contact: Contact, point: Point) -> bool:
    lists = {
        "email": contact.emails, "phone": contact.phones, "address": contact.addresses,
        "url": contact.urls, "handle": contact.handles,
    }  # fmt: skip
    own = [Point(point.kind, each.value, each.label or "") for each in lists[point.kind]]
    if point.kind == "phone":
        return first_same(point.value, [each.value for each in own]) is not None
    return any(
        each.normal == point.normal and not each.is_at_another_service(point) for each in own
    )
