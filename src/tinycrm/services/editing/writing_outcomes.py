"""Saving a changed win, deal, answer or perk."""

from __future__ import annotations

import sqlite3
from typing import Any

from tinycrm.services.codes import id_of
from tinycrm.services.editing.row_writing import differing, update
from tinycrm.services.outcomes import because
from tinycrm.services.records import Deal, Feedback, Perk, Win
from tinycrm.text import fold, fold_all


def write_win(db: sqlite3.Connection, before: Win, after: Win, _many: bool) -> None:
    """Store what differs between two states of a win."""
    own = id_of(before.id)
    columns = differing(before, after, "kind", "text") | _amount(before, after)
    if "text" in columns:
        columns["folded"] = fold(after.text)
    if after.on != before.on:
        columns["won_on"] = after.on.isoformat()
    update(db, "win", own, columns)
    if after.because != before.because:
        because.relink(db, own, after.because, after.on)


def write_deal(db: sqlite3.Connection, before: Deal, after: Deal, _many: bool) -> None:
    """Store what differs between two states of a deal."""
    columns = differing(before, after, "text") | _amount(before, after)
    if after.until != before.until:
        columns |= {"until_on": after.until and after.until.isoformat(), "snoozed_until": None}
    if after.reason != before.reason:
        columns["reason"] = after.reason or ""
    if after.lost is None and before.lost is not None:
        columns |= {"lost_on": None, "reason": "", "snoozed_until": None}
    if columns.keys() & {"text", "reason"}:
        columns["folded"] = fold_all(after.text, after.reason)
    update(db, "deal", id_of(before.id), columns)


def write_answer(db: sqlite3.Connection, before: Feedback, after: Feedback, _many: bool) -> None:
    """Store what differs between two states of an answer."""
    columns = differing(before, after, "score", "text")
    if "text" in columns:
        columns["folded"] = fold(after.text)
    if after.on != before.on:
        columns["given_on"] = after.on.isoformat()
    update(db, "feedback", id_of(before.id), columns)


def write_perk(db: sqlite3.Connection, before: Perk, after: Perk, _many: bool) -> None:
    """Store what differs between two states of a perk."""
    columns = differing(before, after, "text")
    if "text" in columns:
        columns["folded"] = fold(after.text)
    if after.until != before.until:
        columns |= {"until_on": after.until and after.until.isoformat(), "snoozed_until": None}
    update(db, "perk", id_of(before.id), columns)


def _amount(before: Win | Deal, after: Win | Deal) -> dict[str, Any]:
    if after.money == before.money:
        return {}
    minor, currency = after.money or (None, None)
    return {"amount_minor": minor, "currency": currency}
