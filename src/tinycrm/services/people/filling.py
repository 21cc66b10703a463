"""Filling a contact who is here already with what a newcomer brings; nothing is overwritten."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm import clock
from tinycrm.services.people import cadence
from tinycrm.services.people.new_contact import NewContact, extend
from tinycrm.text import fold_forms


def fill(
    db: sqlite3.Connection, contact_id: int, draft: NewContact, today: date
) -> tuple[str, ...]:
    """Fill empty fields and extend lists, overwriting nothing; return the fields that changed.

    An existing organization, title, cadence or birthday stays as it is. A name that the
    contact does not have yet becomes a nickname.
    """
    row = db.execute(
        "SELECT name, organization, title, every_n, do_not_contact FROM contact WHERE id = ?",
        (contact_id,),
    ).fetchone()
    filled = [name for name in ("organization", "title") if not row[name] and getattr(draft, name)]
    for column in filled:
        db.execute(
            f"UPDATE contact SET {column} = ? WHERE id = ?", (getattr(draft, column), contact_id)
        )
    if draft.every and row["every_n"] is None:
        cadence.set_cadence(db, contact_id, draft.every, today)
        filled.append("every")
    if draft.do_not_contact and not row["do_not_contact"]:
        db.execute("UPDATE contact SET do_not_contact = 1 WHERE id = ?", (contact_id,))
        filled.append("do_not_contact")
    draft = draft._replace(nicknames=_new_names(db, contact_id, row["name"], draft))
    points = db.execute(
        "SELECT kind, normal, value FROM contact_point WHERE contact_id = ?", (contact_id,)
    )
    filled += extend(db, contact_id, draft, points.fetchall())
    if filled:
        db.execute("UPDATE contact SET updated_at = ? WHERE id = ?", (clock.instant(), contact_id))
    return tuple(filled)


def _new_names(
    db: sqlite3.Connection, contact_id: int, name: str, draft: NewContact
) -> tuple[str, ...]:
    """Return the nicknames of a draft, and its own name unless the contact is found by it."""
    rows = db.execute("SELECT name FROM nickname WHERE contact_id = ?", (contact_id,))
    known = [name, *(row["name"] for row in rows), *draft.nicknames]
    is_found = any(not fold_forms(draft.name).isdisjoint(fold_forms(each)) for each in known)
    names = draft.nicknames if is_found else (*draft.nicknames, draft.name)
    return tuple(each for each in names if each != name)
