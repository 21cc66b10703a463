"""Whatever a person does daily is on the screens: by a key, in the palette, with the mouse."""

from __future__ import annotations

import pytest

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage
from tinycrm.tui.actions import BY_ID, READY, key_of
from tinycrm.tui.screens import help_screen

DAILY = (
    "log", "remind", "issue", "resolve", "reopen", "done", "snooze", "unsnooze", "mention", "tags",
    "fact", "date", "related", "archive", "merge", "history", "undo", "redo", "address", "referred",
    "cadence",
    *(each for each in ("win", "deal") if each in BY_ID and BY_ID[each].place != "later"),
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("people")


def test_everything_done_daily_is_an_action_with_a_key():
    assert {each for each in DAILY if each not in {action.id for action in READY}} == set()
    assert all(key_of(each) for each in DAILY)


def test_a_click_on_a_line_of_the_help_does_any_action():
    clicks = {span.click for line in help_screen._lines(90) for span in line if span.click}
    assert clicks == {f"screen.leave_for('{action.id}')" for action in READY}


async def click(stage: Stage, words: str) -> None:
    """Click on the first place where these words are."""
    lines = stage.text.splitlines()
    y = next(n for n, line in enumerate(lines) if words in line)
    assert await stage.pilot.click(offset=(lines[y].index(words), y))
    await stage.settle()


def test_tabs_rows_footer_ticks_and_help_can_be_clicked(tui: Run):
    async def play(stage: Stage) -> None:
        await click(stage, "People")
        assert stage.app.screen.id == "people"
        await click(stage, "Grace Hopper")
        assert " ▸ Grace Hopper" in stage.text
        await stage.pilot.click(offset=(0, 4))
        await stage.settle()
        assert "✓▸ Ada Lovelace" in stage.text or "✓  Ada Lovelace" in stage.text
        assert "1 marked" in stage.foot
        await stage.press("escape")
        await click(stage, "Today")
        assert stage.app.screen.id == "today"
        await click(stage, "n log")
        assert "╭─ Log" in stage.text
        await stage.press("enter")
        await stage.paste("I will send the print by Friday")
        await click(stage, "[ ] follow up")
        assert "[x] follow up" in stage.text
        await click(stage, "esc close")
        assert "╭─ Log" not in stage.text
        await click(stage, "? help")
        await click(stage, "Add a reminder for a date.")
        assert "╭─ Remind" in stage.text
        assert "Everywhere" not in stage.text

    tui(play)


def test_the_palette_is_never_empty_and_puts_beginnings_first(tui: Run):
    from textual.widgets import OptionList

    async def play(stage: Stage) -> None:
        def shown() -> list[str]:
            options = stage.app.screen.query_one(OptionList).options
            return [str(each.prompt).splitlines()[0] for each in options]

        await stage.press("ctrl+p", *"re")
        await stage.until(lambda: any("in all text" in each for each in shown()))
        labels = [each.split("  ")[0] for each in shown()]
        first = [n for n, each in enumerate(labels) if each.startswith("re")]
        assert len(first) >= 6
        assert first == list(range(len(first)))
        await stage.press(*"xyzzy")
        await stage.until(lambda: len(shown()) == 1)
        assert shown() == ["find “rexyzzy” in all text"]
        await stage.press("enter")
        await stage.until(lambda: stage.app.screen.id == "find")
        await stage.settle()
        assert "No match for “rexyzzy”" in stage.text

    tui(play)


def test_a_message_leaves_the_keys_and_an_action_out_of_place_says_where(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        await stage.press("u")
        assert "There is nothing to undo" in stage.foot
        assert "d done" in stage.foot
        await stage.app.run_action("do('sort')")
        await stage.settle()
        assert "sort: works on the People screen." in stage.foot

    tui(play)
