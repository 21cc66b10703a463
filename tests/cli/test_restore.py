"""`crm restore`: checked before anything is touched, and the way back is always there."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Sit, shell
from tests.conftest import Crm, made_once
from tests.rows import for_each
from tests.store.test_backup import damage
from tests.store.test_failures import run_bound
from tinycrm import clock
from tinycrm.services.activity import drafts
from tinycrm.services.sample import sample_store
from tinycrm.store import connection, migrations, swapping

DRAFT = "0" * 32 + ".json"


@pytest.fixture
@made_once
def ada(crm: Crm) -> None:
    """Ada, a backup of that in the folder of the test, and then Bo."""
    crm("add", "Ada", "-e", "ada@example.org")
    crm("log", "ada", "Lunch")
    crm("backup", str(crm.home / "old.db"))
    crm("add", "Bo")


def old(crm: Crm) -> str:
    return str(crm.home / "old.db")


def names(crm: Crm) -> list[str]:
    return [each["name"] for each in crm.json("list")]


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*") if path.is_file()
    }  # fmt: skip


def refused(crm: Crm, file: str, code: int, says: str) -> None:
    """Expect that a file is not restored, and that nothing at all is changed."""
    before = files(crm.home)
    result = crm.run("restore", file, "--yes")
    assert (result.code, result.out) == (code, ""), result
    assert says in result.err, result.err
    assert files(crm.home) == before


# ── the drill ────────────────────────────────────────────────────────────────────────────


def test_what_is_restored_equals_what_was_backed_up_and_the_way_back_leads_back(crm: Crm):
    sample_store.fill(clock.today())
    crm("edit", "c1", "-t", "+vip")
    crm("undo")
    before, history = crm("export").out, crm("undo", "--list").out
    backup = crm("backup").id
    crm("forget", "c1", "--yes")
    crm("add", "Zoe Miller")
    after = crm("export").out
    aside = crm("restore", backup, "--yes").id
    assert crm("export").out == before
    assert crm("undo", "--list").out == history
    assert crm.run("doctor").code == 0
    crm("redo")
    crm("restore", aside, "--yes")
    assert crm("export").out == after


# ── what it says and asks ────────────────────────────────────────────────────────────────


def test_it_says_what_it_holds_and_what_it_replaces(ada: Crm):
    result = ada("restore", old(ada), "--yes")
    aside = f"{ada.home}/crm-2026-11-23-120000-set-aside.db"
    assert result.out == f"{aside}\n"
    assert result.err == (
        f"crm: {old(ada)} has 1 person, 1 note, last change 23 Nov 2026 12:00.\n"
        "     It replaces 2 people, 1 note, last change 23 Nov 2026 12:00.\n"
        "crm: Restored: 1 person, 1 note, last change 23 Nov 2026 12:00\n"
        f"     The store as it was before: {aside}\n"
        "     crm restore with this name brings it back.\n"
    )
    assert stat.S_IMODE((ada.home / "crm.db").stat().st_mode) == 0o600


def test_without_a_terminal_it_needs_a_yes(ada: Crm):
    before = files(ada.home)
    result = ada.run("restore", old(ada))
    assert (result.code, "add --yes" in result.err) == (2, True)
    assert files(ada.home) == before


@pytest.mark.parametrize(("answer", "code", "left"), [("y", 0, ["Ada"]), ("", 130, ["Ada", "Bo"])])
def test_on_a_terminal_it_asks(ada: Crm, terminal: Sit, answer: str, code: int, left: list[str]):
    screen = terminal("restore", old(ada))
    screen.answer("Restore it? [y/N]", answer)
    assert screen.end() == code
    assert names(ada) == left
    assert [name for name in files(ada.home) if name.startswith(".")] == []


def test_as_json(ada: Crm):
    assert ada("restore", old(ada), "--yes", "--json").json == {
        "restored": old(ada), "people": 1, "notes": 1,
        "set_aside": f"{ada.home}/crm-2026-11-23-120000-set-aside.db",
    }  # fmt: skip


def test_without_a_file_it_lists_the_backups(ada: Crm):
    assert "There are no backups yet" in ada("restore").err
    made = ada("backup").id
    ada("restore", old(ada), "--yes")
    assert sorted((each["why"], each["file"]) for each in ada.json("restore")) == [
        ("by-hand", made), ("set-aside", f"{ada.home}/crm-2026-11-23-120000-set-aside.db"),
    ]  # fmt: skip
    assert "2026-11-23 12:00  by hand " in ada("restore").out


@for_each(
    ("typed", "found"),
    [("latest", ["Ada", "Bo"]), ("2026-11-22", ["Ada"]), (".", None), ("2026-11-01", None)],
    afresh=True,
)
def test_a_backup_may_be_named_by_its_day(crm: Crm, typed: str, found: list[str] | None):
    crm.on("2026-11-22")
    crm("add", "Ada")
    crm("backup")
    crm.on("2026-11-23")
    crm("add", "Bo")
    crm("backup")
    crm("add", "Eve")
    assert crm.run("restore", typed, "--yes").code == (0 if found else 3 if typed != "." else 2)
    assert names(crm) == (found or ["Ada", "Bo", "Eve"])


def test_a_backup_comes_from_another_program_too(ada: Crm):
    code, out, err = shell(f"crm restore - --yes < {old(ada)}")
    assert (code, "stdin has 1 person" in err) == (0, True), err
    assert out.endswith("-set-aside.db\n")
    assert names(ada) == ["Ada"]


# ── what it refuses, without touching anything ───────────────────────────────────────────


@for_each(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"Dear diary\n", "is not a backup of tinycrm"),
        (b"SQLite format 3\0" + b"\0" * 4096, "is damaged"),
        (b"age-encryption.org/v1\n-> scrypt", "is encrypted"),
        (b"-----BEGIN PGP MESSAGE-----\n", "is encrypted"),
        (b"\x8c\x0d\x04\x09", "is encrypted"),
    ],
    afresh=True,
)
def test_a_file_that_is_no_backup(ada: Crm, content: bytes, says: str):
    (ada.home / "odd").write_bytes(content)
    refused(ada, str(ada.home / "odd"), 6 if says == "is damaged" else 2, says)


def test_a_file_that_is_not_there_or_not_a_file(ada: Crm):
    refused(ada, str(ada.home / "nowhere.db"), 3, "There is no backup")
    refused(ada, str(ada.home), 2, "is not a file")
    refused(ada, str(ada.home / "crm.db"), 2, "is the store itself")
    os.mkfifo(ada.home / "fifo")
    refused(ada, str(ada.home / "fifo"), 2, "is not a file")


def test_the_database_of_another_program(ada: Crm):
    with closing(sqlite3.connect(ada.home / "odd")) as db:
        db.execute("CREATE TABLE contact (id INTEGER PRIMARY KEY, name TEXT)")
        db.execute("PRAGMA user_version = 1")
    refused(ada, str(ada.home / "odd"), 2, "is not a backup of tinycrm")


def test_a_backup_of_a_newer_version(ada: Crm):
    with closing(sqlite3.connect(old(ada))) as db:
        db.execute(f"PRAGMA user_version = {migrations.LATEST + 1}")
    refused(ada, old(ada), 6, "was written by a newer tinycrm")


def test_a_damaged_or_truncated_backup(ada: Crm):
    whole = Path(old(ada)).read_bytes()
    Path(old(ada)).write_bytes(whole[:-4096])
    refused(ada, old(ada), 6, "is damaged")
    Path(old(ada)).write_bytes(whole[:50])
    refused(ada, old(ada), 6, "is damaged")
    Path(old(ada)).write_bytes(whole)
    damage(Path(old(ada)))
    refused(ada, old(ada), 6, "is damaged")


def test_a_store_that_stays_locked(ada: Crm, monkeypatch: pytest.MonkeyPatch):
    for module in (swapping, connection):
        monkeypatch.setattr(module, "BUSY_SECONDS", 0.01)
    with closing(ada.db()) as other:
        other.execute("BEGIN IMMEDIATE")
        refused(ada, old(ada), 6, "The store is locked")
    assert names(ada) == ["Ada", "Bo"]


def test_a_read_only_folder(ada: Crm, tmp_path: Path):
    backup = tmp_path / "old.db"
    backup.write_bytes(Path(old(ada)).read_bytes())
    before = files(ada.home)
    ada.home.chmod(0o500)
    code, out, err = run_bound("restore", str(backup), "--yes")
    ada.home.chmod(0o700)
    assert (code, out) == (6, "")
    assert "cannot be replaced: Permission denied. Nothing was changed." in err
    assert files(ada.home) == before


@for_each("step", ["sync", "create"], afresh=True)
def test_a_full_disk(ada: Crm, monkeypatch: pytest.MonkeyPatch, step: str):
    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tinycrm.store.placing." + step, no_room)
    with monkeypatch.context() as patch:
        patch.setattr("tinycrm.store.placing.sync", no_room if step == "sync" else lambda _: None)
        refused(ada, old(ada), 6, "No space left on device. Nothing was changed.")


def test_a_link_to_a_disk_that_is_not_there(ada: Crm, tmp_path: Path):
    backup = tmp_path / "old.db"
    backup.write_bytes(Path(old(ada)).read_bytes())
    (ada.home / "crm.db").unlink()
    (ada.home / "crm.db").symlink_to(tmp_path / "usb" / "crm.db")
    refused(ada, str(backup), 6, "is a link to")
    ada.env(CRM_HOME=str(tmp_path / "home"))
    (tmp_path / "home").symlink_to(tmp_path / "usb")
    assert ada.run("restore", str(backup), "--yes").code == 6
    assert ada.run("backup").code == 6
    assert not (tmp_path / "usb").exists()


# ── what it takes along, and what it leaves behind ───────────────────────────────────────


def test_a_backup_with_a_fresh_wal_file_beside_it_comes_with_that(ada: Crm):
    with closing(sqlite3.connect(old(ada))) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA wal_autocheckpoint = 0")
        db.execute("UPDATE contact SET name = 'Ada King', folded = 'ada king'")
        db.commit()
        assert (ada.home / "old.db-wal").stat().st_size > 0
        before = files(ada.home)
        ada("restore", old(ada), "--yes")
        assert {k: v for k, v in files(ada.home).items() if k.startswith("old")} == {
            k: v for k, v in before.items() if k.startswith("old")
        }
    assert names(ada) == ["Ada King"]
    assert not (ada.home / "crm.db-wal").exists()


def test_a_side_file_of_the_old_store_goes_with_the_old_store(ada: Crm):
    (ada.home / "crm.db").write_bytes(b"broken" * 999)
    for side in ("-wal", "-journal"):
        (ada.home / f"crm.db{side}").write_bytes(b"of the old one")
    aside = ada("restore", old(ada), "--yes").id
    assert names(ada) == ["Ada"]
    for side in ("-wal", "-journal"):
        assert not (ada.home / f"crm.db{side}").exists()
        assert Path(f"{aside}{side}").read_bytes() == b"of the old one"
    assert Path(aside).read_bytes() == b"broken" * 999


def test_a_store_in_wal_mode_is_set_aside_with_its_last_change(ada: Crm):
    with closing(ada.db()) as db:
        db.execute("PRAGMA journal_mode = WAL")
    aside = ada("restore", old(ada), "--yes").id
    ada("restore", aside, "--yes")
    assert names(ada) == ["Ada", "Bo"]


def test_a_missing_store_is_replaced_by_the_backup(ada: Crm):
    (ada.home / "crm.db").unlink()
    result = ada("restore", old(ada), "--yes")
    assert "There is no store yet." in result.err
    assert (result.out, names(ada)) == ("", ["Ada"])


@for_each("content", [b"", b"broken" * 999, b"SQLite format 3\0" * 999], afresh=True)
def test_a_broken_store_is_set_aside(ada: Crm, content: bytes):
    (ada.home / "crm.db").write_bytes(content)
    result = ada("restore", old(ada), "--yes")
    assert "The store as it is now cannot be read" in result.err
    assert Path(result.id).read_bytes() == content
    assert names(ada) == ["Ada"]


def test_a_store_that_is_a_link_stays_one(ada: Crm, tmp_path: Path):
    elsewhere = tmp_path / "disk"
    elsewhere.mkdir()
    (ada.home / "crm.db").rename(elsewhere / "crm.db")
    (ada.home / "crm.db").symlink_to(elsewhere / "crm.db")
    aside = ada("restore", old(ada), "--yes").id
    assert (ada.home / "crm.db").is_symlink()
    assert Path(aside).parent == elsewhere
    assert names(ada) == ["Ada"]


def test_a_file_system_without_links_holds_a_restored_store_too(
    ada: Crm, monkeypatch: pytest.MonkeyPatch
):
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    aside = ada("restore", old(ada), "--yes").id
    assert names(ada) == ["Ada"]
    ada("restore", aside, "--yes")
    assert names(ada) == ["Ada", "Bo"]


def test_a_backup_of_an_older_format_is_brought_up_to_date(ada: Crm):
    with closing(sqlite3.connect(ada.home / "older.db", isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        migrations.migrate(db, to=1)
        db.execute(
            "INSERT INTO contact (uid, kind, name, created_at, updated_at) VALUES"
            " ('u', 'person', 'Eve', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')"
        )
    before = (ada.home / "older.db").read_bytes()
    assert "It has an older format" in ada("restore", str(ada.home / "older.db"), "--yes").err
    assert names(ada) == ["Eve"]
    assert (ada.home / "older.db").read_bytes() == before
    assert not (ada.home / "backups").exists()


# ── settings and unsaved texts ───────────────────────────────────────────────────────────


def backed_up(crm: Crm, settings: str, text: str) -> str:
    """Back up settings and an unsaved text, then take both away."""
    (crm.home / "config.toml").write_text(settings)
    drafts.keep(drafts.Draft("0" * 32, (), text))
    made = crm("backup").id
    (crm.home / "config.toml").unlink()
    (crm.home / "drafts" / DRAFT).unlink()
    return made


def test_settings_and_unsaved_texts_come_back(ada: Crm):
    made = backed_up(ada, "issue_days = 30\n", "Half a thought")
    said = ada("restore", made, "--yes").err
    assert f"Settings restored: {ada.home}/config.toml" in said
    assert "1 unsaved text restored." in said
    assert (ada.home / "config.toml").read_text() == "issue_days = 30\n"
    assert [each.text for each in drafts.find_drafts()] == ["Half a thought"]
    with closing(ada.db()) as db:
        left = db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'crm_backup_file'")
        assert left.fetchone() is None


def test_those_that_are_there_are_never_replaced(ada: Crm):
    made = backed_up(ada, "issue_days = 30\n", "Half a thought")
    (ada.home / "config.toml").write_text("issue_days = 90\n")
    drafts.keep(drafts.Draft("0" * 32, (), "A whole one"))
    said = ada("restore", made, "--yes").err
    assert f"they are in {ada.home}/config-from-backup.toml" in said
    assert (ada.home / "config.toml").read_text() == "issue_days = 90\n"
    assert (ada.home / "config-from-backup.toml").read_text() == "issue_days = 30\n"
    assert {each.text for each in drafts.find_drafts()} == {"A whole one", "Half a thought"}


def test_what_is_the_same_is_not_spoken_of(ada: Crm):
    (ada.home / "config.toml").write_text("issue_days = 30\n")
    made = ada("backup").id
    assert "ettings" not in ada("restore", made, "--yes").err


def test_an_unsaved_text_comes_back_however_many_there_are(ada: Crm):
    made = backed_up(ada, "", "Half a thought")
    for n in range(1, 41):
        drafts.keep(drafts.Draft(f"{n:032}", (), f"text {n}"))
    assert "1 unsaved text restored." in ada("restore", made, "--yes").err
    assert len(drafts.find_drafts()) == 41
    assert "Half a thought" in {each.text for each in drafts.find_drafts()}


@for_each("name", ["../evil", "/tmp/evil", ".bashrc", "a/b", "x" * 300], afresh=True)
def test_a_name_that_leads_elsewhere_is_left_in_the_backup(ada: Crm, name: str):
    made = ada("backup").id
    with closing(sqlite3.connect(made)) as db:
        db.execute("INSERT INTO crm_backup_file VALUES (?, x'00', 0)", (f"drafts/{name}",))
        db.commit()
    before = set(files(ada.home))
    said = ada("restore", made, "--yes").err
    assert "is not the name of a text" in said
    assert {each for each in set(files(ada.home)) - before if "set-aside" not in each} == set()


def test_an_error_after_it_does_not_say_that_nothing_was_changed(
    ada: Crm, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tinycrm.services.safety.restored_files.bring_back", fail)
    result = ada.run("restore", old(ada), "--yes")
    assert "The restored store is saved" in result.err
    assert "Nothing" not in result.err
    assert json.loads(ada("list", "--json").out)[0]["name"] == "Ada"
