"""What the actions do to one record, whatever it is: change it, delete it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeVar

from tinycrm.errors import CrmError
from tinycrm.tui import queries
from tinycrm.tui.app_actions import AppActions
from tinycrm.tui.cell_text import safe

T = TypeVar("T")


class RecordActions(AppActions):
    """The actions that take the chosen row for the record it is."""

    def action_edit(self) -> None:
        """Change what is chosen; what is typed meanwhile is for the dialog."""
        self.run_worker(self._edit(self.keys.hold()))

    async def _edit(self, held: AbstractContextManager[None]) -> None:
        from tinycrm.tui.dialogs.record_dialogs import dialog_for

        with held:
            found = await self._look_up(queries.read_record)
            if found:
                self._ask(dialog_for(found[1]))

    def action_remove(self) -> None:
        """Delete what is chosen, after asking."""
        self.run_worker(self._remove(self.keys.hold()))

    async def _remove(self, held: AbstractContextManager[None]) -> None:
        from tinycrm.services.editing import removing
        from tinycrm.tui import done_messages
        from tinycrm.tui.dialogs.confirm_dialog import ConfirmDialog

        with held:
            found = await self._look_up(queries.read_doomed)
        if found is None:
            return
        if await self.push_screen_wait(ConfirmDialog(f"Delete {safe(found[1])}?")):
            await self._change(lambda: removing.remove([found[0]]), done_messages.say_removed)

    async def _look_up(self, read: Callable[[str], T]) -> tuple[str, T] | None:
        """Return the chosen code and what is read of it; None, and say so, for nothing."""
        pick = self.pick()
        if pick is None:
            self._say("Nothing is chosen.")
            return None
        try:
            return pick.code, await asyncio.to_thread(read, pick.code)
        except CrmError as problem:
            self._say(problem.sentence, "error")
            return None
