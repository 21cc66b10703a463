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
from tinycrm.services.sql import limit_of, rows_of, stored_day
from tinycrm.values import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.records import Contact


_OF = """
    SELECT id, name, every_n, every_unit, every_from_on, last_touch_on, snoozed_until, created_at
    FROM contact
    WHERE id IN ({}) AND archived_at IS NULL AND do_not_contact = 0
"""


class Cadence(Fields):
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
        stored_day(snoozed),
    )


def next_of(db: sqlite3.Connection, contact_ids: Sequence[int]) -> tuple[tuple[str, date], ...]:
    """Return the name of each of these contacts who will be in a briefing for a cadence, and when.

    These have a cadence, and are neither archived nor marked do not contact.
    """
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

# Each asks once for all cadences in use: what they count from, and between which days.
_SPANS = """
    WITH span (unit, n, earliest, latest, late) AS MATERIALIZED (
        SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),
            json_extract(value, '$[2]'), json_extract(value, '$[3]'), json_extract(value, '$[4]')
        FROM json_each(:spans)
    )
"""


def _for_each_start(query: str) -> str:
    """Return a query for those who were in touch, and the same for those who never were."""
    return _SPANS + " UNION ALL ".join(
        query.format(start=start, is_theirs=counts) for start, counts in waiting.CADENCE_STARTS
    )


_IS_IN_USE = f"every_unit = span.unit AND every_n = span.n AND {waiting.CONTACT_WAITS}"
_IS_DUE = (
    f"{_IS_IN_USE} AND {{is_theirs}} AND {{start}} > span.earliest AND {{start}} <= span.latest"
)
_FIND = _for_each_start(
    f"""
    SELECT id, name, folded, every_n, every_unit, every_from_on, last_touch_on, snoozed_until,
        created_at
    FROM span CROSS JOIN contact AS due ON due.id IN (
        SELECT id FROM contact WHERE {_IS_DUE} ORDER BY {{start}}, folded LIMIT :most
    )
    """
)
_COUNT = _for_each_start(
    f"""
    SELECT count(*), coalesce(sum({{start}} <= span.late), 0)
    FROM span CROSS JOIN contact ON {_IS_DUE}
    """
)
_NEXT = _for_each_start(
    f"""
    SELECT name, every_n, every_unit, {{start}} AS start
    FROM span CROSS JOIN contact ON contact.id = (
        SELECT id FROM contact
        WHERE {_IS_IN_USE} AND {{is_theirs}} AND {{start}} > span.latest
        ORDER BY {{start}}, folded
        LIMIT 1
    )
    """
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


def window(db: sqlite3.Connection, after: date | None, until: date, today: date) -> dict[str, str]:
    """Return the values of a question for who is due after `after`, up to and including `until`.

    For each cadence in use these are the dates that it may count from.
    """
    yesterday = today - timedelta(days=1)
    spans = (
        f'["{every.unit}",{every.n},"{every.latest_start(after) if after else ""}",'
        f'"{every.latest_start(until)}","{every.latest_start(yesterday)}"]'
        for every in cadences(db)
    )
    return {"spans": f"[{','.join(spans)}]", "today": today.isoformat()}


def find_due(
    db: sqlite3.Connection, asked: dict[str, str], most: int | None
) -> Iterator[sqlite3.Row]:
    """Yield the rows of contacts who are due in a `window`, in no particular order.

    Of each cadence at most `most`, the longest overdue, then by name. Contacts snoozed past today
    are left out.
    """
    yield from db.execute(_FIND, asked | {"most": limit_of(most)})


def count_due(db: sqlite3.Connection, asked: dict[str, str]) -> tuple[int, int]:
    """Return how many people are due in a `window`, and how many of them were before today."""
    counted = db.execute(_COUNT, asked).fetchall()
    return sum(row[0] for row in counted), sum(row[1] for row in counted)


def next_due(db: sqlite3.Connection, today: date) -> tuple[date, str] | None:
    """Return the first date after today on which a contact is due, and their name.

    A snoozed contact is due when the snooze ends, if that is later.
    """
    found = [(_snooze_ends_on(row), str(row["name"])) for row in _snoozed(db, today)]
    for row in db.execute(_NEXT, window(db, None, today, today)):
        every = Every(row["every_n"], row["every_unit"])
        found.append((every.after(date.fromisoformat(row["start"])), str(row["name"])))
    return min(found, default=None)


def _snoozed(db: sqlite3.Connection, today: date) -> list[sqlite3.Row]:
    return db.execute(_SNOOZED, {"today": today.isoformat()}).fetchall()


def _snooze_ends_on(row: sqlite3.Row) -> date:
    cadence = cadence_of(row)
    assert cadence is not None
    assert cadence.snoozed_until is not None
    return max(cadence.due_on(), cadence.snoozed_until)
