"""The figures of a period, beside those of the period before."""

from __future__ import annotations

import sqlite3
from datetime import date

from tinycrm.money import Money, totals
from tinycrm.rhythm import median
from tinycrm.rules import NO_TOUCHES
from tinycrm.services.care.shares import FEW, promoter_score
from tinycrm.services.codes import code
from tinycrm.services.figures import counted_rows, periods, scores
from tinycrm.services.figures.counted_rows import Counted
from tinycrm.services.figures.figure_values import Figure, Figures, Measure
from tinycrm.services.figures.periods import Period
from tinycrm.services.sql import SUM_OF_AMOUNTS, whole_sum
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")


NotesByDay = list[tuple[str, str, int]]
"""The local date, the kind, and how many touches."""


class _At(NamedTuple):
    """The store, both periods as values of a query, what they need, and whether rows are wanted.

    `notes` are those of the twelve months that the period ends.
    """

    db: sqlite3.Connection
    now: dict[str, str]
    before: dict[str, str] | None
    notes: NotesByDay
    rows: bool

    def both(self, read: Callable[[dict[str, str]], T], without: T) -> tuple[T, T]:
        """Return what is read for the period, and for the one before if that is wanted."""
        return read(self.now), without if self.before is None else read(self.before)


def read_figures(
    db: sqlite3.Connection,
    period: Period,
    today: date,
    *,
    explain: bool = False,
    beside: bool = True,
) -> Figures:
    """Return the figures of a month or a year; with `explain` also the rows they come from.

    Without `beside` those of the period before are not read, for a letter that does not show them.
    """
    compared = periods.before(period)
    day = {"today": today.isoformat()}
    months = _twelve_months(period)
    notes = _read_notes(db, months[0].days() | {"until": months[-1].days()["until"]})
    at = _At(db, period.days() | day, compared.days() | day if beside else None, notes, explain)
    (given, records), (earlier, _) = at.both(lambda days: scores.read_scores(db, days), scores.NONE)
    return Figures(
        period=period,
        before=compared,
        figures=tuple(_figures(at)),
        months=_by_month(months, notes),
        nps=promoter_score(given),
        nps_before=promoter_score(earlier),
        words=scores.last_answers(db, at.now) if len(given) < FEW else (),
        nps_records=records if explain else (),
    )


def _figures(at: _At) -> list[Figure]:
    """Return the figures in order; how many people it was is only read for those who compare."""
    return [
        _touches(at),
        *([_counted(at, counted_rows.PEOPLE)] if at.before is not None else []),
        _counted(at, counted_rows.GESTURES_MADE),
        _part_of(at, counted_rows.KEPT, counted_rows.DUE),
        _counted(at, counted_rows.ISSUES),
        _part_of(at, counted_rows.RESOLVED, counted_rows.ISSUES),
        _days_to_resolve(at),
        _counted(at, counted_rows.WINS),
        _sold(at),
        _counted(at, counted_rows.REFERRALS),
        _counted(at, counted_rows.DEALS),
        _counted(at, counted_rows.WON),
        _counted(at, counted_rows.LOST),
        _open_deals(at),
    ]


def _counted(at: _At, what: Counted) -> Figure:
    now, before = at.both(lambda days: counted_rows.count(at.db, what, days), 0)
    return Figure(
        what.key, what.label, Measure(now, now), Measure(before, before), what.formula,
        counted_rows.find_codes(at.db, what, at.now) if at.rows else (),
    )  # fmt: skip


def _part_of(at: _At, part: Counted, whole: Counted) -> Figure:
    figure, all_of_it = _counted(at, part), _counted(at._replace(rows=False), whole)
    now = figure.now._replace(of=all_of_it.now.n, n=all_of_it.now.n)
    before = figure.before._replace(of=all_of_it.before.n, n=all_of_it.before.n)
    return figure._replace(now=now, before=before)


_NOTES_BY_DAY = """
    SELECT happened_on, kind, count(*) FROM note
    WHERE happened_on BETWEEN :since AND :until
    GROUP BY happened_on, kind
"""


def _read_notes(db: sqlite3.Connection, days: dict[str, str]) -> NotesByDay:
    """Return the touches by day and kind, in the order of their index: nothing is sorted."""
    rows = db.execute(_NOTES_BY_DAY, days)
    rows.row_factory = None
    return [row for row in rows if row[1] not in NO_TOUCHES]


def _by_kind(at: _At, days: dict[str, str]) -> dict[str, int]:
    """Return the touches of a period by kind, the most first."""
    known = at.notes if days is at.now else _read_notes(at.db, days)
    found: dict[str, int] = {}
    for day, kind, number in known:
        if days["since"] <= day <= days["until"]:
            found[kind] = found.get(kind, 0) + number
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def _touches(at: _At) -> Figure:
    """Return the touches, and how many of each kind."""
    nothing: dict[str, int] = {}
    now, before = at.both(lambda days: _by_kind(at, days), nothing)
    figure = Figure(
        counted_rows.TOUCHES.key, counted_rows.TOUCHES.label, _whole(now), _whole(before),
        counted_rows.TOUCHES.formula,
        counted_rows.find_codes(at.db, counted_rows.TOUCHES, at.now) if at.rows else (),
    )  # fmt: skip
    parts = tuple(
        Figure(kind, kind, _one(now.get(kind, 0)), _one(before.get(kind, 0)), f"Of kind {kind}.")
        for kind in dict.fromkeys((*now, *before))
    )
    return figure._replace(parts=parts)


def _one(number: int) -> Measure:
    return Measure(number, number)


def _whole(by_kind: dict[str, int]) -> Measure:
    return _one(sum(by_kind.values()))


_DAYS = """
    SELECT CAST(julianday(resolved_on) - julianday(opened_on) AS INTEGER), id
    FROM issue
    WHERE opened_on BETWEEN :since AND :until AND resolved_on IS NOT NULL
"""


def _days_to_resolve(at: _At) -> Figure:
    nothing: list[sqlite3.Row] = []
    now, before = at.both(lambda days: at.db.execute(_DAYS, days).fetchall(), nothing)
    return Figure(
        "days_to_resolve", "Days to resolve", _median_of(now), _median_of(before),
        "The median of the days between opening and resolving, of the issues that were opened in"
        " the period and are resolved; n is their number.",
        tuple(code("issue", row[1]) for row in now) if at.rows else (),
    )  # fmt: skip


def _median_of(rows: list[sqlite3.Row]) -> Measure:
    took = sorted(row[0] for row in rows)
    return Measure(float(median(took)) if took else None, len(took))


_SOLD = f"""
    SELECT currency, count(*), {SUM_OF_AMOUNTS} FROM win
    WHERE won_on BETWEEN :since AND :until AND kind IN ('sale', 'renewal', 'returned')
    GROUP BY currency
"""
_OPEN = f"""
    SELECT currency, count(*), {SUM_OF_AMOUNTS} FROM deal
    WHERE win_id IS NULL AND lost_on IS NULL AND opened_on <= :until
    GROUP BY currency
"""


def _money(at: _At, query: str) -> tuple[Measure, Measure]:
    return at.both(lambda days: _sums(at.db.execute(query, days).fetchall()), _one(0))


def _sums(rows: list[sqlite3.Row]) -> Measure:
    number = sum(row[1] for row in rows)
    sums = totals(Money(whole_sum(*row[2:]), row[0]) for row in rows if row[0] is not None)
    return Measure(number, number, money=sums)


def _sold(at: _At) -> Figure:
    sales = counted_rows.SALES
    return Figure(
        sales.key, sales.label, *_money(at, _SOLD),
        f"{sales.formula} Their amounts are summed for each currency.",
        counted_rows.find_codes(at.db, sales, at.now) if at.rows else (),
    )  # fmt: skip


_OPEN_DEALS = Counted(
    "deals_open", "Deals open",
    "Deals that are neither won nor lost today, of those opened by the end of the period. Their"
    " amounts are summed for each currency, and never added to what was sold.", "deal",
    "SELECT id FROM deal WHERE win_id IS NULL AND lost_on IS NULL AND opened_on <= :until",
)  # fmt: skip


def _open_deals(at: _At) -> Figure:
    return Figure(
        _OPEN_DEALS.key, _OPEN_DEALS.label, *_money(at, _OPEN), _OPEN_DEALS.formula,
        counted_rows.find_codes(at.db, _OPEN_DEALS, at.now) if at.rows else (),
    )  # fmt: skip


def _twelve_months(period: Period) -> list[Period]:
    """Return the twelve months up to the end of the period; fewer where the calendar begins."""
    months = [periods.month_of(period.until)]
    while len(months) < 12 and months[0].since.year > 2:
        months.insert(0, periods.before(months[0]))
    return months


def _by_month(months: list[Period], notes: NotesByDay) -> tuple[int, ...]:
    """Return the touches of each month."""
    found: dict[str, int] = {}
    for day, _, number in notes:
        found[day[:7]] = found.get(day[:7], 0) + number
    return tuple(found.get(month.since.isoformat()[:7], 0) for month in months)
