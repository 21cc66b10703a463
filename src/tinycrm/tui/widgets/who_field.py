"""The field for the people of a record: it suggests names while one is typed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Label

from tinycrm.errors import Candidate
from tinycrm.services.activity import drafts
from tinycrm.services.activity.drafts import Draft
from tinycrm.tui import queries
from tinycrm.tui.cell_text import safe
from tinycrm.tui.messages import QueryAnswered
from tinycrm.tui.widgets.choices import Choice, Choices
from tinycrm.tui.widgets.hint_input import HintInput
from tinycrm.tui.workers import Reader

_MOST = 5
_DRAFTS = 3
"""How many drafts are offered at once."""


def _by_person(begun: Sequence[Draft], first: tuple[str, str] | None) -> list[Draft]:
    return sorted(begun, key=lambda each: first not in each.people)


def _choices(found: Sequence[Candidate]) -> list[Choice]:
    return [Choice(each.id, each.name, each.about) for each in found]


class _Line(HintInput):
    """The input for a name. The field handles keys first."""

    async def _on_key(self, event: events.Key) -> None:
        field = next(each for each in self.ancestors if isinstance(each, WhoField))
        if await field.press(event.key):
            event.stop()
            event.prevent_default()
        else:
            await super()._on_key(event)


class WhoField(Vertical):
    """The people already taken, and the name being typed."""

    class Changed(Message):
        """The people have changed."""

    class Done(Message):
        """All people are named in a field."""

        def __init__(self, field: WhoField) -> None:
            super().__init__()
            self.field = field

    class Resumed(Message):
        """A draft was taken."""

        def __init__(self, draft: Draft) -> None:
            super().__init__()
            self.draft = draft

    class Discarded(Message):
        """A draft was deleted."""

        def __init__(self, draft: Draft) -> None:
            super().__init__()
            self.draft = draft

    def __init__(
        self,
        first: tuple[str, str] | None = None,
        begun: Sequence[Draft] = (),
        *,
        several: bool = True,
        adds: bool = True,
        me: bool = False,
        taken: Sequence[tuple[str, str]] = (),
        label: str = "Who",
        optional: bool = False,
        hint: str = "",
        id: str | None = None,  # as Textual calls it
    ) -> None:
        """`begun` are the drafts to offer, those about the `first` person before others.

        `taken` are the people of a record that already exists. A name that is nobody's is offered
        as a new person, where the field is for `several` people and `adds`. An
        `optional` field is not asked first, and Enter leaves it empty.
        """
        super().__init__(id=id)
        self._label = label
        self.is_optional = optional
        self._hint = hint
        self.people: list[tuple[str, str]] = list(taken)
        self._is_new = not taken
        self._adds = adds and several and not taken
        self._first = first
        self._drafts = _by_person(begun, first)
        self._several = several
        self._me = me
        self._choices: list[Choice] = []
        self._for: str | None = None
        self._at = 0
        self._reader = Reader(self, "choices")

    def compose(self) -> ComposeResult:
        """Lay out the field, and the choices below it."""
        with Horizontal(classes="line"):
            yield Label(self._label, classes="label")
            yield Label("", id="taken", markup=False)
            yield _Line(hint=self._hint, select_on_focus=False, id="who")
        yield Choices()

    def on_mount(self) -> None:
        """Take the focus, and suggest the selected person and those last in touch."""
        if self._is_new and not self.is_optional:
            self.query_one(Input).focus()
        self._show_taken()
        self._ask("")

    @property
    def typed(self) -> str:
        """Return the name being typed."""
        return self.query_one(Input).value.strip()

    @property
    def said(self) -> str:
        """Return the name of the person, or as much of it as is typed."""
        return self.typed or (self.people[-1][1] if self.people else "")

    def set_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Replace the people."""
        self.people = list(people)
        self.query_one(Input).value = ""
        self._show_taken()

    # ── completing ───────────────────────────────────────────────────────────────────────

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for the new name."""
        event.stop()
        self._ask(self.typed)

    def _ask(self, typed: str) -> None:
        self._reader.ask(lambda: queries.read_candidates(typed, _MOST), typed)
        if not typed:
            self._suggest("", [])

    def on_query_answered(self, answer: QueryAnswered) -> None:
        """Suggest the people found, unless another name is typed by now."""
        answer.stop()
        if answer.asked == self.typed:
            self._suggest(answer.asked, _choices(answer.value))

    def _suggest(self, typed: str, found: list[Choice]) -> None:
        taken = {code for code, _ in self.people if code}
        if not typed:
            begun = [Choice("", "", draft=each) for each in self._drafts[:_DRAFTS]]
            first = [Choice(*self._first, "the selected person")] if self._first else []
            rest = [each for each in found if not self._first or each.code != self._first[0]]
            found = [] if self.people or self.is_optional else [*first, *begun, *rest]
        elif self._me and "me".startswith(typed.lower()):
            found = [Choice("me", "me", "yourself"), *found]
        found = [each for each in found if each.code not in taken or not each.code][:_MOST]
        new = [Choice("", typed)] if typed and self._adds else []
        at = self._at if typed == self._for and self._has_draft_marked() else 0
        self._choices, self._for = [*found, *new], typed
        self._at = min(at, max(0, len(self._choices) - 1))
        self._draw()

    def _has_draft_marked(self) -> bool:
        return self._at < len(self._choices) and bool(self._choices[self._at].draft)

    def _draw(self) -> None:
        shown = self._choices if self.query_one(Input).has_focus else []
        offered = sum(1 for each in shown if each.draft)
        waiting = len(self._drafts) - offered if offered else 0
        self.query_one(Choices).show(shown, self._at, waiting)

    # ── taking ───────────────────────────────────────────────────────────────────────────

    async def take_first(self) -> bool:
        """Take the marked choice; False if no name is typed, or no person has it.

        If the search for the typed name has not finished, it is searched for now; then no new
        person is added, since the user has not seen the choices.
        """
        typed = self.typed
        if self._for != typed or not (self._choices or self.people):
            found = await asyncio.to_thread(queries.read_candidates, typed, _MOST)
            self._suggest(typed, _choices(found))
            if not any(each.code for each in self._choices):
                return False
        if not self._choices:
            return False
        self._take(self._choices[self._at])
        return True

    def _take(self, choice: Choice) -> None:
        if choice.draft:
            self._drafts.remove(choice.draft)
            self.post_message(self.Resumed(choice.draft))
            return
        if not self._several:
            self.people.clear()
        self.people.append((choice.code, choice.name))
        self.query_one(Input).value = ""
        self._show_taken()

    def _show_taken(self) -> None:
        self._say_taken()
        self._suggest("", [])
        self.post_message(self.Changed())

    def _say_taken(self) -> None:
        """Show the people; a comma only where another one may be typed."""
        names = ", ".join(f"{safe(name)} ({code or 'new'})" for code, name in self.people)
        goes_on = self._several and names and self.query_one(Input).has_focus
        self.query_one("#taken", Label).update(f"{names}, " if goes_on else names and f"{names} ")

    async def go_on(self) -> None:
        """Take the marked choice and leave the field; also leave it if people are taken already."""
        is_complete = not self.typed and (self.people or self.is_optional)
        if is_complete or (await self.take_first() and self.people):
            self.post_message(self.Done(self))

    async def settle(self) -> bool:
        """Take the person that the typed name means; False if there is none."""
        return not self.typed or (await self.take_first() and not self.typed)

    async def press(self, key: str) -> bool:
        """Move in the choices, take one, discard one, drop the last person; else False."""
        if key in ("down", "up"):
            self._move(1 if key == "down" else -1)
        elif key == "enter" or (key == "tab" and self.typed):
            await self.go_on()
        elif key == "comma":
            await self.take_first()
        elif key == "backspace" and self.people and not self.query_one(Input).value:
            self._drop()
        elif key in ("delete", "ctrl+d") and not self.typed and self._has_draft_marked():
            self._discard()
        else:
            return False
        return True

    def _discard(self) -> None:
        draft = self._choices[self._at].draft
        assert draft
        drafts.drop(draft.key)
        self._drafts.remove(draft)
        self._suggest("", [each for each in self._choices if each.code and each.code != self._own])
        self.post_message(self.Discarded(draft))

    @property
    def _own(self) -> str:
        return self._first[0] if self._first else ""

    def _move(self, step: int) -> None:
        if self._choices:
            self._at = (self._at + step) % len(self._choices)
            self._draw()

    def _drop(self) -> None:
        self.people.pop()
        self._show_taken()

    def on_descendant_focus(self) -> None:
        """Show the choices."""
        self._say_taken()
        self._draw()

    def on_descendant_blur(self) -> None:
        """Hide the choices."""
        self._say_taken()
        self.query_one(Choices).show([], 0)
