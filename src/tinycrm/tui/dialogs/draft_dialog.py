"""Typed text that is not saved yet: every dialog keeps it as a draft, and continues it."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from tinycrm.services.activity import drafts
from tinycrm.services.activity.drafts import Draft
from tinycrm.tui.widgets.choices import say_draft
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.who_field import WhoField

_TEXT = "text"  # the id of the input with the words of a record

Subject = tuple[str, tuple[tuple[str, str], ...]]
"""The code of the record that a dialog changes, and code and name of the people it is about."""


class DraftDialog(ModalScreen[str]):
    """A dialog whose text outlives it: closed, or killed, it is offered again.

    A dialog that asks who it is about offers its drafts there. One about a certain record goes on
    with the draft about that record at once, and says so.
    """

    FORM: ClassVar[str] = ""
    """The action that opens it; under this name its drafts are kept. "" keeps none."""

    BINDINGS: ClassVar[list[Any]] = [Binding("ctrl+n", "start_anew", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self._key = drafts.new_key()
        self._blank: dict[str, str] | None = None  # the values before anything was typed
        self._is_continued = False

    def subject(self) -> Subject:
        """Return what it is about; ("", ()) if that is asked in the dialog, or nothing."""
        return "", ()

    def begun(self) -> list[Draft]:
        """Return the drafts to offer in the field for people."""
        return drafts.find_drafts(self.FORM)

    def on_mount(self) -> None:
        """Continue the draft about the same record."""
        self._blank = self._values()
        about = self.subject()[0]
        if self.FORM and (about or not self.query(WhoField)):
            found = drafts.find_drafts(self.FORM, about)
            if found:
                self.resume(found[0])
                self._tell("This is what you typed before. ctrl+n starts anew.")

    # ── keeping ──────────────────────────────────────────────────────────────────────────

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed."""
        self.keep_draft()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is typed."""
        self.keep_draft()

    def on_who_field_changed(self) -> None:
        """Keep who it is about."""
        self.keep_draft()

    def keep_draft(self) -> None:
        """Keep the draft as it is now; without words there is none."""
        if self._blank is None or not self.FORM:
            return
        draft = self._as_draft(self._blank)
        drafts.keep(draft)
        self.query_one(FooterLine).show("draft safe" if draft.words else "")

    def drop_draft(self) -> None:
        """Delete the draft: it was saved, or discarded."""
        drafts.drop(self._key)

    def _as_draft(self, blank: dict[str, str]) -> Draft:
        typed = {name: now for name, now in self._values().items() if now != blank.get(name, "")}
        about, people = self.subject()
        field = self._who
        if field and not about:
            people = tuple(field.people)
        text = typed.pop(_TEXT, "")
        return Draft(self._key, people, text, tuple(typed.items()), self.FORM, about)

    @property
    def _who(self) -> WhoField | None:
        """Return the field for the people it is about."""
        fields = self.walk_children(WhoField)
        return next((each for each in fields if not each.is_optional), None)

    def _values(self) -> dict[str, str]:
        """Return what each input says now, by its id.

        One walk, at each letter typed: a query would match a selector with every node.
        """
        values: dict[str, str] = {}
        for each in self.walk_children():
            if not each.id or each.id == "who":
                continue
            if isinstance(each, Input):
                values[each.id] = each.value
            elif isinstance(each, TextArea):
                values[each.id] = each.text
            elif isinstance(each, WhoField) and each.is_optional:
                values[each.id] = each.said
        return values

    # ── continuing ───────────────────────────────────────────────────────────────────────

    def on_who_field_resumed(self, message: WhoField.Resumed) -> None:
        """Continue the draft that was chosen."""
        self.resume(message.draft)

    def on_who_field_discarded(self, message: WhoField.Discarded) -> None:
        """Say which draft is gone."""
        self._tell(f"Discarded: {say_draft(message.draft)}")

    def resume(self, draft: Draft) -> None:
        """Show what a draft says."""
        self._key, self._is_continued = draft.key, True
        if self._who and not draft.about:
            self._who.set_people(draft.people)
        self._fill(dict(draft.fields) | ({_TEXT: draft.text} if draft.text else {}))
        words = self.query(f"#{_TEXT}")
        if words:
            words.first().focus()

    def action_start_anew(self) -> None:
        """Discard a draft that was continued."""
        if self._is_continued:
            self._is_continued = False
            self.drop_draft()
            self._key = drafts.new_key()
            self._fill(self._blank or {})
            self._tell("Discarded.")

    def _fill(self, values: dict[str, str]) -> None:
        for name, value in values.items():
            for node in self.query(f"#{name}"):
                if isinstance(node, TextArea):
                    node.text = value
                    node.move_cursor(node.document.end)
                elif isinstance(node, Input):
                    node.value = value
                elif isinstance(node, WhoField):
                    node.query_one(Input).value = value

    def _tell(self, text: str) -> None:
        self.query_one(FooterLine).say(text)
