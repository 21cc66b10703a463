"""The window: made smaller and wider in the middle of something, poor in letters or in keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage
from tests.tui.terminal import Terminal
from tinycrm.tui.screens.help_screen import HelpScreen

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def opened() -> Iterator[list[Terminal]]:
    terminals: list[Terminal] = []
    yield terminals
    for each in terminals:
        each.close()


def test_a_note_outlives_every_size_of_the_window(opened: list[Terminal], crm: Crm):
    terminal = Terminal(columns=80, rows=24)
    opened.append(terminal)
    terminal.shows("11 left")
    terminal.send("nmary\rHalf a thought")
    terminal.shows("Half a thought")
    for columns, rows in ((40, 20), (120, 40), (30, 18), (80, 24)):
        terminal.resize(columns, rows)
        terminal.shows("Half a thought")
        terminal.wait(lambda: ("Too narrow: 40" in terminal.text) is (columns < 40))  # noqa: B023
    terminal.send(" more\x13")
    terminal.shows("talk with Mary Somerville")
    terminal.send("q")
    assert terminal.end() == 0
    assert crm.json("log")[0]["text"] == "Half a thought more"


@pytest.mark.parametrize("size", [(39, 20), (20, 10), (10, 4)])
def test_below_forty_columns_it_says_so_and_goes_on(tui: Run, size: tuple[int, int]):
    async def play(stage: Stage) -> None:
        assert "Too narrow" in stage.text or size[0] < 12
        await stage.press("p", "enter", "escape", "n", "escape", "e", "escape", "?", "escape", "t")
        await stage.press("d")
        await stage.resize(100, 30)
        assert "1 done" in stage.foot
        begun = stage.app.get_screen(HelpScreen())  # as large as the window before it is shown
        assert {"-wide", "-tall"} <= begun.classes

    tui(play, size=size)


@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C"}, {"TERM": "vt100"}, {"TERM": "screen", "TMUX": "x"}]
)
def test_poor_terminals_show_the_morning_and_take_keys(opened: list[Terminal], env: dict[str, Any]):
    terminal = Terminal(**env)
    opened.append(terminal)
    terminal.shows("11 left")
    assert "Ada Lovelace" in terminal.text
    terminal.send("d")
    terminal.shows("10 left, 1 done")
    terminal.send("q")
    assert terminal.end() == 0
    assert terminal.is_as_before(), terminal.modes_left_on()
