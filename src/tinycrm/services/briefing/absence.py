"""How long the user was away: the date of the last briefing on a terminal.

It is kept in a small file beside the store, because reading must not write to the store. Losing
the file does no harm, so a file that cannot be read or written is ignored.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm import config
from tinycrm.dates import say_day
from tinycrm.services import state
from tinycrm.services.briefing import occasions
from tinycrm.values import NamedTuple

AWAY_DAYS = 5
"""An absence longer than this gets a line."""

_STATE_KEY = "last_morning"
_YEAR = timedelta(days=365)


class Absence(NamedTuple):
    """The date of the last briefing, and the labels of the occasions missed since.

    `since` is the date from which they were counted: the last briefing, at most a year ago.
    `hidden` says whether the briefing of today no longer shows all of them.
    """

    last: date
    since: date
    passed: tuple[str, ...]
    hidden: bool


def last_morning() -> date | None:
    """Return the local date of the last briefing on a terminal, None if it is not known."""
    try:
        return date.fromisoformat(state.load()[_STATE_KEY])
    except (KeyError, TypeError, ValueError):
        return None


def was_away(today: date) -> date | None:
    """Return the date of the last briefing if that is long ago, else None."""
    last = last_morning()
    return last if last and today - last > timedelta(days=AWAY_DAYS) else None


def read_absence(db: sqlite3.Connection, last: date, today: date) -> Absence:
    """Return the occasions that have passed since the last briefing, and were not greeted."""
    since, yesterday = max(last, today - _YEAR), today - timedelta(days=1)
    found = occasions.find_occurrences(db, since, yesterday, today, leap_day=config.load().leap_day)
    missed = [each for each in found if not each.closed]
    shown = today - timedelta(days=occasions.BELATED_DAYS)
    hidden = any(each.on < shown for each in missed)
    return Absence(last, since, tuple(each.label for each in missed), hidden)


def keep_morning(today: date) -> None:
    """Remember that today's briefing was shown; a file that cannot be written is left unchanged."""
    if state.load().get(_STATE_KEY) != str(today):
        state.keep(_STATE_KEY, str(today))


_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def say_absence(absence: Absence | None, today: date) -> tuple[str, ...]:
    """Return when the last briefing was, what has passed since, and the command to show it."""
    if absence is None:
        return ()
    last = f"You were last here on {say_day(absence.last, today)}."
    count = len(absence.passed)
    number = _NUMBERS[count].capitalize() if count < len(_NUMBERS) else str(count)
    noun = "birthday" if set(absence.passed) <= {"birthday"} else "date"
    passed = f"{last} {number} {noun}{'' if count == 1 else 's'} passed since"
    if not absence.hidden:  # today shows them all
        return (f"{passed}.",)
    return (f"{passed}:", f"crm today --since {absence.since}")
