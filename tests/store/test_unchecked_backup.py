"""The copy before an import into a large store: checked behind it, and worth nothing until then."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.conftest import dump, dump_store
from tests.store.test_backup import damage
from tinycrm import paths
from tinycrm.services.safety import automatic_backups
from tinycrm.store import backup, behind

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo\r\nEND:VCARD\r\n"
CHECKED = "crm-2026-11-23-120000-before-import.db"


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What was to be run behind the command; every store counts as large."""
    found: list[Callable[[], object]] = []
    monkeypatch.setattr(backup, "SMALL", 0)
    monkeypatch.setattr(behind, "is_possible", lambda: True)
    monkeypatch.setattr(behind, "run", found.append)
    return found


def names() -> list[str]:
    return sorted(path.name for path in paths.backup_folder().iterdir())


def old_backups(folder: Path) -> list[str]:
    """Make more old backups than are kept."""
    folder.mkdir(exist_ok=True)
    for day in range(1, 29):
        (folder / f"crm-2025-01-{day:02}-120000-today.db").write_bytes(b"old")
    return names()


def test_it_holds_what_was_there_before_and_counts_when_it_has_been_checked(crm, waiting):
    crm("add", "Ada")
    before, old = dump_store(), old_backups(crm.home / "backups")
    crm("import", "-", stdin=CARD)
    assert names() == sorted([*old, f"{CHECKED}.unchecked"])
    assert CHECKED not in [each.path.name for each in backup.find_backups(crm.home / "crm.db")]
    (check,) = waiting
    check()
    assert CHECKED in names()
    assert len(names()) < len(old)
    with closing(sqlite3.connect(crm.home / "backups" / CHECKED)) as db:
        assert dump(db) == before


def test_a_bad_one_goes_and_no_older_one_does(crm, waiting):
    crm("add", "Ada")
    old = old_backups(crm.home / "backups")
    damage(crm.home / "crm.db")
    crm.run("import", "-", stdin=CARD)
    waiting[0]()
    assert names() == old


def test_one_that_was_left_is_checked_with_the_next_automatic_backup(crm, waiting):
    crm("add", "Ada")
    crm("import", "-", stdin=CARD)
    automatic_backups.copy_if_due("morning")
    assert names() == [CHECKED]
    waiting[0]()
    assert names() == [CHECKED]


def test_the_check_is_made_by_a_process_behind_the_command(crm):
    crm("add", "Ada")
    code = (
        "from tinycrm.store import backup; backup.SMALL = 0;"
        " from tinycrm.cli.main import main; raise SystemExit(main(['import', '-']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=CARD.encode(), capture_output=True, check=True
    )
    assert (done.stdout, b"undo" in done.stderr) == (
        b"1 card: 1 new, 0 updated, 0 unchanged, 0 skipped\n", True,
    )  # fmt: skip
    end = time.monotonic() + 30
    while names() != [CHECKED] and time.monotonic() < end:
        time.sleep(0.01)
    assert names() == [CHECKED]
