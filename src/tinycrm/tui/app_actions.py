"""What the actions do: each calls a service and shows the result in a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events
from textual.keys import key_to_character

from tinycrm.errors import CrmError
from tinycrm.tui import actions, queries, row_keys
from tinycrm.tui.host import Host
from tinycrm.tui.messages import Notice, Pick
from tinycrm.tui.screen_words import say_problem

if TYPE_CHECKING:
    from textual.screen import ModalScreen

    from tinycrm.services.briefing.profile import Profile
    from tinycrm.services.records import Contact

T = TypeVar("T")


class AppActions(Host):
    """The actions of the app; lists have their own."""

    async def action_do(self, name: str) -> None:
        """Run an action where it is defined: in the list, on the screen, or here."""
        for node in (self.screen.focused, self.screen, self):
            if node is not None and hasattr(node, f"action_{name}"):
                await self.run_action(name, node)
                return
        action = actions.BY_ID[name]
        self._say(f"{action.label}: works {actions.PLACES[action.place]}.")

    def action_press(self, key: str) -> None:
        """Do what a key does: its name in a footer was clicked."""
        self.keys.put(events.Key(key, key_to_character(key) or (key if len(key) == 1 else None)))

    # ── screens ──────────────────────────────────────────────────────────────────────────

    def action_today(self) -> None:
        """Go to today."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def action_people(self) -> None:
        """Go to the list of people."""
        self._people()

    def action_show_person(self, code: str) -> None:
        """Go to the card of a person."""
        self._people().show_person(code)

    def _people(self) -> Any:
        from tinycrm.tui.screens.people_screen import PeopleScreen

        if any(isinstance(each, PeopleScreen) for each in self.screen_stack):
            while not isinstance(self.screen, PeopleScreen):  # below an organization
                self.pop_screen()
        else:
            self.action_today()
            self.push_screen(PeopleScreen())
        return self.screen

    def action_find_text(self, typed: str) -> None:
        """Search for these words."""
        from tinycrm.tui.screens.find_screen import FindScreen

        if isinstance(self.screen, FindScreen):
            self.screen.search_for(typed)
        else:
            self.push_screen(FindScreen(typed))

    def action_find(self) -> None:
        """Go to the search line; on the people screen, to the filter."""
        from tinycrm.tui.screens.find_screen import FindScreen
        from tinycrm.tui.screens.people_screen import PeopleScreen

        if isinstance(self.screen, PeopleScreen | FindScreen):
            self.screen.focus_line()
        else:
            self.push_screen(FindScreen())

    async def action_back(self) -> None:
        """Close the top screen."""
        if len(self.screen_stack) > 1:
            self.pop_screen()

    def action_help(self) -> None:
        """Show every key."""
        from tinycrm.tui.screens.help_screen import HelpScreen

        self.push_screen(HelpScreen())

    def action_palette(self) -> None:
        """Open the palette."""
        self.action_command_palette()

    def action_command_palette(self) -> None:
        """Open the palette, whichever key was used."""
        from textual.command import CommandPalette

        app: Any = self
        if not CommandPalette.is_open(app):
            self.push_screen(CommandPalette(placeholder="a name, an action, or any word"))

    def action_theme(self) -> None:
        """Choose a theme."""
        self.search_themes()

    # ── dialogs ──────────────────────────────────────────────────────────────────────────

    def pick(self) -> Pick | None:
        """Return the selected row of the top screen."""
        chosen = getattr(self.screen, "chosen", None)
        return chosen() if chosen else None

    def _chosen_of(self, letters: str) -> Pick | None:
        """Return the selected row if its code begins with one of these letters."""
        pick = self.pick()
        return pick if pick and pick.code[0] in letters else None

    def _to_mark_as_done(self) -> Pick | None:
        """Return the selected record of a card if it can be done."""
        pick = self.pick()
        return pick if pick and row_keys.can_be_done(pick) else None

    def action_log(self) -> None:
        """Log a note."""
        from tinycrm.tui.dialogs.log_dialog import LogDialog

        self._ask(LogDialog(self.pick()))

    def action_remind(self) -> None:
        """Set a reminder."""
        from tinycrm.tui.dialogs.remind_dialog import RemindDialog

        self._ask(RemindDialog(self.pick()))

    def action_issue(self) -> None:
        """Log an issue."""
        from tinycrm.tui.dialogs.day_dialogs import IssueDialog

        self._ask(IssueDialog(self.pick()))

    def action_add(self) -> None:
        """Add a person."""
        from tinycrm.tui.dialogs.add_dialog import AddDialog

        self._ask(AddDialog())

    async def _contact(self) -> Contact | None:
        """Return the selected contact; if there is none, say so and return None."""
        profile = await self._profile()
        return profile.contact if profile else None

    async def _profile(self) -> Profile | None:
        """Return what there is about the selected contact; without one say so, return None."""
        pick = self.pick()
        if pick is None or pick.person is None:
            self._say("No person is selected.")
            return None
        code = pick.person[0]
        try:
            return await asyncio.to_thread(queries.read_profile, code)
        except CrmError as problem:
            self._say(say_problem(problem), "error")
            return None

    def action_snooze(self) -> None:
        """Snooze the selected row, or the rows of the marked people."""
        from tinycrm.tui.dialogs.day_dialogs import SnoozeDialog

        picks = self._picks()
        if picks:
            self._ask(SnoozeDialog(picks))
        else:
            self._say("Nothing is selected.", "error")

    def action_unsnooze(self) -> None:
        """Show the selected row again, or the rows of the marked people."""
        from tinycrm import clock
        from tinycrm.services.briefing import snoozing
        from tinycrm.tui import done_messages

        codes = [each.code for each in self._picks()]
        if codes:
            self.change(lambda: snoozing.snooze(codes, clock.today()), done_messages.say_work)
        else:
            self._say("Nothing is selected.", "error")

    def _picks(self) -> list[Pick]:
        """Return the marked people of the top screen, else the selected row."""
        find, pick = getattr(self.screen, "marked", None), self.pick()
        section = getattr(self.screen, "SECTION", "")
        marked = [Pick(each[0], each, section) for each in (find() if find else ())]
        return marked or ([pick] if pick else [])

    def _unmark(self) -> None:
        """Take the marks away: what was to be done with these people is done."""
        unmark = getattr(self.screen, "unmark", None)
        if unmark:
            unmark()

    def _ask(self, dialog: ModalScreen[str]) -> None:
        """Show a dialog, then what it did."""

        def say(done: str | None) -> None:
            if done:
                self._say(done)
                self._unmark()
                self.read_again()

        self.push_screen(dialog, say)

    # ── changes ──────────────────────────────────────────────────────────────────────────

    def action_done(self) -> None:
        """Mark the selected row as done."""
        from tinycrm.services.briefing import row_actions
        from tinycrm.tui import done_messages

        settle = getattr(self.screen, "settle", None)
        pick = settle() if settle else self._to_mark_as_done()
        if pick:
            self.change(lambda: row_actions.done([pick.code]), done_messages.say_work)
        else:
            self._say("There is nothing to mark as done here.")

    def action_mention(self) -> None:
        """Mark the selected issue as mentioned."""
        from tinycrm.services.briefing import row_actions
        from tinycrm.tui import done_messages

        find = getattr(self.screen, "issue_of_chosen", None)
        pick = None if find else self._chosen_of("i")
        code = find() if find else pick and pick.code
        if code:
            self.change(lambda: row_actions.mention([code]), done_messages.say_work)
        else:
            self._say("No issue is selected.")

    def action_undo(self) -> None:
        """Undo the last change; ask first if it is old."""
        self.run_worker(self._undo(self.keys.hold()))

    async def _undo(self, held: AbstractContextManager[None]) -> None:
        from tinycrm.services.history import undoing
        from tinycrm.tui import done_messages
        from tinycrm.tui.dialogs.confirm_dialog import ConfirmDialog

        try:
            with held:
                last = await asyncio.to_thread(queries.read_undo)
        except CrmError as problem:
            self._say(say_problem(problem), "error")
            return
        if last.is_old and not await self.push_screen_wait(
            ConfirmDialog(done_messages.say_old(last))
        ):
            return
        await self._change(lambda: undoing.undo(prefer_by_hand=True), done_messages.say_undone)

    def action_redo(self) -> None:
        """Redo what was undone last."""
        from tinycrm.services.history import undoing
        from tinycrm.tui import done_messages

        self.change(lambda: undoing.redo(prefer_by_hand=True), done_messages.say_redone)

    def change(self, call: Callable[[], T], say: Callable[[T], str]) -> None:
        """Run a write in a thread, after the ones before it; then say what was done."""
        self.run_worker(self._change(call, say))

    async def _change(self, call: Callable[[], T], say: Callable[[T], str]) -> None:
        try:
            done = await self.writer.write(call)
        except CrmError as problem:
            self._say(say_problem(problem), "error")
        else:
            self._say(say(done))
            self._unmark()
        self.read_again()

    def _say(self, text: str, tone: Any = "") -> None:
        self.post_message(Notice(text, tone))
