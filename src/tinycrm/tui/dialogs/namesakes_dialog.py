"""The contacts that a new one may be, before another one is added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label

from tinycrm.errors import Candidate
from tinycrm.tui.cell_text import safe
from tinycrm.tui.widgets.footer_line import FooterLine


class NamesakesDialog(ModalScreen[bool]):
    """All of them, whole. Only a key of its own adds another: not ctrl+s again, and not Enter."""

    BINDINGS: ClassVar[list[Any]] = [
        Binding("a", "answer(True)", show=False),
        Binding("escape", "answer(False)", show=False),
    ]

    def __init__(self, name: str, found: Sequence[Candidate]) -> None:
        super().__init__()
        self._name = name
        self._found = found

    def compose(self) -> ComposeResult:
        """Lay out the contacts and the choice."""
        with Vertical(id="box"):
            yield Label(safe(f"{self._name} may be here already:"), classes="about", markup=False)
            with VerticalScroll(classes="namesakes"):
                for each in self._found:
                    yield Label(safe(_line(each)), classes="namesake", markup=False)
            yield FooterLine([("a", "add another"), ("esc", "back to the form")], roomy=True)

    def action_answer(self, answer: bool) -> None:
        """Return the answer."""
        self.dismiss(answer)


def _line(candidate: Candidate) -> str:
    about = f" · {candidate.about}" if candidate.about else ""
    return f"{candidate.name} ({candidate.id}){about}"
