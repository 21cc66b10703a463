"""The line at the top: the screens and the date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm.dates import say_full_day
from tinycrm.tui.cell_text import Line, Span, both_ends, length
from tinycrm.tui.widgets.line_widgets import LinesWidget, ruled

_SCREENS = {
    "Today": "today", "People": "people", "Find": "find", "Care": "care", "Ripple": "ripple",
    "Numbers": "numbers",
}  # fmt: skip
"""The names of the screens, and the action that leads there."""

_SHORT = 3
"""How many letters of the other screens a narrow terminal shows."""


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
        return self._top(width), ruled(width, self._joint, "┬")

    def _top(self, width: int) -> Line:
        """Return the first form of the line that fits: with fewer spaces, then shorter words."""
        day = say_full_day(self.day)  # Mon 23 Nov 2026
        this_year = day.rsplit(" ", 1)[0]
        found: Line = ()
        for right, gap, letters in (
            (day, 3, 0), (this_year, 2, 0), (this_year, 1, _SHORT),
            (this_year.split(" ", 1)[1], 1, _SHORT), ("", 1, _SHORT),
        ):  # fmt: skip
            found = self._form(right, gap, letters)
            if length(found) <= width:
                break
        *left, end = found
        return both_ends(tuple(left), (end._replace(text=end.text[1:]),), width)

    def _form(self, day: str, gap: int, letters: int) -> Line:
        """Return the names of the screens, others than this one with some `letters` only."""
        tabs = tuple(
            Span(
                f" {name if name == self._current else name[: letters or None]}{' ' * (gap - 1)}",
                "head" if name == self._current else "dim",
                f"app.do('{_SCREENS[name]}')" if name in _SCREENS else "",
            )
            for name in dict.fromkeys((*_SCREENS, self._current))
        )
        return (*tabs, Span(f" {day} ", "dim"))
