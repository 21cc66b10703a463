"""The relations of imported cards, stored once all the cards are there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from tinycrm.exchange.cards import Card
from tinycrm.services.codes import code
from tinycrm.services.people import new_contact
from tinycrm.services.records import Related
from tinycrm.services.relations import relating
from tinycrm.services.relations.relation_labels import known_label


def store_relations(db: sqlite3.Connection, cards: Sequence[tuple[int, Card]]) -> set[int]:
    """Store the relations of these contacts' cards; return the ids of those who got a new one.

    A UID that is nobody's is kept as an imported field, until an import brings its card too.
    """
    having = [(own, card) for own, card in cards if card.related]
    if not having:
        return set()
    uids = _Uids(db, cards)
    return {own for own, card in having if _store(db, own, card, uids)}


class _Uids:
    """Whose a UID is: by this import's cards, by all contacts, and by those merged since."""

    def __init__(self, db: sqlite3.Connection, cards: Iterable[tuple[int, Card]]) -> None:
        self._db = db
        self._merged = new_contact.merged_uids(db)
        owners: dict[str, set[int]] = {}
        for own, card in cards:
            if card.uid:
                owners.setdefault(card.uid, set()).add(own)
        self._owners = owners

    def owner(self, uid: str) -> int | None:
        """Return the id of the one contact with a UID, None for nobody or several."""
        uid = self._merged.get(uid, uid)
        found = self._owners.get(uid) or {
            row["contact_id"]
            for row in self._db.execute(
                "SELECT id AS contact_id FROM contact WHERE uid = :uid"
                " UNION SELECT contact_id FROM card WHERE uid = :uid",
                {"uid": uid},
            )
        }
        return next(iter(found)) if len(found) == 1 else None


def _store(db: sqlite3.Connection, own: int, card: Card, uids: _Uids) -> bool:
    changed = False
    for each in card.related:
        other = uids.owner(each.uid) if each.uid else None
        if other == own:
            continue
        if other is None and not each.name:
            changed |= _keep(db, own, each.kept)
            continue
        related = Related(known_label(each.label), None, each.name)
        if other:
            (name,) = db.execute("SELECT name FROM contact WHERE id = ?", (other,)).fetchone()
            related = related._replace(id=code("contact", other), name=name)
            _drop(db, own, each.kept)
        changed |= relating.keep_related(db, own, [related], card.source)
    return changed


def _keep(db: sqlite3.Connection, own: int, kept: tuple[str, str] | None) -> bool:
    if kept is None or db.execute(f"SELECT 1 {_EXTRA}", (own, *kept)).fetchone():
        return False
    db.execute(
        "INSERT INTO extra (contact_id, source, key, value, folded) VALUES (?, 'vcard', ?, ?, '')",
        (own, *kept),
    )
    return True


def _drop(db: sqlite3.Connection, own: int, kept: tuple[str, str] | None) -> None:
    if kept:
        db.execute(f"DELETE {_EXTRA}", (own, *kept))


_EXTRA = "FROM extra WHERE contact_id = ? AND key = ? AND value = ?"
