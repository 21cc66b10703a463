"""Help: every key, from the table of actions; a click on one does it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from tinycrm.tui.actions import READY, key_of, keymap, through
from tinycrm.tui.cell_text import BLANK, Line, Span, fit, wrap
from tinycrm.tui.widgets.footer_line import FooterLine
from tinycrm.tui.widgets.person_pane import ScrollPage

_GROUPS = {
    "screens": "Everywhere",
    "today": "On the Today screen",
    "people": "On the People screen",
    "marks": "In a list of people",
    "card": "On a card",
    "numbers": "On the Numbers screen",
    "list": "In a list",
}
_WRITING = (
    ("enter", "Take the marked name and go on. A comma takes it and adds another."),
    ("ctrl+t", "Tick the next suggestion: a follow-up, a reminder done, an issue mentioned."),
    ("ctrl+s", "Save. Only what is ticked is saved."),
    ("esc", "Close. What was typed is there again when the dialog opens."),
    ("ctrl+n", "Start anew, where a dialog goes on with what was typed before."),
)


class HelpScreen(ModalScreen[None]):
    """The current keys."""

    BINDINGS: ClassVar[list[Any]] = [
        *through("leave_for"),
        Binding("escape,q,question_mark", "close", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the page in a box."""
        with Vertical(id="box") as box:
            box.border_title = "Help"
            yield ScrollPage(_lines)
            yield FooterLine([("j k", "scroll"), ("esc", "close")])

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss(None)

    def action_leave_for(self, action: str) -> None:
        """Close the help, and run the action on the screen below.

        It is not awaited: a click comes from a widget that closes with this screen.
        """
        self.dismiss(None)
        self.app.call_later(self.app.run_action, f"do('{action}')")


def _lines(width: int) -> list[Line]:
    own, lines = keymap(), list[Line]()
    for place, title in _GROUPS.items():
        rows = [
            (key_of(a.id, own), a.help, f"screen.leave_for('{a.id}')")
            for a in READY
            if a.place == place
        ]
        lines += [*_section(title, rows, width), BLANK]
    writing = [(*each, "") for each in _WRITING]
    return [*lines, *_section("Writing a note, or in any dialog", writing, width)]


def _section(title: str, rows: Sequence[tuple[str, str, str]], width: int) -> list[Line]:
    lines: list[Line] = [(Span(title, "head"),)]
    for key, text, click in rows:
        first, *rest = wrap(text, width - 12)
        lines.append((Span(f"  {fit(key, 10)}", "name", click), Span(first, "", click)))
        lines += [(Span(" " * 12), Span(each, "", click)) for each in rest]
    return lines
