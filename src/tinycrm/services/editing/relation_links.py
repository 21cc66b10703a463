"""Who a typed relation means: a link where it is clear, else the name as text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tinycrm.errors import Ambiguous, Candidate, NotFound
from tinycrm.services.people import finding
from tinycrm.services.records import Related
from tinycrm.text import visible


def link_related(
    db: sqlite3.Connection,
    given: Iterable[Related],
    picks: finding.Picks | None = None,
    *,
    asks: bool = False,
) -> tuple[tuple[Related, ...], tuple[str, ...]]:
    """Return typed relations with a link for each name that means one contact, and hints.

    A name that means nobody, or several, stays text and is hinted at. Where the caller `asks`
    the user, Ambiguous is raised for several.
    """
    found: list[Related] = []
    hints: list[str] = []
    for each in given:
        linked, more = (each, ()) if each.id else _linked(db, each, picks, asks)
        found.append(linked)
        hints += more
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(hints))


def _linked(
    db: sqlite3.Connection, each: Related, picks: finding.Picks | None, asks: bool
) -> tuple[Related, tuple[str, ...]]:
    kept = f"“{visible(each.name)}” was kept as text"
    try:
        who = finding.resolve_who(db, each.name, picks)
    except Ambiguous as problem:
        if asks:
            raise
        return each, (f"{kept}: it could be {_say(problem.candidates)}.",)
    except NotFound as problem:
        near = f", but {_say(problem.candidates)}" if problem.candidates else ""
        return each, (f"{kept}: no contact has this name{near}.",)
    return Related(each.label, who.code, who.name), finding.say_others(who)


def _say(people: Iterable[Candidate]) -> str:
    return ", ".join(f"{visible(each.name)} ({each.id})" for each in people)
