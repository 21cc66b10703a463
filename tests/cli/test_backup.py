"""`crm backup`: everything in one file, checked, private, and never in place of another file."""

from __future__ import annotations

import os
import pty
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import shell
from tests.conftest import Crm, made_once
from tests.store.test_backup import damage
from tests.store.test_failures import run_bound
from tinycrm.store import carried, connection


@pytest.fixture
@made_once
def ada(crm: Crm) -> None:
    """Ada with a note."""
    crm("add", "Ada", "-e", "ada@example.org")
    crm("log", "ada", "Lunch")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_without_a_file_it_goes_to_the_backups_and_says_what_it_holds(ada: Crm):
    made = ada("backup")
    assert made.out == f"{ada.home}/backups/crm-2026-11-23-120000-by-hand.db\n"
    assert made.err == "crm: Backed up: 1 person, 1 note, last change 23 Nov 2026 12:00\n"


def test_two_of_the_same_second_are_two(ada: Crm):
    one, two = ada("backup").out, ada("backup").out
    assert one != two
    assert len(list((ada.home / "backups").iterdir())) == 2


def test_as_json_it_says_the_same(ada: Crm, tmp_path: Path):
    target = tmp_path / "crm-backup.db"
    assert ada.json("backup", str(target)) == {
        "file": str(target), "bytes": target.stat().st_size, "people": 1, "notes": 1,
        "changed": "2026-11-23T12:00:00Z", "also": None, "unread": [],
    }  # fmt: skip


@pytest.mark.parametrize("umask", [0o000, 0o777], ids=oct)
def test_it_is_private_under_any_umask(ada: Crm, tmp_path: Path, umask: int):
    target = tmp_path / "crm-backup.db"
    kept = os.umask(umask)
    ada("backup", str(target))
    ada("backup")
    os.umask(kept)
    assert mode(target) == 0o600
    assert mode(ada.home / "backups") == 0o700
    assert hidden(tmp_path) == []


def test_a_folder_gets_a_file_with_a_name_of_its_own(ada: Crm, tmp_path: Path):
    made = Path(ada("backup", str(tmp_path)).id)
    assert (made.parent, made.name) == (tmp_path, "crm-2026-11-23-120000-by-hand.db")


def test_an_older_backup_of_the_same_store_is_replaced(ada: Crm, tmp_path: Path):
    target = tmp_path / "crm-backup.db"
    ada("backup", str(target))
    ada("add", "Bo")
    assert ada.json("backup", str(target))["people"] == 2


@pytest.mark.parametrize("content", [b"", b"Dear diary\n", b"SQLite format 3\0" * 99])
def test_a_file_that_is_not_ours_is_never_replaced(ada: Crm, tmp_path: Path, content: bytes):
    target = tmp_path / "diary"
    target.write_bytes(content)
    result = ada.run("backup", str(target))
    assert result.code == 5
    assert "is not a backup of tinycrm. It was not replaced" in result.err
    assert target.read_bytes() == content


def test_nor_the_store_itself_nor_a_link(ada: Crm, tmp_path: Path):
    link = tmp_path / "link.db"
    link.symlink_to(ada.home / "crm.db")
    assert "is the store itself" in ada.run("backup", str(ada.home / "crm.db")).err
    result = ada.run("backup", str(link))
    assert (result.code, "is a link" in result.err) == (5, True)
    assert link.is_symlink()


def test_nor_the_backup_of_another_store(ada: Crm, tmp_path: Path):
    """The disk was lost, and a script backs up the empty store that took its place."""
    target = tmp_path / "crm-backup.db"
    ada("backup", str(target))
    before = target.read_bytes()
    (ada.home / "crm.db").unlink()
    ada("add", "Someone else")
    result = ada.run("backup", str(target))
    assert result.code == 5
    assert "is the backup of another store (1 person, 1 note" in result.err
    assert target.read_bytes() == before


def test_nor_one_with_newer_changes(ada: Crm, tmp_path: Path):
    target = tmp_path / "crm-backup.db"
    old = ada("backup").id
    ada("add", "Bo")
    ada("backup", str(target))
    ada("restore", old, "--yes")
    result = ada.run("backup", str(target))
    assert (result.code, "newer changes" in result.err) == (5, True)


def test_a_planted_link_is_not_followed(ada: Crm, tmp_path: Path):
    mine = tmp_path / "mine"
    mine.write_text("mine")
    (tmp_path / f".crm.db.{os.getpid()}").symlink_to(mine)
    ada("backup", str(tmp_path / "crm.db"))
    assert mine.read_text() == "mine"


def test_there_must_be_a_store_and_a_folder(crm: Crm, tmp_path: Path):
    assert crm.run("backup").code == 3
    assert not crm.home.exists()
    crm("add", "Ada")
    result = crm.run("backup", str(tmp_path / "usb" / "crm.db"))
    assert (result.code, "does not exist" in result.err) == (3, True)


def test_a_damaged_store_is_not_backed_up(ada: Crm, tmp_path: Path):
    damage(ada.home / "crm.db")
    target = tmp_path / "crm-backup.db"
    for command in (("backup",), ("backup", str(target))):
        result = ada.run(*command)
        assert (result.code, "is damaged" in result.err) == (6, True)
    assert not target.exists()
    assert not list((ada.home / "backups").iterdir())


def test_a_store_that_stays_locked_is_said(ada: Crm, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    with closing(ada.db()) as other:
        other.execute("BEGIN EXCLUSIVE")
        result = ada.run("backup")
    assert (result.code, "is locked" in result.err) == (6, True)
    assert not (ada.home / "backups").exists()


def test_a_read_only_home_is_said(ada: Crm):
    ada.home.chmod(0o500)
    code, out, err = run_bound("backup")
    ada.home.chmod(0o700)
    assert (code, out) == (6, "")
    assert "cannot be written: Permission denied. No backup was made." in err


def test_a_read_only_folder_is_said(ada: Crm, tmp_path: Path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    code, _, err = run_bound("backup", str(locked / "crm.db"))
    assert (code, "cannot be written: Permission denied" in err) == (6, True)


def test_a_full_disk_is_said_and_nothing_is_left(
    ada: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(carried, "put", no_room)
    result = ada.run("backup", str(tmp_path / "crm.db"))
    assert (result.code, "No space left on device. No backup was made." in result.err) == (6, True)
    assert hidden(tmp_path) == []


# ── to another program ───────────────────────────────────────────────────────────────────


def test_it_can_be_piped_into_another_program(ada: Crm, tmp_path: Path):
    code, _, err = shell(f"crm backup - > {tmp_path}/piped.db")
    assert (code, "Backed up: 1 person" in err) == (0, True)
    with closing(sqlite3.connect(tmp_path / "piped.db")) as db:
        assert db.execute("SELECT name FROM contact").fetchall() == [("Ada",)]
    assert list((ada.home / "backups").iterdir()) == []


def test_a_reader_that_ends_early_is_a_failure(ada: Crm):
    _, _, err = shell("{ crm backup -; echo $? >&2; } | head -c 5")
    assert "The program that reads the output has ended before all was written." in err
    assert err.endswith("1\n")


def test_a_terminal_gets_no_bytes(ada: Crm):
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "tinycrm", "backup", "-"], stdin=theirs, stdout=theirs,
        stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(ours)
    os.close(theirs)
    assert (done.returncode, b"not written to a terminal" in done.stderr) == (2, True)
    assert ada.run("backup", "-", "--json").code == 2


# ── what travels along ───────────────────────────────────────────────────────────────────


def carried_in(path: Path) -> dict[str, bytes]:
    with closing(sqlite3.connect(path)) as db:
        return {each.name: each.content for each in carried.read(db)}


def test_settings_keys_and_unsaved_texts_travel_along(ada: Crm):
    (ada.home / "config.toml").write_text('[keys]\nlog = "x"\n')
    folder = ada.home / "drafts"
    folder.mkdir()
    (folder / "note-c1-x.md").write_text("Half a thought")
    (folder / ".note-c1-x.md.swp").write_text("an editor's")
    (folder / "passwd").symlink_to("/etc/passwd")
    assert carried_in(Path(ada("backup").id)) == {
        "config.toml": b'[keys]\nlog = "x"\n', "drafts/note-c1-x.md": b"Half a thought",
    }  # fmt: skip


def test_what_is_too_large_to_be_a_text_is_named(ada: Crm, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(carried, "MOST_BYTES", 5)
    (ada.home / "config.toml").write_text("# a long remark\n")
    assert "cannot be read or is too large: " in ada("backup").err


# ── the second place ─────────────────────────────────────────────────────────────────────


@pytest.fixture
def second(ada: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this machine in a second place, which is set."""
    place = tmp_path / "sync"
    place.mkdir()
    (ada.home / "config.toml").write_text(f'backup_also = "{place}"\n')
    monkeypatch.setattr("tinycrm.store.second_place._machine", lambda: "desk")
    return place / "desk"


def test_a_second_place_gets_a_copy(ada: Crm, second: Path):
    made = ada("backup")
    copy = second / Path(made.id).name
    assert copy.read_bytes() == Path(made.id).read_bytes()
    assert f"Also, not encrypted: {copy}" in made.err
    assert (mode(copy), mode(second)) == (0o600, 0o700)


def test_a_second_place_that_is_gone_is_said_and_not_made(ada: Crm, second: Path):
    second.parent.rmdir()
    made = ada("backup")
    assert Path(made.id).exists()
    assert "The second place (backup_also) cannot be written" in made.err
    assert not second.parent.exists()


def test_forget_names_the_copy_in_the_second_place(ada: Crm, second: Path):
    made = Path(ada("backup").id)
    said = ada("forget", "ada", "--yes").err
    assert f"Still in the backup {second / made.name}" in said
    assert f"Still in the backup {made}" in said


def test_forget_says_that_the_second_place_is_gone(ada: Crm, second: Path):
    second.parent.rmdir()
    said = ada("forget", "ada", "--yes").err
    assert "is not there; backups in it may still contain them." in said


def test_the_settings_warn_that_it_is_not_encrypted(crm: Crm):
    found = {each["name"]: each for each in crm.json("config")["settings"]}
    assert found["backup_also"]["default"] == ""
    assert "not encrypted" in found["backup_also"]["about"]


def test_stdout_that_is_closed_is_said(ada: Crm):
    code, _, err = shell("crm backup - >&-")
    assert (code, "stdout is closed" in err) == (2, True)
