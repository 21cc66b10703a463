"""Who is to be forgotten: a contact in the store, or in the journal if they were deleted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from tinycrm.errors import Candidate, NotFound
from tinycrm.services.codes import read_code
from tinycrm.services.forgetting import forgotten_merges
from tinycrm.services.people import finding
from tinycrm.values import NamedTuple


class ForgottenPerson(NamedTuple):
    """A contact in the store, or in the journal if they were deleted.

    `ids` and `uids` are also of those merged into them; `also` are others the name may mean.
    """

    id: int
    name: str
    ids: tuple[int, ...]
    uids: tuple[str, ...]
    also: tuple[Candidate, ...] = ()


def resolve_person(
    db: sqlite3.Connection, typed: str, picks: finding.Picks | None
) -> ForgottenPerson:
    """Return who is to be forgotten; by their code also one who was already deleted.

    Raises what `finding.resolve_who` does.
    """
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


def _person(
    contact_id: int, name: str, uid: str, merged: Sequence[tuple[str, str]]
) -> ForgottenPerson:
    ids = [code[1] for key, value in merged if key == "id" and (code := read_code(value))]
    uids = [value for key, value in merged if key == "uid"]
    return ForgottenPerson(contact_id, name, (contact_id, *ids), (uid, *uids))


def _deleted_person(db: sqlite3.Connection, typed: str) -> ForgottenPerson | None:
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


def exists(db: sqlite3.Connection, contact_id: int) -> bool:
    """Return whether the contact is still in the store."""
    found = db.execute("SELECT 1 FROM contact WHERE id = ?", (contact_id,)).fetchone()
    return found is not None
