"""The scores of a period: the last one of each person, and the last words."""

from __future__ import annotations

import sqlite3

from tinycrm.services.activity.loading_outcomes import load_feedback
from tinycrm.services.codes import code
from tinycrm.services.records import Feedback

NONE: tuple[list[int], tuple[str, ...]] = ([], ())
"""No scores, and no answers that they are from."""

_SCORES = """
    SELECT score, id FROM feedback
    WHERE score IS NOT NULL AND given_on BETWEEN :since AND :until
        AND NOT EXISTS (
            SELECT 1 FROM feedback AS later
            WHERE later.contact_id = feedback.contact_id AND later.score IS NOT NULL
                AND later.given_on <= :until
                AND (later.given_on, later.id) > (feedback.given_on, feedback.id)
        )
"""


def read_scores(db: sqlite3.Connection, days: dict[str, str]) -> tuple[list[int], tuple[str, ...]]:
    """Return the last score of each person, and the codes of these answers."""
    rows = db.execute(_SCORES, days).fetchall()
    return [row[0] for row in rows], tuple(code("feedback", row[1]) for row in rows)


def last_answers(db: sqlite3.Connection, days: dict[str, str]) -> tuple[Feedback, ...]:
    """Return the last answers with words."""
    rows = db.execute(
        """
        SELECT id FROM feedback
        WHERE text <> '' AND given_on BETWEEN :since AND :until
        ORDER BY given_on DESC, id DESC
        LIMIT 3
        """,
        days,
    )
    return tuple(load_feedback(db, [row[0] for row in rows]))
