"""The Log dialog: at the speed of typing, and nothing saved that was not shown."""

from __future__ import annotations

import pytest

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage, pasted
from tinycrm.services.activity import drafts

pytestmark = pytest.mark.usefixtures("people")


def _last(crm: Crm) -> dict:
    return crm.json("log")[0]


def test_several_people_a_tag_a_name_and_a_promise(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        await stage.press("n")
        await stage.type("ada,ma")
        stage.matches("log-who")
        await stage.type("ry")
        await stage.press("enter")
        await stage.paste("meeting: Lunch with @zofia. Promised to send the quote")
        await stage.type(" by Friday. #prints")
        await stage.press("ctrl+t")
        stage.matches("log")
        await stage.press("ctrl+s")

    tui(play)
    note = _last(crm)
    assert [c["name"] for c in note["contacts"]] == ["Ada Lovelace", "Mary Somerville", "Zofia Maj"]
    assert (note["kind"], note["tags"]) == ("meeting", ["prints"])
    made = next(r for r in crm.json("show", "ada")["reminders"] if r["note"] == note["id"])
    assert (made["text"], made["on"]) == ("send the quote", "2026-11-27")


def test_escape_keeps_the_draft_and_it_is_offered_again(tui: Run, crm: Crm):
    async def begin(stage: Stage) -> None:
        await stage.press("n", pasted("mary"), "enter")
        await stage.type("Half a thou")
        await stage.press("escape")
        assert "Birthdays" in stage.text

    async def go_on(stage: Stage) -> None:
        assert (
            "Unfinished note about Mary Somerville: “Half a thou”. Press n to continue it."
            in stage.foot
        )
        await stage.press("n")
        assert "the selected person" in stage.text.split("continue")[0]  # comes first
        await stage.press("down")
        assert "▸ continue Mary Somerville “Half a thou”  del discards" in stage.text
        await stage.press("enter")
        await stage.type("ght")
        await stage.press("ctrl+s")
        assert "talk with Mary Somerville" in stage.foot

    tui(begin)
    assert drafts.find_drafts()[0].text == "Half a thou"
    tui(go_on)
    assert _last(crm)["text"] == "Half a thought"
    assert drafts.find_drafts() == []


def test_of_many_drafts_it_says_how_many_more_wait(tui: Run):
    for number in range(5):
        drafts.keep(drafts.Draft(f"draft{number}", (), f"Text {number}"))

    async def play(stage: Stage) -> None:
        await stage.press("n")
        assert stage.text.count("continue ") == 3
        assert "2 more drafts wait until these are saved or discarded" in stage.text
        await stage.press("down", "delete")
        assert "1 more draft waits until" in stage.text
        await stage.press("delete")
        assert stage.text.count("continue ") == 3
        assert "more draft" not in stage.text

    tui(play)


def test_drafts_stand_below_the_person_and_one_key_discards_one(tui: Run, crm: Crm):
    person = crm.json("today")["birthdays"][0]["contact"]
    for number, about in enumerate(
        [(("c1", "Mary Somerville"),), ((person["id"], person["name"]),)]
    ):
        drafts.keep(drafts.Draft(f"draft{number}", about, f"Text {number}. More"))
    drafts.keep(drafts.Draft("draft2", (), "About nobody yet"))

    async def play(stage: Stage) -> None:
        await stage.press("n")
        begun = [
            line.split("continue ")[1] for line in stage.text.splitlines() if "continue " in line
        ]
        assert [each.split("”")[0] for each in begun] == [
            f"{person['name']} “Text 1.", "“About nobody yet", "Mary Somerville “Text 0.",
        ]  # fmt: skip
        await stage.press("delete")  # the person is marked: there is nothing to discard
        assert len(drafts.find_drafts()) == 3
        await stage.press("down", "delete")
        assert f"Discarded: {person['name']} “Text 1.”" in stage.text
        assert "▸ continue “About nobody yet”" in stage.text
        await stage.press("ctrl+d")
        assert [each.key for each in drafts.find_drafts()] == ["draft0"]
        await stage.press("up", "enter")
        await stage.paste("New words")
        assert f"with {person['name']}, today" in stage.text
        await stage.press("ctrl+s")

    tui(play)
    assert [each.text for each in drafts.find_drafts()] == ["Text 0. More"]


def test_what_is_offered_is_taken_or_left_and_what_is_typed_is_saved(tui: Run, crm: Crm):
    async def offers_arrive_unticked_and_do_nothing_by_themselves(stage: Stage) -> None:
        before = crm.json("show", "ada")
        await stage.press("n", pasted("ada"), "enter")
        await stage.paste("She asked about the quote. Call her tomorrow")
        assert stage.text.count("[ ]") == 3
        await stage.press("ctrl+s")
        after = crm.json("show", "ada")
        assert after["reminders"] == before["reminders"]
        assert after["issues"] == before["issues"]

    async def offers_are_taken_with_tab_and_space_too(stage: Stage) -> None:
        await stage.press("n", pasted("ada"), "enter")
        await stage.paste("The quote is sent")
        await stage.press("tab", "space", "j", "enter", "j", "enter")
        assert "n40 talk with Ada Lovelace" in stage.foot
        assert crm.json("show", "r3")["done_at"]
        assert crm.json("show", "i1")["mentioned"] == "2026-11-23"

    async def a_name_that_is_nobodys_offers_a_new_person(stage: Stage) -> None:
        await stage.press("n")
        await stage.paste("Bo Nilsson")
        assert "▸ + new person “Bo Nilsson”" in stage.text
        await stage.press("enter")
        await stage.paste("Met at the fair")
        assert "[x] meeting with Bo Nilsson (new), today" in stage.text
        await stage.press("ctrl+s")
        assert _last(crm)["contacts"][0]["name"] == "Bo Nilsson"
        assert crm("undo").code == 0  # one batch: the note and the person
        assert crm.run("show", "Bo Nilsson").code == 3

    async def a_day_and_a_kind_that_cannot_be_read_are_not_saved(stage: Stage) -> None:
        count = len(crm.json("log"))
        await stage.press("n", "enter")
        await stage.paste("Lunch")
        await stage.press("shift+tab", "shift+tab")
        await stage.type("me")
        await stage.press("tab")
        await stage.paste("someday")
        await stage.press("ctrl+s")
        assert "“me” could be message, meeting." in stage.text
        assert "Log" in stage.text
        await stage.press("shift+tab", "tab")
        await stage.paste("yesterday")  # what stood there is selected, and goes
        await stage.press("shift+tab")
        await stage.type("mee")
        assert "[x] meeting with Jan Nowak, Sun 22 Nov" in stage.text
        await stage.press("ctrl+s")
        assert len(crm.json("log")) == min(20, count + 1)
        note = next(n for n in crm.json("show", "jan")["notes"] if n["text"] == "Lunch")
        assert (note["at"], note["kind"]) == ("2026-11-22", "meeting")

    async def the_preview_takes_the_day_of_a_label_and_says_a_likely_one(stage: Stage) -> None:
        await stage.press("n", pasted("ada"), "enter")
        await stage.paste("Met her yesterday")
        shown = " ".join(stage.text.split())
        assert "For Sun 22 Nov 2026, write “yesterday” as its day." in shown
        await stage.press("home")
        await stage.paste("yesterday: ")
        assert "with Ada Lovelace, Sun 22 Nov" in " ".join(stage.text.split())
        await stage.press("ctrl+s")
        [note] = [each for each in crm.json("log") if each["text"] == "Met her yesterday"]
        assert note["at"] == "2026-11-22"

    async def a_name_left_before_it_was_found_is_taken_when_it_is(stage: Stage) -> None:
        await stage.press("n", *"mary", "enter", "H", "i", "ctrl+s")
        assert "talk with Mary Somerville" in stage.foot
        assert _last(crm)["text"] == "Hi"

    tui(
        offers_arrive_unticked_and_do_nothing_by_themselves,
        offers_are_taken_with_tab_and_space_too,
        a_name_that_is_nobodys_offers_a_new_person,
        a_day_and_a_kind_that_cannot_be_read_are_not_saved,
        the_preview_takes_the_day_of_a_label_and_says_a_likely_one,
        a_name_left_before_it_was_found_is_taken_when_it_is,
    )


def test_what_is_not_saved(tui: Run, crm: Crm):
    async def an_empty_note_is_neither_saved_nor_kept(stage: Stage) -> None:
        await stage.press("n", "enter", "ctrl+s")
        assert "The note is empty." in stage.text
        await stage.press("escape")
        assert drafts.find_drafts() == []

    async def keys_typed_ahead_go_where_they_belong(stage: Stage) -> None:
        await stage.press(*"nadd")  # d would tick off a row of the morning
        assert "+ new person “add”" in stage.text
        assert crm.json("today")["counts"]["follow_ups"] == 5

    async def backspace_drops_the_last_person(stage: Stage) -> None:
        await stage.press("n")
        await stage.type("ada,mary,")
        assert "Ada Lovelace (c3), Mary Somerville (c1)," in stage.text
        await stage.press("backspace")
        assert "Mary Somerville (c1)" not in stage.text
        assert "Ada Lovelace (c3)," in stage.text

    async def the_preview_says_what_was_given_before(stage: Stage) -> None:
        crm("log", "ada", "gift: a jar of honey", "-a", "2025-05-03")
        await stage.press("n", pasted("ada"), "enter")
        await stage.paste("Gave her honey")
        assert "you gave a jar of honey on 3 May 2025." in " ".join(stage.text.split())

    async def a_dialog_follows_the_terminal_when_its_size_changes(stage: Stage) -> None:
        await stage.press("n", pasted("ada"), "enter")
        await stage.paste("Promised to send the prints by Friday")
        await stage.press("ctrl+t")
        await stage.resize(40, 20)
        stage.matches("log-40x20")
        await stage.resize(120, 40)
        assert "[x] follow up with Ada Lovelace: “send the prints” · Fri 27 Nov" in stage.text
        await stage.press("escape")
        header, footer = (stage.text.splitlines()[n] for n in (1, -2))
        assert 0 < header.index("┬") == footer.index("┴")  # where the line beside the list is

    tui(
        an_empty_note_is_neither_saved_nor_kept,
        keys_typed_ahead_go_where_they_belong,
        backspace_drops_the_last_person,
        the_preview_says_what_was_given_before,
        a_dialog_follows_the_terminal_when_its_size_changes,
    )
