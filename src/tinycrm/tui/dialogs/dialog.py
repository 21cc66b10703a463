"""What dialogs have in common: a box, a footer, escape and save."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label

from tinycrm.errors import CrmError
from tinycrm.rules import parse_text
from tinycrm.tui.dialogs.draft_dialog import DraftDialog
from tinycrm.tui.host import host_of
from tinycrm.tui.messages import Notice, QueryFailed
from tinycrm.tui.screen_words import say_problem
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.hint_input import HintInput

T = TypeVar("T")


class Dialog(DraftDialog):
    """A dialog that returns a sentence about what was done, None if nothing was."""

    BINDINGS: ClassVar[list[Any]] = [
        Binding("escape", "close", show=False),
        Binding("ctrl+s", "save", show=False),
        Binding("ctrl+c", "interrupt", show=False),
    ]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("ctrl+s", "save"), ("tab", "move"), ("enter", "next"), ("esc", "close"),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._is_saving = False

    @contextmanager
    def box(self, title: str) -> Iterator[None]:
        """Lay out the content in a box with a title."""
        with Vertical(id="box") as box:
            box.border_title = title
            yield

    def field(
        self,
        label: str,
        name: str,
        hint: str = "",
        value: str = "",
        *,
        replace: bool = False,
    ) -> ComposeResult:
        """Lay out a labelled input with a hint; with `replace` typing replaces its value."""
        with Horizontal(classes="line"):
            yield Label(label, classes="label")
            yield HintInput(value, hint=hint, id=name, select_on_focus=replace)

    def foot(self) -> FooterLine:
        """Return the footer of the box."""
        return FooterLine(self.KEYS, roomy=True)

    def value(self, name: str) -> str:
        """Return the value of an input."""
        return self.query_one(f"#{name}", Input).value.strip()

    def text(self, name: str, what: str) -> str:
        """Return the checked value of an input; "" if it is empty."""
        typed = self.value(name)
        return parse_text(typed, what) if typed else ""

    # ── messages and saving ───────────────────────────────────────────────────────────────

    def say(self, text: str, tone: Any = "error") -> None:
        """Show a sentence in the footer."""
        self.query_one(FooterLine).say(text, tone)

    def on_notice(self, notice: Notice) -> None:
        """Show a sentence of a widget of this dialog."""
        notice.stop()
        self.say(notice.text, notice.tone)

    def on_query_failed(self, failure: QueryFailed) -> None:
        """Show why something could not be read."""
        failure.stop()
        self.say(say_problem(failure.problem))

    def action_interrupt(self) -> None:
        """Say how to leave: ctrl+c copies selected text, and may be a mistake."""
        self.say("Esc closes this; ctrl+q leaves the program.", "")

    def action_close(self) -> None:
        """Close without doing anything; what was typed is kept."""
        self.dismiss(None)

    def action_save(self) -> None:
        """Save, once."""
        if not self._is_saving:
            self._is_saving = True
            self.run_worker(self._save(host_of(self).keys.hold()))

    async def _save(self, held: AbstractContextManager[None]) -> None:
        with held:
            try:
                said = await self.save()
            except CrmError as problem:
                self.say(say_problem(problem))
            else:
                if said:
                    self.drop_draft()
                    self.dismiss(said)
            finally:
                self._is_saving = False

    async def save(self) -> str | None:
        """Save, and return a sentence; None, or an error, leaves the dialog open."""
        raise NotImplementedError

    async def write(self, call: Callable[[], T]) -> T:
        """Run a writing service, after the writes before it."""
        return await host_of(self).writer.write(call)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next input; from the last one, save."""
        event.stop()
        inputs = [each for each in self.query(Input) if each.focusable]
        if event.input is inputs[-1]:
            self.action_save()
        else:
            self.focus_next()


def say_names(names: Sequence[str]) -> str:
    """Return names to show what a dialog is about: one, or how many and the first three."""
    if len(names) == 1:
        return names[0]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{len(names)} people: {', '.join(names[:3])}{more}"
