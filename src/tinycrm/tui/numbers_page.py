"""The figures of a month or a year as lines: now, before, and bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tinycrm.services.figures import figure_words
from tinycrm.services.figures.figure_values import Figures
from tinycrm.services.figures.figure_words import NONE, FigureRow
from tinycrm.text import pad
from tinycrm.text import width as width_of
from tinycrm.tui.cell_text import BLANK, Line, Span, both_ends, safe, wrap

_BAR = 20
WIDEST = 100


def numbers_page(found: Figures, width: int) -> list[Line]:
    """Return the figures of a period beside the one before, the months, and the answers."""
    columns = min(width, WIDEST)
    rows = list(figure_words.figure_rows(found))
    return [
        *_table(rows, found, columns), BLANK,
        *_months(found.months, columns), BLANK,
        *_answers(found, columns),
    ]  # fmt: skip


def _table(rows: Sequence[FigureRow], found: Figures, columns: int) -> Iterator[Line]:
    now = max([width_of(found.period.name), *(width_of(row.now) for row in rows)])
    before = max([width_of(found.before.name), *(width_of(row.before) for row in rows)])
    label = max(width_of(row.label) for row in rows) + 2
    if label + now + before + 2 > columns:
        yield from _stacked(rows, found, columns)
        return
    has_bars = columns - label - now - before - 4 >= _BAR
    head = f"{' ' * label}{found.period.name:>{now}}"
    yield (Span(head, "head"), Span(f"  {found.before.name:>{before}}", "dim"))
    for row in rows:
        bar = f"  {'█' * max(1, round(row.bar * _BAR))}" if has_bars and row.bar else ""
        yield (
            Span(pad(row.label, label), "" if row.figure else "dim"),
            Span(f"{row.now:>{now}}"),
            Span(f"  {row.before:>{before}}", "dim"),
            Span(bar, "accent"),
        )


def _stacked(rows: Sequence[FigureRow], found: Figures, columns: int) -> Iterator[Line]:
    """Yield the figures on a narrow screen: the value of before stands in brackets."""
    before: Line = (Span(f"before: {found.before.name}", "dim"),)
    yield both_ends((Span(found.period.name, "head"),), before, columns)
    for row in rows:
        values: Line = (Span(row.now),)
        if row.before != NONE:
            values = (*values, Span(f" ({row.before})", "dim"))
        yield both_ends((Span(row.label, "" if row.figure else "dim"),), values, columns)


def _months(months: Sequence[int], columns: int) -> Iterator[Line]:
    blocks = figure_words.draw_months(months)
    yield (Span("Touches of twelve months", "head"), Span(f"  {blocks}", "accent"))
    for text in wrap(figure_words.say_months(months), columns):
        yield (Span(text, "dim"),)


def _answers(found: Figures, columns: int) -> Iterator[Line]:
    for text in wrap(figure_words.say_score(found), columns):
        yield (Span(text),)
    for each in figure_words.answers_of(found):
        first, *rest = wrap(safe(figure_words.say_answer(each)), columns - len(each.id) - 4)
        yield both_ends((Span(f"  {first}"),), (Span(each.id, "dim"),), columns)
        yield from ((Span(f"    {text}"),) for text in rest)
