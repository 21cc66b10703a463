"""Contacts as cards, and what their own cards from elsewhere say that the store has not."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tinycrm.contact_points import Point, PointKind
from tinycrm.exchange.cards import Card, NamedRelative
from tinycrm.exchange.vcard_points import say_own_label
from tinycrm.exchange.vcard_values import one_line
from tinycrm.services.codes import id_of
from tinycrm.services.people.contacts import load_contacts
from tinycrm.services.people.phone_likeness import same_number
from tinycrm.services.records import Contact
from tinycrm.services.relations.relation_labels import known_label
from tinycrm.services.sql import rows_of
from tinycrm.text import fold

Owner = Callable[[str], str | None]
"""Returns the name of the contact with a UID, None for nobody."""

_RELATED = """
    SELECT relation.contact_id, relation.label, coalesce(other.name, relation.name)
    FROM relation LEFT JOIN contact AS other ON other.id = relation.other_id
    WHERE relation.contact_id IN ({})
    ORDER BY relation.id
"""
POINT_FIELDS: tuple[tuple[PointKind, str], ...] = (
    ("email", "emails"), ("phone", "phones"), ("url", "urls"), ("address", "addresses"),
    ("handle", "handles"),
)  # fmt: skip


def load_cards(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Card]:
    """Return what the store has of these contacts, without their notes."""
    return cards_of(db, load_contacts(db, ids))


def cards_of(db: sqlite3.Connection, contacts: Sequence[Contact]) -> dict[int, Card]:
    """Return contacts that were loaded as cards, by their ids, without their notes."""
    ids = [id_of(each.id) for each in contacts]
    related: defaultdict[int, list[NamedRelative]] = defaultdict(list)
    for own, label, name in rows_of(db, _RELATED, ids):
        related[own].append(NamedRelative(label, name))
    return {
        own: replace(card_of(each), related=tuple(related[own]))
        for own, each in zip(ids, contacts, strict=True)
    }


def card_of(contact: Contact) -> Card:
    """Return the values of a contact that a card has, without relations and notes."""
    return Card(
        name=contact.name,
        uid=contact.uid,
        kind=contact.kind,
        nicknames=contact.nicknames,
        organization=contact.organization or "",
        title=contact.title or "",
        points=tuple(
            Point(kind, each.value, each.label or "")
            for kind, field in POINT_FIELDS
            for each in getattr(contact, field)
        ),
        birthday=contact.birthday,
        occasions=tuple((each.label, each.day) for each in contact.occasions),
        tags=contact.tags,
        facts=tuple(contact.facts.items()),
        every=str(contact.every or ""),
    )


def in_lines(card: Card) -> Card:
    """Return a card whose texts are one line each, as a reader gives them; the note may have more.

    What came in as JSON Lines may have line breaks anywhere.
    """
    texts = (
        card.name, card.organization, card.title, *card.nicknames, *card.tags,
        *(text for each in card.points for text in (each.value, each.label)),
        *(label for label, _ in card.occasions),
        *(text for each in card.related for text in (each.label, each.name)),
    )  # fmt: skip
    together = "".join(texts)
    if "\n" not in together and "\r" not in together:
        return card
    return replace(
        card,
        name=one_line(card.name),
        organization=one_line(card.organization),
        title=one_line(card.title),
        nicknames=tuple(map(one_line, card.nicknames)),
        tags=tuple(map(one_line, card.tags)),
        points=tuple(
            Point(each.kind, one_line(each.value), one_line(each.label)) for each in card.points
        ),
        occasions=tuple((one_line(label), day) for label, day in card.occasions),
        related=tuple(
            each._replace(label=one_line(each.label), name=one_line(each.name))
            for each in card.related
        ),
    )


def aligned(
    now: Card, base: Card, owner: Owner, *, private: bool = False, to_write: bool = False
) -> Card:
    """Return `now` with the values of `base` wherever both mean the same.

    What only differs in its form is no change; but a card `to_write` gets the country of a number
    where only the number here has it.
    """
    points = (_aligned_point(each, base, to_write=to_write) for each in now.points)
    return replace(
        now,
        points=tuple(points),
        tags=_aligned_tags(now.tags, base.tags),
        related=tuple(_aligned_related(now.related, base.related, owner)),
        note=now.note if private else base.note,
    )


def _aligned_point(point: Point, base: Card, *, to_write: bool) -> Point:
    """Return the card's own point where this is the same, with a label that only it has."""
    same = [each for each in base.points if each.kind == point.kind and _is_same_point(point, each)]
    if not same:
        return point
    each = next((each for each in same if each.normal == point.normal), same[0])
    label = point.label if say_own_label(point.label) else each.label
    if to_write and _has_country(point) and not any(map(_has_country, same)):
        return point._replace(label=label)
    same_label = say_own_label(label) == say_own_label(each.label)
    return each if same_label else each._replace(label=label)


def _has_country(point: Point) -> bool:
    return point.kind == "phone" and point.value.startswith(("+", "00"))


def _is_same_point(one: Point, other: Point) -> bool:
    if one.kind == "phone":
        return same_number(one.value, other.value)
    return one.value == other.value or (one.kind == "email" and one.normal == other.normal)


def _aligned_tags(now: Iterable[str], base: Iterable[str]) -> tuple[str, ...]:
    spelled = {fold(each): each for each in base}
    return tuple(spelled.get(fold(each), each) for each in now)


def _aligned_related(
    now: Sequence[NamedRelative], base: Sequence[NamedRelative], owner: Owner
) -> Iterable[NamedRelative]:
    """Yield the relations; those of the card that are here as well are as the card has them."""
    here: defaultdict[tuple[str, str | None], dict[str, NamedRelative]] = defaultdict(dict)
    for each in now:
        here[known_label(each.label), each.name][each.label] = each
    for each in base:
        names = {each.name} | ({owner(each.uid)} if each.uid else set())
        same = [here.pop((known_label(each.label), name), None) for name in names]
        if any(same):
            yield each
        elif each.uid and not each.name and owner(each.uid) is None:
            yield each  # somebody whose card has not come yet
    for found in here.values():
        yield from found.values()
