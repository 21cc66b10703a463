"""How often a contact had issues, and a sentence to open a conversation with."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from tinycrm.config import Config
from tinycrm.services.records import Issue
from tinycrm.services.sql import rows_of
from tinycrm.values import NamedTuple

REPEATED = timedelta(days=90)
"""Two issues of one contact that are no further apart count as repeated."""

_YEAR = timedelta(days=365)


class Repetition(NamedTuple):
    """How an issue relates to the contact's other issues.

    `times` counts those of the last 365 days, this one included. `nth` counts those of the 90
    days up to this one, this one included; `repeated` says whether any is within 90 days of it.
    """

    times: int
    nth: int
    repeated: bool


def load_days(db: sqlite3.Connection, contact_ids: Sequence[int]) -> dict[int, list[date]]:
    """Return the dates on which the issues of each of these contacts were opened."""
    days: defaultdict[int, list[date]] = defaultdict(list)
    sql = "SELECT contact_id, opened_on FROM issue WHERE contact_id IN ({}) ORDER BY opened_on"
    for contact_id, opened_on in rows_of(db, sql, contact_ids):
        days[contact_id].append(date.fromisoformat(opened_on))
    return days


def repetition_of(opened: date, days: Sequence[date], today: date) -> Repetition:
    """Compare an issue's date with `days`, the dates of all the contact's issues."""
    others = list(days)
    others.remove(opened)
    return Repetition(
        times=1 + sum(timedelta(0) <= today - day <= _YEAR for day in others),
        nth=1 + sum(timedelta(0) <= opened - day <= REPEATED for day in others),
        repeated=any(abs(opened - day) <= REPEATED for day in others),
    )


_NTH = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def say(issue: Issue, repetition: Repetition, today: date, own: Config) -> str:
    """Return one plain sentence to open with.

    It never quotes the issue's text, which may be in any language, and neither promises nor
    admits anything in the user's name. The user's `[say]` replaces the built-in sentence.
    """
    if repetition.repeated and own.say_repeated:
        return own.say_repeated
    if issue.state == "open":
        return own.say_open or _say_open(repetition, is_new=issue.on >= today)
    return own.say_resolved or _say_resolved(issue.resolved or issue.on, today)


def _say_open(repetition: Repetition, *, is_new: bool) -> str:
    if repetition.nth > 1:
        return f"This is the {_ordinal(repetition.nth)} time in 90 days. Here is where it stands."
    known = "I learned about this today." if is_new else "I know this is still open."
    return f"{known} Here is where it stands."


def _say_resolved(day: date, today: date) -> str:
    """Return the sentence about a resolved problem: whether it stayed fixed is asked later."""
    if (today - day).days < 2:
        ended = "today" if day >= today else "yesterday"
        return f"Your problem was resolved {ended}. Is everything all right now?"
    return f"You had some trouble {_say_when(day, today)}. Has it stayed fixed?"


def _ordinal(number: int) -> str:
    if number < len(_NTH):
        return _NTH[number]
    last = 0 if number // 10 % 10 == 1 else number % 10
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(last, 'th')}"


def _say_when(day: date, today: date) -> str:
    months = (today.year - day.year) * 12 + today.month - day.month
    if (today - day).days < 7:
        return "the other day"
    return {0: "this month", 1: "last month"}.get(months, "a while ago")
