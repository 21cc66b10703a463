"""Leaving when told to by the system: the window is closed, or the program is to end.

Textual knows a terminal that stays. With one that is gone its writing thread dies, what is
drawn piles up until the program stands still, and its reading thread finds the end of the
input again and again.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

Call = Callable[[], object]


def on_signals(leave: Call, call_soon: Callable[[Call], object]) -> None:
    """Call `leave` in the event loop when the program is told to end.

    A closed window comes as SIGHUP with SIGCONT behind it, upon which Textual would begin
    anew: it must be let go of before that, so not in the event loop but at once.
    """

    def hung_up(*_: object) -> None:
        _let_go()
        call_soon(leave)

    signal.signal(signal.SIGHUP, hung_up)
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, lambda *_: call_soon(leave))


def is_gone() -> bool:
    """Tell whether the terminal is no longer there; not everybody is told so by a signal."""
    gone = sys.__stdin__ is None or not sys.__stdin__.isatty()
    if gone:
        _let_go()
    return gone


def _let_go() -> None:
    """Put nothing in the place of the terminal: nothing is read, whatever is drawn is lost."""
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGCONT, lambda *_: None)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
