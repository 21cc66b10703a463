"""What screens and dialogs may ask of the app they belong to: its writer and its keys."""

from __future__ import annotations

from textual.app import App
from textual.dom import DOMNode

from tinycrm.tui.messages import StoreChanged
from tinycrm.tui.typeahead import TypeAhead
from tinycrm.tui.workers import Writer


class Host(App[None]):
    """The app without its actions: whatever is shown in it may know this much of it."""

    def __init__(self) -> None:
        super().__init__()
        self.writer = Writer()
        self.keys = TypeAhead(self, super().on_event)

    def read_again(self) -> None:
        """Let every screen read again what it shows."""
        for screen in self.screen_stack:
            screen.post_message(StoreChanged())


def host_of(node: DOMNode) -> Host:
    """Return the app that a screen, a dialog or a widget belongs to."""
    app = node.app
    assert isinstance(app, Host)
    return app
