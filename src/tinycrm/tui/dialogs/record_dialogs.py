"""Dialogs that change a note, a reminder or an issue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.widgets import TextArea

from tinycrm.days import Every
from tinycrm.errors import UsageProblem
from tinycrm.repeats import parse_repeat, write_repeat
from tinycrm.rules import parse_text
from tinycrm.services.briefing.wording import excerpt
from tinycrm.services.editing import editing
from tinycrm.services.editing.applying import parse_state, with_values
from tinycrm.services.editing.new_values import CLEARED, Cleared, NewValues
from tinycrm.services.editing.whose_doing import parse_from, say_from
from tinycrm.services.records import Contact, Issue, Note, Person, Record, Reminder
from tinycrm.services.when import read_due, read_when
from tinycrm.text import visible
from tinycrm.tui.cell_text import safe
from tinycrm.tui.dialogs.contact_dialogs import EditContactDialog, tags_in
from tinycrm.tui.dialogs.day_dialogs import WithDay
from tinycrm.tui.dialogs.dialog import Dialog
from tinycrm.tui.dialogs.draft_dialog import Subject
from tinycrm.tui.widgets.who_field import WhoField


def dialog_for(record: Record, from_them: bool | None) -> Dialog | None:
    """Return the dialog that edits a record, None if it is edited in a shell only.

    `from_them`: whether a note is about what they did.
    """
    if isinstance(record, Note):
        return EditNoteDialog(record, from_them=bool(from_them))
    made = _DIALOGS.get(type(record))
    return made(record) if made else None


class _RecordDialog(WithDay):
    """A record and its inputs. Only inputs that were edited are saved."""

    FORM = "edit"

    def __init__(self, before: Record) -> None:
        super().__init__()
        self._before: Record = before

    def subject(self) -> Subject:
        """Return which record it is, and its people."""
        before = self._before
        people = getattr(before, "contacts", None) or [getattr(before, "contact", None)]
        return before.id, tuple((each.id, each.name) for each in people if each)

    def typed(self, name: str, now: str) -> str | None:
        """Return the value of an input, None if it was not edited."""
        value = self.value(name)
        return value if value != now.strip() else None

    def after(self) -> Record:
        """Return the record as edited. Raises UsageProblem."""
        raise NotImplementedError

    def from_them(self) -> bool | None:
        """Return whether a note is now about what they did, None where that is not new."""
        return None

    async def save(self) -> str | None:
        """Save the changes, unless the record was changed elsewhere meanwhile."""
        before, after, from_them = self._before, self.after(), self.from_them()
        edited = await self.write(lambda: editing.save(before, after, from_them=from_them))
        record = edited.records[0]
        assert not isinstance(record, Contact)
        what = "changed" if edited.batch else "is unchanged"
        return safe(f"{record.id} {what} · {excerpt(record.text)}")


class EditNoteDialog(_RecordDialog):
    """A note: its people, kind, whose doing it was, date, tags and text."""

    LEANING = "past"
    KEYS = (("ctrl+s", "save"), ("tab", "move"), ("esc", "close"))

    def __init__(self, note: Note, *, from_them: bool) -> None:
        super().__init__(note)
        self._note, self._whose = note, say_from(from_them)
        self._text = visible(note.text, prose=True)

    def compose(self) -> ComposeResult:
        """Lay out the inputs and the text."""
        with self.box(f"Edit {self._note.id}"):
            yield WhoField(taken=[(each.id, each.name) for each in self._note.contacts])
            yield from self.field("How", "kind", "talk", self._note.kind, replace=True)
            yield from self.field("From", "from", "them or me", self._whose, replace=True)
            yield from self.day_field(
                "When", "e.g. today, 12 Nov, 2026-11-12 15:00", self._note.day_and_time
            )
            yield from self.field("Tags", "tags", "e.g. prints, fair", self._tags)
            yield TextArea(self._text, compact=True, id="text", highlight_cursor_line=False)
            yield self.foot()

    def on_mount(self) -> None:
        """Go to the end of the text, which is what is changed most often."""
        area = self.query_one(TextArea)
        self._text = area.text  # it may use other line endings
        area.move_cursor(area.document.end)
        area.focus()

    @property
    def _tags(self) -> str:
        return safe(", ".join(self._note.tags))

    def after(self) -> Note:
        """Return the note as edited. Raises UsageProblem."""
        note = self._note
        text, tags = self.query_one(TextArea).text, self.typed("tags", self._tags)
        at = self.typed("day", note.day_and_time)
        wish = NewValues(
            kind=self.typed("kind", note.kind),
            text=parse_text(text, "note") if text != self._text else None,
            at=None if at is None else read_when(at, "past"),
        )
        after = with_values(note, wish, _no_lookup)
        if tags is not None:
            after = after._replace(tags=tags_in(tags))
        return after._replace(contacts=self._people())

    def from_them(self) -> bool | None:
        """Return whose doing it is now said to be. Raises UsageProblem."""
        typed = self.typed("from", self._whose)
        return None if typed is None else parse_from(typed)

    def _people(self) -> tuple[Person, ...]:
        who = self.query_one(WhoField)
        known = {each.id: each for each in self._note.contacts}
        return tuple(known.get(code) or Person(code, name) for code, name in who.people)

    async def save(self) -> str | None:
        """Save the note, once it is clear who it is about."""
        await self.settle_who(self.query_one(WhoField))
        return await super().save()


class EditReminderDialog(_RecordDialog):
    """A reminder: its text, its date and how often it repeats."""

    def __init__(self, reminder: Reminder) -> None:
        super().__init__(reminder)
        self._reminder = reminder

    def compose(self) -> ComposeResult:
        """Lay out the inputs."""
        reminder = self._reminder
        with self.box(f"Edit {reminder.id}"):
            yield from self.field("What", "text", "e.g. send the quote", safe(reminder.text))
            yield from self.day_field("When", "e.g. friday, 2w, 2026-12-01 15:00", self._day)
            yield from self.field(
                "Every", "every", "once; 4w, 3m, last friday", self._every, replace=True
            )
            yield self.foot()

    @property
    def _day(self) -> str:
        return " ".join(filter(None, (str(self._reminder.on), self._reminder.time)))

    @property
    def _every(self) -> str:
        return write_repeat(self._reminder.every, self._reminder.every_on)

    def after(self) -> Reminder:
        """Return the reminder as edited. Raises UsageProblem."""
        text = self.typed("text", safe(self._reminder.text))
        day, typed = self.typed("day", self._day), self.typed("every", self._every)
        every, every_on = (None, None) if typed is None else _repeat(typed)
        wish = NewValues(
            text=None if text is None else parse_text(text, "reminder"),
            at=None if day is None else read_due(_required(day)),
            every=every,
            every_on=every_on,
        )
        return with_values(self._reminder, wish, _no_lookup)


class EditIssueDialog(_RecordDialog):
    """An issue: its text, its date and, if it is resolved, how."""

    LEANING = "past"

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue)
        self._issue = issue

    def compose(self) -> ComposeResult:
        """Lay out the inputs."""
        issue = self._issue
        with self.box(f"Edit {issue.id}"):
            yield from self.field("What", "text", "e.g. invoice charged twice", safe(issue.text))
            yield from self.day_field("Since", "e.g. today, 12 Nov", str(issue.on))
            if issue.state == "resolved":
                yield from self.field("State", "state", "open or resolved", issue.state)
                yield from self.field("Resolved", "resolution", "how", self._how)
            yield self.foot()

    @property
    def _how(self) -> str:
        return safe(self._issue.resolution or "")

    def after(self) -> Issue:
        """Return the issue as edited. Raises UsageProblem."""
        text, day = (
            self.typed("text", safe(self._issue.text)),
            self.typed("day", str(self._issue.on)),
        )
        is_resolved = self._issue.state == "resolved"
        how = self.typed("resolution", self._how) if is_resolved else None
        wish = NewValues(
            text=None if text is None else parse_text(text, "issue"),
            at=None if day is None else read_when(_required(day), "past"),
            resolution=None if how is None else self.text("resolution", "resolution"),
            reopen=(is_resolved and parse_state(self.value("state")) == "open") or None,
        )
        return with_values(self._issue, wish, _no_lookup)


_DIALOGS: dict[type, Callable[[Any], Dialog]] = {
    Contact: EditContactDialog,
    Reminder: EditReminderDialog,
    Issue: EditIssueDialog,
}


def _required(day: str) -> str:
    if not day:
        raise UsageProblem("The date is missing.", "Write it like friday or 2w.")
    return day


def _repeat(every: str) -> tuple[Every | Cleared, str | None]:
    return parse_repeat(every) if every else (CLEARED, None)


def _no_lookup(typed: str) -> Person:
    raise AssertionError(f"{typed} need not be looked up")
