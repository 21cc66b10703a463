"""Many people, a line each: name, work, the last touch, the code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tinycrm.cli.render.lines import Line, person, text_of
from tinycrm.cli.render.rows import NARROW, Grid, Row, aligned, fit, narrow, wide
from tinycrm.dates import say_distance
from tinycrm.services import wording
from tinycrm.services.listing import Line as Listed
from tinycrm.text import width


def lines(people: Sequence[Listed], today: date, columns: int) -> list[Line]:
    """Return people in the grid of the morning."""
    rows = list(_rows(people, today))
    if columns < NARROW:
        return [line for row in rows for line in narrow(row, columns)]
    grid = fit(rows, columns)
    return [line for row in rows for line in wide(row, grid)]


def text(people: Sequence[Listed], today: date, columns: int) -> str:
    """Return the same for a pipe, where ten thousand people must cost next to nothing.

    A row that fits its columns is written in one go; the others take the long way.
    """
    if columns < NARROW:
        return "".join(f"{text_of(line).rstrip()}\n" for line in lines(people, today, columns))
    rows = list(_rows(people, today))
    grid = fit(rows, columns)
    return "".join(_row_text(row, grid) for row in rows)


def _row_text(row: Row, grid: Grid) -> str:
    who, what = width(row.who), width(row.what)
    if who > grid.who - 2 or what > grid.what - 2 or "  " in row.who + row.what:
        return "".join(f"{text_of(line).rstrip()}\n" for line in wide(row, grid))
    return (
        f"  {row.who}{' ' * (grid.who - who)}{row.what}{' ' * (grid.what - what)}"
        f"{aligned(row.date).ljust(grid.date)}{row.far.rjust(grid.far)}{row.code.rjust(grid.code)}\n"
    )


def _rows(people: Iterable[Listed], today: date) -> Iterable[Row]:
    """Yield the rows; many share the day of their last touch, which is worded once."""
    worded: dict[str | None, tuple[str, str]] = {None: ("", "never in touch")}
    for each in people:
        said = worded.get(each.last_touch)
        if said is None:
            day = date.fromisoformat(each.last_touch or "")
            said = wording.say_past(day, today), say_distance((day - today).days)
            worded[each.last_touch] = said
        work = person(each.work) if each.work else ""
        yield Row(person(each.name), work, said[0], said[1], f"c{each.id}")
