"""What is known of a CSV file once all of its rows were looked at, before one becomes a card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from tinycrm.exchange.csv_cells import EXPORT, FOREIGN, TABLE, Sheet
from tinycrm.exchange.csv_days import DayEvidence
from tinycrm.exchange.csv_headers import UNKNOWN, Column
from tinycrm.exchange.csv_names import NameOrder
from tinycrm.exchange.csv_rows import SheetRow
from tinycrm.exchange.more_columns import MoreColumns
from tinycrm.text import visible

MOST_SHOWN = 200
"""Columns that are not known: more than these are kept together, and not shown on the card."""
MOST_SHOWN_CELLS = 100_000
"""Cells of these, in all rows."""
_MOST_DAYS = 100_000
"""Cells that are asked in which order their column has day and month."""
_NAMED = 8
KEPT = "{} not known and kept on the card: {}; --map COLUMN=FIELD says what one is"
KEPT_TOGETHER = (
    "{} not known and kept with the contact, but not shown: {}; --map COLUMN=FIELD says what one is"
)
_OWN = {EXPORT: {"name", "every", "kind", "uid"}, TABLE: {"id", "name", "emails"}}
"""The headers that only files of tinycrm have together."""


class Survey:
    """Looks at the rows of a file, one after the other."""

    def __init__(self, columns: Sequence[Column]) -> None:
        names = {column.header.lower() for column in columns}
        self.form = next((form for form, own in _OWN.items() if own <= names), FOREIGN)
        self.columns: list[Column] = []
        self._empty: list[int] = []
        self._counts: dict[int, int] = {}
        self._days: dict[int, DayEvidence] = {}
        self._names: dict[int, NameOrder] = {}
        self._days_left = _MOST_DAYS
        self._add_columns(columns)

    def _add_columns(self, columns: Iterable[Column]) -> None:
        for place, column in enumerate(columns, len(self.columns)):
            header = column.header.strip() and column.header
            self.columns.append(column._replace(header=header or f"column {place + 1}"))
            self._empty.append(place)
            if column.field in ("birthday", "date"):
                self._days[place] = DayEvidence()
            elif column.field == "name" and self.form == FOREIGN:
                self._names[place] = NameOrder()
            elif column.field == UNKNOWN and len(self._counts) < MOST_SHOWN:
                self._counts[place] = 0

    def look_at(self, row: SheetRow) -> None:
        """Take account of a row; one that is longer than the header adds columns."""
        cells, width = row.cells, len(row.cells)
        if width > len(self.columns):
            self._add_columns([Column("", UNKNOWN)] * (width - len(self.columns)))
        self._empty = [n for n in self._empty if n >= width or not cells[n] or cells[n].isspace()]
        for place in self._counts:
            if place < width and cells[place]:
                self._counts[place] += 1
        for place, days in self._days.items() if self._days_left > 0 else ():
            if place < width and cells[place]:
                days.add(row.line, cells[place])
                self._days_left -= 1
        for place, names in self._names.items():
            if place < width:
                names.add(row.line, cells[place])

    def sheet(self) -> tuple[Sheet, list[str]]:
        """Return what holds for all rows, and sentences about it."""
        empty = set(self._empty)
        filled = [(n, column) for n, column in enumerate(self.columns) if n not in empty]
        shown = self._shown()
        read = [(n, column) for n, column in filled if column.field != UNKNOWN or n in shown]
        more = [n for n, column in filled if column.field == UNKNOWN and n not in shown]
        orders, said = {}, []
        for place, days in self._days.items():
            found = days.order(self.columns[place].header, self._days.values())
            orders[self.columns[place].header] = found.order
            said += [found.remark] if found.remark else []
        said += (names := self._name_order())
        together = MoreColumns([self.columns[n].header for n in more], more) if more else None
        said += self._unknown([n for n, column in read if column.field == UNKNOWN], KEPT)
        said += self._unknown(more, KEPT_TOGETHER)
        return Sheet(read, orders, self.form, together, bool(names)), said

    def _name_order(self) -> list[str]:
        """Return the sentence that family names come first; two columns of names say nothing."""
        if len(self._names) != 1:
            return []
        ((place, names),) = self._names.items()
        return list(filter(None, [names.remark(self.columns[place].header)]))

    def _shown(self) -> set[int]:
        """Return the places of the first unknown columns whose cells are not too many."""
        found, left = set(), MOST_SHOWN_CELLS
        for place, count in self._counts.items():
            left -= count
            if left >= 0:
                found.add(place)
        return found

    def _unknown(self, places: Sequence[int], sentence: str) -> list[str]:
        if not places:
            return []
        names = [visible(self.columns[n].header[:40]) for n in islice(places, _NAMED)]
        more = f" and {len(places) - _NAMED:,} more" if len(places) > _NAMED else ""
        count = "1 column is" if len(places) == 1 else f"{len(places):,} columns are"
        return [sentence.format(count, ", ".join(names) + more)]
