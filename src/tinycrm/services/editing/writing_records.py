"""Saving a changed record: only the rows that differ are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from tinycrm import clock
from tinycrm.contact_points import Point, PointKind
from tinycrm.days import YearlyDay
from tinycrm.services.activity.notes import NOTE_CONTACT
from tinycrm.services.codes import id_of
from tinycrm.services.editing.new_values import POINTS
from tinycrm.services.editing.row_writing import differing, update
from tinycrm.services.editing.writing_outcomes import (
    write_answer,
    write_deal,
    write_perk,
    write_win,
)
from tinycrm.services.identity import seen_cards
from tinycrm.services.people import cadence, referrals, tags, yearly_dates
from tinycrm.services.people.finding import Found
from tinycrm.services.records import (
    Contact,
    Deal,
    Feedback,
    Issue,
    Labelled,
    Note,
    Perk,
    Record,
    Reminder,
    Win,
)
from tinycrm.services.relations import relating
from tinycrm.text import fold, fold_all

R = TypeVar("R", bound=Record)


def write(db: sqlite3.Connection, before: R, after: R, *, many: bool = False) -> bool:
    """Store what differs between `before` and `after`; return whether anything does.

    `before` is the record as it is in the store. `many` means that many contacts are changed
    at once, so that the first dates of their cadences are spread.
    """
    start = db.total_changes
    _WRITERS[type(before)](db, before, after, many)
    return db.total_changes > start


# ── people ───────────────────────────────────────────────────────────────────────────────


def _contact(db: sqlite3.Connection, before: Contact, after: Contact, many: bool) -> None:
    start, own = db.total_changes, id_of(before.id)
    if before.name != after.name:
        relating.keep_links(db, own)
    update(db, "contact", own, _contact_columns(before, after))
    if fold(before.name) != fold(after.name):  # the next import of the old name finds them
        earlier = seen_cards.Seen("renamed", before.uid, before.name)
        seen_cards.remember(db, own, earlier, frozenset())
    for kind, field in POINTS.items():
        if getattr(before, field) != getattr(after, field):
            _points(db, own, kind, getattr(after, field))
    if before.nicknames != after.nicknames:
        _nicknames(db, own, before.nicknames, after.nicknames)
    _occasions(db, own, before, after)
    _facts(db, own, before.facts, after.facts)
    _tags(db, "contact", own, before.tags, after.tags)
    if before.referred_by != after.referred_by:
        _referrer(db, own, after.referred_by)
    relating.write_related(db, own, before.related, after.related)
    if before.every != after.every:
        if after.every:
            cadence.set_cadence(db, own, after.every, clock.today(), many=many)
        else:
            cadence.clear_cadence(db, own)
    if db.total_changes > start:
        update(db, "contact", own, {"updated_at": clock.instant()})


def _contact_columns(before: Contact, after: Contact) -> dict[str, Any]:
    columns = differing(before, after, "name", "kind", "organization", "title", "do_not_contact")
    if "name" in columns:
        columns["folded"] = fold(after.name)
    for each in ("organization", "title"):
        if each in columns:
            columns[each] = columns[each] or ""
            columns["folded_work"] = fold_all(after.organization, after.title)
    return columns


def _points(db: sqlite3.Connection, own: int, kind: PointKind, wanted: Sequence[Labelled]) -> None:
    """Store these as the points of one kind, in this order; an equal point keeps its row."""
    by_normal = {Point(kind, each.value).normal: each for each in reversed(wanted)}
    order = list(dict.fromkeys(Point(kind, each.value).normal for each in wanted))
    rows = {row["normal"]: row for row in _point_rows(db, own, kind)}
    for normal, row in rows.items():
        if normal not in by_normal:
            db.execute("DELETE FROM contact_point WHERE id = ?", (row["id"],))
    for normal in order:
        value, label = by_normal[normal].value, by_normal[normal].label or ""
        if normal not in rows:
            db.execute(
                """
                INSERT INTO contact_point
                    (contact_id, kind, label, value, normal, position, folded)
                SELECT ?, ?, ?, ?, ?, coalesce(max(position) + 1, 0), ? FROM contact_point
                WHERE contact_id = ?
                """,
                (own, kind, label, value, normal, fold(value), own),
            )
        elif (rows[normal]["value"], rows[normal]["label"]) != (value, label):
            update(db, "contact_point", rows[normal]["id"], {"value": value, "label": label})
    stored = _point_rows(db, own, kind)
    if [row["normal"] for row in stored] != order:
        places = {normal: n for n, normal in enumerate(order)}
        for row in stored:
            update(db, "contact_point", row["id"], {"position": places[row["normal"]]})


def _point_rows(db: sqlite3.Connection, own: int, kind: str) -> list[sqlite3.Row]:
    return db.execute(
        """
        SELECT id, label, value, normal
        FROM contact_point
        WHERE contact_id = ? AND kind = ?
        ORDER BY position, id
        """,
        (own, kind),
    ).fetchall()


def _nicknames(
    db: sqlite3.Connection, own: int, before: Sequence[str], after: Sequence[str]
) -> None:
    kept = [name for name in before if name in after]
    if list(dict.fromkeys(after))[: len(kept)] != kept:
        kept = []  # they are shown in the order they were inserted, so insert all again
    for name in before:
        if name not in kept:
            db.execute("DELETE FROM nickname WHERE contact_id = ? AND name = ?", (own, name))
    for name in dict.fromkeys(after):
        if name not in kept:
            db.execute(
                "INSERT INTO nickname (contact_id, name, folded) VALUES (?, ?, ?)",
                (own, name, fold(name)),
            )


def _occasions(db: sqlite3.Connection, own: int, before: Contact, after: Contact) -> None:
    """Write the birthday and the other dates: what is gone first, so that no two are alike."""
    kept = {each.id for each in after.occasions}
    for each in before.occasions:
        if each.id and each.id not in kept:
            db.execute("DELETE FROM occasion WHERE id = ?", (id_of(each.id),))
    _birthday(db, own, before.birthday, after.birthday)
    then = {each.id: each for each in before.occasions}
    for each in after.occasions:
        if each.id is None:
            yearly_dates.insert(db, own, each.label, each.day)
        elif each != then[each.id]:
            yearly_dates.move(db, id_of(each.id), each.label, then[each.id].day, each.day)


def _birthday(
    db: sqlite3.Connection, own: int, before: YearlyDay | None, after: YearlyDay | None
) -> None:
    if before == after:
        return
    row = db.execute(
        "SELECT id FROM occasion WHERE contact_id = ? AND label = ?", (own, yearly_dates.BIRTHDAY)
    ).fetchone()
    if row and before and after:
        yearly_dates.move(db, row["id"], yearly_dates.BIRTHDAY, before, after)
    elif after:
        yearly_dates.insert(db, own, yearly_dates.BIRTHDAY, after)
    elif row:
        db.execute("DELETE FROM occasion WHERE id = ?", (row["id"],))


def _facts(db: sqlite3.Connection, own: int, before: dict[str, str], after: dict[str, str]) -> None:
    for key in before.keys() - after.keys():
        db.execute("DELETE FROM fact WHERE contact_id = ? AND key = ?", (own, key))
    for key, value in after.items():
        folded = fold_all(key, value)
        if key not in before:
            db.execute(
                "INSERT INTO fact (contact_id, key, value, folded) VALUES (?, ?, ?, ?)",
                (own, key, value, folded),
            )
        elif before[key] != value:
            db.execute(
                "UPDATE fact SET value = ?, folded = ? WHERE contact_id = ? AND key = ?",
                (value, folded, own, key),
            )


def _tags(
    db: sqlite3.Connection, owner: str, own: int, before: Iterable[str], after: Iterable[str]
) -> None:
    """Add and remove tags of a contact or a note, compared folded."""
    had, wanted = ({fold(name): name for name in names} for names in (before, after))
    for folded in had.keys() - wanted.keys():
        db.execute(
            f"""
            DELETE FROM {owner}_tag
            WHERE {owner}_id = ? AND tag_id IN (SELECT id FROM tag WHERE folded = ?)
            """,
            (own, folded),
        )
    new = [name for folded, name in wanted.items() if folded not in had]
    (tags.tag_contact if owner == "contact" else tags.tag_note)(db, own, new)


def _referrer(db: sqlite3.Connection, own: int, wanted: str | None) -> None:
    referrals.clear(db, own)
    if wanted:
        referrer_id = id_of(wanted)
        name = db.execute("SELECT name FROM contact WHERE id = ?", (referrer_id,)).fetchone()[0]
        referrals.record(db, Found(referrer_id, name), own, clock.today())


# ── notes, reminders, issues ─────────────────────────────────────────────────────────────


def _note(db: sqlite3.Connection, before: Note, after: Note, _many: bool) -> None:
    own = id_of(before.id)
    columns = differing(before, after, "kind", "mood")
    if after.text != before.text:
        columns |= {"body": after.text, "folded": fold(after.text)}
    if after.at != before.at:
        day, _, time = after.at.partition("T")
        columns |= {"happened_on": day, "happened_time": time or None}
    update(db, "note", own, columns)
    _tags(db, "note", own, before.tags, after.tags)
    had, wanted = ([id_of(each.id) for each in note.contacts] for note in (before, after))
    for contact_id in wanted:  # first, since a note about no one is deleted
        if contact_id not in had:
            db.execute(NOTE_CONTACT.sql(), (own, contact_id))
    for contact_id in had:
        if contact_id not in wanted:
            db.execute(
                "DELETE FROM note_contact WHERE note_id = ? AND contact_id = ?", (own, contact_id)
            )


def _reminder(db: sqlite3.Connection, before: Reminder, after: Reminder, _many: bool) -> None:
    columns = differing(before, after, "text", "fixed", "every_on")
    if "text" in columns:
        columns["folded"] = fold(after.text)
    if (after.on, after.time) != (before.on, before.time):
        columns |= {"due_on": after.on.isoformat(), "due_time": after.time}
        if after.on != before.on:
            columns["snoozed_until"] = None  # only the new date counts
    if after.every != before.every:
        every = after.every
        columns |= {"every_n": every and every.n, "every_unit": every and every.unit}
    update(db, "reminder", id_of(before.id), columns)


def _issue(db: sqlite3.Connection, before: Issue, after: Issue, _many: bool) -> None:
    columns = differing(before, after, "text")
    if after.resolution != before.resolution:
        columns["resolution"] = after.resolution or ""
    if columns:
        columns["folded"] = fold_all(after.text, after.resolution)
    if after.on != before.on:
        columns["opened_on"] = after.on.isoformat()
    if after.resolved is None and before.resolved is not None:
        columns |= {"resolved_on": None, "mentioned_on": None, "snoozed_until": None}
    update(db, "issue", id_of(before.id), columns)


_WRITERS: dict[type, Callable[[sqlite3.Connection, Any, Any, bool], None]] = {
    Contact: _contact,
    Note: _note,
    Reminder: _reminder,
    Issue: _issue,
    Win: write_win,
    Deal: write_deal,
    Feedback: write_answer,
    Perk: write_perk,
}
