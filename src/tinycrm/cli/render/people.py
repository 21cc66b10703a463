"""Many people, a line each: name, work, the last touch, the code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

from tinycrm.cli.render.lines import Line, person, text_of
from tinycrm.cli.render.rows import NARROW, Grid, Row, narrow, wide
from tinycrm.services import wording
from tinycrm.services.listing import Line as Listed
from tinycrm.text import pad, width, wrap

_LAST = 13


def lines(people: Sequence[Listed], today: date, columns: int) -> list[Line]:
    """Return people: the name, where they work, the day of the last touch, the code."""
    rows = [
        Row(_plain(each.name), _plain(each.work or ""), "", _last(each, today), f"c{each.id}")
        for each in people
    ]
    if columns < NARROW:
        return [line for row in rows for line in narrow(row, columns)]
    grid = _grid(people, columns)
    return [line for row in rows for line in wide(row, grid)]


def text(people: Sequence[Listed], today: date, columns: int) -> str:
    """Return the same for a pipe, where ten thousand people must cost next to nothing.

    A plain row that fits its columns is written in one go. Many share the day of their last
    touch, which is worded once.
    """
    if columns < NARROW:
        return "".join(f"{text_of(line).rstrip()}\n" for line in lines(people, today, columns))
    grid = _grid(people, columns)
    days = {each.last_touch: each for each in people}
    tails = {day: _last(each, today).rjust(grid.far) for day, each in days.items()}
    who_room, what_room = grid.who - 2, grid.what - 2
    said = []
    for own, name, work, last_touch in people:
        what = work or ""
        both = name + what
        tail = f"{tails[last_touch]}{f'c{own}'.rjust(grid.code)}\n"
        fits = len(name) <= who_room and len(what) <= what_room
        if fits and both.isascii() and both.isprintable() and "  " not in both:
            said.append(f"  {name.ljust(grid.who)}{what.ljust(grid.what)}{tail}")
        else:
            said.append(_careful_text(name, what, tail, grid))
    return "".join(said)


def _careful_text(name: str, work: str, tail: str, grid: Grid) -> str:
    """Return a row whose letters may be wide or hostile, or take several lines."""
    who, what = _plain(name), _plain(work)
    left, right = grid.who - width(who), grid.what - width(what)
    if left >= 2 and right >= 2:
        return f"  {who}{' ' * left}{what}{' ' * right}{tail}"
    names = wrap(who, grid.who - 2) or [""]
    works = wrap(what, grid.what - 2) or [""]
    first = f"  {pad(names[0], grid.who)}{pad(works[0], grid.what)}{tail}"
    rest = zip_longest(names[1:], works[1:], fillvalue="")
    return first + "".join(f"  {pad(n, grid.who)}{w}".rstrip() + "\n" for n, w in rest)


def _grid(people: Sequence[Listed], columns: int) -> Grid:
    """Return columns as wide as the names and codes here, within bounds."""
    code = max([6, *(len(str(each.id)) + 3 for each in people)])
    longest = max([14, *(len(each.name) for each in people)])
    rest = columns - 2 - _LAST - code
    who = min(longest + 2, rest // 2)
    return Grid(who, rest - who, 0, _LAST, code)


def _plain(words: str) -> str:
    """Return a person's words, safe and with single spaces."""
    return " ".join(person(words).split())


def _last(each: Listed, today: date) -> str:
    if each.last_touch is None:
        return "never"
    return wording.say_past(date.fromisoformat(each.last_touch), today)
