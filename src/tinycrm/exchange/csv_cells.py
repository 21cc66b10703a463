"""The cells of one row of a CSV file, by the fields of their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tinycrm.dates.yearly import Reading
from tinycrm.exchange import csv_headers
from tinycrm.exchange.cards import Remark, Unread
from tinycrm.exchange.csv_days import reading_of
from tinycrm.exchange.csv_headers import Column
from tinycrm.exchange.csv_rows import SheetRow
from tinycrm.exchange.more_columns import MoreColumns
from tinycrm.text import plain_label

_DEFUSED = re.compile(r"'[\s=+\-@'＝＠＋－]")
_LIST = " ::: "
_LABELS = {
    "cell": "mobile", "mobile phone": "mobile", "homefax": "home fax", "workfax": "work fax",
    "internet": "",
}  # fmt: skip


EXPORT, TABLE, FOREIGN = "export", "table", ""
"""Who wrote a file: `crm export`, `crm list --csv`, or another program."""


class Sheet:
    """What is known of a file before its rows are read: columns, the order of days, its `form`.

    `read` are the places and columns whose cells are read one by one, `more` those that are only
    kept. The form is EXPORT, TABLE or FOREIGN. What `crm export` wrote is taken as it is. With
    `family_first` the names are written “Müller, Hans”.
    """

    def __init__(
        self,
        read: Sequence[tuple[int, Column]],
        orders: dict[str, str],
        form: str = FOREIGN,
        more: MoreColumns | None = None,
        family_first: bool = False,
    ) -> None:
        self.read = read
        self._orders = orders
        self._readings: dict[str, Reading] = {}
        self.form = form
        self.more = more
        self.is_export = form == EXPORT
        self.family_first = family_first

    def reading_of(self, header: str) -> Reading:
        """Return how the days of a column are read."""
        if header not in self._readings:
            self._readings[header] = reading_of(self._orders.get(header, ""))
        return self._readings[header]


def plain_cell(cell: str, form: str = FOREIGN) -> str:
    """Return a cell without the ' before what a spreadsheet would run as a formula.

    `crm export` writes one more before a value that begins with one itself.
    """
    is_defused = cell.startswith("'") and (form == EXPORT or _DEFUSED.match(cell))
    return cell[1:] if is_defused else cell


class Cells:
    """The cells of a row while it is read; `unread` and `extra` are what could not be."""

    def __init__(self, row: SheetRow, sheet: Sheet) -> None:
        self.row = row
        self.sheet = sheet
        self.cells: list[tuple[Column, str]] = []
        self.by_field: dict[str, list[tuple[Column, str]]] = {}
        width = len(row.cells)
        for place, column in sheet.read:
            if place >= width:
                break
            cell = row.cells[place]
            text = plain_cell(cell, sheet.form).strip() if cell[:1] == "'" else cell.strip()
            if text:
                self.cells.append((column, text))
                self.by_field.setdefault(column.field, []).append((column, text))
        labels = self.by_field.get(csv_headers.LABEL, ())
        self.labels = {column.number: cell for column, cell in reversed(labels)}
        self.more = sheet.more.pack(row.cells) if sheet.more else None
        self.unread: list[Unread] = []
        self.extra: list[tuple[str, str]] = []
        self.remarks = [Remark(row.line, row.doubt)] if row.doubt else []

    def of(self, field: str) -> list[tuple[Column, str]]:
        """Return the cells of a field, with their columns."""
        return self.by_field.get(field, [])

    def has(self, fields: frozenset[str]) -> bool:
        """Return whether there is a cell of any of these fields: most rows have few of them."""
        return not fields.isdisjoint(self.by_field)

    def texts(self, field: str) -> list[str]:
        """Return the cells of a field."""
        return [cell for _, cell in self.of(field)]

    def split(self, column: Column, cell: str) -> list[str]:
        """Return the values of a cell: Google joins several by :::, a table of ours by "; ".

        A numbered column of an export has one.
        """
        if self.sheet.form == FOREIGN and _LIST not in cell:
            return [cell]
        if self.sheet.is_export and column.number:
            return [cell]
        is_list = self.sheet.form == TABLE and column.header.lower().endswith("s")
        parts = cell.split("; ") if is_list else cell.split(_LIST)
        return [part.strip() for part in parts if part.strip()]

    def each(self, kind: str, column: Column, cell: str) -> list[str]:
        """Return the values of a cell with addresses or numbers, where people write several."""
        several = _several(kind, cell) if self.sheet.form == FOREIGN else ()
        return several or self.split(column, cell)

    def values(self, field: str) -> list[str]:
        """Return the values in the cells of a field."""
        return [each for column, cell in self.of(field) for each in self.split(column, cell)]

    def label(self, column: Column) -> str:
        """Return the label of a value in lower case; Google marks the main one by `* `."""
        given = self.labels.get(column.number, "") if column.number else column.label
        return given if self.sheet.is_export or not given else _label(given)

    def has_value(self, number: str) -> bool:
        """Return whether one of Google's numbered fields has more than its label."""
        fields = (column.field for column, _ in self.cells if column.number == number)
        return any(field != csv_headers.LABEL for field in fields)

    def is_main(self, column: Column) -> bool:
        """Return whether Google marks a value as the main one."""
        given = self.labels.get(column.number, "") if column.number else ""
        return given.startswith("* ") and not self.sheet.is_export

    def keep_unread(self, column: Column, value: str, *, said: bool = False) -> None:
        """Keep a value that could not be read; `said`: a remark says it already."""
        self.extra.append((column.header, value))
        line = 0 if said else self.row.line
        self.unread.append(Unread(line, column.header, value, column.header, value))


_BETWEEN_EMAILS = re.compile(r"[\s,;|/]+")
_BETWEEN_NUMBERS = re.compile(r"[,;|/\n]")
_DIGITS = 7
"""What is between two phone numbers may be within one: `030/1234567` has an area code."""


def _several(kind: str, cell: str) -> list[str]:
    """Return the e-mails or the numbers that are in one cell, [] if it has one."""
    if kind == "email" and cell.count("@") > 1:
        parts, is_one = _BETWEEN_EMAILS.split(cell), _is_email
    elif kind == "phone" and _BETWEEN_NUMBERS.search(cell):
        parts, is_one = _BETWEEN_NUMBERS.split(cell), _is_whole_number
    else:
        return []
    parts = [part.strip() for part in parts if part.strip()]
    return parts if len(parts) > 1 and all(map(is_one, parts)) else []


def _is_email(text: str) -> bool:
    return text.count("@") == 1


def _is_whole_number(text: str) -> bool:
    return sum(map(str.isdecimal, text)) >= _DIGITS


@lru_cache(maxsize=1024)
def _label(given: str) -> str:
    label = plain_label(" ".join(given.removeprefix("*").split())).lower()
    return _LABELS.get(label, label)
