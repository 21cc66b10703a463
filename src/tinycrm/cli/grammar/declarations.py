"""What the function of a command declares: its annotations, which only Typer needs, resolved.

The modules of commands import Typer only for type checkers, so their annotations are text.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from tinycrm.cli import options
from tinycrm.cli.grammar.call import Call

_NAMES: Mapping[str, Any] = {"typer": typer, "options": options, "Annotated": Annotated}
"""What the annotations of commands use, beside the names of their own module."""


def resolved(function: Callable[..., int | None]) -> dict[str, Any]:
    """Return the annotations of a command's parameters as objects."""
    known = {**vars(options), **vars(sys.modules[function.__module__]), **_NAMES}
    found = inspect.get_annotations(function, globals=known, eval_str=True)
    return {name: each for name, each in found.items() if name != "return"}


def stand_in(function: Callable[..., int | None]) -> Callable[..., Call]:
    """Return what Typer calls for a command: it only takes the values that Typer has read.

    Both readers give a Call, so that a command runs in the same way whoever has read the line.
    """

    def take(**values: Any) -> Call:
        return Call(function, values)

    annotations = resolved(function)
    parameters = [
        each.replace(annotation=annotations[each.name])
        for each in inspect.signature(function).parameters.values()
    ]
    take.__doc__, take.__name__ = function.__doc__, function.__name__
    take.__annotations__ = annotations
    take.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return take


def mark_of(annotation: Any) -> str:
    """Return the mark for the Tab key in an annotation, "" if it has none."""
    extras = getattr(annotation, "__metadata__", ())
    return next((str(extra) for extra in extras if isinstance(extra, options.Tab)), "")
