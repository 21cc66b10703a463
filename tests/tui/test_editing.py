"""What is chosen is changed or deleted where it is seen: a note, a reminder, an issue."""

from __future__ import annotations

import pytest

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage, pasted

pytestmark = pytest.mark.usefixtures("people")


def test_a_reminder_of_the_morning_is_changed(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        await stage.press(*"jjje")
        stage.matches("edit-reminder")
        await stage.press("end", pasted(" again"), "tab", pasted("someday"), "ctrl+s")
        assert "“someday” is not clearly a date." in stage.text
        assert "send the quote again" in stage.text
        await stage.press("shift+tab", "tab", pasted("friday"), "tab", *"4w", "enter")
        assert "r3 changed · send the quote again" in stage.foot

    tui(play)
    after = crm.json("show", "r3")
    assert (after["text"], after["on"], after["every"]) == (
        "send the quote again", "2026-11-27", "4w",
    )  # fmt: skip


def test_on_the_card_of_a_person(tui: Run, crm: Crm):
    async def a_note_chosen_in_the_card_is_changed(stage: Stage) -> None:
        before = crm.json("show", "ada")["notes"][0]
        for _ in range(30):
            await stage.press("j")
            if "▸" in next(line for line in stage.text.splitlines() if before["id"] in line):
                break
        stage.matches("card-note")
        await stage.press("e")
        stage.matches("edit-note")
        await stage.paste(" Ida says hello.")
        await stage.press("ctrl+s")
        assert f"{before['id']} changed" in stage.foot
        assert "Ida says hello." in stage.text
        await stage.press("e", "ctrl+s")
        assert f"{before['id']} is unchanged" in stage.foot
        after = crm.json("show", before["id"])
        assert after == before | {"text": f"{before['text']} Ida says hello."}

    async def a_relation_is_typed_and_a_name_of_nobody_stays_text(stage: Stage) -> None:
        await stage.press("j", "enter", "e", "shift+tab")
        await stage.paste("child=Ida; friend=grace")
        await stage.press("ctrl+s")
        assert "“Ida” was kept as text" in stage.foot
        assert "child: Ida · friend: Grace Hopper (c4)" in stage.text
        await stage.press("e", "shift+tab", "ctrl+u")
        await stage.paste("friend=Grace Hopper (c4)")
        await stage.press("ctrl+s")
        related = [{"label": "friend", "id": "c4", "name": "Grace Hopper"}]
        assert crm.json("show", "ada")["related"] == related

    async def a_reminder_is_ticked_off_and_an_issue_mentioned_from_the_card(stage: Stage) -> None:
        await stage.press("j", "enter", "d")
        assert "There is nothing to mark as done here." in stage.foot
        await stage.press("j", "j", "d")
        assert "r3 done · Ada Lovelace, send the quote" in stage.foot
        await stage.press("m")
        assert "i1 mentioned" in stage.foot
        assert crm.json("show", "r3")["done_at"]
        assert crm.json("show", "i1")["mentioned"] == "2026-11-23"

    tui(
        a_note_chosen_in_the_card_is_changed,
        a_relation_is_typed_and_a_name_of_nobody_stays_text,
        a_reminder_is_ticked_off_and_an_issue_mentioned_from_the_card,
        who="c3",
        size=(100, 40),
    )


def test_what_was_found_by_its_words(tui: Run, crm: Crm):
    async def kind_day_tags_and_people_of_a_note_are_changed_too(stage: Stage) -> None:
        crm("log", "grace", "A word at the fair")
        note = crm.json("log")[0]["id"]
        await stage.press("slash", pasted("fair"), "down")
        await stage.press("e", *["shift+tab"] * 5)
        await stage.paste("mary")
        await stage.press("enter", *["shift+tab"] * 4, pasted("visit"), "tab", *"them", "tab")
        await stage.press(pasted("yesterday"), "tab", pasted("fair, prints"), "ctrl+s")
        assert f"{note} changed" in stage.foot
        after = crm.json("show", note)
        assert (after["kind"], after["at"][:10], after["tags"]) == (
            "visit", "2026-11-22", ["fair", "prints"],
        )  # fmt: skip
        assert [each["name"] for each in after["contacts"]] == ["Grace Hopper", "Mary Somerville"]
        assert "→ them" in crm("history", note).out

    async def a_note_stays_about_somebody(stage: Stage) -> None:
        crm("log", "grace", "A loft in town")
        await stage.press(
            "slash", pasted("loft"), "down", "e", *["shift+tab"] * 5, "backspace", "ctrl+s"
        )
        assert "must be about someone" in stage.text
        await stage.press("escape")
        assert crm.json("log")[0]["contacts"][0]["name"] == "Grace Hopper"

    async def a_note_that_is_not_touched_stays_as_it_was_to_the_letter(stage: Stage) -> None:
        text = "attic\x07 \u202ebell\t  two\u2028lines\n\n  indented"
        crm("log", "grace", "-", stdin=text)
        stored = crm.json("log")[0]["text"]
        await stage.press("slash", pasted("attic"), "down", "e")
        assert "\\x07" in stage.text
        assert "  indented" in stage.text
        await stage.press(*["shift+tab"] * 4, pasted("visit"), "ctrl+s")
        assert "changed" in stage.foot
        after = crm.json("log")[0]
        assert (after["kind"], after["text"]) == ("visit", stored)

    async def an_issue_that_was_found_is_changed(stage: Stage) -> None:
        await stage.press("slash", pasted("charged twice"), "down", "e")
        await stage.press("end", pasted(", in May"), "ctrl+s")
        assert "i1 changed · Invoice charged twice, in May" in stage.foot
        assert crm.json("show", "i1")["text"] == "Invoice charged twice, in May"

    async def where_nothing_is_chosen_nothing_is_changed(stage: Stage) -> None:
        await stage.press("slash", pasted("nowhere at all"), "down", "e")
        assert "Nothing is selected." in stage.foot
        await stage.press("delete")
        assert "Nothing is selected." in stage.foot

    tui(
        kind_day_tags_and_people_of_a_note_are_changed_too,
        a_note_stays_about_somebody,
        a_note_that_is_not_touched_stays_as_it_was_to_the_letter,
        an_issue_that_was_found_is_changed,
        where_nothing_is_chosen_nothing_is_changed,
    )


def test_a_row_of_the_morning(tui: Run, crm: Crm):
    async def what_is_chosen_is_deleted_once_one_said_yes_and_comes_back(stage: Stage) -> None:
        await stage.press(*"jjj", "delete")
        assert "Delete reminder “send the quote” (r3)?" in stage.text
        await stage.press("n")
        assert "send the quote   " in stage.text
        await stage.press("delete", "y")
        assert "r3 deleted · u brings it back" in stage.foot
        assert "send the quote   " not in stage.text
        await stage.press("u")
        assert "Undone: rm r3" in stage.foot
        assert "send the quote   " in stage.text
        assert crm.json("show", "r3")["text"] == "send the quote"

    async def what_somebody_else_changed_meanwhile_is_not_overwritten(stage: Stage) -> None:
        await stage.press(*"jjje", "end", pasted(" soon"))
        crm("edit", "r3", "--text", "send two quotes")
        await stage.press("ctrl+s")
        assert "was changed by another program meanwhile" in stage.text
        assert "send the quote soon" in stage.text
        assert crm.json("show", "r3")["text"] == "send two quotes"

    tui(
        what_is_chosen_is_deleted_once_one_said_yes_and_comes_back,
        what_somebody_else_changed_meanwhile_is_not_overwritten,
    )
