"""Numbers: the figures of a month or a year, beside those of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen

from tinycrm import clock
from tinycrm.errors import UsageProblem
from tinycrm.services.figures import periods
from tinycrm.services.figures.figure_values import Figures
from tinycrm.services.figures.letter import Letter
from tinycrm.services.figures.periods import Period
from tinycrm.tui import outcome_queries
from tinycrm.tui.actions import bindings, hints
from tinycrm.tui.cell_text import Line
from tinycrm.tui.host import host_of
from tinycrm.tui.letter_page import letter_page
from tinycrm.tui.messages import Notice, QueryAnswered, QueryFailed
from tinycrm.tui.numbers_page import numbers_page
from tinycrm.tui.screen_words import say_problem
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.header_line import HeaderLine
from tinycrm.tui.widgets.person_pane import ScrollPage
from tinycrm.tui.workers import Reader

_FOOT = ("earlier", "later", "span", "today", "people", "ripple", "back", "help")


class NumbersView(ScrollPage):
    """The figures. Keys ask for another period."""

    BINDINGS: ClassVar[list[Any]] = bindings(["numbers"])

    class Turned(Message):
        """The period before (-1), the next one (1), or a year instead of a month (0) is wanted."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self) -> None:
        super().__init__(self._draw)
        self._found: Figures | Letter | None = None

    def _draw(self, width: int) -> Sequence[Line]:
        if isinstance(self._found, Letter):
            return letter_page(self._found, clock.today(), width)
        return numbers_page(self._found, width) if self._found else ()

    def show(self, found: Figures | Letter) -> None:
        """Show the figures of a month, or the letter of a year."""
        self._found = found
        self.lay_out()

    def action_earlier(self) -> None:
        """Ask for the period before."""
        self.post_message(self.Turned(-1))

    def action_later(self) -> None:
        """Ask for the next period."""
        self.post_message(self.Turned(1))

    def action_span(self) -> None:
        """Ask for the year of a month, or for a month of the year."""
        self.post_message(self.Turned(0))


class NumbersScreen(Screen[None]):
    """The figures of a period."""

    AUTO_FOCUS = "NumbersView"
    BINDINGS: ClassVar[list[Any]] = [Binding("escape", "leave", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self._period = periods.month_of(clock.today())
        self._reader = Reader(self, "figures")

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield HeaderLine("Numbers", clock.today())
        yield NumbersView()
        yield FooterLine(hints(_FOOT))

    def on_mount(self) -> None:
        """Read the figures; keys wait until they are shown."""
        self.on_store_changed()
        host_of(self).keys.after(self._reader, lambda: None)

    def on_store_changed(self) -> None:
        """Read the figures again."""
        period = self._period
        self._reader.ask(lambda: outcome_queries.read_figures(period), period)

    def on_numbers_view_turned(self, message: NumbersView.Turned) -> None:
        """Show another period."""
        try:
            self._period = _turned(self._period, message.step)
        except UsageProblem as problem:
            self.post_message(Notice(problem.sentence))
        else:
            self.on_store_changed()

    def on_query_answered(self, answer: QueryAnswered) -> None:
        """Show what was read, unless another period is wanted by now."""
        answer.stop()
        if answer.asked == self._period:
            self.query_one(NumbersView).show(answer.value)

    def on_query_failed(self, failure: QueryFailed) -> None:
        """Show why nothing could be read; the page stays as it is."""
        failure.stop()
        self.post_message(Notice(say_problem(failure.problem), "error"))

    def action_leave(self) -> None:
        """Close the screen."""
        self.dismiss()


def _turned(period: Period, step: int) -> Period:
    """Return another period. Raises UsageProblem where there is none."""
    today = clock.today()
    if step < 0:
        return periods.before(period)
    if step > 0:
        return periods.after(period, today)
    return periods.month_of(min(period.until, today)) if period.is_year else periods.year_of(period)
