"""What not to suggest for a while, or ever again, and when somebody was asked last.

Each is a row of `ask`: what it is about, the day, until when it is hidden, and whether for good.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm.errors import Candidate
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    About = Literal["care", "feedback", "referral", "rhythm"]

HALF_A_YEAR = timedelta(days=182)
"""How long nobody is asked the same again."""


class Asked(NamedTuple):
    """What was kept about a contact, whose code `id` is, and the batch for undo."""

    id: str
    name: str
    about: About
    on: date
    hidden_until: date | None
    never: bool
    batch: str | None
    also: tuple[Candidate, ...] = ()


_HIDDEN = """
    SELECT contact_id FROM ask
    WHERE about = :about AND (never = 1 OR hidden_until > :today)
"""
_ASKED = "SELECT contact_id FROM ask WHERE about = :about AND asked_on > :since"


def find_hidden(db: sqlite3.Connection, about: About, today: date) -> set[int]:
    """Return the contacts for whom nothing of this kind is suggested on a day."""
    rows = db.execute(_HIDDEN, {"about": about, "today": today.isoformat()})
    return {row[0] for row in rows}


def find_asked(db: sqlite3.Connection, about: About, today: date) -> set[int]:
    """Return the contacts who were asked within half a year, or are not to be asked."""
    since = (today - HALF_A_YEAR).isoformat()
    rows = db.execute(_ASKED, {"about": about, "since": since})
    return {row[0] for row in rows} | find_hidden(db, about, today)


def find_suggested(db: sqlite3.Connection, today: date, days: int) -> set[int]:
    """Return the contacts that the user was reminded to ask something in the last `days` days."""
    since = (today - timedelta(days=days)).isoformat()
    rows = db.execute(
        "SELECT contact_id FROM ask WHERE about IN ('feedback', 'referral') AND asked_on > ?",
        (since,),
    )
    return {row[0] for row in rows}


def keep(
    db: sqlite3.Connection,
    contact_id: int,
    about: About,
    today: date,
    *,
    hidden_until: date | None = None,
    never: bool = False,
) -> None:
    """Remember that somebody was asked today, or is not to be suggested until a day or ever."""
    db.execute(
        """
        INSERT INTO ask (contact_id, about, asked_on, hidden_until, never)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (contact_id, about, asked_on)
            DO UPDATE SET hidden_until = excluded.hidden_until, never = excluded.never
        """,
        (
            contact_id, about, today.isoformat(),
            hidden_until.isoformat() if hidden_until else None, int(never),
        ),
    )  # fmt: skip


def show_again(db: sqlite3.Connection, contact_id: int, about: About) -> None:
    """Take back every “not now” and “never”; when somebody was asked stays known."""
    db.execute(
        """
        UPDATE ask SET hidden_until = NULL, never = 0
        WHERE contact_id = ? AND about = ? AND (never = 1 OR hidden_until IS NOT NULL)
        """,
        (contact_id, about),
    )
