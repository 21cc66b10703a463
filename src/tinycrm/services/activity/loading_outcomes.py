"""Reading wins, deals, answers and perks as complete records."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from tinycrm.money import from_columns
from tinycrm.services.codes import code
from tinycrm.services.people.contacts import load_persons
from tinycrm.services.records import Deal, Feedback, Perk, Win
from tinycrm.services.sql import rows_of

_WINS = """
    SELECT win.id, win.contact_id, kind, win.text, won_on, win.amount_minor, win.currency,
        brought_id, deal.id AS deal_id
    FROM win LEFT JOIN deal ON deal.win_id = win.id
    WHERE win.id IN ({})
"""
_DEALS = """
    SELECT id, contact_id, text, opened_on, until_on, amount_minor, currency, lost_on, reason,
        win_id, snoozed_until
    FROM deal WHERE id IN ({})
"""
_CAUSES = "SELECT win_id, note_id FROM win_cause WHERE win_id IN ({}) ORDER BY id"


def load_wins(db: sqlite3.Connection, ids: Sequence[int]) -> list[Win]:
    """Return the wins with these ids, in this order."""
    causes: dict[int, list[str]] = {}
    for win_id, note_id in rows_of(db, _CAUSES, ids):
        causes.setdefault(win_id, []).append(code("note", note_id))
    rows = rows_of(db, _WINS, ids)
    wanted = {row[each] for row in rows for each in ("contact_id", "brought_id") if row[each]}
    people = load_persons(db, sorted(wanted))
    found = {
        row["id"]: Win(
            id=code("win", row["id"]),
            contact=people[row["contact_id"]],
            kind=row["kind"],
            text=row["text"],
            on=date.fromisoformat(row["won_on"]),
            money=from_columns(row["amount_minor"], row["currency"]),
            brought=people[row["brought_id"]] if row["brought_id"] else None,
            because=tuple(causes.get(row["id"], ())),
            deal=code("deal", row["deal_id"]) if row["deal_id"] else None,
        )
        for row in rows
    }
    return [found[i] for i in ids if i in found]


def load_deals(db: sqlite3.Connection, ids: Sequence[int]) -> list[Deal]:
    """Return the deals with these ids, in this order."""
    rows = rows_of(db, _DEALS, ids)
    people = load_persons(db, [row["contact_id"] for row in rows])
    found = {
        row["id"]: Deal(
            id=code("deal", row["id"]),
            contact=people[row["contact_id"]],
            text=row["text"],
            state="won" if row["win_id"] else "lost" if row["lost_on"] else "open",
            on=date.fromisoformat(row["opened_on"]),
            until=_day(row["until_on"]),
            money=from_columns(row["amount_minor"], row["currency"]),
            lost=_day(row["lost_on"]),
            reason=row["reason"] or None,
            win=code("win", row["win_id"]) if row["win_id"] else None,
            snoozed_until=_day(row["snoozed_until"]),
        )
        for row in rows
    }
    return [found[i] for i in ids if i in found]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_FEEDBACK = "SELECT id, contact_id, score, text, given_on FROM feedback WHERE id IN ({})"


def load_feedback(db: sqlite3.Connection, ids: Sequence[int]) -> list[Feedback]:
    """Return the answers with these ids, in this order."""
    rows = rows_of(db, _FEEDBACK, ids)
    people = load_persons(db, [row["contact_id"] for row in rows])
    found = {
        row["id"]: Feedback(
            id=code("feedback", row["id"]),
            contact=people[row["contact_id"]],
            score=row["score"],
            text=row["text"],
            on=date.fromisoformat(row["given_on"]),
        )
        for row in rows
    }
    return [found[i] for i in ids if i in found]


_PERKS = """
    SELECT id, contact_id, text, until_on, used_on, snoozed_until FROM perk WHERE id IN ({})
"""


def load_perks(db: sqlite3.Connection, ids: Sequence[int]) -> list[Perk]:
    """Return the perks with these ids, in this order."""
    rows = rows_of(db, _PERKS, ids)
    people = load_persons(db, [row["contact_id"] for row in rows])
    found = {
        row["id"]: Perk(
            id=code("perk", row["id"]),
            contact=people[row["contact_id"]],
            text=row["text"],
            until=_day(row["until_on"]),
            used=_day(row["used_on"]),
            snoozed_until=_day(row["snoozed_until"]),
        )
        for row in rows
    }
    return [found[i] for i in ids if i in found]
