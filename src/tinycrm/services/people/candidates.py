"""People to choose from, when a name means several of them or none, with what tells them apart."""

from __future__ import annotations

import sqlite3

from tinycrm import clock
from tinycrm.contact_points import is_like_a_phone
from tinycrm.dates import say_day
from tinycrm.errors import Candidate, NotFound
from tinycrm.services.codes import ME, code, read_code, say_table
from tinycrm.services.sql import stored_day
from tinycrm.text import fold, visible


def candidates(db: sqlite3.Connection, rows: list[sqlite3.Row]) -> tuple[Candidate, ...]:
    """Return these contacts with details to tell them apart, in their order."""
    return tuple(
        Candidate(code("contact", row["id"]), row["name"], _about(db, row["id"]))
        for row in rows[:20]
    )


def _about(db: sqlite3.Connection, contact_id: int) -> str:
    row = db.execute(
        "SELECT organization, last_touch_on, archived_at, (SELECT value FROM contact_point"
        " WHERE contact_id = contact.id AND kind IN ('email', 'phone') ORDER BY kind, position"
        " LIMIT 1) AS point FROM contact WHERE id = ?",
        (contact_id,),
    ).fetchone()
    organization, day, archived_at, point = row
    touched = stored_day(day)
    last = f"last in touch {say_day(touched, clock.today())}" if touched else ""
    return " · ".join(filter(None, (organization, point, last, "archived" if archived_at else "")))


def not_found(db: sqlite3.Connection, who: str, typed: str) -> NotFound:
    """Return the error for words that name nobody, with up to three similar names."""
    found = read_code(who)
    if found and found[0] in ("contact", "occasion"):
        return NotFound(f"There is no {who.lower()}.", typed=typed)
    if found:
        sentence = f"“{who}” is the code of {say_table(found[0])}, not of a person."
        return NotFound(sentence, typed=typed)
    if fold(who) == ME:
        hint = "For others, type a name, an e-mail address or a code."
        return NotFound("“me” is you, and works only in crm remind.", hint, typed=typed)
    near = _near(db, who)
    names = ", ".join(f"{visible(c.name)} ({c.id})" for c in near)
    hint = f"Did you mean {names}?" if near else _how_to_add(who)
    return NotFound(f"No contact is called “{visible(who)}”.", hint, typed=typed, near=near)


def _how_to_add(who: str) -> str:
    from shlex import quote  # the text may come from anywhere, and users copy this line

    if "," in who:
        return "This command takes one person. crm log takes several, with commas between."
    option = "-e " if "@" in who else "-p " if is_like_a_phone(who) else ""
    return f"To add them: crm add {'NAME ' if option else ''}{option}{visible(quote(who))}"


def _near(db: sqlite3.Connection, who: str) -> tuple[Candidate, ...]:
    """Return up to three contacts whose names, or a word in them, are spelled similarly."""
    from tinycrm.services.people.name_likeness import nearest_names  # most names are right

    active = db.execute("SELECT id, name FROM contact WHERE archived_at IS NULL")
    rows = {row["id"]: row for row in active}
    nearest = nearest_names(who, {own: row["name"] for own, row in rows.items()})
    return candidates(db, [rows[own] for own in nearest])
