"""The figures of a month or a year in columns: now and before, each with its n."""

from __future__ import annotations

from collections.abc import Sequence

from tinycrm.cli import terminal
from tinycrm.cli.render.styled_lines import BLANK, Line, Span, headed, paragraph, person
from tinycrm.services.care.shares import FEW, Share
from tinycrm.services.figures import figure_words
from tinycrm.services.figures.figure_values import NPS_FORMULA, Figures
from tinycrm.services.figures.figure_words import NONE, FigureRow
from tinycrm.services.figures.impact import CAVEAT, FORMULA, Impact
from tinycrm.text import pad, width

_SHOWN_CODES = 20  # of the rows that a figure comes from
_BAR = 20


def lines(found: Figures, columns: int, *, drawn: bool, explain: bool = False) -> list[Line]:
    """Return the figures; bars and the line of months are only `drawn` on a terminal."""
    rows = list(figure_words.figure_rows(found))
    shown = _table(rows, found, columns, drawn=drawn, explain=explain)
    shown += [BLANK, *_line_of_months(found.months, columns, drawn=drawn)]
    shown += [BLANK, *score_lines(found, columns, explain=explain)]
    hint = "How each figure is counted, and its rows: --explain"
    return shown if explain else [*shown, BLANK, *paragraph(hint, columns, style="dim")]


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
        before = f" (before {row.before})" if row.before != NONE else ""
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
    codes = say_codes(records)
    return [*shown, *(paragraph(codes, columns, indent=4, style="dim") if codes else [])]


def say_codes(records: Sequence[str]) -> str:
    """Return the first codes of rows, and how many more there are."""
    more = len(records) - _SHOWN_CODES
    codes = ", ".join(records[:_SHOWN_CODES])
    return f"{codes} and {more:,} more: --json has all" if more > 0 else codes


def _line_of_months(months: Sequence[int], columns: int, *, drawn: bool) -> list[Line]:
    """Return the touches of twelve months: on a terminal also as a line of blocks."""
    numbers, blocks = figure_words.say_months(months), figure_words.draw_months(months)
    if drawn and blocks and not terminal.is_ascii():
        return paragraph(f"Touches of twelve months  {blocks}  {numbers}", columns)
    return paragraph(f"Touches of twelve months: {numbers}", columns)


# ── answers ──────────────────────────────────────────────────────────────────────────────


def score_lines(found: Figures, columns: int, *, explain: bool) -> list[Line]:
    """Return the Net Promoter Score with its n, and the last words where n is small."""
    shown = paragraph(figure_words.say_score(found), columns)
    for each in figure_words.answers_of(found):
        lines = headed(person(figure_words.say_answer(each)), each.id, columns - 2, indent=2)
        shown += [[Span("  "), *line] for line in lines]
    return shown + (explanation(NPS_FORMULA, found.nps_records, columns) if explain else [])


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
