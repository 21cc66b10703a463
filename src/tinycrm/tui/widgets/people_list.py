"""The list of people, read in pages: only what is visible is read, even of ten thousand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual import events
from textual.message import Message

from tinycrm.services.codes import code
from tinycrm.services.people.listing import WorkingRow
from tinycrm.tui import people_rows
from tinycrm.tui.cell_text import MARK, Line, Span
from tinycrm.tui.queries import People
from tinycrm.tui.widgets.row_list import RowList

PAGE = 100
_PAGES = 12  # how many are kept


class PeopleList(RowList):
    """The contacts that a filter matches. A page is requested when it becomes visible."""

    class Wanted(Message):
        """The contacts with these ids, from row `start` on, are visible but not yet read."""

        def __init__(self, start: int, ids: Sequence[int]) -> None:
            super().__init__()
            self.start = start
            self.ids = ids

    class Ticked(Message):
        """The mark of the selected row was clicked."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day
        self._ids: Sequence[int] = ()
        self._pages: dict[int, Sequence[WorkingRow]] = {}
        self._asked: set[int] = set()
        self._marks: dict[int, str] = {}

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
            self._pages.clear()
            self._asked.clear()
        self._pages[start] = lines
        self._asked.discard(start)
        self.refresh()

    @property
    def total(self) -> int:
        """Return the number of people."""
        return len(self._ids)

    @property
    def chosen(self) -> tuple[str, str] | None:
        """Return code and name of the selected person, None if they are not read yet."""
        person = self._person(self.at)
        return (code("contact", person.line.id), person.line.name) if person else None

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

    # ── marks ────────────────────────────────────────────────────────────────────────────

    @property
    def marked(self) -> tuple[tuple[str, str], ...]:
        """Return code and name of each marked person, also of those a filter hides."""
        return tuple((code("contact", own), name) for own, name in self._marks.items())

    def toggle(self) -> None:
        """Mark the selected person, or take the mark away; then select the next row."""
        person = self._person(self.at)
        if person is None:
            return
        if self._marks.pop(person.line.id, None) is None:
            self._marks[person.line.id] = person.line.name
        self.refresh()
        self.choose(self.at + 1)

    def unmark(self) -> None:
        """Take all marks away."""
        self._marks.clear()
        self.refresh()

    # ── drawing ──────────────────────────────────────────────────────────────────────────

    def mark(self, n: int) -> Line:
        """Return ✓ for a marked person, and ▸ for the selected row."""
        tick = "✓" if n < len(self._ids) and self._ids[n] in self._marks else " "
        return (Span(f"{tick}{'▸' if n == self.at else ' '} ", "accent"),)

    def row(self, n: int, width: int) -> Line:
        """Return the row of a person."""
        person = self._person(n)
        return (Span("…", "dim"),) if person is None else people_rows.draw(person, self.day, width)

    def on_click(self, event: events.Click) -> None:
        """Mark a person with a click on the left edge."""
        if event.x < MARK - 1 and event.y + self.scroll_offset.y < self.total:
            self.post_message(self.Ticked())


SORTS = {
    "name": "", "touched": "by last touch ", "quiet": "quietest first ",
    "added": "newest first ", "value": "by value ",
}  # fmt: skip
"""The orders of the list, and what the screen says of them; by name nothing."""
