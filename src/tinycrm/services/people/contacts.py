"""Reading contacts: in short form, as other records show them, or complete."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from tinycrm.days import Every, YearlyDay
from tinycrm.services.codes import code
from tinycrm.services.people import cadence
from tinycrm.services.records import Contact, Labelled, Occasion, Person, Related
from tinycrm.services.sql import rows_of, rows_with, stored_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")


def load_in_order(
    db: sqlite3.Connection,
    sql: str,
    ids: Sequence[int],
    make: Callable[[sqlite3.Row, Mapping[int, Person]], T],
    people: Mapping[int, Person] | None = None,
) -> list[T]:
    """Return what is made of each row with one of these ids, in their order.

    `sql` is as for `rows_of`; `make` gets a row and the people in it, by id: `people`, or else
    they are loaded. Ids without a row are left out.
    """
    rows = rows_of(db, sql, ids)
    if people is None:
        columns = {"contact_id", "brought_id"} & set(rows[0].keys() if rows else ())
        people = load_persons(db, {row[each] for row in rows for each in columns if row[each]})
    found = {row["id"]: make(row, people) for row in rows}
    return [found[own] for own in ids if own in found]


def load_persons(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Person]:
    """Return the contacts with these ids in short form."""
    wanted = sorted(set(ids))
    points = _points(db, _WAYS_TO_REACH, wanted)
    nicknames = _names(db, wanted)
    tags = load_tags(db, wanted)
    return {
        own: Person(
            code("contact", own), name, nicknames[own],
            points[own, "email"], points[own, "phone"], tags[own],
        )
        for own, name in rows_with(db, "SELECT id, name FROM contact WHERE id IN ({})", wanted)
    }  # fmt: skip


Points = defaultdict[tuple[int, str], tuple[Labelled, ...]]


# With + the rows of all contacts are sorted at once; by its index, SQLite sorts those of each.
_WAYS_TO_REACH = """
    SELECT contact_id, kind, value, label FROM contact_point
    WHERE contact_id IN ({}) AND kind IN ('email', 'phone')
    ORDER BY +contact_id, position, id
"""
_EVERY_POINT = """
    SELECT contact_id, kind, value, label FROM contact_point
    WHERE contact_id IN ({})
    ORDER BY +contact_id, position, id
"""


def _points(db: sqlite3.Connection, sql: str, ids: Sequence[int]) -> Points:
    """Return contact points by contact id and kind, in their order."""
    points: Points = defaultdict(tuple)
    for own, kind, value, label in rows_with(db, sql, ids):
        points[own, kind] += (Labelled(value, label or None),)
    return points


def _names(db: sqlite3.Connection, ids: Sequence[int]) -> defaultdict[int, tuple[str, ...]]:
    return _grouped(
        rows_with(
            db,
            """
            SELECT contact_id, name FROM nickname WHERE contact_id IN ({}) ORDER BY +contact_id, id
            """,
            ids,
        )
    )


def load_tags(db: sqlite3.Connection, ids: Sequence[int]) -> defaultdict[int, tuple[str, ...]]:
    """Return the tags of these contacts, in alphabetical order."""
    return _grouped(
        rows_with(
            db,
            """
            SELECT contact_tag.contact_id, tag.name
            FROM contact_tag JOIN tag ON tag.id = contact_tag.tag_id
            WHERE contact_tag.contact_id IN ({})
            ORDER BY +contact_tag.contact_id, tag.folded, tag.name
            """,
            ids,
        )
    )


def _grouped(rows: Iterable[sqlite3.Row]) -> defaultdict[int, tuple[str, ...]]:
    grouped: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for contact_id, value in rows:
        grouped[contact_id] += (value,)
    return grouped


def load_facts(db: sqlite3.Connection, ids: Sequence[int]) -> defaultdict[int, dict[str, str]]:
    """Return the facts of these contacts, oldest first."""
    facts: defaultdict[int, dict[str, str]] = defaultdict(dict)
    sql = "SELECT contact_id, key, value FROM fact WHERE contact_id IN ({}) ORDER BY contact_id, id"
    for contact_id, key, value in rows_with(db, sql, ids):
        facts[contact_id][key] = value
    return facts


def load_contacts(db: sqlite3.Connection, ids: Sequence[int]) -> list[Contact]:
    """Return the complete contacts with these ids, in this order."""
    from tinycrm.services.relations import both_sides  # persons in short form have none

    points = _points(db, _EVERY_POINT, ids)
    nicknames, tags, facts = _names(db, ids), load_tags(db, ids), load_facts(db, ids)
    occasions = _occasions(db, ids)
    related = both_sides.load_related(db, ids)
    found = {
        row["id"]: _contact(row, points, nicknames, tags, facts, occasions, related)
        for row in rows_of(db, _CONTACT, ids)
    }
    return [found[i] for i in ids if i in found]


_CONTACT = """
    SELECT contact.id, contact.uid, contact.kind, contact.name, contact.organization,
        contact.title, contact.every_n, contact.every_unit, contact.every_from_on,
        contact.last_touch_on, contact.do_not_contact, contact.snoozed_until,
        contact.archived_at, contact.created_at, contact.updated_at,
        win.contact_id AS referrer
    FROM contact LEFT JOIN win ON win.brought_id = contact.id
    WHERE contact.id IN ({})
"""


def _contact(
    row: sqlite3.Row,
    points: Points,
    nicknames: defaultdict[int, tuple[str, ...]],
    tags: defaultdict[int, tuple[str, ...]],
    facts: defaultdict[int, dict[str, str]],
    occasions: defaultdict[int, tuple[Occasion, ...]],
    related: dict[int, tuple[Related, ...]],
) -> Contact:
    own = row["id"]
    days = occasions[own]
    contact_cadence = cadence.cadence_of(row)
    return Contact(
        id=code("contact", own),
        uid=row["uid"],
        kind=row["kind"],
        name=row["name"],
        nicknames=nicknames[own],
        organization=row["organization"] or None,
        title=row["title"] or None,
        emails=points[own, "email"],
        phones=points[own, "phone"],
        addresses=points[own, "address"],
        urls=points[own, "url"],
        handles=points[own, "handle"],
        birthday=next((o.day for o in days if o.label == "birthday"), None),
        occasions=tuple(o for o in days if o.label != "birthday"),
        tags=tags[own],
        facts=facts[own],
        every=Every(row["every_n"], row["every_unit"]) if row["every_n"] else None,
        referred_by=code("contact", row["referrer"]) if row["referrer"] else None,
        related=related.get(own, ()),
        do_not_contact=bool(row["do_not_contact"]),
        archived=row["archived_at"] is not None,
        last_touch=stored_day(row["last_touch_on"]),
        next_due=contact_cadence.due_on() if contact_cadence else None,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


def _occasions(
    db: sqlite3.Connection, ids: Sequence[int]
) -> defaultdict[int, tuple[Occasion, ...]]:
    days: defaultdict[int, tuple[Occasion, ...]] = defaultdict(tuple)
    for own, row_id, label, month, day, year in rows_of(
        db,
        """
        SELECT contact_id, id, label, month, day, year
        FROM occasion
        WHERE contact_id IN ({})
        ORDER BY contact_id, id
        """,
        ids,
    ):
        days[own] += (Occasion(code("occasion", row_id), label, YearlyDay(month, day, year)),)
    return days


def get_contact(db: sqlite3.Connection, contact_id: int) -> Contact:
    """Return one complete contact."""
    return load_contacts(db, [contact_id])[0]
