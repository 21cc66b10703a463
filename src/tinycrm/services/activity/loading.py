"""Reading notes, reminders, issues, answers and perks as records, and any by table and id."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from tinycrm.days import Every
from tinycrm.services.codes import code
from tinycrm.services.people.contacts import load_contacts, load_in_order, load_persons
from tinycrm.services.records import Issue, Note, Person, Record, Reminder
from tinycrm.services.sql import limit_of, rows_of, stored_day

Key = tuple[str, int]
"""Table and id of a record."""

_NOTES = "SELECT id, kind, happened_on, happened_time, body, mood FROM note WHERE id IN ({})"
_REMINDERS = """
    SELECT id, contact_id, note_id, text, due_on, due_time, every_n, every_unit, every_on,
        fixed, snoozed_until, done_at
    FROM reminder WHERE id IN ({})
"""
_ISSUES = """
    SELECT id, contact_id, text, opened_on, resolved_on, resolution, mentioned_on, snoozed_until
    FROM issue WHERE id IN ({})
"""


def load_notes(db: sqlite3.Connection, ids: Sequence[int]) -> list[Note]:
    """Return the notes with these ids, in this order."""
    who: defaultdict[int, list[int]] = defaultdict(list)
    links = "SELECT note_id, contact_id FROM note_contact WHERE note_id IN ({}) ORDER BY id"
    for note_id, contact_id in rows_of(db, links, ids):
        who[note_id].append(contact_id)
    tags: defaultdict[int, list[str]] = defaultdict(list)
    for note_id, name in rows_of(
        db,
        """
        SELECT note_id, name
        FROM note_tag JOIN tag ON tag.id = tag_id
        WHERE note_id IN ({})
        ORDER BY note_tag.id
        """,
        ids,
    ):
        tags[note_id].append(name)
    people = load_persons(db, [contact_id for each in who.values() for contact_id in each])
    found = {
        row["id"]: Note(
            id=code("note", row["id"]),
            kind=row["kind"],
            at="T".join(filter(None, (row["happened_on"], row["happened_time"]))),
            text=row["body"],
            contacts=tuple(people[i] for i in who[row["id"]]),
            tags=tuple(tags[row["id"]]),
            mood=row["mood"],
        )
        for row in rows_of(db, _NOTES, ids)
    }
    return [found[i] for i in ids if i in found]


def load_recent(db: sqlite3.Connection, count: int = 20) -> list[Note]:
    """Return the last notes, newest first."""
    rows = db.execute(
        "SELECT id FROM note ORDER BY happened_on DESC, happened_time DESC, id DESC LIMIT ?",
        (count,),
    )
    return load_notes(db, [row["id"] for row in rows])


def load_last(db: sqlite3.Connection, contact_id: int, most: int | None) -> list[Note]:
    """Return the last notes on a contact, newest first; with None all of them."""
    rows = db.execute(
        """
        SELECT note.id
        FROM note_contact JOIN note ON note.id = note_contact.note_id
        WHERE note_contact.contact_id = ?
        ORDER BY happened_on DESC, happened_time DESC, note.id DESC
        LIMIT ?
        """,
        (contact_id, limit_of(most)),
    )
    return load_notes(db, [row["id"] for row in rows])


def load_reminders(db: sqlite3.Connection, ids: Sequence[int]) -> list[Reminder]:
    """Return the reminders with these ids, in this order."""
    return load_in_order(db, _REMINDERS, ids, _reminder)


def _reminder(row: sqlite3.Row, people: Mapping[int, Person]) -> Reminder:
    return Reminder(
        id=code("reminder", row["id"]),
        contact=people[row["contact_id"]] if row["contact_id"] else None,
        text=row["text"],
        on=date.fromisoformat(row["due_on"]),
        time=row["due_time"],
        every=Every(row["every_n"], row["every_unit"]) if row["every_n"] else None,
        every_on=row["every_on"],
        fixed=bool(row["fixed"]),
        snoozed_until=stored_day(row["snoozed_until"]),
        done_at=row["done_at"],
        note=code("note", row["note_id"]) if row["note_id"] else None,
    )


def load_issues(
    db: sqlite3.Connection, ids: Sequence[int], people: Mapping[int, Person] | None = None
) -> list[Issue]:
    """Return the issues with these ids, in this order; `people` if their contacts are loaded."""
    return load_in_order(db, _ISSUES, ids, _issue, people)


def _issue(row: sqlite3.Row, people: Mapping[int, Person]) -> Issue:
    return Issue(
        id=code("issue", row["id"]),
        contact=people[row["contact_id"]],
        text=row["text"],
        state="resolved" if row["resolved_on"] else "open",
        on=date.fromisoformat(row["opened_on"]),
        resolved=stored_day(row["resolved_on"]),
        resolution=row["resolution"] or None,
        mentioned=stored_day(row["mentioned_on"]),
        snoozed_until=stored_day(row["snoozed_until"]),
    )


def _wins(db: sqlite3.Connection, ids: Sequence[int]) -> Sequence[Record]:
    from tinycrm.services.activity.loading_outcomes import load_wins  # most records are others

    return load_wins(db, ids)


def _deals(db: sqlite3.Connection, ids: Sequence[int]) -> Sequence[Record]:
    from tinycrm.services.activity.loading_outcomes import load_deals

    return load_deals(db, ids)


def _feedback(db: sqlite3.Connection, ids: Sequence[int]) -> Sequence[Record]:
    from tinycrm.services.activity.loading_outcomes import load_feedback

    return load_feedback(db, ids)


def _perks(db: sqlite3.Connection, ids: Sequence[int]) -> Sequence[Record]:
    from tinycrm.services.activity.loading_outcomes import load_perks

    return load_perks(db, ids)


_LOADERS: dict[str, Callable[[sqlite3.Connection, Sequence[int]], Sequence[Record]]] = {
    "contact": load_contacts,
    "note": load_notes,
    "reminder": load_reminders,
    "issue": load_issues,
    "feedback": _feedback,
    "perk": _perks,
    "win": _wins,
    "deal": _deals,
}


def load_records(db: sqlite3.Connection, keys: Sequence[Key]) -> list[Record]:
    """Return the records with these keys, in their order.

    Rows that do not exist are left out, and so are those of tables without records.
    """
    found: dict[str, Record] = {}
    for table in _LOADERS.keys() & {table for table, _ in keys}:
        ids = [own for other, own in keys if other == table]
        found |= {each.id: each for each in _LOADERS[table](db, ids)}
    wanted = (code(*key) for key in keys)
    return [found[each] for each in wanted if each in found]


def load_record(db: sqlite3.Connection, table: str, row_id: int) -> Record | None:
    """Return one record, None if `load_records` leaves it out."""
    return next(iter(load_records(db, [(table, row_id)])), None)
