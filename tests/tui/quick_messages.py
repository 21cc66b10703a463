"""What lets the screens of tests pass on their messages without asking the same again each time.

A key is some fifty messages, and most find nobody who does anything about them. Those about sizes
lead to layouts of what has its place already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from inspect import CO_VARARGS, CO_VARKEYWORDS, signature
from types import SimpleNamespace
from typing import Any

from textual.geometry import Size
from textual.message import Message
from textual.message_pump import MessagePump
from textual.reactive import Reactive
from textual.screen import Screen


def _count_parameters(function: Callable[..., Any]) -> int:
    """Count the parameters of a function; one made anew for each message is not examined anew."""
    code = getattr(function, "__code__", None)
    if code is None or hasattr(function, "__wrapped__"):
        return len(signature(function).parameters)
    more = bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    return int(code.co_argcount + code.co_kwonlyargcount + more)


class _Handlers:
    """Knows for each class of widgets which of its classes do something about a message."""

    def __init__(self) -> None:
        self._known: dict[tuple[type, str, type], list[tuple[type, str]] | None] = {}
        self._look = MessagePump._get_dispatch_methods

    def of(self, pump: MessagePump, name: str, message: Message) -> Any:
        key = type(pump), name, type(message)
        if key not in self._known:
            self._known[key] = _find_plain(*key)
        plain = self._known[key]
        return self._look(pump, name, message) if plain is None else _each(pump, plain, message)


def _find_plain(kind: type, name: str, message: type) -> list[tuple[type, str]] | None:
    """Return the methods with this name; None if there are some that name the message by `@on`."""
    found: list[tuple[type, str]] = []
    for cls in kind.__mro__:
        if not vars(cls).get("_decorated_handlers", {}).keys().isdisjoint(message.__mro__):
            return None
        own = next((each for each in (f"_{name}", name) if vars(cls).get(each)), None)
        if own and not getattr(vars(cls)[own], "_textual_on", None):
            found.append((cls, own))
    return found


def _each(
    pump: MessagePump, plain: list[tuple[type, str]], message: Message
) -> Iterator[tuple[type, Any]]:
    for cls, name in plain:
        if message._no_default_action:
            return
        yield cls, vars(cls)[name].__get__(pump, cls)


_HANDLERS = _Handlers()


def _get_dispatch_methods(pump: MessagePump, name: str, message: Message) -> Any:
    return _HANDLERS.of(pump, name, message)


_NOTHING: AbstractContextManager[None] = nullcontext()


def _prevent(
    pump: MessagePump, *messages: type[Message], _some: Any = MessagePump.prevent
) -> AbstractContextManager[None]:
    """Prevent some messages; where it is none, that needs no context of its own."""
    return _some(pump, *messages) if messages else _NOTHING


def _get(reactive: Any, node: Any, kind: type, *, _whole: Any = Reactive.__get__) -> Any:
    """Return the value of a widget; what is neither computed nor unset needs no more."""
    if node is not None and not hasattr(kind, reactive.compute_name):
        try:
            return vars(node)[reactive.internal_name]
        except KeyError:
            pass
    return _whole(reactive, node, kind)


# Nobody reads what is logged, and most of the work is finding that out.
_SILENT = SimpleNamespace(event=SimpleNamespace(verbosity=lambda verbose: lambda *said: None))


def _screen_resized(
    screen: Screen[Any], size: Size, _lay_out: Any = Screen._screen_resized
) -> None:
    """Lay out a screen whose size is another one.

    When a window or a dialog gets its size, each screen lays out itself and all that are below.
    """
    if screen._compositor.size != size:
        _lay_out(screen, size)


PATCHES: dict[str, object] = {
    "textual._callback._count_parameters": _count_parameters,
    "textual.message_pump.MessagePump._get_dispatch_methods": _get_dispatch_methods,
    "textual.message_pump.MessagePump.prevent": _prevent,
    "textual.message_pump.log": _SILENT,
    "textual.reactive.Reactive.__get__": _get,
    "textual.screen.Screen._screen_resized": _screen_resized,
}
"""What is put in place of what."""
