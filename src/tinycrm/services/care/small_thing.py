"""The one small thing on a quiet day: the person who is quietest against their own rhythm.

The same person is proposed at most every 30 days. Who was proposed when is kept in the small file
beside the store, since reading must not write to the store.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm import config
from tinycrm.days import Every
from tinycrm.services import state
from tinycrm.services.care import asking, caring
from tinycrm.services.care.care_words import Latest
from tinycrm.services.codes import id_of
from tinycrm.services.records import Person
from tinycrm.values import NamedTuple

AGAIN = timedelta(days=30)
"""How long the same person is not proposed again."""

_STATE_KEY = "small_things"


class SmallThing(NamedTuple):
    """A proposal: who to be in touch with, why in words, and the record it comes from.

    `on` is the local date of the last touch, `days` counted from the briefing's date (negative),
    `usually` the cadence nearest to their rhythm. `held_back` counts people who are left out:
    do not contact, put aside, or suggested for something a short while ago.
    """

    id: str
    row: str
    contact: Person
    reason: str
    text: str
    record: str
    on: date
    days: int
    usually: Every
    last_note: Latest
    held_back: int


def find(db: sqlite3.Connection, today: date) -> SmallThing | None:
    """Return what to propose on a day; None if nobody is quiet, or all were proposed lately."""
    soon = asking.find_suggested(db, today, config.load().suggestion_days)
    found = caring.read_care(db, today, quiet=True, most=1, but=soon | _proposed(today))
    if not found.people:
        return None
    [first] = found.people
    [reason] = first.reasons
    if first.latest is None or first.usually is None:
        return None
    return SmallThing(
        id=first.contact.id,
        row=first.contact.id,
        contact=first.contact,
        reason=reason.reason,
        text=reason.text,
        record=reason.record,
        on=first.latest.on,
        days=(first.latest.on - today).days,
        usually=first.usually,
        last_note=first.latest,
        held_back=found.do_not_contact + found.hidden + found.but,
    )


def _days() -> dict[str, date]:
    """Return on which day each contact, by code, was proposed first; without what is damaged."""
    kept = state.load().get(_STATE_KEY)
    days = {}
    for own, day in kept.items() if isinstance(kept, dict) else ():
        try:
            days[str(own)] = date.fromisoformat(day)
        except (TypeError, ValueError):
            continue
    return days


def _proposed(today: date) -> set[int]:
    """Return who was proposed on another day of the last 30."""
    return {
        id_of(own)
        for own, day in _days().items()
        if day != today and abs(today - day) < AGAIN and own[1:].isdecimal()
    }


def keep(proposed: SmallThing, today: date) -> None:
    """Remember that somebody was proposed today; a file that cannot be written stays as it is."""
    days = {own: day for own, day in _days().items() if abs(today - day) < AGAIN}
    if days.get(proposed.id) != today:
        kept = days | {proposed.id: today}
        state.keep(_STATE_KEY, {own: str(day) for own, day in kept.items()})
