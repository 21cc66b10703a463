"""The dialog that adds a reminder, for one person, for several, or for the user."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from tinycrm.dates import When, say_full_day
from tinycrm.dates.own_days import OwnDay
from tinycrm.errors import CrmError, UsageProblem
from tinycrm.repeats import Repeat, parse_repeat
from tinycrm.rules import parse_text
from tinycrm.services.activity import reminders
from tinycrm.services.when import or_own_day, read_due
from tinycrm.tui import done_messages, queries
from tinycrm.tui.dialogs.day_dialogs import WithDay, say_day_and_time
from tinycrm.tui.messages import Pick, QueryAnswered, QueryFailed
from tinycrm.tui.widgets.who_field import WhoField
from tinycrm.tui.workers import Reader


class RemindDialog(WithDay):
    """A new reminder; several people get one each."""

    FORM = "remind"
    AUTO_FOCUS = ""

    def __init__(self, pick: Pick | None) -> None:
        super().__init__()
        self._pick = pick
        self._days = Reader(self, "days")

    def compose(self) -> ComposeResult:
        """Lay out who, what, when, and how often."""
        with self.box("Remind"):
            person = self._pick.person if self._pick else None
            if self._pick and not person:
                person = ("me", "me")
            yield WhoField(person, self.begun(), me=True, adds=False)
            yield from self.field("What", "text", "e.g. send the quote")
            yield from self.day_field("When", "e.g. friday, 2w, fri 15:00, 2 weeks before birthday")
            yield from self.field("Every", "every", "once; 4w, 3m, last friday")
            yield self.foot()

    # ── which day it is ──────────────────────────────────────────────────────────────────

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show which day a repetition begins on."""
        if event.input.id == "every":
            self.show_meant()

    def on_who_field_changed(self) -> None:
        """Show the days again: each person may have another one."""
        self.show_meant()

    def show_meant(self) -> None:
        """Show which day is meant; where it counts from a date of theirs, each one's."""
        try:
            when = self._when()
        except CrmError:
            self.say_meant("…" if self.value("day") else "")
            return
        if isinstance(when, When):
            self.say_meant(say_day_and_time(when))
        else:
            codes = [code for code, _ in self.query_one(WhoField).people]
            self._days.ask(lambda: queries.read_own_days(codes, when), when)

    def on_query_answered(self, answer: QueryAnswered) -> None:
        """Show each person's day, unless another one is typed by now."""
        answer.stop()
        if self._is_typed(answer.asked):
            days = [(f"{name}: ", say_full_day(day)) for name, day in answer.value]
            shown = ["".join(each) for each in days] if len(days) > 1 else [day for _, day in days]
            self.say_meant(" · ".join(shown) or "…")

    def on_query_failed(self, failure: QueryFailed) -> None:
        """Show that somebody has no such date."""
        failure.stop()
        if self._is_typed(failure.asked):
            self.say_meant(failure.problem.sentence)

    def _is_typed(self, asked: OwnDay) -> bool:
        try:
            return self._when() == asked
        except CrmError:
            return False

    # ── saving ───────────────────────────────────────────────────────────────────────────

    def _repeat(self) -> Repeat | None:
        typed = self.value("every")
        return parse_repeat(typed) if typed else None

    def _when(self) -> When | OwnDay:
        """Return the typed day, or the one that a repetition begins on. Raises UsageProblem."""
        day = self.value("day")
        if day:
            return or_own_day(day, read_due)
        return read_due(None, self._repeat(), "Write it like friday or 2w.")

    async def save(self) -> str | None:
        """Save a reminder for each person."""
        field = self.query_one(WhoField)
        await self.settle_who(field)
        if not field.people:
            raise UsageProblem("Say who it is about.")
        who = ",".join(code for code, _ in field.people)
        text = parse_text(self.value("text"), "reminder")
        when, repeat = self._when(), self._repeat()
        made = await self.write(lambda: reminders.remind(who, text, when, repeat=repeat))
        return done_messages.say_each_made(made)
