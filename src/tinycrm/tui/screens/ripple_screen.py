"""Ripple: what became of a person, and who brought people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm import clock
from tinycrm.services.outcomes.bringing import Bringing
from tinycrm.services.outcomes.ripples import Ripple
from tinycrm.tui import outcome_queries
from tinycrm.tui.card_lines import Placed
from tinycrm.tui.messages import QueryAnswered
from tinycrm.tui.ripple_page import bringing_page, tree_page
from tinycrm.tui.screens.record_screen import RecordScreen
from tinycrm.tui.widgets.record_page import RecordPage


class RippleView(RecordPage):
    """The tree of a person, or everybody who brought people."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Ripple | Bringing | None = None
        self._day = date.min

    def show(self, found: Ripple | Bringing, day: date) -> None:
        """Show a tree, or who brought people; another one from its top."""
        if type(found) is not type(self._found):
            self.start_over()
        self._found, self._day = found, day
        self.lay_out()

    def placed(self, width: int) -> Sequence[Placed]:
        """Return the lines of the page."""
        if self._found is None:
            return ()
        if isinstance(self._found, Ripple):
            return tree_page(self._found, self._day, width)
        return bringing_page(self._found, self._day, width)


class RippleScreen(RecordScreen):
    """The tree of a person. Enter opens a card, or from the overview the tree of a person."""

    NAME = "Ripple"
    ON_PERSON = ("log", "win", "mark", "tags")
    FOOT = ("open", "ripple", "numbers", "today", "people", "back", "help")

    def __init__(self, person: tuple[str, str] | None) -> None:
        super().__init__()
        self._root = person[0] if person else ""
        self._came_from_all = not person

    def make_page(self) -> RippleView:
        """Return the page."""
        return RippleView()

    def ask(self) -> None:
        """Read the tree, or who brought people."""
        root = self._root
        read = (lambda: outcome_queries.read_ripple(root)) if root else None
        self.reader.ask(read or outcome_queries.read_bringing, root)

    def show(self, answer: QueryAnswered) -> None:
        """Show the tree, or who brought people, unless something else is wanted by now."""
        if answer.asked == self._root:
            self.query_one(RippleView).show(answer.value, clock.today())

    def _go_to(self, root: str) -> None:
        self._root = root
        self.read()

    def show_everybody(self) -> None:
        """Show who brought people."""
        self._came_from_all = True
        self._go_to("")

    def open_person(self, code: str) -> None:
        """Open the tree of a person; in a tree their card."""
        if self._root:
            super().open_person(code)
        else:
            self._go_to(code)

    def action_leave(self) -> None:
        """Go back to who brought people, if the tree was opened there; else close the screen."""
        if self._root and self._came_from_all and not self.marked():
            self._go_to("")
        else:
            super().action_leave()
