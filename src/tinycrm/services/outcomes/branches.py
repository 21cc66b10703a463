"""What became of small things on a card: at most three lines, `gift, 3 Mar → brought Ewa Lis`."""

from __future__ import annotations

import sqlite3
from datetime import date
from itertools import islice

from tinycrm.dates import say_day, say_full_day
from tinycrm.money import say_all
from tinycrm.services.codes import code
from tinycrm.services.outcomes import reasons_why, ripples
from tinycrm.services.outcomes.reasons_why import WhyStep
from tinycrm.values import NamedTuple

MOST = 3
ARROW = " → "


class BranchLine(NamedTuple):
    """One line of a branch: its parts from the small thing on, and the code of its win."""

    parts: tuple[str, ...]
    code: str = ""


_LEADING = """
    SELECT win.id FROM win
    WHERE win.contact_id = ? AND (
        win.brought_id IS NOT NULL OR EXISTS (SELECT 1 FROM win_cause WHERE win_id = win.id)
    )
    ORDER BY win.won_on DESC, win.id DESC
"""


def branch_of(db: sqlite3.Connection, contact_id: int, today: date) -> tuple[BranchLine, ...]:
    """Return what came of what was done for a contact: the newest first.

    A referral that nothing led to and that brought nothing yet is no line: the card names it. If
    there is more than fits, the last line says how to see all of it.
    """
    ids = [win_id for (win_id,) in db.execute(_LEADING, (contact_id,))]
    lines = (_line(db, code("win", win_id), today) for win_id in ids)
    shown = list(islice(filter(None, lines), MOST + 1))
    if len(shown) <= MOST:
        return tuple(shown)
    more = BranchLine((f"more: crm ripple {code('contact', contact_id)}",))
    return (*shown[: MOST - 1], more)


def _line(db: sqlite3.Connection, win: str, today: date) -> BranchLine | None:
    found = ripples.read_ripple(db, win)
    own = found.nodes[0]
    causes = [step for step in reasons_why.find_why(db, win) if win in step.leads_to]
    cause = [say_step(step, today) for step in causes if step.kind == "note"][:1]
    if not (cause or found.total):
        return None
    value = say_all(found.total) or ("not bought yet" if found.edges else "")
    return BranchLine(tuple(filter(None, (*cause, own.name, value))), win)


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
    steps = [step for step in reasons_why.chain_of(db, win) if step.kind != "contact"]
    return ARROW.join(say_step(step, today) for step in steps) if len(steps) > 1 else ""
