"""The card: everything about one contact, with a selected record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from textual.message import Message

from tinycrm.services.briefing.profile import Profile
from tinycrm.tui.actions import bindings
from tinycrm.tui.card_lines import Placed, card_lines
from tinycrm.tui.messages import Pick
from tinycrm.tui.widgets.record_page import RecordPage


class CardView(RecordPage):
    """The card of a contact."""

    BINDINGS: ClassVar[list[Any]] = bindings(["card"])

    class OlderWanted(Message):
        """Older notes are wanted on the card."""

    def __init__(self) -> None:
        super().__init__()
        self.profile: Profile | None = None
        self._day = date.min

    def show(self, profile: Profile | None, day: date) -> None:
        """Show a contact, or nothing."""
        same = profile and self.profile and profile.contact.id == self.profile.contact.id
        self.profile, self._day = profile, day
        if not same:
            self.start_over()
        self.lay_out()

    def placed(self, width: int) -> Sequence[Placed]:
        """Return the lines of the card."""
        return card_lines(self.profile, self._day, width) if self.profile else ()

    def action_older(self) -> None:
        """Show older notes, if there are any."""
        if self.profile and len(self.profile.notes) < self.profile.note_count:
            self.post_message(self.OlderWanted())

    @property
    def chosen(self) -> Pick | None:
        """Return the selected record."""
        if self.profile is None or self.at >= len(self._placed):
            return None
        who, placed = self.profile.contact, self._placed[self.at]
        section = "people" if placed.code == who.id else "record"
        over = {each.id for each in self.profile.issues if each.state == "resolved"}
        is_over = placed.code in over
        return Pick(placed.code, (who.id, who.name), section, placed.about, is_over)
