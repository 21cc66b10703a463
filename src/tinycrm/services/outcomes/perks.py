"""Perks: what was promised for free, until it is used."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm import clock
from tinycrm.errors import UsageProblem
from tinycrm.services.activity.loading import load_perks
from tinycrm.services.codes import batch_code, code
from tinycrm.services.people import aside, finding, waiting
from tinycrm.services.records import Made, Perk, Person
from tinycrm.services.uids import new_uid
from tinycrm.store import writing
from tinycrm.text import fold
from tinycrm.values import NamedTuple

ENDING = timedelta(days=14)
"""How long before its last day a perk stands in the briefing."""


def promise(
    who: str, text: str, until: date | None = None, *, picks: finding.Picks | None = None
) -> Made:
    """Save what was promised to a contact, `until` its last day.

    Raises what `finding.resolve_who` does, UsageProblem for a last day in the past.
    """
    if until is not None and until < clock.today():
        raise UsageProblem(f"{until} is in the past: nobody could use it any more.")
    with writing("perk") as work:
        found = finding.resolve_who(work.db, who, picks)
        perk_id = _insert(work.db, found.id, text, until)
        work.label = f"perk {code('perk', perk_id)}"
        record = load_perks(work.db, [perk_id])[0]
    return Made(record, True, batch_code(work.batch), aside.say_not_shown([found]), found.also)


def _insert(db: sqlite3.Connection, contact_id: int, text: str, until: date | None) -> int:
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


class EndingPerk(NamedTuple):
    """A perk in the briefing. `days` is counted from the briefing's date to its last day."""

    id: str
    row: str
    contact: Person
    text: str
    until: date
    days: int


_ENDING = f"""
    FROM perk JOIN contact ON contact.id = perk.contact_id
    WHERE perk.used_on IS NULL AND perk.until_on BETWEEN :today AND :until
        AND (perk.snoozed_until IS NULL OR perk.snoozed_until <= :today)
        AND {waiting.CONTACT_IS_ACTIVE}
"""


class EndingPerks(NamedTuple):
    """The first perks that end soon, and the number of all."""

    rows: tuple[EndingPerk, ...]
    total: int


def find_ending(db: sqlite3.Connection, today: date, most: int | None = None) -> EndingPerks:
    """Return the perks that end within two weeks and were not used, the next to end first."""
    days = {"today": today.isoformat(), "until": (today + ENDING).isoformat()}
    ids = [
        row["id"]
        for row in db.execute(f"SELECT perk.id {_ENDING} ORDER BY perk.until_on, perk.id", days)
    ]
    if not ids:
        return EndingPerks((), 0)
    return EndingPerks(tuple(_ending(each, today) for each in load_perks(db, ids[:most])), len(ids))


def _ending(perk: Perk, today: date) -> EndingPerk:
    assert perk.until is not None
    return EndingPerk(
        perk.id, perk.id, perk.contact, perk.text, perk.until, (perk.until - today).days
    )
