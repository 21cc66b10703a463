"""Company: an organization, with its people and what there is about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm import clock
from tinycrm.services.briefing.company import Company
from tinycrm.tui import queries
from tinycrm.tui.card_lines import Placed
from tinycrm.tui.company_page import page_lines
from tinycrm.tui.messages import QueryAnswered
from tinycrm.tui.screens.record_screen import RecordScreen
from tinycrm.tui.widgets.record_page import RecordPage


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


class CompanyScreen(RecordScreen):
    """An organization; Enter opens the card of the selected row's person."""

    NAME = "Company"
    ON_PERSON = ("log", "remind", "mark", "tags", "edit")
    FOOT = ("open", "today", "people", "back", "help")

    def __init__(self, organization: str) -> None:
        super().__init__()
        self._organization = organization

    def make_page(self) -> CompanyView:
        """Return the page."""
        return CompanyView()

    def ask(self) -> None:
        """Read the organization."""
        name = self._organization
        self.reader.ask(lambda: queries.read_company(name), name)

    def show(self, answer: QueryAnswered) -> None:
        """Show the organization."""
        self.query_one(CompanyView).show(answer.value, clock.today())
