"""The line that says whom something is about: it completes while a name is typed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Label

from tinycrm.services.drafts import Unfinished
from tinycrm.services.wording import excerpt
from tinycrm.tui import asking
from tinycrm.tui.cells import Line, Span, Style, clip, fit, safe
from tinycrm.tui.desk import Reader
from tinycrm.tui.messages import Answered, Troubled
from tinycrm.tui.widgets.drawn import Drawn

_MOST = 5


class Choice(NamedTuple):
    """Something Enter can take: somebody, a new person (code ""), or an unfinished note."""

    code: str
    name: str
    about: str = ""
    draft: Unfinished | None = None


class Choices(Drawn):
    """What may be taken, the first of it marked."""

    def __init__(self) -> None:
        super().__init__()
        self._choices: Sequence[Choice] = ()
        self._at = 0

    def show(self, choices: Sequence[Choice], at: int) -> None:
        """Take other choices; no lines are used for none."""
        self._choices, self._at = choices, at
        self.styles.height = len(choices)
        self.display = bool(choices)
        self.refresh(layout=True)

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return a line for each."""
        return [self._line(each, n, width) for n, each in enumerate(self._choices)]

    def _line(self, choice: Choice, n: int, width: int) -> Line:
        mark = Span("▸ " if n == self._at else "  ", "accent")
        style: Style = "name" if n == self._at else ""
        if choice.draft:
            words = safe(excerpt(choice.draft.text))
            return (mark, Span("go on with ", "dim"), Span(f"“{words}”", style))
        if not choice.code:
            return (mark, Span(f"+ new person “{safe(choice.name)}”", style))
        about: Line = (Span(f"  {safe(choice.about)}", "dim"),) if width >= 50 else ()
        name = fit(safe(choice.name), 22 if width >= 50 else width - 9)
        return clip((mark, Span(name, style), Span(f" {choice.code:<6}", "dim"), *about), width)


class _Line(Input):
    """The name being typed. Keys that mean something else go to the field first."""

    async def _on_key(self, event: events.Key) -> None:
        field = next(each for each in self.ancestors if isinstance(each, WhoField))
        if field.press(event.key):
            event.stop()
            event.prevent_default()
        else:
            await super()._on_key(event)


class WhoField(Vertical):
    """Whom it is about: those taken already, and the name being typed."""

    class Changed(Message):
        """Other people are taken now."""

    class Done(Message):
        """There is nobody more to name."""

    class Resumed(Message):
        """An unfinished note was taken."""

        def __init__(self, draft: Unfinished) -> None:
            super().__init__()
            self.draft = draft

    def __init__(
        self,
        first: tuple[str, str] | None = None,
        drafts: Sequence[Unfinished] = (),
        *,
        several: bool = True,
        me: bool = False,
    ) -> None:
        super().__init__()
        self.people: list[tuple[str, str]] = []
        self._first = first
        self._drafts = drafts
        self._several = several
        self._me = me
        self._choices: list[Choice] = []
        self._for: str | None = None
        self._at = 0
        self._owed: str | None = None
        self._reader = Reader(self, "choices")

    def compose(self) -> ComposeResult:
        """Lay out the line, and below it what may be taken."""
        with Horizontal(classes="line"):
            yield Label("Who", classes="label")
            yield Label("", id="taken", markup=False)
            yield _Line(compact=True, select_on_focus=False, id="who")
        yield Choices()

    def on_mount(self) -> None:
        """Take the focus, and offer whom the cursor stood on and whoever was in touch last."""
        self.query_one(Input).focus()
        self._show_taken()
        self._ask("")

    @property
    def typed(self) -> str:
        """Return the name being typed."""
        return self.query_one(Input).value.strip()

    def set_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Take these people instead."""
        self.people = list(people)
        self.query_one(Input).value = ""
        self._show_taken()

    # ── completing ───────────────────────────────────────────────────────────────────────

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for other names."""
        event.stop()
        self._ask(self.typed)

    def _ask(self, typed: str) -> None:
        self._reader.ask(lambda: asking.read_candidates(typed, _MOST), typed)
        if not typed:
            self._offer("", [])

    def on_answered(self, answer: Answered) -> None:
        """Offer who was found, and take the first when that was asked for meanwhile."""
        answer.stop()
        found = [Choice(each.id, each.name, each.about) for each in answer.value]
        if answer.asked == self._owed:
            self._pay(found)
        elif answer.asked == self.typed:
            self._offer(answer.asked, found)

    def on_troubled(self, trouble: Troubled) -> None:
        """Offer nobody; the sentence goes up."""
        self._owed = None

    def _offer(self, typed: str, found: list[Choice]) -> None:
        taken = {code for code, _ in self.people if code}
        if not typed:
            usual = [Choice("", "", draft=each) for each in self._drafts[:2]]
            first = [Choice(*self._first, "chosen just now")] if self._first else []
            rest = [each for each in found if not self._first or each.code != self._first[0]]
            found = [] if self.people else [*usual, *first, *rest]
        elif self._me and "me".startswith(typed.lower()):
            found = [Choice("me", "me", "nobody else"), *found]
        found = [each for each in found if each.code not in taken or not each.code][:_MOST]
        new = [Choice("", typed)] if typed and self._several else []
        self._choices, self._for, self._at = [*found, *new], typed, 0
        self._draw()

    def _draw(self) -> None:
        shown = self._choices if self.query_one(Input).has_focus else []
        self.query_one(Choices).show(shown, self._at)

    def _pay(self, found: list[Choice]) -> None:
        """Take the first of those found for a name that was left before they were known."""
        typed, self._owed = self._owed or "", None
        if found and self.typed == typed:
            self._take(found[0])
        elif self.typed == typed:
            self._offer(typed, found)
            self.query_one(Input).focus()

    # ── taking ───────────────────────────────────────────────────────────────────────────

    def take_first(self) -> bool:
        """Take the marked one; False when that is not known yet, or nobody is named."""
        if self._for == self.typed and self._choices:
            self._take(self._choices[self._at])
            return True
        return False

    def _take(self, choice: Choice) -> None:
        if choice.draft:
            self.post_message(self.Resumed(choice.draft))
            return
        if not self._several:
            self.people.clear()
        self.people.append((choice.code, choice.name))
        self.query_one(Input).value = ""
        self._show_taken()

    def _show_taken(self) -> None:
        said = ", ".join(f"{safe(name)} ({code or 'new'})" for code, name in self.people)
        self.query_one("#taken", Label).update(said + (", " if said else ""))
        self._offer("", [])
        self.post_message(self.Changed())

    def go_on(self) -> None:
        """Take the marked one and leave the line; a name not known yet is taken when it is."""
        if self.typed or not self.people:
            if self.take_first():
                if self.people:
                    self.post_message(self.Done())
                return
            if not self.typed:
                return
            self._owed = self.typed
        self.post_message(self.Done())

    async def settle(self) -> bool:
        """Take whom the typed name means; False when that is nobody."""
        found = await asyncio.to_thread(asking.read_candidates, self.typed, 1)
        if not self.typed or (not self.take_first() and not found):
            return not self.typed
        if self.typed:
            self._take(Choice(found[0].id, found[0].name))
        return True

    def press(self, key: str) -> bool:
        """Move among the choices, take one, or drop the last one taken; False for other keys."""
        line = self.query_one(Input)
        handlers: dict[str, Callable[[], object]] = {
            "down": lambda: self._move(1),
            "up": lambda: self._move(-1),
            "enter": self.go_on,
            "comma": self.take_first,
        }
        if line.value.strip():
            handlers["tab"] = self.go_on
        elif self.people:
            handlers["backspace"] = self._drop
        if key in handlers:
            handlers[key]()
        return key in handlers

    def _move(self, step: int) -> None:
        if self._choices:
            self._at = (self._at + step) % len(self._choices)
            self._draw()

    def _drop(self) -> None:
        self.people.pop()
        self._show_taken()

    def on_descendant_focus(self) -> None:
        """Show the choices."""
        self._draw()

    def on_descendant_blur(self) -> None:
        """Show none."""
        self.query_one(Choices).show([], 0)
