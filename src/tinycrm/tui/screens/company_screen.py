"""Company: an organization, with its people and what there is about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tinycrm import clock
from tinycrm.services.briefing.company import Company
from tinycrm.tui import queries
from tinycrm.tui.actions import hints
from tinycrm.tui.card_lines import Placed
from tinycrm.tui.company_page import page_lines
from tinycrm.tui.host import host_of
from tinycrm.tui.messages import Notice, Pick, QueryAnswered, QueryFailed
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.header_line import HeaderLine
from tinycrm.tui.widgets.record_page import RecordPage
from tinycrm.tui.workers import Reader

if TYPE_CHECKING:
    pass

_FOOT = ("open", "log", "remind", "edit", "today", "people", "back", "help")


class CompanyView(RecordPage):
    """The page of an organization."""

    def __init__(self) -> None:
        super().__init__()
        self._company: Company | None = None
        self._day = date.min

    def show(self, company: Company, day: date) -> None:
        """Show an organization."""
        self._company, self._day = company, day
        self.lay_out()

    def placed(self, width: int) -> Sequence[Placed]:
        """Return the lines of the page."""
        return page_lines(self._company, self._day, width) if self._company else ()

    @property
    def chosen(self) -> Pick | None:
        """Return the selected record and its person."""
        placed = self._placed[self.at] if self.at < len(self._placed) else None
        if placed is None or not placed.code or placed.person is None:
            return None
        section = "people" if placed.code == placed.person[0] else "record"
        return Pick(placed.code, placed.person, section, placed.about)


class CompanyScreen(Screen[None]):
    """An organization; Enter opens the card of the selected row's person."""

    AUTO_FOCUS = "CompanyView"
    BINDINGS: ClassVar[list[Any]] = [Binding("escape", "leave", show=False)]

    def __init__(self, organization: str) -> None:
        super().__init__()
        self._organization = organization
        self._reader = Reader(self, "company")

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield HeaderLine("Company", clock.today())
        yield CompanyView()
        yield FooterLine(hints(_FOOT))

    def on_mount(self) -> None:
        """Read the organization; keys wait until it is shown."""
        self.on_store_changed()
        host_of(self).keys.after(self._reader, lambda: None)

    def on_store_changed(self) -> None:
        """Read the organization again."""
        self.query_one(HeaderLine).show(clock.today())
        name = self._organization
        self._reader.ask(lambda: queries.read_company(name), name)

    def on_query_answered(self, answer: QueryAnswered) -> None:
        """Show what was read."""
        answer.stop()
        self.query_one(CompanyView).show(answer.value, clock.today())

    def on_query_failed(self, failure: QueryFailed) -> None:
        """Show why nothing could be read; the page stays as it is."""
        failure.stop()
        self.post_message(Notice(failure.problem.sentence, "error"))

    def chosen(self) -> Pick | None:
        """Return the selected row."""
        return self.query_one(CompanyView).chosen

    def on_opened(self) -> None:
        """Open the card of the person of the selected row."""
        pick = self.chosen()
        if pick and pick.person:
            self.app.call_later(self.app.run_action, f"show_person('{pick.person[0]}')")

    def action_leave(self) -> None:
        """Close the screen."""
        self.dismiss()
