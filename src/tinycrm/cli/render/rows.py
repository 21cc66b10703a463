"""One grid for every list: who, what, date, how far, code. Narrow screens get their own.

A row is told once as `Row`; `wide` and `narrow` lay it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tinycrm.cli.render.lines import Line, Span, Style, beside, both_ends, joined, paragraph
from tinycrm.text import width, wrap

NARROW = 72
"""Below so many columns a row is a name and code, with its lines indented below."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the morning. Every text is safe to show.

    `under` are the second lines; `about` is what a narrow screen says in one go, where the
    parts of a row do not read well one after the other.
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
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """The widths of the columns, in terminal columns."""

    who: int
    what: int
    date: int
    far: int
    code: int

    @property
    def total(self) -> int:
        """Return the width of a row."""
        return 2 + self.who + self.what + self.date + self.far + self.code


def fit(rows: Iterable[Row], columns: int) -> Grid:
    """Return the grid that holds these rows in `columns`, the same for all sections."""
    listed = list(rows)
    date = max([10, *(width(row.date) for row in listed)])
    far = max([14, *(width(row.far) + 2 for row in listed)])
    code = max([6, *(width(row.code) + 3 for row in listed)])
    rest = columns - 2 - date - far - code
    who = min(26, max(10, rest * 5 // 12))
    return Grid(who, rest - who, date, far, code)


def wide(row: Row, grid: Grid) -> list[Line]:
    """Return a row in the grid, its second lines below the second column."""
    style: Style = "dim" if row.ticked else "name"
    what = " · ".join(filter(None, (row.what, row.also)))
    far: Style = "accent" if row.accent and not row.ticked else "dim" if row.ticked else ""
    lines = beside(
        [
            ([Span("")], 2),
            ([Span(line, style) for line in wrap(row.who, grid.who - 2)], grid.who),
            ([Span(line, "dim" if row.ticked else "") for line in wrap(what, grid.what - 2)],
             grid.what),
            ([Span(row.date)], grid.date),
            ([Span(row.far.rjust(grid.far - width(row.far) + len(row.far)), far)], grid.far),
            ([Span(row.code.rjust(grid.code), "dim")], grid.code),
        ]
    )  # fmt: skip
    indent = 2 + grid.who
    for text in row.under:
        lines += paragraph(text, grid.total - 2, indent=indent, style="dim")
    return lines


def narrow(row: Row, columns: int) -> list[Line]:
    """Return a row as name and code, and what there is to say below, indented by two."""
    room = columns - width(row.code) - 1
    first, *rest = wrap(row.who, room) or [""]
    lines = [both_ends([Span(first, "dim" if row.ticked else "name")], [Span(row.code, "dim")], columns)]
    lines += [[Span("  "), Span(line, "name")] for line in rest]
    when = row.far if row.far == "today" else f"{row.date}, {row.far}"
    for text in joined((*(row.about or (row.what,)), when, row.also), columns - 2):
        lines.append([Span("  "), Span(text, "accent" if row.accent and row.far in text else "")])
    for text in row.under:
        for part in text.split(" · "):
            lines += paragraph(part, columns, indent=2, style="dim")
    return lines


def section(
    title: str, summary: str, rows: Sequence[Row], grid: Grid | None, columns: int
) -> list[Line]:
    """Return a heading with its counts at the right edge, and the rows below it."""
    head = both_ends([Span(title, "head")], [Span(summary, "dim")] if summary else [], columns)
    body = [wide(row, grid) if grid else narrow(row, columns) for row in rows]
    return [head, *(line for row in body for line in row)]
