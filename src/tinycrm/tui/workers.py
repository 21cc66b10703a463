"""Queries and writes in threads, so that the screen never waits for the store.

Results are posted as messages; threads never touch a widget.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from tinycrm.errors import CrmError
from tinycrm.tui.messages import QueryAnswered, QueryFailed

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.worker import WorkType

T = TypeVar("T")


REST = 0.12
"""How long a key that repeats must rest, in seconds, before what it leads to is read."""


class Reader:
    """Runs one query at a time; of those that come meanwhile only the newest is kept.

    One that `rests` reads at once for a single key; while a key repeats it waits until that rests.
    """

    def __init__(self, node: Widget, about: str, *, rests: bool = False) -> None:
        self._node = node
        self._about = about
        self._rests = rests
        self._next: tuple[Callable[[], Any], Any] | None = None
        self._busy = False
        self._asked_at = 0.0
        self._is_repeated = False

    def ask(self, call: Callable[[], Any], asked: Any = None) -> None:
        """Run a query, and post QueryAnswered or QueryFailed to the node, with `asked` in it."""
        self._next = (call, asked)
        now = monotonic()
        self._is_repeated, self._asked_at = now - self._asked_at < REST, now
        if not self._busy:
            self._busy = True
            work: WorkType[None] = self._work  # called when it runs: none is left unawaited
            self._node.run_worker(work)

    async def caught_up(self) -> None:
        """Wait until the last query is answered and the node has handled the answer."""
        while self._busy and self._node.is_running:
            await asyncio.sleep(0.005)
        taken = asyncio.Event()
        if self._node.call_later(taken.set):
            await taken.wait()

    async def _rest(self) -> None:
        """Wait until nothing was asked for a while, if queries come fast."""
        while self._rests and self._is_repeated:
            left = self._asked_at + REST - monotonic()
            if left <= 0:
                return
            await asyncio.sleep(left)

    async def _work(self) -> None:
        try:
            while self._next:
                await self._rest()
                (call, asked), self._next = self._next, None
                try:
                    value = await asyncio.to_thread(call)
                except CrmError as problem:
                    self._node.post_message(QueryFailed(self._about, problem, asked))
                else:
                    self._node.post_message(QueryAnswered(self._about, value, asked))
        finally:
            self._busy = False


class Writer:
    """Runs writes one after the other, in order."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self.waiting = 0

    async def write(self, call: Callable[[], T]) -> T:
        """Run a writing service in a thread; its exceptions are raised here."""
        self.waiting += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(call)
        finally:
            self.waiting -= 1

    async def finish(self) -> None:
        """Wait until all pending writes are done."""
        while self.waiting:
            async with self._turn:
                pass
            await asyncio.sleep(0)
