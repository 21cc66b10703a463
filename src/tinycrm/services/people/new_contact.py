"""New contacts from any interface: storing them, or filling the contact that they are."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from tinycrm import clock
from tinycrm.days import Every, YearlyDay
from tinycrm.rules import ContactKind, Point, parse_point, parse_text, split_named_email
from tinycrm.services.codes import check_name
from tinycrm.services.people import cadence, tags
from tinycrm.services.people.phone_likeness import first_same, number_key
from tinycrm.services.records import Related
from tinycrm.services.uids import new_uid
from tinycrm.text import fold, fold_forms
from tinycrm.values import NamedTuple


class NewContact(NamedTuple):
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
    name, address = split_named_email(typed)
    if address is None and "@" in typed and len(typed.split()) == 1:
        address = typed  # refused with what is wrong with it
    points = (parse_point("email", address),) if address else ()
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


# ── writing ──────────────────────────────────────────────────────────────────────────────


def insert(db: sqlite3.Connection, draft: NewContact, today: date, *, many: bool = False) -> int:
    """Store a new contact; return its id. `many` spreads the first dates of cadences.

    A UID that a contact has already stays theirs: the new one gets its own.
    """
    now = clock.instant()
    uid = None if uid_owner(db, draft.uid) else draft.uid
    cursor = db.execute(
        """
        INSERT INTO contact (uid, kind, name, folded, organization, title, folded_work,
            do_not_contact, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            uid or new_uid(), draft.kind, draft.name, fold(draft.name),
            draft.organization, draft.title, fold(f"{draft.organization} {draft.title}"),
            int(draft.do_not_contact), now, now,
        ),
    )  # fmt: skip
    assert cursor.lastrowid is not None
    _extend(db, cursor.lastrowid, draft, [])
    if draft.every:
        cadence.set_cadence(db, cursor.lastrowid, draft.every, today, many=many)
    return cursor.lastrowid


def fill(
    db: sqlite3.Connection, contact_id: int, draft: NewContact, today: date
) -> tuple[str, ...]:
    """Fill empty fields and extend lists, overwriting nothing; return the fields that changed.

    An existing organization, title, cadence or birthday stays as it is. A name that the
    contact does not have yet becomes a nickname.
    """
    row = db.execute(
        "SELECT name, organization, title, every_n, do_not_contact FROM contact WHERE id = ?",
        (contact_id,),
    ).fetchone()
    filled = [name for name in ("organization", "title") if not row[name] and getattr(draft, name)]
    for column in filled:
        db.execute(
            f"UPDATE contact SET {column} = ? WHERE id = ?", (getattr(draft, column), contact_id)
        )
    if draft.every and row["every_n"] is None:
        cadence.set_cadence(db, contact_id, draft.every, today)
        filled.append("every")
    if draft.do_not_contact and not row["do_not_contact"]:
        db.execute("UPDATE contact SET do_not_contact = 1 WHERE id = ?", (contact_id,))
        filled.append("do_not_contact")
    if _fill_year(db, contact_id, dict(draft.occasions).get("birthday")):
        filled.append("birthday")
    draft = draft._replace(nicknames=_new_names(db, contact_id, row["name"], draft))
    points = db.execute(
        "SELECT kind, normal, value FROM contact_point WHERE contact_id = ?", (contact_id,)
    )
    filled += _extend(db, contact_id, draft, points.fetchall())
    if filled:
        db.execute("UPDATE contact SET updated_at = ? WHERE id = ?", (clock.instant(), contact_id))
    return tuple(filled)


def _fill_year(db: sqlite3.Connection, contact_id: int, day: YearlyDay | None) -> bool:
    """Fill in the year of a birthday; return whether it was missing."""
    if day is None or day.year is None:
        return False
    cursor = db.execute(
        """
        UPDATE occasion SET year = :year
        WHERE contact_id = :own AND label = 'birthday' AND year IS NULL
            AND month = :month AND day = :day
        """,
        {"own": contact_id, "year": day.year, "month": day.month, "day": day.day},
    )
    return cursor.rowcount > 0


def _new_names(
    db: sqlite3.Connection, contact_id: int, name: str, draft: NewContact
) -> tuple[str, ...]:
    """Return the nicknames of a draft, and its own name unless the contact is found by it."""
    rows = db.execute("SELECT name FROM nickname WHERE contact_id = ?", (contact_id,))
    known = [name, *(row["name"] for row in rows), *draft.nicknames]
    is_found = any(not fold_forms(draft.name).isdisjoint(fold_forms(each)) for each in known)
    names = draft.nicknames if is_found else (*draft.nicknames, draft.name)
    return tuple(each for each in names if each != name)


def _extend(
    db: sqlite3.Connection, contact_id: int, draft: NewContact, points: Sequence[Sequence[str]]
) -> list[str]:
    """Add the draft's lists to the existing ones; return the fields that changed.

    `points` are the kind, the normal form and the value of the existing contact points.
    """
    new = _new_points(draft, points)
    db.executemany(
        """
        INSERT INTO contact_point (contact_id, kind, label, value, normal, position, folded)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
            (contact_id, p.kind, p.label, p.value, p.normal, len(points) + n, fold(p.value))
            for n, p in enumerate(new)
        ],
    )
    filled = list(dict.fromkeys(_FIELDS[point.kind] for point in new))
    for field, sql, rows in _lists(draft):
        before = db.total_changes
        db.executemany(sql, [(contact_id, *row) for row in rows])
        if db.total_changes > before:
            filled.append(field)
    if draft.occasions and _keep_occasions(db, contact_id, draft):
        filled.append("occasions")
    if tags.tag_contact(db, contact_id, draft.tags):
        filled.append("tags")
    if draft.related and _keep_related(db, contact_id, draft):
        filled.append("related")
    if draft.extra and _keep_extra(db, contact_id, draft):
        filled.append("extra")
    return filled


_FIELDS = {
    "email": "emails", "phone": "phones", "address": "addresses", "url": "urls",
    "handle": "handles",
}  # fmt: skip


def _new_points(draft: NewContact, points: Sequence[Sequence[str]]) -> list[Point]:
    """Return the points of a draft that are not there yet; a number is one in every form."""
    known = {(kind, normal) for kind, normal, _ in points}
    numbers: defaultdict[str, list[str]] = defaultdict(list)
    for kind, _, value in points:
        if kind == "phone":
            numbers[number_key(value)].append(value)
    new = []
    for point in draft.points:
        if (point.kind, point.normal) in known:
            continue
        if point.kind == "phone":
            alike = numbers[number_key(point.value)]
            if first_same(point.value, alike) is not None:
                continue
            alike.append(point.value)
        known.add((point.kind, point.normal))
        new.append(point)
    return new


_Rows = Sequence[tuple[object, ...]]


_ADD_NICKNAME = """
    INSERT INTO nickname (contact_id, name, folded) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
"""
_ADD_FACT = """
    INSERT INTO fact (contact_id, key, value, folded) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
"""


def _lists(draft: NewContact) -> Iterator[tuple[str, str, _Rows]]:
    """Yield for each list that has rows: its field, the statement that adds one, and the rows."""
    if draft.nicknames:
        yield "nicknames", _ADD_NICKNAME, [(name, fold(name)) for name in draft.nicknames]
    if draft.facts:
        yield "facts", _ADD_FACT, [(key, text, fold(f"{key} {text}")) for key, text in draft.facts]


def _keep_occasions(db: sqlite3.Connection, contact_id: int, draft: NewContact) -> bool:
    from tinycrm.services.people import yearly_dates  # most are added without

    before = db.total_changes
    yearly_dates.extend(db, contact_id, draft.occasions)
    return db.total_changes > before


def _keep_related(db: sqlite3.Connection, contact_id: int, draft: NewContact) -> bool:
    from tinycrm.services.relations import relating

    return relating.keep_related(db, contact_id, draft.related)


def _keep_extra(db: sqlite3.Connection, contact_id: int, draft: NewContact) -> bool:
    """Keep what is not there yet; a row of an older import is marked if it is to be shown.

    Return whether something changed.
    """
    known = {
        (key, value): (row_id, unread)
        for row_id, key, value, unread in db.execute(
            "SELECT id, key, value, unread FROM extra WHERE contact_id = ?", (contact_id,)
        )
    }
    before = db.total_changes
    texts = {(key, value): text for key, value, text in draft.unread}
    for key, value in dict.fromkeys(draft.extra):
        unread = (key, value) in texts
        folded = fold(texts[key, value]) if unread else ""
        if (key, value) not in known:
            db.execute(
                """
                INSERT INTO extra (contact_id, source, key, value, unread, folded)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                (contact_id, draft.source, key, value, int(unread), folded),
            )
        elif unread and not known[key, value][1]:
            db.execute(
                "UPDATE extra SET unread = 1, folded = ? WHERE id = ?",
                (folded, known[key, value][0]),
            )
    return db.total_changes > before
