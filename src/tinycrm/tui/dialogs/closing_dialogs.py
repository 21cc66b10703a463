"""Dialogs that close a deal: it was won, or lost."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Label

from tinycrm.dates import Leaning
from tinycrm.rules import parse_text
from tinycrm.services.outcomes import dealing, outcome_words, winning
from tinycrm.services.records import Deal
from tinycrm.services.when import read_when
from tinycrm.tui import done_messages
from tinycrm.tui.cell_text import safe
from tinycrm.tui.dialogs.day_dialogs import WithDay
from tinycrm.tui.dialogs.dialog import Dialog
from tinycrm.tui.dialogs.draft_dialog import Subject
from tinycrm.tui.dialogs.outcome_dialogs import WithCauses
from tinycrm.tui.widgets.tick_list import TickList


class _AboutDeal(Dialog):
    """A dialog about an open deal."""

    def __init__(self, deal: Deal) -> None:
        super().__init__()
        self._deal = deal

    def subject(self) -> Subject:
        """Return the deal, and whose it is."""
        return self._deal.id, ((self._deal.contact.id, self._deal.contact.name),)

    def about(self) -> Label:
        """Return the line that says which deal it is."""
        deal = self._deal
        words = " ".join(deal.text.split())
        parts = (deal.contact.name, words, deal.money and deal.money.say())
        return Label(safe(" · ".join(filter(None, parts))), classes="about", markup=False)


class WonDialog(_AboutDeal, WithCauses):
    """An open deal becomes a win, with its words and amount unless others are typed."""

    FORM = "win"
    AUTO_FOCUS = "#text"

    def compose(self) -> ComposeResult:
        """Lay out the deal, what came, when, and the gestures before it."""
        with self.box(f"Won {self._deal.id}"):
            yield self.about()
            yield from self.words_field("as in the deal, or another amount")
            yield from self.day_field("When", "today")
            yield self.causes()
            yield self.foot()

    def on_mount(self) -> None:
        """Read the gestures."""
        self.query_one(TickList).show(())
        self.read_causes()

    def contact(self) -> str:
        """Return the code of the person of the deal."""
        return self._deal.contact.id

    def understood(self, typed: str) -> str:
        """Return the win as it would be saved."""
        return outcome_words.say_win_draft(dealing.won_as(self._deal, winning.read_win(typed)))

    async def save(self) -> str | None:
        """Make a win of the deal."""
        text, day, causes = self.value("text"), self.day_typed(), self.query_one(TickList).ticked
        own = self._deal.id
        made = await self.write(lambda: dealing.win_deal(own, text, day, causes=causes))
        return done_messages.say_made(made)


class LostDialog(_AboutDeal, WithDay):
    """An open deal is lost, for a reason or without one."""

    FORM = "lost"
    LEANING: ClassVar[Leaning] = "past"

    def compose(self) -> ComposeResult:
        """Lay out the deal, the reason and the date."""
        with self.box(f"Lost {self._deal.id}"):
            yield self.about()
            yield from self.field("Why", "text", "e.g. too dear")
            yield from self.day_field("When", "today")
            yield self.foot()

    async def save(self) -> str | None:
        """Close the deal."""
        typed, day = self.value("text"), self.value("day")
        reason = parse_text(typed, "reason") if typed else ""
        on = read_when(day, "past").day if day else None
        made = await self.write(lambda: dealing.lose_deal(self._deal.id, reason, on))
        return done_messages.say_made(made)
