"""What leads to what: one relation, walked outward by `ripple` and back by `why`.

A contact leads to a note about them that a win was linked to, the note to the win, and a win to
the person it brought. A win that is linked to no note about its contact follows from the contact
alone. Only what the user recorded counts: nothing is guessed from days.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tinycrm.services.sql import rows_of

Node = tuple[str, int]
"""A table (contact, note or win) and an id."""

_HAS_OWN_CAUSE = """
    EXISTS (
        SELECT 1 FROM win_cause
            JOIN note_contact ON note_contact.note_id = win_cause.note_id
        WHERE win_cause.win_id = win.id AND note_contact.contact_id = win.contact_id
    )
"""
# Each query gives a node of one table, and a node of the table named with it, in the order of days.
_OUTWARD = {
    "contact": (
        ("note", """
            SELECT DISTINCT note_contact.contact_id AS near, note.id AS far, note.happened_on
            FROM note_contact
                JOIN win_cause ON win_cause.note_id = note_contact.note_id
                JOIN note ON note.id = note_contact.note_id
            WHERE note_contact.contact_id IN ({})
            ORDER BY note.happened_on, note.id
        """),
        ("win", f"""
            SELECT contact_id AS near, id AS far FROM win
            WHERE contact_id IN ({{}}) AND NOT {_HAS_OWN_CAUSE}
            ORDER BY won_on, id
        """),
    ),
    "note": (
        ("win", """
            SELECT win_cause.note_id AS near, win.id AS far
            FROM win_cause JOIN win ON win.id = win_cause.win_id
            WHERE win_cause.note_id IN ({})
            ORDER BY win.won_on, win.id
        """),
    ),
    "win": (
        ("contact", """
            SELECT id AS near, brought_id AS far FROM win
            WHERE id IN ({}) AND brought_id IS NOT NULL
        """),
    ),
}  # fmt: skip
_BACK = {
    "win": (
        ("note", """
            SELECT win_cause.win_id AS near, note.id AS far
            FROM win_cause JOIN note ON note.id = win_cause.note_id
            WHERE win_cause.win_id IN ({})
            ORDER BY note.happened_on, note.id
        """),
        ("contact", f"""
            SELECT id AS near, contact_id AS far FROM win
            WHERE id IN ({{}}) AND NOT {_HAS_OWN_CAUSE}
        """),
    ),
    "note": (
        ("contact", """
            SELECT note_id AS near, contact_id AS far FROM note_contact
            WHERE note_id IN ({})
                AND EXISTS (SELECT 1 FROM win_cause WHERE win_cause.note_id = note_contact.note_id)
            ORDER BY id
        """),
    ),
    "contact": (
        ("win", """
            SELECT brought_id AS near, id AS far FROM win WHERE brought_id IN ({})
        """),
    ),
}  # fmt: skip


def outward(db: sqlite3.Connection, start: Node) -> dict[Node, list[Node]]:
    """Return what everything that is reached from `start` leads to, each node once."""
    return _walk(db, start, _OUTWARD)


def back(db: sqlite3.Connection, start: Node) -> dict[Node, list[Node]]:
    """Return what everything before `start` came from, each node once."""
    return _walk(db, start, _BACK)


def _walk(
    db: sqlite3.Connection, start: Node, steps: dict[str, tuple[tuple[str, str], ...]]
) -> dict[Node, list[Node]]:
    """Walk level by level. A node is visited once, so that a circle ends."""
    found: dict[Node, list[Node]] = {}
    level = [start]
    while level:
        found |= {node: [] for node in level}
        for table, queries in steps.items():
            ids = [row_id for kind, row_id in level if kind == table]
            for kind, sql in queries if ids else ():
                for row in rows_of(db, sql, ids):
                    found[table, row["near"]].append((kind, row["far"]))
        level = _new(found, level)
    return found


def _new(found: dict[Node, list[Node]], level: Iterable[Node]) -> list[Node]:
    reached = dict.fromkeys(node for each in level for node in found[each])
    return [node for node in reached if node not in found]
