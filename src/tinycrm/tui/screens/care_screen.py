"""Care: people to care for, to log a note or to leave them out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm import clock
from tinycrm.services.care.caring import CareList
from tinycrm.tui import outcome_queries
from tinycrm.tui.card_lines import Placed
from tinycrm.tui.care_page import care_page
from tinycrm.tui.messages import QueryAnswered
from tinycrm.tui.screens.record_screen import RecordScreen
from tinycrm.tui.widgets.record_page import RecordPage


class CareView(RecordPage):
    """The people with their reasons."""

    PERSON_IS = "care"

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


class CareScreen(RecordScreen):
    """The people to care for. Enter opens a card."""

    NAME = "Care"
    SECTION = "care"
    ON_PERSON = ("log", "snooze", "mark", "tags", "cadence")
    FOOT = ("open", "ripple", "today", "people", "back", "help")

    def make_page(self) -> CareView:
        """Return the page."""
        return CareView()

    def ask(self) -> None:
        """Read the people."""
        self.reader.ask(outcome_queries.read_care)

    def show(self, answer: QueryAnswered) -> None:
        """Show the people."""
        self.query_one(CareView).show(answer.value, clock.today())
