"""Actions about what came and what may come, and the screens that show it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from tinycrm.errors import CrmError
from tinycrm.tui import outcome_queries
from tinycrm.tui.record_actions import RecordActions
from tinycrm.tui.screen_words import say_problem

if TYPE_CHECKING:  # the first frame needs no dialogs: they import every kind of input
    from tinycrm.services.records import Deal
    from tinycrm.tui.dialogs.dialog import Dialog


class OutcomeActions(RecordActions):
    """Wins, deals, ripples and numbers."""

    def action_win(self) -> None:
        """Record a win; of a deal that is selected, that it was won."""
        from tinycrm.tui.dialogs.closing_dialogs import WonDialog
        from tinycrm.tui.dialogs.outcome_dialogs import WinDialog

        deal = self._chosen_of("d")
        if deal:
            self._about_deal(deal.code, WonDialog)
        else:
            self._ask(WinDialog(self.pick()))

    def action_deal(self) -> None:
        """Record a deal."""
        from tinycrm.tui.dialogs.outcome_dialogs import DealDialog

        self._ask(DealDialog(self.pick()))

    def action_lost(self) -> None:
        """Close the selected deal as lost."""
        from tinycrm.tui.dialogs.closing_dialogs import LostDialog

        deal = self._chosen_of("d")
        if deal:
            self._about_deal(deal.code, LostDialog)
        else:
            self._say("No deal is selected.")

    def _about_deal(self, code: str, make: Callable[[Deal], Dialog]) -> None:
        """Read a deal, then show a dialog about it; keys typed meanwhile go to the dialog."""
        self.run_worker(self._ask_about_deal(code, make, self.keys.hold()))

    async def _ask_about_deal(
        self, code: str, make: Callable[[Deal], Dialog], held: AbstractContextManager[None]
    ) -> None:
        with held:
            try:
                deal = await asyncio.to_thread(outcome_queries.read_deal, code)
            except CrmError as problem:
                self._say(say_problem(problem), "error")
            else:
                self._ask(make(deal))

    def action_ripple(self) -> None:
        """Show what became of the selected person; on that screen, who brought whom."""
        from tinycrm.tui.screens.ripple_screen import RippleScreen

        if isinstance(self.screen, RippleScreen):
            self.screen.show_everybody()
            return
        pick = self.pick()
        person = pick.person if pick else None
        self.action_today()
        self.push_screen(RippleScreen(person))

    def action_care(self) -> None:
        """Show the people to care for."""
        from tinycrm.tui.screens.care_screen import CareScreen

        if not isinstance(self.screen, CareScreen):
            self.action_today()
            self.push_screen(CareScreen())

    def action_numbers(self) -> None:
        """Show the figures of this month."""
        from tinycrm.tui.screens.numbers_screen import NumbersScreen

        if not isinstance(self.screen, NumbersScreen):
            self.action_today()
            self.push_screen(NumbersScreen())
