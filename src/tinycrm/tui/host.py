"""What screens and dialogs use of their app: its writer and its keys."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.dom import DOMNode

from tinycrm.tui.messages import StoreChanged
from tinycrm.tui.typeahead import TypeAhead
from tinycrm.tui.workers import Writer


class Host(App[None]):
    """The part of the app that its screens, dialogs and widgets may use."""

    def __init__(self) -> None:
        super().__init__()
        self.writer = Writer()
        self.keys = TypeAhead(self, super().on_event)

    def get_screen(self, screen: Any, screen_class: Any = None) -> Any:
        """Return a screen; a new one is laid out for the window at once, not a moment later."""
        found = super().get_screen(screen, screen_class)
        if not found.is_running:
            width, height = self.size
            found.add_class(
                _reached(width, self.HORIZONTAL_BREAKPOINTS),
                _reached(height, self.VERTICAL_BREAKPOINTS),
                update=False,
            )
        return found

    def open_person(self, code: str) -> None:
        """Open the card of a person, after what is being done now."""
        self.call_later(self.run_action, f"show_person('{code}')")

    def read_again(self) -> None:
        """Make every screen read its data again."""
        for screen in self.screen_stack:
            screen.post_message(StoreChanged())


def _reached(length: int, steps: list[tuple[int, str]] | None) -> str:
    return max(each for each in steps or () if each[0] <= length)[1]


def host_of(node: DOMNode) -> Host:
    """Return the app that a screen, dialog or widget belongs to."""
    app = node.app
    assert isinstance(app, Host)
    return app
