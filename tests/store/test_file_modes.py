"""Files are the owner's alone, 0600 in folders 0700, whatever the umask says."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.rows import for_each
from tests.store.conftest import insert
from tinycrm import paths
from tinycrm.store import backup, reading, writing

pytestmark = [pytest.mark.makes_stores, pytest.mark.opens_anew]


@contextmanager
def umask(mask: int) -> Iterator[None]:
    kept = os.umask(mask)
    try:
        yield
    finally:
        os.umask(kept)


def modes(top: Path) -> dict[str, str]:
    """Every file and folder below `top` with its mode."""
    return {
        str(path.relative_to(top)): oct(stat.S_IMODE(path.lstat().st_mode))
        for path in [top, *top.rglob("*")]
    }


UMASKS = [0o000, 0o022, 0o777, 0o700, 0o177, 0o070]


@for_each("mask", UMASKS)
def test_a_store_all_its_new_folders_and_its_copies_are_private(crm, tmp_path, monkeypatch, mask):
    top = tmp_path / oct(mask)
    home = top / "two" / "three"
    crm.env(CRM_HOME=str(home))
    with umask(mask):
        crm("add", "Ada")
        store = {".": "0o700", "two": "0o700", "two/three": "0o700", "two/three/crm.db": "0o600"}
        assert modes(top) == store
        with writing("look") as work:
            insert(work.db, "note")
            assert modes(top) == store | {"two/three/crm.db-journal": "0o600"}
        copy_is_private(home, monkeypatch)


def copy_is_private(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}
    connect = sqlite3.connect

    def look(path: Path | str, **how: Any) -> sqlite3.Connection:
        seen.update(modes(home))
        return connect(path, **how)

    with reading() as db:
        monkeypatch.setattr(sqlite3, "connect", look)
        copy = backup.make(db, paths.store_file(), "today")
    made = seen | modes(home)
    assert len(made) == 5, "home, store, backups, the copy under way and the copy"
    assert {name for name, mode in made.items() if mode == "0o700"} == {".", "backups"}
    assert {mode for name, mode in made.items() if name not in (".", "backups")} == {"0o600"}
    with closing(connect(copy)) as db:
        assert db.execute("SELECT name FROM contact").fetchall() == [("Ada",)]


def test_a_folder_that_is_there_stays_as_its_owner_made_it(crm):
    crm.home.mkdir(mode=0o750)
    crm.home.chmod(0o750)
    crm("add", "Ada")
    assert modes(crm.home) == {".": "0o750", "crm.db": "0o600"}


def test_a_relative_home_is_made_where_we_stand(crm, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    crm.env(CRM_HOME="here")
    crm("add", "Ada")
    assert modes(tmp_path / "here") == {".": "0o700", "crm.db": "0o600"}
