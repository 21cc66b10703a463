"""A backup is restored while the screens are open: nothing is written into the old store."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage
from tinycrm.store import identity, writing
from tinycrm.tui.app import CrmApp


def _bodies(store: Path) -> list[str]:
    with closing(sqlite3.connect(store)) as db:
        return [body for (body,) in db.execute("SELECT body FROM note ORDER BY id")]


@pytest.fixture
def backup(crm: Crm) -> str:
    """A backup with Ada; the store has Bo too."""
    crm("add", "Ada Lovelace", "-b", "23 nov")
    made = crm("backup").id
    crm("add", "Bo Nilsson", "-b", "23 nov")
    return made


def test_the_screens_show_the_restored_store_and_write_into_it(tui: Run, crm: Crm, backup: str):
    aside: list[str] = []

    async def play(stage: Stage) -> None:
        assert "Bo Nilsson" in stage.text
        done = await asyncio.to_thread(crm.process, "restore", backup, "--yes")
        aside.append(done.id)
        await stage.until(lambda: "Bo Nilsson" not in stage.text)
        assert "The store was replaced" in stage.foot
        await stage.press("n", *"ada", "enter", *"Lunch", "ctrl+s")

    tui(play)
    assert _bodies(crm.home / "crm.db") == ["Lunch"]
    assert _bodies(Path(aside[0])) == []


def test_a_note_that_was_being_written_is_refused_once_and_then_saved(
    tui: Run, crm: Crm, backup: str, monkeypatch: pytest.MonkeyPatch
):
    """It may be about somebody else by now: the person looks before it is saved."""
    aside: list[str] = []
    look = CrmApp.look
    monkeypatch.setattr(CrmApp, "look", lambda _: asyncio.sleep(0))  # before the clock has it

    async def play(stage: Stage) -> None:
        await stage.press("n", *"ada", "enter")
        await stage.paste("Lunch")
        aside.append((await asyncio.to_thread(crm.process, "restore", backup, "--yes")).id)
        await stage.press("ctrl+s")
        assert "The store was replaced" in " ".join(stage.text.split())
        assert "Lunch" in stage.text
        assert _bodies(crm.home / "crm.db") == []
        await look(stage.app)
        await stage.press("ctrl+s")

    tui(play)
    assert _bodies(crm.home / "crm.db") == ["Lunch"]
    assert _bodies(Path(aside[0])) == []


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no /proc here")
def test_a_write_that_waited_while_another_store_was_put_there_goes_into_that(
    crm: Crm, backup: str
):
    """As `crm log` does, started while `crm restore` has the lock."""
    opened = threading.Event()
    waited: list[str] = []

    def log() -> None:
        opened.set()
        waited.append(crm.process("log", "ada", "Waited").id)

    with closing(crm.db()) as old:
        old.execute("BEGIN EXCLUSIVE")
        waiting = threading.Thread(target=log)
        waiting.start()
        opened.wait()
        _until_it_waits(crm.home / "crm.db")
        (crm.home / "aside.db").hardlink_to(crm.home / "crm.db")
        copy = crm.home / "copy.db"
        copy.write_bytes(Path(backup).read_bytes())
        copy.replace(crm.home / "crm.db")
        old.rollback()
    waiting.join()
    assert waited == ["n1"]
    assert _bodies(crm.home / "crm.db") == ["Waited"]
    assert _bodies(crm.home / "aside.db") == []


def _until_it_waits(store: Path) -> None:
    """Wait until another process has the file open."""
    own, pause = f"/proc/{os.getpid()}/", threading.Event()
    for _ in range(1000):
        opened = (link for link in Path("/proc").glob("[0-9]*/fd/*") if _leads_to(link, store))
        if any(not str(link).startswith(own) for link in opened):
            return
        pause.wait(0.01)
    raise AssertionError("nobody opened it")


def _leads_to(link: Path, store: Path) -> bool:
    try:
        return link.samefile(store)
    except OSError:
        return False


def test_a_program_that_expects_a_store_writes_to_no_other(crm: Crm, backup: str):
    identity.expect(identity.of(str(crm.home / "crm.db")))
    try:
        Path(backup).replace(crm.home / "crm.db")
        with pytest.raises(identity.StoreReplaced), writing("anything"):
            pass
    finally:
        identity.expect(None)
    with writing("anything"):
        pass
