"""People by name, read in pages: ten thousand cost no more than those that are seen."""

from __future__ import annotations

from datetime import date

from textual.message import Message

from tinycrm.dates import say_day
from tinycrm.services.codes import code
from tinycrm.services.listing import Line as Listed
from tinycrm.tui.asking import People
from tinycrm.tui.cells import Line, Span, both_ends, cut, fit, safe
from tinycrm.tui.widgets.listing import Listing

PAGE = 100
_PAGES = 12  # so many are kept


class PeopleList(Listing):
    """The people a filter names. A page that is not there is asked for when it is seen."""

    class Wanted(Message):
        """Rows from `start` are seen, and not known yet."""

        def __init__(self, start: int) -> None:
            super().__init__()
            self.start = start

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day
        self._total = 0
        self._pages: dict[int, list[Listed]] = {}
        self._asked: set[int] = set()

    def show(self, people: People, *, at: int | None = None) -> None:
        """Take other people, the first of whom is at the start of a page; choose one."""
        self._total = people.total
        self._pages = {}
        self._asked = set()
        self.add(people)
        if at is not None:
            self.set_reactive(Listing.at, at)
        self.changed()

    def add(self, people: People) -> None:
        """Take one more page."""
        if len(self._pages) >= _PAGES:
            self._pages.clear()
            self._asked.clear()
        for n in range(0, len(people.lines), PAGE):
            self._pages[people.start + n] = list(people.lines[n : n + PAGE])
        self._asked.discard(people.start)
        self.refresh()

    @property
    def total(self) -> int:
        """Return how many people there are."""
        return self._total

    @property
    def chosen(self) -> tuple[str, str] | None:
        """Return code and name of the chosen person, None while they are not known."""
        person = self._person(self.at)
        return (code("contact", person.id), person.name) if person else None

    def _person(self, n: int) -> Listed | None:
        start = n // PAGE * PAGE
        page = self._pages.get(start)
        if page is None:
            if self._total and start not in self._asked:
                self._asked.add(start)
                self.post_message(self.Wanted(start))
            return None
        return page[n - start] if n - start < len(page) else None

    def row(self, n: int, width: int) -> Line:
        """Return a person: name, work, the last touch."""
        person = self._person(n)
        if person is None:
            return (Span("…", "dim"),)
        own = code("contact", person.id)
        last = say_day(date.fromisoformat(person.last_touch), self.day) if person.last_touch else ""
        if width < 44:
            name: Line = (Span(cut(safe(person.name), width - 8), "name"),)
            return both_ends(name, (Span(f"{own} ", "dim"),), width)
        who = width * 2 // 5
        right = fit(last, 16, right=True) if width >= 60 else ""
        return both_ends(
            (
                Span(fit(safe(person.name), who - 1) + " ", "name"),
                Span(safe(person.work or ""), "dim"),
            ),
            (Span(f"{right}{own:>8} ", "dim"),),
            width,
        )
