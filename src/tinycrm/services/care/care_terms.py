"""Why somebody may need a word now: one term for each record that says so.

A term comes from exactly one record, with a fixed weight: without the record it is gone.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm import clock
from tinycrm.services.activity import repeated_issues
from tinycrm.services.care.quiet_people import Quiet, Silence, find_quiet, find_quiet_then
from tinycrm.services.care.shares import DETRACTOR
from tinycrm.services.customers import Lapsed, find_lapsed
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Why = Literal["issue", "answer", "repeated", "lapsed", "mood", "quiet"]

WEIGHTS: dict[Why, int] = {
    "issue": 4,
    "answer": 4,
    "repeated": 3,
    "lapsed": 3,
    "mood": 2,
    "quiet": 2,
}
"""What each reason weighs; a person's weight is the sum. docs/figures.md has the same table."""

WITHIN = timedelta(days=90)
"""How far back a low answer, a falling mood and the newest of repeated issues still count."""


class CareTerm(NamedTuple):
    """One reason. `record` is the id of its row; of a quiet or a lapsed one it is looked up.

    `score` is that of a low answer.
    """

    contact_id: int
    why: Why
    record: int = 0
    text: str = ""
    on: date | None = None
    quiet: Quiet | None = None
    lapsed: Lapsed | None = None
    score: int | None = None


def find_terms(db: sqlite3.Connection, today: date) -> list[CareTerm]:
    """Return every term of a day but those of quiet people, also of people who are left out."""
    return [
        *_open_issues(db, today),
        *_repeated_issues(db, today),
        *_low_answers(db, today),
        *_falling_moods(db, today),
        *(CareTerm(each.contact_id, "lapsed", lapsed=each) for each in find_lapsed(db, today)),
    ]


def find_silences(db: sqlite3.Connection, today: date) -> dict[int, Silence]:
    """Return who is quiet on a day, or was."""
    return (find_quiet if today >= clock.today() else find_quiet_then)(db, today)


def _term(why: Why, row: sqlite3.Row) -> CareTerm:
    contact_id, record, text, on = row[:4]
    return CareTerm(contact_id, why, record, text, date.fromisoformat(on))


def _open_issues(db: sqlite3.Connection, today: date) -> list[CareTerm]:
    rows = db.execute(
        """
        SELECT contact_id, id, text, opened_on
        FROM issue
        WHERE resolved_on IS NULL AND opened_on <= :today
            AND (snoozed_until IS NULL OR snoozed_until <= :today)
        ORDER BY opened_on, id
        """,
        {"today": today.isoformat()},
    )
    return [_term("issue", row) for row in rows]


def _repeated_issues(db: sqlite3.Connection, today: date) -> list[CareTerm]:
    """Return a term for who had two issues within 90 days, of which the newest is as recent."""
    since = today - WITHIN - repeated_issues.REPEATED
    rows = db.execute(
        """
        SELECT contact_id, id, text, opened_on
        FROM issue
        WHERE opened_on BETWEEN ? AND ?
        ORDER BY contact_id, opened_on, id
        """,
        (since.isoformat(), today.isoformat()),
    )
    found: dict[int, CareTerm] = {}
    before: tuple[int, date] | None = None
    for own, record, text, opened in rows:
        on = date.fromisoformat(opened)
        is_near = before and before[0] == own and on - before[1] <= repeated_issues.REPEATED
        if is_near and today - on <= WITHIN:
            found[own] = CareTerm(own, "repeated", record, text, on)
        before = own, on
    return list(found.values())


def _low_answers(db: sqlite3.Connection, today: date) -> list[CareTerm]:
    """Return a term for whose last score is low."""
    rows = db.execute(
        """
        SELECT contact_id, id, text, given_on, score
        FROM feedback
        WHERE score <= :low AND given_on BETWEEN :since AND :today
            AND NOT EXISTS (
                SELECT 1 FROM feedback AS later
                WHERE later.contact_id = feedback.contact_id AND later.score IS NOT NULL
                    AND later.given_on <= :today
                    AND (later.given_on, later.id) > (feedback.given_on, feedback.id)
            )
        """,
        {"low": DETRACTOR, "since": (today - WITHIN).isoformat(), "today": today.isoformat()},
    )
    return [_term("answer", row)._replace(score=row["score"]) for row in rows]


_MOODS = """
    WITH felt AS (
        SELECT note_contact.contact_id, note.id, note.body, note.happened_on, note.mood,
            lag(note.mood) OVER own AS before,
            lead(note.id) OVER own AS later
        FROM note JOIN note_contact ON note_contact.note_id = note.id
        WHERE note.mood IS NOT NULL AND note.happened_on BETWEEN :earliest AND :today
        WINDOW own AS (
            PARTITION BY note_contact.contact_id
            ORDER BY note.happened_on, note.happened_time, note.id
        )
    )
    SELECT contact_id, id, body, happened_on
    FROM felt
    WHERE later IS NULL AND mood < before AND happened_on >= :since
"""


def _falling_moods(db: sqlite3.Connection, today: date) -> list[CareTerm]:
    """Return a term for whose last mood is lower than the one before it, in half a year."""
    days = {
        "earliest": (today - 2 * WITHIN).isoformat(),
        "since": (today - WITHIN).isoformat(),
        "today": today.isoformat(),
    }
    rows = db.execute(_MOODS, days)
    return [_term("mood", row) for row in rows]
