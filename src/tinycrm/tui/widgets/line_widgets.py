"""Widgets that draw lines of spans directly: no markup, and only what is visible is built."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tinycrm.tui.cell_text import BLANK, Line, Span

STYLES: set[str] = {
    f"drawn--{name}" for name in ("name", "dim", "accent", "head", "error", "chosen", "blurred")
}


class Drawn(Widget):
    """A widget that draws lines of spans in the styles of `STYLES`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = STYLES

    _base: Style | None = None

    def notify_style_update(self) -> None:
        """Forget the style that lines are drawn in: it may be another one now."""
        self._base = None
        super().notify_style_update()

    def strip(self, line: Line, width: int, ground: str = "") -> Strip:
        """Return a line as a strip for the screen; `ground` is the name of its background style."""
        base = self._base = self._base or self.rich_style  # made for each line it takes longest
        if ground:
            base += Style(bgcolor=self.get_component_rich_style(f"drawn--{ground}").bgcolor)
        segments = [Segment(span.text, self._style_of(span, base)) for span in line if span.text]
        return Strip(segments).adjust_cell_length(width, base)

    def _style_of(self, span: Span, base: Style) -> Style:
        style = base + self._ink(span.style) if span.style else base
        return style + Style(meta={"@click": span.click}) if span.click else style

    def _ink(self, name: str) -> Style:
        """Return the colour and weight of a style, without its background."""
        found = self.get_component_rich_style(f"drawn--{name}")
        return Style(color=found.color, bold=found.bold, italic=found.italic)


def ruled(width: int, joint: int = -1, sign: str = "─") -> Line:
    """Return a line across the screen, with another sign where a vertical line meets it."""
    if not 0 <= joint < width:
        return (Span("─" * width, "dim"),)
    return (Span(f"{'─' * joint}{sign}{'─' * (width - joint - 1)}", "dim"),)


def joint_of(pane: Widget) -> int:
    """Return the column of the vertical line at the left of a pane; -1 if there is none now."""
    has_line = pane.display and pane.styles.border_left[0] not in ("", "none")
    return pane.region.x if has_line else -1


class LinesWidget(Drawn):
    """A few lines that never scroll."""

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return the lines to draw in `width` cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, height = self.size
        lines = self.lines(width, height)
        return self.strip(lines[y] if y < len(lines) else BLANK, width)


class ScrolledLines(ScrollView, Drawn, can_focus=True):
    """Lines that scroll, made for a width when needed.

    Textual takes styles and their names from the first base alone.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = STYLES

    def lines(self, width: int) -> Sequence[Line]:
        """Return all lines in `width` cells."""
        raise NotImplementedError
