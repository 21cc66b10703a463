"""The stage: the screens without a terminal. Keys go in, the screen comes out as text."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.geometry import Size
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot

from tests.conftest import Crm, Golden, made_once
from tests.tui import quick_messages, quick_styles, quiet
from tinycrm import clock
from tinycrm.services.sample import sample_store
from tinycrm.store.journal import Door
from tinycrm.tui import queries
from tinycrm.tui.app import CrmApp
from tinycrm.tui.widgets.footer_line import FooterLine

PATIENCE = 60.0  # seconds until something counts as never coming; never waited in full

SIZES = ((160, 45), (120, 35), (100, 30), (80, 24), (60, 24), (40, 20))


class pasted(str):  # noqa: N801 - among keys it reads as a word
    """Text among keys that is put in at once: `press("r", pasted("me"), "enter")`."""


class Stage:
    """A running app, and the hands and eyes before it."""

    def __init__(self, app: CrmApp, pilot: Pilot[None], golden: Golden) -> None:
        self.app = app
        self.pilot = pilot
        self._golden = golden

    async def press(self, *keys: str) -> None:
        """Press keys by name, or put in what is `pasted`, and wait for what they lead to."""
        self.send(*keys)
        await self.settle()

    def send(self, *keys: str) -> None:
        """Press keys, or put in what is `pasted`, and wait for nothing."""
        for key in keys:
            if isinstance(key, pasted):
                self.app.post_message(events.Paste(key))
                continue
            name = _character_to_key(key) if len(key) == 1 else key
            char = key if len(key) == 1 else key_to_character(name)
            self.app.post_message(events.Key(name, char))

    async def type(self, text: str) -> None:
        """Type text, letter by letter."""
        await self.press(*text)

    async def paste(self, text: str) -> None:
        """Put text in at once, where it is not the typing that is tested: ten times faster."""
        await self.press(pasted(text))

    async def settle(self) -> None:
        """Wait until every key was dealt with and everything asked for has come."""
        async with asyncio.timeout(PATIENCE):
            await quiet.settle(self.app)

    async def resize(self, width: int, height: int) -> None:
        """Make the window another size, and wait until everything has its place in it."""
        size = Size(width, height)
        driver: Any = self.app._driver
        driver._size = size
        self.app.post_message(events.Resize(size, size))
        await self.settle()

    async def until(self, true: Callable[[], Any]) -> None:
        """Wait until something is so; fail when it never is."""
        async with asyncio.timeout(PATIENCE):
            while not true():
                self.app.screen._on_timer_update()
                await asyncio.sleep(0.005)

    @property
    def text(self) -> str:
        """The screen as a person reads it."""
        screen: Any = self.app.screen
        visible_screen_stack.set(self.app._background_screens)  # as when a frame is drawn
        lines = [strip.text.rstrip() for strip in screen._compositor.render_strips()]
        return "\n".join(lines).rstrip("\n") + "\n"

    @property
    def words(self) -> str:
        """The words of the screen, wherever its columns are."""
        return " ".join(self.text.split())

    @property
    def foot(self) -> str:
        """The last lines: a message, which may take several, or a rule; and the keys."""
        *above, keys = self.text.splitlines()[-max(2, self._foot_height) :]
        said = above[0] if len(above) == 1 else " ".join(each.strip(" ─┴") for each in above)
        return f"{said}\n{keys}"

    @property
    def _foot_height(self) -> int:
        feet = [each.region for each in self.app.screen.query(FooterLine)]
        return next((each.height for each in feet if each.bottom == self.app.size.height), 2)

    def matches(self, name: str) -> None:
        """Compare the screen with its golden file."""
        self._golden(f"tui-{name}", self.text)

    async def matches_at_every_size(self, name: str) -> None:
        """Compare the screen at each size with one golden file.

        The screen stays at the last one: what is opened next is opened there, and compared from
        there back to the first.
        """
        seen = {}
        is_small = self.app.size.width < SIZES[2][0]
        for size in reversed(SIZES) if is_small else SIZES:
            if size != self.app.size:
                await self.resize(*size)
            seen[size] = f"== {size[0]}×{size[1]}\n{self.text}"
        self._golden(f"sizes-{name}", "".join(seen[each] for each in SIZES))

    async def go_home(self) -> None:
        """Leave whatever is open, and select the first row of today."""
        for _ in range(9):
            if self.app.screen.id == "today":
                break
            await self.press("escape")
        assert self.app.screen.id == "today", self.text
        await self.press("g")

    async def opens_at_every_size(self, name: str, *keys: str, close: int = 1) -> None:
        """Compare at each size what keys open, and close it with as many escapes."""
        await self.press(*keys)
        await self.matches_at_every_size(name)
        await self.press(*["escape"] * close)


@pytest.fixture(scope="session", autouse=True)
def _screens_are_quick() -> Iterator[None]:
    """Let no test wait for what is known or what nobody looks at."""
    with pytest.MonkeyPatch.context() as patch:
        for place, value in (quick_styles.PATCHES | quick_messages.PATCHES).items():
            patch.setattr(place, value)
        yield


@pytest.fixture(autouse=True)
def _drawn_when_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the drawing to `Stage.text`, which draws the whole screen.

    By itself the screen is drawn again and again for a terminal that is not there: that is a
    third of what a test costs. Nor does a key give up waiting for the one before it, however
    busy the machine is.
    """

    def draw_nothing(compositor: Compositor, **how: Any) -> None:
        compositor._dirty_regions.clear()

    monkeypatch.setattr(Compositor, "render_update", draw_nothing)
    monkeypatch.setattr("tinycrm.tui.typeahead.PATIENCE", PATIENCE)
    monkeypatch.setattr("tinycrm.tui.workers.REST", 0.0)  # no test waits for a key to rest
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 0.25)


Play = Callable[[Stage], Awaitable[None]]
Run = Callable[..., None]


@pytest.fixture
def tui(home: Path, golden: Golden) -> Run:
    """`tui(play)` starts the screens on the store as it is and runs the play.

    Several plays are run one after the other, each from the first row of today.
    """

    def run(*plays: Play, size: tuple[int, int] = (100, 30), who: str | None = None) -> None:
        async def main() -> None:
            app = CrmApp(queries.read_first(), who)
            async with app.run_test(size=size) as pilot:
                stage = Stage(app, pilot, golden)
                await stage.settle()
                await plays[0](stage)
                for play in plays[1:]:
                    await stage.go_home()
                    await play(stage)
                assert stage.text  # whatever has become of it can be drawn

        with Door("tui", by_hand=True):
            asyncio.run(main())

    return run


@pytest.fixture
@made_once
def people(crm: Crm) -> None:
    """The sample people of the demo, on the fixed day."""
    sample_store.fill(clock.today())
