"""Read the CSV files of address books into cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from tinycrm.exchange.cards import Card, Remark, Skipped, too_many
from tinycrm.exchange.charsets import decode_whole
from tinycrm.exchange.csv_card import read_row
from tinycrm.exchange.csv_cells import EXPORT, FOREIGN, TABLE, Sheet, plain_cell
from tinycrm.exchange.csv_days import find_order
from tinycrm.exchange.csv_headers import MOST_SHOWN, Column, find_columns
from tinycrm.exchange.csv_rows import SEPARATORS, SheetRow, read_rows
from tinycrm.text import visible

_PREAMBLE = 20
"""Rows before the header, at most: LinkedIn explains itself first."""
_SHOWN = 8
MOST_CELLS = 1_000_000
"""Cells of columns that are not known, in all rows; 200 of these columns are always read."""
NOT_READ = "{} more columns are not known and not read: {}; --map COLUMN=FIELD says what one is"
NOT_READ_CELLS = "{:,} cells after those of the header are not read"
UNKNOWN = "{} not known and kept on the card: {}; --map COLUMN=FIELD says what one is"
GUESSED = "the text is not UTF-8; read as {}: “{}” (--charset for another)"
NO_HEADER = "no column of an address book is known in it; --map COLUMN=FIELD says what one is"
NO_ROWS = "there is a header, and no row after it"
_OWN = {EXPORT: {"name", "every", "kind", "uid"}, TABLE: {"id", "name", "emails"}}
"""The headers that only files of tinycrm have together."""


class _Found:
    """The header of a file: the line after which the rows begin, the columns, the separator."""

    def __init__(self, columns: list[Column], line: int, separator: str) -> None:
        self.columns = columns
        self.line = line
        self.separator = separator
        self.known = sum(column.is_known for column in columns)


def read_csv(data: bytes, charset: str = "", mapped: dict[str, str] | None = None) -> Iterator[
    Card | Skipped
]:  # fmt: skip
    """Yield the card of each row, or why it is none; nothing if no column is known.

    `mapped` are fields by plain headers, as `csv_headers.parse_map` reads them. Raises
    UsageProblem for an unknown charset.
    """
    text, guessed, sample = decode_whole(data, charset)
    header = find_header(text, mapped or {})
    if header is None:
        return
    after = (each for each in read_rows(text, header.separator) if each.line > header.line)
    not_read, rows = _narrowed(header, after, max(MOST_SHOWN, MOST_CELLS // (text.count("\n") + 1)))
    if not rows:
        yield Skipped(header.line, NO_ROWS)
    said = [GUESSED.format(guessed, visible(sample))] if guessed else []
    sheet, more = _sheet(header, rows)
    remarks = tuple(Remark(header.line, each) for each in (*said, *not_read, *more))
    for row in rows:
        item = read_row(row, sheet) if isinstance(row, SheetRow) else row
        if isinstance(item, Card) and (reason := too_many(item)):
            item = Skipped(row.line, reason)
        if remarks and isinstance(item, Card):
            item, remarks = replace(item, remarks=(*remarks, *item.remarks)), ()
        yield item


def find_header(text: str, mapped: dict[str, str]) -> _Found | None:
    """Return the header, in the separator under which most of its columns are known.

    None if no column has something that a person can be called by.
    """
    best: _Found | None = None
    for separator in SEPARATORS:
        for row in islice(read_rows(text[:200_000], separator), _PREAMBLE):
            if isinstance(row, Skipped):
                continue
            cells = [plain_cell(cell).strip().removeprefix("\ufeff") for cell in row.cells]
            found = _Found(find_columns(cells, mapped), row.line, separator)
            is_header = any(column.is_naming for column in found.columns)
            if is_header and (best is None or found.known > best.known):
                best = found
    return best


def _narrowed(
    header: _Found, rows: Iterable[SheetRow | Skipped], most: int
) -> tuple[list[str], list[SheetRow | Skipped]]:
    """Return the rows with the columns that are read, and a sentence about those that are not.

    `most` are the columns that are read although they are not known, and the cells after those
    of the header. The columns of the header become those that are read.
    """
    every = header.columns
    unknown = [place for place, column in enumerate(every) if not column.is_known]
    dropped = unknown[most:]
    places = sorted({*range(len(every))} - {*dropped})
    header.columns = [every[place] for place in places]
    read = [
        _narrow(row, places, len(every), most) if isinstance(row, SheetRow) else row for row in rows
    ]
    names = [_title(every[place], place) for place in dropped]
    return [NOT_READ.format(f"{len(names):,}", _few(names))] if names else [], read


def _narrow(row: SheetRow, places: Sequence[int], width: int, most: int) -> SheetRow:
    """Return a row with the cells at these places of the header, and not too many after it."""
    over = len(row.cells) - width - most
    if len(places) == width and over <= 0:
        return row
    cells = [row.cells[place] for place in places if place < len(row.cells)]
    cells += row.cells[width : width + most]
    said = [NOT_READ_CELLS.format(over)] if over > 0 else []
    return SheetRow(row.line, cells, "; ".join(filter(None, (row.doubt, *said))))


def _sheet(header: _Found, rows: Sequence[SheetRow | Skipped]) -> tuple[Sheet, list[str]]:
    """Return what holds for all rows, and the sentences about it."""
    said, orders = [], {}
    for place, column in enumerate(header.columns):
        if column.field in ("birthday", "date"):
            cells = (
                (row.line, row.cells[place])
                for row in rows
                if isinstance(row, SheetRow) and place < len(row.cells)
            )
            found = find_order(column.header, cells)
            orders[column.header] = found.order
            said += [found.remark] if found.remark else []
    names = {column.header.lower() for column in header.columns}
    form = next((form for form, own in _OWN.items() if own <= names), FOREIGN)
    return Sheet(header.columns, orders, form), [*said, *_unknown(header, rows)]


def _unknown(header: _Found, rows: Sequence[SheetRow | Skipped]) -> list[str]:
    """Return a sentence about the columns that are not known and not empty, if there are any."""
    filled = {
        place
        for row in rows
        if isinstance(row, SheetRow)
        for place, cell in enumerate(row.cells)
        if cell.strip()
    }
    names = [
        _title(column, place)
        for place, column in enumerate(header.columns)
        if not column.is_known and place in filled
    ]
    if not names:
        return []
    count = "1 column is" if len(names) == 1 else f"{len(names)} columns are"
    return [UNKNOWN.format(count, _few(names))]


def _title(column: Column, place: int) -> str:
    return visible(column.header[:40]) or f"column {place + 1}"


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
