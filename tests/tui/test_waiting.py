"""A store that is locked when the screens open: they open, say so, and lose no key."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.tui.terminal import Terminal
from tinycrm.errors import StoreLocked
from tinycrm.tui import queries
from tinycrm.tui.app import CrmApp

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def lock(people: None, home: Path) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(home / "crm.db", isolation_level=None)
    db.execute("BEGIN EXCLUSIVE")
    yield db
    db.close()


@pytest.fixture
def terminal(lock: sqlite3.Connection) -> Iterator[Terminal]:
    opened = Terminal()
    opened.shows("Another program is writing to the store.")
    yield opened
    opened.close()


def test_the_morning_comes_by_itself_and_takes_the_keys_pressed_meanwhile(
    terminal: Terminal, lock: sqlite3.Connection, crm: Crm
):
    terminal.send("d")
    terminal.send("jjp")
    lock.execute("ROLLBACK")
    terminal.shows("a name, tag:vip")  # the filter of the list of people
    terminal.send("t")
    terminal.shows("10 left")
    terminal.send("q")
    assert terminal.end() == 0
    assert crm.json("today")["counts"]["birthdays"] == 2


def test_who_does_not_want_to_wait_leaves(terminal: Terminal, lock: sqlite3.Connection):
    terminal.send("\x03")
    terminal.wait(lambda: b"\x1b[?1049l" in terminal.drawn)
    lock.execute("ROLLBACK")
    assert terminal.end() == 0
    assert terminal.is_as_before(), terminal.modes_left_on()


def test_a_morning_that_never_comes_is_told_as_any_command_tells_it(
    monkeypatch: pytest.MonkeyPatch,
):
    def read_first() -> None:
        raise StoreLocked("The store is locked.")

    async def open_it() -> CrmApp:
        app = CrmApp(None)
        async with app.run_test():
            while app.is_running:
                await asyncio.sleep(0.005)
        return app

    monkeypatch.setattr(queries, "read_first", read_first)
    assert isinstance(asyncio.run(open_it()).problem, StoreLocked)
