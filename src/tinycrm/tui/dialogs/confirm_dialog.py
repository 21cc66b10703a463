"""A yes or no question."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from tinycrm.tui.widgets.footer_line import FooterLine


class ConfirmDialog(ModalScreen[bool]):
    """A yes or no question."""

    BINDINGS: ClassVar[list[Any]] = [
        Binding("y,enter", "answer(True)", show=False),
        Binding("n,escape", "answer(False)", show=False),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(id="box", classes="small"):
            yield Label(self._question, classes="about", markup=False)
            yield FooterLine([("y", "yes"), ("n", "no")])

    def action_answer(self, answer: bool) -> None:
        """Return the answer."""
        self.dismiss(answer)
