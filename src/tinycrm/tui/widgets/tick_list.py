"""Lines to tick, and a last one that saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding
from textual.message import Message

from tinycrm.tui.cell_text import Line, Span, clip
from tinycrm.tui.widgets.row_list import RowList


class TickList(RowList):
    """Lines with a code each. Nothing is ticked at first; a key ticks the next one."""

    BINDINGS: ClassVar[list[Any]] = [Binding("space", "tick", show=False)]

    class Confirmed(Message):
        """Enter was pressed on the line that saves."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._lines: Sequence[tuple[str, str]] = ()
        self._ticked: set[str] = set()

    def show(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show lines of a code and a text, safe to show. Those ticked stay ticked."""
        self._lines = lines
        self._ticked &= {code for code, _ in lines}
        self.styles.height = self.total
        self.changed()

    @property
    def ticked(self) -> tuple[str, ...]:
        """Return the ticked codes, in the order of the lines."""
        return tuple(code for code, _ in self._lines if code in self._ticked)

    def tick_next(self) -> bool:
        """Tick the next line that is not ticked; False if there is none."""
        for n, (code, _) in enumerate(self._lines):
            if code not in self._ticked:
                self._ticked.add(code)
                self.choose(n + self._heads)
                self.refresh()
                return True
        return False

    @property
    def _heads(self) -> int:
        return 1 if self._lines else 0

    @property
    def total(self) -> int:
        """Return the number of lines, with the title and the one that saves."""
        return self._heads + len(self._lines) + 1

    def can_choose(self, n: int) -> bool:
        """Return whether a line is not the title."""
        return n >= self._heads

    def mark(self, n: int) -> Line:
        """Return ▸ for the selected line while the list has the focus."""
        return super().mark(n) if self.has_focus else (Span("   "),)

    def ground(self, n: int) -> str:
        """Return the background style of a line; without the focus none is selected."""
        return super().ground(n) if self.has_focus else ""

    def row(self, n: int, width: int) -> Line:
        """Return a line."""
        if n < self._heads:
            return (Span(f" {self._title}", "dim"),)
        if n == self.total - 1:
            return (Span("Save", "name"), Span("  ctrl+s", "dim"))
        code, text = self._lines[n - self._heads]
        tick = Span("[x] ", "accent") if code in self._ticked else Span("[ ] ")
        return clip((tick, Span(text), Span(f"  {code}", "dim")), width)

    def action_tick(self) -> None:
        """Tick the selected line, or remove its tick."""
        n = self.at - self._heads
        if 0 <= n < len(self._lines):
            self._ticked ^= {self._lines[n][0]}
            self.refresh()

    def action_open(self) -> None:
        """Save on the last line; tick elsewhere."""
        if self.at == self.total - 1:
            self.post_message(self.Confirmed())
        else:
            self.action_tick()
