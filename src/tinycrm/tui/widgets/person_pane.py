"""A few lines about the person of the selected row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from tinycrm.services.briefing.profile import Profile
from tinycrm.tui.card_lines import card_lines, pane_lines
from tinycrm.tui.cell_text import BLANK, Line, Span, wrap
from tinycrm.tui.widgets.line_widgets import LinesWidget
from tinycrm.tui.widgets.row_list import RowList

_WIDEST = 76
"""A card is never wider, so that its lines can be read."""


_OWN = 16
"""Where the text of a row begins that is about nobody, in cells."""


class PersonPane(LinesWidget):
    """The pane below the briefing; on a broad screen the card beside it."""

    def __init__(self, profile: Profile | None, day: date) -> None:
        super().__init__()
        self._profile = profile
        self._day = day
        self._own = ""

    def show(self, profile: Profile | None, day: date, own: str = "") -> None:
        """Show another person; without one `own` is the text to show, safe to show."""
        self._profile, self._day, self._own = profile, day, own
        self.refresh()

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return a rule, and the lines about the person."""
        if self.screen.has_class("-broad"):
            return self._beside(min(width, _WIDEST) - 2)
        rule: Line = (Span("─" * width, "dim"),)
        if self._profile is None:
            return [rule, *self._for_yourself(width)]
        return [rule, *pane_lines(self._profile, self._day, width, height - 1)]

    def _for_yourself(self, width: int) -> Sequence[Line]:
        title = Span(" For yourself", "name")
        first, *rest = wrap(self._own, width - _OWN)
        more = [(Span(" " * _OWN), Span(text)) for text in rest]
        return [(title, Span(" " * (_OWN - len(title.text))), Span(first)), *more]

    def _beside(self, width: int) -> Sequence[Line]:
        """Return the card, for a pane as high as the list."""
        if self._profile is None:
            texts = [Span("For yourself", "head"), *map(Span, wrap(self._own, width))]
            return [(Span(" "), each) for each in texts]
        lines = card_lines(self._profile, self._day, width)
        return [(Span(" "), *each.line) if each.line else BLANK for each in lines]


class ScrollPage(RowList):
    """Lines to scroll through, made for a width by a function."""

    def __init__(self, make: Callable[[int], Sequence[Line]]) -> None:
        super().__init__()
        self._make = make
        self._lines: Sequence[Line] = ()
        self._width = 0

    def lay_out(self) -> None:
        """Make the lines again."""
        self._width = self.size.width
        self._lines = self._make(max(20, self._width - 2))
        self.changed()

    def on_resize(self) -> None:
        """Lay out again for another width."""
        if self.size.width != self._width:
            self.lay_out()

    @property
    def total(self) -> int:
        """Return how many lines there are."""
        return len(self._lines)

    def can_choose(self, n: int) -> bool:
        """Return False: nothing on a page can be selected; keys scroll it."""
        return False

    def show_chosen(self) -> None:
        """Do not scroll: nothing is selected."""

    def row(self, n: int, width: int) -> Line:
        """Return a line."""
        return (Span(" "), *self._lines[n]) if self._lines[n] else BLANK

    def action_down(self) -> None:
        """Scroll a line down."""
        self.scroll_relative(y=1, animate=False)

    def action_up(self) -> None:
        """Scroll a line up."""
        self.scroll_relative(y=-1, animate=False)

    def action_first(self) -> None:
        """Scroll to the top."""
        self.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """Scroll to the end."""
        self.scroll_to(y=self.total, animate=False)

    def action_page_down(self) -> None:
        """Scroll one screen down."""
        self.scroll_relative(y=self.size.height - 1, animate=False)

    def action_page_up(self) -> None:
        """Scroll one screen up."""
        self.scroll_relative(y=1 - self.size.height, animate=False)
