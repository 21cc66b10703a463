"""Everything about an organization: its people, and what is open and was written about them.

It is a view over the people who say that they work there; nothing about it is stored.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from tinycrm.errors import NotFound, UsageProblem
from tinycrm.services.activity.loading import load_issues, load_notes, load_reminders
from tinycrm.services.people import waiting
from tinycrm.services.people.contacts import load_contacts
from tinycrm.services.people.name_likeness import nearest_names
from tinycrm.services.records import Contact, Deal, Issue, Note, Reminder
from tinycrm.text import fold, fold_forms, visible
from tinycrm.values import NamedTuple

NOTES = 20
KEY = "org:"
"""What begins the name of an organization where a person may be named too."""


class Company(NamedTuple):
    """An organization, or several that begin alike, with all of its people, by name.

    `typed` is what it was found by. `reminders`, `issues` and `deals` are the open ones;
    `notes` the last ones, of `note_count`. `archived` counts people who are left out.
    """

    typed: str
    organizations: tuple[str, ...]
    contacts: tuple[Contact, ...]
    reminders: tuple[Reminder, ...]
    issues: tuple[Issue, ...]
    deals: tuple[Deal, ...]
    notes: tuple[Note, ...]
    note_count: int
    archived: int

    @property
    def name(self) -> str:
        """Return the organization, or all of them."""
        return ", ".join(self.organizations)


def read_company(db: sqlite3.Connection, typed: str, *, every_note: bool = False) -> Company:
    """Return the organization that `typed` means, with the last notes or all of them.

    It is compared folded: the whole name, else its beginning, else a part of it. Archived
    people are left out, unless all are. Raises UsageProblem for an empty name, NotFound.
    """
    found = _find(db, typed := typed.strip())
    active = [row for row in found if row["archived_at"] is None] or found
    own = (json.dumps([row["id"] for row in active]),)
    (count,) = db.execute(_COUNT, own).fetchone()
    return Company(
        typed=typed,
        organizations=_spelled(row["organization"] for row in active),
        contacts=tuple(load_contacts(db, [row["id"] for row in active])),
        reminders=tuple(load_reminders(db, _ids(db, _REMINDERS, *own))),
        issues=tuple(load_issues(db, _ids(db, _ISSUES, *own))),
        deals=_deals(db, *own),
        notes=tuple(load_notes(db, _ids(db, _NOTES, *own, -1 if every_note else NOTES))),
        note_count=count,
        archived=len(found) - len(active),
    )


def _spelled(names: Iterable[str]) -> tuple[str, ...]:
    """Return each organization once, however its people spell it."""
    spelled: dict[str, str] = {}
    for name in names:
        spelled.setdefault(fold(name), name)
    return tuple(sorted(spelled.values(), key=fold))


# ── who works there ──────────────────────────────────────────────────────────────────────

# A card of the organization itself may have no organization: its name is one.
_WORKING = """
    SELECT id, name, archived_at, iif(organization = '', name, organization) AS organization
    FROM contact
    WHERE (organization <> '' OR kind = 'organization')
"""
_WITH_WORDS = f"""
    {_WORKING} AND (instr(folded_work, :form) > 0 OR instr(folded, :form) > 0)
    ORDER BY folded, id
"""


def _find(db: sqlite3.Connection, typed: str) -> list[sqlite3.Row]:
    """Return the people of the organizations that the first rule with any match finds."""
    if not typed:
        raise UsageProblem("The organization is missing.", "Write it like crm show org:acme.")
    forms = fold_forms(typed)
    rows = {row["id"]: row for form in forms for row in db.execute(_WITH_WORDS, {"form": form})}
    ranked: dict[int, list[sqlite3.Row]] = {}
    for row in rows.values():
        ranked.setdefault(_rank(forms, row["organization"]), []).append(row)
    ranked.pop(_NONE, None)
    if not ranked:
        raise _not_found(db, typed)
    return ranked[min(ranked)]


_WHOLE, _BEGINNING, _PART, _NONE = range(4)


def _rank(forms: frozenset[str], organization: str) -> int:
    own = fold_forms(organization)
    if not forms.isdisjoint(own):
        return _WHOLE
    if any(each.startswith(form) for each in own for form in forms):
        return _BEGINNING
    return _PART if any(form in each for each in own for form in forms) else _NONE


def _not_found(db: sqlite3.Connection, typed: str) -> NotFound:
    names = list(dict.fromkeys(row["organization"] for row in db.execute(_WORKING)))
    near = [names[n] for n in nearest_names(typed, dict(enumerate(names)))]
    said = ", ".join(f"{KEY}{visible(each)}" for each in near)
    hint = f"Did you mean {said}?" if near else "The organization of a person: crm edit ada -o Acme"
    return NotFound(f"Nobody works at “{visible(typed)}”.", hint, typed=f"{KEY}{typed}")


# ── what there is about them ─────────────────────────────────────────────────────────────

_THEIRS = "contact_id IN (SELECT value FROM json_each(?))"
_REMINDERS = f"""
    SELECT id FROM reminder WHERE {_THEIRS} AND done_at IS NULL ORDER BY due_on, due_time, id
"""
_ISSUES = f"""
    SELECT id FROM issue WHERE {_THEIRS} AND resolved_on IS NULL ORDER BY opened_on DESC, id DESC
"""
_DEALS = f"""
    SELECT id FROM deal WHERE {_THEIRS} AND {waiting.DEAL_IS_OPEN}
    ORDER BY until_on IS NULL, until_on, id
"""
_NOTES = f"""
    SELECT id FROM note WHERE id IN (SELECT note_id FROM note_contact WHERE {_THEIRS})
    ORDER BY happened_on DESC, happened_time DESC, id DESC
    LIMIT ?
"""
_COUNT = f"SELECT count(DISTINCT note_id) FROM note_contact WHERE {_THEIRS}"


def _deals(db: sqlite3.Connection, people: str) -> tuple[Deal, ...]:
    ids = _ids(db, _DEALS, people)
    if not ids:
        return ()
    from tinycrm.services.activity.loading_outcomes import load_deals  # few have a deal

    return tuple(load_deals(db, ids))


def _ids(db: sqlite3.Connection, sql: str, *values: object) -> Sequence[int]:
    return [row["id"] for row in db.execute(sql, values)]
