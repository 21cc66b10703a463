"""Other doors to the same store: what they write appears, and what they lock freezes nothing."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage, pasted
from tinycrm.tui.app import LOOK_SECONDS


def test_an_empty_store_says_how_to_begin(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        stage.matches("beginning")
        await stage.press("d", "z", "m", "enter", "e", "y", "j", "k", "g", "G")
        await stage.press(
            "a", pasted("Anna Kowalska"), "tab", "tab", "tab", pasted("23 nov"), "ctrl+s"
        )
        assert " ▸ Anna Kowalska" in stage.text
        assert "1 left" in stage.foot

    tui(play)


def test_an_empty_store_says_so_on_a_narrow_screen_and_among_people(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        stage.matches("beginning-40x20")
        await stage.press("p")
        stage.matches("people-nobody-40x20")
        await stage.press("a", pasted("Anna Kowalska"), "ctrl+s")
        assert " ▸ Anna Kowalska" in stage.text

    tui(play, size=(40, 20))


def test_a_day_on_which_nobody_waits(tui: Run, crm: Crm):
    crm("add", "Grace Hopper", "-b", "26 nov")

    async def play(stage: Stage) -> None:
        stage.matches("quiet")

    tui(play)


@pytest.mark.usefixtures("people")
def test_what_another_process_adds_appears_by_itself(tui: Run, crm: Crm):
    assert LOOK_SECONDS <= 0.5

    async def play(stage: Stage) -> None:
        await asyncio.to_thread(crm.process, "add", "Bo Nilsson", "-b", "23 nov")
        await stage.until(lambda: "Bo Nilsson" in stage.text)
        await stage.press("p")
        assert "Bo Nilsson" in stage.text
        await asyncio.to_thread(crm.process, "add", "Bo Olsson")
        await stage.until(lambda: "Bo Olsson" in stage.text)

    tui(play)


@pytest.mark.usefixtures("people")
def test_a_new_day_begins_by_itself(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        crm.on("2026-11-24")
        await stage.until(lambda: "Tue 24 Nov 2026" in stage.text)
        assert "11 days late" in stage.text
        await stage.press("n", "enter", pasted("Half a thought"))
        crm.on("2026-11-25")
        below: Any = stage.app.screen_stack[0]
        await stage.until(lambda: below.briefing.date == date(2026, 11, 25))
        assert "Half a thought" in stage.text
        await stage.press("ctrl+s", "p")
        assert "Wed 25 Nov 2026" in stage.text
        crm.on("2026-11-26")
        await stage.until(lambda: "Thu 26 Nov 2026" in stage.text)
        await stage.settle()
        assert "13 days late" in stage.text

    tui(play)
    assert crm.json("show", "c5")["notes"][0]["at"] == "2026-11-25"


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    db = sqlite3.connect(home / "crm.db", isolation_level=None)
    try:
        db.execute("BEGIN EXCLUSIVE")
        yield
        db.execute("ROLLBACK")
    finally:
        db.close()


@pytest.mark.usefixtures("people")
def test_a_lock_held_by_others_freezes_nothing(tui: Run, crm: Crm, home: Path):
    async def play(stage: Stage) -> None:
        with _locked(home):
            stage.send("d")
            stage.send("j", "j")
            await stage.until(lambda: "▸ Ada Lovelace send the quote" in stage.words)
            stage.send("n")
            await stage.until(lambda: "Who" in stage.text)
            stage.send("escape", "?")
            await stage.until(lambda: "Everywhere" in stage.text)
            stage.send("escape")
            await stage.until(lambda: "Everywhere" not in stage.text)
        await stage.until(lambda: "o5 greeted" in stage.foot)
        await stage.until(lambda: "10 left, 1 done" in stage.foot)

    tui(play)


@pytest.mark.usefixtures("people")
def test_leaving_waits_for_what_is_being_written_which_is_known_as_done_by_hand(tui: Run, crm: Crm):
    async def play(stage: Stage) -> None:
        stage.send("d", "q")
        await stage.until(lambda: not stage.app.is_running)

    tui(play)
    assert crm.json("today")["counts"]["birthdays"] == 2
    with closing(crm.db()) as db:
        row = db.execute("SELECT door, by_hand FROM batch ORDER BY id DESC").fetchone()
    assert row == ("tui", 1)
