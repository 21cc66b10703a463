"""Which occasions the briefing shows: the first ones as rows, and the others as a number.

A screen shows seven. Of a hundred thousand people, thousands have a birthday in two weeks: those
are counted in an index, and nobody else is read.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date, timedelta

from tinycrm.services.briefing import occasions
from tinycrm.services.people import waiting
from tinycrm.values import Fields

_RETURNING = timedelta(days=occasions.RETURNING_DAYS)


class Shown(Fields):
    """The first occasions that the briefing shows, and how many there are.

    `total` counts those shown, `open` those of them that are not closed, and `due` those of
    these that fall on today or before.
    """

    rows: list[occasions.Occurrence]
    total: int
    open: int
    due: int


def find_shown(
    db: sqlite3.Connection,
    since: date,
    until: date,
    today: date,
    *,
    leap_day: str,
    most: int | None,
) -> Shown:
    """Return the occasions that the briefing shows, at most `most` of them, and count all.

    Those that are past and closed are not shown; today's and coming ones stay, as done.
    """
    if most is None:
        found = occasions.find_occurrences(
            db, since, until, today, leap_day=leap_day, returned=True
        )
        rows = [each for each in found if not (each.closed and each.on < today)]
        unclosed = [each for each in rows if not each.closed]
        return Shown(rows, len(rows), len(unclosed), sum(each.on <= today for each in unclosed))
    returned = occasions.find_returned(db, since, today, leap_day)
    counts = _shown_counts(db, since, until, today, leap_day, returned)
    last = _last_needed(counts, most)
    needed = occasions.in_window(db, since, last, today, leap_day) if last else []
    first = occasions.in_order(db, returned + needed, since - _RETURNING, today)
    return Shown(
        [each for each in first if not (each.closed and each.on < today)][:most],
        total=sum(shown for shown, _ in counts.values()),
        open=sum(unclosed for _, unclosed in counts.values()),
        due=sum(unclosed for on, (_, unclosed) in counts.items() if on <= today),
    )


_MAY_BE_CLOSED = f"""
    {occasions.IN_WINDOW}
    AND (
        occasion.closed_on IS NOT NULL
        OR occasion.contact_id IN (SELECT id FROM contact WHERE last_touch_on >= :touched)
    )
"""
# One count for each date: grouped by date, SQLite would sort what the index has in order.
_COUNTS = f"""
    {occasions.SPAN}
    SELECT span.on_day, (
        SELECT count(*)
        FROM occasion
        WHERE {occasions.FALLS_ON} AND {waiting.OCCASION_IS_AWAKE} AND occasion.contact_id NOT IN (
            SELECT contact.id FROM contact WHERE {waiting.CONTACT_IS_ASIDE}
        )
    ) AS waiting
    FROM span
"""


def _last_needed(counts: dict[date, tuple[int, int]], most: int) -> date | None:
    """Return the date up to which `most` occasions are shown, or all; None if none are."""
    reached = 0
    for on in sorted(counts):
        reached += counts[on][0]
        if reached >= most:
            return on
    return max(counts, default=None)


def _shown_counts(
    db: sqlite3.Connection,
    since: date,
    until: date,
    today: date,
    leap_day: str,
    returned: list[occasions.Row],
) -> dict[date, tuple[int, int]]:
    """Return for each date how many occasions are shown, and how many of them are not closed.

    All are counted from an index; only those that may be closed are read, and those that have
    returned from a snooze.
    """
    rows = occasions.in_window(db, since, until, today, leap_day, _MAY_BE_CLOSED)
    closed = Counter(each.on for each in occasions.in_order(db, rows, since, today) if each.closed)
    counted = Counter[date]()
    for on_day, count in db.execute(_COUNTS, occasions.window(since, until, today, leap_day)):
        counted[date.fromisoformat(on_day)] += count  # twice where 29 February falls on it too
    found = {}
    for on, count in counted.items():
        unclosed = count - closed[on]
        if count:
            found[on] = (unclosed if on < today else count, unclosed)
    open_again = occasions.in_order(db, returned, since - _RETURNING, today)
    for on, count in Counter(each.on for each in open_again if not each.closed).items():
        found[on] = (count, count)
    return found
