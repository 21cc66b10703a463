"""How the screens begin: on the morning, or by waiting for it."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.screen import Screen

from tinycrm.errors import CrmError
from tinycrm.tui.queries import FirstFrame
from tinycrm.tui.record_actions import RecordActions
from tinycrm.tui.screens.today_screen import TodayScreen


class Startup(RecordActions):
    """The app until its morning is there. Keys wait for it, but nobody has to."""

    def __init__(self, first: FirstFrame | None, who: str | None) -> None:
        super().__init__()
        self._first = first
        self._who = who
        self.problem: CrmError | None = None

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the morning; without one, wait for it."""
        if self._first:
            return TodayScreen(self._first)
        from tinycrm.tui.screens.waiting_screen import WaitingScreen

        return WaitingScreen()

    def begin(self) -> None:
        """Take the keys pressed so far and all that follow, once there is a morning."""
        if self._first:
            self.keys.begin()
            if self._who:
                self.action_show_person(self._who)

    async def on_waiting_screen_over(self, message: Any) -> None:
        """Show the morning that was waited for; leave when it does not come."""
        if isinstance(message.found, CrmError):
            self.problem = message.found
            self.exit()
        else:
            self._first = message.found
            self.add_mode("morning", lambda: TodayScreen(message.found))
            await self.switch_mode("morning")  # with screens of its own: this one is the lowest
            self.begin()

    async def on_event(self, event: events.Event) -> None:
        """Let keys wait for their turn; those that leave need no morning."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif not self._first and getattr(event, "key", "") in ("ctrl+c", "ctrl+q"):
            self.exit()
        else:
            self.keys.put(event)
