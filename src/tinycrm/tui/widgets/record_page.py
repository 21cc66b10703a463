"""A page that scrolls, with records on it; while it has the focus one of them is selected."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from tinycrm.tui.card_lines import Placed
from tinycrm.tui.cell_text import Line, Span
from tinycrm.tui.messages import Pick
from tinycrm.tui.widgets.marks import MarkedList
from tinycrm.tui.widgets.person_pane import ScrollPage


class RecordPage(MarkedList, ScrollPage):
    """The lines of a subclass; one of the visible records is selected."""

    PERSON_IS = "people"
    """The section of a row that is a person."""

    class Selected(Message):
        """Another record is selected."""

    def __init__(self) -> None:
        super().__init__(lambda width: ())
        self._placed: Sequence[Placed] = ()

    def placed(self, width: int) -> Sequence[Placed]:
        """Return the lines for a width."""
        raise NotImplementedError

    def start_over(self) -> None:
        """Go to the top, without a message: something else is shown."""
        self.set_reactive(RecordPage.at, 0)
        self.scroll_to(y=0, animate=False)

    def lay_out(self) -> None:
        """Make the lines again; the selected record stays selected."""
        before = self._placed[self.at].code if self.at < len(self._placed) else ""
        self._width = self.size.width
        self._placed = self.placed(max(20, self._width - 2))
        self._lines = [each.line for each in self._placed]
        same = [n for n, each in enumerate(self._placed) if each.code and each.code == before]
        if same:
            self.set_reactive(RecordPage.at, same[0])
        self.changed()

    @property
    def chosen(self) -> Pick | None:
        """Return the selected record and its person."""
        placed = self._placed[self.at] if self.at < len(self._placed) else None
        if placed is None or not placed.code:
            return None
        section = self.PERSON_IS if self.person_of(self.at) else "record"
        return Pick(placed.code, placed.person, section, placed.about)

    def person_of(self, n: int) -> tuple[str, str] | None:
        """Return code and name of the person that a line stands for."""
        placed = self._placed[n]
        return placed.person if placed.person and placed.person[0] == placed.code else None

    # ── drawing ──────────────────────────────────────────────────────────────────────────

    def can_choose(self, n: int) -> bool:
        """Return whether a record begins on a line."""
        return bool(self._placed[n].code)

    def mark(self, n: int) -> Line:
        """Return ✓ for a marked person, and ▸ for the selected record of a page with the focus."""
        if self.is_marked(n):
            return (Span("✓", "accent"),)
        return (Span("▸", "accent"),) if n == self.at and self.has_focus else (Span(" "),)

    def ground(self, n: int) -> str:
        """Return the background style of a line."""
        return "chosen" if n == self.at and self.has_focus else ""

    def row(self, n: int, width: int) -> Line:
        """Return a line; the mark is in the cell before it."""
        return self._lines[n] if self.can_choose(n) else super().row(n, width)

    # ── moving ───────────────────────────────────────────────────────────────────────────

    def watch_at(self, before: int, now: int) -> None:
        """Draw the mark again, without posting Moved: the page is the same."""
        if self.is_mounted:
            self.draw_again(before, now)
            self.post_message(self.Selected())

    def action_down(self) -> None:
        """Select the next record, or scroll towards it."""
        self._step(1)

    def action_up(self) -> None:
        """Select the previous record, or scroll towards it."""
        self._step(-1)

    def action_first(self) -> None:
        """Go to the top."""
        self._scroll(-self.total)

    def action_last(self) -> None:
        """Go to the end."""
        self._scroll(self.total)

    def action_page_down(self) -> None:
        """Scroll one screen down."""
        self._scroll(self.size.height - 1)

    def action_page_up(self) -> None:
        """Scroll one screen up."""
        self._scroll(1 - self.size.height)

    def _step(self, way: int) -> None:
        near = [n for n in self._in_view() if (n - self.at) * way > 0]
        if near:
            self.at = near[0] if way > 0 else near[-1]
        else:
            self._scroll(way)

    def _scroll(self, lines: int) -> None:
        """Scroll; if the selected record is no longer visible, select one that is."""
        before = self.scroll_offset.y
        end = max(0, self.total - self.size.height)
        after = max(0, min(end, before + lines))
        self.scroll_to(y=after, animate=False, force=True, immediate=True)
        seen = self._in_view(after)
        is_at_end = abs(lines) > 1 and after in (0, end)
        if seen and (self.at not in seen or is_at_end):
            self.at = seen[0] if lines < 0 or not is_at_end else seen[-1]

    def _in_view(self, top: int | None = None) -> list[int]:
        """Return the visible lines on which a record begins."""
        top = self.scroll_offset.y if top is None else top
        seen = range(top, min(self.total, top + self.size.height))
        return [n for n in seen if self.can_choose(n)]
