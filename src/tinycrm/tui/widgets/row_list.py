"""A list with a selected row: keys move it, Enter opens it. Only visible rows are drawn."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip

from tinycrm.tui.actions import bindings
from tinycrm.tui.cell_text import BLANK, MARK, Line, Span, wrap
from tinycrm.tui.messages import Moved, Opened
from tinycrm.tui.widgets.line_widgets import ScrolledLines


class RowList(ScrolledLines):
    """The rows of a subclass, one of them selected. Posts Moved and Opened."""

    BINDINGS: ClassVar[list[Any]] = bindings(["list"])

    at: reactive[int] = reactive(0, repaint=False)

    hint = ""
    """What to show while there are no rows, safe to show."""

    @property
    def total(self) -> int:
        """Return the number of rows."""
        raise NotImplementedError

    def row(self, n: int, width: int) -> Line:
        """Return a row, without its mark, in `width` cells."""
        raise NotImplementedError

    def row_of(self, n: int) -> int:
        """Return the row that a line belongs to: another than itself if it is a second line."""
        return n

    def can_choose(self, n: int) -> bool:
        """Return whether a row can be selected; headings cannot."""
        return True

    def mark(self, n: int) -> Line:
        """Return the mark before a row."""
        return (Span(" ▸ ", "accent"),) if n == self.at else (Span("   "),)

    def ground(self, n: int) -> str:
        """Return the background style of a row."""
        return ("chosen" if self.has_focus else "blurred") if n == self.at else ""

    # ── drawing ──────────────────────────────────────────────────────────────────────────

    def render_line(self, y: int) -> Strip:
        """Draw one visible row."""
        n, width = y + self.scroll_offset.y, self.size.width
        if self.hint and not self.total:
            text = dict(enumerate(wrap(self.hint, width - 2 * MARK), 1)).get(y, "")
            return self.strip((Span(f"{' ' * MARK}{text}"),), width)
        if not 0 <= n < self.total:
            return self.strip(BLANK, width)
        if not self.can_choose(n):
            own = self.row_of(n)
            ground = self.ground(own) if own != n else ""
            return self.strip(self.row(n, width), width, ground)
        line = (*self.mark(n), *self.row(n, width - MARK))
        return self.strip(line, width, self.ground(n))

    def changed(self) -> None:
        """Update the list after its rows changed; the selection stays within them."""
        self.virtual_size = Size(0, self.total)
        self.at = self._nearest(min(self.at, max(0, self.total - 1)))
        self.call_after_refresh(self.show_chosen)
        self.refresh()

    def show_chosen(self) -> None:
        """Scroll to make the selected row visible, and the heading above the first one."""
        top = 0 if self.at == self._nearest(0) else self.at
        end = self.at + 1
        end += end < self.total and self.row_of(end) == self.at
        self.scroll_to_region(
            Region(0, top, 1, end - top), animate=False, force=True, immediate=True
        )

    # ── moving ───────────────────────────────────────────────────────────────────────────

    def _nearest(self, n: int, step: int = 1) -> int:
        """Return the nearest row in a direction that can be selected, else in the other."""
        for way in (step, -step):
            at = n
            while 0 <= at < self.total:
                if self.can_choose(at):
                    return at
                at += way
        return 0

    def choose(self, n: int, step: int = 1) -> None:
        """Select a row, or the nearest one that can be selected."""
        if self.total:
            self.at = self._nearest(max(0, min(n, self.total - 1)), step)
            self.show_chosen()

    def watch_at(self) -> None:
        """Post that another row is selected."""
        if self.is_mounted:
            self.refresh()
            self.post_message(Moved())

    def action_down(self) -> None:
        """Select the next row."""
        self.choose(self.at + 1)

    def action_up(self) -> None:
        """Select the previous row."""
        if self.at <= self._nearest(0):
            self.scroll_to(y=0, animate=False)
        self.choose(self.at - 1, -1)

    def action_first(self) -> None:
        """Select the first row."""
        self.choose(0)

    def action_last(self) -> None:
        """Select the last row."""
        self.choose(self.total - 1, -1)

    def action_page_down(self) -> None:
        """Select a row one screen further down."""
        self.choose(self.at + max(1, self.size.height - 2))

    def action_page_up(self) -> None:
        """Select a row one screen further up."""
        self.choose(self.at - max(1, self.size.height - 2), -1)

    def action_open(self) -> None:
        """Open the selected row."""
        if self.total and self.can_choose(self.at):
            self.post_message(Opened())

    def on_click(self, event: events.Click) -> None:
        """Select a row with the mouse; a double click opens it."""
        n = event.y + self.scroll_offset.y
        n = self.row_of(n) if 0 <= n < self.total else n
        if 0 <= n < self.total and self.can_choose(n):
            again = n == self.at
            self.choose(n)
            if again and event.chain > 1:
                self.action_open()

    def on_focus(self) -> None:
        """Draw the selected row with the style of a focused list."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the selected row with the style of a list without focus."""
        self.refresh()
