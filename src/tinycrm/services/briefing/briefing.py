"""The briefing: birthdays, follow-ups, issues to mention, people to thank.

`read_briefing` returns one immutable Briefing, which both front ends render. With `most`, each
section contains at most that many rows, while the counts stay complete: a screen costs no more
than it shows. The next date is then only looked up for a quiet day.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm import config
from tinycrm.services.activity import attempts, issues, repeated_issues
from tinycrm.services.activity.glances import last_notes
from tinycrm.services.activity.loading import load_issues
from tinycrm.services.briefing import follow_ups, occasions, reasons, shown_occasions
from tinycrm.services.codes import code, id_of
from tinycrm.services.outcomes import due_deals, ending_perks, thanks
from tinycrm.services.people import cadence, waiting
from tinycrm.services.people.contacts import load_persons
from tinycrm.services.sql import total_of
from tinycrm.values import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Literal

    from tinycrm.services.briefing.follow_ups import FollowUp
    from tinycrm.services.briefing.reasons import Birthday, Mention
    from tinycrm.services.care.small_thing import SmallThing
    from tinycrm.services.outcomes.ending_perks import EndingPerk
    from tinycrm.services.outcomes.thanks import Thanks
    from tinycrm.services.records import Person

DAYS_AHEAD = 7
ROWS_AHEAD = 3
"""How many coming rows a screen shows."""


class Counts(Fields):
    """How many rows of each section are due, without those marked as done."""

    birthdays: int = 0
    follow_ups: int = 0
    issues: int = 0
    thanks: int = 0
    perks: int = 0
    upcoming: int = 0


class Totals(Fields):
    """What is said beside the rows: how many there are, by state.

    `passed` are the birthdays up to today that are not done.
    """

    birthdays: int
    passed: int
    late: int
    today: int
    open: int
    resolved: int
    upcoming: int


class Next(Fields):
    """The next date, for a day on which nothing is due.

    `reason` is occasion, reminder, deal or cadence; `label` is the label of the occasion or the
    text of the reminder or the deal; `name` is "" for the user's own reminder.
    """

    on: date
    text: str
    name: str
    label: str
    reason: Literal["occasion", "reminder", "deal", "cadence"]


class Briefing(Fields):
    """The briefing of one date. `due` means: something to do today (docs/architecture.md)."""

    date: date
    due: bool
    counts: Counts
    totals: Totals
    birthdays: tuple[Birthday, ...]
    follow_ups: tuple[FollowUp, ...]
    issues: tuple[Mention, ...]
    thanks: tuple[Thanks, ...]
    perks: tuple[EndingPerk, ...]
    upcoming: tuple[FollowUp, ...]
    suggestion: SmallThing | None
    next: Next | None
    nobody: bool

    @property
    def empty(self) -> bool:
        """Return whether nothing is due; rows that are done or still to come may be shown."""
        return not (self.due or self.issues)


def read_briefing(
    db: sqlite3.Connection,
    today: date,
    *,
    days: int = DAYS_AHEAD,
    since: date | None = None,
    most: int | None = None,
    suggest: bool = True,
) -> Briefing:
    """Return the briefing of `today`, `days` ahead and back to `since` (default: five days ago).

    With `suggest`, a day on which nothing is due proposes one small thing.
    """
    own = config.load()
    start, until = _window(today, days, since)
    found = shown_occasions.find_shown(db, start, until, today, leap_day=own.leap_day, most=most)
    to_mention = issues.find_waiting(db, today, own.issue_days, most)
    due = follow_ups.find_due(db, today, most=most)
    to_thank = thanks.find_waiting(db, today, most=most)
    ahead = follow_ups.find_ahead(db, today, until, most=most and min(most, ROWS_AHEAD))
    all_to_mention, is_open = total_of(to_mention), total_of(to_mention, "open")
    ending, all_ending = ending_perks.find_ending(db, today, most)
    birthdays, follow_up, mentions, to_thank_now, upcoming = _in_rows(
        db, today, own, found.rows, due, to_mention, to_thank, ahead
    )
    is_due = bool(found.due or due.total or is_open or to_thank or all_ending)
    return Briefing(
        date=today,
        due=is_due,
        counts=Counts(found.open, due.total, all_to_mention, total_of(to_thank),
            all_ending, ahead.total),
        totals=Totals(
            birthdays=found.total, passed=found.due, late=due.late, today=due.total - due.late,
            open=is_open, resolved=all_to_mention - is_open, upcoming=ahead.total,
        ),
        birthdays=birthdays,
        follow_ups=follow_up,
        issues=mentions,
        thanks=to_thank_now,
        perks=ending,
        upcoming=upcoming,
        suggestion=None if is_due or to_mention or not suggest else _small_thing(db, today),
        next=_next(db, today, own.leap_day) if most is None or not (is_due or to_mention) else None,
        nobody=db.execute(_ANYBODY).fetchone() is None,
    )  # fmt: skip


def _window(today: date, days: int, since: date | None) -> tuple[date, date]:
    start = since or today - timedelta(days=occasions.BELATED_DAYS)
    return start, today + timedelta(days=days)


def _small_thing(db: sqlite3.Connection, today: date) -> SmallThing | None:
    from tinycrm.services.care import small_thing  # only for a quiet day

    return small_thing.find(db, today)


def _in_rows(
    db: sqlite3.Connection,
    today: date,
    own: config.Config,
    found: list[occasions.Occurrence],
    due: follow_ups.DueRows,
    to_mention: list[sqlite3.Row],
    to_thank: list[sqlite3.Row],
    ahead: follow_ups.DueRows,
) -> list[Any]:
    """Return what was found as the rows of each section; everybody in them is read once."""
    promised = due.people() + ahead.people()
    ids = [each.contact_id for each in found] + [row["contact_id"] for row in to_mention]
    people = load_persons(db, ids + promised + thanks.people_in(to_thank))
    last = last_notes(db, promised)
    return _with_tries(
        db,
        today,
        reasons.birthdays_of(db, found, people, today, own),
        follow_ups.in_rows(due.found, people, last, today),
        _mentions(db, to_mention, people, today, own),
        thanks.rows_of_thanks(to_thank, people, today),
        follow_ups.in_rows(ahead.found, people, last, today),
    )


def _with_tries(db: sqlite3.Connection, today: date, *sections: tuple[Any, ...]) -> list[Any]:
    """Return the rows of each section with how often their contact was tried: one query for all."""
    ids = [id_of(row.contact.id) for rows in sections for row in rows if row.contact]
    tries = attempts.find_tries(db, ids, today)
    if not tries:
        return list(sections)
    tried = {code("contact", own): each for own, each in tries.items()}
    return [
        tuple([
            row._replace(tried=tried[row.contact.id])
            if row.contact and row.contact.id in tried else row
            for row in rows
        ])
        for rows in sections
    ]  # fmt: skip


_ANYBODY = "SELECT 1 FROM contact UNION ALL SELECT 1 FROM reminder WHERE done_at IS NULL LIMIT 1"
"""A contact, or an open reminder of the user's own."""


def _mentions(
    db: sqlite3.Connection,
    rows: list[sqlite3.Row],
    people: Mapping[int, Person],
    today: date,
    own: config.Config,
) -> tuple[Mention, ...]:
    days = repeated_issues.load_days(db, sorted({row["contact_id"] for row in rows}))
    found = load_issues(db, [row["id"] for row in rows], people)
    return tuple(
        reasons.mention_of(issue, days[row["contact_id"]], today, own)
        for issue, row in zip(found, rows, strict=True)
    )


_NEXT_REMINDER = f"""
    SELECT {waiting.REMINDER_WAITS_FROM} AS day, reminder.text, contact.name AS name
    FROM reminder LEFT JOIN contact ON contact.id = reminder.contact_id
    WHERE {waiting.REMINDER_IS_OPEN} AND {waiting.REMINDER_WAITS_FROM} > :today
    ORDER BY day, reminder.id
    LIMIT 1
"""


def _next(db: sqlite3.Connection, today: date, leap_day: str) -> Next | None:
    """Return the nearest date after today: of an occasion, a reminder, a deal or a cadence."""
    found = []
    birthday = occasions.next_occurrence(db, today, leap_day=leap_day)
    if birthday:
        text = f"{birthday.label} of {birthday.name}"
        found.append(Next(birthday.on, text, birthday.name, birthday.label, "occasion"))
    reminder = db.execute(_NEXT_REMINDER, {"today": today.isoformat()}).fetchone()
    if reminder:
        name = reminder["name"] or ""
        text = f"{reminder['text']}, {name}" if name else reminder["text"]
        day = date.fromisoformat(reminder["day"])
        found.append(Next(day, text, name, reminder["text"], "reminder"))
    deal = due_deals.find_next(db, today)
    if deal:
        text = f"{deal['text']}, {deal['name']}"
        day = date.fromisoformat(deal["day"])
        found.append(Next(day, text, deal["name"], deal["text"], "deal"))
    follow_up = cadence.next_due(db, today)
    if follow_up:
        day, name = follow_up
        found.append(Next(day, f"a follow-up with {name}", name, "", "cadence"))
    return min(found, key=lambda each: each.on, default=None)
