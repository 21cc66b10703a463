"""Reasons to be in touch, as rows of the briefing and of a card: birthdays, issues to mention."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm.services.activity import repeated_issues
from tinycrm.services.activity.glances import last_year_gestures
from tinycrm.services.codes import code
from tinycrm.services.people.contacts import load_facts
from tinycrm.values import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tinycrm import config
    from tinycrm.services.activity.attempts import Tries
    from tinycrm.services.activity.glances import Glance
    from tinycrm.services.briefing import occasions
    from tinycrm.services.records import Issue, IssueState, Person


class Birthday(Fields):
    """An occasion in the briefing. `days` is counted from its date, negative for the past.

    `id` is the code of the contact, `row` that of the occasion.
    """

    id: str
    row: str
    contact: Person
    label: str
    on: date
    days: int
    turns: int | None
    facts: dict[str, str]
    last_gesture: Glance | None
    greeted: bool
    tried: Tries | None = None


class Mention(Fields):
    """An issue to mention, how many issues the contact had, and a sentence to begin with."""

    id: str
    row: str
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
    tried: Tries | None = None


def birthdays_of(
    db: sqlite3.Connection,
    found: list[occasions.Occurrence],
    people: Mapping[int, Person],
    today: date,
    own: config.Config,
) -> tuple[Birthday, ...]:
    """Return the rows of these occurrences, with facts and what was done last year."""
    facts = load_facts(db, [r.contact_id for r in found])
    gestures = last_year_gestures(db, [(r.contact_id, r.on) for r in found])
    return tuple(
        Birthday(
            id=code("contact", r.contact_id),
            row=code("occasion", r.id),
            contact=people[r.contact_id],
            label=r.label,
            on=r.on,
            days=(r.on - today).days,
            turns=r.turns,
            facts=_two_facts(facts[r.contact_id], own.birthday_facts),
            last_gesture=gestures.get((r.contact_id, r.on)),
            greeted=r.closed,
        )
        for r in found
    )


def _two_facts(facts: dict[str, str], wanted: tuple[str, ...]) -> dict[str, str]:
    """Return the facts that the settings name, two at most, else the newest two."""
    if wanted:
        return {key: facts[key] for key in [key for key in wanted if key in facts][:2]}
    return dict(list(facts.items())[-2:])


def mention_of(issue: Issue, days: Sequence[date], today: date, own: config.Config) -> Mention:
    """Return an issue's row; `days` are the dates of all issues of the same contact."""
    repetition = repeated_issues.repetition_of(issue.on, days, today)
    return Mention(
        id=issue.id,
        row=issue.id,
        contact=issue.contact,
        text=issue.text,
        state=issue.state,
        on=issue.on,
        days=(issue.on - today).days,
        resolved=issue.resolved,
        resolution=issue.resolution,
        mentioned=issue.mentioned,
        times=repetition.times,
        repeated=repetition.repeated,
        say=repeated_issues.say(issue, repetition, today, own),
    )
