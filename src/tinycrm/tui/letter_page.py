"""The letter of a year as lines: its people, what came back, and the figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tinycrm.services.figures import letter_words
from tinycrm.services.figures.letter import Letter
from tinycrm.services.figures.letter_words import LetterRow, LetterTable
from tinycrm.tui.cell_text import BLANK, Line, Span, both_ends, fit, safe, wrap
from tinycrm.tui.numbers_page import WIDEST, numbers_page

_NARROW = 72
_CELL = 18


def letter_page(letter: Letter, today: date, width: int) -> list[Line]:
    """Return who carried a year and who went quiet, what came back, and the year's figures."""
    columns = min(width, WIDEST)
    lines: list[Line] = []
    for table in letter_words.letter_tables(letter, today):
        lines += [*_table(table, columns), *_more(table.hidden, table.more, columns), BLANK]
    lines += _came_back(letter, columns)
    return [*lines, *numbers_page(letter.figures, width)]


def _table(table: LetterTable, columns: int) -> Iterator[Line]:
    if columns < _NARROW:
        yield (Span(table.title, "head"),)
        for row in table.rows:
            yield from _below(row, table, columns)
        return
    heads = "".join(fit(head, _CELL, right=True) for head in table.heads)
    yield both_ends((Span(table.title, "head"),), (Span(heads, "dim"),), columns)
    for row in table.rows:
        yield from _beside(row, columns)


def _beside(row: LetterRow, columns: int) -> Iterator[Line]:
    """Yield a person with the cells in columns; a cell of several lines goes on below."""
    cells = [[part for text in cell for part in wrap(text, _CELL - 1)] for cell in row.cells]
    for at in range(max(map(len, cells))):
        parts = [cell[at].rstrip(",") if at < len(cell) else "" for cell in cells]
        name = Span("" if at else f"  {safe(row.name)}", "name")
        values = Span("".join(fit(part, _CELL, right=True) for part in parts))
        yield both_ends((name,), (values,), columns)


def _below(row: LetterRow, table: LetterTable, columns: int) -> Iterator[Line]:
    """Yield a person with the cells in lines below the name."""
    yield (Span(f"  {safe(row.name)}", "name"),)
    said = (f"{head} {', '.join(cell)}" for head, cell in zip(table.heads, row.cells, strict=True))
    for text in wrap(" · ".join(said), columns - 4):
        yield (Span(f"    {text}"),)


def _came_back(letter: Letter, columns: int) -> Iterator[Line]:
    links = letter_words.say_links(letter)
    if not links:
        return
    title, linked = letter_words.CAME_BACK, letter_words.LINKED
    yield both_ends((Span(title, "head"),), (Span(linked, "dim"),), columns)
    for gesture, win in links:
        first, *rest = wrap(safe(f"{gesture} → {win}"), columns - 4)
        yield (Span(f"  {first}"),)
        yield from ((Span(f"    {text}"),) for text in rest)
    yield from _more(letter.links - len(links), "links", columns)
    yield from ((Span(text, "dim"),) for text in wrap(letter_words.PROOF, columns))
    yield BLANK


def _more(count: int, what: str, columns: int) -> list[Line]:
    if count <= 0:
        return []
    return [(Span(f"  {text}", "dim"),) for text in wrap(f"{count:,} more {what}", columns - 2)]
