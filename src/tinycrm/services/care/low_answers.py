"""The follow-up of a low answer: a reminder in two days that stays true when the answer changes."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from tinycrm import clock
from tinycrm.dates import When, say_full_day
from tinycrm.services.activity import reminders
from tinycrm.services.care.shares import DETRACTOR
from tinycrm.services.codes import code, id_of
from tinycrm.services.records import Feedback
from tinycrm.services.typed.note_words import first_sentence
from tinycrm.text import fold, shorten

FOLLOW_UP = timedelta(days=2)
"""How soon a low answer is to be talked about."""


def _task(answer: Feedback) -> str:
    """Return what is to be done about an answer; "" if it is not a low one."""
    if answer.score is None or answer.score > DETRACTOR:
        return ""
    words = shorten(first_sentence(answer.text), 60)
    return f"talk about their answer, {answer.score} of 10" + (f": “{words}”" if words else "")


def follow_up(db: sqlite3.Connection, answer: Feedback) -> tuple[str, ...]:
    """Set a reminder for a low answer; return the sentence that says so."""
    task = _task(answer)
    if not task:
        return ()
    due = clock.today() + FOLLOW_UP
    own = code("reminder", reminders.insert(db, id_of(answer.contact.id), task, When(due)))
    return (f"A low answer: follow up {say_full_day(due)}, {own}",)


def follow_change(db: sqlite3.Connection, before: Feedback, after: Feedback) -> tuple[str, ...]:
    """Make the reminder fit an answer that was changed; return sentences about it.

    An answer that becomes a low one gets a reminder, one that no longer is loses it. A reminder
    that is done, or has other words by now, stays as it is.
    """
    old, new = _task(before), _task(after)
    if old == new:
        return ()
    if not old:
        return follow_up(db, after)
    row = db.execute(_OPEN, (id_of(before.contact.id), old)).fetchone()
    if row is None:
        return ()
    if new:
        sql = "UPDATE reminder SET text = ?, folded = ? WHERE id = ?"
        db.execute(sql, (new, fold(new), row["id"]))
        return (f"{code('reminder', row['id'])} changed too: {new}",)
    db.execute("DELETE FROM reminder WHERE id = ?", (row["id"],))
    own = code("reminder", row["id"])
    return (f"The answer is no longer low: its follow-up {own} is deleted.",)


_OPEN = "SELECT id FROM reminder WHERE contact_id = ? AND text = ? AND done_at IS NULL"
