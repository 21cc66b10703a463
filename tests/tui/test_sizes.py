"""Every screen and every dialog at every size, from a wide terminal to a phone."""

from __future__ import annotations

import pytest

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage
from tinycrm.tui.screens.waiting_screen import WaitingScreen


@pytest.mark.usefixtures("people")
def test_the_screens(tui: Run):
    async def play(stage: Stage) -> None:
        await stage.opens_at_every_size("today", "j", close=0)
        await stage.opens_at_every_size("today-own", "j", "j", "j", "j", close=0)
        await stage.press("g", "j")
        await stage.opens_at_every_size("company", "o")
        await stage.opens_at_every_size("people", "p", close=0)
        await stage.opens_at_every_size("card", "enter", close=2)
        await stage.opens_at_every_size("find", "/", *"quote", close=2)
        await stage.opens_at_every_size("palette", "ctrl+p", *"ma")
        await stage.opens_at_every_size("help", "?")

    tui(play)


@pytest.mark.usefixtures("people")
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


@pytest.mark.usefixtures("people")
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


@pytest.mark.usefixtures("people")
def test_the_dialogs_about_one_field(tui: Run):
    async def play(stage: Stage) -> None:
        await stage.press("j")
        await stage.opens_at_every_size("date", "b")
        await stage.opens_at_every_size("address", "c")
        await stage.opens_at_every_size("related", "l")
        await stage.opens_at_every_size("referred", "B")
        await stage.opens_at_every_size("cadence", "C")
        await stage.press(*"jjjjjjj")
        await stage.opens_at_every_size("resolve", "v")
        await stage.opens_at_every_size("edit-issue", "e")

    tui(play)


@pytest.mark.usefixtures("people")
def test_the_list_of_people_and_what_it_opens(tui: Run, crm: Crm):
    crm("list", "tag:vip", "quiet:30d", "--save", "quiet vips")
    crm("list", "birthday:12", "--save", "december")

    async def play(stage: Stage) -> None:
        await stage.press("p")
        await stage.opens_at_every_size("filters", "F")
        await stage.opens_at_every_size("history", "h")
        await stage.opens_at_every_size("merge", "M", *"charles", "enter")
        await stage.opens_at_every_size("marked", "space", "space", "j", "space", close=0)
        await stage.opens_at_every_size("tags-several", "#")
        await stage.opens_at_every_size("snooze-several", "z")
        await stage.press("escape", "slash")
        await stage.paste("tag:vip due:late")
        await stage.press("enter")
        await stage.opens_at_every_size("save-filter", "S")
        await stage.resize(100, 30)
        await stage.press("slash", "escape", "slash")
        await stage.paste("ewa")
        await stage.press("enter", "enter", *"jjj")
        await stage.opens_at_every_size("edit-note", "e")

    tui(play)


def test_a_store_with_nobody_and_one_that_is_being_written(
    tui: Run, crm: Crm, monkeypatch: pytest.MonkeyPatch
):
    crm("add", "Ada")
    crm("undo")

    async def play(stage: Stage) -> None:
        await stage.opens_at_every_size("beginning", close=0)
        await stage.opens_at_every_size("beginning-people", "p")
        await stage.opens_at_every_size("beginning-care", "K")
        await stage.app.push_screen(WaitingScreen())
        await stage.matches_at_every_size("waiting")

    monkeypatch.setattr(WaitingScreen, "on_mount", lambda _: None)  # it never ends
    tui(play)
