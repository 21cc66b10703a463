"""A screen with one page of records, read from the store: Care, Company, Ripple."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from tinycrm import clock
from tinycrm.tui.actions import hints
from tinycrm.tui.host import host_of
from tinycrm.tui.messages import Notice, Pick, QueryAnswered, QueryFailed
from tinycrm.tui.row_keys import keys_of
from tinycrm.tui.screen_words import say_problem
from tinycrm.tui.screens.marking_screen import MarkingScreen
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.header_line import HeaderLine
from tinycrm.tui.widgets.record_page import RecordPage
from tinycrm.tui.workers import Reader


class RecordScreen(MarkingScreen):
    """The header, the page, and the keys of the selected row."""

    AUTO_FOCUS = "RecordPage"
    BINDINGS: ClassVar[list[Any]] = [Binding("escape", "leave", show=False)]

    NAME: ClassVar[str]
    """How the header calls the screen."""

    ON_PERSON: ClassVar[tuple[str, ...]]
    FOOT: ClassVar[tuple[str, ...]]
    """The actions that the footer names where a person is selected, and always."""

    def __init__(self) -> None:
        super().__init__()
        self.reader = Reader(self, self.NAME)

    @property
    def page(self) -> RecordPage:
        """Return the page."""
        return self.query_one(RecordPage)

    def make_page(self) -> RecordPage:
        """Return a new page."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield HeaderLine(self.NAME, clock.today())
        yield self.make_page()
        yield FooterLine(hints(self.FOOT))

    # ── reading ──────────────────────────────────────────────────────────────────────────

    def on_mount(self) -> None:
        """Read what is shown; keys wait until it is."""
        self.read()

    def read(self) -> None:
        """Read what is to be shown now; keys wait until it is."""
        self.on_store_changed()
        host_of(self).keys.after(self.reader, lambda: None)

    def on_store_changed(self) -> None:
        """Read everything again."""
        self.query_one(HeaderLine).show(clock.today())
        self.ask()

    def ask(self) -> None:
        """Ask the reader for what is shown."""
        raise NotImplementedError

    def on_query_answered(self, answer: QueryAnswered) -> None:
        """Show what was read."""
        answer.stop()
        self.show(answer)
        self.on_record_page_selected()

    def show(self, answer: QueryAnswered) -> None:
        """Show what was read on the page, unless something else is wanted by now."""
        raise NotImplementedError

    def on_query_failed(self, failure: QueryFailed) -> None:
        """Show why nothing could be read; the page stays as it is."""
        failure.stop()
        self.post_message(Notice(say_problem(failure.problem), "error"))

    # ── the selection ────────────────────────────────────────────────────────────────────

    def chosen(self) -> Pick | None:
        """Return the selected row."""
        return self.page.chosen

    def on_record_page_selected(self) -> None:
        """Name the keys of the selected row."""
        pick = self.chosen()
        is_person = bool(pick and pick.person and pick.code == pick.person[0])
        own = hints(self.ON_PERSON) if is_person else keys_of(pick)
        around = hints(self.FOOT if pick else self.FOOT[1:])  # the first opens a row
        self.query_one(FooterLine).offer([*own, *around])

    def on_opened(self) -> None:
        """Open the person of the selected row."""
        pick = self.chosen()
        if pick and pick.person:
            self.open_person(pick.person[0])

    def open_person(self, code: str) -> None:
        """Open the card of a person."""
        host_of(self).open_person(code)

    def action_leave(self) -> None:
        """Take the marks away, else close the screen."""
        if self.marked():
            self.unmark()
        else:
            self.dismiss()
