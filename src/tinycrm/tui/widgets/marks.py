"""Marks on the people of a list: what is done next is done to all of them."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.message import Message

from tinycrm.tui.cell_text import Line, Span
from tinycrm.tui.widgets.row_list import RowList

Marked = tuple[tuple[str, str], ...]
"""Code and name of each marked person, in the order of marking."""


class MarkedList(RowList):
    """A list of which people can be marked; a click on the left edge marks too."""

    class Ticked(Message):
        """A person was marked, or a mark was taken away."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._marks: dict[str, str] = {}

    def person_of(self, n: int) -> tuple[str, str] | None:
        """Return code and name of the person that a row stands for, None for other rows."""
        raise NotImplementedError

    @property
    def marked(self) -> Marked:
        """Return the marked people, also those that are not visible now."""
        return tuple(self._marks.items())

    def is_marked(self, n: int) -> bool:
        """Return whether the person of a row is marked."""
        person = self.person_of(n) if self._marks else None
        return bool(person and person[0] in self._marks)

    def toggle(self) -> bool:
        """Mark the selected person, or take the mark away; then select the next row.

        Return False if the row is not a person.
        """
        person = self.person_of(self.at) if self.total else None
        if person is None:
            return False
        if self._marks.pop(person[0], None) is None:
            self._marks[person[0]] = person[1]
        self.refresh()
        self.action_down()
        self.post_message(self.Ticked())
        return True

    def unmark(self) -> None:
        """Take all marks away."""
        self._marks.clear()
        self.refresh()

    def mark(self, n: int) -> Line:
        """Return ✓ for a marked person, and ▸ for the selected row."""
        tick = "✓" if n < self.total and self.is_marked(n) else " "
        return (Span(f"{tick}{'▸' if n == self.at else ' '} ", "accent"),)

    def on_click(self, event: events.Click) -> None:
        """Mark the person of a row with a click on its left edge."""
        n = event.y + self.scroll_offset.y
        if event.x < 2 and n < self.total and self.person_of(n):
            self.choose(n)
            self.toggle()  # the row is selected again by the click
