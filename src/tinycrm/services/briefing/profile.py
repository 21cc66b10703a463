"""Everything about one contact, in the order needed in a phone call."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm.rules import NO_TOUCHES
from tinycrm.services.activity.loading import load_last
from tinycrm.services.codes import id_of
from tinycrm.services.people import cadence
from tinycrm.services.people.contacts import get_contact, load_persons
from tinycrm.values import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.activity.attempts import Tries
    from tinycrm.services.briefing.follow_ups import FollowUp
    from tinycrm.services.briefing.reasons import Birthday, Mention
    from tinycrm.services.outcomes.branches import BranchLine
    from tinycrm.services.outcomes.thanks import Thanks
    from tinycrm.services.outcomes.value import Value
    from tinycrm.services.records import (
        Contact,
        Deal,
        Feedback,
        Issue,
        KeptValue,
        Note,
        Perk,
        Person,
        Reminder,
        Win,
    )

NOTES = 20


class Profile(Fields):
    """One contact with what is due today and what happened before."""

    contact: Contact
    birthdays: tuple[Birthday, ...]
    follow_ups: tuple[FollowUp, ...]
    mentions: tuple[Mention, ...]
    referrer: Person | None
    brought: tuple[Person, ...]
    notes: tuple[Note, ...]
    note_count: int
    issues: tuple[Issue, ...]
    reminders: tuple[Reminder, ...]
    also: tuple[KeptValue, ...] = ()
    tried: Tries | None = None
    thanks: tuple[Thanks, ...] = ()
    wins: tuple[Win, ...] = ()
    deals: tuple[Deal, ...] = ()
    value: Value | None = None
    """None without wins."""
    branch: tuple[BranchLine, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    perks: tuple[Perk, ...] = ()
    months: tuple[int, ...] = ()
    """How often you were in touch in each of the last twelve months, this month last."""


# Few contacts have everything: what reads a kind of rows is imported only for those who have some.
_HAS = """
    SELECT
        EXISTS (SELECT 1 FROM occasion WHERE contact_id = :own) AS occasions,
        EXISTS (SELECT 1 FROM reminder WHERE contact_id = :own AND done_at IS NULL) AS reminders,
        EXISTS (SELECT 1 FROM issue WHERE contact_id = :own) AS issues,
        EXISTS (SELECT 1 FROM win WHERE contact_id = :own) AS wins,
        EXISTS (SELECT 1 FROM deal WHERE contact_id = :own) AS deals,
        EXISTS (SELECT 1 FROM feedback WHERE contact_id = :own) AS feedback,
        EXISTS (SELECT 1 FROM perk WHERE contact_id = :own) AS perks,
        EXISTS (SELECT 1 FROM extra WHERE contact_id = :own AND unread) AS unread,
        (SELECT count(*) FROM note_contact WHERE contact_id = :own) AS notes,
        EXISTS (
            SELECT 1
            FROM note_contact
                CROSS JOIN note INDEXED BY note_attempt ON note.id = note_contact.note_id
            WHERE note_contact.contact_id = :own AND note.kind = 'attempt'
        ) AS attempts,
        EXISTS (
            SELECT 1
            FROM note INDEXED BY note_received
                CROSS JOIN note_contact ON note_contact.note_id = note.id
            WHERE note_contact.contact_id = :own AND note.kind = 'gift' AND note.direction = 'in'
        ) AS presents
"""


def read_profile(
    db: sqlite3.Connection, contact_id: int, today: date, *, most: int | None = NOTES
) -> Profile:
    """Return the profile of a contact as of `today`, with the last `most` notes, None for all."""
    contact = get_contact(db, contact_id)
    has = db.execute(_HAS, {"own": contact_id}).fetchone()
    return Profile(
        contact=contact,
        birthdays=_birthdays(db, contact_id, today) if has["occasions"] else (),
        follow_ups=(
            *(_planned(db, contact_id, today) if has["reminders"] or has["deals"] else ()),
            *_cadence(contact, today),
        ),
        mentions=_mentions(db, contact_id, today) if has["issues"] else (),
        referrer=_referrer(db, contact),
        brought=_brought(db, contact_id) if has["wins"] else (),
        notes=tuple(load_last(db, contact_id, most)) if has["notes"] else (),
        note_count=has["notes"],
        issues=_issues(db, contact_id) if has["issues"] else (),
        reminders=_reminders(db, contact_id) if has["reminders"] else (),
        also=_also(db, contact_id) if has["unread"] else (),
        tried=_tried(db, contact_id, today) if has["attempts"] else None,
        thanks=_thanks(db, contact_id, today) if has["wins"] or has["presents"] else (),
        wins=_wins(db, contact_id) if has["wins"] else (),
        deals=_deals(db, contact_id) if has["deals"] else (),
        value=_value(db, contact_id) if has["wins"] else None,
        months=_months(db, contact_id, today) if has["notes"] else (),
        branch=_branch(db, contact_id, today) if has["wins"] else (),
        feedback=_feedback(db, contact_id) if has["feedback"] else (),
        perks=_perks(db, contact_id) if has["perks"] else (),
    )


def _birthdays(db: sqlite3.Connection, contact_id: int, today: date) -> tuple[Birthday, ...]:
    from tinycrm import config
    from tinycrm.services.briefing import occasions, reasons

    own = config.load()
    found = occasions.find_occurrences(
        db,
        today - timedelta(days=occasions.BELATED_DAYS),
        today + timedelta(days=occasions.AHEAD_DAYS),
        today,
        leap_day=own.leap_day,
        contact_id=contact_id,
        returned=True,
    )
    unclosed = [each for each in found if not each.closed]
    people = load_persons(db, [contact_id] if unclosed else [])
    return reasons.birthdays_of(db, unclosed, people, today, own)


def _planned(db: sqlite3.Connection, contact_id: int, today: date) -> tuple[FollowUp, ...]:
    """Return the open reminders and deals, each soonest first."""
    from tinycrm.services.briefing import follow_ups

    return (
        *follow_ups.reminders_of(db, contact_id, today),
        *follow_ups.deals_of(db, contact_id, today),
    )


def _cadence(contact: Contact, today: date) -> tuple[FollowUp, ...]:
    """Return the cadence if it is due."""
    due, every = contact.next_due, contact.every
    if not due or not every or not cadence.is_due(contact, today):
        return ()
    from tinycrm.services.briefing.follow_ups import FollowUp

    return (
        FollowUp(
            contact.id, contact.id, contact.person(), "cadence", every.say(), due,
            (due - today).days, every, contact.last_touch, None,
            overdue=cadence.overdue(every, due, today),
        ),
    )  # fmt: skip


def _mentions(db: sqlite3.Connection, contact_id: int, today: date) -> tuple[Mention, ...]:
    from tinycrm import config
    from tinycrm.services.activity import issues, repeated_issues
    from tinycrm.services.briefing import reasons

    own = config.load()
    found = issues.find_waiting_of(db, [contact_id], today, own.issue_days)
    found.sort(key=lambda issue: issue.state != "open")  # within a state the newest stay first
    days = repeated_issues.load_days(db, [contact_id])
    return tuple(reasons.mention_of(i, days[contact_id], today, own) for i in found)


def _issues(db: sqlite3.Connection, contact_id: int) -> tuple[Issue, ...]:
    from tinycrm.services.activity import issues

    return tuple(issues.all_of(db, contact_id))


def _reminders(db: sqlite3.Connection, contact_id: int) -> tuple[Reminder, ...]:
    from tinycrm.services.activity import reminders

    return tuple(reminders.open_of(db, contact_id))


def _tried(db: sqlite3.Connection, contact_id: int, today: date) -> Tries | None:
    from tinycrm.services.activity import attempts

    return attempts.find_tries(db, [contact_id], today).get(contact_id)


def _thanks(db: sqlite3.Connection, contact_id: int, today: date) -> tuple[Thanks, ...]:
    from tinycrm.services.outcomes import thanks

    found = thanks.find_waiting(db, today, contact_id=contact_id)
    return thanks.rows_of_thanks(found, load_persons(db, thanks.people_in(found)), today)


MONTHS = 12


def _months(db: sqlite3.Connection, contact_id: int, today: date) -> tuple[int, ...]:
    """Return the number of touches in each of the last twelve months; () if there are none."""
    last = today.year * 12 + today.month - 1
    wanted = [divmod(last - back, 12) for back in reversed(range(MONTHS))]
    names = [f"{year}-{month + 1:02}" for year, month in wanted]
    rows = db.execute(
        f"""
        SELECT substr(note.happened_on, 1, 7), count(*)
        FROM note_contact JOIN note ON note.id = note_contact.note_id
        WHERE note_contact.contact_id = ? AND note.happened_on >= ?
            AND note.kind NOT IN ({", ".join("?" * len(NO_TOUCHES))})
        GROUP BY 1
        """,
        (contact_id, f"{names[0]}-01", *NO_TOUCHES),
    )
    rows.row_factory = None
    counts = dict(rows)
    found = tuple(counts.get(name, 0) for name in names)
    return found if any(found) else ()


def _referrer(db: sqlite3.Connection, contact: Contact) -> Person | None:
    if contact.referred_by is None:
        return None
    referrer_id = id_of(contact.referred_by)
    return load_persons(db, [referrer_id])[referrer_id]


def _ids(db: sqlite3.Connection, sql: str, contact_id: int) -> list[int]:
    return [own for (own,) in db.execute(sql, (contact_id,))]


_BROUGHT = "SELECT brought_id FROM win WHERE contact_id = ? AND brought_id IS NOT NULL ORDER BY id"
_WINS = "SELECT id FROM win WHERE contact_id = ? ORDER BY won_on DESC, id DESC"
_DEALS = "SELECT id FROM deal WHERE contact_id = ? ORDER BY id DESC"
_FEEDBACK = "SELECT id FROM feedback WHERE contact_id = ? ORDER BY given_on DESC, id DESC"
_PERKS = "SELECT id FROM perk WHERE contact_id = ? ORDER BY id DESC"


def _brought(db: sqlite3.Connection, contact_id: int) -> tuple[Person, ...]:
    ids = _ids(db, _BROUGHT, contact_id)
    people = load_persons(db, ids)
    return tuple(people[each] for each in ids)


def _value(db: sqlite3.Connection, contact_id: int) -> Value:
    from tinycrm.services.outcomes.value import value_of

    return value_of(db, contact_id)


def _wins(db: sqlite3.Connection, contact_id: int) -> tuple[Win, ...]:
    from tinycrm.services.activity.loading_outcomes import load_wins

    return tuple(load_wins(db, _ids(db, _WINS, contact_id)))


def _branch(db: sqlite3.Connection, contact_id: int, today: date) -> tuple[BranchLine, ...]:
    from tinycrm.services.outcomes.branches import branch_of

    return branch_of(db, contact_id, today)


def _deals(db: sqlite3.Connection, contact_id: int) -> tuple[Deal, ...]:
    from tinycrm.services.activity.loading_outcomes import load_deals

    return tuple(load_deals(db, _ids(db, _DEALS, contact_id)))


def _feedback(db: sqlite3.Connection, contact_id: int) -> tuple[Feedback, ...]:
    from tinycrm.services.activity.loading_outcomes import load_feedback

    return tuple(load_feedback(db, _ids(db, _FEEDBACK, contact_id)))


def _perks(db: sqlite3.Connection, contact_id: int) -> tuple[Perk, ...]:
    from tinycrm.services.activity.loading_outcomes import load_perks

    return tuple(load_perks(db, _ids(db, _PERKS, contact_id)))


def _also(db: sqlite3.Connection, contact_id: int) -> tuple[KeptValue, ...]:
    from tinycrm.exchange.unread_values import read_kept  # 10 ms
    from tinycrm.services.records import KeptValue

    rows = db.execute(
        "SELECT source, key, value FROM extra WHERE contact_id = ? AND unread ORDER BY id",
        (contact_id,),
    )
    return tuple(KeptValue(*read_kept(*row)) for row in rows)
