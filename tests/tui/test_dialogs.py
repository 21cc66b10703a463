"""The small dialogs: each does what its command does."""

from __future__ import annotations

import pytest

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage, pasted
from tinycrm import paths
from tinycrm.tui.messages import Notice

pytestmark = pytest.mark.usefixtures("people")


def test_reminders(tui: Run, crm: Crm):
    async def a_reminder_for_whom_is_chosen_says_its_day_while_it_is_typed(stage: Stage) -> None:
        await stage.press("j", "r", "enter")
        await stage.type("send the prints")
        await stage.press("enter")
        await stage.type("friday")
        stage.matches("remind")
        await stage.press("ctrl+s")
        assert "Ada Lovelace (c3), Fri 27 Nov 2026 · send the prints" in stage.foot
        assert {"send the prints", "send the quote"} == {
            r["text"] for r in crm.json("show", "ada")["reminders"]
        }

    async def a_reminder_for_several_shows_the_day_of_each(stage: Stage) -> None:
        await stage.press(
            "j",
            "r",
            pasted("ada"),
            "comma",
            pasted("grace"),
            "enter",
            pasted("write a card"),
            "tab",
        )
        await stage.paste("2 weeks before birthday")
        assert "Ada Lovelace: Tue 9 Nov 2027 · Grace Hopper: Fri 12 Nov 2027" in stage.words
        await stage.press("tab", *"1y", "ctrl+s")
        assert "r8, r9 · Ada Lovelace (c3), Tue 9 Nov 2027" in stage.foot
        await stage.press("r", "enter", pasted("call"), "tab", pasted("2 days after wedding"))
        assert "Ada Lovelace (c3) has no date called “wedding”." in stage.words
        await stage.press("home", "ctrl+k", pasted("fri 15:00"))
        assert "Fri 27 Nov 2026 15:00" in stage.text
        await stage.press("home", "ctrl+k", "tab", pasted("last friday"))
        assert "Fri 27 Nov 2026" in stage.text  # it begins on the next one
        assert [each["text"] for each in crm.json("show", "grace")["reminders"]] == ["write a card"]
        assert len(crm.json("undo", "--list")[0]["label"].split()) == 3  # one batch: remind r8 r9

    async def a_reminder_of_ones_own(stage: Stage) -> None:
        await stage.press("r", *"me", "enter", pasted("file the taxes"), "enter", "enter")
        await stage.press(pasted("last friday"), "enter")
        assert "(me), Fri 27 Nov 2026, every month on the last Friday · file the" in stage.foot
        made = next(r for r in crm.json("remind") if r["text"] == "file the taxes")
        assert (made["contact"], made["every"]) == (None, "1m")

    async def what_cannot_be_read_keeps_the_dialog_open(stage: Stage) -> None:
        await stage.press("j", "r", "enter", pasted("call"), "tab", pasted("someday"), "ctrl+s")
        assert "“someday” is not clearly a date." in stage.text
        await stage.press("escape")
        assert "Birthdays" in stage.text

    tui(
        a_reminder_for_whom_is_chosen_says_its_day_while_it_is_typed,
        a_reminder_for_several_shows_the_day_of_each,
        a_reminder_of_ones_own,
        what_cannot_be_read_keeps_the_dialog_open,
    )


def test_the_fields_of_a_person(tui: Run, crm: Crm):
    async def editing_changes_only_the_lines_that_say_something_else(stage: Stage) -> None:
        before = crm.json("show", "ada")
        await stage.press("j", "e")
        stage.matches("edit")
        await stage.press("tab")
        await stage.paste("Countess")
        await stage.press("ctrl+s")
        assert "Ada Lovelace changed" in stage.foot
        await stage.press("e", "ctrl+s")
        assert "Ada Lovelace is unchanged" in stage.foot
        after = crm.json("show", "ada")
        assert after["nicknames"] == ["Countess"]
        fields = ("name", "emails", "phones", "facts", "tags", "every", "birthday", "occasions")
        assert {each: after[each] for each in fields} == {each: before[each] for each in fields}

    async def tags_and_facts(stage: Stage) -> None:
        await stage.press("j", "#")
        await stage.paste("maths")
        await stage.press("enter")
        await stage.press("f", pasted("coffee"))
        assert "flat white" in stage.text
        await stage.press("tab", pasted("black"), "enter")
        assert "coffee black" in stage.text
        ada = crm.json("show", "ada")
        assert (ada["tags"], ada["facts"]["coffee"]) == (["customer", "maths", "vip"], "black")

    async def several_dates_of_one_label_are_edited(stage: Stage) -> None:
        crm("edit", "ada", "-d", "child=2015-05-01")
        await stage.press("j", "e", *["tab"] * 5, "end")
        await stage.paste(", child=2018-03-02")
        await stage.press("ctrl+s")
        assert "Ada Lovelace changed" in stage.foot
        days = [each["day"] for each in crm.json("show", "ada")["occasions"]]
        assert days[-2:] == ["2015-05-01", "2018-03-02"]

    async def numbers_and_addresses_are_copied(stage: Stage) -> None:
        await stage.press("j", "y")
        assert stage.app.clipboard == "+44 20 7946 0961"
        await stage.press("Y")
        assert stage.app.clipboard == "ada@analytical.example"
        await stage.press("k", "y")
        assert "Jan Nowak has no phone number." in stage.foot

    async def an_address_has_an_example_of_its_kind_and_a_long_message_is_whole(
        stage: Stage,
    ) -> None:
        await stage.press("j", "c")
        assert "e.g. home: 12 Mill Lane" in stage.text
        await stage.press(pasted("phone"))
        assert "e.g. mobile: +44" in stage.text
        await stage.press("escape")
        await stage.resize(40, 20)
        message = "one two three four five six seven eight nine ten"
        stage.app.post_message(Notice(message))
        await stage.settle()
        assert message in stage.foot
        await stage.resize(100, 30)
        assert stage.text.splitlines()[-2].startswith(f" {message} ─")

    tui(
        editing_changes_only_the_lines_that_say_something_else,
        tags_and_facts,
        several_dates_of_one_label_are_edited,
        numbers_and_addresses_are_copied,
        an_address_has_an_example_of_its_kind_and_a_long_message_is_whole,
    )


def test_a_row_snoozed_an_issue_and_somebody_new(tui: Run, crm: Crm):
    async def snoozing_hides_a_row_until_its_day(stage: Stage) -> None:
        await stage.press(*"jjjz")
        stage.matches("snooze")
        await stage.paste("friday")
        await stage.press("enter")
        assert "r3 snoozed until Fri 27 Nov" in stage.foot
        assert crm.json("show", "r3")["snoozed_until"] == "2026-11-27"

    async def an_issue(stage: Stage) -> None:
        await stage.press("i")
        await stage.paste("mary")
        await stage.press("enter")
        await stage.paste("prints arrived bent")
        await stage.press("ctrl+s")
        assert "Mary Somerville (c1), open Mon 23 Nov 2026 · prints arrived bent" in stage.foot
        assert "2 open, 1 resolved" in stage.text

    async def somebody_new(stage: Stage) -> None:
        await stage.press("a")
        await stage.paste("Bo Nilsson <bo@example.org>")
        await stage.press(
            "tab", "tab", pasted("mobile:+46 70 123 45 67"), "tab", pasted("24 nov"), "tab", "tab"
        )
        await stage.press("tab", *"4w", "tab", pasted("vip, friend"), "ctrl+s")
        assert "Bo Nilsson (c17) added" in stage.foot
        assert "Bo Nilsson birthday" in stage.words
        made = crm.json("show", "bo@example.org")
        assert (made["birthday"], made["every"]) == ("--11-24", "4w")
        assert made["tags"] == ["friend", "vip"]

    async def somebody_who_is_there_already_is_only_added_by_choice(stage: Stage) -> None:
        await stage.press("a", pasted("Ada Lovelace"), "ctrl+s")
        assert "Ada Lovelace may be here already:" in stage.text
        await stage.press("ctrl+s", "enter", "ctrl+s")
        assert "Ada Lovelace may be here already:" in stage.text
        await stage.press("escape", "ctrl+s", "a")
        assert "Ada Lovelace (c18) added" in stage.foot
        assert len(crm.json("list", "ada", "lovelace")) == 2

    async def all_namesakes_are_shown_whole_also_those_with_another_address(stage: Stage) -> None:
        long = "Maximilian Alexander von der Wattenscheid zu Bad Gandersheim, the younger one"
        for n in range(4):
            crm("add", long, "-e", f"max{n}@example.org", "-o", f"Branch {n}", "--force")
        await stage.press("a")
        await stage.paste(long)
        await stage.press("tab", pasted("max9@example.org"), "ctrl+s")
        box = (line.split("│")[1] for line in stage.text.splitlines() if line.count("│") == 2)
        shown = " ".join(" ".join(box).split())
        for n in range(4):
            assert f"{long} (c{19 + n}) · Branch {n} · max{n}@example.org" in shown
        await stage.press("escape", "escape")
        assert len(crm.json("list", "wattenscheid")) == 4

    tui(
        snoozing_hides_a_row_until_its_day,
        an_issue,
        somebody_new,
        somebody_who_is_there_already_is_only_added_by_choice,
        all_namesakes_are_shown_whole_also_those_with_another_address,
    )


def test_what_was_typed_in_a_dialog_is_there_again_after_escape(tui: Run, crm: Crm):
    crm("deal", "ada", "a sign 300 EUR", "--until", "today")

    async def play(stage: Stage) -> None:
        await stage.press("j", "r", "enter", pasted("bring the"), "tab", pasted("friday"))
        assert "draft safe" in stage.text
        await stage.press("escape", "j", "j", "r")
        await stage.press("down")
        assert "▸ continue Ada Lovelace “bring the”" in stage.text
        await stage.press("enter", pasted(" book"), "ctrl+s")
        assert "Ada Lovelace (c3), Fri 27 Nov 2026 · bring the book" in stage.foot
        await stage.press("r")
        assert "continue" not in stage.text
        await stage.press("escape", "g")
        for key, typed, about in (
            ("f", "boat", "boat"), ("#", "oars", "oars"), ("b", "x", "x"), ("C", "5w", "5w"),
            ("l", "crew", "crew"), ("a", "Bo", "Bo"), ("e", "Jr", "Jr"),
        ):  # fmt: skip
            await stage.press(key, pasted(typed), "escape", key)
            assert about in stage.text, key
            assert "This is what you typed before. ctrl+n starts anew." in stage.text, key
            await stage.press("ctrl+n")
            assert "Discarded." in stage.text, key
            await stage.press("escape", key)
            assert "This is what you typed before" not in stage.text, key
            await stage.press("escape")

    tui(play)
    assert not list(paths.draft_folder().glob("*.json"))


def test_a_win_keeps_all_its_fields(tui: Run, crm: Crm):
    async def begin(stage: Stage) -> None:
        await stage.press("j", "w", "enter", pasted("450 EUR"), "tab", pasted("referral"))
        await stage.press("tab", "tab", pasted("grace"), "enter", "escape")

    async def go_on(stage: Stage) -> None:
        assert "Unfinished win about Ada Lovelace: “450 EUR" in stage.foot
        await stage.press("w", "down", "enter", "ctrl+s")
        assert "brought Grace Hopper" in stage.foot
        assert "Grace Hopper" in stage.text

    tui(begin)
    tui(go_on)
    assert crm.json("show", "grace")["referred_by"] == "c3"
