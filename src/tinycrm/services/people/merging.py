"""Merging two contacts into one: the other's records move over, and no value is lost.

Where the two contradict each other, the value of the kept contact wins; the other's value
becomes a fact: `title (also)`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tinycrm import clock
from tinycrm.days import Every
from tinycrm.errors import Candidate, NotFound, UsageProblem
from tinycrm.services.codes import batch_code, code
from tinycrm.services.people import finding, moving_rows
from tinycrm.services.people.contacts import get_contact
from tinycrm.services.people.name_likeness import contradicts
from tinycrm.services.records import Contact
from tinycrm.services.relations import relating
from tinycrm.store import reading, writing
from tinycrm.text import fold_all, visible
from tinycrm.values import NamedTuple


class Pair(NamedTuple):
    """Two contacts to merge. `doubt` says why they may not be the same person, else ""."""

    keep: finding.Found
    other: finding.Found
    doubt: str


class Merged(NamedTuple):
    """The merged contact, and the deleted `other`. `kept` are facts made of contradictions."""

    record: Contact
    other: Candidate
    batch: str | None
    kept: tuple[str, ...]


def find_pair(keep: str, other: str, picks: finding.Picks | None = None) -> Pair:
    """Return the contacts that two names mean, and any doubt that they are the same person.

    Raises what `finding.resolve_who` does, UsageProblem if both names mean one contact.
    """
    with reading() as db:
        one, two = (finding.resolve_who(db, each, picks) for each in (keep, other))
        if one.id == two.id:
            raise UsageProblem(f"Both are {visible(one.name)} ({one.code}).")
        return Pair(one, two, _doubt(db, one, two))


def _doubt(db: sqlite3.Connection, one: finding.Found, two: finding.Found) -> str:
    pair = sorted((one.id, two.id))
    if db.execute("SELECT 1 FROM distinct_pair WHERE one_id = ? AND other_id = ?", pair).fetchone():
        return "you marked them as different people"
    ours, theirs = _names(db, one), _names(db, two)
    if all(contradicts(a, b) for a in ours for b in theirs):
        return "their names contradict each other"
    return ""


def _names(db: sqlite3.Connection, who: finding.Found) -> list[str]:
    rows = db.execute("SELECT name FROM nickname WHERE contact_id = ?", (who.id,))
    return [who.name, *(name for (name,) in rows)]


def merge(keep_id: int, other_id: int) -> Merged:
    """Merge the other contact into the kept one, as one batch.

    Everything of the other moves over: notes, reminders, issues, wins, answers, perks, contact
    points, tags, dates, facts, relations, extra imported fields, referrals, scripts' keys. Their
    name becomes a nickname. Raises NotFound if one does not exist.
    """
    with writing("merge") as work:
        keep, other, kept = _merge_in(work.db, keep_id, other_id)
        work.label = f"merge {code('contact', keep_id)} {code('contact', other_id)}"
        record = get_contact(work.db, keep["id"])
    deleted = Candidate(code("contact", other_id), other["name"])
    return Merged(record, deleted, batch_code(work.batch), kept)


class _TrialEnd(Exception):
    """Ends a trial, so that its transaction is rolled back."""


def preview(keep_id: int, other_id: int) -> tuple[str, ...]:
    """Return the facts that `merge` would make of contradictions. Nothing is changed."""
    kept: tuple[str, ...] = ()
    try:
        with writing("merge") as work:
            _, _, kept = _merge_in(work.db, keep_id, other_id)
            raise _TrialEnd
    except _TrialEnd:
        return kept


def say_kept(facts: Sequence[str]) -> list[str]:
    """Return in lines which facts a merge makes: one alone beside its label, more below it."""
    if len(facts) < 2:
        return [f"Kept as a fact: {fact}" for fact in facts]
    return ["Kept as facts:", *(f"  {fact}" for fact in facts)]


def _merge_in(
    db: sqlite3.Connection, keep_id: int, other_id: int
) -> tuple[sqlite3.Row, sqlite3.Row, tuple[str, ...]]:
    """Do what `merge` does in the caller's transaction; return both rows and the new facts."""
    keep, other = _row(db, keep_id), _row(db, other_id)
    kept = (
        *_fields(db, keep, other),
        *moving_rows.occasions(db, keep_id, other_id),
        *moving_rows.facts(db, keep_id, other_id),
    )
    moving_rows.points(db, keep_id, other_id)
    moving_rows.nicknames(db, keep_id, other_id, keep["name"], other["name"])
    moving_rows.links(db, keep_id, other_id)
    relating.move_related(db, keep_id, other_id)
    moving_rows.move_referrals(db, keep_id, other_id, other["name"])
    moving_rows.keep_old_ids(db, keep_id, other_id, other["uid"])
    db.execute("DELETE FROM contact WHERE id = ?", (other_id,))
    return keep, other, kept


def _row(db: sqlite3.Connection, contact_id: int) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        """
        SELECT id, uid, kind, name, organization, title, every_n, every_unit, every_from_on,
            do_not_contact, archived_at, created_at
        FROM contact WHERE id = ?
        """,
        (contact_id,),
    ).fetchone()
    if row is None:
        raise NotFound(f"There is no {code('contact', contact_id)}.")
    return row


def _fields(db: sqlite3.Connection, keep: sqlite3.Row, other: sqlite3.Row) -> list[str]:
    """Fill in what the kept contact lacks; return the facts made of contradictions."""
    new: dict[str, object] = {
        # "Do not contact" is a promise that a merge must not break.
        "do_not_contact": max(keep["do_not_contact"], other["do_not_contact"]),
        "archived_at": keep["archived_at"] and other["archived_at"],  # one active: both active
        "created_at": min(keep["created_at"], other["created_at"]),
        "updated_at": clock.instant(),
    }
    contradicting = {}
    for column in ("organization", "title"):
        if not keep[column]:
            new[column] = other[column]
        else:
            contradicting[column] = other[column]
    if keep["every_n"] is None:
        new |= {column: other[column] for column in ("every_n", "every_unit", "every_from_on")}
    else:
        contradicting["every"] = _every(other)
    contradicting["kind"] = other["kind"]
    now = dict(keep) | {"every": _every(keep)}
    kept = [
        moving_rows.keep_as_fact(db, keep["id"], name, value)
        for name, value in contradicting.items()
        if value and value != now[name]
    ]
    work = (new.get("organization", keep["organization"]), new.get("title", keep["title"]))
    new["folded_work"] = fold_all(*map(str, work))
    sets = ", ".join(f"{column} = ?" for column in new)
    db.execute(f"UPDATE contact SET {sets} WHERE id = ?", [*new.values(), keep["id"]])
    return kept


def _every(row: sqlite3.Row) -> str:
    return str(Every(row["every_n"], row["every_unit"])) if row["every_n"] else ""
