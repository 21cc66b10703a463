"""Figures as JSON: each with its n; the codes of its rows only where they were asked for."""

from __future__ import annotations

from tinycrm.cli.render.json_output import dumps, plain
from tinycrm.services.care.shares import PromoterScore, Share
from tinycrm.services.figures.figure_values import NPS_FORMULA, Figure, Figures, Measure
from tinycrm.services.figures.impact import CAVEAT, FORMULA, Impact
from tinycrm.services.figures.letter import Letter
from tinycrm.services.figures.periods import Period

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def figures_json(found: Figures, *, explain: bool) -> str:
    """Return the figures of a period."""
    return dumps(_figures(found, explain=explain))


def letter_json(found: Letter, *, explain: bool) -> str:
    """Return the figures of a year, and the rows of its letter."""
    return dumps(
        _figures(found.figures, explain=explain)
        | {
            "people": found.people,
            "carried": plain(found.carried),
            "quiet": plain(found.quiet),
            "came_back": plain(found.came_back),
        }
    )


def impact_json(found: Impact, *, explain: bool) -> str:
    """Return how many customers returned, with a gesture and without."""
    return dumps(
        {
            "period": _period(found.period),
            "with_gesture": _share(found.with_gesture, found.with_records, explain),
            "without": _share(found.without, found.without_records, explain),
            "enough": found.says_enough,
            "formula": FORMULA,
            "caveat": CAVEAT,
        }
    )


def _figures(found: Figures, *, explain: bool) -> dict[str, Any]:
    return {
        "period": _period(found.period),
        "before": _period(found.before),
        "figures": [_figure(each, explain) for each in found.figures],
        "months": plain(found.months),
        "nps": _nps(found.nps)
        | {"formula": NPS_FORMULA}
        | ({"records": plain(found.nps_records)} if explain else {}),
        "nps_before": _nps(found.nps_before),
        "words": plain(found.words),
    }


def _period(period: Period) -> dict[str, Any]:
    return {
        "name": period.name, "since": plain(period.since), "until": plain(period.until)
    }  # fmt: skip


def _figure(figure: Figure, explain: bool) -> dict[str, Any]:
    found = {
        "key": figure.key,
        "label": figure.label,
        "now": _measure(figure.now),
        "before": _measure(figure.before),
        "formula": figure.formula,
        "parts": [_figure(each, explain=False) for each in figure.parts],
    }
    return found | {"records": plain(figure.records)} if explain else found


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "number": measure.number, "n": measure.n, "of": measure.of, "money": plain(measure.money)
    }  # fmt: skip


def _nps(nps: PromoterScore) -> dict[str, Any]:
    return nps._asdict()


def _share(share: Share, records: tuple[str, ...], explain: bool) -> dict[str, Any]:
    found = {
        "returned": share.hits,
        "n": share.n,
        "share": round(share.share, 4) if share.n else None,
        "low": round(share.low, 4) if share.n else None,
        "high": round(share.high, 4) if share.n else None,
    }
    return found | {"records": plain(records)} if explain else found
