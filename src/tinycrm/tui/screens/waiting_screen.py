"""Waiting to read today, while another program is writing to the store."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Label

from tinycrm import clock
from tinycrm.errors import CrmError
from tinycrm.tui import queries
from tinycrm.tui.actions import Hint
from tinycrm.tui.messages import QueryAnswered, QueryFailed
from tinycrm.tui.queries import FirstFrame
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.header_line import HeaderLine
from tinycrm.tui.workers import Reader

_WHY = (
    "Another program is writing to the store. Today is shown as soon as it is done; keys pressed"
    " until then are kept."
)


class WaitingScreen(Screen[None]):
    """Says why today is not shown yet, and reads it."""

    class Over(Message):
        """Today was read, or could not be."""

        def __init__(self, found: FirstFrame | CrmError) -> None:
            super().__init__()
            self.found = found

    def compose(self) -> ComposeResult:
        """Lay out the header and the sentence."""
        yield HeaderLine("Today", clock.today())
        yield Label(_WHY, id="waiting", markup=False)
        yield FooterLine([Hint("ctrl+c", "quit", "app.quit")])

    def on_mount(self) -> None:
        """Read today, however long it takes."""
        Reader(self, "first").ask(queries.read_first)

    def on_query_answered(self, answer: QueryAnswered) -> None:
        """Pass on what was read."""
        answer.stop()
        self.post_message(self.Over(answer.value))

    def on_query_failed(self, failure: QueryFailed) -> None:
        """Pass on why it could not be read."""
        failure.stop()
        self.post_message(self.Over(failure.problem))
