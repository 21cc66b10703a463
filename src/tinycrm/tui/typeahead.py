"""Typing ahead: a key is delivered only after the one before it was handled.

Without this, keys that come faster than a dialog opens would go to the screen below it,
where single letters are commands.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump

from tinycrm.tui.workers import Reader

Typed = events.Key | events.Paste
PATIENCE = 2.0
"""How long a key may take, in seconds; then the next one is delivered anyway."""


class TypeAhead:
    """Delivers keys one by one, each after the one before it was handled."""

    def __init__(self, app: App[Any], deliver: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._queue: asyncio.Queue[Typed] = asyncio.Queue()
        self.waiting = 0
        self._held = 0
        self._task: asyncio.Task[None] | None = None

    def hold(self) -> AbstractContextManager[None]:
        """Hold keys back from now until the context manager is left."""
        self._held += 1
        return self._until_left()

    @contextmanager
    def _until_left(self) -> Iterator[None]:
        try:
            yield
        finally:
            self._held -= 1

    def begin(self) -> None:
        """Start delivering, first what was typed so far."""
        self._task = asyncio.create_task(self.run())

    def end(self) -> None:
        """Stop delivering."""
        if self._task:
            self._task.cancel()

    def after(self, reader: Reader, act: Callable[[], object]) -> None:
        """Call `act` after a reader has answered its last query; keys wait for it."""
        held = self.hold()

        async def wait() -> None:
            with held:
                await reader.caught_up()
                act()

        self._app.run_worker(wait())

    def put(self, event: Typed) -> None:
        """Queue a key."""
        self.waiting += 1
        self._queue.put_nowait(event)

    async def run(self) -> None:
        """Deliver keys as long as the app runs."""
        while True:
            event = await self._queue.get()
            screen = self._app.screen
            target = self._app.focused or screen
            try:
                await self._deliver(event)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._dealt_with(target, screen), PATIENCE)
            finally:
                self.waiting -= 1

    async def _dealt_with(self, target: DOMNode, screen: DOMNode) -> None:
        """Wait until a key was handled by its target and by the ancestors of that.

        Twice: what it led to, such as the end of an input, climbs behind it to those ancestors.
        """
        climb = target.ancestors_with_self
        for node in (*climb, *climb):
            await _passed(node)
        while self._held or (self._app.screen is not screen and not self._is_ready()):
            await asyncio.sleep(0.005)
        await _passed(self._app)  # which sets the focus, if that was asked for meanwhile

    def _is_ready(self) -> bool:
        """Tell whether the top screen is fully mounted and has its focus."""
        screen = self._app.screen
        whole = screen.is_mounted and all(each.is_mounted for each in screen.query("*"))
        return whole and (screen.focused is not None or not screen.focus_chain)


async def _passed(node: MessagePump) -> None:
    """Wait until a node has handled all messages sent to it so far."""
    done = asyncio.Event()
    if node.is_running and node.call_later(done.set):
        await done.wait()
