"""How often something usually happens: the median of the gaps between days.

The median, and not the mean, so that one long holiday or one busy week does not change what is
usual. Several times on one day are one time.
"""

from __future__ import annotations

from itertools import pairwise

from tinycrm.days import Every

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_DAYS = 3
"""On fewer days than this there is no rhythm yet."""

LEAST_SALES = 2
"""Sales on two days have one gap; from one sale nobody can tell how often somebody buys."""


def median(values: Sequence[float]) -> float:
    """Return the middle one of sorted numbers, or the mean of the middle two."""
    middle = len(values) // 2
    if len(values) % 2:
        return values[middle]
    return (values[middle - 1] + values[middle]) / 2


def usual_gap(days: Sequence[int], least: int = LEAST_DAYS) -> float | None:
    """Return the median gap in days; None for fewer than `least` different days.

    `days` are day numbers (`date.toordinal`) in any order.
    """
    different = sorted(set(days))
    if len(different) < least:
        return None
    gaps = [after - before for before, after in pairwise(different)]
    return median(sorted(gaps))


def fitting_every(usual: float) -> Every:
    """Return the cadence that is nearest to a usual gap in days: 30 days are 4 weeks."""
    if usual < 7:
        return Every(max(1, round(usual)), "d")
    if usual < 60:
        return Every(round(usual / 7), "w")
    if usual < 700:
        return Every(round(usual / 30.44), "m")
    return Every(round(usual / 365.25), "y")
