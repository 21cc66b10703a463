"""Widgets that draw lines of spans themselves: no markup, nothing built that is not seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tinycrm.tui.cell_text import BLANK, Line

STYLES: set[str] = {
    f"drawn--{name}" for name in ("name", "dim", "accent", "head", "error", "chosen", "blurred")
}


def strip_of(widget: Widget, line: Line, width: int, ground: str = "") -> Strip:
    """Return a line as the screen takes it; `ground` names the style it lies on."""
    base = widget.rich_style
    if ground:
        base += Style(bgcolor=widget.get_component_rich_style(f"drawn--{ground}").bgcolor)
    segments = [
        Segment(span.text, base + _ink(widget, span.style) if span.style else base)
        for span in line
        if span.text
    ]
    return Strip(segments).adjust_cell_length(width, base)


def _ink(widget: Widget, name: str) -> Style:
    """Return colour and weight of a style, without its ground."""
    found = widget.get_component_rich_style(f"drawn--{name}")
    return Style(color=found.color, bold=found.bold, italic=found.italic)


class LinesWidget(Widget):
    """A few lines that never scroll."""

    COMPONENT_CLASSES: ClassVar[set[str]] = STYLES

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return what to draw in so many cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, height = self.size
        lines = self.lines(width, height)
        return strip_of(self, lines[y] if y < len(lines) else BLANK, width)


class ScrolledLines(ScrollView, can_focus=True):
    """Lines that scroll, made for a width when they are needed."""

    COMPONENT_CLASSES: ClassVar[set[str]] = STYLES

    def lines(self, width: int) -> Sequence[Line]:
        """Return all lines in so many cells."""
        raise NotImplementedError
