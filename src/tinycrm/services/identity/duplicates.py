"""Likely duplicates: pairs of contacts with the reason, the most likely first."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from tinycrm.errors import Candidate, UsageProblem
from tinycrm.services.codes import batch_code
from tinycrm.services.identity.likely_pairs import REASONS, WEAKER, find_pairs
from tinycrm.services.people import finding
from tinycrm.services.people.contacts import load_persons
from tinycrm.services.records import Person
from tinycrm.store import writing
from tinycrm.text import visible


class DuplicatePair(NamedTuple):
    """Two contacts who may be the same. `reason` is for programs, `because` for people.

    `weaker` means that something speaks against it.
    """

    one: Person
    other: Person
    reason: str
    because: str
    weaker: bool


class MarkedDistinct(NamedTuple):
    """Two contacts marked as different people. `batch` is None if they already were.

    `also` are the other contacts that each of the two names may mean.
    """

    one: Person
    other: Person
    batch: str | None
    also: tuple[tuple[Candidate, ...], tuple[Candidate, ...]]


def find_dupes(db: sqlite3.Connection) -> list[DuplicatePair]:
    """Return the pairs that may be one person, the most likely first.

    Pairs marked as different people, and pairs that are both archived, are left out.
    """
    reasons = find_pairs(db)
    for pair in db.execute("SELECT one_id, other_id FROM distinct_pair"):
        reasons.pop((pair[0], pair[1]), None)
    archived = {i for (i,) in db.execute("SELECT id FROM contact WHERE archived_at IS NOT NULL")}
    likely = sorted(
        (pair for pair in reasons if not archived.issuperset(pair)),
        key=lambda pair: (*_rank(reasons[pair]), pair),
    )
    persons = load_persons(db, {each for pair in likely for each in pair})
    return [
        DuplicatePair(persons[one], persons[other], *_said(reasons[one, other]))
        for one, other in likely
    ]


def _rank(reasons: Mapping[str, str]) -> tuple[int, int]:
    """Return the sort key: the strongest reason, then how many there are."""
    return min(map(REASONS.index, reasons)), -len(reasons)


def _said(reasons: Mapping[str, str]) -> tuple[str, str, bool]:
    """Return the strongest reason, all of them in words, and whether none is strong."""
    ordered = sorted(reasons, key=REASONS.index)
    return ordered[0], ", ".join(reasons[each] for each in ordered), ordered[0] in WEAKER


def mark_distinct(one: str, other: str, picks: finding.Picks | None = None) -> MarkedDistinct:
    """Mark two contacts as different people.

    Raises what `finding.resolve_who` does, UsageProblem if both names mean one contact.
    """
    with writing("dupes --distinct") as work:
        db = work.db
        found = [finding.resolve_who(db, each, picks) for each in (one, other)]
        if found[0].id == found[1].id:
            raise UsageProblem(f"Both are {visible(found[0].name)} ({found[0].code}).")
        db.execute(
            "INSERT INTO distinct_pair (one_id, other_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            sorted(each.id for each in found),
        )
        work.label = f"distinct {' '.join(each.code for each in found)}"
        persons = load_persons(db, [each.id for each in found])
    first, second = (persons[each.id] for each in found)
    batch = batch_code(work.batch)
    return MarkedDistinct(first, second, batch, (found[0].also, found[1].also))
