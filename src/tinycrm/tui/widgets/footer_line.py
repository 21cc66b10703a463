"""The footer: which keys do what, what has just happened, how much is left."""

from __future__ import annotations

from collections.abc import Sequence

from textual.timer import Timer

from tinycrm.text import shorten
from tinycrm.tui.cell_text import Line, Span, both_ends, length
from tinycrm.tui.messages import Tone
from tinycrm.tui.widgets.line_widgets import LinesWidget, ruled

NARROWEST = 40
"""The smallest width that is supported, in cells; the footer reports a smaller one."""

SECONDS = 8.0
"""How long a message is shown in the footer; twice as long for errors."""


class FooterLine(LinesWidget):
    """Shows what some keys do; a message replaces them for a while.

    The status at the right edge is shown from `roomy` cells on.
    """

    def __init__(self, keys: Sequence[tuple[str, str]], *, roomy: int = 0) -> None:
        super().__init__()
        self._keys = list(keys)
        self._roomy = roomy
        self._message = ""
        self._tone: Tone = ""
        self._status = ""
        self._timer: Timer | None = None
        self._joint = -1

    def join(self, column: int) -> None:
        """Join the rule with a vertical line that ends above it; -1 for none."""
        self._joint = column
        self.refresh()

    def say(self, text: str, tone: Tone = "") -> None:
        """Show a message, safe to show, instead of the keys."""
        self._message, self._tone = text, tone
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(SECONDS * (2 if tone else 1), self.hush) if text else None
        self.refresh()

    def hush(self) -> None:
        """Show the keys again."""
        self._message = ""
        self.refresh()

    def offer(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show what other keys do."""
        self._keys = list(keys)
        self.refresh()

    def show(self, status: str) -> None:
        """Show a status at the right edge."""
        self._status = status
        self.refresh()

    @property
    def said(self) -> str:
        """Return the message that is shown now."""
        return self._message

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return the line, below a rule."""
        status = self._status if width >= self._roomy else ""
        right: Line = (Span(f"{status} ", "dim"),) if status else ()
        if self._message:
            left: Line = (Span(f" {self._message}", "error" if self._tone else "accent"),)
        else:
            left = self._hints(width - length(right) - 2)
        line = both_ends(left, right, width)
        if width < NARROWEST:
            return (
                Span(shorten(f" Too narrow: {NARROWEST} columns needed.", width), "error"),
            ), line
        return ruled(width, self._joint, "┴"), line

    def _hints(self, width: int) -> Line:
        """Return as many keys as there is room for, always including the last."""
        gap = "   " if width >= 72 else "  "
        *others, last = self._keys
        kept = [last]
        for key in others:
            taken = sum(len(k) + len(word) + 1 + len(gap) for k, word in [*kept, key])
            if taken - len(gap) <= width:
                kept.insert(len(kept) - 1, key)
        spans = [Span(" ")]
        for shown, label in kept:
            spans += [Span(shown, "name"), Span(f" {label}", "dim"), Span(gap)]
        return tuple(spans[:-1])
