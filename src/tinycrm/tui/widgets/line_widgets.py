"""Widgets that draw lines of spans directly: no markup, and only what is visible is built."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
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

    def __init__(self, **how: Any) -> None:
        self._looks: dict[tuple[str, str], Style] = {}
        super().__init__(**how)

    def notify_style_update(self) -> None:
        """Forget the styles that lines are drawn in: they may be others now."""
        self._looks.clear()
        super().notify_style_update()

    def strip(self, line: Line, width: int, ground: str = "") -> Strip:
        """Return a line as a strip for the screen; `ground` is the name of its background style."""
        segments = [Segment(each.text, self._style_of(each, ground)) for each in line if each.text]
        return Strip(segments).adjust_cell_length(width, self.look("", ground))

    def _style_of(self, span: Span, ground: str) -> Style:
        style = self.look(span.style, ground)
        return style + Style(meta={"@click": span.click}) if span.click else style

    def look(self, name: str = "", ground: str = "") -> Style:
        """Return a style on a background, both by name; made for each line it takes longest."""
        if (name, ground) not in self._looks:
            self._looks[name, ground] = self._make_look(name, ground)
        return self._looks[name, ground]

    def _make_look(self, name: str, ground: str) -> Style:
        if not name and not ground:
            return self.rich_style
        base = self.look()
        if ground:
            base += Style(bgcolor=self.get_component_rich_style(f"drawn--{ground}").bgcolor)
        ink = self.get_component_rich_style(f"drawn--{name}") if name else Style()
        return base + Style(color=ink.color, bold=ink.bold, italic=ink.italic)


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

    def __init__(self, **how: Any) -> None:
        self._built: tuple[Size, Sequence[Line]] | None = None
        super().__init__(**how)

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return the lines to draw in `width` cells."""
        raise NotImplementedError

    def refresh(self, *regions: Region, **how: Any) -> Self:
        """Draw again, with lines made anew."""
        self._built = None
        return super().refresh(*regions, **how)

    def notify_style_update(self) -> None:
        """Make the lines anew: the classes of the screen may be others now."""
        self._built = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Draw one line; all are made together, once until something changes."""
        size = self.size
        if self._built is None or self._built[0] != size:
            self._built = size, self.lines(*size)
        lines = self._built[1]
        return self.strip(lines[y] if y < len(lines) else BLANK, size.width)


class ScrolledLines(ScrollView, Drawn, can_focus=True):
    """Lines that scroll, made for a width when needed.

    Textual takes styles and their names from the first base alone.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = STYLES

    def lines(self, width: int) -> Sequence[Line]:
        """Return all lines in `width` cells."""
        raise NotImplementedError
