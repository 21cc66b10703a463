"""Prints lines: with colours on a terminal, as plain text everywhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from tinycrm.cli import terminal
from tinycrm.cli.render.styled_lines import Line, text_of

_STYLES = {"name": "bold", "dim": "dim", "accent": "magenta", "head": "bold"}
"""The terminal's own colours, so that its light or dark theme still applies."""


def show(lines: Iterable[Line]) -> None:
    """Print lines to stdout."""
    if terminal.is_terminal(sys.stdout):
        _show_in_colour(lines)
    else:
        for line in lines:
            terminal.write(terminal.typography(text_of(line).rstrip()) + "\n")


def _show_in_colour(lines: Iterable[Line]) -> None:
    from rich.console import Console  # 20 ms, only on a terminal
    from rich.text import Text

    no_colour = bool(os.environ.get("NO_COLOR"))
    console = Console(
        file=sys.stdout, highlight=False, soft_wrap=True, emoji=False, markup=False,
        no_color=no_colour, width=terminal.width(), legacy_windows=False,
    )  # fmt: skip
    for line in lines:
        text = Text()
        for span in line:
            text.append(terminal.typography(span.text), style=_STYLES.get(span.style, ""))
        text.rstrip()
        console.print(text, soft_wrap=True)
