"""The dialogs with a day: an issue, snoozing, and what they share with others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input, Label

from tinycrm.dates import Leaning, When, say_full_day
from tinycrm.errors import CrmError, UsageProblem
from tinycrm.rules import parse_text
from tinycrm.services.activity import issues
from tinycrm.services.briefing import snoozing
from tinycrm.services.care import hiding
from tinycrm.services.when import read_when
from tinycrm.tui import done_messages
from tinycrm.tui.cell_text import safe
from tinycrm.tui.dialogs.dialog import Dialog, say_names
from tinycrm.tui.messages import Pick
from tinycrm.tui.widgets.who_field import WhoField


def say_day_and_time(when: When) -> str:
    """Return `Fri 27 Nov 2026`, or `Fri 27 Nov 2026 15:00`."""
    time = f" {when.time:%H:%M}" if when.time else ""
    return say_full_day(when.day) + time


class WithDay(Dialog):
    """A dialog with a day, which is shown in full while typing."""

    LEANING: ClassVar[Leaning] = "future"

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show which day is meant."""
        event.stop()
        if event.input.id == "day":
            self.show_meant()

    def show_meant(self) -> None:
        """Show which day the typed words mean."""
        typed = self.value("day")
        try:
            self.say_meant(say_day_and_time(read_when(typed, self.LEANING)) if typed else "")
        except CrmError:
            self.say_meant("…")

    def say_meant(self, said: str) -> None:
        """Show what the typed day means."""
        self.query_one("#meant", Label).update(safe(said))

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


class IssueDialog(WithDay):
    """A new issue."""

    FORM = "issue"
    AUTO_FOCUS = ""
    LEANING: ClassVar[Leaning] = "past"

    def __init__(self, pick: Pick | None) -> None:
        super().__init__()
        self._pick = pick

    def compose(self) -> ComposeResult:
        """Lay out who, what, and since when."""
        with self.box("Issue"):
            yield WhoField(self._pick.person if self._pick else None, self.begun(), several=False)
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
        codes = [each.code for each in self._picks]
        if self._picks[0].section in ("care", "suggestion"):  # nothing of theirs is due
            hidden = await self.write(lambda: hiding.hide_several(codes, until))
            return done_messages.say_aside(hidden)
        work = await self.write(lambda: snoozing.snooze(codes, until))
        return done_messages.say_work(work)
