"""Who brought whom: directly and downstream, people and value, and when they were thanked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date

from tinycrm.money import Money, totals
from tinycrm.services.codes import code
from tinycrm.services.sql import SUM_OF_AMOUNTS, rows_of, whole_sum
from tinycrm.values import NamedTuple


class Brought(NamedTuple):
    """How many people somebody brought, and what came from them."""

    people: int
    value: tuple[Money, ...]


class Bringer(NamedTuple):
    """A contact who brought people: directly, and those that these brought, and so on.

    `not_bought` are the names of those brought directly from whom no amount came yet, nor through
    them. `thanked` is the local date of the last thanks or gift, `last` that of the last referral.
    """

    id: str
    name: str
    direct: Brought
    indirect: Brought
    not_bought: tuple[str, ...]
    thanked: date | None
    last: date


class Bringing(NamedTuple):
    """The first of the contacts who brought people, and what came through all of them.

    `among` is how many contacts brought people. `edges` are the codes of who brought whom. Each
    win counts once in `total`.
    """

    bringers: tuple[Bringer, ...]
    among: int
    edges: tuple[tuple[str, str], ...]
    total: tuple[Money, ...]


Sums = dict[str, int]
"""Minor units for each currency."""


def find_bringers(db: sqlite3.Connection, most: int | None = None) -> Bringing:
    """Return who brought people: the one with most people first, then by name."""
    children = _children(db)
    own = _own_values(db)
    below = {each: _below(each, children) for each in children}
    names = _names(db, {*children, *(each for some in children.values() for each in some)})
    order = sorted(children, key=lambda each: (-len(below[each]), names[each][1], each))
    shown = order[:most]
    thanked, last = _thanked(db, shown), _last_referrals(db, shown)
    bringers = tuple(
        Bringer(
            id=code("contact", each),
            name=names[each][0],
            direct=Brought(len(children[each]), _money(children[each], own)),
            indirect=_indirect(below[each] - set(children[each]), own),
            not_bought=tuple(
                names[child][0]
                for child in children[each]
                if not _money({child, *below.get(child, ())}, own)
            ),
            thanked=thanked.get(each),
            last=last[each],
        )
        for each in shown
    )
    brought = {each for some in children.values() for each in some}
    edges = tuple(
        (code("contact", each), code("contact", b)) for each in shown for b in children[each]
    )
    return Bringing(bringers, len(order), edges, _money(brought, own))


def _children(db: sqlite3.Connection) -> dict[int, list[int]]:
    rows = db.execute(
        "SELECT contact_id, brought_id FROM win WHERE brought_id IS NOT NULL ORDER BY won_on, id"
    )
    found: dict[int, list[int]] = {}
    for contact_id, brought_id in rows:
        found.setdefault(contact_id, []).append(brought_id)
    return found


def _own_values(db: sqlite3.Connection) -> dict[int, list[Money]]:
    """Return what came from each contact who was brought."""
    rows = db.execute(
        f"""
        SELECT contact_id, currency, {SUM_OF_AMOUNTS} FROM win
        WHERE currency IS NOT NULL
            AND contact_id IN (SELECT brought_id FROM win WHERE brought_id IS NOT NULL)
        GROUP BY contact_id, currency
        """
    )
    found: dict[int, list[Money]] = {}
    for contact_id, currency, *parts in rows:
        found.setdefault(contact_id, []).append(Money(whole_sum(*parts), currency))
    return found


def _below(start: int, children: dict[int, list[int]]) -> set[int]:
    """Return everybody below a contact; a circle, which an older store may hold, ends."""
    found: set[int] = set()
    waiting = list(children[start])
    while waiting:
        each = waiting.pop()
        if each not in found and each != start:
            found.add(each)
            waiting += children.get(each, ())
    return found


def _indirect(people: set[int], own: dict[int, list[Money]]) -> Brought:
    return Brought(len(people), _money(people, own))


def _money(people: Iterable[int], own: dict[int, list[Money]]) -> tuple[Money, ...]:
    return totals(money for each in people for money in own.get(each, ()))


def _names(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    rows = rows_of(db, "SELECT id, name, folded FROM contact WHERE id IN ({})", list(ids))
    return {row["id"]: (row["name"], row["folded"] or "") for row in rows}


def _thanked(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, date]:
    rows = rows_of(
        db,
        """
        SELECT note_contact.contact_id AS own, max(note.happened_on) AS day
        FROM note_contact JOIN note ON note.id = note_contact.note_id
        WHERE note_contact.contact_id IN ({}) AND note.kind IN ('thanks', 'gift')
            AND note.direction IS NOT 'in'
        GROUP BY note_contact.contact_id
        """,
        ids,
    )
    return {row["own"]: date.fromisoformat(row["day"]) for row in rows}


def _last_referrals(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, date]:
    rows = rows_of(
        db,
        """
        SELECT contact_id, max(won_on) AS day FROM win
        WHERE contact_id IN ({}) AND brought_id IS NOT NULL
        GROUP BY contact_id
        """,
        ids,
    )
    return {row["contact_id"]: date.fromisoformat(row["day"]) for row in rows}
