"""Editing: the same changes to any number of records, or saving one edited record."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cache

from tinycrm import clock
from tinycrm.errors import Candidate, Clash
from tinycrm.services.activity.loading import Key, load_records
from tinycrm.services.codes import (
    batch_code,
    id_of,
    parse_code,
    read_code,
    resolve_code,
)
from tinycrm.services.editing import list_edits, relation_links, whose_doing, writing_records
from tinycrm.services.editing.applying import EDITABLE, check_values, with_values
from tinycrm.services.editing.list_edits import ListEdit
from tinycrm.services.editing.new_values import NewValues, Resolve
from tinycrm.services.people import aside, finding, spreading
from tinycrm.services.people.contacts import load_persons
from tinycrm.services.records import Contact, Feedback, Person, Record
from tinycrm.store import reading, writing
from tinycrm.values import NamedTuple


class Edited(NamedTuple):
    """The records after an edit; `changed` are the codes of those that differ from before.

    `also` are pairs of a contact found by name and the other contacts the name may mean;
    `hints` are sentences for the user.
    """

    records: tuple[Record, ...]
    changed: tuple[str, ...]
    batch: str | None
    also: tuple[tuple[str, tuple[Candidate, ...]], ...] = ()
    hints: tuple[str, ...] = ()


class OpenedRecord(NamedTuple):
    """A record loaded for editing; `referrer` is who referred a contact.

    `from_them`: whether a note is about what they did; None for any other record.
    """

    record: Record
    referrer: Person | None = None
    also: tuple[tuple[str, tuple[Candidate, ...]], ...] = ()
    from_them: bool | None = None


def edit(
    typed: Sequence[str],
    values: NewValues,
    picks: finding.Picks | None = None,
    *,
    asks: bool = False,
) -> Edited:
    """Change these fields in all the named records, as one batch.

    The name of a relation that means several contacts is kept as text, unless the caller `asks`
    the user. Raises UsageProblem for a field that one of them does not have, and what
    `finding.resolve_who` and `codes.resolve_code` do. Then nothing is changed.
    """
    with writing("edit") as work:
        db = work.db
        keys, also = find_records(db, typed, picks)
        guesses: list[tuple[str, tuple[Candidate, ...]]] = []
        resolve = resolver(db, picks, guesses)
        values, hints = _with_links(db, values, picks, asks=asks)
        many = sum(table == "contact" for table, _ in keys) >= spreading.MANY
        loaded, changed = load_records(db, keys), []
        for before in loaded:
            after = with_values(before, values, resolve)
            is_written = after != before and writing_records.write(db, before, after, many=many)
            if whose_doing.turn(db, before, values.from_them) or is_written:
                changed.append(before.id)
        work.label = say_label("edit", changed)
        records = tuple(load_records(db, keys))
        hints += _say_what_follows(db, loaded, records)
    batch = batch_code(work.batch)
    return Edited(records, tuple(changed), batch, (*also, *guesses), hints)


def _with_links(
    db: sqlite3.Connection, values: NewValues, picks: finding.Picks | None, *, asks: bool
) -> tuple[NewValues, tuple[str, ...]]:
    wanted = [each.value for each in values.related if each.wanted]
    found, hints = relation_links.link_related(db, wanted, picks, asks=asks)
    gone = (each for each in values.related if not each.wanted)
    edits = (*gone, *(ListEdit(True, each) for each in found))
    return values._replace(related=edits), hints


def _say_what_follows(
    db: sqlite3.Connection, before: Sequence[Record], after: Sequence[Record]
) -> tuple[str, ...]:
    """Do what follows from new values of answers and contacts; return what to say about it."""
    changes = {each.id: each for each in after if isinstance(each, Feedback)}
    said: tuple[str, ...] = ()
    for each in before:
        if isinstance(each, Feedback):
            from tinycrm.services.care import answers  # few edits are of answers

            said += answers.follow_change(db, each, changes[each.id])
    return (*said, *_say_referrals(db, before, after), *_say_cadences(db, before, after))


def _say_referrals(
    db: sqlite3.Connection, before: Sequence[Record], after: Sequence[Record]
) -> tuple[str, ...]:
    """Return who is now said to have brought somebody, and is not to be thanked for it."""
    had = {each.id: each.referred_by for each in before if isinstance(each, Contact)}
    new = dict.fromkeys(
        each.referred_by for each in after
        if isinstance(each, Contact) and each.referred_by and each.referred_by != had[each.id]
    )  # fmt: skip
    said = (aside.say_blocked(db, id_of(each), aside.NO_THANKS) for each in new if each)
    return tuple(sentence for each in said for sentence in each)


def _say_cadences(
    db: sqlite3.Connection, before: Sequence[Record], after: Sequence[Record]
) -> tuple[str, ...]:
    """Return what to say about contacts whose cadence is new."""
    now = {each.id: each for each in after if isinstance(each, Contact)}
    given = [
        now[each.id] for each in before
        if isinstance(each, Contact) and each.every != now[each.id].every
    ]  # fmt: skip
    return aside.say_cadences(db, given, clock.today())


def open_record(typed: Sequence[str], picks: finding.Picks | None = None) -> list[OpenedRecord]:
    """Return the named records for editing."""
    with reading() as db:
        keys, also = find_records(db, typed, picks)
        return [
            OpenedRecord(each, _referrer(db, each), also, whose_doing.is_from_them(db, each))
            for each in load_records(db, keys)
        ]


def save(
    before: Record,
    after: Record,
    picks: finding.Picks | None = None,
    *,
    from_them: bool | None = None,
    asks: bool = False,
) -> Edited:
    """Save a record as `after`, unless it was changed or deleted since it was `before`.

    `from_them` says of a note that they did it, or the user, where that is new. New names of
    relations are looked up as by `edit`. Raises Clash in this case, and what
    `check_values` does; then nothing is overwritten.
    """
    check_values(before, after)
    with writing(f"edit {before.id}") as work:
        key = parse_code(before.id)
        now = load_records(work.db, [key])
        if not now:
            raise Clash(f"{before.id} was deleted meanwhile. Nothing was changed.")
        if fingerprint(now[0]) != fingerprint(before):
            raise Clash(
                f"{before.id} was changed by another program meanwhile. Nothing was overwritten.",
                f"Look at it, then edit it again: crm show {before.id}",
            )
        after, hints = _with_new_links(work.db, before, after, picks, asks=asks)
        writing_records.write(work.db, now[0], after)
        whose_doing.turn(work.db, after, from_them)
        records = tuple(load_records(work.db, [key]))
        hints += _say_what_follows(work.db, now, records)
    changed = (before.id,) if work.batch else ()
    return Edited(records, changed, batch_code(work.batch), hints=hints)


def _with_new_links(
    db: sqlite3.Connection,
    before: Record,
    after: Record,
    picks: finding.Picks | None,
    *,
    asks: bool,
) -> tuple[Record, tuple[str, ...]]:
    if not isinstance(before, Contact) or not isinstance(after, Contact):
        return after, ()
    kept = tuple(each for each in after.related if each in before.related)
    new = [each for each in after.related if each not in kept]
    found, hints = relation_links.link_related(db, new, picks, asks=asks)
    edits = (ListEdit(True, each) for each in found)
    return after._replace(related=list_edits.related(kept, edits)), hints


_NOT_EDITED = frozenset("last_touch next_due updated_at snoozed_until done_at mentioned".split())


def fingerprint(record: Record) -> dict[str, object]:
    """Return the fields an edit would overwrite: all except those that change on their own."""
    fields = {f: v for f, v in record._asdict().items() if f not in _NOT_EDITED}
    for name in ("contact", "contacts"):  # only who it is about, not their own fields
        if name in fields:
            fields[name] = ids_of(fields[name])
    return fields


def ids_of(people: Person | Sequence[Person] | None) -> list[str]:
    """Return the codes of the people."""
    if people is None:
        return []
    return [people.id] if isinstance(people, Person) else [each.id for each in people]


def say_label(verb: str, codes: Sequence[str]) -> str:
    """Return the label of a batch, with the codes of at most the first five records."""
    more = f" and {len(codes) - 5} more" if len(codes) > 5 else ""
    return f"{' '.join((verb, *codes[:5]))}{more}"


# ── which records ────────────────────────────────────────────────────────────────────────


def find_records(
    db: sqlite3.Connection,
    typed: Sequence[str],
    picks: finding.Picks | None = None,
    tables: Sequence[str] = EDITABLE,
) -> tuple[list[Key], tuple[tuple[str, tuple[Candidate, ...]], ...]]:
    """Return the records that codes and names mean, each once, and the `also` of `Edited`.

    Words without any code are first tried as one name: Ada Lovelace. To be edited, a yearly date
    is a part of its contact.
    """
    keys: dict[Key, None] = {}
    also = []
    for word in typed if any(map(read_code, typed)) else finding.whole_names(db, typed):
        code_typed = read_code(word)
        is_part = tables is EDITABLE and code_typed and code_typed[0] == "occasion"
        if code_typed and not is_part:
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
    """Return a function that finds a person by WHO, with a cache.

    For an unclear name it adds the contact found and the other ones to `guesses`.
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
