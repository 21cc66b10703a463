"""The briefing as a list of rows to select."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tinycrm.services.briefing.briefing import Briefing
from tinycrm.tui import briefing_rows
from tinycrm.tui.briefing_rows import Below, BriefingRow, Item
from tinycrm.tui.cell_text import Line, Span
from tinycrm.tui.widgets.row_list import RowList


class BriefingList(RowList):
    """The rows of a briefing. Rows that are being saved are dimmed until they disappear."""

    def __init__(self, briefing: Briefing) -> None:
        super().__init__()
        self._briefing = briefing
        self._items: list[Item] = []
        self._pending: set[tuple[str, str, str]] = set()
        self._width = 0

    def on_mount(self) -> None:
        """Lay out the first briefing."""
        self._lay_out()

    def show(self, briefing: Briefing) -> None:
        """Show another briefing; the selected row stays selected, or the one in its place."""
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
        """Wrap the sentences again for another width."""
        if self.size.width != self._width:
            self._lay_out()

    @property
    def total(self) -> int:
        """Return the number of rows, headings included."""
        return len(self._items)

    @property
    def waiting(self) -> set[tuple[str, str, str]]:
        """Return the keys of the rows that are still to be done."""
        return briefing_rows.waiting(self._items)

    @property
    def chosen(self) -> BriefingRow | None:
        """Return the selected row."""
        item = self._items[self.at] if self.at < len(self._items) else None
        return item if isinstance(item, BriefingRow) else None

    def settle(self, entry: BriefingRow) -> bool:
        """Dim a row that is being saved, and select the next; False if it is already dimmed."""
        if entry.key in self._pending:
            return False
        self._pending.add(entry.key)
        self.choose(next(self._to_do(self.at), self.at + 1))
        self.refresh()
        return True

    def _to_do(self, start: int) -> Iterator[int]:
        """Yield the rows from `start` on that are still to be done."""
        for n in range(start, self.total):
            item = self._items[n]
            if isinstance(item, BriefingRow) and not item.ticked and item.key not in self._pending:
                yield n

    def can_choose(self, n: int) -> bool:
        """Return whether a row can be selected."""
        return isinstance(self._items[n], BriefingRow)

    def row_of(self, n: int) -> int:
        """Return the row above for its second line."""
        return n - 1 if isinstance(self._items[n], Below) else n

    def row(self, n: int, width: int) -> Line:
        """Return a row in `width` cells."""
        item = self._items[n]
        if isinstance(item, BriefingRow) and item.key in self._pending:
            item = item._replace(ticked=True, accent=False)
        return briefing_rows.draw(item, width)

    def mark(self, n: int) -> Line:
        """Return ▸ for the selected row, and a dot for others about the same contact."""
        person, chosen = self._person(n), self._person(self.at)
        if n != self.at and person and person == chosen:
            return (Span(" · ", "accent"),)
        return super().mark(n)

    def lines_about(self, n: int) -> Iterable[int]:
        """Return the lines of a row, and the rows about the same contact."""
        person = self._person(n)
        same = [at for at in range(self.total) if self._person(at) == person] if person else []
        return (*super().lines_about(n), *same)

    def _person(self, n: int) -> str | None:
        item = self._items[n] if n < len(self._items) else None
        return item.person.id if isinstance(item, BriefingRow) and item.person else None
