"""Forgetting a contact on request: removed from tables, journal, search index and file.

Others' relations to them go too. Records of others that mention them are not changed, but
reported, and so are the copies that still contain them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from tinycrm import clock
from tinycrm.errors import StoreProblem
from tinycrm.services.codes import code
from tinycrm.services.editing.removing import Removal, removal_of
from tinycrm.services.forgetting import (
    forgotten_copies,
    forgotten_drafts,
    forgotten_filters,
    forgotten_merges,
    forgotten_person,
    forgotten_relations,
    forgotten_rows,
    names_in_text,
)
from tinycrm.services.people import finding
from tinycrm.store import erasing, leftovers, reading, second_place, writing
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


def preview(typed: str, picks: finding.Picks | None = None) -> Removal:
    """Return who would be forgotten, and what would be deleted with them.

    Raises what `finding.resolve_who` does.
    """
    with reading() as db:
        person = forgotten_person.resolve_person(db, typed, picks)
        drafts = forgotten_drafts.count(
            forgotten_rows.codes_of(forgotten_rows.rows_of(db, *person.ids))
        )
        more = (f"{drafts} draft{'' if drafts == 1 else 's'}",) if drafts else ()
        if forgotten_person.exists(db, person.id):
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
        person = forgotten_person.resolve_person(work.db, typed, picks)
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


def _erase(db: sqlite3.Connection, person: forgotten_person.ForgottenPerson) -> _Erased:
    """Delete the contact and what is theirs, in the tables and in the journal."""
    erasing.zero_what_goes(db)
    names = names_in_text.names_of(db, person.name, person.ids)
    rows = forgotten_rows.rows_of(db, *person.ids) | forgotten_relations.drop(db, names, person.ids)
    own_tags = forgotten_rows.tags_of(db, rows)
    filters = forgotten_filters.drop(db, names, person.ids, clock.today())
    db.execute("DELETE FROM contact WHERE id = ?", (person.id,))
    rows |= forgotten_merges.take_apart(db, person.ids, rows)
    rows |= (
        forgotten_rows.drop_tags(db, own_tags, rows)
        | forgotten_rows.drop_keys(db, rows)
        | filters.rows
    )
    erasing.blank_rows(db, rows)
    erasing.blank_changes(db, filters.changes)
    names_in_text.blank_labels(db, rows, names)
    erasing.rebuild_words(db)
    named = tuple(dict.fromkeys(names_in_text.records_with_name(db, names)))
    before = tuple(dict.fromkeys(names_in_text.records_named_before(db, names, rows)))
    return _Erased(frozenset(forgotten_rows.codes_of(rows)), names, filters, named, before)


@contextmanager
def _reporting_deleted_texts(counts: list[int]) -> Iterator[None]:
    """Say so if the store cannot be written after texts were deleted: these do not come back."""
    try:
        yield
    except StoreProblem as problem:
        if any(counts):
            problem.add_saved("Only the drafts about them were deleted.")
        raise
