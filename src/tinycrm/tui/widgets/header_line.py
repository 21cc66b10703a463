"""The line at the top: the screens and the date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm.dates import say_full_day
from tinycrm.tui.cell_text import Line, Span, both_ends
from tinycrm.tui.widgets.line_widgets import LinesWidget, ruled

_SCREENS = {
    "Today": "today", "People": "people", "Find": "find", "Care": "care", "Ripple": "ripple",
    "Numbers": "numbers",
}  # fmt: skip
"""The names of the screens, and the action that leads there."""


class HeaderLine(LinesWidget):
    """Shows which screen this is and for which date; a click on another leads there."""

    def __init__(self, current: str, day: date) -> None:
        super().__init__()
        self._current = current
        self.day = day
        self._joint = -1

    def join(self, column: int) -> None:
        """Join the rule with a vertical line that begins below it; -1 for none."""
        self._joint = column
        self.refresh()

    def show(self, day: date) -> None:
        """Show another date."""
        self.day = day
        self.refresh()

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return the screens and the date, with a rule below."""
        day = say_full_day(self.day)
        if width < 72:
            left: Line = (Span(f" {self._current}", "head"),)
            day = day.rsplit(" ", 1)[0]
        else:
            left = tuple(
                Span(
                    f" {name}  ",
                    "head" if name == self._current else "dim",
                    f"app.do('{_SCREENS[name]}')" if name in _SCREENS else "",
                )
                for name in dict.fromkeys((*_SCREENS, self._current))
            )
        return both_ends(left, (Span(f"{day} ", "dim"),), width), ruled(width, self._joint, "┬")
