"""Lists of contacts, one line each: name, work, last in touch, code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tinycrm.cli.render.row_grid import Grid, Row, narrow, wide
from tinycrm.cli.render.styled_lines import NARROW, Line, person
from tinycrm.cli.terminal import PIPE_WIDTH, is_ascii
from tinycrm.dates import say_past
from tinycrm.services.people.listing import ListedPerson as Listed
from tinycrm.services.sql import stored_day
from tinycrm.text import is_even, width

_LAST = 13
_GROUP_SIZE = 250


def lines(people: Sequence[Listed], today: date, columns: int) -> list[Line]:
    """Return one row per contact: name, work, date last in touch, code."""
    # Up to ten thousand rows: `codes.code` would be one more call for each.
    rows = [
        Row(_plain(each.name), _plain(each.work), "", _last(each.last_touch, today), f"c{each.id}")
        for each in people
    ]
    if columns < NARROW:
        return [line for row in rows for line in narrow(row, columns)]
    grid = _grid(people, columns)
    return [line for row in rows for line in wide(row, grid)]


def texts(people: Sequence[Listed], today: date) -> Iterator[str]:
    """Yield the same as text for a pipe, fast enough for ten thousand contacts.

    Each row is one line: a name that is too long for its column moves the rest to the right.

    They are yielded in groups, since allocating new memory costs more than formatting. Many
    contacts share the date of the last touch, which is formatted once.
    """
    grid = _grid(people, PIPE_WIDTH)
    days = {last_touch for _, _, _, last_touch in people}
    tails = {day: _last(day, today).rjust(grid.far) for day in days}
    for start in range(0, len(people), _GROUP_SIZE):
        yield _text(people[start : start + _GROUP_SIZE], tails, grid)


def _text(people: Sequence[Listed], tails: Mapping[str | None, str], grid: Grid) -> str:
    """Return rows. Nearly always all of them are plain, which is checked once for the group.

    Sorted by name, names with wide characters are together, so that other groups need only
    `len`.
    """
    _, names, works, _ = zip(*people, strict=True)
    whole = f" {' '.join(names)} {' '.join(filter(None, works))} "
    if not _is_plain(whole):
        if len(people) > 1:
            return "".join(_text([each], tails, grid) for each in people)
        [one] = people
        people = [one._replace(name=_plain(one.name), work=_plain(one.work))]
        whole = f"{people[0].name} {people[0].work}"
    size = len if is_even(whole) else width
    who, what, code = grid.who, grid.what, grid.code
    return "".join(
        [
            f"  {name}{' ' * max(2, who - size(name))}{work}{' ' * max(2, what - size(work))}"
            f"{tails[last]}{f'c{own}'.rjust(code)}\n"
            for own, name, work, last in people
        ]
    )


def _is_plain(whole: str) -> bool:
    """Return whether text is shown unchanged: nothing hostile, single spaces, no typography."""
    return whole.isprintable() and "  " not in whole and (whole.isascii() or not is_ascii())


def _grid(people: Sequence[Listed], columns: int) -> Grid:
    """Return columns as wide as the names and codes here, within bounds."""
    code = max(6, len(str(max((own for own, _, _, _ in people), default=0))) + 3)
    longest = max([14, *[len(name) for _, name, _, _ in people]])
    rest = columns - 2 - _LAST - code
    who = min(longest + 2, rest // 2)
    return Grid(who, rest - who, 0, _LAST, code)


def _plain(words: str) -> str:
    """Return text from people, safe and with single spaces."""
    return " ".join(person(words).split())


def _last(day: str | None, today: date) -> str:
    touched = stored_day(day)
    return say_past(touched, today) if touched else "never"
