"""The morning: how it looks at every size, and how it is worked through."""

from __future__ import annotations

import pytest

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage
from tinycrm.tui.widgets.person_pane import PersonPane

pytestmark = pytest.mark.usefixtures("people")


def test_a_morning_is_worked_through_with_keys_only(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        await stage.press("n", "enter")  # greet Jan
        await stage.paste("A card to the boatyard")
        await stage.press("ctrl+s")
        assert "greeting with Jan Nowak" in stage.foot
        assert "10 left, 1 done" in stage.foot
        await stage.press("d", "d")  # Ada, Grace
        assert "8 left, 3 done" in stage.foot
        await stage.press("n", "enter")  # follow up by a note that settles the reminder
        await stage.paste("call: the quote is on its way")
        await stage.press("ctrl+t", "ctrl+t", "ctrl+s")
        assert "call with Ada Lovelace" in stage.foot
        assert "6 left, 5 done" in stage.foot  # her reminder, and her issue was mentioned
        await stage.press("z", "enter")  # Hanna, in a week
        assert "r4 snoozed until Mon 30 Nov" in stage.foot
        assert "5 left, 6 done" in stage.foot
        await stage.press("d", "d", "d")
        assert "2 left, 9 done" in stage.foot
        await stage.press("m")
        assert "mentioned" in stage.foot
        assert "1 left, 10 done" in stage.foot
        await stage.press("d")
        assert "w4 thanked · Piotr Wójcik, brought Ewa Lis" in stage.foot
        assert "0 left, 11 done" in stage.foot
        assert "Nobody is waiting" in stage.text
        await stage.press("u")
        assert "Undone: done" in stage.foot
        assert "1 left, 10 done" in stage.foot
        await stage.press("ctrl+r")
        assert "Redone: done" in stage.foot
        assert "0 left, 11 done" in stage.foot
        assert "Nobody is waiting" in stage.text
        stage.matches("today-done")

    tui(play)
    found = crm.json("today")
    assert (found["due"], found["counts"]["follow_ups"], found["counts"]["issues"]) == (False, 0, 0)


def test_what_is_done_leaves_the_list_and_the_next_row_is_chosen(tui: Run):
    async def play(stage: Stage) -> None:
        await stage.press("j", "j", "j", "j")
        assert " ▸ Hanna Weiß" in stage.text
        await stage.press("d")
        assert "is the contract signed?" not in stage.text.splitlines()[9]
        assert " ▸ (me)" in stage.text
        assert "10 left, 1 done" in stage.foot

    tui(play)


def test_a_row_that_is_ticked_is_not_done_twice(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        await stage.press("j", "d", "g", "d", "d")
        assert "8 left, 3 done" in stage.foot  # three rows, each once

    tui(play)
    notes = [n for n in crm.json("show", "ada")["notes"] if n["at"] == "2026-11-23"]
    assert len(notes) == 1


def test_undo_asks_about_what_was_done_long_ago(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        await stage.press("d")
        crm.on("2026-11-23 15:00")
        await stage.press("u")
        assert "Undo done o5" in stage.text
        await stage.press("n")
        assert "1 done" in stage.foot
        await stage.press("u", "y")
        assert "Undone: done o5" in stage.foot

    tui(play)


def test_the_card_beside_the_list_is_made_once_for_all_its_lines(
    tui: Run, monkeypatch: pytest.MonkeyPatch
):
    made: list[int] = []
    make = PersonPane.lines

    def counted(pane: PersonPane, width: int, height: int):
        made.append(height)
        return make(pane, width, height)

    async def play(stage: Stage) -> None:
        assert "Jan Nowak" in stage.text
        monkeypatch.setattr(PersonPane, "lines", counted)
        await stage.press("j")
        assert "Director, Analytical Engines Ltd" in stage.text
        assert len(made) == 1

    tui(play, size=(160, 45))


def test_keys_move_the_footer_names_what_they_can_do_and_nothing_is_undone_yet(tui: Run, crm: Crm):
    async def keys_move_over_headings_and_say_who_it_is(stage: Stage) -> None:
        await stage.press("G")
        assert " ▸ Oskar Lind" in stage.text
        await stage.press("g", "j", "j", "j")
        assert "▸ Ada Lovelace send the quote" in stage.words
        assert "+44 20 7946 0961   ada@analytical.example" in stage.text
        await stage.press("k", "k", "k", "k")
        assert " ▸ Jan Nowak" in stage.text

    async def undo_with_nothing_to_take_back_says_so(stage: Stage) -> None:
        await stage.press("u")
        assert "There is nothing to undo." in stage.foot
        await stage.press("ctrl+r")
        assert "There is nothing to redo." in stage.foot

    async def the_footer_names_what_the_selected_row_can_have(stage: Stage) -> None:
        named = {}
        for _ in range(12):
            row = next(line for line in stage.text.splitlines() if "▸" in line)
            named[row.split()[-1]] = " ".join(stage.foot.splitlines()[-1].split())
            await stage.press("j")
        assert "m mention" not in named["o5"]
        assert "m mention" in named["o3"]  # of the only issue she has
        assert "d done z snooze e edit" in named["r4"]
        assert "enter open" not in named["r1"]  # a reminder of one's own
        assert "C cadence" in named["c6"]
        assert "m mention v resolve" in named["i3"]
        assert "m mention V reopen" in named["i1"]
        assert "d done R ripple" in named["w4"]

    async def mention_finds_the_only_issue_of_whom_is_chosen(stage: Stage) -> None:
        await stage.press("m")
        assert "No issue is selected." in stage.foot
        await stage.press("j", "m")
        assert "i1 mentioned · Ada Lovelace, Invoice charged twice" in stage.foot
        assert crm.json("show", "i1")["mentioned"] == "2026-11-23"

    tui(
        keys_move_over_headings_and_say_who_it_is,
        undo_with_nothing_to_take_back_says_so,
        the_footer_names_what_the_selected_row_can_have,
        mention_finds_the_only_issue_of_whom_is_chosen,
    )
