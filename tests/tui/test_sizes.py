"""Every screen and every dialog at every size, from a wide terminal to a phone."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Run, Stage

pytestmark = pytest.mark.usefixtures("people")


def test_the_screens(tui: Run):
    async def play(stage: Stage) -> None:
        await stage.opens_at_every_size("today", "j", close=0)
        await stage.opens_at_every_size("today-own", "j", "j", "j", "j", close=0)
        await stage.press("g", "j")
        await stage.opens_at_every_size("company", "o")
        await stage.opens_at_every_size("people", "p", close=0)
        await stage.opens_at_every_size("card", "enter", close=2)
        await stage.opens_at_every_size("find", "/", *"quote", close=2)
        await stage.opens_at_every_size("help", "?")
        await stage.opens_at_every_size("palette", "ctrl+p", *"ma")

    tui(play)


def test_the_dialogs_about_a_person(tui: Run):
    async def play(stage: Stage) -> None:
        await stage.press("j")
        await stage.opens_at_every_size("log-who", "n", *"ma")
        await stage.press("n", "enter")
        await stage.paste("Promised to send the quote by Friday #prints")
        await stage.opens_at_every_size("log", "ctrl+t")
        await stage.opens_at_every_size("add", "a")
        await stage.opens_at_every_size("remind", "r", "enter")
        await stage.opens_at_every_size("issue", "i", "enter")
        await stage.opens_at_every_size("edit", "e")
        await stage.opens_at_every_size("tags", "#")
        await stage.opens_at_every_size("fact", "f")

    tui(play)


def test_the_dialogs_about_a_row(tui: Run):
    async def play(stage: Stage) -> None:
        await stage.press("j", "j", "j")
        await stage.opens_at_every_size("snooze", "z")
        await stage.opens_at_every_size("edit-reminder", "e")
        await stage.opens_at_every_size("confirm", "delete")
        await stage.press("a")
        await stage.paste("Ada Lovelace")
        await stage.opens_at_every_size("namesakes", "ctrl+s")

    tui(play)
