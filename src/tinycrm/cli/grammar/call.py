"""A command line that was read: the function of a command, and the values to call it with."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any


class Call:
    """A function with its arguments by name. Calling it runs the command; it returns its code."""

    __slots__ = ("function", "values")

    def __init__(self, function: Callable[..., int | None], values: Mapping[str, Any]) -> None:
        self.function = function
        self.values = values

    def __call__(self) -> int:
        """Run the command and return its exit code."""
        return self.function(**self.values) or 0


def function_at(where: str) -> Callable[..., int | None]:
    """Import a module of `cli/commands` and return its function: `show:show`."""
    module, _, function = where.partition(":")
    # Not importlib: its package is loaded for nothing else.
    loaded = __import__(f"tinycrm.cli.commands.{module}", fromlist=[function])
    found: Callable[..., int | None] = getattr(loaded, function)
    return found
