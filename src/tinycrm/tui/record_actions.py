"""Actions on one record of any kind: change it, delete it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeVar

from tinycrm.errors import CrmError
from tinycrm.tui import queries
from tinycrm.tui.cell_text import safe
from tinycrm.tui.person_actions import PersonActions
from tinycrm.tui.screen_words import say_problem

T = TypeVar("T")


class RecordActions(PersonActions):
    """The actions on the record of the selected row."""

    def action_edit(self) -> None:
        """Change the selected record; keys typed meanwhile go to the dialog."""
        self.run_worker(self._edit(self.keys.hold()))

    async def _edit(self, held: AbstractContextManager[None]) -> None:
        from tinycrm.tui.dialogs.record_dialogs import dialog_for

        with held:
            found = await self._look_up(queries.read_record)
            dialog = dialog_for(found[1].record, found[1].from_them) if found else None
            if dialog:
                self._ask(dialog)
            elif found:
                self._say(f"It is changed in a shell: crm edit {found[0]}")

    def action_remove(self) -> None:
        """Delete the selected record, after asking."""
        self.run_worker(self._remove(self.keys.hold()))

    async def _remove(self, held: AbstractContextManager[None]) -> None:
        from tinycrm.services.editing import removing
        from tinycrm.tui import done_messages
        from tinycrm.tui.dialogs.confirm_dialog import ConfirmDialog

        with held:
            found = await self._look_up(queries.read_removal)
        if found is None:
            return
        if await self.push_screen_wait(ConfirmDialog(f"Delete {safe(found[1])}?")):
            await self._change(lambda: removing.remove([found[0]]), done_messages.say_removed)

    async def _look_up(self, read: Callable[[str], T]) -> tuple[str, T] | None:
        """Return the selected code and what `read` returns; if nothing is selected, None."""
        pick = self.pick()
        if pick is None:
            self._say("Nothing is selected.")
            return None
        try:
            return pick.code, await asyncio.to_thread(read, pick.code)
        except CrmError as problem:
            self._say(say_problem(problem), "error")
            return None
