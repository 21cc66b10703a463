"""A limit to the time of the processor, for text that strangers wrote."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TakesTooLong(Exception):
    """The time is over."""


@contextmanager
def limited_time(seconds: float) -> Iterator[None]:
    """Raise TakesTooLong in the block when it has used the processor for so many seconds.

    Where a signal cannot be had (on Windows, outside the main thread), there is no limit.
    """
    if not hasattr(signal, "setitimer") or (
        threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    before = signal.signal(signal.SIGPROF, _end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _end(_number: int, _frame: object) -> None:
    raise TakesTooLong
