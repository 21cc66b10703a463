"""The cells of one row of a CSV file, by the fields of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tinycrm.exchange import csv_headers
from tinycrm.exchange.cards import Remark, Unread
from tinycrm.exchange.csv_headers import Column
from tinycrm.exchange.csv_rows import SheetRow

_DEFUSED = re.compile(r"'[\s=+\-@'＝＠＋－]")
_LIST = " ::: "
_LABELS = {"cell": "mobile", "mobile phone": "mobile", "homefax": "home fax", "workfax": "work fax"}


class Sheet:
    """What is known of a file before its rows are read: its columns, and the order of its days.

    `is_own`: it was written by tinycrm, which joins several values in a cell by "; ".
    """

    def __init__(self, columns: Sequence[Column], orders: dict[str, str], *, is_own: bool) -> None:
        self.columns = columns
        self.orders = orders
        self.is_own = is_own


def plain_cell(cell: str) -> str:
    """Return a cell without the ' before what a spreadsheet would run as a formula."""
    return cell[1:] if _DEFUSED.match(cell) else cell


class Cells:
    """The cells of a row while it is read; `unread` and `extra` are what could not be."""

    def __init__(self, row: SheetRow, sheet: Sheet) -> None:
        self.row = row
        self.sheet = sheet
        self.cells: list[tuple[Column, str]] = []
        for place, cell in enumerate(map(plain_cell, row.cells)):
            if cell.strip():
                self.cells.append((self._column(place), cell.strip()))
        self.unread: list[Unread] = []
        self.extra: list[tuple[str, str]] = []
        self.remarks = [Remark(row.line, row.doubt)] if row.doubt else []

    def _column(self, place: int) -> Column:
        if place < len(self.sheet.columns):
            return self.sheet.columns[place]
        return Column(f"column {place + 1}", csv_headers.UNKNOWN)

    def of(self, field: str) -> Iterator[tuple[Column, str]]:
        """Yield the cells of a field, with their columns."""
        return ((column, cell) for column, cell in self.cells if column.field == field)

    def texts(self, field: str) -> list[str]:
        """Return the cells of a field."""
        return [cell for _, cell in self.of(field)]

    def split(self, column: Column, cell: str) -> list[str]:
        """Return the values of a cell: Google joins several by :::, tinycrm by semicolons."""
        is_list = self.sheet.is_own and column.header.lower().endswith("s")
        parts = cell.split("; ") if is_list else cell.split(_LIST)
        return [part.strip() for part in parts if part.strip()]

    def values(self, field: str) -> list[str]:
        """Return the values in the cells of a field."""
        return [each for column, cell in self.of(field) for each in self.split(column, cell)]

    def label(self, column: Column) -> str:
        """Return the label of a value in lower case; Google marks the main one by `* `."""
        given = column.label
        if column.number:
            labels = (cell for other, cell in self.of("label") if other.number == column.number)
            given = next(labels, "")
        label = " ".join(given.removeprefix("*").split()).lower()
        return _LABELS.get(label, label)

    def is_main(self, column: Column) -> bool:
        """Return whether Google marks a value as the main one."""
        labels = (cell for other, cell in self.of("label") if other.number == column.number)
        return bool(column.number) and next(labels, "").startswith("* ")

    def keep_unread(self, column: Column, value: str, *, said: bool = False) -> None:
        """Keep a value that could not be read; `said`: a remark says it already."""
        self.extra.append((column.header, value))
        line = 0 if said else self.row.line
        self.unread.append(Unread(line, column.header, value, column.header, value))
