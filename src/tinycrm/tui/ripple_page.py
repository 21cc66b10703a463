"""What became of a person, and who brought people, as lines to select."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tinycrm.services.outcomes import ripple_words
from tinycrm.services.outcomes.bringing import Bringing
from tinycrm.services.outcomes.ripple_words import BringerRow, TreeRow
from tinycrm.services.outcomes.ripples import Ripple
from tinycrm.text import width as width_of
from tinycrm.tui.actions import key_of, keymap
from tinycrm.tui.card_lines import Placed
from tinycrm.tui.cell_text import BLANK, Line, Span, both_ends, fit, safe, wrap

_STEP = 2  # cells for each level of the tree
_WIDEST = 88
_NARROW = 14  # if there is less room for a text, its value is below it


def tree_page(ripple: Ripple, today: date, width: int) -> list[Placed]:
    """Return the tree outward, with the value of each branch, and the sum of all."""
    columns = min(width, _WIDEST)
    rows = list(ripple_words.tree_rows(ripple, today))
    codes = _widest(row.code for row in rows)
    lines = [placed for row in rows for placed in _branch(row, codes, columns)]
    total = ripple_words.say_sum(ripple)
    if total:
        return [*lines, Placed(BLANK), *_sentence(total, columns, "head")]
    hint = f"{ripple_words.NOTHING} {key_of('win', keymap())} records a win, and what led to it."
    return [*lines, Placed(BLANK), *_sentence(hint, columns, "dim")]


def _widest(codes: Iterable[str]) -> int:
    """Return the width of the column for codes, so that what is left of it lines up."""
    return max(map(width_of, codes), default=0)


def _branch(row: TreeRow, codes: int, width: int) -> Iterator[Placed]:
    """Yield a record: its text, wrapped, with value and code at the right edge."""
    indent = min(row.depth * _STEP, width // 3)
    room = width - indent - width_of(row.value) - codes - 4
    is_narrow = room < _NARROW
    first, *rest = wrap(safe(row.text), width - indent - codes - 2 if is_narrow else room)
    value = () if is_narrow or not row.value else (Span(f"{row.value}  "),)
    start: Line = (Span(" " * indent), Span(first, "" if row.depth else "head"))
    end: Line = (*value, Span(fit(row.code, codes, right=True), "dim"))
    yield Placed(both_ends(start, end, width), row.code, row.text, row.person)
    for text in [*rest, row.value] if is_narrow and row.value else rest:
        yield Placed((Span(" " * (indent + _STEP)), Span(text)))


def bringing_page(found: Bringing, today: date, width: int) -> list[Placed]:
    """Return who brought people: how many, what came of it, and when they were thanked."""
    columns = min(width, _WIDEST)
    if not found.bringers:
        hint = f"{ripple_words.NOBODY} {key_of('win', keymap())} records who brought somebody."
        return list(_sentence(hint, columns, "dim"))
    rows = list(ripple_words.bringer_rows(found, today))
    codes = _widest(row.code for row in rows)
    lines = [placed for row in rows for placed in (*_bringer(row, codes, columns), Placed(BLANK))]
    return [*lines, *_sentence(ripple_words.say_through_referrals(found), columns, "head")]


def _bringer(row: BringerRow, codes: int, width: int) -> Iterator[Placed]:
    end: Line = (Span(f"{row.people}  "), Span(fit(row.code, codes, right=True), "dim"))
    line = both_ends((Span(safe(row.name), "name"),), end, width)
    yield Placed(line, row.code, row.people, (row.code, row.name))
    for about in row.about:
        yield from (Placed((Span(f"  {text}", "dim"),)) for text in wrap(safe(about), width - 2))


def _sentence(text: str, width: int, style: str) -> Iterator[Placed]:
    for each in wrap(text, width):
        yield Placed((Span(each, "head" if style == "head" else "dim"),))
