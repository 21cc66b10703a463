"""The letter of a year: who carried it, who it lost, and which small things came back."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import date

from tinycrm.money import Money, from_columns, totals
from tinycrm.services.care import caring
from tinycrm.services.care.caring import Cared
from tinycrm.services.codes import code, id_of
from tinycrm.services.figures import figures
from tinycrm.services.figures.figure_values import Figure, Figures
from tinycrm.services.figures.periods import Period
from tinycrm.services.outcomes.value import people_below
from tinycrm.services.people.contacts import load_persons
from tinycrm.services.records import Person
from tinycrm.services.sql import rows_with
from tinycrm.values import NamedTuple

CARRIED_FORMULA = (
    "Own: the amounts of a person's wins in the year. Brought: the same of everybody they brought,"
    " directly or through others. The order is by the largest sum in one currency, of either."
)
CARRIED = 5
"""How many people the letter names in each of its parts."""


class Carried(NamedTuple):
    """A contact with what came from them in the year, what those they brought gave, and touches.

    Each is a sum for each currency; own and brought are never added. The records are the codes of
    the wins that are summed, only where they were asked for.
    """

    contact: Person
    own: tuple[Money, ...]
    brought: tuple[Money, ...]
    touches: int
    own_records: tuple[str, ...] = ()
    brought_records: tuple[str, ...] = ()


class CameBack(NamedTuple):
    """A gesture that the user linked to a win of the year. `brought` is a name, or ""."""

    note: str
    kind: str
    contact: str
    on: date
    win: str
    win_kind: str
    money: Money | None
    brought: str
    won_on: date


class Letter(NamedTuple):
    """The letter of a year. `carriers` and `links` are the numbers of all, not only those shown."""

    figures: Figures
    people: int
    carried: tuple[Carried, ...]
    carriers: int
    quiet: tuple[Cared, ...]
    quiet_total: int
    came_back: tuple[CameBack, ...]
    links: int

    def figure(self, key: str) -> Figure:
        """Return one of the figures by its key."""
        return next(each for each in self.figures.figures if each.key == key)


def read_letter(
    db: sqlite3.Connection,
    period: Period,
    today: date,
    *,
    explain: bool = False,
    beside: bool = False,
) -> Letter:
    """Return the letter of a year; of a past one, who was quiet at its end.

    With `beside` its figures also have those of the year before.
    """
    carried, carriers = _carried(db, period)
    if explain:
        carried = tuple(_with_records(db, each, period) for each in carried)
    quiet = caring.read_care(db, min(today, period.until), quiet=True, most=CARRIED)
    links, link_count = _links(db, period)
    return Letter(
        figures.read_figures(db, period, today, explain=explain, beside=beside),
        _people(db),
        carried,
        carriers,
        quiet.people,
        quiet.total,
        tuple(map(_came_back, links)),
        link_count,
    )


def _people(db: sqlite3.Connection) -> int:
    """Return how many people there are, without archived ones."""
    row = db.execute(
        """
        SELECT (SELECT count(*) FROM contact)
            - (SELECT count(*) FROM contact WHERE archived_at IS NOT NULL)
        """
    ).fetchone()
    return int(row[0])


# ── who carried the year ─────────────────────────────────────────────────────────────────

Sums = dict[str, int]
"""Minor units by currency."""

_OF_PERIOD = "FROM win WHERE won_on BETWEEN :since AND :until AND amount_minor > 0"
_OWN = f"SELECT contact_id, currency, amount_minor {_OF_PERIOD}"


def _carried(db: sqlite3.Connection, period: Period) -> tuple[tuple[Carried, ...], int]:
    """Return the people from whom most came, and how many there are in all.

    They are ordered by the largest of their sums in one currency, own or brought, since
    currencies are not comparable.
    """
    own: defaultdict[int, Sums] = defaultdict(dict)
    largest: dict[int, int] = {}
    rows = db.execute(_OWN, period.days())
    rows.row_factory = None
    for contact_id, currency, minor in rows:
        sums = own[contact_id]
        sums[currency] = total = sums.get(currency, 0) + minor
        if total > largest.get(contact_id, 0):
            largest[contact_id] = total
    brought = _brought(db, own)
    for contact_id, sums in brought.items():
        largest[contact_id] = max(*sums.values(), largest.get(contact_id, 0))
    ids = sorted(largest, key=lambda each: (-largest[each], each))[:CARRIED]
    people, touches = load_persons(db, ids), _touches(db, ids, period)
    carried = tuple(
        Carried(
            people[each],
            _sums(own.get(each, {})),
            _sums(brought.get(each, {})),
            touches.get(each, 0),
        )
        for each in ids
    )
    return carried, len(largest)


def _with_records(db: sqlite3.Connection, each: Carried, period: Period) -> Carried:
    own = id_of(each.contact.id)
    return each._replace(
        own_records=_wins_of(db, [own], period),
        brought_records=_wins_of(db, people_below(db, own), period),
    )


def _wins_of(db: sqlite3.Connection, ids: list[int], period: Period) -> tuple[str, ...]:
    """Return the codes of the wins of these contacts with an amount, oldest first."""
    sql = f"SELECT id, won_on {_OF_PERIOD} AND contact_id IN ({{}})"
    rows = rows_with(db, sql, ids, **period.days())
    wins = sorted((row["won_on"], row["id"]) for row in rows)
    return tuple(code("win", own) for _, own in wins)


def _brought(db: sqlite3.Connection, own: dict[int, Sums]) -> dict[int, Sums]:
    """Return what came from those that each person brought, directly or through others.

    A circle of referrals, which another program may have written, counts nothing twice.
    """
    links = db.execute("SELECT brought_id, contact_id FROM win WHERE brought_id IS NOT NULL")
    links.row_factory = None
    referrer: dict[int, int] = dict(links)
    found: defaultdict[int, Sums] = defaultdict(dict)
    for contact_id in own.keys() & referrer.keys():
        sums = own[contact_id]
        seen, above = {contact_id}, referrer.get(contact_id)
        while above is not None and above not in seen:
            for currency, minor in sums.items():
                found[above][currency] = found[above].get(currency, 0) + minor
            seen.add(above)
            above = referrer.get(above)
    return found


def _sums(by_currency: Sums) -> tuple[Money, ...]:
    return totals(Money(minor, currency) for currency, minor in by_currency.items())


def _touches(db: sqlite3.Connection, ids: list[int], period: Period) -> dict[int, int]:
    rows = rows_with(
        db,
        """
        SELECT note_contact.contact_id, count(*)
        FROM note_contact JOIN note ON note.id = note_contact.note_id
        WHERE note_contact.contact_id IN ({}) AND note.happened_on BETWEEN :since AND :until
            AND note.kind NOT IN ('note', 'attempt')
        GROUP BY note_contact.contact_id
        """,
        ids,
        **period.days(),
    )
    return dict(map(tuple, rows))


# ── small things that came back ──────────────────────────────────────────────────────────

_LINKS = """
    SELECT note.id AS note_id, note.kind, note.happened_on,
        (
            SELECT group_concat(contact.name, ', ')
            FROM note_contact JOIN contact ON contact.id = note_contact.contact_id
            WHERE note_contact.note_id = note.id
        ) AS who,
        win.id AS win_id, win.kind AS win_kind, win.amount_minor, win.currency, win.won_on,
        coalesce(brought.name, '') AS brought
    FROM win_cause
    JOIN win ON win.id = win_cause.win_id
    JOIN note ON note.id = win_cause.note_id
    LEFT JOIN contact AS brought ON brought.id = win.brought_id
    WHERE win.won_on BETWEEN :since AND :until
    ORDER BY win.won_on DESC, win.id DESC, note.happened_on, note.id
    LIMIT CAST(:most AS INTEGER)
"""
_COUNT_LINKS = """
    SELECT count(*) FROM win_cause JOIN win ON win.id = win_cause.win_id
    WHERE win.won_on BETWEEN :since AND :until
"""


def _links(db: sqlite3.Connection, period: Period) -> tuple[list[sqlite3.Row], int]:
    """Return the first links, and the number of all."""
    days = period.days()
    count = db.execute(_COUNT_LINKS, days).fetchone()[0]
    return db.execute(_LINKS, days | {"most": str(CARRIED)}).fetchall(), int(count)


def _came_back(row: sqlite3.Row) -> CameBack:
    return CameBack(
        note=code("note", row["note_id"]),
        kind=row["kind"],
        contact=row["who"] or "",
        on=date.fromisoformat(row["happened_on"]),
        win=code("win", row["win_id"]),
        win_kind=row["win_kind"],
        money=from_columns(row["amount_minor"], row["currency"]),
        brought=row["brought"],
        won_on=date.fromisoformat(row["won_on"]),
    )
