"""What became of small things on a card: at most three lines, `gift, 3 Mar → brought Ewa Lis`."""

from __future__ import annotations

import sqlite3
from datetime import date
from itertools import islice

from tinycrm.dates import say_day, say_full_day
from tinycrm.money import from_columns, say_all, totals
from tinycrm.services.codes import code
from tinycrm.services.sql import rows_of
from tinycrm.values import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.money import Money
    from tinycrm.services.outcomes.reasons_why import WhyStep

MOST = 3
ARROW = " → "


class BranchLine(Fields):
    """One line of a branch: its parts from the small thing on, and the code of its win."""

    parts: tuple[str, ...]
    code: str = ""


_LEADING = """
    SELECT win.id, win.kind, win.amount_minor, win.currency, brought.name AS brought,
        cause.kind AS cause, cause.happened_on AS day
    FROM win
        LEFT JOIN contact AS brought ON brought.id = win.brought_id
        LEFT JOIN note AS cause ON cause.id = (
            SELECT note.id FROM win_cause JOIN note ON note.id = win_cause.note_id
            WHERE win_cause.win_id = win.id
            ORDER BY note.happened_on, note.id
            LIMIT 1
        )
    WHERE win.contact_id = ? AND (win.brought_id IS NOT NULL OR cause.id IS NOT NULL)
    ORDER BY win.won_on DESC, win.id DESC
"""


def branch_of(db: sqlite3.Connection, contact_id: int, today: date) -> tuple[BranchLine, ...]:
    """Return what came of what was done for a contact: the newest first.

    A referral that nothing led to and that brought nothing yet is no line: the card names it. If
    there is more than fits, the last line says how to see all of it.
    """
    lines = (_line(db, row, today) for row in db.execute(_LEADING, (contact_id,)))
    shown = list(islice(filter(None, lines), MOST + 1))
    if len(shown) <= MOST:
        return tuple(shown)
    more = BranchLine((f"more: crm ripple {code('contact', contact_id)}",))
    return (*shown[: MOST - 1], more)


def _line(db: sqlite3.Connection, row: sqlite3.Row, today: date) -> BranchLine | None:
    win, brought = code("win", row["id"]), row["brought"]
    own = from_columns(row["amount_minor"], row["currency"])
    total = _total_of(db, row["id"]) if brought else totals([own])
    if not row["cause"] and not total:
        return None
    cause = ""
    if row["cause"]:
        cause = f"{row['cause']}, {say_short_day(date.fromisoformat(row['day']), today)}"
    value = say_all(total) or ("not bought yet" if brought else "")
    what = f"brought {brought}" if brought else row["kind"]
    return BranchLine(tuple(filter(None, (cause, what, value))), win)


_AMOUNTS = "SELECT amount_minor, currency FROM win WHERE id IN ({})"


def _total_of(db: sqlite3.Connection, win_id: int) -> tuple[Money, ...]:
    """Return what came of a win and of whom it brought, each win counted once."""
    from tinycrm.services.outcomes import outcome_links  # few brought somebody

    links = outcome_links.outward(db, ("win", win_id))
    rows = rows_of(db, _AMOUNTS, [own for table, own in links if table == "win"])
    return totals(from_columns(*row) for row in rows)


def say_step(step: WhyStep, today: date) -> str:
    """Return a step in short: `gift, 3 Mar`, `brought`, `sale 450.00 EUR`, `Ada Lovelace`."""
    if step.kind == "contact" or step.on is None:
        return step.name
    if step.kind == "win":
        return f"{step.name} {step.money.say()}" if step.money else step.name
    return f"{step.name}, {say_short_day(step.on, today)}"


def say_short_day(day: date, today: date) -> str:
    """Return `3 Mar`, or `3 Mar 2024` in another year."""
    said = say_day(day, today) if day.year == today.year else say_full_day(day)
    return said.split(" ", 1)[1]


def chain_line(db: sqlite3.Connection, win: str, today: date) -> str:
    """Return what led to a win in one line, from the first small thing; "" if nothing did.

    `gift, 3 Mar → brought Ewa Lis → favour, 20 Nov → sale 480.00 EUR`
    """
    from tinycrm.services.outcomes import reasons_why  # a card has no chains

    steps = [step for step in reasons_why.chain_of(db, win) if step.kind != "contact"]
    return ARROW.join(say_step(step, today) for step in steps) if len(steps) > 1 else ""
