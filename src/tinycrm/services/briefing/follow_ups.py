"""Follow-ups: reminders, open deals and contacts that are due, in one list."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date

from tinycrm.days import Every
from tinycrm.services.activity.glances import Glance, last_notes
from tinycrm.services.codes import code
from tinycrm.services.outcomes import due_deals
from tinycrm.services.people import cadence, waiting
from tinycrm.services.people.contacts import load_persons
from tinycrm.services.records import Person
from tinycrm.services.sql import limit_of, stored_day, total_of
from tinycrm.values import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from tinycrm.money import Money
    from tinycrm.services.activity.attempts import Tries

    Reason = Literal["reminder", "cadence", "deal"]
    _Entry = tuple[tuple[object, ...], sqlite3.Row, Reason]  # with the sort key first


class FollowUp(Fields):
    """A follow-up. `contact` is None for the user's own reminders.

    `on` is the date it is due, even if it is snoozed to a later one; `days` is counted from the
    briefing's date, negative for late. For a cadence, `id` is the code of the contact,
    `text` the interval: `every 4 weeks`, and `overdue` of a late one the number of intervals.
    `money` is the value of a deal, `until` its own day, which may be later than `on`. `last_note`
    is the newest one except attempts, which `tried` counts.
    """

    id: str
    row: str
    contact: Person | None
    reason: Reason
    text: str
    on: date
    days: int
    every: Every | None
    last_touch: date | None
    last_note: Glance | None
    time: str | None = None
    overdue: float | None = None
    money: Money | None = None
    tried: Tries | None = None
    until: date | None = None


class DueRows(Fields):
    """The first rows as they were found, the number of all rows and of late ones."""

    found: list[_Entry]
    total: int
    late: int

    def people(self) -> list[int]:
        """Return the ids of the contacts of the rows."""
        return [own for own in map(_owner, self.found) if own]


def find_due(db: sqlite3.Connection, today: date, most: int | None) -> DueRows:
    """Return what is due today or earlier.

    Reminders and deals first, by lateness; then contacts by lateness in relation to their cadence,
    since ten days late is more for a weekly cadence than for a yearly one; then by name.
    """
    reminders, total, late = _reminders(db, None, today, today, most)
    deals = due_deals.find_waiting(db, None, today, today, most)
    window = cadence.window(db, None, today, today)
    contacts = list(cadence.find_due(db, window, most))
    entries: list[_Entry] = [(_by_day(row), row, "reminder") for row in reminders]
    entries += [(_by_day(row), row, "deal") for row in deals]
    entries += [(_by_lateness(row, today), row, "cadence") for row in contacts]
    entries.sort(key=lambda each: each[0])
    waiting_contacts, late_contacts = cadence.count_due(db, window)
    return DueRows(
        entries[:most],
        total=total + total_of(deals) + waiting_contacts,
        late=late + total_of(deals, "late") + late_contacts,
    )


def find_ahead(db: sqlite3.Connection, today: date, until: date, most: int | None) -> DueRows:
    """Return what becomes due after today and not after `until`, by date, cadences last."""
    reminders, total, _ = _reminders(db, today, until, today, most)
    deals = due_deals.find_waiting(db, today, until, today, most)
    window = cadence.window(db, today, until, today)
    contacts = list(cadence.find_due(db, window, most))
    entries: list[_Entry] = [(_by_day(row), row, "reminder") for row in reminders]
    entries += [(_by_day(row), row, "deal") for row in deals]
    entries += [((_due_on(row).isoformat(), 1, *_name(row)), row, "cadence") for row in contacts]
    entries.sort(key=lambda each: each[0])
    total += total_of(deals) + cadence.count_due(db, window)[0]
    return DueRows(entries[:most], total, late=0)


_REMINDERS = """
    SELECT reminder.id, reminder.contact_id, reminder.text, reminder.due_on, reminder.due_time,
        reminder.every_n, reminder.every_unit, contact.folded AS who, contact.last_touch_on
    FROM reminder LEFT JOIN contact ON contact.id = reminder.contact_id
"""
_BY_DAY = "ORDER BY reminder.due_on, reminder.due_time"
_WAITING = f"""
    {_REMINDERS}
    WHERE {waiting.REMINDER_WAITS}
    ORDER BY reminder.due_on, coalesce(contact.folded, ''), reminder.id
    LIMIT :most
"""
_COUNT_WAITING = f"""
    SELECT count(*), coalesce(sum(reminder.due_on < :today), 0)
    FROM reminder
    WHERE {waiting.REMINDER_WAITS_ALONE}
"""
_OPEN_OF = f"""
    {_REMINDERS}
    WHERE reminder.contact_id = :contact_id AND {waiting.REMINDER_IS_OPEN}
    {_BY_DAY}
"""


def _reminders(
    db: sqlite3.Connection, after: date | None, until: date, today: date, most: int | None
) -> tuple[list[sqlite3.Row], int, int]:
    """Return the first rows, the number of all and of those that are late."""
    start = after.isoformat() if after else ""
    window = {"after": start, "until": until.isoformat(), "today": today.isoformat()}
    rows = db.execute(_WAITING, window | {"most": limit_of(most)}).fetchall()
    total, late = db.execute(_COUNT_WAITING, window).fetchone()
    return rows, total, late


def reminders_of(db: sqlite3.Connection, contact_id: int, today: date) -> tuple[FollowUp, ...]:
    """Return the open reminders for one contact, even snoozed ones, soonest first."""
    rows = db.execute(_OPEN_OF, {"contact_id": contact_id}).fetchall()
    return _load(db, [((), row, "reminder") for row in rows], contact_id, today)


def deals_of(db: sqlite3.Connection, contact_id: int, today: date) -> tuple[FollowUp, ...]:
    """Return the open deals of one contact that have a day to follow up, soonest first."""
    rows = due_deals.open_of(db, contact_id)
    found: list[_Entry] = [((), row, "deal") for row in rows if row["due_on"]]
    return _load(db, found, contact_id, today)


def _load(
    db: sqlite3.Connection, found: list[_Entry], contact_id: int, today: date
) -> tuple[FollowUp, ...]:
    own = [contact_id] if found else []
    return in_rows(found, load_persons(db, own), last_notes(db, own), today)


def _by_day(row: sqlite3.Row) -> tuple[object, ...]:
    return (row["due_on"], 0, row["who"] or "", row["id"])


def _name(row: sqlite3.Row) -> tuple[str, int]:
    return (row["folded"] or "", row["id"])


def _by_lateness(row: sqlite3.Row, today: date) -> tuple[object, ...]:
    """Sort after every reminder (their keys begin with a date), by relative lateness."""
    found = cadence.cadence_of(row)
    assert found is not None
    return ("~", -cadence.lateness(found.every, found.due_on(), today), *_name(row))


def _due_on(row: sqlite3.Row) -> date:
    found = cadence.cadence_of(row)
    assert found is not None
    return found.due_on()


def _owner(entry: _Entry) -> int | None:
    """Return the id of the contact of a row, None for the user's own reminders."""
    _, row, reason = entry
    owner: int | None = row["id" if reason == "cadence" else "contact_id"]
    return owner


def in_rows(
    found: Sequence[_Entry],
    people: Mapping[int, Person],
    last: Mapping[int, Glance],
    today: date,
) -> tuple[FollowUp, ...]:
    """Return what was found as rows, with its people and the newest note on each of them."""
    return tuple([_follow_up(each, people, last, today) for each in found])


def _follow_up(
    entry: _Entry, people: Mapping[int, Person], last: Mapping[int, Glance], today: date
) -> FollowUp:
    _, row, reason = entry
    owner = _owner(entry)
    is_cadence = reason == "cadence"
    on = _due_on(row) if is_cadence else date.fromisoformat(row["due_on"])
    every = Every(row["every_n"], row["every_unit"]) if row["every_n"] else None
    own = code("contact" if is_cadence else reason, row["id"])
    return FollowUp(
        id=own,
        row=own,
        contact=people[owner] if owner else None,
        reason=reason,
        text=every.say() if is_cadence and every else row["text"],
        on=on,
        days=(on - today).days,
        every=every,
        last_touch=stored_day(row["last_touch_on"]),
        last_note=last.get(owner) if owner else None,
        time=row["due_time"] if reason == "reminder" else None,
        overdue=cadence.overdue(every, on, today) if is_cadence and every else None,
        money=_money(row) if reason == "deal" else None,
        until=stored_day(row["until_on"]) if reason == "deal" else None,
    )


def _money(row: sqlite3.Row) -> Money | None:
    from tinycrm.money import from_columns  # most follow-ups are no deals

    return from_columns(row["amount_minor"], row["currency"])
