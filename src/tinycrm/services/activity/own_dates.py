"""Days that count from a date of a contact: which day `2 weeks before birthday` is."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm import config
from tinycrm.dates.own_days import OwnDay
from tinycrm.days import YearlyDay, occurrence
from tinycrm.errors import UsageProblem
from tinycrm.services.people.finding import Found
from tinycrm.text import fold, visible


def next_day(db: sqlite3.Connection, who: Found | None, own: OwnDay, today: date) -> date:
    """Return the next such day, today included.

    Raises UsageProblem if the contact has no date of this label, or several; `who` is None for
    the user, who has no dates.
    """
    if who is None:
        raise UsageProblem(
            f"“{visible(own.label)}” is a date of a contact, and me is none.",
            "Say who it is about, or write the day: --on 2w",
        )
    yearly = _date_of(db, who, own.label)
    leap_day = config.load().leap_day
    years = range(today.year - 1, today.year + 10)  # a span may be longer than a year
    days = (occurrence(yearly, year, leap_day=leap_day) for year in years)
    return min(day for on in days if (day := own.span.after(on, own.sign)) >= today)


def _date_of(db: sqlite3.Connection, who: Found, label: str) -> YearlyDay:
    rows = db.execute(
        "SELECT label, month, day FROM occasion WHERE contact_id = ? ORDER BY month, day", (who.id,)
    ).fetchall()
    found = {YearlyDay(r["month"], r["day"]) for r in rows if fold(r["label"]) == fold(label)}
    if len(found) == 1:
        return found.pop()
    if found:
        days = " and ".join(day.say() for day in sorted(found))
        raise UsageProblem(
            f"{who.name} ({who.code}) has several dates called “{visible(label)}”: {days}.",
            "Write the day: --on 2026-12-01",
        )
    if label == "birthday":
        raise UsageProblem(
            f"No birthday of {who.name} ({who.code}) is stored.",
            f'To add it: crm edit {who.code} -b "10 Dec"',
        )
    known = ", ".join(dict.fromkeys(visible(row["label"]) for row in rows))
    raise UsageProblem(
        f"{who.name} ({who.code}) has no date called “{visible(label)}”.",
        f"Their dates: {known}." if known else f"To add one: crm edit {who.code} -d LABEL=DAY",
    )
