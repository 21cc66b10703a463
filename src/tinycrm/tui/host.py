"""What screens and dialogs use of their app: its writer and its keys."""

from __future__ import annotations

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

    def open_person(self, code: str) -> None:
        """Open the card of a person, after what is being done now."""
        self.call_later(self.run_action, f"show_person('{code}')")

    def read_again(self) -> None:
        """Make every screen read its data again."""
        for screen in self.screen_stack:
            screen.post_message(StoreChanged())


def host_of(node: DOMNode) -> Host:
    """Return the app that a screen, dialog or widget belongs to."""
    app = node.app
    assert isinstance(app, Host)
    return app
