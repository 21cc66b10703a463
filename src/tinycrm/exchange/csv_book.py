"""Read the CSV files of address books into cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from tinycrm.exchange.cards import MOST_VALUES, Card, Remark, Skipped, too_many
from tinycrm.exchange.csv_card import read_row
from tinycrm.exchange.csv_cells import FOREIGN, Sheet, plain_cell
from tinycrm.exchange.csv_headers import Column, find_columns, plain_header
from tinycrm.exchange.csv_noise import without_noise
from tinycrm.exchange.csv_rows import LONGEST, SEPARATORS, SheetRow, read_rows
from tinycrm.exchange.csv_survey import Survey
from tinycrm.exchange.utf8_lines import to_utf8_lines
from tinycrm.text import visible

_PREAMBLE = 20
"""Rows before the header, at most: LinkedIn explains itself first."""
_MOST_HEADERS = 20_000
"""When so many cells of these rows were read as headers, no further row is."""
MOST_ROWS = 25_000
"""Rows of one file: as many contacts as Google keeps for anybody."""
MOST_OWN_ROWS = 1_000_000
"""Rows of a file that tinycrm wrote."""
MOST_CELLS = 200_000
"""Values that the cards of one file have together, in known columns; see `_count`."""
_ROW, _RELATION = 3, 3
"""As many values are a row itself, and a relation."""
_USUAL_COLUMNS, _CELLS = 250, 10
"""In a file with more columns that are read one by one, so many cells count as a value more."""
MOST_OWN_CELLS = 25_000_000
"""The same of a file that tinycrm wrote."""
MOST_BYTES = 48 << 20
"""Bytes of a file that tinycrm did not write, in UTF-8."""
GUESSED = "the text is not UTF-8; read as {}: “{}” (--charset for another)"
NO_HEADER = "no column of an address book is known in it; --map COLUMN=FIELD says what one is"
NOT_THERE = "--map names a column “{}”, and the file has none of that name"
_MOST_LETTERS = 500
"""Letters of a header: those of a survey are whole questions."""
LONG_HEADER = f"the header “{{}}…” has more than {_MOST_LETTERS} letters: these are kept"
NO_ROWS = "there is a header, and no row after it"
TOO_MANY = (
    "this row and those after it are not read: more than {:,} rows;"
    " import them as a file of their own"
)
TOO_FULL = (
    "this row and those after it are not read: the rows before it have as many values as are read"
    " of one file; import them as a file of their own"
)


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

    The rows are read twice, so that they are not all in memory: first to see what the columns
    have. `mapped` are fields by plain headers, as `csv_headers.parse_map` reads them. Raises
    UsageProblem for an unknown charset.
    """
    text = to_utf8_lines(data, charset)
    header = find_header(text.data, mapped or {})
    if header is None:
        return
    survey = Survey(header.columns)
    for row in _rows(text.data, header, survey.form):
        if isinstance(row, SheetRow):
            survey.look_at(row)
    sheet, said = survey.sheet()
    if text.guessed:
        said.insert(0, GUESSED.format(text.guessed, visible(text.sample)))
    said += map(NOT_THERE.format, _not_there(header.columns, mapped or {}))
    said += map(LONG_HEADER.format, _long(header.columns))
    remarks = tuple(Remark(header.line, each) for each in said)
    is_empty = True
    for item in _cards(_rows(text.data, header, survey.form), sheet):
        is_empty = False
        if remarks and isinstance(item, Card):
            yield replace(item, remarks=(*remarks, *item.remarks))
            remarks = ()
        else:
            yield item
    if is_empty:
        yield Skipped(header.line, NO_ROWS)


def _long(columns: list[Column]) -> list[str]:
    """Return the beginnings of headers that were cut."""
    return [visible(each.header[:40]) for each in columns if len(each.header) > _MOST_LETTERS]


def _not_there(columns: list[Column], mapped: dict[str, str]) -> list[str]:
    """Return the columns that --map names and the file has not."""
    there = {plain_header(each.header) for each in columns}
    return [visible(each) for each in mapped if each not in there]


def _rows(data: bytes, header: _Found, form: str) -> Iterator[SheetRow | Skipped]:
    """Yield the rows after the header; after very many what is wrong with them."""
    most, most_bytes = (MOST_ROWS, MOST_BYTES) if form == FOREIGN else (MOST_OWN_ROWS, None)
    rows = read_rows(data, header.separator, most_bytes)
    if form == FOREIGN:  # ours has whatever somebody typed
        rows = without_noise(rows, len(header.columns))
    after = (each for each in rows if each.line > header.line)
    yield from islice(after, most)
    if more := next(after, None):
        yield Skipped(more.line, TOO_MANY.format(most))


def _cards(rows: Iterator[SheetRow | Skipped], sheet: Sheet) -> Iterator[Card | Skipped]:
    left = MOST_CELLS if sheet.form == FOREIGN else MOST_OWN_CELLS
    for row in rows:
        left -= _count_cells(row, sheet) if isinstance(row, SheetRow) else 0
        item = read_row(row, sheet) if isinstance(row, SheetRow) else row
        if isinstance(item, Card):
            reason = too_many(item)
            left -= MOST_VALUES if reason else _count(item)
            item = Skipped(row.line, reason) if reason else item
        if left < 0:
            yield Skipped(row.line, TOO_FULL)
            return
        yield item


def _count_cells(row: SheetRow, sheet: Sheet) -> int:
    """Return how many values many cells of one row take as long as, whatever becomes of them."""
    if len(sheet.read) <= _USUAL_COLUMNS:
        return 0
    width = len(row.cells)
    return sum(place < width and row.cells[place] != "" for place, _ in sheet.read) // _CELLS


def _count(card: Card) -> int:
    """Return how many values the row has, each counted as long as it takes to store it."""
    lists = (card.points, card.tags, card.nicknames, card.facts, card.occasions, card.extra)
    texts = bool(card.note), bool(card.birthday), bool(card.organization or card.title)
    more = _ROW + len(card.unread) + _RELATION * len(card.related)
    return sum(map(len, lists)) + sum(texts) + more


def find_header(data: bytes, mapped: dict[str, str]) -> _Found | None:
    """Return the header, in the separator under which most of its columns are known.

    None if no column has something that a person can be called by.
    """
    best: _Found | None = None
    for separator in SEPARATORS:
        left = _MOST_HEADERS
        for row in islice(read_rows(data[: 2 * LONGEST], separator), _PREAMBLE):
            if isinstance(row, Skipped) or left <= 0:
                continue
            left -= len(row.cells)
            found = _Found(find_columns([*map(_header, row.cells)], mapped), row.line, separator)
            is_header = any(column.is_naming for column in found.columns)
            if is_header and (best is None or found.known > best.known):
                best = found
    return best


def _header(cell: str) -> str:
    """Return the text of a header; of a very long one the beginning: each row is kept with it."""
    text = plain_cell(cell).strip().removeprefix("\ufeff")
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…"
