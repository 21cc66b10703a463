"""The small dialogs: a reminder, trouble, a day to snooze until, a yes or no."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input, Label

from tinycrm.dates import Leaning, say_full_day
from tinycrm.days import parse_every
from tinycrm.errors import CrmError, UsageProblem
from tinycrm.rules import parse_text
from tinycrm.services.activity import issues, reminders
from tinycrm.services.briefing import row_actions
from tinycrm.services.when import read_when
from tinycrm.tui import done_messages
from tinycrm.tui.cell_text import safe
from tinycrm.tui.dialogs.dialog import Dialog
from tinycrm.tui.messages import Pick
from tinycrm.tui.widgets.who_field import WhoField


class WithDay(Dialog):
    """A dialog with a day, whose meaning is said while it is typed."""

    LEANING: ClassVar[Leaning] = "future"

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which day is meant."""
        event.stop()
        if event.input.id == "day":
            self.query_one("#meant", Label).update(self._meant(event.value.strip()))

    def _meant(self, typed: str) -> str:
        try:
            return say_full_day(read_when(typed, self.LEANING).day) if typed else ""
        except CrmError:
            return "…"

    def day_field(self, label: str, hint: str, value: str = "") -> ComposeResult:
        """Lay out the line of the day, and what it means."""
        yield from self.field(label, "day", hint, value, replace=bool(value))
        yield Label("", id="meant", markup=False)

    async def settle_who(self, field: WhoField) -> None:
        """Take whom the typed name means. Raises UsageProblem where that is nobody."""
        if field.typed and not await field.settle():
            raise UsageProblem("That name is nobody’s: choose who is meant.")

    async def _who(self, field: WhoField) -> str:
        """Return whom it is about as a service takes it. Raises UsageProblem for nobody."""
        await self.settle_who(field)
        if not field.people:
            raise UsageProblem("Whom is it about?")
        return field.people[0][0]

    def on_who_field_done(self) -> None:
        """Go on to the words."""
        self.query_one("#text").focus()

    def on_who_field_changed(self) -> None:
        """Nothing depends on who it is."""


class RemindDialog(WithDay):
    """Something to do, on a day."""

    AUTO_FOCUS = ""

    def __init__(self, pick: Pick | None) -> None:
        super().__init__()
        self._pick = pick

    def compose(self) -> ComposeResult:
        """Lay out who, what, when, and how often."""
        with self.box("Remind"):
            person = self._pick.person if self._pick else None
            if self._pick and not person:
                person = ("me", "me")
            yield WhoField(person, several=False, me=True)
            yield from self.field("What", "text", "send the quote")
            yield from self.day_field("When", "friday, 2w, end of month, 2026-12-01 15:00")
            yield from self.field("Every", "every", "once; or 4w, 3m, 1y")
            yield self.foot()

    async def save(self) -> str | None:
        """Make the reminder."""
        who = await self._who(self.query_one(WhoField))
        text = parse_text(self.value("text"), "reminder")
        if not self.value("day"):
            raise UsageProblem("The day is missing.", "Write it like friday or 2w.")
        when = read_when(self.value("day"), "future")
        every = parse_every(self.value("every")) if self.value("every") else None
        made = await self.write(lambda: reminders.remind(who, text, when, every=every))
        return done_messages.say_made(made)


class IssueDialog(WithDay):
    """Trouble somebody had."""

    AUTO_FOCUS = ""
    LEANING: ClassVar[Leaning] = "past"

    def __init__(self, pick: Pick | None) -> None:
        super().__init__()
        self._pick = pick

    def compose(self) -> ComposeResult:
        """Lay out who, what, and since when."""
        with self.box("Issue"):
            yield WhoField(self._pick.person if self._pick else None, several=False)
            yield from self.field("What", "text", "invoice charged twice")
            yield from self.day_field("Since", "today")
            yield self.foot()

    async def save(self) -> str | None:
        """Write the issue down."""
        who = await self._who(self.query_one(WhoField))
        text = parse_text(self.value("text"), "issue")
        day = read_when(self.value("day"), "past").day if self.value("day") else None
        made = await self.write(lambda: issues.open_issue(who, text, day))
        return done_messages.say_made(made)


class SnoozeDialog(WithDay):
    """Until when the chosen row is hidden."""

    def __init__(self, pick: Pick) -> None:
        super().__init__()
        self._pick = pick

    def compose(self) -> ComposeResult:
        """Lay out what is hidden, and until when."""
        with self.box("Snooze"):
            name = self._pick.person[1] if self._pick.person else "(me)"
            yield Label(f"{safe(name)} · {safe(self._pick.about)}", classes="about", markup=False)
            yield from self.day_field("Until", "tomorrow, friday, 1w, 2026-12-01", "1w")
            yield self.foot()

    async def save(self) -> str | None:
        """Hide it."""
        until = read_when(self.value("day") or "1w", "future").day
        work = await self.write(lambda: row_actions.snooze([self._pick.code], until))
        return done_messages.say_work(work)
