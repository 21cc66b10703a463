"""Leaving when the system asks: the window is closed, or the program is terminated.

Textual expects the terminal to stay. If it is gone, its writing thread dies, output piles up
until the program hangs, and its reading thread finds the end of the input again and again.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

Call = Callable[[], object]


def on_signals(leave: Call, call_soon: Callable[[Call], object]) -> None:
    """Call `leave` in the event loop when the program is asked to end.

    A closed window sends SIGHUP followed by SIGCONT, at which Textual would resume: so the
    terminal is released at once, not in the event loop.
    """

    def hung_up(*_: object) -> None:
        _let_go()
        call_soon(leave)

    signal.signal(signal.SIGHUP, hung_up)
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, lambda *_: call_soon(leave))


def is_gone(*, in_browser: bool = False) -> bool:
    """Tell whether the terminal is gone, which is not always signalled.

    In a browser, tell whether the server is gone that has the other end of our stdin.
    """
    gone = _is_closed(0) if in_browser else not _is_terminal()
    if gone:
        _let_go()
    return gone


def _is_terminal() -> bool:
    return sys.__stdin__ is not None and sys.__stdin__.isatty()


def _is_closed(pipe: int) -> bool:
    """Return whether nobody can write into a pipe any more; nothing is read from it."""
    waiting = select.poll()
    waiting.register(pipe, 0)
    return any(event & select.POLLHUP for _, event in waiting.poll(0))


def _let_go() -> None:
    """Replace the terminal by /dev/null: nothing is read, output is discarded."""
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGCONT, lambda *_: None)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
