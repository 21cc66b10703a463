"""Rows of a CSV file that are no text, as a damaged disk leaves them between good ones."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from tinycrm.exchange.cards import Skipped
from tinycrm.exchange.csv_rows import SheetRow

NO_TEXT = "{} no text"
_CONTROLS = dict.fromkeys({*range(1, 32), 127} - set(map(ord, "\t\n\v\f\r\x1b")))
_PART = 20
"""One letter in so many that controls something: no text has that, and bytes by chance have two.
A single one may be a mistake."""
_LOST = "\ufffd"
"""What a reader puts where bytes are no letter."""
_MOST_DAMAGED = 3
"""Damaged rows before one that is no text, at most: elsewhere they are people."""
_SHORTEST = 8
"""Letters of a row that ends what is no text."""


def without_noise(rows: Iterator[SheetRow | Skipped], width: int) -> Iterator[SheetRow | Skipped]:
    """Yield the rows, but name those together that are no text, and are no people.

    What follows such a row belongs to it, up to a row of plain ASCII with `width` cells that is
    long enough to be one by more than chance. So do damaged rows right before it.
    """
    begin = count = 0
    damaged: deque[SheetRow] = deque()
    for row in rows:
        if isinstance(row, SheetRow):
            if not _is_clear(row.cells, width) if count else _is_no_text(row.cells):
                begin = begin or (damaged[0] if damaged else row).line
                count += 1 + len(damaged)
                damaged.clear()
                continue
            if count:
                yield _skipped(begin, count)
                begin = count = 0
            if _is_damaged(row.cells, width):
                damaged.append(row)
                if len(damaged) > _MOST_DAMAGED:
                    yield damaged.popleft()
                continue
        yield from damaged
        damaged.clear()
        yield row
    yield from damaged
    if count:
        yield _skipped(begin, count)


def _is_damaged(cells: list[str], width: int) -> bool:
    """Return whether a row may be the beginning of what is no text."""
    if len(cells) != width:
        return True
    text = "".join(cells)
    if text.isascii():
        return False
    return _LOST in text or (not text.isprintable() and _count_controls(text) > 0)


def _is_no_text(cells: list[str]) -> bool:
    text = "".join(cells)
    count = 0 if text.isprintable() else _count_controls(text)
    return count > 1 and count * _PART > len(text)


def _is_clear(cells: list[str], width: int) -> bool:
    text = "".join(cells)
    is_long = len(text) >= _SHORTEST
    return is_long and len(cells) == width and text.isascii() and not _count_controls(text)


def _count_controls(text: str) -> int:
    return len(text) - len(text.translate(_CONTROLS))


def _skipped(begin: int, count: int) -> Skipped:
    return Skipped(begin, NO_TEXT.format(f"{count:,} rows are" if count > 1 else "the row is"))
