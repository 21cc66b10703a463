"""What the code below the front ends says while it works: a line that nobody asked for.

The program decides where it goes; a program that only imports tinycrm hears nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_listeners: list[Callable[[str], object]] = []


def listen(listener: Callable[[str], object]) -> None:
    """Give every later notice to `listener`, and to no earlier one."""
    _listeners[:] = [listener]


def tell(text: str) -> None:
    """Give a notice to the listener, if there is one."""
    for listener in _listeners:
        listener(text)
