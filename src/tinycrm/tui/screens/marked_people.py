"""What is done with the list of people: marks, its order, saved filters."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, ClassVar

from textual.screen import Screen
from textual.widgets import Input

from tinycrm.tui import queries
from tinycrm.tui.actions import bindings, hints
from tinycrm.tui.host import host_of
from tinycrm.tui.messages import StoreChanged
from tinycrm.tui.widgets.card_view import CardView
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.people_list import SORTS, PeopleList

FOOT = ("open", "log", "mark", "sort", "filters", "tags", "edit", "add", "today", "find", "help")
_FOOT_CARD = (
    "back", "log", "edit", "done", "resolve", "snooze", "remind", "fact", "related", "history",
    "help",
)  # fmt: skip
_FOOT_FILTER = (("enter", "to the list"), ("esc", "clear, then to the list"))


class MarkedPeople(Screen[None]):
    """A list of people beside a card, of which several can be marked."""

    BINDINGS: ClassVar[list[Any]] = bindings(["people"])

    sort = "name"
    """The order of the list, one of SORTS."""

    @property
    def people(self) -> PeopleList:
        """Return the list."""
        return self.query_one(PeopleList)

    @property
    def card(self) -> CardView:
        """Return the card."""
        return self.query_one(CardView)

    def go_to_list(self) -> None:
        """Focus the list."""
        raise NotImplementedError

    # ── marks, order, saved filters ──────────────────────────────────────────────────────

    def marked(self) -> Sequence[tuple[str, str]]:
        """Return the marked people; on the card none, since a key means its record there."""
        return () if self.card.has_focus else self.people.marked

    def unmark(self) -> None:
        """Take all marks away; a write may end before the list is there."""
        if self.query(PeopleList):
            self.people.unmark()
            self._say_marked()

    def action_mark(self) -> None:
        """Mark the selected person."""
        self.people.toggle()
        self._say_marked()

    def on_people_list_ticked(self) -> None:
        """Mark the person that was clicked."""
        self.action_mark()

    def _say_marked(self) -> None:
        count = len(self.people.marked)
        for foot in self.query(FooterLine):
            foot.show(f"{count} marked" if count else "")

    def action_sort(self) -> None:
        """Sort in the next order; the selected person stays selected."""
        orders = list(SORTS)
        self.sort = orders[(orders.index(self.sort) + 1) % len(orders)]
        self.post_message(StoreChanged())

    def action_filters(self) -> None:
        """Choose one of the saved filters; keys typed meanwhile go to the list of them."""
        self.run_worker(self._choose_filter(host_of(self).keys.hold()))

    async def _choose_filter(self, held: AbstractContextManager[None]) -> None:
        from tinycrm.tui.dialogs.filters_dialog import FiltersDialog

        with held:
            saved = await asyncio.to_thread(queries.read_filters)
            await self.app.push_screen(FiltersDialog(saved), self._use_filter)

    def _use_filter(self, name: str | None) -> None:
        if name:
            self.query_one(Input).value = f"@{name}"
            self.go_to_list()

    def on_descendant_focus(self) -> None:
        """Offer the keys of the pane that has the focus."""
        foot = self.query_one(FooterLine)
        if self.query_one(Input).has_focus:
            foot.offer(_FOOT_FILTER)
        else:
            foot.offer(hints(_FOOT_CARD if self.card.has_focus else FOOT))
