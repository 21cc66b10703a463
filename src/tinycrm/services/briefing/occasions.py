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
from tinycrm.services.sql import rows_of
from tinycrm.values import NamedTuple

BELATED_DAYS = 5
AHEAD_DAYS = 7

GREETED_AHEAD = timedelta(days=7)
_GREETINGS = ("greeting", "gift")
_TALKS = ("talk", "call", "message", "meeting", "visit")


class Occurrence(NamedTuple):
    """An occasion of a contact in one year. `on` is the local date it falls on."""

    contact_id: int
    name: str
    label: str
    day: YearlyDay
    on: date
    folded: str
    closed: bool

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
) -> list[Occurrence]:
    """Return the occasions that fall between two dates, by date, then name.

    Contacts that are archived, do-not-contact or snoozed past `today` are left out.
    """
    spans, values = _spans(since, until) if contact_id is None else (_OF, {"own": contact_id})
    rows = [
        (row, on)
        for row in db.execute(f"{_DAYS} AND ({spans})", values | {"today": today.isoformat()})
        for on in occurrences_between(_yearly(row), since, until, leap_day=leap_day)
    ]
    touched = [  # only their notes can close one: most contacts need no query
        row["contact_id"]
        for row, on in rows
        if (row["last_touch_on"] or "") >= (on - GREETED_AHEAD).isoformat()
    ]
    notes = _notes_since(db, touched, (since - GREETED_AHEAD).isoformat(), today)
    found = [
        Occurrence(
            row["contact_id"], row["name"], row["label"], _yearly(row), on, row["folded"] or "",
            closed=(row["closed_on"] or "") >= on.isoformat()
            or any(closes(k, day, on) for k, day in notes.get(row["contact_id"], ())),
        )
        for row, on in rows
    ]  # fmt: skip
    return sorted(found, key=lambda r: (r.on, r.folded, r.contact_id, r.label))


_DAYS = f"""
    SELECT occasion.contact_id, occasion.label, occasion.month, occasion.day, occasion.year,
        occasion.closed_on, contact.name, contact.folded, contact.last_touch_on
    FROM occasion JOIN contact ON contact.id = occasion.contact_id
    WHERE {waiting.CONTACT_WAITS}
"""
_OF = "occasion.contact_id = :own"
_SPAN = "(occasion.month = :month{n} AND occasion.day BETWEEN :first{n} AND :last{n})"


def _spans(since: date, until: date) -> tuple[str, dict[str, int]]:
    """Return the SQL condition for the dates of the window; it always includes 29 February."""
    span = (until - since).days
    if span > 90:
        return "TRUE", {}
    months: dict[int, list[int]] = {}
    for day in (since + timedelta(days=n) for n in range(span + 1)):
        months.setdefault(day.month, []).append(day.day)
    found = [(month, min(days), max(days)) for month, days in months.items()]
    if 28 in months.get(2, ()) or 1 in months.get(3, ()):
        found.append((2, 29, 29))
    values: dict[str, int] = {}
    for n, (month, first, last) in enumerate(found):
        values |= {f"month{n}": month, f"first{n}": first, f"last{n}": last}
    return " OR ".join(_SPAN.format(n=n) for n in range(len(found))), values


def _yearly(row: sqlite3.Row) -> YearlyDay:
    return YearlyDay(row["month"], row["day"], row["year"])


def _notes_since(
    db: sqlite3.Connection, contact_ids: list[int], since: str, until: date
) -> dict[int, list[tuple[str, date]]]:
    """Return kind and date of the notes on these contacts since a date."""
    found: dict[int, list[tuple[str, date]]] = {}
    rows = rows_of(
        db,
        """
        SELECT note_contact.contact_id, note.kind, note.happened_on
        FROM note_contact JOIN note ON note.id = note_contact.note_id
        WHERE note_contact.contact_id IN ({}) AND note.happened_on BETWEEN :since AND :until
        """,
        contact_ids,
        since=since,
        until=until.isoformat(),
    )
    for contact_id, kind, day in rows:
        found.setdefault(contact_id, []).append((kind, date.fromisoformat(day)))
    return found


def close_for(db: sqlite3.Connection, contact_id: int, found: Iterable[Occurrence]) -> None:
    """Mark these occurrences of a contact's occasions as closed."""
    for each in found:
        db.execute(
            """
            UPDATE occasion
            SET closed_on = ?
            WHERE contact_id = ? AND label = ? AND coalesce(closed_on, '') < ?
            """,
            (each.on.isoformat(), contact_id, each.label, each.on.isoformat()),
        )


def next_occurrence(db: sqlite3.Connection, after: date, *, leap_day: str) -> Occurrence | None:
    """Return the first occasion of any contact that falls after a date."""
    for days in (31, 92, 366):
        until = after + timedelta(days=days)
        found = find_occurrences(db, after + timedelta(days=1), until, after, leap_day=leap_day)
        still_open = [each for each in found if not each.closed]
        if still_open:
            return still_open[0]
    return None
