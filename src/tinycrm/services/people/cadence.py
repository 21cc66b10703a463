"""Cadences: when to get in touch with a contact next, and who is due by a date.

The interval counts from the date they were last in touch; before that from `every_from_on`,
the date they were added. A note restarts it at once, unless it is a remark.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tinycrm import clock
from tinycrm.days import Every
from tinycrm.services.people import waiting
from tinycrm.services.sql import rows_of
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.records import Contact


_OF = """
    SELECT id, name, every_n, every_unit, every_from_on, last_touch_on, snoozed_until, created_at
    FROM contact
    WHERE id IN ({})
"""


class Cadence(NamedTuple):
    """How often to get in touch with a contact, and the local date it counts from."""

    every: Every
    start: date
    snoozed_until: date | None = None

    def due_on(self) -> date:
        """Return the local date they are next due, ignoring any snooze."""
        return self.every.after(self.start)


def cadence_of(row: sqlite3.Row) -> Cadence | None:
    """Return the cadence of a contact row, None if it has none."""
    if row["every_n"] is None:
        return None
    start = row["last_touch_on"] or row["every_from_on"]
    day = date.fromisoformat(start) if start else clock.local_day(row["created_at"])
    snoozed = row["snoozed_until"]
    return Cadence(
        Every(row["every_n"], row["every_unit"]),
        day,
        date.fromisoformat(snoozed) if snoozed else None,
    )


def next_of(db: sqlite3.Connection, contact_ids: Sequence[int]) -> tuple[tuple[str, date], ...]:
    """Return the name of each of these contacts that has a cadence, and when they are next due."""
    rows = rows_of(db, _OF, contact_ids)
    found = {row["id"]: (row["name"], cadence_of(row)) for row in rows}
    named = (found[own] for own in contact_ids if own in found)
    return tuple((name, each.due_on()) for name, each in named if each)


def first_start(added_on: date, every: Every, uid: str, *, many: bool) -> date:
    """Return the date a cadence counts from for a contact who was never in touch.

    This is the date they were added. If many were added at once, it is earlier, by uid, so that
    their first dates spread evenly over the second half of the interval.
    """
    if not many:
        return added_on
    interval = (every.after(added_on) - added_on).days
    import zlib  # only for people who wait for the first time

    earlier = zlib.crc32(uid.encode()) % (interval // 2 + 1)
    return added_on - timedelta(days=earlier)


def set_cadence(
    db: sqlite3.Connection, contact_id: int, every: Every, today: date, *, many: bool = False
) -> None:
    """Set a contact's cadence, and the date it counts from until they are first in touch.

    `many` means that many contacts are changed at once. Contacts from one big import count as
    many even when their cadences are set one by one, and so do those set on one day.
    """
    row = db.execute("SELECT uid, created_at FROM contact WHERE id = ?", (contact_id,)).fetchone()
    from tinycrm.services.people import spreading  # few commands set one

    spread = many or spreading.is_one_of_many(db, contact_id, today)
    base = today if spread else clock.local_day(row["created_at"])
    start = first_start(base, every, row["uid"], many=spread)
    db.execute(
        "UPDATE contact SET every_n = ?, every_unit = ?, every_from_on = ? WHERE id = ?",
        (every.n, every.unit, start.isoformat(), contact_id),
    )


def clear_cadence(db: sqlite3.Connection, contact_id: int) -> None:
    """Remove a contact's cadence."""
    db.execute(
        "UPDATE contact SET every_n = NULL, every_unit = NULL, every_from_on = NULL WHERE id = ?",
        (contact_id,),
    )


# ── who is due ───────────────────────────────────────────────────────────────────────────

_FIND = tuple(
    f"""
    SELECT id, name, folded, every_n, every_unit, every_from_on, last_touch_on, snoozed_until,
        created_at
    FROM contact
    WHERE every_unit = :unit AND every_n = :n AND {waiting.CONTACT_WAITS}
        AND {counts} AND {start} > :earliest AND {start} <= :latest
    ORDER BY {start}, folded
    LIMIT :most
    """
    for start, counts in waiting.CADENCE_STARTS
)
_COUNT = tuple(
    f"""
    SELECT count(*) FROM contact
    WHERE every_unit = :unit AND every_n = :n AND {waiting.CONTACT_WAITS}
        AND {counts} AND {start} > :earliest AND {start} <= :latest
    """
    for start, counts in waiting.CADENCE_STARTS
)
_NEXT = tuple(
    f"""
    SELECT name, {start} AS start FROM contact
    WHERE every_unit = :unit AND every_n = :n AND {waiting.CONTACT_WAITS}
        AND {counts} AND {start} > :latest
    ORDER BY {start}, folded
    LIMIT 1
    """
    for start, counts in waiting.CADENCE_STARTS
)
_SNOOZED = f"""
    SELECT name, every_n, every_unit, every_from_on, last_touch_on, snoozed_until, created_at
    FROM contact
    WHERE every_unit IS NOT NULL AND snoozed_until > :today AND {waiting.CONTACT_IS_ACTIVE}
"""


def cadences(db: sqlite3.Connection) -> list[Every]:
    """Return every cadence in use, each once: only a few, however many contacts there are."""
    rows = db.execute(  # skips along the index: 0.1 ms, while DISTINCT would read all of it
        """
        WITH RECURSIVE used(unit, n) AS (
            SELECT column1, (SELECT min(every_n) FROM contact WHERE every_unit = column1)
            FROM (VALUES ('d'), ('w'), ('m'), ('y'))
            UNION ALL
            SELECT unit, (
                SELECT min(every_n) FROM contact WHERE every_unit = used.unit AND every_n > used.n
            )
            FROM used WHERE n IS NOT NULL
        )
        SELECT n, unit FROM used WHERE n IS NOT NULL
        """
    )
    return [Every(n, unit) for n, unit in rows]


def is_due(contact: Contact, today: date) -> bool:
    """Return whether a contact is due, even if they are snoozed or archived."""
    due = contact.next_due
    return due is not None and due <= today and not contact.do_not_contact


def lateness(every: Every, due: date, today: date) -> float:
    """Return how late somebody is in intervals: ten days are more for 1w than for 1y."""
    return (today - due).days / every.days()


def overdue(every: Every, due: date, today: date) -> float | None:
    """Return the lateness to one decimal, None if it is not late."""
    return round(lateness(every, due, today), 1) if due < today else None


def find_due(
    db: sqlite3.Connection, after: date | None, until: date, today: date, most: int | None
) -> Iterator[sqlite3.Row]:
    """Yield the rows of contacts who are due after `after`, up to and including `until`.

    For each cadence the longest overdue come first, then by name, at most `most` of each.
    Contacts snoozed past `today` are left out.
    """
    for every in cadences(db):
        window = _window(every, after, until, today) | {"most": -1 if most is None else most}
        for find in _FIND:
            yield from db.execute(find, window)


def count_due(db: sqlite3.Connection, after: date | None, until: date, today: date) -> int:
    """Return how many people `find_due` would yield without a limit."""
    return sum(
        db.execute(count, _window(every, after, until, today)).fetchone()[0]
        for every in cadences(db)
        for count in _COUNT
    )


def _window(every: Every, after: date | None, until: date, today: date) -> dict[str, str | int]:
    """Return the parameters of the queries above: a cadence, and the range of its start dates."""
    return {
        "unit": every.unit,
        "n": every.n,
        "earliest": every.latest_start(after).isoformat() if after else "",
        "latest": every.latest_start(until).isoformat(),
        "today": today.isoformat(),
    }


def next_due(db: sqlite3.Connection, today: date) -> tuple[date, str] | None:
    """Return the first date after today on which a contact is due, and their name.

    A snoozed contact is due when the snooze ends, if that is later.
    """
    found = [(_snooze_ends_on(row), str(row["name"])) for row in _snoozed(db, today)]
    for every in cadences(db):
        window = _window(every, None, today, today)
        for following in _NEXT:
            row = db.execute(following, window).fetchone()
            if row:
                found.append((every.after(date.fromisoformat(row["start"])), str(row["name"])))
    return min(found, default=None)


def _snoozed(db: sqlite3.Connection, today: date) -> list[sqlite3.Row]:
    return db.execute(_SNOOZED, {"today": today.isoformat()}).fetchall()


def _snooze_ends_on(row: sqlite3.Row) -> date:
    cadence = cadence_of(row)
    assert cadence is not None
    assert cadence.snoozed_until is not None
    return max(cadence.due_on(), cadence.snoozed_until)
