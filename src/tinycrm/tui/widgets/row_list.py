"""A list with a selected row: keys move it, Enter opens it. Only visible rows are drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip

from tinycrm.tui.actions import bindings
from tinycrm.tui.cell_text import BLANK, MARK, Line, Span, wrap
from tinycrm.tui.messages import Moved, Opened
from tinycrm.tui.widgets.line_widgets import ScrolledLines

_KEPT = 500
"""How many drawn lines are kept."""


class RowList(ScrolledLines):
    """The rows of a subclass, one of them selected. Posts Moved and Opened."""

    BINDINGS: ClassVar[list[Any]] = bindings(["list"])

    at: reactive[int] = reactive(0, repaint=False)

    hint = ""
    """What to show while there are no rows, safe to show."""

    def __init__(self) -> None:
        self._drawn: dict[int, Strip] = {}
        self._drawn_width = 0
        super().__init__()

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

    def refresh(self, *regions: Region, **how: Any) -> Self:
        """Draw again: some regions, or every row anew if none is named."""
        if not regions:
            self._drawn.clear()
        return super().refresh(*regions, **how)

    def notify_style_update(self) -> None:
        """Draw every row anew: its styles may be others now."""
        self._drawn.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows in a region.

        Without a border nothing is added to them, and Textual, which looks for it in every row
        again, would take half of the time of a key.
        """
        if self.styles.gutter or self.opacity != 1:
            return super().render_lines(crop)
        rows = [self.render_line(y) for y in crop.line_range]
        background = self.background_colors[1]
        for each in self.get_line_filters():
            rows = [row.apply_filter(each, background) for row in rows]
        return [row.crop(*crop.column_span) for row in rows]

    def render_line(self, y: int) -> Strip:
        """Return one visible row; while rows scroll by, each is drawn once."""
        n, width = y + self.scroll_offset.y, self.size.width
        if width != self._drawn_width or len(self._drawn) > _KEPT:
            self._drawn.clear()
            self._drawn_width = width
        if n not in self._drawn:
            whole = self.content_region.width  # a scroll bar is drawn over the end
            self._drawn[n] = self._made(n, y, width).adjust_cell_length(whole, self.look())
        return self._drawn[n]

    def _made(self, n: int, y: int, width: int) -> Strip:
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

    def watch_at(self, before: int, now: int) -> None:
        """Post that another row is selected."""
        if self.is_mounted:
            self.draw_again(before, now)
            self.post_message(Moved())

    def draw_again(self, *rows: int) -> None:
        """Draw rows anew that are or were selected, not the whole list."""
        for n in {line for row in rows for line in self.lines_about(row)}:
            self._drawn.pop(n, None)
            self.refresh_line(n)

    def lines_about(self, n: int) -> Iterable[int]:
        """Return the lines that look different while a row is selected."""
        has_second = n + 1 < self.total and self.row_of(n + 1) == n
        return (n, n + 1) if has_second else (n,)

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
