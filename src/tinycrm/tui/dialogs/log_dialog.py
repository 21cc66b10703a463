"""The Log dialog: who, the text, and below it what will be saved."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.events import DescendantFocus
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, TextArea

from tinycrm import clock
from tinycrm.dates import say_day, say_next_due
from tinycrm.rules import KINDS, parse_text
from tinycrm.services.activity import notes
from tinycrm.services.activity.note_preview import NextDue, Preview, Typed, note_of
from tinycrm.tui import done_messages, queries
from tinycrm.tui.cell_text import safe
from tinycrm.tui.dialogs.dialog import Dialog
from tinycrm.tui.host import host_of
from tinycrm.tui.messages import Pick, QueryAnswered
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.preview_list import PreviewList
from tinycrm.tui.widgets.who_field import WhoField
from tinycrm.tui.workers import Reader


class LogDialog(Dialog):
    """A note about one or several people. Typed text is kept as a draft until it is saved."""

    FORM = "log"
    AUTO_FOCUS = ""  # the input for people takes it when it is mounted
    BINDINGS: ClassVar[list[Any]] = [Binding("ctrl+t", "take", show=False)]
    KEYS = (
        ("ctrl+s", "save"), ("tab", "move"), ("ctrl+t", "tick next"),
        ("esc", "close, draft kept"),
    )  # fmt: skip

    def __init__(self, pick: Pick | None) -> None:
        super().__init__()
        self._pick = pick
        self._previews = Reader(self, "preview")

    def compose(self) -> ComposeResult:
        """Lay out who, how and when, the text, and what will be saved."""
        person = self._pick.person if self._pick else None
        with self.box("Log"):
            yield WhoField(person, self.begun())
            with Horizontal(classes="line"):
                yield Label("How", classes="label")
                kinds = SuggestFromList(KINDS)
                yield Input(placeholder="talk", compact=True, id="kind", suggester=kinds)
                yield Label("When", classes="label")
                yield Input(placeholder="today", compact=True, id="when")
            yield TextArea(compact=True, id="text", highlight_cursor_line=False)
            yield PreviewList()
            yield self.foot()

    @property
    def _usual(self) -> str:
        """Return the default kind: a greeting if a birthday is selected."""
        return "greeting" if self._pick and self._pick.section == "birthdays" else "talk"

    # ── what is typed ────────────────────────────────────────────────────────────────────

    def typed(self) -> Typed:
        """Return the current content of the dialog."""
        people = tuple(self.query_one(WhoField).people)
        is_pick = bool(self._pick and self._pick.person in people)
        text = self.query_one(TextArea).text
        usual = self._usual if is_pick else "talk"
        return Typed(people, text, self.value("kind"), self.value("when"), usual)

    def _changed(self) -> None:
        """Read the preview again."""
        typed = self.typed()
        self._previews.ask(lambda: queries.read_preview(typed), typed)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """React to changed text."""
        event.stop()
        self.query_one(FooterLine).hush()
        self._changed()

    def on_input_changed(self, event: Input.Changed) -> None:
        """React to a changed kind or day."""
        event.stop()
        self.query_one(FooterLine).hush()
        self._changed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go from how to when, and from there to the text."""
        event.stop()
        event.prevent_default()
        self.focus_next()

    def on_who_field_changed(self) -> None:
        """React to changed people."""
        self._changed()

    def on_who_field_done(self) -> None:
        """Go to the text."""
        self.query_one(FooterLine).hush()
        self.query_one(TextArea).focus()

    # ── the preview ──────────────────────────────────────────────────────────────────────

    def on_query_answered(self, answer: QueryAnswered) -> None:
        """Show what would be saved."""
        answer.stop()
        self._show(answer.value)  # the newest preview; while the user types, nearly the last

    def _show(self, preview: Preview) -> None:
        today = clock.today()
        due = [_say_due(each, today) for each in preview.due]
        by = f" · by “{safe(preview.kind_by)}”" if preview.kind_by else ""
        self.query_one("#kind", Input).placeholder = f"{preview.kind}{by}"
        self.query_one(PreviewList).show(preview, _say_when(preview.when.day, today), due)

    def on_store_changed(self) -> None:
        """Read the preview again: a day may have passed."""
        self._previews.ask(partial(queries.read_preview, self.typed()))

    def action_take(self) -> None:
        """Tick the next suggestion for the text typed so far."""
        host_of(self).keys.after(self._previews, self._take)

    def _take(self) -> None:
        if not self.query_one(PreviewList).take_next():
            self.say("There is nothing more to tick.", "")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Select the first offer; keys wait until it is shown."""
        if isinstance(event.widget, PreviewList):
            first = partial(event.widget.choose, 0)
            host_of(self).keys.after(self._previews, first)

    # ── saving ───────────────────────────────────────────────────────────────────────────

    def on_preview_list_save(self) -> None:
        """Save from the preview list."""
        self.action_save()

    async def save(self) -> str | None:
        """Save what the preview shows, after refreshing it."""
        if self.query_one(WhoField).typed:
            await self._settle_who(self.query_one(WhoField))
            return None
        typed = self.typed()
        preview = await asyncio.to_thread(queries.read_preview, typed)
        self._show(preview)
        if preview.problems:
            self.say(preview.problems[0])
            return None
        parse_text(preview.text, "note")
        draft = note_of(preview, self.query_one(PreviewList).taken)
        logged = await self.write(lambda: notes.log(draft))
        return done_messages.say_made(logged.made)

    async def _settle_who(self, who: WhoField) -> None:
        """Take the person that the typed name means; saving waits until the preview shows them."""
        if not await who.settle():
            who.query_one(Input).focus()
            self.say("No contact matches that name: choose who is meant.")
            return
        self.query_one(TextArea).focus()
        self.say(f"It is about {safe(who.people[-1][1])}. Press ctrl+s again to save.", "")


def _say_when(day: date, today: date) -> str:
    return "today" if day == today else say_day(day, today)


def _say_due(each: NextDue, today: date) -> str:
    """Say when a contact is due after the note; a remark or an attempt leaves it as it was."""
    if each.on < today:
        return f"{each.name} {say_next_due(each.on, today)} ({each.every.say()})."
    return f"Then {each.name} is next due on {say_day(each.on, today)} ({each.every.say()})."
