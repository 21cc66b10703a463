"""The contacts of an export, read back: what a line says, and the rows of a new contact."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from tinycrm import clock
from tinycrm.contact_points import Point, PointKind
from tinycrm.days import Every, YearlyDay, parse_every, yearly_day
from tinycrm.errors import UsageProblem
from tinycrm.exchange.json_records import JsonRecord
from tinycrm.services.people import tags
from tinycrm.services.people.new_contact import NewContact
from tinycrm.services.relations.relation_labels import known_label
from tinycrm.services.transfer.record_ids import RecordIds
from tinycrm.services.transfer.record_tables import PARTS, RELATED, PartTable
from tinycrm.services.uids import new_uid
from tinycrm.text import fold, plain_label, visible
from tinycrm.values import NamedTuple

_POINTS: tuple[tuple[str, PointKind], ...] = (
    ("emails", "email"), ("phones", "phone"), ("addresses", "address"), ("urls", "url"),
    ("handles", "handle"),
)  # fmt: skip


class DateLine(NamedTuple):
    """A yearly date of a contact, as its line has it: `code` is its id there."""

    code: str | None
    label: str
    day: YearlyDay
    closed_on: str | None = None
    snoozed_until: str | None = None


def read_draft(record: JsonRecord, source: str) -> NewContact:
    """Return the contact that a line describes, without what hangs on its ids.

    Raises UsageProblem with the field that is wrong.
    """
    every = record.maybe("every")
    for each in record.objects("related"):  # stored when all contacts are there
        part_values(RELATED, each)
        each.text("label"), each.text("name"), each.maybe("id")
    return NewContact(
        name=record.text("name"),
        uid=record.maybe("uid"),
        kind=record.maybe("kind") or "person",  # type: ignore[arg-type]  # the store checks it
        nicknames=tuple(record.texts("nicknames")),
        organization=record.maybe("organization") or "",
        title=record.maybe("title") or "",
        points=tuple(_points(record)),
        occasions=tuple((each.label, each.day) for each in read_dates(record)),
        tags=tuple(record.texts("tags")),
        facts=tuple(record.pairs("facts").items()),
        every=parse_every(every) if every else None,
        do_not_contact=record.flag("do_not_contact"),
        source=source,
    )


def _points(record: JsonRecord) -> Iterator[Point]:
    for field, kind in _POINTS:
        for each in record.objects(field):
            yield Point(kind, each.text("value"), each.maybe("label") or "")


def read_dates(record: JsonRecord) -> Iterator[DateLine]:
    """Yield the birthday and the other yearly dates of a line."""
    states = {each.maybe("id"): each for each in record.objects("occasion_states")}
    birthday = record.maybe("birthday")
    if birthday:
        yield _with_state(states, record.maybe("birthday_id"), "birthday", birthday)
    for each in record.objects("occasions"):
        label = plain_label(each.text("label"))
        yield _with_state(states, each.maybe("id"), label, each.text("day"))


def _with_state(
    states: dict[str | None, JsonRecord], code: str | None, label: str, day: str
) -> DateLine:
    state = states.get(code) if code else None
    closed, snoozed = (
        (state.maybe("closed_on"), state.maybe("snoozed_until")) if state else (None,) * 2
    )
    return DateLine(code, label, _day(day), closed, snoozed)


def _day(text: str) -> YearlyDay:
    """Return a day as an export writes it: `1815-12-10`, or `--12-10` without a year."""
    year, month, day = text[:-6], text[-5:-3], text[-2:]
    try:
        return yearly_day(int(month), int(day), None if year == "-" else int(year))
    except ValueError:
        raise UsageProblem(f"“{visible(text)}” is not a day like 1815-12-10.") from None


# ── a new contact ────────────────────────────────────────────────────────────────────────


def insert(db: sqlite3.Connection, record: JsonRecord, draft: NewContact, ids: RecordIds) -> int:
    """Store the contact of a line as a new one, with all that is its own; return its id.

    Raises sqlite3.IntegrityError for a value that the store refuses, and leaves nothing behind.
    """
    own = ids.give("contact", record.maybe("id"))
    assert own is not None
    db.execute(_INSERT, _row(record, draft, own))
    try:
        _insert_lists(db, own, draft)
        for each in read_dates(record):
            _insert_date(db, own, each, ids)
        keep_parts(db, own, record, is_new=True)
    except (sqlite3.Error, UsageProblem):
        db.execute("DELETE FROM contact WHERE id = ?", (own,))
        raise
    tags.tag_contact(db, own, draft.tags)
    return own


_INSERT = """
    INSERT INTO contact (id, uid, kind, name, folded, organization, title, folded_work, every_n,
        every_unit, every_from_on, snoozed_until, do_not_contact, archived_at, created_at,
        updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def _row(record: JsonRecord, draft: NewContact, own: int) -> Sequence[object]:
    now = clock.instant()
    every = draft.every or (None, None)
    archived = record.maybe("archived_at") or (now if record.flag("archived") else None)
    return (
        own, draft.uid or new_uid(), draft.kind, draft.name, fold(draft.name),
        draft.organization, draft.title, fold(f"{draft.organization} {draft.title}"), *every,
        record.maybe("every_from"), record.maybe("snoozed_until"), int(draft.do_not_contact),
        archived, record.maybe("created_at") or now, record.maybe("updated_at") or now,
    )  # fmt: skip


def _insert_lists(db: sqlite3.Connection, own: int, draft: NewContact) -> None:
    db.executemany(
        """
        INSERT INTO contact_point (contact_id, kind, label, value, normal, position, folded)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """,
        [
            (own, each.kind, each.label, each.value, each.normal, n, fold(each.value))
            for n, each in enumerate(draft.points)
        ],
    )
    db.executemany(
        "INSERT INTO nickname (contact_id, name, folded) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(own, name, fold(name)) for name in draft.nicknames],
    )
    db.executemany(
        "INSERT INTO fact (contact_id, key, value, folded) VALUES (?, ?, ?, ?)",
        [(own, key, value, fold(f"{key} {value}")) for key, value in draft.facts],
    )


def _insert_date(db: sqlite3.Connection, own: int, each: DateLine, ids: RecordIds) -> None:
    row_id = ids.give("occasion", each.code)
    db.execute(
        """
        INSERT INTO occasion (id, contact_id, label, month, day, year, closed_on, snoozed_until)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """,
        (row_id, own, each.label, *each.day, each.closed_on, each.snoozed_until),
    )
    assert row_id is not None
    ids.know("occasion", each.code, row_id)


# ── the lists that an export carries as they are ─────────────────────────────────────────


def keep_parts(db: sqlite3.Connection, own: int, record: JsonRecord, *, is_new: bool) -> bool:
    """Store the lists of a line that this contact lacks, except its relations.

    Return whether anything was new to it.
    """
    before = db.total_changes
    for part in PARTS:
        if part is not RELATED:
            for each in record.objects(part.field):
                if is_new or not _has(db, own, part, each):
                    insert_part(db, own, part, each)
    return db.total_changes > before


def _has(db: sqlite3.Connection, own: int, part: PartTable, each: JsonRecord) -> bool:
    where = " AND ".join(f"coalesce({column}, '') = coalesce(?, '')" for column in part.same)
    values = (own, *(each.value(column) for column in part.same))
    sql = f"SELECT 1 FROM {part.table} WHERE contact_id = ? AND {where}"
    return db.execute(sql, values).fetchone() is not None


def insert_part(
    db: sqlite3.Connection, own: int, part: PartTable, each: JsonRecord, link: int | None = None
) -> None:
    """Store a row of a list; what the line does not say gets the default of its column."""
    given = part_values(part, each)
    row: dict[str, object] = {"contact_id": own}
    row |= {column: value for column, value in given.items() if value is not None}
    if part is RELATED:
        row |= {"label": known_label(each.text("label")), "other_id": link}
    if part.words:
        is_searched = not part.words_if or given[part.words_if]
        row["folded"] = fold(str(given[part.words] or "")) if is_searched else ""
    places = ", ".join("?" * len(row))
    db.execute(
        f"INSERT INTO {part.table} ({', '.join(row)}) VALUES ({places}) ON CONFLICT DO NOTHING",
        tuple(row.values()),
    )


def part_values(part: PartTable, each: JsonRecord) -> dict[str, str | int | None]:
    """Return the columns of a row. Raises UsageProblem for a value that no column can hold."""
    return {column: each.value(column) for column in part.columns}


def every_of(text: str | None) -> Every | tuple[None, None]:
    """Return the columns of a cadence or a repeat as an export writes it."""
    return parse_every(text) if text else (None, None)
