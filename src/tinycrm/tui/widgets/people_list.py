"""The list of people, read in pages: only what is visible is read, even of ten thousand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.message import Message

from tinycrm.services.codes import code
from tinycrm.services.people.listing import WorkingRow
from tinycrm.tui import people_rows
from tinycrm.tui.cell_text import Line, Span
from tinycrm.tui.queries import People
from tinycrm.tui.widgets.marks import MarkedList
from tinycrm.tui.widgets.row_list import RowList

PAGE = 50
_PAGES = 24  # how many are kept


class PeopleList(MarkedList):
    """The contacts that a filter matches. A page is requested when it becomes visible."""

    class Wanted(Message):
        """The contacts with these ids, from row `start` on, are visible but not yet read."""

        def __init__(self, start: int, ids: Sequence[int]) -> None:
            super().__init__()
            self.start = start
            self.ids = ids

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day
        self._ids: Sequence[int] = ()
        self._pages: dict[int, Sequence[WorkingRow]] = {}
        self._asked: set[int] = set()

    def show(self, people: People, at: int | None = None) -> None:
        """Show other people and select the one with the id `at`, else the row in its place.

        Without `at` the first row is selected.
        """
        self._ids = people.ids
        self._pages = {people.start: people.lines}
        self._asked = set()
        place = people.ids.index(at) if at in people.ids else self.at if at else 0
        self.set_reactive(RowList.at, place)
        self.changed()

    def add(self, start: int, ids: Sequence[int], lines: Sequence[WorkingRow]) -> None:
        """Add a page, unless the list shows other people by now."""
        if ids != self._ids[start : start + PAGE]:
            return
        if len(self._pages) >= _PAGES:
            del self._pages[max(self._pages, key=lambda other: abs(other - start))]
        self._pages[start] = lines
        self._asked.discard(start)
        top = self.scroll_offset.y
        if start < top + self.size.height and top < start + PAGE:
            self.refresh()

    @property
    def total(self) -> int:
        """Return the number of people."""
        return len(self._ids)

    @property
    def chosen(self) -> tuple[str, str] | None:
        """Return code and name of the selected person, None if they are not read yet."""
        return self.person_of(self.at)

    @property
    def chosen_code(self) -> str | None:
        """Return the code of the selected person, even if the name is not read yet."""
        return code("contact", self._ids[self.at]) if self.at < len(self._ids) else None

    def _person(self, n: int) -> WorkingRow | None:
        start = n // PAGE * PAGE
        page = self._pages.get(start)
        if page is None:
            if self._ids and start not in self._asked:
                self._asked.add(start)
                self.post_message(self.Wanted(start, self._ids[start : start + PAGE]))
            return None
        return page[n - start] if n - start < len(page) else None

    def watch_at(self, before: int, now: int) -> None:
        """Request the pages around the selected row, before they are visible."""
        super().watch_at(before, now)
        for near in (now - PAGE // 2, now + PAGE // 2):
            if 0 <= near < self.total:
                self._person(near)

    def person_of(self, n: int) -> tuple[str, str] | None:
        """Return code and name of a person, None if they are not read yet."""
        person = self._person(n)
        return (code("contact", person.line.id), person.line.name) if person else None

    # ── drawing ──────────────────────────────────────────────────────────────────────────

    def row(self, n: int, width: int) -> Line:
        """Return the row of a person."""
        person = self._person(n)
        return (Span("…", "dim"),) if person is None else people_rows.draw(person, self.day, width)


SORTS = {
    "name": "", "touched": "by last touch ", "quiet": "quietest first ",
    "added": "newest first ", "value": "by value ",
}  # fmt: skip
"""The orders of the list, and what the screen says of them; by name nothing."""
