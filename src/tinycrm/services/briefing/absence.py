"""How long the owner was away: the day of the last morning on a terminal.

It is kept in a small file beside the store, never in it: reading stays reading. The file is
convenient to have and harmless to lose, so one that cannot be read or written is ignored.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from tinycrm import config
from tinycrm.services import state
from tinycrm.services.briefing import occasions

AWAY_DAYS = 5
"""A last morning longer ago than this is worth a line."""

_LAST_MORNING = "last_morning"
_YEAR = timedelta(days=365)


class Absence(NamedTuple):
    """The last morning before this one, and the labels of the yearly days missed since.

    `since` is the day from which they were counted: the last morning, a year ago at most.
    Nothing counts as missed where all of it still stands in the morning.
    """

    last: date
    since: date
    passed: tuple[str, ...]


def last_morning() -> date | None:
    """Return the local day of the last morning on a terminal, None where it is not known."""
    try:
        return date.fromisoformat(state.load()[_LAST_MORNING])
    except (KeyError, TypeError, ValueError):
        return None


def was_away(today: date) -> date | None:
    """Return the day of the last morning when it is long ago, else None."""
    last = last_morning()
    return last if last and today - last > timedelta(days=AWAY_DAYS) else None


def read_absence(db: sqlite3.Connection, last: date, today: date) -> Absence:
    """Return what has passed since the last morning and is no longer shown as belated."""
    since, yesterday = max(last, today - _YEAR), today - timedelta(days=1)
    found = occasions.find_occurrences(db, since, yesterday, today, leap_day=config.load().leap_day)
    missed = [each for each in found if not each.closed]
    shown = today - timedelta(days=occasions.BELATED_DAYS)
    hidden = any(each.on < shown for each in missed)
    return Absence(last, since, tuple(each.label for each in missed) if hidden else ())


def keep_morning(today: date) -> None:
    """Remember that there was a morning today; a file that cannot be written stays as it is."""
    if state.load().get(_LAST_MORNING) != str(today):
        state.keep(_LAST_MORNING, str(today))
