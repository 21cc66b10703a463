"""The dialogs with a day: a reminder, an issue, snoozing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input, Label

from tinycrm.dates import Leaning, say_full_day
from tinycrm.errors import CrmError, UsageProblem
from tinycrm.repeats import parse_repeat
from tinycrm.rules import parse_text
from tinycrm.services.activity import issues, reminders
from tinycrm.services.briefing import snoozing
from tinycrm.services.care import caring
from tinycrm.services.when import or_own_day, read_due, read_when
from tinycrm.tui import done_messages
from tinycrm.tui.cell_text import safe
from tinycrm.tui.dialogs.dialog import Dialog, say_names
from tinycrm.tui.messages import Pick
from tinycrm.tui.widgets.who_field import WhoField

_NO_DAY = "Write it like friday or 2w."


class WithDay(Dialog):
    """A dialog with a day, which is shown in full while typing."""

    LEANING: ClassVar[Leaning] = "future"

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show which day is meant."""
        event.stop()
        if event.input.id == "day":
            self.query_one("#meant", Label).update(self._meant(event.value.strip()))

    def _meant(self, typed: str) -> str:
        try:
            return say_full_day(read_when(typed, self.LEANING).day) if typed else ""
        except CrmError:
            return "…"

    def day_field(self, label: str, hint: str, value: str = "") -> ComposeResult:
        """Lay out the input for the day, and what it means."""
        yield from self.field(label, "day", hint, value, replace=bool(value))
        yield Label("", id="meant", markup=False)

    async def settle_who(self, field: WhoField) -> None:
        """Take the person that the typed name means. Raises UsageProblem if nobody matches."""
        if field.typed and not await field.settle():
            raise UsageProblem("No contact matches that name: choose who is meant.")

    async def read_who(self, field_id: str = "WhoField") -> str:
        """Return the code of the person it is about. Raises UsageProblem if there is none."""
        field = self.query_one(field_id, WhoField)
        await self.settle_who(field)
        if not field.people:
            raise UsageProblem("Say who it is about.")
        return field.people[0][0]

    def on_who_field_done(self, message: WhoField.Done) -> None:
        """Go to the text."""
        self.query_one("#text").focus()

    def on_who_field_changed(self) -> None:
        """Do nothing: nothing depends on the person."""


class RemindDialog(WithDay):
    """A new reminder."""

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
            yield from self.field("What", "text", "e.g. send the quote")
            yield from self.day_field("When", "e.g. friday, 2w, end of month, 2026-12-01 15:00")
            yield from self.field("Every", "every", "once; 4w, 3m, last friday")
            yield self.foot()

    async def save(self) -> str | None:
        """Save the reminder."""
        who = await self.read_who()
        text = parse_text(self.value("text"), "reminder")
        repeat = parse_repeat(self.value("every")) if self.value("every") else None
        day = self.value("day")
        when = or_own_day(day, read_due) if day else read_due(None, repeat, _NO_DAY)
        [made] = await self.write(lambda: reminders.remind(who, text, when, repeat=repeat))
        return done_messages.say_made(made)


class IssueDialog(WithDay):
    """A new issue."""

    AUTO_FOCUS = ""
    LEANING: ClassVar[Leaning] = "past"

    def __init__(self, pick: Pick | None) -> None:
        super().__init__()
        self._pick = pick

    def compose(self) -> ComposeResult:
        """Lay out who, what, and since when."""
        with self.box("Issue"):
            yield WhoField(self._pick.person if self._pick else None, several=False)
            yield from self.field("What", "text", "e.g. invoice charged twice")
            yield from self.day_field("Since", "today")
            yield self.foot()

    async def save(self) -> str | None:
        """Save the issue."""
        who = await self.read_who()
        text = parse_text(self.value("text"), "issue")
        day = read_when(self.value("day"), "past").day if self.value("day") else None
        made = await self.write(lambda: issues.open_issue(who, text, day))
        return done_messages.say_made(made)


class SnoozeDialog(WithDay):
    """Hiding rows until a day: the selected one, or those of the marked people."""

    def __init__(self, picks: Sequence[Pick]) -> None:
        super().__init__()
        self._picks = picks

    def compose(self) -> ComposeResult:
        """Lay out what is snoozed, and until when."""
        with self.box("Snooze"):
            names = say_names([each.person[1] if each.person else "(me)" for each in self._picks])
            about = self._picks[0].about if len(self._picks) == 1 else ""
            said = safe(" · ".join(filter(None, (names, about))))
            yield Label(said, classes="about", markup=False)
            yield from self.day_field("Until", "e.g. tomorrow, friday, 1w, 2026-12-01", "1w")
            yield self.foot()

    async def save(self) -> str | None:
        """Snooze it."""
        until = read_when(self.value("day") or "1w", "future").day
        if self._picks[0].section in ("care", "suggestion"):  # nothing of theirs is due
            own = self._picks[0].code
            return done_messages.say_aside(await self.write(lambda: caring.hide(own, until)))
        codes = [each.code for each in self._picks]
        work = await self.write(lambda: snoozing.snooze(codes, until))
        return done_messages.say_work(work)
