"""The app: its screens, and what runs behind them."""

from __future__ import annotations

import asyncio
import gc
from typing import Any, ClassVar

from textual.binding import Binding

from tinycrm import clock
from tinycrm.store import identity
from tinycrm.store.watching import Watch
from tinycrm.tui import actions, shutdown, themes
from tinycrm.tui.messages import Notice
from tinycrm.tui.queries import FirstFrame
from tinycrm.tui.startup import Startup
from tinycrm.tui.widgets.footer_line import FooterLine

LOOK_SECONDS = 0.4
"""How often the store is checked for changes by other programs, in seconds."""


def _palette() -> Any:
    from tinycrm.tui.palette import ActionProvider  # only when it is opened

    return ActionProvider


def _people() -> Any:
    from tinycrm.tui.palette import PeopleProvider

    return PeopleProvider


class CrmApp(Startup):
    """Today at the bottom of the stack, one other screen above it, dialogs on top."""

    TITLE = "tinycrm"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[Any]] = {_palette, _people}
    BINDINGS: ClassVar[list[Any]] = [
        *actions.bindings(["screens", "today"]),
        Binding("ctrl+q", "quit", show=False, priority=True),
    ]
    # Textual declares these two as they are here.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-wide"), (120, "-broad")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (18, "-flat"), (22, "-short"), (28, "-tall")]  # noqa: RUF012

    def __init__(self, first: FirstFrame | None, who: str | None = None) -> None:
        super().__init__(first, who)
        self._watch = Watch()
        self._state = self._watch.state()
        identity.expect(self._watch.file)
        self._day = clock.today()
        self.set_keymap(actions.keymap())
        themes.take(self)

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme, all of them legible."""
        return themes.readable(super().get_css_variables())

    def on_mount(self) -> None:
        """Start watching the store, the keys and the signals."""
        self.theme_changed_signal.subscribe(self, lambda theme: themes.remember(theme.name))
        self.set_interval(LOOK_SECONDS, self.look)
        if not self.is_headless:
            shutdown.on_signals(self._leave, asyncio.get_running_loop().call_soon_threadsafe)
            self.call_after_refresh(gc.freeze)  # what the first frame loaded stays
        self.begin()
        if wrong := actions.complaints():
            self.post_message(Notice(f"[keys] in config.toml: {' '.join(wrong)}", "error"))

    async def look(self) -> None:
        """Refresh every screen after a change or at midnight; leave if the terminal is gone."""
        if not self.is_headless and shutdown.is_gone(in_browser=self.is_web):
            self._leave()
        state = await asyncio.to_thread(self._watch.state)
        if state != self._state or self._day != clock.today():
            if self._state[0] != state[0]:
                self._take_other_store(was_there=self._state[0] is not None)
            self._state, self._day = state, clock.today()
            self.read_again()

    def _take_other_store(self, *, was_there: bool) -> None:
        """Work with the store that is there now; until here, no write went into it."""
        identity.expect(self._watch.file)
        if was_there and self._watch.file:
            self.post_message(Notice("The store was replaced, as crm restore does.", "error"))

    def on_notice(self, notice: Notice) -> None:
        """Show a sentence in the footer of the top screen."""
        feet = self.screen.query(FooterLine)
        if feet:
            feet.first().say(notice.text, notice.tone)

    async def action_quit(self) -> None:
        """Leave after all pending writes are done."""
        await self.writer.finish()
        self.exit()

    def _leave(self) -> None:
        """Leave at once; typed text is kept as a draft."""
        self.run_worker(self.action_quit())

    def on_unmount(self) -> None:
        """Close the store and stop handling keys."""
        self.keys.end()
        self._watch.close()
        identity.expect(None)
