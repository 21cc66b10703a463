"""New contacts from any interface: storing them, or filling the contact that they are."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from tinycrm import clock
from tinycrm.contact_points import Point, parse_point, split_name
from tinycrm.days import Every, YearlyDay
from tinycrm.rules import ContactKind, parse_text
from tinycrm.services.codes import check_name
from tinycrm.services.people import cadence, tags
from tinycrm.services.people.phone_likeness import ENOUGH, Comparing
from tinycrm.services.records import Related
from tinycrm.services.sql import Insert, Update
from tinycrm.services.uids import new_uid
from tinycrm.text import fold, fold_all
from tinycrm.values import Fields


class NewContact(Fields):
    """The checked values of a new contact. `source` is the interface they come from.

    `unread` are those of `extra` that are shown on the card and found by search, each with its
    text.
    """

    name: str
    uid: str | None = None
    kind: ContactKind = "person"
    nicknames: tuple[str, ...] = ()
    organization: str = ""
    title: str = ""
    points: tuple[Point, ...] = ()
    occasions: tuple[tuple[str, YearlyDay], ...] = ()
    tags: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    every: Every | None = None
    do_not_contact: bool = False
    note: str = ""
    related: tuple[Related, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    unread: tuple[tuple[str, str, str], ...] = ()
    source: str = "cli"

    def normals(self, kind: str) -> frozenset[str]:
        """Return the contact points of one kind, in normal form."""
        return frozenset(p.normal for p in self.points if p.kind == kind)


def read_newcomer(typed: str) -> NewContact:
    """Return a new contact from a name, an address, or both: `Ada <ada@example.org>`."""
    name, points = split_name(typed)
    if not points and "@" in typed and len(typed.split()) == 1:
        points = (parse_point("email", typed),)  # refused with what is wrong with it
    name = parse_text(name, "name")
    check_name(name)
    return NewContact(name, points=points)


def uid_owner(db: sqlite3.Connection, uid: str | None) -> int | None:
    """Return the id of the contact with a UID."""
    row = db.execute("SELECT id FROM contact WHERE uid = ?", (uid,)).fetchone() if uid else None
    return row["id"] if row else None


def merged_uids(db: sqlite3.Connection) -> dict[str, str]:
    """Return the UIDs of contacts merged into others, with the UID each has now."""
    rows = db.execute(
        """
        SELECT value, contact.uid
        FROM extra JOIN contact ON contact.id = contact_id
        WHERE source = 'merge' AND key = 'uid' AND value NOT IN (SELECT uid FROM contact)
        """
    )
    return dict(map(tuple, rows))


# ── rows ─────────────────────────────────────────────────────────────────────────────────

Row = tuple[object, ...]
ExtraRow = tuple[None, int, str, str, str, int, str]

CONTACT = Insert(
    "contact",
    (
        "id", "uid", "kind", "name", "folded", "organization", "title", "folded_work",
        "do_not_contact", "created_at", "updated_at",
    ),
)  # fmt: skip
POINT = Insert(
    "contact_point",
    ("contact_id", "kind", "label", "value", "normal", "position", "folded"),
    "ON CONFLICT DO NOTHING",
)
NICKNAME = Insert("nickname", ("contact_id", "name", "folded"), "ON CONFLICT DO NOTHING")
FACT = Insert("fact", ("contact_id", "key", "value", "folded"), "ON CONFLICT DO NOTHING")
EXTRA = Insert("extra", ("id", "contact_id", "source", "key", "value", "unread", "folded"))
SHOWN_EXTRA = Update("extra", ("unread", "folded"))


def contact_row(own: int | None, uid: str, draft: NewContact, now: str) -> Row:
    """Return the row of a new contact; without an id SQLite gives it one."""
    return (
        own, uid, draft.kind, draft.name, fold(draft.name), draft.organization, draft.title,
        fold_all(draft.organization, draft.title), int(draft.do_not_contact), now, now,
    )  # fmt: skip


def point_rows(own: int, points: Sequence[Point], start: int = 0) -> list[Row]:
    """Return the rows of contact points; `start` is the position of the first."""
    return [_point_row(own, each, n) for n, each in enumerate(points, start)]


def _point_row(own: int, point: Point, position: int) -> Row:
    kind, value, label = point
    normal = point.normal
    is_folded = kind not in ("phone", "email") and normal.isascii()
    return own, kind, label, value, normal, position, normal if is_folded else fold(value)


def extra_rows(own: int, draft: NewContact) -> Iterator[ExtraRow]:
    """Yield the rows of what is only kept, without ids; what is shown of it can be searched."""
    texts = {(key, value): text for key, value, text in draft.unread}
    for key, value in dict.fromkeys(draft.extra):
        text = texts.get((key, value))
        yield None, own, draft.source, key, value, int(text is not None), fold(text or "")


# ── writing ──────────────────────────────────────────────────────────────────────────────


def insert(db: sqlite3.Connection, draft: NewContact, today: date, *, many: bool = False) -> int:
    """Store a new contact; return its id. `many` spreads the first dates of cadences.

    A UID that a contact has already stays theirs: the new one gets its own.
    """
    uid = None if uid_owner(db, draft.uid) else draft.uid
    cursor = db.execute(CONTACT.sql(), contact_row(None, uid or new_uid(), draft, clock.instant()))
    assert cursor.lastrowid is not None
    _add_lists(db, cursor.lastrowid, draft)
    if draft.every:
        cadence.set_cadence(db, cursor.lastrowid, draft.every, today, many=many)
    return cursor.lastrowid


def _add_lists(db: sqlite3.Connection, own: int, draft: NewContact) -> None:
    """Add the lists of a draft to its contact, who is new and has none."""
    if draft.points:
        db.executemany(POINT.sql(), point_rows(own, new_points(draft, ())))
    for _, insert_, rows in list_rows(own, draft):
        db.executemany(insert_.sql(), rows)
    if draft.occasions:
        from tinycrm.services.people import yearly_dates  # most are added without

        for label, day in yearly_dates.with_more((), draft.occasions):
            yearly_dates.insert(db, own, label, day)
    tags.tag_contact(db, own, draft.tags)
    if draft.related:
        from tinycrm.services.relations import relating

        relating.keep_related(db, own, draft.related)
    if draft.extra:
        db.executemany(EXTRA.sql(), extra_rows(own, draft))


FIELDS = {
    "email": "emails", "phone": "phones", "address": "addresses", "url": "urls",
    "handle": "handles",
}  # fmt: skip
"""The lists that contact points are in, by their kind."""


def new_points(
    draft: NewContact, points: Sequence[Sequence[str]], comparing: Comparing | None = None
) -> list[Point]:
    """Return the points of a draft that are not there yet; a number is one in every form.

    `comparing` says for how many numbers that end alike it is asked whether they are one.
    """
    known = {(kind, normal) for kind, normal, _ in points}
    numbers: defaultdict[str, list[str]] = defaultdict(list)
    for kind, normal, value in points:
        if kind == "phone":
            numbers[normal[-ENOUGH:]].append(value)
    comparing, new = comparing or Comparing(), []
    for point in draft.points:
        own = (point.kind, point.normal)
        if own in known:
            continue
        if point.kind == "phone":
            alike = numbers[own[1][-ENOUGH:]]
            if alike and comparing.is_one_of(point.value, alike):
                continue
            alike.append(point.value)
        known.add(own)
        new.append(point)
    return new


def list_rows(own: int, draft: NewContact) -> Iterator[tuple[str, Insert, list[Row]]]:
    """Yield for each list that is not empty: its field, what adds its rows, and the rows."""
    if draft.nicknames:
        yield "nicknames", NICKNAME, [(own, name, fold(name)) for name in draft.nicknames]
    if draft.facts:
        rows: list[Row] = [(own, key, value, fold_all(key, value)) for key, value in draft.facts]
        yield "facts", FACT, rows
