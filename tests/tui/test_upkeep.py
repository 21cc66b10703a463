"""What is done behind the screens when they are closed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.tui.terminal import Terminal
from tinycrm.services.safety import upkeep
from tinycrm.store import behind


def _backups(crm: Crm) -> list[str]:
    folder = crm.home / "backups"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_closing_the_screens_makes_a_backup_that_nobody_waits_for(crm: Crm):
    crm("add", "Ada", "-b", "23 nov")
    terminal = Terminal()
    terminal.shows("1 left")
    terminal.send("q")
    assert terminal.end() == 0
    end = time.monotonic() + 20
    while _backups(crm) != ["crm-2026-11-23-120000-screens.db"]:
        assert time.monotonic() < end, _backups(crm)
        time.sleep(0.02)
    terminal.close()


def test_it_has_left_the_terminal_before_the_program_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    left, setsid = tmp_path / "left", os.setsid

    def late() -> None:
        time.sleep(0.1)
        setsid()
        left.touch()

    monkeypatch.setattr(os, "setsid", late)
    behind.run(lambda: None)
    assert left.exists()


def test_the_journal_is_shortened_after_the_backup(crm: Crm, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tinycrm.store.pruning.KEPT_BATCHES", 1)
    for name in ("Ada", "Bo", "Cy"):
        crm("add", name)
    crm.on("2027-06-01")
    upkeep._do()
    (made,) = _backups(crm)
    assert crm.run("undo", "b1").code == 3
    crm("restore", made, "--yes")
    crm("undo", "b1")
    assert [each["name"] for each in crm.json("list")] == ["Bo", "Cy"]


def test_no_store_is_made_for_it(crm: Crm):
    upkeep._do()
    assert not crm.home.exists()
