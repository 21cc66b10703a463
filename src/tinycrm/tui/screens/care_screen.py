"""Care: people to care for, to log a note or to leave them out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tinycrm import clock
from tinycrm.services.care.caring import CareList
from tinycrm.tui import outcome_queries
from tinycrm.tui.actions import hints
from tinycrm.tui.card_lines import Placed
from tinycrm.tui.care_page import care_page
from tinycrm.tui.host import host_of
from tinycrm.tui.messages import Notice, Pick, QueryAnswered, QueryFailed
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.header_line import HeaderLine
from tinycrm.tui.widgets.record_page import RecordPage
from tinycrm.tui.workers import Reader

_FOOT = ("log", "snooze", "open", "today", "people", "ripple", "back", "help")


class CareView(RecordPage):
    """The people with their reasons."""

    def __init__(self) -> None:
        super().__init__()
        self._found: CareList | None = None
        self._day = date.min

    def show(self, found: CareList, day: date) -> None:
        """Show other people, or other reasons."""
        self._found, self._day = found, day
        self.lay_out()

    def placed(self, width: int) -> Sequence[Placed]:
        """Return the lines of the page."""
        return care_page(self._found, self._day, width) if self._found else ()

    @property
    def chosen(self) -> Pick | None:
        """Return the selected person; their section is `care`, so that snoozing means this list."""
        placed = self._placed[self.at] if self.at < len(self._placed) else None
        if placed is None or not placed.code:
            return None
        return Pick(placed.code, placed.person, "care", placed.about)


class CareScreen(Screen[None]):
    """The people to care for. Enter opens a card."""

    AUTO_FOCUS = "CareView"
    BINDINGS: ClassVar[list[Any]] = [Binding("escape", "leave", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self._reader = Reader(self, "care")

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield HeaderLine("Care", clock.today())
        yield CareView()
        yield FooterLine(hints(_FOOT))

    def on_mount(self) -> None:
        """Read the people; keys wait until they are shown."""
        self.on_store_changed()
        host_of(self).keys.after(self._reader, lambda: None)

    def on_store_changed(self) -> None:
        """Read the people again."""
        self._reader.ask(outcome_queries.read_care)

    def on_query_answered(self, answer: QueryAnswered) -> None:
        """Show what was read."""
        answer.stop()
        self.query_one(CareView).show(answer.value, clock.today())

    def on_query_failed(self, failure: QueryFailed) -> None:
        """Show why nothing could be read; the page stays as it is."""
        failure.stop()
        self.post_message(Notice(failure.problem.sentence, "error"))

    def chosen(self) -> Pick | None:
        """Return the selected person."""
        return self.query_one(CareView).chosen

    def on_opened(self) -> None:
        """Open the card of the selected person."""
        pick = self.chosen()
        if pick:
            self.app.call_later(self.app.run_action, f"show_person('{pick.code}')")

    def action_leave(self) -> None:
        """Close the screen."""
        self.dismiss()
