"""Typing ahead: what is typed faster than the screen follows goes where the keys before it lead."""

from __future__ import annotations

import asyncio

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input

from tinycrm.tui.typeahead import TypeAhead


class SlowLine(Input):
    """A line that takes a while after Enter."""

    async def on_input_submitted(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)


class TwoLines(App[None]):
    """Two lines to type on; Enter on the first one leads to the second one."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = TypeAhead(self, super().on_event)

    def compose(self) -> ComposeResult:
        yield SlowLine(id="first")
        yield Input(id="second")

    def on_ready(self) -> None:
        self.keys.begin()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.keys.put(event)
        else:
            await super().on_event(event)

    def on_input_submitted(self) -> None:
        self.query_one("#second").focus()


def test_a_letter_typed_at_once_after_enter_goes_where_enter_leads():
    async def play() -> list[str]:
        app = TwoLines()
        async with app.run_test() as pilot:
            for key in ("a", "enter", "b"):
                app.post_message(events.Key(key, key if len(key) == 1 else None))
            await pilot.pause()
            while app.keys.waiting:
                await pilot.pause()
            return [each.value for each in app.query(Input)]

    assert asyncio.run(play()) == ["a", "b"]
