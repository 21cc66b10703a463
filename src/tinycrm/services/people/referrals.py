"""Who referred whom. A win's `brought_id` is the only place where this is stored."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm import clock
from tinycrm.errors import Clash
from tinycrm.services.codes import code
from tinycrm.services.people import aside
from tinycrm.services.people.finding import Found
from tinycrm.services.uids import new_uid
from tinycrm.store import referral_chain
from tinycrm.text import visible

_SHOWN = 6
"""How many links of a long chain a sentence names: the first ones, and the last."""


def closes_circle(db: sqlite3.Connection, referrer_id: int, brought_id: int) -> bool:
    """Return whether a referral would say that somebody brought who brought them."""
    above = (link.id for link in referral_chain.above(db, referrer_id))
    return brought_id in (referrer_id, *above)


def check(db: sqlite3.Connection, referrer: Found, brought_id: int) -> int | None:
    """Return the win of this referral, None if it is not recorded yet.

    Raises Clash if another contact did, if the two are the same, or if the contact brought the
    referrer, also through others.
    """
    row = db.execute(
        """
        SELECT win.id, contact_id, by.name AS by_name, brought.name AS brought_name
        FROM win
        JOIN contact AS by ON by.id = contact_id
        JOIN contact AS brought ON brought.id = brought_id
        WHERE brought_id = ?
        """,
        (brought_id,),
    ).fetchone()
    if row and row["contact_id"] != referrer.id:
        own = code("contact", brought_id)
        raise Clash(
            f"{visible(row['brought_name'])} ({own}) was already referred by"
            f" {visible(row['by_name'])} ({code('contact', row['contact_id'])})."
            " Nothing was changed.",
            f"To change it: crm edit {own} --referred-by {referrer.code}",
        )
    if referrer.id == brought_id:
        raise Clash(f"{visible(referrer.name)} cannot refer themselves.")
    if row:
        return int(row["id"])
    _check_no_circle(db, referrer, brought_id)
    return None


def record(db: sqlite3.Connection, referrer: Found, brought_id: int, day: date) -> tuple[str, ...]:
    """Record that `referrer` referred a contact; return what `say_recorded` says of it.

    Raises what `check` does.
    """
    if check(db, referrer, brought_id) is None:
        db.execute(
            """
            INSERT INTO win (uid, contact_id, kind, text, folded, won_on, brought_id, created_at)
            VALUES (?, ?, 'referral', '', '', ?, ?, ?)
            """,
            (new_uid(), referrer.id, day.isoformat(), brought_id, clock.instant()),
        )
    return say_recorded(db, referrer)


def say_recorded(db: sqlite3.Connection, referrer: Found) -> tuple[str, ...]:
    """Return how many people somebody has brought, and that they will not be thanked, if so."""
    return (_say_count(db, referrer), *aside.say_blocked(db, referrer.id, aside.NO_THANKS))


def _say_count(db: sqlite3.Connection, referrer: Found) -> str:
    count = db.execute(
        "SELECT count(*) FROM win WHERE contact_id = ? AND brought_id IS NOT NULL", (referrer.id,)
    ).fetchone()[0]
    people = "1 person" if count == 1 else f"{count} people"
    return f"{visible(referrer.name)} ({referrer.code}) has referred {people} so far."


def _check_no_circle(db: sqlite3.Connection, referrer: Found, brought_id: int) -> None:
    """Raise Clash, with the referrals that speak against it, if one would close a circle."""
    above = referral_chain.above(db, referrer.id)
    ids = [link.id for link in above]
    if brought_id not in ids:
        return
    links = above[ids.index(brought_id) :: -1]
    said = [f"{visible(link.name)} brought {visible(link.brought)}" for link in links]
    if len(said) > _SHOWN:
        said[_SHOWN - 1 : -1] = ["…"]
    raise Clash(
        f"{', '.join(said)}: {visible(referrer.name)} cannot have brought"
        f" {visible(links[0].name)}. Nothing was changed."
    )


def clear(db: sqlite3.Connection, brought_id: int) -> None:
    """Remove who referred a contact. A win with more content stays, without the contact."""
    db.execute(
        """
        DELETE FROM win
        WHERE brought_id = ?
            AND text = ''
            AND amount_minor IS NULL
            AND id NOT IN (SELECT win_id FROM win_cause)
        """,
        (brought_id,),
    )
    db.execute("UPDATE win SET brought_id = NULL WHERE brought_id = ?", (brought_id,))
