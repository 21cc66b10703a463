"""Every screen and every dialog at every size, from a wide terminal to a phone."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Run, Stage

pytestmark = pytest.mark.usefixtures("people")


async def _show(stage: Stage, name: str, *keys: str, close: int = 1) -> None:
    """Press keys, compare what is shown, and close it with as many escapes."""
    await stage.press(*keys)
    await stage.matches_at_every_size(name)
    await stage.press(*["escape"] * close)


def test_the_screens(tui: Run):
    async def play(stage: Stage) -> None:
        await _show(stage, "today", "j", close=0)
        await _show(stage, "today-own", "j", "j", "j", "j", close=0)
        await stage.press("g", "j")
        await _show(stage, "company", "o")
        await _show(stage, "people", "p", close=0)
        await _show(stage, "card", "enter", close=2)
        await _show(stage, "find", "/", *"quote", close=2)
        await _show(stage, "help", "?")
        await _show(stage, "palette", "ctrl+p", *"ma")

    tui(play)


def test_the_dialogs_about_a_person(tui: Run):
    async def play(stage: Stage) -> None:
        await stage.press("j")
        await _show(stage, "log-who", "n", *"ma", close=1)
        await stage.press("n", "enter")
        await stage.paste("Promised to send the quote by Friday #prints")
        await _show(stage, "log", "ctrl+t")
        await _show(stage, "add", "a")
        await _show(stage, "remind", "r", "enter")
        await _show(stage, "issue", "i", "enter")
        await _show(stage, "edit", "e")
        await _show(stage, "tags", "#")
        await _show(stage, "fact", "f")

    tui(play)


def test_the_dialogs_about_a_row(tui: Run):
    async def play(stage: Stage) -> None:
        await stage.press("j", "j", "j")
        await _show(stage, "snooze", "z")
        await _show(stage, "edit-reminder", "e")
        await _show(stage, "confirm", "delete")
        await stage.press("a")
        await stage.paste("Ada Lovelace")
        await _show(stage, "namesakes", "ctrl+s")

    tui(play)
