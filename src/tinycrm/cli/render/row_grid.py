"""One grid for every list: who, what, date, how far, code. Narrow screens get their own.

A row is told once as `Row`; `wide` and `narrow` lay it out.
"""

# No annotations from __future__: see services/records.py.

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tinycrm.cli.render.styled_lines import Line, Span, Style, beside, by_sentence, headed, joined
from tinycrm.services.briefing import wording
from tinycrm.text import width, wrap

NARROW = 72
"""Below so many columns a row is a name and code, with its lines indented below."""


class Row(NamedTuple):
    """A row of the morning. Every text is safe to show.

    `under` are the parts of the second line. `brief` is what a narrow screen says instead of
    what, date and distance, where these do not read well one after the other.
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


class Grid(NamedTuple):
    """The widths of the columns, in terminal columns."""

    who: int
    what: int
    date: int
    far: int
    code: int


def fit(rows: Iterable[Row], columns: int) -> Grid:
    """Return the grid that holds these rows in `columns`, the same for all sections."""
    listed = list(rows)
    date = max([10, *(width(aligned(row.date)) for row in listed)])
    far = max([14, *(width(row.far) + 2 for row in listed)])
    code = max([6, *(width(row.code) + 3 for row in listed)])
    rest = columns - 2 - date - far - code
    who = min(26, max(10, rest * 5 // 12))
    return Grid(who, rest - who, date, far, code)


def wide(row: Row, grid: Grid) -> list[Line]:
    """Return a row in the grid, its second line below the second column."""
    quiet: Style = "dim" if row.ticked else ""
    what = joined((row.what, row.also), grid.what - 2)
    far = " " * (grid.far - width(row.far)) + row.far
    lines = beside(
        [
            ([Span("")], 2),
            ([Span(line, quiet or "name") for line in wrap(row.who, grid.who - 2)], grid.who),
            ([Span(line, quiet) for line in what], grid.what),
            ([Span(aligned(row.date), quiet)], grid.date),
            ([Span(far, quiet or ("accent" if row.accent else ""))], grid.far),
            ([Span(row.code.rjust(grid.code), "dim")], grid.code),
        ]
    )
    room = grid.what + grid.date + grid.far + grid.code
    below = joined(row.under, room, fill=by_sentence)
    return lines + [[Span(" " * (2 + grid.who)), Span(line, "dim")] for line in below]


def aligned(day: str) -> str:
    """Return `Sun  1 Nov` for `Sun 1 Nov`, so that days stand below each other."""
    parts = day.split(" ")
    return " ".join([parts[0], parts[1].rjust(2), *parts[2:]]) if len(parts) > 1 else day


def narrow(row: Row, columns: int) -> list[Line]:
    """Return a row as name and code, and what there is to say below, indented by two."""
    quiet: Style = "dim" if row.ticked else ""
    lines = headed(row.who, row.code, columns, style=quiet or "name", indent=2)
    brief = row.brief or (row.what, wording.say_when(row.date, row.far))
    for text in joined((*brief, row.also), columns - 2):
        lines.append([Span("  "), *_accented(text, row, quiet)])
    for part in row.under:  # a margin at the right, since these are sentences
        lines += [[Span("  "), Span(line, "dim")] for line in by_sentence(part, columns - 4)]
    return lines


def _accented(text: str, row: Row, quiet: Style) -> Line:
    """Return a line of a narrow row, the distance in it accented."""
    before, found, after = text.partition(row.far)
    if quiet or not row.accent or not found:
        return [Span(text, quiet)]
    return [Span(before), Span(found, "accent"), Span(after)]


def section(
    title: str, summary: str, rows: Sequence[Row], grid: Grid | None, columns: int
) -> list[Line]:
    """Return a heading with its counts at the right edge, and the rows below it."""
    body = [wide(row, grid) if grid else narrow(row, columns) for row in rows]
    head = headed(title, summary, columns, style="head")
    return [*head, *(line for row in body for line in row)]
