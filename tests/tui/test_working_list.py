"""People as a list to work with: marks, order, saved filters, one field at a time."""

from __future__ import annotations

import pytest

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage, pasted

pytestmark = pytest.mark.usefixtures("people")


def test_marked_people_are_changed_together_and_undone_together(tui: Run, crm: Crm):
    crm("list", "tag:vip", "--save", "vips")

    async def play(stage: Stage) -> None:
        await stage.press("p", "space", "space")
        assert "✓  Ada Lovelace" in stage.text
        assert "2 marked" in stage.foot
        await stage.press("#", pasted("fair, -vip"), "ctrl+s")
        assert "tagged: 2 people" in stage.foot
        assert "marked" not in stage.foot
        await stage.press("g")
        assert "customer, fair" in stage.text
        await stage.press("u")
        assert "customer, vip" in stage.text
        await stage.press("g", "space", "space", "C", *"5w", "ctrl+s")
        assert "every 5w: 2 people" in stage.foot
        await stage.press("g", "space", "space", "z", "ctrl+s")
        assert "snoozed until" in stage.foot, stage.text
        await stage.press("g", "space", "space", "A")
        assert "2 people archived" in stage.foot
        assert "Charles Babbage" not in stage.text
        await stage.press("u")
        assert "Charles Babbage" in stage.text
        await stage.press("s")
        assert "by last touch" in stage.text
        order = [line[3:20].strip() for line in stage.text.splitlines()[4:7]]
        assert order == ["Ewa Lis", "Zofia Maj", "Piotr Wójcik"]
        await stage.press("s", "s", "s", "s", "F")
        assert "@vips" in stage.text
        assert "tag:vip" in stage.text
        await stage.press("enter")
        assert "/ @vips" in stage.text
        assert "Mary Somerville" in stage.text
        assert "Tomasz" not in stage.text
        await stage.press("slash", "ctrl+u", pasted("due:x"))
        assert "due:x is not a filter" in stage.foot
        await stage.press("backspace", *"late")
        assert "is not a filter" not in stage.text
        assert "10 days late" in stage.text

    tui(play)
    labels = [each["label"] for each in crm.json("undo", "--list")]
    together = [each for each in labels if each.startswith(("edit", "snooze", "archive"))]
    assert together == ["snooze c3 c2", "edit c3 c2"]  # and no more: the others were undone
    assert {"c3", "c2"} <= set(crm("list", "every:5w", "--ids").out.split())


def test_each_field_of_a_person_has_a_key(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        await stage.press("p", "b", pasted("wedding"), "tab", pasted("14 May 2011"), "ctrl+s")
        assert "Ada Lovelace changed" in stage.foot
        await stage.press("c", *"web", "tab", pasted("https://ada.example"), "ctrl+s")
        await stage.press("l", pasted("spouse"), "tab", pasted("William King"), "ctrl+s")
        await stage.press("B", pasted("grace"), "enter")
        assert "Ada Lovelace changed" in stage.foot
        assert "wedding 14 May 2011" in stage.text
        await stage.press("C", *"8w", "ctrl+s")
        await stage.press("h")
        assert "History of c3" in stage.text
        assert "6w → 8w" in stage.text
        await stage.press("escape")
        await stage.press("A")
        assert "Ada Lovelace archived · u takes it back" in stage.foot

    tui(play)
    ada = crm.json("show", "c3")
    assert [each["label"] for each in ada["occasions"]] == ["wedding"]
    assert ada["related"][0]["name"] == "William King"
    assert (ada["referred_by"], ada["every"], ada["archived"]) == ("c4", "8w", True)
    assert [each["value"] for each in ada["urls"]] == ["https://ada.example"]


def test_every_note_of_a_long_history_is_on_the_card_in_pages(tui: Run, crm: Crm):
    crm("log", "-", stdin="".join(f'{{"who": "c3", "text": "Note {n}"}}\n' for n in range(120)))

    async def play(stage: Stage) -> None:
        await stage.press("G")
        assert "26 older: O shows more." in stage.text
        await stage.press("O")
        await stage.press("G")
        assert "older:" not in stage.text
        assert "Note 0" in stage.text
        assert "She laughed a lot." in stage.text
        assert "Note 119" not in stage.text
        await stage.press("g")
        assert stage.text.splitlines()[4].startswith(" ▸ Ada Lovelace")

    tui(play, who="c3")


def test_people_are_marked_wherever_there_is_a_list_of_them(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        await stage.press("K", "space", "space")
        assert "✓Zofia Maj" in stage.text
        assert "2 marked" in stage.foot
        await stage.press("z", "enter")
        assert "Each of 2 people is left out of care until" in stage.foot
        await stage.press("u", "slash")
        await stage.paste("marek")
        await stage.press("down", "space")
        assert "✓" in stage.text
        await stage.press("#", pasted("joiner"), "ctrl+s")
        assert "tagged: 1 person" in stage.foot
        await stage.press("escape", "R", "R", "space", "space", "C", *"9w", "ctrl+s")
        assert "every 9w: 2 people" in stage.foot

    tui(play)
    assert "Zofia Maj" in crm("care").out  # both came back by one undo
    assert len(crm("list", "every:9w", "--ids").out.split()) == 2


def test_filters_issues_snoozes_and_merging(tui: Run, crm: Crm):
    async def a_filter_is_saved_under_a_name_used_and_deleted(stage: Stage) -> None:
        await stage.press("p", "S")
        assert "There is no filter to save: write one first." in stage.foot
        await stage.press("slash")
        await stage.paste("tag:vip due:late")
        await stage.press("enter")
        assert " S save filter " in stage.foot
        await stage.press("S")
        assert "tag:vip due:late" in stage.text
        await stage.press(*"a,b", "ctrl+s")
        assert "cannot have a comma" in stage.text
        await stage.press("home", "ctrl+k", pasted("late vips"), "enter")
        assert "Saved: @late vips is one of the filters of F" in stage.foot
        await stage.press("F")
        assert "@late vips" in stage.text
        await stage.press("delete")
        assert "@late vips deleted · u in the list brings it back" in stage.text
        await stage.press("escape", "u", "F", "enter")
        assert " / @late vips" in stage.text
        assert crm.json("list", "@late vips") == crm.json("list", "tag:vip", "due:late")

    async def issues_are_resolved_and_reopened_and_snoozes_taken_back(stage: Stage) -> None:
        await stage.press("p", "slash", pasted("zofia"), "enter", "v")
        assert "╭─ Resolve i3" in stage.text
        await stage.press(pasted("printed again"), "ctrl+s")
        assert "i3" in stage.foot
        await stage.press("enter", "j", "V")
        assert "i3 open again · Zofia Maj" in stage.foot
        await stage.press("slash", "ctrl+u", pasted("hanna"), "enter", "enter", "j", "z", "ctrl+s")
        assert "snoozed until" in stage.foot, stage.text
        await stage.press("Z")
        assert "no longer snoozed" in stage.foot

    async def two_contacts_are_merged_after_their_preview(stage: Stage) -> None:
        crm("add", "Ada King", "--title", "Countess", "--if-new")
        await stage.press("p", "slash", pasted("lovelace"), "enter", "M", "ctrl+s")
        assert "Say who is to be merged" in stage.text
        await stage.press(pasted("ada king"), "enter")
        assert "goes into Ada Lovelace (c3)." in stage.text
        assert "Kept as a fact: title (also): Countess" in stage.text
        await stage.press("ctrl+s")
        assert "was merged into Ada Lovelace" in stage.foot
        assert "Countess" in crm("show", "c3").out

    tui(
        a_filter_is_saved_under_a_name_used_and_deleted,
        issues_are_resolved_and_reopened_and_snoozes_taken_back,
        two_contacts_are_merged_after_their_preview,
    )
