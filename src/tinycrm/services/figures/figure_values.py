"""A figure, with its value, its formula and its rows; all figures of a period."""

from __future__ import annotations

from tinycrm.money import Money
from tinycrm.services.care.shares import PromoterScore
from tinycrm.services.figures.periods import Period
from tinycrm.services.records import Feedback
from tinycrm.values import NamedTuple


class Measure(NamedTuple):
    """The value of a figure in one period.

    `number` is a count, or the median in days of `n` values: a float, None of no values. `of` is
    what it is a part of. `money` are sums, one for each currency: two currencies are never added.
    """

    number: float | None
    n: int
    of: int | None = None
    money: tuple[Money, ...] | None = None


class Figure(NamedTuple):
    """A figure: its value in the period and in the one before, its formula, and its rows.

    `parts` are figures that it consists of, like touches by kind. `records` are the codes of the
    rows that it comes from, only where they were asked for.
    """

    key: str
    label: str
    now: Measure
    before: Measure
    formula: str
    records: tuple[str, ...] = ()
    parts: tuple[Figure, ...] = ()


class Figures(NamedTuple):
    """The figures of a period. `months` are the touches of the twelve months up to it.

    `nps` counts the last score of each person in the period; `words` are the last answers, where
    there are too few for the score to say much.
    """

    period: Period
    before: Period
    figures: tuple[Figure, ...]
    months: tuple[int, ...]
    nps: PromoterScore
    nps_before: PromoterScore
    words: tuple[Feedback, ...]
    nps_records: tuple[str, ...]


NPS_FORMULA = (
    "Of the last score of each person in the period: the share of 9 and 10 minus the share of"
    " 0 to 6, in percent (Net Promoter Score)."
)
