"""One table of actions: footer, palette, help, keymap and the docs all say the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage
from tinycrm.tui.actions import ACTIONS, READY, complaints, key_of, key_table
from tinycrm.tui.app import CrmApp
from tinycrm.tui.screens.marking_screen import MarkingScreen
from tinycrm.tui.screens.numbers_screen import NumbersView
from tinycrm.tui.screens.people_screen import PeopleScreen
from tinycrm.tui.widgets.card_view import CardView
from tinycrm.tui.widgets.row_list import RowList

DOERS = {
    "list": RowList, "people": PeopleScreen, "marks": MarkingScreen, "card": CardView,
    "numbers": NumbersView,
}  # fmt: skip
DOCS = Path(__file__).resolve().parents[2] / "docs" / "keys.md"


def test_every_action_has_a_key_a_label_a_help_and_somebody_who_does_it():
    assert len({a.id for a in ACTIONS}) == len(ACTIONS)
    for action in READY:
        assert action.key, action.id
        assert action.label, action.id
        assert action.help.endswith("."), action.id
        doer = DOERS.get(action.place, CrmApp)
        assert hasattr(doer, f"action_{action.id}"), action.id


def test_no_key_stands_for_two_actions():
    keys = [key for action in READY for key in action.key.split(",")]
    assert sorted(keys) == sorted(set(keys))


def test_the_page_of_keys_is_what_the_program_says():
    assert key_table() in DOCS.read_text("utf-8")


@pytest.mark.usefixtures("people")
def test_help_names_every_action_with_its_key(tui: Run):
    async def play(stage: Stage) -> None:
        await stage.press("?")
        stage.matches("help")
        shown = stage.text
        for action in READY:
            assert f" {key_of(action.id)}  " in shown, action.id
            assert action.help.split(":")[0][:40] in shown, action.id
        await stage.press("escape")
        assert "Birthdays" in stage.text

    tui(play, size=(100, 92))


def _configure(home: Path, text: str) -> None:
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text(text, "utf-8")


@pytest.mark.usefixtures("people")
def test_keys_are_the_owners_to_choose(tui: Run, home: Path):
    _configure(home, '[keys]\nlog = "x"\ndown = "ctrl+n"\n')

    async def play(stage: Stage) -> None:
        assert " x log" in stage.foot
        assert "[keys]" not in stage.foot
        await stage.press("ctrl+n")
        assert " ▸ Ada Lovelace" in stage.text
        await stage.press("n")
        assert "Who" not in stage.text
        await stage.press("x")
        assert "Who" in stage.text

    tui(play)


@pytest.mark.usefixtures("people")
def test_a_mistake_among_the_keys_is_told_and_stops_nothing(tui: Run, home: Path, crm: Crm):
    _configure(home, '[keys]\nfly = "v"\nlog = 3\n')

    async def play(stage: Stage) -> None:
        assert "[keys] in config.toml: " in stage.foot
        assert "no action is called fly" in stage.foot
        await stage.press("n")
        assert "Who" in stage.text

    tui(play)
    assert crm("today").code == 0


def test_each_mistake_among_the_keys_is_a_sentence(home: Path):
    for keys, said in (
        ('log = "j"', ["j is the key of log and down; only one of them will work."]),
        ('log = "hyper+x"', ["no key is called hyper+x."]),
        ('fly = "v"\nrun = "b"', ["no action is called fly, run."]),
        ('done = "x,f6"\nlog = "f5"', []),
    ):
        _configure(home, f"[keys]\n{keys}\n")
        assert complaints() == said, keys


@pytest.mark.usefixtures("people")
def test_colours_are_remembered(tui: Run):
    async def choose(stage: Stage) -> None:
        stage.app.theme = "tinycrm-light"
        await stage.settle()

    async def look(stage: Stage) -> None:
        assert stage.app.theme == "tinycrm-light"

    tui(choose)
    tui(look)


def _shown(stage: Stage) -> list[str]:
    """Return what the palette shows."""
    options = stage.app.screen.query_one(OptionList).options
    return [str(each.prompt).splitlines()[0] for each in options]


@pytest.mark.usefixtures("people")
def test_the_palette_and_the_help(tui: Run):
    async def every_action_has_its_place_in_the_palette(stage: Stage) -> None:
        await stage.press("ctrl+p")
        await stage.until(lambda: len(_shown(stage)) >= len(READY))
        assert sorted(_shown(stage)) == sorted(f"{a.label}  {key_of(a.id)}" for a in READY)

    async def the_palette_finds_people_and_does_actions(stage: Stage) -> None:
        await stage.press("ctrl+p", *"grace")
        await stage.until(lambda: "Grace Hopper" in "".join(_shown(stage)[:1]))
        await stage.press("enter")
        await stage.until(lambda: stage.app.screen.id == "people")
        await stage.settle()
        assert "clock: runs backwards" in stage.text
        await stage.press("ctrl+p", *"snoo")
        await stage.until(lambda: "snooze" in "".join(_shown(stage)[:1]))
        await stage.press("escape", "escape", "escape", "t")
        await stage.press("ctrl+p", *"done")
        await stage.until(lambda: "done" in "".join(_shown(stage)[:1]))
        await stage.press("enter")
        await stage.until(lambda: "o5 greeted" in stage.foot)

    async def keys_work_from_the_help_too_and_it_is_left(stage: Stage) -> None:
        await stage.press("j", "?", "p")
        assert stage.app.screen.id == "people"
        await stage.press("t", "?", "e")
        assert "Edit" in stage.text
        assert "Everywhere" not in stage.text
        await stage.press("escape", "?", "?")
        assert " ▸ Ada Lovelace" in stage.text

    tui(
        keys_work_from_the_help_too_and_it_is_left,
        every_action_has_its_place_in_the_palette,
        the_palette_finds_people_and_does_actions,
    )
