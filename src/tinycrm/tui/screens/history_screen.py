"""History: every change of one record, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from tinycrm import clock
from tinycrm.dates import say_day
from tinycrm.services.history.history import HistoryEntry
from tinycrm.services.history.step_words import say_step
from tinycrm.tui.cell_text import BLANK, Line, Span, both_ends, safe, wrap
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.person_pane import ScrollPage


class HistoryScreen(ModalScreen[None]):
    """The changes, to scroll through."""

    BINDINGS: ClassVar[list[Any]] = [Binding("escape,q", "close", show=False)]

    def __init__(self, code: str, entries: Sequence[HistoryEntry]) -> None:
        super().__init__()
        self._code = code
        self._entries = entries

    def compose(self) -> ComposeResult:
        """Lay out the page in a box."""
        with Vertical(id="box") as box:
            box.border_title = f"History of {self._code}"
            yield ScrollPage(lambda width: list(_lines(self._entries, width)))
            yield FooterLine([("j k", "scroll"), ("esc", "close")])

    def action_close(self) -> None:
        """Close the page."""
        self.dismiss(None)


def _lines(entries: Sequence[HistoryEntry], columns: int) -> Iterator[Line]:
    today = clock.today()
    for n, entry in enumerate(entries):
        if n:
            yield BLANK
        batch, moment = entry.batch, clock.local_time(entry.batch.made_at)
        when = f"{say_day(moment.date(), today)} {moment:%H:%M}"
        state = " · undone" if entry.void else ""
        head: Line = (Span(f"{when}  ", "dim"), Span(safe(f"{batch.label}{state}"), "name"))
        yield both_ends(head, (Span(f"{safe(batch.door)}  {batch.code}", "dim"),), columns)
        for step in entry.steps:
            said = say_step(step)
            for text in wrap(safe(said.head), columns - 2):
                yield (Span(f"  {text}"),)
            for change in said.changes:
                for text in wrap(safe(change), columns - 4):
                    yield (Span(f"    {text}", "dim"),)
