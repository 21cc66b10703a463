"""The rows of a CSV file, each with its line; a broken one does not take the others along."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from tinycrm.exchange.cards import Skipped
from tinycrm.values import NamedTuple

SEPARATORS = (",", ";", "\t", "|")
MOST_LINES = 1000
"""Lines of one row: text between quotes may have several."""
_EMPTY = re.compile(rb"(?:[ ,;|\t]*+\n)*+")
LONGEST = 1 << 20
"""Bytes of one row."""
_MOST_IN_VAIN = 100_000
"""Lines that are read in vain, for quotation marks that are never closed; then a row is a line."""
_LONG_LINE = 256
"""Bytes that count as one more of these lines."""
_LINE = 16
"""Bytes that take as long as one more line of a row, which text between quotes may have."""
MOST_EMPTY = 200_000
"""Rows with nothing but quotation marks; an empty line is none."""

NO_END = "a quotation mark is opened here and never closed: the line is read by itself"
TOO_EMPTY = "this row and those after it are not read: {:,} empty rows are before it"
TOO_LARGE = (
    "this row and those after it are not read: the rows before it have as much text as is read of"
    " one file; import them as a file of their own"
)
TOO_LONG = f"the row is longer than {LONGEST >> 20} MB"


class SheetRow(NamedTuple):
    """The cells of a row, and the line of the file where it begins, counted from 1.

    `doubt` says what was odd about it.
    """

    line: int
    cells: list[str]
    doubt: str = ""


class _TooLong(Exception):
    """The row has too many lines or characters."""


class _Lines:
    """The lines of one row at a time; `place` is where the next one begins in the file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.place = self.size = self.count = 0
        self.has_ended = False
        self.in_vain_left = _MOST_IN_VAIN

    def _end(self, place: int) -> int:
        """Return where the line that begins there ends, with its line break."""
        found = self._data.find(b"\n", place)
        return len(self._data) if found < 0 else found + 1

    def start_row(self, place: int) -> None:
        """Begin a row at a place of the file."""
        self.place = place
        self.size = self.count = 0
        self.has_ended = False

    def give_up(self) -> None:
        """Say that the lines of the row were read in vain."""
        self.in_vain_left -= self.count + self.size // _LONG_LINE

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self.place >= len(self._data):
            self.has_ended = True
            raise StopIteration
        end = self._end(self.place)
        self.count += 1
        self.size += end - self.place
        if self.size > LONGEST or self.count > (MOST_LINES if self.in_vain_left > 0 else 1):
            raise _TooLong
        line, self.place = self._data[self.place : end], end
        return line.decode("utf-8", "replace")

    def skip(self, place: int) -> int:
        """Return the place after the line that begins there."""
        return self._end(place)


def read_rows(data: bytes, separator: str, most: int | None = None) -> Iterator[SheetRow | Skipped]:
    """Yield the rows of a file in UTF-8 whose lines end in a line feed; empty lines are left out.

    A quotation mark that is never closed, or not within 1,000 lines, makes no difference to the
    rows after it. When the rows have had `most` bytes, no more are read, and that is said; where
    there are other letters than those of ASCII, which take twice the time, each counts as two. One
    more line of a row counts as _LINE bytes.
    """
    csv.field_size_limit(LONGEST)
    lines, place, number, empty_rows, size = _Lines(data), 0, 1, 0, 0
    strict = csv.reader(lines, delimiter=separator, strict=True)
    while place < len(data):
        if (empty := _EMPTY.match(data, place)) and empty.end() > place:
            number += data.count(b"\n", place, empty.end())
            place = empty.end()
            continue
        if most is not None and size >= most:
            yield Skipped(number, TOO_LARGE)
            return
        lines.start_row(place)
        row = _read(lines, strict)
        if row is None:
            lines.give_up()
            line = data[place : lines.skip(place)]
            alone = _alone(line, number, separator)
            size += _size(line, 1) if isinstance(alone, SheetRow) else 0  # a long one costs nothing
            yield alone
            place, number = lines.skip(place), number + 1
            continue
        size += _size(data[place : lines.place], lines.count)
        if any(map(str.strip, row)):
            yield SheetRow(number, row)
        elif (empty_rows := empty_rows + 1) > MOST_EMPTY:
            yield Skipped(number, TOO_EMPTY.format(MOST_EMPTY))
            return
        place, number = lines.place, number + lines.count


def _size(part: bytes, lines: int) -> int:
    return (len(part) if part.isascii() else 2 * len(part)) + _LINE * (lines - 1)


def _read(lines: _Lines, reader: Iterator[list[str]]) -> list[str] | None:
    """Return the next row, None if its quotation marks do not match."""
    try:
        row = next(reader)
    except (_TooLong, csv.Error, StopIteration):
        return None
    return None if lines.has_ended else row


def _alone(line: bytes, number: int, separator: str) -> SheetRow | Skipped:
    """Return one line as a row, although its quotation marks do not match."""
    if len(line) > LONGEST:
        return Skipped(number, TOO_LONG)
    text = line.decode("utf-8", "replace")
    cells = next(csv.reader([text], delimiter=separator), [])
    if sum(cell.count(separator) for cell in cells):  # a mark swallowed the cells after it
        cells = text.split(separator)
    cells = [cell.strip(' "\n') for cell in cells]
    return SheetRow(number, cells, NO_END) if any(cells) else Skipped(number, NO_END)
