"""Forgetting a contact on request: removed from tables, journal, search index and file.

Others' relations to them go too. Records of others that mention them are not changed, but
reported, and so are the copies that still contain them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager

from tinycrm import clock
from tinycrm.errors import Candidate, NotFound, StoreProblem
from tinycrm.services.codes import TABLES, code, read_code
from tinycrm.services.editing import (
    forgotten_copies,
    forgotten_drafts,
    forgotten_filters,
    forgotten_merges,
    forgotten_relations,
    names_in_text,
)
from tinycrm.services.editing.removing import Removal, removal_of
from tinycrm.services.owned_tables import OWNED
from tinycrm.services.people import finding
from tinycrm.store import erasing, journal, leftovers, reading, second_place, writing
from tinycrm.store.erasing import Row
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


class Forgotten(NamedTuple):
    """The forgotten contact.

    Not changed are `named`, codes of other records that contain the name, `named_before`, those
    that did before, `filters` with a word of it, `drafts`, files of unsaved texts, and `files`,
    their cards in folders. `copies` are backups that contain the contact, `unread` those that
    could not be read. `hints` are sentences to show.
    """

    id: str
    name: str
    named: tuple[str, ...]
    named_before: tuple[str, ...]
    filters: tuple[str, ...]
    copies: tuple[Path, ...]
    unread: tuple[Path, ...]
    drafts: tuple[Path, ...] = ()
    files: tuple[Path, ...] = ()
    hints: tuple[str, ...] = ()


class _Person(NamedTuple):
    """A contact in the store, or in the journal if they were deleted.

    `ids` and `uids` are also of those merged into them; `also` are others the name may mean.
    """

    id: int
    name: str
    ids: tuple[int, ...]
    uids: tuple[str, ...]
    also: tuple[Candidate, ...] = ()


def preview(typed: str, picks: finding.Picks | None = None) -> Removal:
    """Return who would be forgotten, and what would be deleted with them.

    Raises what `finding.resolve_who` does.
    """
    with reading() as db:
        person = _resolve(db, typed, picks)
        drafts = forgotten_drafts.count(_codes_of(_rows_of(db, *person.ids)))
        more = (f"{drafts} draft{'' if drafts == 1 else 's'}",) if drafts else ()
        if _exists(db, person.id):
            found = removal_of(db, "contact", person.id)._replace(also=person.also)
            return found._replace(with_it=(*found.with_it, *more))
        return Removal(code("contact", person.id), person.name, ("what is kept for undo", *more))


def forget(typed: str, picks: finding.Picks | None = None) -> Forgotten:
    """Delete a contact for good; by their code also one who was already deleted.

    Unsaved texts about no other contact are deleted too. Raises what `finding.resolve_who`
    does.
    """
    leftovers.clear_ours()
    deleted_texts: list[int] = []
    with _reporting_deleted_texts(deleted_texts), writing("forget") as work:
        work.can_be_undone = False
        person = _resolve(work.db, typed, picks)
        work.label = f"forget {code('contact', person.id)}"
        files = forgotten_copies.find_files(work.db, person.ids)
        erased = _erase(work.db, person)
        # Last, but before the commit: killed in between, the user can forget them again.
        deleted_texts.append(forgotten_drafts.count(erased.codes))
        drafts = forgotten_drafts.forget(erased.codes, erased.names)
    hints, dropped = second_place.missing(), erased.filters.dropped
    hints += [f"The saved filter @{each} named them and was deleted." for each in dropped]
    hints += forgotten_copies.shrink()
    copies, unread = forgotten_copies.find_with(person.uids)
    return Forgotten(
        id=code("contact", person.id),
        name=person.name,
        named=erased.named,
        named_before=tuple(each for each in erased.named_before if each not in erased.named),
        filters=erased.filters.named,
        copies=tuple(copies),
        unread=tuple(unread),
        drafts=tuple(drafts),
        files=tuple(files),
        hints=tuple(hints),
    )


class _Erased(NamedTuple):
    """What was erased, by its codes, and where the names are still."""

    codes: frozenset[str]
    names: names_in_text.NamePattern
    filters: forgotten_filters.ForgottenFilters
    named: tuple[str, ...]
    named_before: tuple[str, ...]


def _erase(db: sqlite3.Connection, person: _Person) -> _Erased:
    """Delete the contact and what is theirs, in the tables and in the journal."""
    erasing.zero_what_goes(db)
    names = names_in_text.names_of(db, person.name, person.ids)
    rows = _rows_of(db, *person.ids) | forgotten_relations.drop(db, names, person.ids)
    own_tags = _tags_of(db, rows)
    filters = forgotten_filters.drop(db, names, person.ids, clock.today())
    db.execute("DELETE FROM contact WHERE id = ?", (person.id,))
    rows |= forgotten_merges.take_apart(db, person.ids, rows)
    rows |= _drop_tags(db, own_tags, rows) | _keys_of(db, rows) | filters.rows
    erasing.blank_rows(db, rows)
    erasing.blank_changes(db, filters.changes)
    names_in_text.blank_labels(db, rows, names)
    erasing.rebuild_words(db)
    named = tuple(dict.fromkeys(names_in_text.records_with_name(db, names)))
    before = tuple(dict.fromkeys(names_in_text.records_named_before(db, names, rows)))
    return _Erased(frozenset(_codes_of(rows)), names, filters, named, before)


@contextmanager
def _reporting_deleted_texts(counts: list[int]) -> Iterator[None]:
    """Say so if the store cannot be written after texts were deleted: these do not come back."""
    try:
        yield
    except StoreProblem as problem:
        if any(counts):
            problem.add_saved("Only the drafts about them were deleted.")
        raise


# ── who, and which rows ──────────────────────────────────────────────────────────────────


def _resolve(db: sqlite3.Connection, typed: str, picks: finding.Picks | None) -> _Person:
    try:
        found = finding.resolve_who(db, typed, picks)
    except NotFound:
        deleted = _deleted_person(db, typed)
        if deleted is None:
            raise
        return deleted
    uid = db.execute("SELECT uid FROM contact WHERE id = ?", (found.id,)).fetchone()[0]
    rows = db.execute(
        "SELECT key, value FROM extra WHERE contact_id = ? AND source = 'merge'", (found.id,)
    )
    merged = [(key, value) for key, value in rows]
    return _person(found.id, found.name, uid, merged)._replace(also=found.also)


def _person(contact_id: int, name: str, uid: str, merged: Sequence[tuple[str, str]]) -> _Person:
    ids = [code[1] for key, value in merged if key == "id" and (code := read_code(value))]
    uids = [value for key, value in merged if key == "uid"]
    return _Person(contact_id, name, (contact_id, *ids), (uid, *uids))


def _deleted_person(db: sqlite3.Connection, typed: str) -> _Person | None:
    """Return a contact who was deleted, from the journal."""
    found = read_code(typed)
    if found is None or found[0] != "contact":
        return None
    row = db.execute(
        """
        SELECT before
        FROM change
        WHERE entity = 'contact' AND row_id = ? AND before IS NOT NULL
        ORDER BY id DESC
        LIMIT 1
        """,
        (found[1],),
    ).fetchone()
    if row is None:
        return None
    image = json.loads(row["before"])
    merged = db.execute(
        """
        SELECT json_extract(before, '$.key'), json_extract(before, '$.value')
        FROM change
        WHERE entity = 'extra'
            AND json_extract(before, '$.contact_id') = ?
            AND json_extract(before, '$.source') = 'merge'
        """,
        (found[1],),
    )
    # The journal also has merges that were undone: contacts who exist again are not included.
    pairs = [(key, value) for key, value in merged if not _is_known(db, value)]
    pairs += [("id", each) for each in forgotten_merges.gone_with(db, typed)]
    return _person(found[1], image["name"], image["uid"], pairs)


def _is_known(db: sqlite3.Connection, value: str) -> bool:
    """Return whether a contact in the store has this code or uid."""
    found = db.execute(
        "SELECT 1 FROM contact WHERE uid = :value OR 'c' || id = :value", {"value": value}
    ).fetchone()
    return found is not None


def _exists(db: sqlite3.Connection, contact_id: int) -> bool:
    found = db.execute("SELECT 1 FROM contact WHERE id = ?", (contact_id,)).fetchone()
    return found is not None


def _rows_of(db: sqlite3.Connection, *contact_ids: int) -> set[Row]:
    """Return the rows of contacts, even deleted ones: the journal shows who they belonged to.

    What belongs, or last belonged, to somebody else is not theirs, as after an undone merge.
    """
    rows: set[Row] = {("contact", each) for each in contact_ids}
    for contact_id in contact_ids:
        for table, owned in OWNED.items():
            for column in owned.owners:
                found = journal.ever(db, table, column, contact_id)
                rows |= {
                    (table, own)
                    for own in found
                    if journal.last_values(db, table, own, owned.owners) & {*contact_ids}
                }
        rows |= {("note", note_id) for note_id in _notes_of(db, contact_id)}
    return rows


def _codes_of(rows: Iterable[Row]) -> set[str]:
    return {code(table, row_id) for table, row_id in rows if table in TABLES.values()}


def _tags_of(db: sqlite3.Connection, rows: Iterable[Row]) -> set[int]:
    """Return the tags that these contacts and notes have, or had."""
    found: set[int] = set()
    for owner in ("contact", "note"):
        for own in (row_id for table, row_id in rows if table == owner):
            found |= journal.ever(db, f"{owner}_tag", f"{owner}_id", own, "tag_id")
    return found


def _drop_tags(db: sqlite3.Connection, tags: Iterable[int], rows: Container[Row]) -> set[Row]:
    """Delete those of these tags that nobody else has, or had: they may reveal who had them."""
    own = {tag for tag in tags if all(each in rows for each in _uses_of(db, tag))}
    db.executemany("DELETE FROM tag WHERE id = ?", [(tag,) for tag in own])
    return {("tag", tag) for tag in own}


def _uses_of(db: sqlite3.Connection, tag: int) -> Iterator[Row]:
    """Yield who has a tag, or had it as far as the journal knows: rows of tags, and notes."""
    for own in journal.ever(db, "contact_tag", "tag_id", tag):
        yield "contact_tag", own
    for own in journal.ever(db, "note_tag", "tag_id", tag, "note_id"):
        yield "note", own


def _notes_of(db: sqlite3.Connection, contact_id: int) -> set[int]:
    """Return the notes of this contact, even deleted ones, that no other contact has now."""
    notes = journal.ever(db, "note_contact", "contact_id", contact_id, "note_id")
    shared = db.execute("SELECT note_id FROM note_contact WHERE contact_id <> ?", (contact_id,))
    return notes - {note_id for (note_id,) in shared}


def _keys_of(db: sqlite3.Connection, rows: Iterable[Row]) -> set[Row]:
    """Delete the scripts' keys of these rows; return the rows of the keys."""
    codes = _codes_of(rows)
    found = db.execute(
        """
        SELECT id, record FROM external_key
        UNION
        SELECT row_id, json_extract(before, '$.record') FROM change
        WHERE entity = 'external_key' AND before IS NOT NULL
        """
    )
    keys = {("external_key", row_id) for row_id, record in found.fetchall() if record in codes}
    db.executemany("DELETE FROM external_key WHERE id = ?", [(row_id,) for _, row_id in keys])
    return keys
