"""Reading wins and deals as complete records."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from tinycrm.money import from_columns
from tinycrm.services.codes import code
from tinycrm.services.people.contacts import load_persons
from tinycrm.services.records import Deal, Win
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
