"""Starting the screens: with today, or by waiting until it can be read."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.screen import Screen

from tinycrm.errors import CrmError
from tinycrm.tui.outcome_actions import OutcomeActions
from tinycrm.tui.queries import FirstFrame
from tinycrm.tui.screens.today_screen import TodayScreen


class Startup(OutcomeActions):
    """The app until today is read. Keys are queued until then."""

    def __init__(self, first: FirstFrame | None, who: str | None) -> None:
        super().__init__()
        self._first = first
        self._who = who
        self.problem: CrmError | None = None

    def get_default_screen(self) -> Screen[Any]:
        """Start with today; if it is not read yet, wait for it."""
        if self._first:
            return TodayScreen(self._first)
        from tinycrm.tui.screens.waiting_screen import WaitingScreen

        return WaitingScreen()

    def begin(self) -> None:
        """Deliver the keys pressed so far and later, once today is read."""
        if self._first:
            self.keys.begin()
            if self._who:
                self.action_show_person(self._who)

    async def on_waiting_screen_over(self, message: Any) -> None:
        """Show today after waiting; leave if it cannot be read."""
        if isinstance(message.found, CrmError):
            self.problem = message.found
            self.exit()
        else:
            self._first = message.found
            self.add_mode("today", lambda: TodayScreen(message.found))
            await self.switch_mode("today")  # with a stack of its own, this screen the lowest
            self.begin()

    async def on_event(self, event: events.Event) -> None:
        """Queue keys; those that quit work at once."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif not self._first and getattr(event, "key", "") in ("ctrl+c", "ctrl+q"):
            self.exit()
        else:
            self.keys.put(event)
