"""Why a win came: the chain back to the first small thing, and what was merely earlier."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm.money import Money
from tinycrm.services.codes import code, id_of
from tinycrm.services.outcomes import because, outcome_links
from tinycrm.services.outcomes.outcome_links import Node
from tinycrm.services.outcomes.ripples import Detail, load_details
from tinycrm.values import NamedTuple


class WhyStep(NamedTuple):
    """A record before a win. `leads_to` are the codes of the next ones towards the win.

    `linked` is False for what was merely earlier: it counts nowhere.
    """

    id: str
    kind: str
    name: str
    text: str
    on: date | None
    money: Money | None
    leads_to: tuple[str, ...]
    linked: bool = True


def find_why(db: sqlite3.Connection, win: str) -> tuple[WhyStep, ...]:
    """Return the steps from a win back to the first small things, the win first.

    The gestures of the 90 days before that are not linked come last.
    """
    steps = find_linked(db, win)
    return (*steps, *_earlier(db, id_of(win), {step.id for step in steps}))


def find_linked(db: sqlite3.Connection, win: str) -> tuple[WhyStep, ...]:
    """Return the steps from a win back to the first small things, the win first."""
    links = outcome_links.back(db, ("win", id_of(win)))
    details = load_details(db, links)
    ahead: dict[Node, list[str]] = {}
    for after, befores in links.items():
        for before in befores:
            ahead.setdefault(before, []).append(code(*after))
    return tuple(_step(node, details[node], ahead.get(node, [])) for node in links)


def _step(node: Node, own: Detail, leads_to: list[str]) -> WhyStep:
    return WhyStep(code(*node), node[0], own.name, own.text, own.on, own.money, tuple(leads_to))


def _earlier(db: sqlite3.Connection, win_id: int, known: set[str]) -> list[WhyStep]:
    row = db.execute("SELECT contact_id, won_on FROM win WHERE id = ?", (win_id,)).fetchone()
    day = date.fromisoformat(row["won_on"])
    return [
        WhyStep(note.id, "note", note.kind, note.text, note.day, None, (), linked=False)
        for note in because.earlier_gestures(db, row["contact_id"], day)
        if note.id not in known
    ]


def chain_of(db: sqlite3.Connection, win: str) -> tuple[WhyStep, ...]:
    """Return one chain to a win, from its first small thing: of several causes the earliest."""
    steps = {step.id: step for step in find_linked(db, win)}
    before: dict[str, list[str]] = {}
    for step in steps.values():
        for after in step.leads_to:
            before.setdefault(after, []).append(step.id)
    chain, at = [win], win
    while new := [each for each in before.get(at, []) if each not in chain]:
        at = new[0]
        chain.insert(0, at)
    return tuple(steps[each] for each in chain)
