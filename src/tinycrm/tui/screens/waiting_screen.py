"""Waiting for the morning, while another program is writing to the store."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Label

from tinycrm import clock
from tinycrm.errors import CrmError
from tinycrm.tui import queries
from tinycrm.tui.messages import QueryAnswered, QueryFailed
from tinycrm.tui.queries import FirstFrame
from tinycrm.tui.widgets.header_line import HeaderLine
from tinycrm.tui.workers import Reader

_WHY = (
    "Another program is writing to the store. The morning comes as soon as it is done;\n"
    "keys pressed until then are kept."
)


class WaitingScreen(Screen[None]):
    """Says why there is no morning yet, and reads it."""

    class Over(Message):
        """The morning is there, or it is known why it does not come."""

        def __init__(self, found: FirstFrame | CrmError) -> None:
            super().__init__()
            self.found = found

    def compose(self) -> ComposeResult:
        """Lay out the bar and the sentence."""
        yield HeaderLine("Today", clock.today())
        yield Label(_WHY, id="waiting", markup=False)

    def on_mount(self) -> None:
        """Read the morning, however long it takes."""
        Reader(self, "first").ask(queries.read_first)

    def on_query_answered(self, answer: QueryAnswered) -> None:
        """Hand the morning on."""
        answer.stop()
        self.post_message(self.Over(answer.value))

    def on_query_failed(self, trouble: QueryFailed) -> None:
        """Hand on why there is none."""
        trouble.stop()
        self.post_message(self.Over(trouble.problem))
