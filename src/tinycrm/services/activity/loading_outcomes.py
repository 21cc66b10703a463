"""Reading wins, deals, answers and perks as complete records."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date

from tinycrm.money import from_columns
from tinycrm.services.codes import code
from tinycrm.services.people.contacts import load_in_order
from tinycrm.services.records import Deal, Feedback, Perk, Person, Win
from tinycrm.services.sql import rows_of, stored_day

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

    def win(row: sqlite3.Row, people: Mapping[int, Person]) -> Win:
        return Win(
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

    return load_in_order(db, _WINS, ids, win)


def load_deals(db: sqlite3.Connection, ids: Sequence[int]) -> list[Deal]:
    """Return the deals with these ids, in this order."""
    return load_in_order(db, _DEALS, ids, _deal)


def _deal(row: sqlite3.Row, people: Mapping[int, Person]) -> Deal:
    return Deal(
        id=code("deal", row["id"]),
        contact=people[row["contact_id"]],
        text=row["text"],
        state="won" if row["win_id"] else "lost" if row["lost_on"] else "open",
        on=date.fromisoformat(row["opened_on"]),
        until=stored_day(row["until_on"]),
        money=from_columns(row["amount_minor"], row["currency"]),
        lost=stored_day(row["lost_on"]),
        reason=row["reason"] or None,
        win=code("win", row["win_id"]) if row["win_id"] else None,
        snoozed_until=stored_day(row["snoozed_until"]),
    )


_FEEDBACK = "SELECT id, contact_id, score, text, given_on FROM feedback WHERE id IN ({})"


def load_feedback(db: sqlite3.Connection, ids: Sequence[int]) -> list[Feedback]:
    """Return the answers with these ids, in this order."""
    return load_in_order(db, _FEEDBACK, ids, _answer)


def _answer(row: sqlite3.Row, people: Mapping[int, Person]) -> Feedback:
    return Feedback(
        id=code("feedback", row["id"]),
        contact=people[row["contact_id"]],
        score=row["score"],
        text=row["text"],
        on=date.fromisoformat(row["given_on"]),
    )


_PERKS = """
    SELECT id, contact_id, text, until_on, used_on, snoozed_until FROM perk WHERE id IN ({})
"""


def load_perks(db: sqlite3.Connection, ids: Sequence[int]) -> list[Perk]:
    """Return the perks with these ids, in this order."""
    return load_in_order(db, _PERKS, ids, _perk)


def _perk(row: sqlite3.Row, people: Mapping[int, Person]) -> Perk:
    return Perk(
        id=code("perk", row["id"]),
        contact=people[row["contact_id"]],
        text=row["text"],
        until=stored_day(row["until_on"]),
        used=stored_day(row["used_on"]),
        snoozed_until=stored_day(row["snoozed_until"]),
    )
