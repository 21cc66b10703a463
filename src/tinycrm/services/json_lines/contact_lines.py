"""The contacts of an export, read back: what a line says, and the rows of a new contact."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from tinycrm.contact_points import Point, PointKind
from tinycrm.days import Every, YearlyDay, parse_every, yearly_day
from tinycrm.errors import UsageProblem
from tinycrm.exchange.json_records import JsonRecord
from tinycrm.services.json_lines.record_ids import RecordIds
from tinycrm.services.json_lines.record_tables import PARTS, RELATED, PartTable
from tinycrm.services.json_lines.waiting_records import NewRecord, Rows
from tinycrm.services.people.new_contact import POINT, NewContact, list_rows, point_rows
from tinycrm.services.relations.relation_labels import known_label
from tinycrm.services.sql import Insert
from tinycrm.services.uids import new_uid
from tinycrm.text import fold, fold_all, plain_label, visible
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


class ContactLine(NamedTuple):
    """A contact as its line describes it: the contact without what depends on its id, its dates."""

    record: JsonRecord
    draft: NewContact
    dates: tuple[DateLine, ...]


def read_contact(record: JsonRecord, source: str) -> ContactLine:
    """Return the contact that a line describes.

    Raises UsageProblem with the field that is wrong.
    """
    every = record.maybe("every")
    for each in record.objects("related"):  # stored when all contacts are there
        part_values(RELATED, each)
        each.text("label"), each.text("name"), each.maybe("id")
    dates = tuple(_dates(record))
    draft = NewContact(
        name=record.text("name"),
        uid=record.maybe("uid"),
        kind=record.maybe("kind") or "person",  # type: ignore[arg-type]  # the store checks it
        nicknames=tuple(record.texts("nicknames")),
        organization=record.maybe("organization") or "",
        title=record.maybe("title") or "",
        points=tuple(_points(record)),
        occasions=tuple((each.label, each.day) for each in dates),
        tags=tuple(record.texts("tags")),
        facts=tuple(record.pairs("facts").items()),
        every=parse_every(every) if every else None,
        do_not_contact=record.flag("do_not_contact"),
        source=source,
    )
    return ContactLine(record, draft, dates)


def _points(record: JsonRecord) -> Iterator[Point]:
    for field, kind in _POINTS:
        for each in record.objects(field) if field in record.fields else ():
            yield Point(kind, each.text("value"), each.maybe("label") or "")


def _dates(record: JsonRecord) -> Iterator[DateLine]:
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


_CONTACT = Insert(
    "contact",
    (
        "id", "uid", "kind", "name", "folded", "organization", "title", "folded_work", "every_n",
        "every_unit", "every_from_on", "snoozed_until", "do_not_contact", "archived_at",
        "created_at", "updated_at",
    ),
)  # fmt: skip
_DATE = Insert(
    "occasion",
    ("id", "contact_id", "label", "month", "day", "year", "closed_on", "snoozed_until"),
    "ON CONFLICT DO NOTHING",
)


def new_contact_of(
    each: ContactLine, ids: RecordIds, next_id: Callable[[str], int], now: str
) -> NewRecord:
    """Return the contact of a line as a new one, with all that is its own except its relations.

    `next_id` gives the id of a row without code, `now` is the instant of what the line does not
    date. Raises UsageProblem with the field that is wrong.
    """
    record, draft = each.record, each.draft
    own = ids.give("contact", record.maybe("id"))
    assert own is not None
    new = NewRecord(record, "contact", own)
    new.rows.append((_CONTACT, (_row(each, own, now),)))
    if draft.points:
        new.rows.append((POINT, point_rows(own, draft.points)))
    new.rows += [(insert, rows) for _, insert, rows in list_rows(own, draft)]
    for date in each.dates:
        row_id = ids.give("occasion", date.code)
        assert row_id is not None
        row = (row_id, own, date.label, *date.day, date.closed_on, date.snoozed_until)
        new.rows.append((_DATE, (row,)))
        new.codes.append(("occasion", date.code, row_id))
    for part in PARTS:
        if part is not RELATED and part.field in record.fields:
            for found in record.objects(part.field):
                new.rows.append(part_row(own, part, found, next_id))
    new.tags = draft.tags
    return new


def _row(each: ContactLine, own: int, now: str) -> Sequence[object]:
    record, draft = each.record, each.draft
    every = draft.every or (None, None)
    archived = record.maybe("archived_at") or (now if record.flag("archived") else None)
    return (
        own, draft.uid or new_uid(), draft.kind, draft.name, fold(draft.name), draft.organization,
        draft.title, fold_all(draft.organization, draft.title), *every, record.maybe("every_from"),
        record.maybe("snoozed_until"), int(draft.do_not_contact), archived,
        record.maybe("created_at") or now,
        record.maybe("updated_at") or now,
    )  # fmt: skip


# ── the lists that an export carries as they are ─────────────────────────────────────────


def keep_parts(db: sqlite3.Connection, own: int, record: JsonRecord) -> bool:
    """Store the lists of a line that this contact lacks, except its relations.

    Return whether anything was new to it.
    """
    before = db.total_changes
    for part in PARTS:
        if part is not RELATED:
            for each in record.objects(part.field):
                if not _has(db, own, part, each):
                    insert, (row,) = part_row(own, part, each)
                    db.execute(insert.sql(), row)
    return db.total_changes > before


def _has(db: sqlite3.Connection, own: int, part: PartTable, each: JsonRecord) -> bool:
    where = " AND ".join(f"coalesce({column}, '') = coalesce(?, '')" for column in part.same)
    values = (own, *(each.value(column) for column in part.same))
    sql = f"SELECT 1 FROM {part.table} WHERE contact_id = ? AND {where}"
    return db.execute(sql, values).fetchone() is not None


def part_row(
    own: int,
    part: PartTable,
    each: JsonRecord,
    next_id: Callable[[str], int] | None = None,
    link: int | None = None,
) -> Rows:
    """Return what adds a row of a list, and the row.

    What the line does not say gets the default of its column. Raises UsageProblem for a value that
    no column can hold.
    """
    given = part_values(part, each)
    row: dict[str, object] = {"id": next_id(part.table)} if next_id else {}
    row["contact_id"] = own
    row |= {column: value for column, value in given.items() if value is not None}
    if part is RELATED:
        row |= {"label": known_label(each.text("label")), "other_id": link}
    if part.words:
        is_searched = not part.words_if or given[part.words_if]
        row["folded"] = fold(str(given[part.words] or "")) if is_searched else ""
    return _insert_of(part.table, tuple(row)), (tuple(row.values()),)


@cache
def _insert_of(table: str, columns: tuple[str, ...]) -> Insert:
    return Insert(table, columns, "ON CONFLICT DO NOTHING")


def part_values(part: PartTable, each: JsonRecord) -> dict[str, str | int | None]:
    """Return the columns of a row. Raises UsageProblem for a value that no column can hold."""
    return {column: each.value(column) for column in part.columns}


def every_of(text: str | None) -> Every | tuple[None, None]:
    """Return the columns of a cadence or a repeat as an export writes it."""
    return parse_every(text) if text else (None, None)
