"""Editing: the same changes to any number of records, or one record in another form."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tinycrm.errors import Candidate, Clash
from tinycrm.services.activity.loading import Key, load_records
from tinycrm.services.codes import (
    batch_code,
    id_of,
    parse_code,
    read_code,
    resolve_code,
)
from tinycrm.services.editing import writing_records
from tinycrm.services.editing.new_values import (
    EDITABLE,
    NewValues,
    Resolve,
    check_values,
    with_values,
)
from tinycrm.services.people import cadence, finding
from tinycrm.services.people.contacts import load_persons
from tinycrm.services.records import Contact, Person, Record
from tinycrm.store import reading, writing


class Edited(NamedTuple):
    """The records after an edit; `changed` are the codes of those that were not so before.

    `also` are pairs of the name a guess took and those it did not take.
    """

    records: tuple[Record, ...]
    changed: tuple[str, ...]
    batch: str | None
    also: tuple[tuple[str, tuple[Candidate, ...]], ...] = ()


class OpenedRecord(NamedTuple):
    """A record as it was read to be edited; `referrer` is who brought a contact."""

    record: Record
    referrer: Person | None = None
    also: tuple[tuple[str, tuple[Candidate, ...]], ...] = ()


def edit(typed: Sequence[str], wish: NewValues, picks: finding.Picks | None = None) -> Edited:
    """Change these fields on all the records that are named, as one batch.

    Raises UsageProblem for a field that one of them has not, and what `finding.resolve_who`
    and `codes.resolve_code` do. Then nothing is changed.
    """
    with writing("edit") as work:
        db = work.db
        keys, also = find_records(db, typed, picks)
        guesses: list[tuple[str, tuple[Candidate, ...]]] = []
        resolve = resolver(db, picks, guesses)
        many = sum(table == "contact" for table, _ in keys) >= cadence.MANY
        told = []
        for before in load_records(db, keys):
            after = with_values(before, wish, resolve)
            if after != before and writing_records.write(db, before, after, many=many):
                told.append(before.id)
        work.label = say_label("edit", told)
        records = tuple(load_records(db, keys))
    batch = batch_code(work.batch)
    return Edited(records, tuple(told), batch, (*also, *guesses))


def open_record(typed: Sequence[str], picks: finding.Picks | None = None) -> list[OpenedRecord]:
    """Return the records that are named, to be edited."""
    with reading() as db:
        keys, also = find_records(db, typed, picks)
        return [OpenedRecord(each, _referrer(db, each), also) for each in load_records(db, keys)]


def save(before: Record, after: Record) -> Edited:
    """Store a record as `after` has it, unless somebody changed it since it was `before`.

    Raises Clash then, or when it was deleted, and what `check_values` does; nothing is
    overwritten.
    """
    check_values(before, after)
    with writing(f"edit {before.id}") as work:
        key = parse_code(before.id)
        now = load_records(work.db, [key])
        if not now:
            raise Clash(f"{before.id} was deleted meanwhile. Nothing was changed.")
        if fingerprint(now[0]) != fingerprint(before):
            raise Clash(
                f"{before.id} was changed by somebody else meanwhile. Nothing was overwritten.",
                f"Look at it, then edit it anew: crm show {before.id}",
            )
        writing_records.write(work.db, now[0], after)
        records = tuple(load_records(work.db, [key]))
    told = (before.id,) if work.batch else ()
    return Edited(records, told, batch_code(work.batch))


_NOT_EDITED = frozenset("last_touch next_due updated_at snoozed_until done_at mentioned".split())


def fingerprint(record: Record) -> dict[str, object]:
    """Return what an editor would overwrite: all but what passes by itself, like a touch."""
    fields = {f: v for f, v in record._asdict().items() if f not in _NOT_EDITED}
    for name in ("contact", "contacts"):  # whom it is about, whatever became of them
        if name in fields:
            fields[name] = ids_of(fields[name])
    return fields


def ids_of(people: Person | Sequence[Person] | None) -> list[str]:
    """Return the codes of people."""
    if people is None:
        return []
    return [people.id] if isinstance(people, Person) else [each.id for each in people]


def say_label(verb: str, codes: Sequence[str]) -> str:
    """Return the label of a batch, which names the first few of many records."""
    more = f" and {len(codes) - 5} more" if len(codes) > 5 else ""
    return f"{' '.join((verb, *codes[:5]))}{more}"


# ── which records ────────────────────────────────────────────────────────────────────────


def find_records(
    db: sqlite3.Connection,
    typed: Sequence[str],
    picks: finding.Picks | None = None,
    tables: Sequence[str] = EDITABLE,
) -> tuple[list[Key], tuple[tuple[str, tuple[Candidate, ...]], ...]]:
    """Return what codes and names mean, each record once, and whom guesses did not take.

    Words without a code among them are first tried as one name: Ada Lovelace.
    """
    keys: dict[Key, None] = {}
    also = []
    for word in typed if any(map(read_code, typed)) else finding.whole_names(db, typed):
        if read_code(word):
            keys[resolve_code(db, word, *tables)] = None
            continue
        for found in finding.resolve_all(db, word, picks):
            keys["contact", found.id] = None
            if found.also:
                also.append((f"{found.name} ({found.code})", found.also))
    return list(keys), tuple(also)


def resolver(
    db: sqlite3.Connection,
    picks: finding.Picks | None = None,
    guesses: list[tuple[str, tuple[Candidate, ...]]] | None = None,
) -> Resolve:
    """Return a function from WHO to a person, which looks each up once.

    To `guesses` it adds the name that was taken and those that were not.
    """

    @cache
    def resolve(typed: str) -> Person:
        found = finding.resolve_who(db, typed, picks)
        if found.also and guesses is not None:
            guesses.append((f"{found.name} ({found.code})", found.also))
        return load_persons(db, [found.id])[found.id]

    return resolve


def _referrer(db: sqlite3.Connection, record: Record) -> Person | None:
    if not isinstance(record, Contact) or record.referred_by is None:
        return None
    referrer_id = id_of(record.referred_by)
    return load_persons(db, [referrer_id])[referrer_id]
