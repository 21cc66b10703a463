"""One grid for every list: who, what, date, how far, code. Narrow screens have their own layout.

A row is described once as a `Row`; `wide` and `narrow` lay it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tinycrm.cli.render.styled_lines import (
    NARROW,
    Line,
    Span,
    aligned,
    beside,
    by_sentence,
    headed,
    joined,
)
from tinycrm.services.briefing import wording
from tinycrm.text import pad, width, wrap
from tinycrm.values import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.cli.render.styled_lines import Style


class Row(Fields):
    """A row of the grid. Every text is safe to show.

    `under` are the parts of the second line. A narrow screen shows `brief`, if there is one,
    instead of what, date and distance.
    """

    who: str
    what: str
    date: str
    far: str
    code: str
    accent: bool = False
    under: tuple[str, ...] = ()
    also: str = ""
    ticked: bool = False
    brief: tuple[str, ...] = ()


class Grid(Fields):
    """The widths of the columns, in terminal columns."""

    who: int
    what: int
    date: int
    far: int
    code: int


def fit(rows: Iterable[Row], columns: int) -> Grid:
    """Return the grid that fits these rows into `columns`, the same for all sections."""
    listed = list(rows)
    date = max([10, *(width(aligned(row.date)) for row in listed)])
    far = max([14, *(width(row.far) + 2 for row in listed)])
    code = max([6, *(width(row.code) + 3 for row in listed)])
    rest = columns - 2 - date - far - code
    who = min(26, max(10, rest * 5 // 12))
    return Grid(who, rest - who, date, far, code)


def wide(row: Row, grid: Grid) -> list[Line]:
    """Return a row in the grid, its second line below the second column."""
    ticked: Style = "dim" if row.ticked else ""
    what = joined((row.what, row.also), grid.what - 2)
    # a long name needs no second line beside an empty column
    who, room = (grid.who, grid.what) if what else (grid.who + grid.what, 0)
    far = " " * (grid.far - width(row.far)) + row.far
    lines = beside(
        [
            ([], 2),
            ([Span(line, ticked or "name") for line in wrap(row.who, who - 2)], who),
            ([Span(line, ticked) for line in what], room),
            ([Span(aligned(row.date), ticked)], grid.date),
            ([Span(far, ticked or ("accent" if row.accent else ""))], grid.far),
            ([Span(row.code.rjust(grid.code), "dim")], grid.code),
        ]
    )
    rest = grid.what + grid.date + grid.far + grid.code
    below = joined(row.under, rest, fill=by_sentence)
    return lines + [[Span(" " * (2 + grid.who)), Span(line, "dim")] for line in below]


def single(rows: Sequence[Row], columns: int) -> list[Line]:
    """Return rows for a program that reads lines: one line each, however long, and no other.

    What is too long for its column moves the rest of its row to the right.
    """
    grid = fit(rows, columns)
    return [
        [
            Span("  "),
            Span(_cell(row.who, grid.who)),
            Span(_cell(" · ".join(filter(None, (row.what, row.also, *row.under))), grid.what)),
            Span(_cell(aligned(row.date), grid.date)),
            Span(row.far.rjust(grid.far - 2)),
            Span(f"  {row.code.rjust(grid.code - 2)}"),
        ]
        for row in rows
    ]


def _cell(text: str, columns: int) -> str:
    return f"{pad(text, columns - 2)}  "


def narrow(row: Row, columns: int) -> list[Line]:
    """Return a row as name and code, and everything else below, indented by two."""
    ticked: Style = "dim" if row.ticked else ""
    lines = headed(row.who, row.code, columns, style=ticked or "name", indent=2)
    brief = row.brief or (row.what, wording.say_when(row.date, row.far))
    for text in joined((*brief, row.also), columns - 2):
        lines.append([Span("  "), *_accented(text, row, ticked)])
    for part in row.under:  # sentences, with a margin at the right
        lines += [[Span("  "), Span(line, "dim")] for line in by_sentence(part, columns - 4)]
    return lines


def _accented(text: str, row: Row, ticked: Style) -> Line:
    """Return a line of a narrow row with the distance accented."""
    before, found, after = text.partition(row.far)
    if ticked or not row.accent or not found:
        return [Span(text, ticked)]
    return [Span(before), Span(found, "accent"), Span(after)]


def section(
    title: str, summary: str, rows: Sequence[Row], grid: Grid | None, columns: int
) -> list[Line]:
    """Return a heading with its counts at the right edge, and the rows below it."""
    body = [wide(row, grid) if grid else narrow(row, columns) for row in rows]
    head = headed(title, summary, columns, style="head")
    return [*head, *(line for row in body for line in row)]


def grid_lines(rows: Sequence[Row], columns: int) -> list[Line]:
    """Return rows in one grid, or each below its name on a narrow screen."""
    if columns < NARROW:
        return [line for row in rows for line in narrow(row, columns)]
    grid = fit(rows, columns)
    return [line for row in rows for line in wide(row, grid)]
