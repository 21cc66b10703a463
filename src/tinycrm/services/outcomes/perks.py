"""Perks: what was promised for free, until it is used."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm import clock
from tinycrm.dates import say_full_day
from tinycrm.errors import UsageProblem
from tinycrm.services.activity.loading_outcomes import load_perks
from tinycrm.services.codes import batch_code, code
from tinycrm.services.people import aside, finding
from tinycrm.services.records import Made, Perk
from tinycrm.services.uids import new_uid
from tinycrm.store import writing
from tinycrm.text import fold

_NOT_SHOWN = "today does not show perks"


def promise(
    who: str, text: str, until: date | None = None, *, picks: finding.Picks | None = None
) -> Made:
    """Save what was promised to a contact, `until` its last day.

    Raises what `finding.resolve_who` does, UsageProblem for a last day in the past.
    """
    check_last_day(until)
    with writing("perk") as work:
        found = finding.resolve_who(work.db, who, picks)
        perk_id = insert(work.db, found.id, text, until)
        work.label = f"perk {code('perk', perk_id)}"
        record = load_perks(work.db, [perk_id])[0]
        hints = (*aside.say_not_shown([found]), *aside.say_blocked(work.db, found.id, _NOT_SHOWN))
    return Made(record, True, batch_code(work.batch), hints, found.also)


def check_last_day(until: date | None) -> None:
    """Refuse the last day of a perk that nobody could use. Raises UsageProblem."""
    if until is not None and until < clock.today():
        raise UsageProblem(
            f"{say_full_day(until)} is in the past: nobody could use it any more.",
            "Write a day to come, like 2w; without one, a perk does not end.",
        )


def insert(db: sqlite3.Connection, contact_id: int, text: str, until: date | None) -> int:
    """Store a perk; return its id."""
    cursor = db.execute(
        """
        INSERT INTO perk (uid, contact_id, text, folded, until_on, created_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        (
            new_uid(), contact_id, text, fold(text), until.isoformat() if until else None,
            clock.instant(),
        ),
    )  # fmt: skip
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def find_open(db: sqlite3.Connection) -> list[Perk]:
    """Return the perks that were not used yet, those that end soonest first."""
    rows = db.execute(
        "SELECT id FROM perk WHERE used_on IS NULL ORDER BY until_on NULLS LAST, id"
    ).fetchall()
    return load_perks(db, [row["id"] for row in rows])
