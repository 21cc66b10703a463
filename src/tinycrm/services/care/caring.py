"""People to care for today: those with a reason, in order of what it weighs."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence, Set
from datetime import date

from tinycrm import rhythm
from tinycrm.days import Every
from tinycrm.services.care import asking, care_terms
from tinycrm.services.care.care_terms import WEIGHTS, CareTerm
from tinycrm.services.care.care_words import Latest, say_term
from tinycrm.services.care.quiet_people import Silence, quiet_of
from tinycrm.services.codes import code
from tinycrm.services.people.contacts import load_persons
from tinycrm.services.records import Person
from tinycrm.services.sql import rows_of, rows_with
from tinycrm.values import NamedTuple

TITLE = "People to care for"
NOBODY = "There is nobody to care for now."

SHOWN = 5
"""How many people a screen shows."""


class Reason(NamedTuple):
    """A reason in words, the code of the record it comes from, and what it weighs."""

    reason: care_terms.Why
    text: str
    record: str
    weight: int


class Cared(NamedTuple):
    """A contact with the reasons to be in touch; `score` is the sum of their weights.

    Of somebody quiet, `usually` is the cadence nearest to their rhythm, and `every` the same if
    they have no cadence yet. `last` is the local date of the last touch, `latest` its words, and
    `silent` how many days it was ago.
    """

    contact: Person
    reasons: tuple[Reason, ...]
    score: int
    usually: Every | None
    every: Every | None
    silent: int | None
    last: date | None
    latest: Latest | None


class CareList(NamedTuple):
    """The people to show, how many there are in all, and how many are left out, and why.

    `but` counts those that the caller did not want.
    """

    people: tuple[Cared, ...]
    total: int
    do_not_contact: int
    hidden: int
    but: int = 0


def read_care(
    db: sqlite3.Connection,
    today: date,
    *,
    quiet: bool = False,
    most: int | None = None,
    contact_id: int | None = None,
    but: Set[int] = frozenset(),
) -> CareList:
    """Return who to care for, the heaviest first; with `quiet` only those gone quiet.

    People of one weight are ordered by what they bought if they lapsed, then by their silence in
    usual gaps. Archived people are not in it. With `contact_id` only that person is.
    """
    silences = care_terms.find_silences(db, today)
    own = _by_contact([] if quiet else care_terms.find_terms(db, today))
    archived, blocked = _aside(db)
    hidden = asking.find_hidden(db, "care", today) - archived - blocked
    everyone = own.keys() | silences.keys()
    if contact_id is not None:
        everyone &= {contact_id}
    aside = archived | blocked | hidden
    wanted = everyone - aside
    ids = wanted - but
    first = _first(ids, own, silences, len(ids) if most is None else most)
    for each in first:
        if each in silences:
            own[each].append(_quiet_term(each, silences[each], today))
    counts = (len(everyone & blocked), len(everyone & hidden), len(wanted) - len(ids))
    return CareList(_load(db, first, own, today), len(ids), *counts)


def _by_contact(terms: Sequence[CareTerm]) -> defaultdict[int, list[CareTerm]]:
    own: defaultdict[int, list[CareTerm]] = defaultdict(list)
    for term in terms:
        own[term.contact_id].append(term)
    return own


def _quiet_term(own: int, silence: Silence, today: date) -> CareTerm:
    return CareTerm(own, "quiet", quiet=quiet_of(own, silence, today))


def score_of(terms: Sequence[CareTerm]) -> int:
    """Return the sum of the weights of terms."""
    return sum(WEIGHTS[term.why] for term in terms)


def _first(
    ids: Set[int], own: dict[int, list[CareTerm]], silences: dict[int, Silence], most: int
) -> list[int]:
    """Return the first ids in order: by weight, by what who lapsed has bought, by silence."""
    from heapq import nsmallest  # a few of thousands

    if not own:  # all weigh the same: by silence alone
        quiet = [(-silences[each][0], each) for each in ids]
        return [key[1] for key in nsmallest(most, quiet)]
    keys = []
    weight = WEIGHTS["quiet"]
    for each in ids:
        silence = silences.get(each)
        ratio, score, value = (silence[0], weight, 0) if silence else (0.0, 0, 0)
        if each in own:
            score += score_of(own[each])
            value = max((term.lapsed.value for term in own[each] if term.lapsed), default=0)
        keys.append((-score, -value, -ratio, each))
    return [key[3] for key in nsmallest(most, keys)]


def _aside(db: sqlite3.Connection) -> tuple[set[int], set[int]]:
    """Return who is archived, and who else is marked do-not-contact."""
    rows = db.execute(
        """
        SELECT id, archived_at IS NOT NULL FROM contact
        WHERE (archived_at IS NOT NULL OR do_not_contact = 1 OR snoozed_until IS NOT NULL)
            AND (archived_at IS NOT NULL OR do_not_contact = 1)
        """
    ).fetchall()
    return {row[0] for row in rows if row[1]}, {row[0] for row in rows if not row[1]}


def _load(
    db: sqlite3.Connection, ids: Sequence[int], own: dict[int, list[CareTerm]], today: date
) -> tuple[Cared, ...]:
    people, latest = load_persons(db, ids), _latest(db, ids, today)
    sales = _last_sales(db, [i for i in ids if any(t.lapsed for t in own[i])], today)
    paced = {row[0] for row in rows_of(db, _PACED, ids)}
    return tuple(
        Cared(
            contact=people[each],
            reasons=tuple(
                Reason(
                    term.why,
                    say_term(term, today, sales.get(each, ("", 0))[1]),
                    _record(term, latest.get(each), sales.get(each, ("", 0))[0]),
                    WEIGHTS[term.why],
                )
                for term in own[each]
            ),
            score=score_of(own[each]),
            usually=_usually(own[each]),
            every=_usually(own[each]) if each not in paced else None,
            silent=(today - latest[each].on).days if each in latest else None,
            last=latest[each].on if each in latest else None,
            latest=latest.get(each),
        )
        for each in ids
    )


_PACED = "SELECT id FROM contact WHERE id IN ({}) AND every_n IS NOT NULL"


def _usually(terms: Sequence[CareTerm]) -> Every | None:
    usual = next((each.quiet.usual for each in terms if each.quiet), None)
    return rhythm.fitting_every(usual) if usual else None


def _record(term: CareTerm, latest: Latest | None, sale: str) -> str:
    """Return the code of the record that a term comes from."""
    if term.quiet:
        return latest.id if latest else ""
    if term.lapsed:
        return sale
    table = {"issue": "issue", "repeated": "issue", "answer": "feedback", "mood": "note"}[term.why]
    return code(table, term.record)


_LATEST = """
    SELECT contact.id AS own, note.id, note.kind, note.happened_on, note.body
    FROM contact JOIN note ON note.id = (
        SELECT newest.id
        FROM note_contact JOIN note AS newest ON newest.id = note_contact.note_id
        WHERE note_contact.contact_id = contact.id AND newest.happened_on <= :today
            AND newest.kind NOT IN ('note', 'attempt')
        ORDER BY newest.happened_on DESC, newest.happened_time DESC, newest.id DESC
        LIMIT 1
    )
    WHERE contact.id IN ({})
"""


def _latest(db: sqlite3.Connection, ids: Sequence[int], today: date) -> dict[int, Latest]:
    """Return the last touch of each of these contacts."""
    rows = rows_with(db, _LATEST, ids, today=today.isoformat())
    return {
        own: Latest(code("note", note), kind, date.fromisoformat(on), body)
        for own, note, kind, on, body in rows
    }


_LAST_SALES = """
    SELECT contact.id AS own, sale.id,
        (
            SELECT count(*)
            FROM note_contact JOIN note ON note.id = note_contact.note_id
            WHERE note_contact.contact_id = contact.id
                AND note.happened_on > sale.won_on AND note.happened_on <= :today
                AND note.kind <> 'note'
        )
    FROM contact JOIN win AS sale ON sale.id = (
        SELECT win.id FROM win
        WHERE win.contact_id = contact.id AND win.won_on <= :today
            AND win.kind IN ('sale', 'renewal', 'returned')
        ORDER BY win.won_on DESC, win.id DESC
        LIMIT 1
    )
    WHERE contact.id IN ({})
"""


def _last_sales(
    db: sqlite3.Connection, ids: Sequence[int], today: date
) -> dict[int, tuple[str, int]]:
    """Return the last sale of each of these contacts, and how often they were tried since."""
    rows = rows_with(db, _LAST_SALES, ids, today=today.isoformat())
    return {own: (code("win", win), tries) for own, win, tries in rows}
