"""Wins and deals by keys; what became of a person; the figures."""

from __future__ import annotations

import pytest

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage, pasted

pytestmark = pytest.mark.usefixtures("people")


async def _choose(stage: Stage, words: str) -> None:
    """Select the row with these words."""
    await stage.press("g")
    for _ in range(20):
        if f"▸ {words}" in stage.words:
            return
        await stage.press("j")
    raise AssertionError(stage.text)


def test_a_ripple_goes_from_everybody_to_a_person_and_back(tui: Run, crm: Crm):
    crm("win", "c11", "480 EUR")

    async def play(stage: Stage) -> None:
        await stage.press("j", "R")
        assert "brought Jan Nowak, 17 Aug 480.00 EUR w3" in stage.words
        await stage.press("R")
        assert "In all through referrals: 2,200.00 EUR and 860.00 GBP" in stage.text
        await stage.matches_at_every_size("ripple-all")
        await stage.resize(100, 30)
        await stage.press("G", "enter")
        assert "brought Ewa Lis, 18 Nov 480.00 EUR w4" in stage.words
        await stage.matches_at_every_size("ripple")
        await stage.resize(100, 30)
        await stage.press("escape")
        assert "In all through referrals" in stage.text
        await stage.press("G", "enter", "j", "j", "enter")
        assert "Architect, Lis Architects" in stage.text  # the card of who was brought

    tui(play)


def test_the_numbers_turn_by_months_and_years(tui: Run, crm: Crm):
    crm("win", "ada", "450 EUR prints", "--because", "n30")
    crm("win", "ada", "9000 JPY a book")

    async def play(stage: Stage) -> None:
        await stage.press("N")
        assert "November 2026 October 2026" in stage.words
        await stage.matches_at_every_size("numbers")
        await stage.resize(100, 30)
        await stage.press("right")
        assert "Nothing is after November 2026 yet." in stage.foot
        await stage.press("left")
        assert "October 2026 September 2026" in stage.words
        await stage.press("=")
        assert "2026 2025" in stage.words
        assert "Who carried the year own brought touches" in stage.words
        assert "Small things that came back linked by you" in stage.words
        await stage.matches_at_every_size("letter")
        await stage.resize(100, 30)
        await stage.press("left", "=")
        assert "December 2025 November 2025" in stage.words
        await stage.press("escape")
        assert "Birthdays" in stage.text

    tui(play)


def test_the_dialogs_at_every_size(tui: Run, crm: Crm):
    crm("deal", "hanna", "a sign 300 EUR", "--until", "today")

    async def play(stage: Stage) -> None:
        await stage.press("j", "w", "enter")
        await stage.paste("450 EUR prints")
        await stage.matches_at_every_size("win")
        await stage.press("escape", "W", "enter")
        await stage.matches_at_every_size("deal")
        await stage.press("escape")
        await _choose(stage, "Hanna Weiß a sign")
        await stage.press("w")
        await stage.matches_at_every_size("won")
        await stage.press("escape", "L")
        await stage.matches_at_every_size("lost")

    tui(play)


def test_who_is_cared_for_is_logged_about_or_left_out(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        await stage.press("K")
        assert "Zofia Maj c9 issue open since" in stage.words
        await stage.matches_at_every_size("care")
        await stage.press("z", "enter")
        assert "Zofia Maj (c9) is left out of care until" in stage.foot
        assert "Zofia Maj c9" not in stage.words
        assert "▸Tomasz Król" in stage.text
        await stage.press("n", "enter")
        assert "Who Tomasz Król (c13)" in stage.words
        await stage.press("escape", "enter")
        assert stage.app.screen.id == "people"

    tui(play)
    assert "Left out" in crm("care").out


def test_wins_and_deals(tui: Run, crm: Crm):
    async def a_win_by_enter_alone_brings_somebody(stage: Stage) -> None:
        await stage.press(
            "w", pasted("hanna"), "enter", "enter", "enter", "enter", pasted("nadia"), "enter"
        )
        assert "Brought Nadia Benali (c14)" in stage.words
        await stage.press("G", "enter")  # the last line of the list saves
        assert "w9 Hanna Weiß (c7) brought Nadia Benali" in stage.foot
        assert crm.json("show", "nadia")["referred_by"] == "c7"

    async def a_deal_is_recorded_won_and_lost(stage: Stage) -> None:
        await stage.press("j", "W", "enter")
        await stage.paste("200 prints 1200 EUR")
        assert "1,200.00 EUR · 200 prints" in stage.text
        await stage.press("tab", pasted("today"), "ctrl+s")
        assert "d2 open deal with Ada Lovelace (c3)" in stage.foot
        await stage.press("L")
        assert "No deal is selected." in stage.foot
        await _choose(stage, "Ada Lovelace 200 prints")
        assert " w won  L lost  d done " in stage.foot
        await stage.press("L")
        await stage.paste("too dear")
        await stage.press("ctrl+s")
        assert "d2 lost deal with Ada Lovelace (c3)" in stage.foot
        await stage.press("u")
        await _choose(stage, "Ada Lovelace 200 prints")
        await stage.press("w")
        assert "Ada Lovelace · 200 prints · 1,200.00 EUR" in stage.text
        await stage.paste("1100 EUR")
        assert "sale 1,100.00 EUR · 200 prints" in stage.text
        await stage.press("ctrl+s")
        assert "w10 sale 1,100.00 EUR from Ada Lovelace (c3)" in stage.foot
        assert crm.json("show", "d2")["win"] == "w10"

    tui(
        a_win_by_enter_alone_brings_somebody,
        a_deal_is_recorded_won_and_lost,
    )


def test_a_win_a_perk_and_a_deal_of_one_person(tui: Run, crm: Crm):
    async def a_win_says_how_it_is_understood_and_is_linked_to_what_is_ticked(stage: Stage) -> None:
        await stage.press("j", "w", "enter")
        await stage.paste("1.250 EUR prints")
        assert "may be 1,250.00 EUR or 1.25 EUR" in stage.words
        await stage.press("ctrl+s")
        assert "Win" in stage.text  # still open, the words are kept
        await stage.press(*["backspace"] * 16)
        await stage.paste("450,00 € prints")
        assert "sale 450.00 EUR · prints" in stage.text
        assert "[ ] apology, 30 Oct: Refunded the second charge" in stage.text
        await stage.press("ctrl+t", "ctrl+t")
        assert "There is nothing more to tick." in stage.text
        await stage.press("ctrl+s")
        assert "w9 sale 450.00 EUR from Ada Lovelace (c3)" in stage.foot
        [win] = crm.json("win")[:1]
        assert (win["money"], win["because"]) == ({"amount": "450.00", "currency": "EUR"}, ["n30"])

    async def a_perk_and_a_deal_are_done_on_the_card_of_a_person(stage: Stage) -> None:
        crm("perk", "ada", "free frame")
        crm("deal", "ada", "prints", "300 EUR")
        await stage.press("p", "enter")
        for words, said in (("▸Perk", "used"), ("▸Deal", "followed up")):
            await stage.press("g")
            for _ in range(12):
                if words in stage.text:
                    break
                await stage.press("j")
            assert "d done" in stage.foot
            await stage.press("d")
            assert said in stage.foot
        assert crm.json("show", "p2")["used"] == "2026-11-23"

    tui(
        a_win_says_how_it_is_understood_and_is_linked_to_what_is_ticked,
        a_perk_and_a_deal_are_done_on_the_card_of_a_person,
        size=(120, 35),
    )
