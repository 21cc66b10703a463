"""What people answered when they were asked how it was, and who to ask now."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm import clock, config
from tinycrm.errors import UsageProblem
from tinycrm.services.activity.loading_outcomes import load_feedback
from tinycrm.services.care import asking, low_answers
from tinycrm.services.care.shares import PROMOTER
from tinycrm.services.codes import batch_code, code, id_of
from tinycrm.services.people import aside, finding
from tinycrm.services.people.contacts import load_persons
from tinycrm.services.records import Feedback, Made, Person
from tinycrm.services.typed.note_words import first_sentence
from tinycrm.services.uids import new_uid
from tinycrm.services.when import check_past
from tinycrm.store import writing
from tinycrm.text import fold, shorten, visible
from tinycrm.values import NamedTuple

_RECENT = timedelta(days=30)  # a win or a resolved issue is a reason to ask for so long


def parse_answer(text: str) -> tuple[int | None, str]:
    """Return the score at the start of an answer, if there is one, and its words.

    `9 loved it`, `9/10`, `9` and `loved it` are read. Raises UsageProblem for a number that is no
    score: 8.5, 11, -1.
    """
    first, rest = (*text.split(maxsplit=1), "", "")[:2]
    number = first.rstrip(",:;").removesuffix("/10")
    if not number.lstrip("+-")[:1].isdecimal():
        return None, text.strip()
    if not (number.isascii() and number.isdecimal() and len(number) <= 2 and int(number) <= 10):
        raise UsageProblem(
            f"A score is a whole number from 0 to 10, not “{visible(first)}”.",
            "Words may begin with a number after the score: crm feedback ada 9 3 prints at once",
        )
    return int(number), rest.strip()


def give(
    who: str,
    score: int | None,
    text: str,
    day: date | None = None,
    *,
    picks: finding.Picks | None = None,
) -> Made:
    """Save an answer; a low one gets a reminder, a high one may be a reason to ask for a referral.

    Raises what `finding.resolve_who` does, UsageProblem for a date in the future.
    """
    day = day or clock.today()
    check_past(day)
    with writing("feedback") as work:
        found = finding.resolve_who(work.db, who, picks)
        feedback_id = insert(work.db, found.id, score, text, day)
        work.label = f"feedback {code('feedback', feedback_id)}"
        record = load_feedback(work.db, [feedback_id])[0]
        hints = low_answers.follow_up(work.db, record) + _suggest_referral(work.db, record)
        hints += aside.say_archived([found])
    return Made(record, True, batch_code(work.batch), hints, found.also)


def insert(db: sqlite3.Connection, contact_id: int, score: int | None, text: str, day: date) -> int:
    """Store an answer as it is, without what follows from it; return its id."""
    cursor = db.execute(
        """
        INSERT INTO feedback (uid, contact_id, score, text, folded, given_on, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        (new_uid(), contact_id, score, text, fold(text), day.isoformat(), clock.instant()),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def follow_change(db: sqlite3.Connection, before: Feedback, after: Feedback) -> tuple[str, ...]:
    """Do what follows from an answer that was changed; return sentences about it."""
    hints = low_answers.follow_change(db, before, after)
    was_high = before.score is not None and before.score >= PROMOTER
    return hints if was_high else hints + _suggest_referral(db, after)


def _suggest_referral(db: sqlite3.Connection, answer: Feedback) -> tuple[str, ...]:
    """Return the suggestion to ask somebody happy for a referral, at most once in half a year."""
    today, person = clock.today(), answer.contact
    if answer.score is None or answer.score < PROMOTER:
        return ()
    own = id_of(person.id)
    archived, blocked = db.execute(_STATE, (own,)).fetchone()
    if archived:
        return ()
    if blocked:
        return (f"{person.name} is marked do not contact: no suggestion to ask for a referral.",)
    if own in asking.find_asked(db, "referral", today):
        return ()
    asking.keep(db, own, "referral", today)
    return (f"You may ask for a referral: crm write {person.id} referral",)


_STATE = "SELECT archived_at IS NOT NULL, do_not_contact FROM contact WHERE id = ?"


def find_answers(db: sqlite3.Connection, count: int = 20) -> list[Feedback]:
    """Return the last answers, newest first."""
    rows = db.execute("SELECT id FROM feedback ORDER BY given_on DESC, id DESC LIMIT ?", (count,))
    return load_feedback(db, [row["id"] for row in rows])


# ── who to ask ──────────────────────────────────────────────────────────────────────────


class ToAsk(NamedTuple):
    """A contact to ask how it was; `record` is the win or the issue that is the reason."""

    contact: Person
    record: str
    reason: str
    on: date


class AskList(NamedTuple):
    """Who to ask, and how many are held back: do not contact, or another suggestion lately."""

    people: tuple[ToAsk, ...]
    do_not_contact: int
    too_soon: int


_REASONS = """
    SELECT contact_id, 'win', id, kind, text, won_on AS day FROM win
    WHERE won_on BETWEEN :since AND :today AND kind <> 'referral'
    UNION ALL
    SELECT contact_id, 'issue', id, 'issue resolved', text, resolved_on FROM issue
    WHERE resolved_on BETWEEN :since AND :today
    ORDER BY day DESC, contact_id
"""


def find_to_ask(db: sqlite3.Connection, today: date) -> AskList:
    """Return who to ask now: after a win or a resolved issue of the last 30 days, newest first.

    Nobody who was asked or has answered within half a year, is archived or marked do-not-contact,
    or was suggested for something else a short while ago (`suggestion_days`).
    """
    days = {"since": (today - _RECENT).isoformat(), "today": today.isoformat()}
    newest: dict[int, sqlite3.Row] = {}
    for row in db.execute(_REASONS, days):
        newest.setdefault(row[0], row)
    asked = asking.find_asked(db, "feedback", today) | _answered(db, today)
    archived = {row[0] for row in db.execute(_ARCHIVED)}
    blocked = {row[0] for row in db.execute(_BLOCKED)}
    soon = asking.find_suggested(db, today, config.load().suggestion_days)
    open_ids = [own for own in newest if own not in asked | archived]
    ids = [own for own in open_ids if own not in blocked | soon]
    people = load_persons(db, ids)
    return AskList(
        tuple(_to_ask(people[own], newest[own]) for own in ids),
        sum(own in blocked for own in open_ids),
        sum(own in soon and own not in blocked for own in open_ids),
    )


_ARCHIVED = "SELECT id FROM contact WHERE archived_at IS NOT NULL"
_BLOCKED = "SELECT id FROM contact WHERE archived_at IS NULL AND do_not_contact = 1"


def _answered(db: sqlite3.Connection, today: date) -> set[int]:
    since = (today - asking.HALF_A_YEAR).isoformat()
    rows = db.execute("SELECT contact_id FROM feedback WHERE given_on > ?", (since,))
    return {row[0] for row in rows}


def _to_ask(person: Person, row: sqlite3.Row) -> ToAsk:
    _, table, record, kind, text, day = row
    words = shorten(first_sentence(text), 60)
    reason = f"{kind}: “{words}”" if words else kind
    return ToAsk(person, code(table, record), reason, date.fromisoformat(day))


def mark_asked(who: str, picks: finding.Picks | None = None) -> asking.Asked:
    """Remember that somebody was asked today how it was. Raises what `resolve_who` does."""
    today = clock.today()
    with writing("feedback --ask") as work:
        found = finding.resolve_who(work.db, who, picks)
        asking.keep(work.db, found.id, "feedback", today)
        work.label = f"asked {found.code}"
    return asking.Asked(
        found.code, found.name, "feedback", today, None, never=False,
        batch=batch_code(work.batch), also=found.also,
    )  # fmt: skip
