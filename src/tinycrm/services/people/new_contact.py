"""New contacts from any interface: finding existing ones, and storing or filling them.

One rule decides for `add`, for scripts and for imports who is the same person.
"""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm import clock
from tinycrm.days import Every, YearlyDay
from tinycrm.rules import ContactKind, Point, parse_point, parse_text, split_named_email
from tinycrm.services.people import cadence, finding, tags, yearly_dates
from tinycrm.services.records import Related
from tinycrm.services.relations import relating
from tinycrm.services.sql import rows_of
from tinycrm.services.uids import new_uid
from tinycrm.text import fold
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
    return NewContact(parse_text(name, "name"), points=points)


# ── who is the same ──────────────────────────────────────────────────────────────────────


def find_same(db: sqlite3.Connection, draft: NewContact) -> list[int]:
    """Return the ids of the contacts who are the draft's person, the most certain first.

    One with the same UID, and then no other. Otherwise those with the same e-mail address or
    phone number, then those with the same name, unless both sides have addresses, or numbers,
    with none in common.
    """
    owner = uid_owner(db, draft.uid)
    if owner is not None:
        return [owner]
    by_point = [row["contact_id"] for row in _sharing(db, draft)]
    by_name = [i for i in finding.same_name(db, draft.name) if not _points_differ(db, i, draft)]
    return list(dict.fromkeys([*by_point, *by_name]))


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


def _sharing(db: sqlite3.Connection, draft: NewContact) -> list[sqlite3.Row]:
    """Return contacts with an e-mail or phone of the draft, e-mails first."""
    found: list[sqlite3.Row] = []
    for kind in ("email", "phone"):
        found += rows_of(
            db,
            """
            SELECT contact_id FROM contact_point
            WHERE kind = :kind AND normal IN ({})
            ORDER BY contact_id
            """,
            sorted(draft.normals(kind)),
            kind=kind,
        )
    return found


def _points_differ(db: sqlite3.Connection, contact_id: int, draft: NewContact) -> bool:
    for kind in ("email", "phone"):
        rows = db.execute(
            "SELECT normal FROM contact_point WHERE contact_id = ? AND kind = ?", (contact_id, kind)
        )
        theirs, ours = {row["normal"] for row in rows}, draft.normals(kind)
        if theirs and ours and theirs.isdisjoint(ours):
            return True
    return False


# ── writing ──────────────────────────────────────────────────────────────────────────────


def insert(db: sqlite3.Connection, draft: NewContact, today: date, *, many: bool = False) -> int:
    """Store a new contact; return its id. `many` spreads the first dates of cadences."""
    now = clock.instant()
    cursor = db.execute(
        """
        INSERT INTO contact (uid, kind, name, folded, organization, title, folded_work,
            do_not_contact, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            draft.uid or new_uid(), draft.kind, draft.name, fold(draft.name),
            draft.organization, draft.title, fold(f"{draft.organization} {draft.title}"),
            int(draft.do_not_contact), now, now,
        ),
    )  # fmt: skip
    assert cursor.lastrowid is not None
    _extend(db, cursor.lastrowid, draft, 0)
    if draft.every:
        cadence.set_cadence(db, cursor.lastrowid, draft.every, today, many=many)
    return cursor.lastrowid


def fill(db: sqlite3.Connection, contact_id: int, draft: NewContact, today: date) -> bool:
    """Fill empty fields and extend lists, overwriting nothing; return whether any changed.

    An existing organization, title, cadence or birthday stays as it is.
    """
    before = db.total_changes
    row = db.execute(
        "SELECT organization, title, every_n, do_not_contact FROM contact WHERE id = ?",
        (contact_id,),
    ).fetchone()
    for column in ("organization", "title"):
        if not row[column] and getattr(draft, column):
            db.execute(
                f"UPDATE contact SET {column} = ? WHERE id = ?",
                (getattr(draft, column), contact_id),
            )
    if draft.every and row["every_n"] is None:
        cadence.set_cadence(db, contact_id, draft.every, today)
    if draft.do_not_contact and not row["do_not_contact"]:
        db.execute("UPDATE contact SET do_not_contact = 1 WHERE id = ?", (contact_id,))
    points = db.execute("SELECT count(*) FROM contact_point WHERE contact_id = ?", (contact_id,))
    _extend(db, contact_id, draft, points.fetchone()[0])
    if db.total_changes == before:
        return False
    db.execute("UPDATE contact SET updated_at = ? WHERE id = ?", (clock.instant(), contact_id))
    return True


def _extend(db: sqlite3.Connection, contact_id: int, draft: NewContact, points: int) -> None:
    """Add the draft's lists to the existing ones; `points` is the count of contact points."""
    db.executemany(
        """
        INSERT INTO contact_point (contact_id, kind, label, value, normal, position, folded)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """,
        [
            (contact_id, p.kind, p.label, p.value, p.normal, points + n, fold(p.value))
            for n, p in enumerate(draft.points)
        ],
    )
    db.executemany(
        """
        INSERT INTO nickname (contact_id, name, folded) VALUES (?, ?, ?)
        ON CONFLICT DO NOTHING
        """,
        [(contact_id, name, fold(name)) for name in draft.nicknames],
    )
    if draft.occasions:
        yearly_dates.extend(db, contact_id, draft.occasions)
    db.executemany(
        """
        INSERT INTO fact (contact_id, key, value, folded) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """,
        [(contact_id, key, value, fold(f"{key} {value}")) for key, value in draft.facts],
    )
    tags.tag_contact(db, contact_id, draft.tags)
    relating.keep_related(db, contact_id, draft.related)
    if draft.extra:
        _keep_extra(db, contact_id, draft)


def _keep_extra(db: sqlite3.Connection, contact_id: int, draft: NewContact) -> None:
    """Keep what is not there yet; a row of an older import is marked if it is to be shown."""
    known = {
        (key, value): (row_id, unread)
        for row_id, key, value, unread in db.execute(
            "SELECT id, key, value, unread FROM extra WHERE contact_id = ?", (contact_id,)
        )
    }
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
