"""Storing relations between people: no row twice, and nobody related to themselves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from tinycrm.errors import Clash
from tinycrm.services.codes import code, id_of
from tinycrm.services.records import Related
from tinycrm.services.relations.both_sides import RelationEntry, entries_of, rows_naming
from tinycrm.services.relations.relation_labels import known_label, neutral
from tinycrm.text import fold, visible


def known_here(db: sqlite3.Connection, given: Iterable[Related]) -> tuple[Related, ...]:
    """Return relations from a file, with links only to contacts of that name in this store.

    The ids may be those of another store.
    """
    kept = []
    for found in given:
        each = found._replace(label=known_label(found.label))
        row = (
            each.id
            and db.execute("SELECT folded FROM contact WHERE id = ?", (id_of(each.id),)).fetchone()
        )
        is_same = row and row["folded"] == fold(each.name)
        kept.append(each if is_same else each._replace(id=None))
    return tuple(kept)


# ── writing ──────────────────────────────────────────────────────────────────────────────


def write_related(
    db: sqlite3.Connection, own: int, before: Sequence[Related], after: Sequence[Related]
) -> None:
    """Store what differs. What is removed is removed from both sides.

    Raises Clash for a relation of somebody to themselves.
    """
    for each in before:
        if each not in after:
            _remove(db, own, each)
    for each in after:
        if each not in before:
            _check_not_self(own, each)
            keep_related(db, own, [each])


def _remove(db: sqlite3.Connection, own: int, gone: Related) -> None:
    for each in entries_of(db, [own]):
        same = (each.related.id == gone.id) if gone.id else (each.related[1:] == gone[1:])
        if each.own == own and same and neutral(each.label) == neutral(gone.label):
            db.execute("DELETE FROM relation WHERE id = ?", (each.row_id,))


def _check_not_self(own: int, each: Related) -> None:
    if each.id == code("contact", own):
        raise Clash(
            f"{visible(each.name)} ({each.id}) cannot be their own {visible(each.label)}."
            " Nothing was changed."
        )


def keep_related(
    db: sqlite3.Connection, own: int, related: Iterable[Related], source: str = ""
) -> bool:
    """Store relations that a contact lacks; return whether any was new.

    A name that is there as text gets the link.
    """
    start = db.total_changes
    for each in related:
        other = id_of(each.id) if each.id else None
        known = _row_of(db, own, each, other)
        if known is None:
            name = _free_name(db, own, each)
            db.execute(
                "INSERT INTO relation (contact_id, label, name, folded, other_id, source)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (own, each.label, name, fold(name), other, source),
            )
        elif other and known["other_id"] is None:
            db.execute("UPDATE relation SET other_id = ? WHERE id = ?", (other, known["id"]))
    return db.total_changes > start


def _row_of(
    db: sqlite3.Connection, own: int, each: Related, other: int | None
) -> sqlite3.Row | None:
    """Return the row that says this already, or says it as text.

    The + keeps SQLite to the index of contact and label: a card may name thousands of people.
    """
    row: sqlite3.Row | None = None
    if other is not None:
        row = db.execute(_LINKED, (own, each.label, other)).fetchone()
    return row or db.execute(_AS_TEXT, (own, each.label, each.name, other)).fetchone()


_LINKED = """
    SELECT id, other_id FROM relation WHERE contact_id = ? AND label = ? AND +other_id = ?
"""
_AS_TEXT = """
    SELECT id, other_id FROM relation
    WHERE contact_id = ? AND label = ? AND name = ? AND (other_id IS NULL OR ? IS NULL)
"""


def _free_name(db: sqlite3.Connection, own: int, each: Related) -> str:
    """Return the name to store: two friends of one name are told apart by the code."""
    taken = db.execute(
        "SELECT 1 FROM relation WHERE contact_id = ? AND label = ? AND name = ?",
        (own, each.label, each.name),
    ).fetchone()
    return f"{each.name} ({each.id})" if taken else each.name


# ── a changed name, a merge ──────────────────────────────────────────────────────────────


def keep_links(db: sqlite3.Connection, contact_id: int) -> None:
    """Store a link where others only name this contact, whose name is about to change."""
    for row_id in rows_naming(db, contact_id):
        db.execute("UPDATE relation SET other_id = ? WHERE id = ?", (contact_id, row_id))


def move_related(db: sqlite3.Connection, keep_id: int, other_id: int) -> None:
    """Move the relations of one contact to another: none to themselves, none twice."""
    both = {"keep": keep_id, "other": other_id}
    for own in (keep_id, other_id):
        keep_links(db, own)
    db.execute(
        """
        DELETE FROM relation
        WHERE contact_id IN (:keep, :other) AND other_id IN (:keep, :other)
        """,
        both,
    )
    db.execute("UPDATE relation SET other_id = :keep WHERE other_id = :other", both)
    rows = db.execute(
        "SELECT id, label, name, other_id, source FROM relation WHERE contact_id = ? ORDER BY id",
        (other_id,),
    ).fetchall()
    for row in rows:
        moved = RelationEntry(
            row["id"], keep_id, row["label"], row["other_id"], row["name"]
        ).related
        if _row_of(db, keep_id, moved, row["other_id"]):
            keep_related(db, keep_id, [moved])  # a text gets the link
            continue
        db.execute(
            "UPDATE relation SET contact_id = ?, name = ? WHERE id = ?",
            (keep_id, _free_name(db, keep_id, moved), row["id"]),
        )
    db.execute(_DOUBLED, both)


_DOUBLED = """
    DELETE FROM relation
    WHERE other_id = :keep AND EXISTS (
        SELECT 1 FROM relation AS first
        WHERE first.contact_id = relation.contact_id AND first.label = relation.label
            AND first.other_id = :keep AND first.id < relation.id
    )
"""
