"""Everything about one contact, in the order needed in a phone call."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm import config
from tinycrm.rules import NO_TOUCHES
from tinycrm.services.activity import attempts, issues, reminders, repeated_issues
from tinycrm.services.activity.loading import load_issues, load_notes
from tinycrm.services.briefing import follow_ups, occasions, reasons
from tinycrm.services.briefing.follow_ups import FollowUp
from tinycrm.services.briefing.reasons import Birthday, Mention
from tinycrm.services.codes import id_of
from tinycrm.services.outcomes import thanks
from tinycrm.services.outcomes.thanks import Thanks
from tinycrm.services.outcomes.value import Value, value_of
from tinycrm.services.people import cadence
from tinycrm.services.people.contacts import get_contact, load_persons
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
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.activity.attempts import Tries
    from tinycrm.services.outcomes.branches import BranchLine

NOTES = 20


class Profile(NamedTuple):
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
    value: Value = Value()
    branch: tuple[BranchLine, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    perks: tuple[Perk, ...] = ()
    months: tuple[int, ...] = ()
    """How often you were in touch in each of the last twelve months, this month last."""


def read_profile(
    db: sqlite3.Connection, contact_id: int, today: date, *, most: int | None = NOTES
) -> Profile:
    """Return the profile of a contact as of `today`, with the last `most` notes, None for all."""
    contact = get_contact(db, contact_id)
    own = config.load()
    count = db.execute(
        "SELECT count(*) FROM note_contact WHERE contact_id = ?", (contact_id,)
    ).fetchone()[0]
    return Profile(
        contact=contact,
        birthdays=_birthdays(db, contact_id, today, own),
        follow_ups=_follow_ups(db, contact, contact_id, today),
        mentions=_mentions(db, contact_id, today, own),
        referrer=_referrer(db, contact),
        brought=_brought(db, contact_id),
        notes=_notes(db, contact_id, -1 if most is None else most),
        note_count=count,
        issues=tuple(_issues(db, contact_id)),
        reminders=tuple(reminders.open_of(db, contact_id)),
        also=_also(db, contact_id),
        tried=attempts.find_tries(db, [contact_id], today).get(contact_id),
        thanks=thanks.load_waiting(
            db, thanks.find_waiting(db, today, contact_id=contact_id), today
        ),
        wins=_wins(db, contact_id),
        deals=_deals(db, contact_id),
        value=value_of(db, contact_id),
        months=_months(db, contact_id, today),
        branch=_branch(db, contact_id, today),
        feedback=_feedback(db, contact_id),
        perks=_perks(db, contact_id),
    )


def _birthdays(
    db: sqlite3.Connection, contact_id: int, today: date, own: config.Config
) -> tuple[Birthday, ...]:
    found = occasions.find_occurrences(
        db,
        today - timedelta(days=occasions.BELATED_DAYS),
        today + timedelta(days=occasions.AHEAD_DAYS),
        today,
        leap_day=own.leap_day,
        contact_id=contact_id,
        returned=True,
    )
    return reasons.birthdays_of(db, [each for each in found if not each.closed], today, own)


def _follow_ups(
    db: sqlite3.Connection, contact: Contact, contact_id: int, today: date
) -> tuple[FollowUp, ...]:
    """Return the open reminders and deals, soonest first, and the cadence if it is due."""
    rows = follow_ups.reminders_of(db, contact_id, today)
    rows += follow_ups.deals_of(db, contact_id, today)
    due, every = contact.next_due, contact.every
    if due and every and cadence.is_due(contact, today):
        rows += (
            FollowUp(
                contact.id, contact.id, contact.person(), "cadence", every.say(), due,
                (due - today).days, every, contact.last_touch, None,
                overdue=cadence.overdue(every, due, today),
            ),
        )  # fmt: skip
    return rows


def _mentions(
    db: sqlite3.Connection, contact_id: int, today: date, own: config.Config
) -> tuple[Mention, ...]:
    found = issues.find_waiting_of(db, [contact_id], today, own.issue_days)
    found.sort(key=lambda issue: issue.state != "open")  # within a state the newest stay first
    days = repeated_issues.load_days(db, [contact_id])
    return tuple(reasons.mention_of(i, days[contact_id], today, own) for i in found)


def _issues(db: sqlite3.Connection, contact_id: int) -> list[Issue]:
    rows = db.execute(
        """
        SELECT id
        FROM issue
        WHERE contact_id = ?
        ORDER BY resolved_on IS NOT NULL, opened_on DESC, id DESC
        """,
        (contact_id,),
    )
    return load_issues(db, [row["id"] for row in rows])


def _notes(db: sqlite3.Connection, contact_id: int, most: int) -> tuple[Note, ...]:
    rows = db.execute(
        """
        SELECT note.id
        FROM note_contact JOIN note ON note.id = note_contact.note_id
        WHERE note_contact.contact_id = ?
        ORDER BY happened_on DESC, happened_time DESC, note.id DESC
        LIMIT ?
        """,
        (contact_id, most),
    )
    return tuple(load_notes(db, [row["id"] for row in rows]))


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


def _brought(db: sqlite3.Connection, contact_id: int) -> tuple[Person, ...]:
    rows = db.execute(
        "SELECT brought_id FROM win WHERE contact_id = ? AND brought_id IS NOT NULL ORDER BY id",
        (contact_id,),
    )
    ids = [row["brought_id"] for row in rows]
    people = load_persons(db, ids)
    return tuple(people[each] for each in ids)


def _wins(db: sqlite3.Connection, contact_id: int) -> tuple[Win, ...]:
    rows = db.execute(
        "SELECT id FROM win WHERE contact_id = ? ORDER BY won_on DESC, id DESC", (contact_id,)
    ).fetchall()
    if not rows:
        return ()
    from tinycrm.services.activity.loading_outcomes import load_wins  # few contacts have wins

    return tuple(load_wins(db, [win_id for (win_id,) in rows]))


def _branch(db: sqlite3.Connection, contact_id: int, today: date) -> tuple[BranchLine, ...]:
    if not db.execute("SELECT 1 FROM win WHERE contact_id = ?", (contact_id,)).fetchone():
        return ()
    from tinycrm.services.outcomes.branches import branch_of  # few contacts have wins

    return branch_of(db, contact_id, today)


def _deals(db: sqlite3.Connection, contact_id: int) -> tuple[Deal, ...]:
    rows = db.execute(
        "SELECT id FROM deal WHERE contact_id = ? ORDER BY id DESC", (contact_id,)
    ).fetchall()
    if not rows:
        return ()
    from tinycrm.services.activity.loading_outcomes import load_deals

    return tuple(load_deals(db, [deal_id for (deal_id,) in rows]))


def _feedback(db: sqlite3.Connection, contact_id: int) -> tuple[Feedback, ...]:
    rows = db.execute(
        "SELECT id FROM feedback WHERE contact_id = ? ORDER BY given_on DESC, id DESC",
        (contact_id,),
    ).fetchall()
    if not rows:
        return ()
    from tinycrm.services.activity.loading_outcomes import load_feedback

    return tuple(load_feedback(db, [feedback_id for (feedback_id,) in rows]))


def _perks(db: sqlite3.Connection, contact_id: int) -> tuple[Perk, ...]:
    rows = db.execute(
        "SELECT id FROM perk WHERE contact_id = ? ORDER BY id DESC", (contact_id,)
    ).fetchall()
    if not rows:
        return ()
    from tinycrm.services.activity.loading_outcomes import load_perks

    return tuple(load_perks(db, [perk_id for (perk_id,) in rows]))


def _also(db: sqlite3.Connection, contact_id: int) -> tuple[KeptValue, ...]:
    rows = db.execute(
        "SELECT key, value FROM extra WHERE contact_id = ? AND unread ORDER BY id", (contact_id,)
    ).fetchall()
    if not rows:
        return ()
    from tinycrm.exchange.unread_values import read_kept  # 10 ms, for few contacts

    return tuple(KeptValue(*read_kept(row["key"], row["value"])) for row in rows)
