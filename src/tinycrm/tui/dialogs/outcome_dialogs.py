"""Dialogs about what came and what may come: a win, a deal."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label

from tinycrm import clock
from tinycrm.dates import Leaning
from tinycrm.errors import CrmError
from tinycrm.services.outcomes import dealing, outcome_words, winning
from tinycrm.services.when import read_when
from tinycrm.tui import done_messages, outcome_queries
from tinycrm.tui.cell_text import safe
from tinycrm.tui.dialogs.day_dialogs import WithDay
from tinycrm.tui.host import host_of
from tinycrm.tui.messages import Pick, QueryAnswered
from tinycrm.tui.widgets.tick_list import TickList
from tinycrm.tui.widgets.who_field import WhoField
from tinycrm.tui.workers import Reader


class _WithAmount(WithDay):
    """A dialog whose words may contain an amount; it shows what was understood."""

    def words_field(self, hint: str) -> ComposeResult:
        """Lay out the input for the words, and below it what they mean."""
        yield from self.field("What", "text", hint)
        yield Label("", id="understood", classes="meaning", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what the words mean."""
        event.stop()
        self.show_understood()

    def show_understood(self) -> None:
        """Show what would be saved, or why it cannot be read."""
        typed = self.value("text")
        try:
            said = self.understood(typed) if typed else ""
        except CrmError as problem:
            said = problem.sentence
        self.query_one("#understood", Label).update(safe(said))

    def understood(self, typed: str) -> str:
        """Return what the typed words mean. Raises UsageProblem."""
        raise NotImplementedError

    def day_typed(self) -> date | None:
        """Return the typed date, None for none. Raises UsageProblem."""
        typed = self.value("day")
        return read_when(typed, self.LEANING).day if typed else None


class DealDialog(_WithAmount):
    """A new deal."""

    FORM = "deal"
    AUTO_FOCUS = ""

    def __init__(self, pick: Pick | None) -> None:
        super().__init__()
        self._pick = pick

    def compose(self) -> ComposeResult:
        """Lay out who, what, and by when."""
        with self.box("Deal"):
            yield WhoField(self._pick.person if self._pick else None, self.begun(), several=False)
            yield from self.words_field("e.g. 200 prints 1200 EUR")
            yield from self.day_field("Until", "e.g. 15 dec, end of month")
            yield self.foot()

    def understood(self, typed: str) -> str:
        """Return the deal as it would be saved."""
        return outcome_words.say_deal_draft(dealing.read_deal(typed))

    async def save(self) -> str | None:
        """Save the deal."""
        who = await self.read_who()
        draft, until = dealing.read_deal(self.value("text")), self.day_typed()
        return done_messages.say_made(
            await self.write(lambda: dealing.open_deal(who, draft, until))
        )


class WithCauses(_WithAmount):
    """A dialog about a win: the gestures of the 90 days before it can be ticked as its cause."""

    LEANING: ClassVar[Leaning] = "past"
    BINDINGS: ClassVar[list[Any]] = [Binding("ctrl+t", "take", show=False)]
    KEYS = (("ctrl+s", "save"), ("tab", "move"), ("ctrl+t", "tick next"), ("esc", "close"))

    def __init__(self) -> None:
        super().__init__()
        self._gestures = Reader(self, "gestures")

    def causes(self) -> TickList:
        """Return the list of gestures."""
        return TickList("Because of (linked only if ticked):")

    def contact(self) -> str:
        """Return the code of the person the win is from, "" while nobody is named."""
        raise NotImplementedError

    def read_causes(self) -> None:
        """Read the gestures of the 90 days before the date of the win."""
        who = self.contact()
        try:
            day = self.day_typed() or clock.today()
        except CrmError:
            return
        self._gestures.ask(lambda: outcome_queries.read_gestures(who, day) if who else (), who)

    def on_query_answered(self, answer: QueryAnswered) -> None:
        """Show the gestures."""
        answer.stop()
        if answer.asked == self.contact():
            self.query_one(TickList).show(answer.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what is meant, and the gestures before another date."""
        event.stop()
        if event.input.id == "day":
            self.read_causes()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next field, at last to the list of gestures."""
        event.stop()
        event.prevent_default()
        self.focus_next()

    def action_take(self) -> None:
        """Tick the next gesture; keys wait until it is shown."""
        host_of(self).keys.after(self._gestures, self._take)

    def _take(self) -> None:
        if not self.query_one(TickList).tick_next():
            self.say("There is nothing more to tick.", "")

    def on_tick_list_confirmed(self) -> None:
        """Save from the list."""
        self.action_save()


_BROUGHT = "who came through them, if it is a referral"


class WinDialog(WithCauses):
    """Something that came from a person: what, because of which gestures, and who they brought."""

    FORM = "win"
    AUTO_FOCUS = ""

    def __init__(self, pick: Pick | None) -> None:
        super().__init__()
        self._pick = pick

    def compose(self) -> ComposeResult:
        """Lay out who, what, of which kind, when, who was brought, and the gestures before it."""
        with self.box("Win"):
            person = self._pick.person if self._pick else None
            yield WhoField(person, self.begun(), several=False, id="from")
            yield from self.words_field("e.g. 450 EUR prints")
            yield from self._kind()
            yield from self.day_field("When", "today")
            yield WhoField(
                several=False, label="Brought", optional=True, hint=_BROUGHT, id="brought"
            )
            yield self.causes()
            yield self.foot()

    def _kind(self) -> ComposeResult:
        yield from self.field("Kind", "kind", f"read from the words, or {', '.join(winning.KINDS)}")

    def on_mount(self) -> None:
        """Complete the kinds while typing."""
        self.query_one("#kind", Input).suggester = SuggestFromList(winning.KINDS)
        self.query_one(TickList).show(())

    def contact(self) -> str:
        """Return the code of the person that is named."""
        return _code(self.query_one("#from", WhoField))

    def on_who_field_changed(self) -> None:
        """Show the gestures for the person, and what bringing somebody makes of it."""
        self.read_causes()
        self.show_understood()

    def on_who_field_done(self, message: WhoField.Done) -> None:
        """Go on: to the words, and from who was brought to the gestures."""
        message.prevent_default()
        if message.field.id == "brought":
            self.query_one(TickList).focus()
        else:
            self.query_one("#text").focus()

    def understood(self, typed: str) -> str:
        """Return the win as it would be saved."""
        return outcome_words.say_win_draft(self._draft(typed))

    def _draft(self, typed: str) -> winning.WinDraft:
        brings = bool(_code(self.query_one("#brought", WhoField)))
        return winning.read_win(typed, self.value("kind") or None, brings=brings)

    async def save(self) -> str | None:
        """Save the win."""
        who = await self.read_who("#from")
        field = self.query_one("#brought", WhoField)
        await self.settle_who(field)
        brought = _code(field) or None
        draft, day = self._draft(self.value("text")), self.day_typed()
        causes = self.query_one(TickList).ticked
        made = await self.write(
            lambda: winning.record_win(who, draft, day, causes=causes, brought=brought)
        )
        return done_messages.say_made(made)


def _code(field: WhoField) -> str:
    return field.people[0][0] if field.people else ""
