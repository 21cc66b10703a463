"""Tells when the screens have done everything that was asked of them.

Pilot sends a message to each widget and waits until all have come back: with fifty widgets that
costs more than most keys do. It is cheaper to look: whether a task of the event loop can go on,
and whether every widget waits for its next message.
"""

from __future__ import annotations

import asyncio
from typing import Any

from tinycrm.tui.app import CrmApp

_AN_ANSWER = 0.002  # seconds from look to look while a thread reads or writes


async def settle(app: CrmApp) -> None:
    """Wait until every key was dealt with, everything asked for has come, and all has its place."""
    await _pass(app)
    while app.is_running and app.screen_stack:
        app.screen._on_timer_update()  # gives all its place, and calls what waited for that
        if not _is_busy(app):
            return
        await _pass(app)


async def _pass(app: CrmApp) -> None:
    """Let everything go on that can, and wait for what comes from threads."""
    loop: Any = asyncio.get_running_loop()
    await asyncio.sleep(0)
    while _is_busy(app):
        await asyncio.sleep(0 if loop._ready else _AN_ANSWER)


def _is_busy(app: CrmApp) -> bool:
    loop: Any = asyncio.get_running_loop()
    if app._exception or not app.is_running:
        return False
    return bool(
        loop._ready
        or app._resize_event  # the window may be made another size at once again
        or app.keys.waiting
        or app.writer.waiting
        or any(not worker.is_finished and not _waits(worker) for worker in app.workers)
        or any(_has_messages(pump) for pump in (app, *app._registry))
    )


def _has_messages(pump: Any) -> bool:
    """Tell whether a widget works on a message or has more of them."""
    queue = pump._message_queue
    return pump._running and bool(queue.values or not queue.ready_event._waiters)


def _waits(worker: Any) -> bool:
    """Tell whether a worker waits for an answer of the person."""
    return worker.name in ("_undo", "_remove")
