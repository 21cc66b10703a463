"""The morning: whom to greet, whom we owe a word, what to mention, whom to thank.

`read_briefing` gathers one frozen Briefing, which both front ends render. With `most`, each
section holds that many rows and the counts stay whole: a screen costs no more than it shows.
The next date of all is then only looked up for a quiet day.
"""

# No annotations from __future__: see records.py.

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from tinycrm import config
from tinycrm.services.activity import issues, repeated_issues
from tinycrm.services.activity.loading import load_issues
from tinycrm.services.briefing import follow_ups, occasions
from tinycrm.services.briefing.follow_ups import FollowUp
from tinycrm.services.codes import code
from tinycrm.services.people import cadence, waiting
from tinycrm.services.people.contacts import load_facts, load_persons
from tinycrm.services.records import Issue, IssueState, Person

DAYS_AHEAD = 7
ROWS_AHEAD = 3
"""Of what is to come a screen shows so many rows."""


class Birthday(NamedTuple):
    """A yearly day in the morning. `days` is counted from the briefing's date, past negative."""

    id: str
    contact: Person
    label: str
    on: date
    days: int
    turns: int | None
    facts: dict[str, str]
    last_gesture: follow_ups.Glance | None
    greeted: bool


class Mention(NamedTuple):
    """An issue to mention, with how often they had trouble and a sentence to open with."""

    id: str
    contact: Person
    text: str
    state: IssueState
    on: date
    days: int
    resolved: date | None
    resolution: str | None
    mentioned: date | None
    times: int
    repeated: bool
    say: str


class Counts(NamedTuple):
    """How many of each count as waiting; what is ticked is not among them."""

    birthdays: int = 0
    follow_ups: int = 0
    issues: int = 0
    thanks: int = 0
    perks: int = 0
    upcoming: int = 0


class Totals(NamedTuple):
    """What a screen says beside the rows it shows: how many there are, and of which sort."""

    birthdays: int
    late: int
    today: int
    open: int
    resolved: int
    upcoming: int


class Next(NamedTuple):
    """The next date of all, for a day on which nobody waits.

    `reason` is occasion, reminder or cadence; `label` names the occasion or holds the words
    of the reminder; `name` is "" for the owner's own.
    """

    on: date
    text: str
    name: str
    label: str
    reason: Literal["occasion", "reminder", "cadence"]


class Briefing(NamedTuple):
    """A morning. `due` means: a reason to open it today (docs/architecture.md)."""

    date: date
    due: bool
    counts: Counts
    totals: Totals
    birthdays: tuple[Birthday, ...]
    follow_ups: tuple[FollowUp, ...]
    issues: tuple[Mention, ...]
    thanks: tuple[object, ...]
    perks: tuple[object, ...]
    upcoming: tuple[FollowUp, ...]
    suggestion: None
    next: Next | None
    nobody: bool

    @property
    def empty(self) -> bool:
        """Tell whether nobody waits; what is ticked or yet to come may still be shown."""
        return not (self.due or self.issues)


def read_briefing(
    db: sqlite3.Connection,
    today: date,
    *,
    days: int = DAYS_AHEAD,
    since: date | None = None,
    most: int | None = None,
) -> Briefing:
    """Return the morning of `today`, looking `days` ahead and back to `since` (five days)."""
    own = config.load()
    start = since or today - timedelta(days=occasions.BELATED_DAYS)
    until = today + timedelta(days=days)
    returns = _shown(
        occasions.find_occurrences(db, start, until, today, leap_day=own.leap_day), today
    )
    to_mention = issues.find_waiting(db, today, own.issue_days)
    due = follow_ups.find_due(db, today, most=most)
    ahead = follow_ups.find_ahead(db, today, until, most=most and min(most, ROWS_AHEAD))
    greet = sum(not r.closed and r.on <= today for r in returns)
    is_open = sum(row["resolved_on"] is None for row in to_mention)
    mentions = _mentions(db, to_mention[:most], today, own)
    birthdays = birthdays_of(db, returns[:most], today, own)
    quiet = not (greet or due.total or to_mention)
    return Briefing(
        date=today,
        due=bool(greet or due.total or is_open),
        counts=Counts(
            birthdays=sum(not r.closed for r in returns),
            follow_ups=due.total,
            issues=len(to_mention),
            upcoming=ahead.total,
        ),
        totals=Totals(
            birthdays=len(returns), late=due.late, today=due.total - due.late, open=is_open,
            resolved=len(to_mention) - is_open, upcoming=ahead.total,
        ),
        birthdays=birthdays,
        follow_ups=due.rows,
        issues=mentions,
        thanks=(),
        perks=(),
        upcoming=ahead.rows,
        suggestion=None,
        next=_next(db, today, own.leap_day) if most is None or quiet else None,
        nobody=db.execute("SELECT 1 FROM contact LIMIT 1").fetchone() is None,
    )  # fmt: skip


def _shown(returns: list[occasions.Occurrence], today: date) -> list[occasions.Occurrence]:
    """Leave out what is past and closed; today's and coming days stay visible, ticked."""
    return [r for r in returns if not (r.closed and r.on < today)]


def birthdays_of(
    db: sqlite3.Connection, returns: list[occasions.Occurrence], today: date, own: config.Config
) -> tuple[Birthday, ...]:
    """Return the rows of these returns, with what to know and what was done last year."""
    ids = [r.contact_id for r in returns]
    people, facts = load_persons(db, ids), load_facts(db, ids)
    gestures = follow_ups.last_year_gestures(db, [(r.contact_id, r.on) for r in returns])
    return tuple(
        Birthday(
            id=code("contact", r.contact_id),
            contact=people[r.contact_id],
            label=r.label,
            on=r.on,
            days=(r.on - today).days,
            turns=r.turns,
            facts=_two_facts(facts[r.contact_id], own.birthday_facts),
            last_gesture=gestures.get((r.contact_id, r.on)),
            greeted=r.closed,
        )
        for r in returns
    )


def _two_facts(facts: dict[str, str], wanted: tuple[str, ...]) -> dict[str, str]:
    """Return the facts the owner wants beside a birthday, else the newest two."""
    if wanted:
        return {key: facts[key] for key in [key for key in wanted if key in facts][:2]}
    return dict(list(facts.items())[-2:])


def _mentions(
    db: sqlite3.Connection, rows: list[sqlite3.Row], today: date, own: config.Config
) -> tuple[Mention, ...]:
    days = repeated_issues.load_days(db, sorted({row["contact_id"] for row in rows}))
    found = load_issues(db, [row["id"] for row in rows])
    return tuple(
        mention_of(issue, days[row["contact_id"]], today, own)
        for issue, row in zip(found, rows, strict=True)
    )


def mention_of(issue: Issue, days: Sequence[date], today: date, own: config.Config) -> Mention:
    """Return an issue's row; `days` are those of all issues of the same person."""
    trouble = repeated_issues.repetition_of(issue.on, days, today)
    return Mention(
        id=issue.id,
        contact=issue.contact,
        text=issue.text,
        state=issue.state,
        on=issue.on,
        days=(issue.on - today).days,
        resolved=issue.resolved,
        resolution=issue.resolution,
        mentioned=issue.mentioned,
        times=trouble.times,
        repeated=trouble.repeated,
        say=repeated_issues.say(issue, trouble, today, own),
    )


_NEXT_REMINDER = f"""
    SELECT {waiting.REMINDER_WAITS_FROM} AS day, reminder.text, contact.name AS name
    FROM reminder LEFT JOIN contact ON contact.id = reminder.contact_id
    WHERE {waiting.REMINDER_IS_OPEN} AND {waiting.REMINDER_WAITS_FROM} > :today
    ORDER BY day, reminder.id
    LIMIT 1
"""


def _next(db: sqlite3.Connection, today: date, leap_day: str) -> Next | None:
    """Return the nearest date after today: a yearly day, a reminder or a rhythm."""
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
    rhythm = cadence.next_due(db, today)
    if rhythm:
        found.append(Next(rhythm[0], f"a word with {rhythm[1]}", rhythm[1], "", "cadence"))
    return min(found, key=lambda each: each.on, default=None)
