"""The morning as a list that can be worked through."""

from __future__ import annotations

from collections.abc import Iterator

from tinycrm.services.briefing.briefing import Briefing
from tinycrm.tui import briefing_rows
from tinycrm.tui.briefing_rows import BriefingRow, Item
from tinycrm.tui.cell_text import Line, Span
from tinycrm.tui.widgets.row_list import RowList


class BriefingList(RowList):
    """Every row of a briefing. Rows that are being written stand dimmed until they are gone."""

    def __init__(self, briefing: Briefing) -> None:
        super().__init__()
        self._briefing = briefing
        self._items: list[Item] = []
        self._pending: set[tuple[str, str, str]] = set()
        self._width = 0

    def on_mount(self) -> None:
        """Lay the first morning out."""
        self._lay_out()

    def show(self, briefing: Briefing) -> None:
        """Take another morning; the chosen row stays, or the one that took its place."""
        self._briefing = briefing
        self._pending.clear()
        self._lay_out()

    def _lay_out(self) -> None:
        chosen = self.chosen
        self._width = self.size.width or 100
        self._items = briefing_rows.items_of(self._briefing, self._width)
        if chosen:
            keys = [each.key if isinstance(each, BriefingRow) else None for each in self._items]
            if chosen.key in keys:
                self.set_reactive(RowList.at, keys.index(chosen.key))
        self.changed()

    def on_resize(self) -> None:
        """Lay sentences out again for another width."""
        if self.size.width != self._width:
            self._lay_out()

    @property
    def total(self) -> int:
        """Return how many rows there are, headings among them."""
        return len(self._items)

    @property
    def chosen(self) -> BriefingRow | None:
        """Return the chosen row."""
        item = self._items[self.at] if self.at < len(self._items) else None
        return item if isinstance(item, BriefingRow) else None

    def settle(self, entry: BriefingRow) -> bool:
        """Dim a row that is being written, and go on; False when it is dimmed already."""
        if entry.key in self._pending:
            return False
        self._pending.add(entry.key)
        self.choose(next(self._waiting(self.at), self.at + 1))
        self.refresh()
        return True

    def _waiting(self, start: int) -> Iterator[int]:
        """Yield the rows from one on that are yet to be dealt with."""
        for n in range(start, self.total):
            item = self._items[n]
            if isinstance(item, BriefingRow) and not item.ticked and item.key not in self._pending:
                yield n

    def can_choose(self, n: int) -> bool:
        """Tell whether a row is one to work on."""
        return isinstance(self._items[n], BriefingRow)

    def row(self, n: int, width: int) -> Line:
        """Return a row in so many cells."""
        item = self._items[n]
        if isinstance(item, BriefingRow) and item.key in self._pending:
            item = item._replace(ticked=True, accent=False)
        return briefing_rows.draw(item, width)

    def mark(self, n: int) -> Line:
        """Mark the chosen row with ▸, and others about the same person with a dot."""
        whose, chosen = self._person(n), self._person(self.at)
        if n != self.at and whose and whose == chosen:
            return (Span(" · ", "accent"),)
        return super().mark(n)

    def _person(self, n: int) -> str | None:
        item = self._items[n] if n < len(self._items) else None
        return item.person.id if isinstance(item, BriefingRow) and item.person else None
