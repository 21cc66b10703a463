"""Shares and scores: the Net Promoter Score, and the interval that a share lies in."""

from __future__ import annotations

from math import sqrt

from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

PROMOTER, DETRACTOR = 9, 6
"""From this score on somebody would recommend; up to this one, advise against."""

FEW = 10
"""With fewer answers or people than this, a share says too little."""

_Z = 1.959963984540054
"""The quantile of the normal distribution for 95 % (two-sided)."""


class PromoterScore(NamedTuple):
    """The Net Promoter Score of `n` answers, from -100 to 100; None without any answer."""

    value: int | None
    n: int
    promoters: int = 0
    detractors: int = 0


def promoter_score(scores: Sequence[int]) -> PromoterScore:
    """Return the share of 9 and 10 minus the share of 0 to 6, in percent, rounded to whole ones.

    Source: F. F. Reichheld, "The One Number You Need to Grow", Harvard Business Review 81 (12),
    December 2003, pages 46-54. Halves are rounded away from zero.
    """
    n = len(scores)
    promoters = sum(score >= PROMOTER for score in scores)
    detractors = sum(score <= DETRACTOR for score in scores)
    if not n:
        return PromoterScore(None, 0)
    difference = 100 * (promoters - detractors)
    rounded = (2 * abs(difference) + n) // (2 * n)
    return PromoterScore(rounded if difference >= 0 else -rounded, n, promoters, detractors)


class Share(NamedTuple):
    """How many of `n`, and the interval in which the true share lies with 95 %, from 0 to 1."""

    hits: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Return the share, from 0 to 1; 0 of nobody."""
        return self.hits / self.n if self.n else 0.0

    @property
    def says_enough(self) -> bool:
        """Return whether there are enough to tell anything."""
        return self.n >= FEW


def share_of(hits: int, n: int) -> Share:
    """Return a share with its Wilson score interval for 95 %.

    With p = hits / n and z = 1.96 the interval is

        (p + z²/2n ± z · √(p(1 - p)/n + z²/4n²)) / (1 + z²/n)

    Unlike the plain ± one it stays between 0 and 1, and is right for few. Source: E. B. Wilson,
    "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the
    American Statistical Association 22 (158), June 1927, pages 209-212. Nobody can be anything.
    """
    if not n:
        return Share(0, 0, 0.0, 1.0)
    p, square = hits / n, _Z * _Z
    middle = p + square / (2 * n)
    spread = _Z * sqrt(p * (1 - p) / n + square / (4 * n * n))
    whole = 1 + square / n
    low, high = (middle - spread) / whole, (middle + spread) / whole
    return Share(hits, n, max(0.0, min(p, low)), min(1.0, max(p, high)))
