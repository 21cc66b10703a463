"""What tells one person from another: of the contacts in the store, and of a newcomer."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from tinycrm.days import YearlyDay
from tinycrm.services.identity.sameness import Facts, SeenCard
from tinycrm.services.identity.seen_cards import digest
from tinycrm.services.people import finding
from tinycrm.services.people.new_contact import NewContact
from tinycrm.services.people.phone_likeness import ENOUGH, number_key
from tinycrm.services.sql import rows_of
from tinycrm.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

CAME = "came with"
"""The kind of a key that is a name, folded, of a card which a contact came with."""
_BY_KEY = {
    "email": """
        SELECT contact_id FROM contact_point
        WHERE kind = 'email' AND normal IN ({})
    """,
    "phone": """
        SELECT contact_id FROM contact_point
        WHERE kind = 'phone' AND length(normal) > 6 AND substr(normal, -7) IN ({})
    """,
    "short": "SELECT contact_id FROM contact_point WHERE kind = 'phone' AND normal IN ({})",
    "uid": "SELECT id FROM contact WHERE uid IN ({})",
    "uid of a card": "SELECT contact_id FROM card WHERE uid IN ({})",
    CAME: "SELECT contact_id FROM card WHERE folded IN ({})",
}


def read_ids(db: sqlite3.Connection, keys: Iterable[tuple[str, str]]) -> set[int]:
    """Return the ids of the contacts with any of these keys: e-mails, ends of numbers, names."""
    values: defaultdict[str, list[str]] = defaultdict(list)
    for kind, value in keys:
        values["short" if kind == "phone" and len(value) < ENOUGH else kind].append(value)
    names = values.pop("name", [])
    values.pop("card", None)  # found by the name it came with
    if "uid" in values:
        values["uid of a card"] = values["uid"]
    found = {
        row[0] for kind, wanted in values.items() for row in rows_of(db, _BY_KEY[kind], wanted)
    }
    return found.union(*(finding.same_name(db, name) for name in names))


_CONTACTS = "SELECT id, uid, name FROM contact WHERE id IN ({})"
_NICKNAMES = "SELECT contact_id, name FROM nickname WHERE contact_id IN ({}) ORDER BY id"
_CARDS = "SELECT contact_id, uid, name, body FROM card WHERE contact_id IN ({}) ORDER BY id"
_POINTS = """
    SELECT contact_id, kind, normal, value FROM contact_point
    WHERE contact_id IN ({}) AND kind IN ('email', 'phone')
    ORDER BY position, id
"""
_BIRTHDAYS = """
    SELECT contact_id, month, day, year FROM occasion
    WHERE contact_id IN ({}) AND label = 'birthday'
"""
_MERGED = """
    SELECT contact_id, value FROM extra
    WHERE contact_id IN ({}) AND source = 'merge' AND key = 'uid'
"""
_ITEMS = {
    "organization": "SELECT id, organization FROM contact WHERE id IN ({}) AND organization <> ''",
    "title": "SELECT id, title FROM contact WHERE id IN ({}) AND title <> ''",
    "note": """
        SELECT contact_id, body FROM note_contact JOIN note ON note.id = note_id
        WHERE contact_id IN ({}) AND kind = 'note'
    """,
}


def read_facts(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Facts]:
    """Return what tells these contacts from others, by their ids, the oldest first."""
    wanted = sorted(ids)
    reading = _BelongingRows(db, wanted)
    return {row["id"]: reading.facts(row) for row in rows_of(db, _CONTACTS, wanted)}


class _BelongingRows:
    """What belongs to some contacts, by their ids."""

    def __init__(self, db: sqlite3.Connection, ids: Sequence[int]) -> None:
        self.nicknames = _grouped(rows_of(db, _NICKNAMES, ids))
        self.cards = _grouped(rows_of(db, _CARDS, ids))
        self.points = _grouped(rows_of(db, _POINTS, ids))
        self.birthdays = _grouped(rows_of(db, _BIRTHDAYS, ids))
        self.merged = _grouped(rows_of(db, _MERGED, ids))
        self.items = {kind: _grouped(rows_of(db, sql, ids)) for kind, sql in _ITEMS.items()}

    def facts(self, row: sqlite3.Row) -> Facts:
        own = row["id"]
        cards = tuple(SeenCard(uid, name, digest(body)) for uid, name, body in self.cards[own])
        merged = (value for (value,) in self.merged[own])
        born = [YearlyDay(*day) for day in self.birthdays[own]]
        found = Facts(
            name=row["name"],
            nicknames=tuple(name for (name,) in self.nicknames[own]),
            uids=frozenset((row["uid"], *merged, *(card.uid for card in cards if card.uid))),
            emails=frozenset(normal for kind, normal, _ in self.points[own] if kind == "email"),
            phones=tuple(value for kind, _, value in self.points[own] if kind == "phone"),
            birthday=born[0] if born else None,
            cards=cards,
        )
        texts = ((kind, text) for kind, of in self.items.items() for (text,) in of[own])
        return _with_items(found, texts)


def _grouped(rows: Iterable[sqlite3.Row]) -> defaultdict[int, list[tuple[Any, ...]]]:
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for own, *values in rows:
        found[own].append(tuple(values))
    return found


def _with_items(facts: Facts, texts: Iterable[tuple[str, str]]) -> Facts:
    """Return the facts with all their values as `items`, and these texts: organization, note."""
    items = {(kind, _in_short(text)) for kind, text in texts}
    items.update(("email", each) for each in facts.emails)
    items.update(("phone", number_key(each)) for each in facts.phones)
    items.update(("nickname", fold(each)) for each in facts.nicknames)
    if facts.birthday:
        items.add(("birthday", str(facts.birthday)))
    return facts._replace(items=frozenset(items))


_LONG = 200


def _in_short(text: str) -> str:
    """Return a text folded; for a long one what only the same text has in this process."""
    return fold(text) if len(text) <= _LONG else f"{hash(text):x} {len(text)}"


def facts_of(draft: NewContact, *, digest: str = "", remark: str = "") -> Facts:
    """Return what tells the new contact from others; `digest` is that of the card it came on."""
    facts = Facts(
        name=draft.name,
        nicknames=draft.nicknames,
        uids=frozenset((draft.uid,) if draft.uid else ()),
        emails=draft.normals("email"),
        phones=tuple(p.value for p in draft.points if p.kind == "phone"),
        birthday=dict(draft.occasions).get("birthday"),
        digest=digest,
    )
    texts = (("organization", draft.organization), ("title", draft.title), ("note", remark))
    return _with_items(facts, (each for each in texts if each[1]))
