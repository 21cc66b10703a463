"""What killed commands left is gone after the next one that writes there."""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.services.activity import drafts
from tinycrm.store import backup, leftovers

pytestmark = pytest.mark.opens_anew

DEAD = 4_194_305  # no system counts its processes so far
ALIVE = os.getppid()
OTHERS = (".profile", ".x.jsonl", "crm.db.12", ".vimrc.12a", ".app.log.4194305", ".note.md.swp")


def leave(folder: Path, *names: str, hours: float = 0) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    then = time.time() - hours * 3600
    for name in names:
        (folder / name).write_text("Ada Lovelace")
        os.utime(folder / name, (then, then))
    return [folder / name for name in names]


def left(paths: list[Path]) -> list[str]:
    return [path.name for path in paths if path.exists()]


OURS = (".crm.db.{}", ".crm.db.{}-journal", ".state.json.{}", ".all.jsonl.{}")
COPIES = (".crm-2026-11-23-120000-today.db.{}", ".crm-2026-11-23-120000-today.db.{}-journal")


def names_of(process: int, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each.format(process) for each in names)


@for_each(("process", "hours"), [(DEAD, 0), (2**70, 0), (ALIVE, 30), (DEAD, 30)], afresh=True)
def test_the_next_command_that_writes_deletes_them(crm: Crm, process: int, hours: float):
    paths = leave(crm.home, *names_of(process, OURS), hours=hours)
    paths += leave(crm.home / "backups", *names_of(process, COPIES), hours=hours)
    paths += leave(crm.home / "drafts", f".d1.json.{process}", hours=hours)
    crm("list")
    assert len(left(paths)) == 7
    crm("add", "Ada")
    assert left(paths) == []


def test_a_file_of_a_process_that_lives_and_of_other_programs_is_not_touched(crm: Crm):
    paths = leave(crm.home, *names_of(ALIVE, OURS), *OTHERS)
    paths += leave(crm.home / "backups", *names_of(ALIVE, COPIES), *OTHERS)
    crm("add", "Ada")
    assert len(left(paths)) == len(paths)


@pytest.mark.makes_stores
def test_the_first_command_does_it_too(crm: Crm):
    paths = leave(crm.home, *names_of(DEAD, OURS))
    crm("add", "Ada")
    assert left(paths) == []


def test_an_export_deletes_what_an_earlier_one_left_of_the_same_file(crm: Crm, tmp_path: Path):
    crm("add", "Ada")
    folder = tmp_path / "exports"
    mine = leave(folder, f".all.jsonl.{DEAD}", f".all.jsonl.{os.getpid()}")
    others = leave(folder, f".other.jsonl.{DEAD}", f".all.jsonl.{ALIVE}")
    crm("export", "-o", str(folder / "all.jsonl"))
    assert left(mine) == []
    assert len(left(others)) == 2


def test_a_backup_and_a_draft_delete_them(crm: Crm):
    crm("add", "Ada")
    copies = leave(crm.home / "backups", *names_of(DEAD, COPIES))
    with closing(crm.db()) as db:
        backup.make(db, crm.home / "crm.db", "today")
    assert left(copies) == []
    texts = leave(crm.home / "drafts", f".d1.json.{DEAD}")
    drafts.keep(drafts.Draft("d2", (), "Lunch"))
    assert left(texts) == []


def test_what_is_left_is_forgotten_with_the_person(crm: Crm):
    crm("add", "Ada")
    texts = leave(crm.home / "drafts", f".d1.json.{DEAD}")
    crm("forget", "ada", "--yes")
    assert left(texts) == []


def test_a_file_is_hidden_under_the_number_of_its_process(tmp_path: Path):
    hidden = leftovers.hidden_name(tmp_path / "all.jsonl")
    assert hidden == tmp_path / f".all.jsonl.{os.getpid()}"
