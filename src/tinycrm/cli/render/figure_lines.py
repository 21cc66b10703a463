"""The figures of a month or a year in columns: now and before, each with its n."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tinycrm.cli import terminal
from tinycrm.cli.render.styled_lines import BLANK, Line, Span, headed, paragraph, person
from tinycrm.money import Money
from tinycrm.services.briefing import wording
from tinycrm.services.care.shares import FEW, PromoterScore, Share
from tinycrm.services.figures.figures import NPS_FORMULA, Figure, Figures, Measure
from tinycrm.services.figures.impact import CAVEAT, FORMULA, Impact
from tinycrm.services.records import Feedback
from tinycrm.text import pad, width
from tinycrm.values import NamedTuple

_NONE = "—"
_SHOWN_CODES = 20  # of the rows that a figure comes from
_BAR = 20
_WORDS = 60
_STEPS = "▁▂▃▄▅▆▇█"


class FigureRow(NamedTuple):
    """A line of the columns. `figure` is the one that it explains, `bar` a part from 0 to 1."""

    label: str
    now: str
    before: str
    figure: Figure | None = None
    bar: float = 0.0


def lines(found: Figures, columns: int, *, drawn: bool, explain: bool = False) -> list[Line]:
    """Return the figures; bars and the line of months are only `drawn` on a terminal."""
    rows = list(_rows(found))
    shown = _table(rows, found, columns, drawn=drawn, explain=explain)
    shown += [BLANK, *_line_of_months(found.months, columns, drawn=drawn)]
    shown += [BLANK, *score_lines(found, columns, explain=explain)]
    hint = "How each figure is counted, and its rows: --explain"
    return shown if explain else [*shown, BLANK, *paragraph(hint, columns, style="dim")]


def _rows(found: Figures) -> Iterator[FigureRow]:
    for each in found.figures:
        yield FigureRow(each.label, say(each.now), say(each.before), each)
        most = max([part.now.number or 0 for part in each.parts], default=0)
        for part in each.parts:
            bar = (part.now.number or 0) / most if most else 0.0
            yield FigureRow(f"  {part.label}", say(part.now), say(part.before), None, bar)
        yield from _currencies(each)


def _currencies(figure: Figure) -> Iterator[FigureRow]:
    """Yield a row for each currency, since currencies are never added."""
    now, before = _by_currency(figure.now), _by_currency(figure.before)
    for currency in sorted(now.keys() | before.keys()):
        yield FigureRow(f"  in {currency}", _amount(now, currency), _amount(before, currency))


def _amount(sums: dict[str, Money], currency: str) -> str:
    return sums[currency].say() if currency in sums else _NONE


def _by_currency(measure: Measure) -> dict[str, Money]:
    return {each.currency: each for each in measure.money or ()}


def say_median(measure: Measure) -> str:
    """Return `median 3 days (n = 17)`."""
    days = "1 day" if measure.number == 1 else f"{measure.number or 0:g} days"
    return f"median {days} (n = {measure.n})"


def say(measure: Measure) -> str:
    """Return a value with its n: `34`, `41 of 48`, `3, n = 17`."""
    if measure.number is None:
        return _NONE
    if measure.of is not None:
        return f"{measure.number:,.0f} of {measure.of:,}"
    number = f"{measure.number:,.{0 if measure.number == int(measure.number) else 1}f}"
    return number if measure.n == measure.number else f"{number}, n = {measure.n}"


def _table(
    rows: Sequence[FigureRow], found: Figures, columns: int, *, drawn: bool, explain: bool
) -> list[Line]:
    now = max([width(found.period.name), *(width(row.now) for row in rows)])
    before = max([width(found.before.name), *(width(row.before) for row in rows)])
    label = max(width(row.label) for row in rows) + 2
    if label + now + before + 2 > columns:
        return _stacked(rows, found, columns, explain=explain)
    bars = drawn and columns - label - now - before - 4 >= _BAR and not terminal.is_ascii()
    head = f"{pad('', label)}{found.period.name.rjust(now)}  {found.before.name.rjust(before)}"
    shown: list[Line] = [[Span(head.rstrip(), "head")]]
    for row in rows:
        values = f"{pad(row.label, label)}{row.now.rjust(now)}  {row.before.rjust(before)}"
        bar = f"  {'█' * max(1, round(row.bar * _BAR))}" if bars and row.bar else ""
        shown.append([Span(values), Span(bar, "dim")])
        shown += _explained(row, columns) if explain else []
    return shown


def _stacked(
    rows: Sequence[FigureRow], found: Figures, columns: int, *, explain: bool
) -> list[Line]:
    """Return the figures for a narrow screen: the label, the value, and below it the one before."""
    shown = headed(found.period.name, f"before: {found.before.name}", columns, style="head")
    for row in rows:
        indent = len(row.label) - len(row.label.lstrip())
        before = f" (before {row.before})" if row.before != _NONE else ""
        shown += [
            [Span(" " * indent), *line]
            for line in headed(row.label.strip(), f"{row.now}{before}", columns - indent)
        ]
        shown += _explained(row, columns) if explain else []
    return shown


def _explained(row: FigureRow, columns: int) -> list[Line]:
    if row.figure is None:
        return []
    return explanation(row.figure.formula, row.figure.records, columns)


def explanation(formula: str, records: Sequence[str], columns: int) -> list[Line]:
    """Return how a figure is counted, and the codes of its rows."""
    shown = paragraph(formula, columns, indent=4, style="dim")
    codes = ", ".join(records[:_SHOWN_CODES])
    more = len(records) - _SHOWN_CODES
    codes += f" and {more:,} more: --json has all" if more > 0 else ""
    return [*shown, *(paragraph(codes, columns, indent=4, style="dim") if codes else [])]


def _line_of_months(months: Sequence[int], columns: int, *, drawn: bool) -> list[Line]:
    """Return the touches of twelve months: on a terminal also as a line of blocks."""
    numbers = " ".join(f"{each:,}" for each in months)
    most = max(months, default=0)
    if drawn and most and not terminal.is_ascii():
        blocks = "".join(_STEPS[each * (len(_STEPS) - 1) // most] for each in months)
        return paragraph(f"Touches of twelve months  {blocks}  {numbers}", columns)
    return paragraph(f"Touches of twelve months: {numbers}", columns)


# ── answers ──────────────────────────────────────────────────────────────────────────────


def score_lines(found: Figures, columns: int, *, explain: bool) -> list[Line]:
    """Return the Net Promoter Score with its n, and the last words where n is small."""
    text = _say_score(found.nps)
    if found.nps_before.n:
        text += f" Before: {_say_value(found.nps_before)}."
    shown = paragraph(text, columns)
    if found.nps.n < FEW:
        shown += [line for each in found.words for line in _answer(each, columns)]
    return shown + (explanation(NPS_FORMULA, found.nps_records, columns) if explain else [])


def _say_score(nps: PromoterScore) -> str:
    if nps.value is None:
        return "No answers with a score."
    few = " Too few to tell." if nps.n < FEW else ""
    return f"{nps.promoters} of {nps.n} would recommend you (9 or 10): {_say_value(nps)}.{few}"


def _say_value(nps: PromoterScore) -> str:
    return f"NPS {nps.value}, n = {nps.n}"


def _answer(answer: Feedback, columns: int) -> list[Line]:
    score = f"{answer.score}: " if answer.score is not None else ""
    words = person(wording.excerpt(answer.text))
    text = f"{score}“{words}” {person(answer.contact.name)}"
    lines = headed(text, answer.id, columns - 2, indent=2)
    return [[Span("  "), *line] for line in lines]


# ── what went together ───────────────────────────────────────────────────────────────────


def impact_lines(found: Impact, columns: int, *, explain: bool = False) -> list[Line]:
    """Return how many returned with a gesture and without, and what that does not show."""
    shown = paragraph(f"Customers who returned, {found.period.name}", columns, style="head")
    sides = (
        ("With a gesture", found.with_gesture, found.with_records),
        ("Without", found.without, found.without_records),
    )
    for label, share, records in sides:
        shown += headed(label, _say_share(share), columns)
        shown += explanation("", records, columns)[1:] if explain and records else []
    if not found.says_enough:
        text = f"Too few to tell: fewer than {FEW} on one side."
        shown += [BLANK, *paragraph(text, columns)]
    if explain:
        shown += [BLANK, *paragraph(FORMULA, columns, style="dim")]
    return [*shown, BLANK, *paragraph(CAVEAT, columns)]


def _say_share(share: Share) -> str:
    counted = f"{share.hits:,} of {share.n:,}"
    if not share.says_enough:
        return counted
    low, high = f"{100 * share.low:.0f}", f"{100 * share.high:.0f}"
    return f"{counted} = {100 * share.share:.0f} % (95 %: {low} to {high} %)"
