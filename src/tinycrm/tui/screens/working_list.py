"""The list of people beside a card: its order, saved filters, and the keys of each pane."""

from __future__ import annotations

import asyncio
from contextlib import AbstractContextManager
from typing import Any, ClassVar

from textual.widgets import Input

from tinycrm.tui import queries
from tinycrm.tui.actions import bindings, hints
from tinycrm.tui.host import host_of
from tinycrm.tui.messages import Notice, StoreChanged
from tinycrm.tui.row_keys import keys_of
from tinycrm.tui.screens.marking_screen import MarkingScreen
from tinycrm.tui.widgets.card_view import CardView
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.marks import Marked
from tinycrm.tui.widgets.people_list import SORTS, PeopleList

FOOT = ("open", "log", "mark", "sort", "filters", "tags", "edit", "add", "today", "find", "help")
_FOOT_EMPTY = ("add", "find", "filters", "today", "back", "help")
_FOOT_MARKED = ("mark", "tags", "cadence", "snooze", "archive", "merge", "back", "help")
_ON_PERSON = ("log", "edit", "remind", "tags", "fact", "related")
_FOOT_CARD = ("log", "remind", "fact", "history", "help")
_FOOT_FILTER = (("enter", "to the list"), ("esc", "clear, then to the list"))


class WorkingList(MarkingScreen):
    """A list of people beside a card."""

    BINDINGS: ClassVar[list[Any]] = bindings(["people"])

    sort = "name"
    """The order of the list, one of SORTS."""

    @property
    def list_of_people(self) -> PeopleList:
        """Return the list."""
        return self.query_one(PeopleList)

    @property
    def card(self) -> CardView:
        """Return the card."""
        return self.query_one(CardView)

    def go_to_list(self) -> None:
        """Focus the list."""
        raise NotImplementedError

    # ── marks ────────────────────────────────────────────────────────────────────────────

    def marked(self) -> Marked:
        """Return the marked people; on the card none, since a key means its record there."""
        return () if self.card.has_focus else super().marked()

    def action_mark(self) -> None:
        """Mark the selected person of the list."""
        if self.card.has_focus:
            self.post_message(Notice("People are marked in the list."))
        else:
            super().action_mark()

    # ── order, saved filters ─────────────────────────────────────────────────────────────

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
            await host_of(self).writer.finish()  # an undo may bring one back
            saved = await asyncio.to_thread(queries.read_filters)
            await self.app.push_screen(FiltersDialog(saved), self._use_filter)

    def _use_filter(self, name: str | None) -> None:
        if name:
            self.query_one(Input).value = f"@{name}"
            self.go_to_list()

    def action_save_filter(self) -> None:
        """Save the filter under a name."""
        from tinycrm.tui.dialogs.filters_dialog import SaveFilterDialog

        typed = self.query_one(Input).value.split()
        if typed:
            self.app.push_screen(SaveFilterDialog(typed), self._say_saved)
        else:
            self.post_message(Notice("There is no filter to save: write one first."))

    def _say_saved(self, said: str | None) -> None:
        if said:
            self.post_message(Notice(said))

    # ── keys ─────────────────────────────────────────────────────────────────────────────

    def on_descendant_focus(self) -> None:
        """Name the keys of the pane that has the focus."""
        self.offer()

    def on_record_page_selected(self) -> None:
        """Name the keys of the selected record of the card."""
        self.offer()

    def say_marked(self) -> None:
        """Show how many are marked, and name what can be done with them."""
        super().say_marked()
        self.offer()

    def offer(self) -> None:
        """Name the keys of the pane that has the focus, and of its selected row."""
        foot = self.query_one(FooterLine)
        if self.query_one(Input).has_focus:
            foot.offer(_FOOT_FILTER)
        elif self.card.has_focus:
            pick = self.card.chosen
            is_person = pick is None or pick.section == "people"
            own = hints(_ON_PERSON) if is_person else keys_of(pick)
            foot.offer([*hints(["back"]), *own, *hints(_FOOT_CARD)])
        elif not self.list_of_people.total:
            foot.offer(hints(_FOOT_EMPTY))
        elif self.marked():
            foot.offer(hints(_FOOT_MARKED))
        elif self.query_one(Input).value:
            foot.offer(hints((*FOOT[:5], "save_filter", *FOOT[5:])))
        else:
            foot.offer(hints(FOOT))
