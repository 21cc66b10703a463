"""What is known of a person for a message, by the names of placeholders."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm import config
from tinycrm.days import MONTHS, YearlyDay, occurrence
from tinycrm.services.briefing import occasions
from tinycrm.services.codes import id_of
from tinycrm.services.records import Contact
from tinycrm.text import fold


def read_facts(db: sqlite3.Connection, contact: Contact, today: date) -> dict[str, str]:
    """Return the facts for a contact's messages."""
    own = id_of(contact.id)
    facts = {
        "name": contact.name,
        "first": _first(contact.name),
        "nickname": contact.nicknames[0] if contact.nicknames else "",
        "organization": contact.organization or "",
        "title": contact.title or "",
        **_birthday(contact.birthday, today),
        **_issue(db, own, today),
        **_brought(db, own),
        "last_month": _month(contact.last_touch, today) if contact.last_touch else "",
        **_perk(db, own, today),
        **{f"fact.{key}": value for key, value in contact.facts.items()},
        **{f"fact.{fold(key)}": value for key, value in contact.facts.items()},
    }
    return {name: " ".join(value.split()) for name, value in facts.items() if value.strip()}


_TITLES = frozenset(
    "mr mrs ms miss mx dr prof sir dame rev frau herr fr hr familie madame mme mlle monsieur m"
    " señor señora sr sra signor signora pan pani".split()
)


def _first(name: str) -> str:
    """Return how a letter begins: Anna of “Anna Huber” and of “Huber, Anna”, else the whole name.

    After a title the first word is no first name: “Frau Huber”, “Dr. Anna Huber”.
    """
    last, comma, rest = name.partition(",")
    words = (rest if comma and rest.strip() else last).split()
    return name if words[0].lower().rstrip(".") in _TITLES and words[1:] else words[0]


def _birthday(day: YearlyDay | None, today: date) -> dict[str, str]:
    if day is None:
        return {}
    facts = {"birthday": f"{day.day} {MONTHS[day.month - 1].title()}"}
    if day.year:
        leap_day = config.load().leap_day
        belated = today - timedelta(days=occasions.BELATED_DAYS)
        near = occurrence(day, belated.year, leap_day=leap_day)
        if near < belated:
            near = occurrence(day, belated.year + 1, leap_day=leap_day)
        if near.year > day.year:
            facts["age"] = str(near.year - day.year)
    return facts


_ISSUE = """
    SELECT id, text, opened_on, resolution
    FROM issue
    WHERE contact_id = ? AND opened_on <= ?
    ORDER BY resolved_on IS NULL DESC, coalesce(resolved_on, opened_on) DESC, id DESC
    LIMIT 1
"""


def _issue(db: sqlite3.Connection, own: int, today: date) -> dict[str, str]:
    row = db.execute(_ISSUE, (own, today.isoformat())).fetchone()
    if row is None:
        return {}
    return {
        "issue": row["text"].strip().rstrip("."),
        "issue_day": _say(row["opened_on"], today),
        "resolution": row["resolution"].strip().rstrip("."),
    }


def newest_issue(db: sqlite3.Connection, own: int, today: date) -> int | None:
    """Return the id of the issue that a message speaks of."""
    row = db.execute(_ISSUE, (own, today.isoformat())).fetchone()
    return row["id"] if row else None


def _brought(db: sqlite3.Connection, own: int) -> dict[str, str]:
    row = db.execute(
        """
        SELECT contact.name FROM win JOIN contact ON contact.id = win.brought_id
        WHERE win.contact_id = ?
        ORDER BY win.won_on DESC, win.id DESC
        LIMIT 1
        """,
        (own,),
    ).fetchone()
    return {"brought": row["name"]} if row else {}


def _perk(db: sqlite3.Connection, own: int, today: date) -> dict[str, str]:
    row = db.execute(
        """
        SELECT text, until_on FROM perk
        WHERE contact_id = ? AND used_on IS NULL AND (until_on IS NULL OR until_on >= ?)
        ORDER BY until_on NULLS LAST, id
        LIMIT 1
        """,
        (own, today.isoformat()),
    ).fetchone()
    if row is None:
        return {}
    until = _say(row["until_on"], today) if row["until_on"] else ""
    return {"perk": row["text"], "perk_until": until}


def _say(day: str, today: date) -> str:
    """Return `12 October`, with the year if it is another one."""
    on = date.fromisoformat(day)
    year = "" if on.year == today.year else f" {on.year}"
    return f"{on.day} {MONTHS[on.month - 1].title()}{year}"


def _month(day: date, today: date) -> str:
    month = MONTHS[day.month - 1].title()
    return month if day.year == today.year else f"{month} {day.year}"
