"""Occasions: which of them the briefing shows, and what closes them.

An occasion is shown from seven days before its date to five days after it. A greeting or a
gift closes it from seven days before on; talking in any way closes it on the date or after it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta

from tinycrm.days import YearlyDay, occurrence
from tinycrm.services.people import waiting
from tinycrm.services.sql import rows_with, stored_day
from tinycrm.values import Fields

BELATED_DAYS = 5
"""For how many days after its date an occasion is shown, and after its snooze has ended."""

AHEAD_DAYS = 7
RETURNING_DAYS = 14
"""How long after its date a snoozed occasion still returns; after that, only next year."""

BELATED = timedelta(days=BELATED_DAYS)
GREETED_AHEAD = timedelta(days=7)
_GREETINGS = ("greeting", "gift")
_TALKS = ("talk", "call", "message", "meeting", "visit")


class Occurrence(Fields):
    """An occasion of a contact in one year. `on` is the local date it falls on."""

    id: int
    contact_id: int
    name: str
    label: str
    day: YearlyDay
    on: date
    folded: str
    closed: bool
    snoozed_until: date | None = None

    def returned_on(self, today: date) -> bool:
        """Return whether its snooze ended after its own days, and not longer ago than these."""
        ended = self.snoozed_until
        return ended is not None and self.on < ended <= today <= ended + BELATED

    @property
    def turns(self) -> int | None:
        """Return the number of years since the first time, None if its year is unknown."""
        return self.on.year - self.day.year if self.day.year else None


def occurrences_between(
    day: YearlyDay, since: date, until: date, *, leap_day: str
) -> Iterable[date]:
    """Yield the dates from `since` to `until` on which an occasion falls, from its year on."""
    for year in range(since.year, until.year + 1):
        on = occurrence(day, year, leap_day=leap_day)
        if since <= on <= until and (day.year is None or on.year >= day.year):
            yield on


def closes(kind: str, happened: date, on: date) -> bool:
    """Return whether a note of this kind and date closes the occasion that falls on `on`."""
    if kind in _GREETINGS:
        return happened >= on - GREETED_AHEAD
    return kind in _TALKS and happened >= on


def find_occurrences(
    db: sqlite3.Connection,
    since: date,
    until: date,
    today: date,
    *,
    leap_day: str,
    contact_id: int | None = None,
    returned: bool = False,
) -> list[Occurrence]:
    """Return the occasions that fall between two dates, by date, then name.

    Left out are those of contacts that are archived or do-not-contact, and those snoozed past
    `today`. With `returned` also those before `since` whose snooze ended in the last days.
    """
    first = since - timedelta(days=RETURNING_DAYS) if returned else since
    if contact_id is None:
        rows = find_returned(db, since, today, leap_day) if returned else []
        rows += in_window(db, since, until, today, leap_day)
        return in_order(db, rows, first, today)
    own = db.execute(_OF, {"own": contact_id, "today": today.isoformat()})
    found = all_between(db, own, first, until, today, leap_day)
    return [each for each in found if each.on >= since or each.returned_on(today)]


Row = tuple[sqlite3.Row, date]  # an occasion and a date it falls on


def all_between(
    db: sqlite3.Connection,
    found: Iterable[sqlite3.Row],
    since: date,
    until: date,
    today: date,
    leap_day: str,
) -> list[Occurrence]:
    """Return the occurrences of these rows between two dates, by date."""
    rows = [
        (row, on)
        for row in found
        for on in occurrences_between(_yearly(row), since, until, leap_day=leap_day)
    ]
    return in_order(db, rows, since, today)


def in_order(db: sqlite3.Connection, rows: list[Row], since: date, today: date) -> list[Occurrence]:
    """Return these occasions in the order of the briefing, with whether they are closed."""
    touched = [  # only their notes can close one: most contacts need no query
        row["contact_id"]
        for row, on in rows
        if (row["last_touch_on"] or "") >= (on - GREETED_AHEAD).isoformat()
    ]
    notes = _notes_since(db, touched, (since - GREETED_AHEAD).isoformat(), today)
    found = [
        Occurrence(
            row["id"], row["contact_id"], row["name"], row["label"], _yearly(row), on,
            row["folded"] or "",
            snoozed_until=stored_day(row["snoozed_until"]),
            closed=(row["closed_on"] or "") >= on.isoformat()
            or any(closes(k, day, on) for k, day in notes.get(row["contact_id"], ())),
        )
        for row, on in rows
    ]  # fmt: skip
    return sorted(found, key=lambda r: (r.on, r.folded, r.contact_id, r.label, r.id))


COLUMNS = """
    occasion.id, occasion.contact_id, occasion.label, occasion.month, occasion.day, occasion.year,
    occasion.closed_on, occasion.snoozed_until, contact.name, contact.folded, contact.last_touch_on
"""
_OF = f"""
    SELECT {COLUMNS}
    FROM occasion JOIN contact ON contact.id = occasion.contact_id
    WHERE occasion.contact_id = :own AND {waiting.OCCASION_WAITS}
"""

# CROSS JOIN keeps this order: for each date its occasions, which one index holds.
SPAN = """
    WITH span (on_day, month, day, year) AS MATERIALIZED (
        SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),
            json_extract(value, '$[2]'), json_extract(value, '$[3]')
        FROM json_each(:span)
    )
"""
FALLS_ON = """
    occasion.month = span.month AND occasion.day = span.day
    AND (occasion.year IS NULL OR occasion.year <= span.year)
"""
IN_WINDOW = f"""
    {SPAN}
    SELECT span.on_day, {COLUMNS}
    FROM span CROSS JOIN occasion CROSS JOIN contact ON contact.id = occasion.contact_id
    WHERE {FALLS_ON} AND {waiting.OCCASION_WAITS}
"""
_RETURNED = f"""
    {SPAN}
    SELECT span.on_day, {COLUMNS}
    FROM span CROSS JOIN occasion CROSS JOIN contact ON contact.id = occasion.contact_id
    WHERE occasion.snoozed_until BETWEEN :returned AND :today
        AND {FALLS_ON} AND {waiting.CONTACT_IS_ACTIVE}
"""


def find_returned(db: sqlite3.Connection, since: date, today: date, leap_day: str) -> list[Row]:
    """Return the occasions before `since` whose snooze ended in the last days: only a few."""
    first, last = since - timedelta(days=RETURNING_DAYS), since - timedelta(days=1)
    return in_window(db, first, last, today, leap_day, _RETURNED)


def in_window(
    db: sqlite3.Connection,
    since: date,
    until: date,
    today: date,
    leap_day: str,
    query: str = IN_WINDOW,
) -> list[Row]:
    """Return the occasions of a window, by default all of people who are not set aside."""
    values = window(since, until, today, leap_day)
    return [(row, date.fromisoformat(row["on_day"])) for row in db.execute(query, values)]


def window(since: date, until: date, today: date, leap_day: str) -> dict[str, str]:
    """Return the values of the queries above; 29 February also falls on another date."""
    span: list[str] = []
    years = range(since.year, until.year + 1)
    leaps = {occurrence(_LEAP_DAY, year, leap_day=leap_day) for year in years}
    for on in (since + timedelta(days=n) for n in range((until - since).days + 1)):
        span.append(f'["{on}",{on.month},{on.day},{on.year}]')
        if on in leaps and on.day != _LEAP_DAY.day:
            span.append(f'["{on}",{_LEAP_DAY.month},{_LEAP_DAY.day},{on.year}]')
    return {
        "span": f"[{','.join(span)}]",
        "today": today.isoformat(),
        "returned": (today - BELATED).isoformat(),
        "touched": (since - GREETED_AHEAD).isoformat(),
    }


_LEAP_DAY = YearlyDay(2, 29, None)


def _yearly(row: sqlite3.Row) -> YearlyDay:
    return YearlyDay(row["month"], row["day"], row["year"])


def _notes_since(
    db: sqlite3.Connection, contact_ids: list[int], since: str, until: date
) -> dict[int, list[tuple[str, date]]]:
    """Return kind and date of the notes on these contacts since a date.

    A greeting without words is left out: it was for one occasion, which is marked as closed.
    A present that they gave greets nobody: it is a talk.
    """
    found: dict[int, list[tuple[str, date]]] = {}
    rows = rows_with(
        db,
        """
        SELECT note_contact.contact_id,
            iif(note.kind = 'gift' AND note.direction = 'in', 'talk', note.kind),
            note.happened_on
        FROM note_contact JOIN note ON note.id = note_contact.note_id
        WHERE note_contact.contact_id IN ({}) AND note.happened_on BETWEEN :since AND :until
            AND (note.kind <> 'greeting' OR note.body <> '')
        """,
        contact_ids,
        since=since,
        until=until.isoformat(),
    )
    for contact_id, kind, day in rows:
        found.setdefault(contact_id, []).append((kind, date.fromisoformat(day)))
    return found


def close(db: sqlite3.Connection, found: Occurrence) -> None:
    """Mark an occurrence as closed, and earlier ones of its occasion; this ends its snooze."""
    db.execute(
        """
        UPDATE occasion
        SET closed_on = ?, snoozed_until = NULL
        WHERE id = ? AND coalesce(closed_on, '') < ?
        """,
        (found.on.isoformat(), found.id, found.on.isoformat()),
    )


def next_occurrence(db: sqlite3.Connection, after: date, *, leap_day: str) -> Occurrence | None:
    """Return the first occasion of any contact that falls after a date.

    The window grows: of many people somebody's day is tomorrow, and the rest is not read.
    """
    since = after + timedelta(days=1)
    for days in (1, 7, 31, 92, 366):
        until = after + timedelta(days=days)
        found = find_occurrences(db, since, until, after, leap_day=leap_day)
        still_open = [each for each in found if not each.closed]
        if still_open:
            return still_open[0]
        since = until + timedelta(days=1)
    return None
