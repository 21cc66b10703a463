"""A screen with a list of people that can be marked, to change them together."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.screen import Screen

from tinycrm.tui.actions import bindings
from tinycrm.tui.messages import Notice
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.marks import Marked, MarkedList


class MarkingScreen(Screen[None]):
    """What marks need of a screen; the actions of the app ask it for `marked`."""

    BINDINGS: ClassVar[list[Any]] = bindings(["marks"])

    SECTION = "people"
    """What a marked person is a row of: it decides what snoozing means."""

    @property
    def list_of_people(self) -> MarkedList:
        """Return the list that can have marks."""
        return self.query_one(MarkedList)

    def marked(self) -> Marked:
        """Return the marked people."""
        return self.list_of_people.marked

    def unmark(self) -> None:
        """Take all marks away; a write may end before the list is there."""
        if self.query(MarkedList):
            self.list_of_people.unmark()
            self.say_marked()

    def action_mark(self) -> None:
        """Mark the selected person."""
        if not self.list_of_people.toggle():
            self.post_message(Notice("Only people can be marked."))

    def on_marked_list_ticked(self) -> None:
        """Say how many are marked."""
        self.say_marked()

    def say_marked(self) -> None:
        """Show in the footer how many are marked."""
        count = len(self.list_of_people.marked)
        for foot in self.query(FooterLine):
            foot.show(f"{count} marked" if count else "")
