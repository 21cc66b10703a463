"""Ripple: what became of a person, and who brought people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tinycrm import clock
from tinycrm.services.outcomes.bringing import Bringing
from tinycrm.services.outcomes.ripples import Ripple
from tinycrm.tui import outcome_queries
from tinycrm.tui.actions import hints
from tinycrm.tui.card_lines import Placed
from tinycrm.tui.host import host_of
from tinycrm.tui.messages import Notice, Pick, QueryAnswered, QueryFailed
from tinycrm.tui.ripple_page import bringing_page, tree_page
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.header_line import HeaderLine
from tinycrm.tui.widgets.record_page import RecordPage
from tinycrm.tui.workers import Reader

_FOOT = ("open", "ripple", "win", "log", "today", "people", "numbers", "back", "help")


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

    @property
    def chosen(self) -> Pick | None:
        """Return the selected record and its person."""
        placed = self._placed[self.at] if self.at < len(self._placed) else None
        if placed is None or not placed.code:
            return None
        is_person = placed.person is not None and placed.code == placed.person[0]
        return Pick(placed.code, placed.person, "people" if is_person else "record", placed.about)


class RippleScreen(Screen[None]):
    """The tree of a person. Enter opens a card, or from the overview the tree of a person."""

    AUTO_FOCUS = "RippleView"
    BINDINGS: ClassVar[list[Any]] = [Binding("escape", "leave", show=False)]

    def __init__(self, person: tuple[str, str] | None) -> None:
        super().__init__()
        self._root = person[0] if person else ""
        self._came_from_all = not person
        self._reader = Reader(self, "ripple")

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield HeaderLine("Ripple", clock.today())
        yield RippleView()
        yield FooterLine(hints(_FOOT))

    def on_mount(self) -> None:
        """Read the tree; keys wait until it is shown."""
        self.on_store_changed()
        host_of(self).keys.after(self._reader, lambda: None)

    def on_store_changed(self) -> None:
        """Read what is shown again."""
        root = self._root
        read = (lambda: outcome_queries.read_ripple(root)) if root else None
        self._reader.ask(read or outcome_queries.read_bringing, root)

    def _show(self, root: str) -> None:
        self._root = root
        self.on_store_changed()
        host_of(self).keys.after(self._reader, lambda: None)

    def show_everybody(self) -> None:
        """Show who brought people."""
        self._came_from_all = True
        self._show("")

    def on_query_answered(self, answer: QueryAnswered) -> None:
        """Show what was read, unless something else is wanted by now."""
        answer.stop()
        if answer.asked == self._root:
            self.query_one(RippleView).show(answer.value, clock.today())

    def on_query_failed(self, failure: QueryFailed) -> None:
        """Show why nothing could be read; the page stays as it is."""
        failure.stop()
        self.post_message(Notice(failure.problem.sentence, "error"))

    def chosen(self) -> Pick | None:
        """Return the selected row."""
        return self.query_one(RippleView).chosen

    def on_opened(self) -> None:
        """Open the tree of the selected person; in a tree their card."""
        pick = self.chosen()
        if pick is None or pick.person is None:
            return
        if self._root:
            self.app.call_later(self.app.run_action, f"show_person('{pick.person[0]}')")
        else:
            self._show(pick.person[0])

    def action_leave(self) -> None:
        """Go back to who brought people, if the tree was opened there; else close the screen."""
        if self._root and self._came_from_all:
            self._show("")
        else:
            self.dismiss()
