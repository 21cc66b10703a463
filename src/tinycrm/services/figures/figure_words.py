"""The rows of the figures in words, as plain values that both front ends lay out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tinycrm.money import Money
from tinycrm.services.care.shares import FEW, PromoterScore
from tinycrm.services.figures.figure_values import Figure, Figures, Measure
from tinycrm.services.records import Feedback
from tinycrm.text import excerpt
from tinycrm.values import NamedTuple

NONE = "—"
_STEPS = "▁▂▃▄▅▆▇█"


class FigureRow(NamedTuple):
    """A line of the columns. `figure` is the one that it explains, `bar` a part from 0 to 1."""

    label: str
    now: str
    before: str
    figure: Figure | None = None
    bar: float = 0.0


def figure_rows(found: Figures) -> Iterator[FigureRow]:
    """Yield the figures, their parts, and a row for each currency, since they are never added."""
    for each in found.figures:
        yield FigureRow(each.label, say(each.now), say(each.before), each)
        most = max([part.now.number or 0 for part in each.parts], default=0)
        for part in each.parts:
            bar = (part.now.number or 0) / most if most else 0.0
            yield FigureRow(f"  {part.label}", say(part.now), say(part.before), None, bar)
        yield from _currencies(each)


def _currencies(figure: Figure) -> Iterator[FigureRow]:
    now, before = _by_currency(figure.now), _by_currency(figure.before)
    for currency in sorted(now.keys() | before.keys()):
        yield FigureRow(f"  in {currency}", _amount(now, currency), _amount(before, currency))


def _amount(sums: dict[str, Money], currency: str) -> str:
    return sums[currency].say() if currency in sums else NONE


def _by_currency(measure: Measure) -> dict[str, Money]:
    return {each.currency: each for each in measure.money or ()}


def say_median(measure: Measure) -> str:
    """Return `median 3 days (n = 17)`."""
    days = "1 day" if measure.number == 1 else f"{measure.number or 0:g} days"
    return f"median {days} (n = {measure.n})"


def say(measure: Measure) -> str:
    """Return a value with its n, which of a count is the number: `34`, `41 of 48`, `3, n = 17`."""
    if measure.number is None:
        return NONE
    if measure.of is not None:
        return f"{measure.number:,.0f} of {measure.of:,}"
    number = f"{measure.number:,.{0 if measure.number == int(measure.number) else 1}f}"
    return f"{number}, n = {measure.n}" if isinstance(measure.number, float) else number


def draw_months(months: Sequence[int]) -> str:
    """Return numbers as a line of blocks; "" if all are 0."""
    most = max(months, default=0)
    return "".join(_STEPS[each * (len(_STEPS) - 1) // most] for each in months) if most else ""


def say_months(months: Sequence[int]) -> str:
    """Return the numbers of the months."""
    return " ".join(f"{each:,}" for each in months)


def say_score(found: Figures) -> str:
    """Return the Net Promoter Score with its n, and the one before."""
    text = _say_score(found.nps)
    return f"{text} Before: {_say_value(found.nps_before)}." if found.nps_before.n else text


def _say_score(nps: PromoterScore) -> str:
    if nps.value is None:
        return "No answers with a score."
    few = " Too few to tell." if nps.n < FEW else ""
    return f"{nps.promoters} of {nps.n} would recommend you (9 or 10): {_say_value(nps)}.{few}"


def _say_value(nps: PromoterScore) -> str:
    return f"NPS {nps.value}, n = {nps.n}"


def answers_of(found: Figures) -> tuple[Feedback, ...]:
    """Return the last answers, where there are too few for the score to say much."""
    return found.words if found.nps.n < FEW else ()


def say_answer(answer: Feedback) -> str:
    """Return an answer: `9: “Quick and kind” Ada Lovelace`."""
    score = f"{answer.score}: " if answer.score is not None else ""
    return f"{score}“{excerpt(answer.text)}” {answer.contact.name}"
