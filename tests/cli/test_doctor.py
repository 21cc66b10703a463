"""`crm doctor`: what is wrong is named, what is safe is mended, and it always works."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each
from tests.store.test_backup import damage
from tests.store.test_failures import run_bound
from tinycrm.services.safety import examination, file_checks
from tinycrm.store import migrations


@pytest.fixture
@made_once
def ada(crm: Crm) -> None:
    """Ada with two notes, and a backup of all that."""
    crm("add", "Ada Łovelace", "-o", "Engines")
    crm("log", "ada", "Lunch", "--at", "2026-11-01")
    crm("log", "ada", "Dinner", "--at", "2026-11-10")
    crm("backup")


@pytest.fixture
def owed(ada: Crm) -> Crm:
    """Ada with a reminder too, and a backup of that."""
    ada("remind", "ada", "call", "--on", "2026-12-01")
    ada("backup")
    return ada


def checks(crm: Crm, *argv: str) -> dict[str, dict[str, Any]]:
    """Return what each check found; of several lines of one check, the worst."""
    found = crm.run("doctor", *argv, "--json")
    rank = ("ok", "warn", "fail")
    lines = sorted(found.json["checks"], key=lambda each: rank.index(each["state"]))
    assert found.code == (6 if found.json["state"] == "fail" else 0)
    return {each["check"]: each for each in lines}


def others(crm: Crm, *argv: str) -> dict[str, str]:
    """Return the checks that are not ok, and how they are."""
    return {n: each["state"] for n, each in checks(crm, *argv).items() if each["state"] != "ok"}


def mended(crm: Crm, check: str, state: str, says: str) -> None:
    """Expect that a check finds something, that --fix mends it and says so, and that it is well."""
    found = checks(crm)[check]
    assert (found["state"], found["can_fix"]) == (state, True), found
    assert says in found["text"], found
    fixed = checks(crm, "--fix")[check]
    assert (fixed["state"], bool(fixed["fixed"])) == ("ok", True), fixed
    assert others(crm) == {}


def test_a_line_for_each_check_and_all_is_well(ada: Crm):
    result = ada("doctor")
    lines = [line for line in result.out.splitlines() if not line.startswith(" ")]
    assert [line[6:24].strip() for line in lines] == [
        "SQLite", "store", "integrity", "format", "links", "full text", "derived columns",
        "journal mode", "history", "modes", "leftovers", "synchronised", "disk", "backups",
        "backups sound", "second place", "time zone", "settings", "hook",
    ]  # fmt: skip
    assert all(line.startswith("ok    ") for line in lines), result.out
    assert result.err == ""


def test_it_changes_nothing_by_itself(ada: Crm):
    before = {path: path.stat().st_mtime_ns for path in ada.home.rglob("*")}
    ada("doctor")
    assert {path: path.stat().st_mtime_ns for path in ada.home.rglob("*")} == before


def test_no_state_is_only_a_colour(ada: Crm):
    with closing(ada.db()) as db:
        db.execute("DROP TRIGGER note_left_alone")
    result = ada.run("doctor")
    assert "\nFAIL  format            Another program changed or removed note_left_alone." in (
        result.out
    )
    assert "\n                        crm doctor --fix puts it back.\n" in result.out
    assert (result.code, "Something is broken" in result.err) == (6, True)


# ── what another program did to the content ──────────────────────────────────────────────


@for_each(
    ("sql", "check", "state", "says"),
    [
        ("DROP INDEX note_by_day", "format", "fail", "note_by_day"),
        ("DROP TRIGGER journal_note_insert", "format", "fail", "journal_note_insert"),
        ("INSERT INTO note_contact (note_id, contact_id) VALUES (77, 1)", "links", "fail",
         "1 row point to records that another program deleted: note_contact (1)"),
        ("UPDATE reminder SET note_id = 77", "links", "fail", "reminder (1)"),
        ("INSERT INTO note_fts (note_fts) VALUES ('delete-all')", "full text", "fail", "note"),
        ("UPDATE note SET folded = 'zz' WHERE id = 2", "derived columns", "warn",
         "note.folded (1)"),
        ("UPDATE contact SET folded_work = NULL", "derived columns", "warn", "folded_work (1)"),
        ("UPDATE contact SET last_touch_on = '2020-01-01'", "derived columns", "warn",
         "contact.last_touch_on (1)"),
        ("UPDATE rhythm SET touched_day = 1", "derived columns", "warn", "rhythm (1)"),
        ("DELETE FROM rhythm", "derived columns", "warn", "rhythm (1)"),
        ("INSERT INTO rhythm (id, stale) VALUES (77, 0)", "derived columns", "warn", "rhythm (1)"),
        ("PRAGMA journal_mode = WAL", "journal mode", "warn", "WAL"),
    ],
    afresh=True,
)  # fmt: skip
def test_what_another_program_broke_is_named_and_mended(
    owed: Crm, sql: str, check: str, state: str, says: str
):
    before = owed("export").out
    with closing(owed.db()) as db:
        db.execute(sql)
        db.commit()
    mended(owed, check, state, says)
    assert owed("export").out == before
    assert "before-fix" in " ".join(path.name for path in (owed.home / "backups").iterdir())


def test_a_person_whose_notes_are_all_gone_has_no_touch(ada: Crm):
    ada("add", "Bo")
    ada("backup")
    with closing(ada.db()) as db:
        db.execute("UPDATE contact SET last_touch_on = '2020-01-01' WHERE id = 2")
        db.commit()
    mended(ada, "derived columns", "warn", "contact.last_touch_on (1)")
    assert ada.json("show", "bo")["last_touch"] is None


def test_an_older_format_is_no_failure_and_can_be_updated(crm: Crm):
    crm.home.mkdir(mode=0o700)
    with closing(sqlite3.connect(crm.home / "crm.db", isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        migrations.migrate(db, to=1)
    (crm.home / "crm.db").chmod(0o600)
    assert others(crm) == {"format": "warn", "backups": "warn"}
    assert checks(crm, "--fix")["format"]["fixed"] == f"Updated to format {migrations.LATEST}."
    assert others(crm) == {}


def test_old_changes_are_pruned(ada: Crm, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tinycrm.store.pruning.KEPT_BATCHES", 1)
    ada.on("2027-06-01")
    ada("backup")
    mended(ada, "history", "warn", "2 changes of 3")


# ── a store that other commands refuse ───────────────────────────────────────────────────


@for_each(
    ("content", "check", "says"),
    [
        (b"", "store", "is empty: its content is lost"),
        (b"Dear diary\n", "integrity", "is damaged"),
        (b"SQLite format 3\0" * 999, "integrity", "is damaged"),
    ],
    afresh=True,
)
def test_a_file_that_is_no_store(ada: Crm, content: bytes, check: str, says: str):
    (ada.home / "crm.db").write_bytes(content)
    for argv in ((), ("--fix",)):
        found = checks(ada, *argv)[check]
        assert (found["state"], found["hint"]) == ("fail", "crm restore latest")
        assert says in found["text"]
    assert (ada.home / "crm.db").read_bytes() == content


def test_a_store_that_was_cut_off_damaged_foreign_or_newer(ada: Crm):
    path = ada.home / "crm.db"
    whole = path.read_bytes()
    for lost in (1, 4096, 40_000):
        path.write_bytes(whole[:-lost])
        assert checks(ada)["integrity"]["hint"] == "crm restore latest"
    path.write_bytes(whole)
    with closing(ada.db()) as db:
        db.execute(f"PRAGMA user_version = {migrations.LATEST + 1}")
    assert "was written by a newer tinycrm" in checks(ada)["format"]["text"]
    with closing(ada.db()) as db:
        db.execute("PRAGMA application_id = 1")
    assert "is not a tinycrm store" in checks(ada)["integrity"]["text"]
    path.write_bytes(whole)
    damage(path)
    before = path.read_bytes()
    assert "The file is damaged" in checks(ada, "--fix")["integrity"]["text"]
    assert path.read_bytes() == before
    assert ada("restore", "latest", "--yes").code == 0
    assert others(ada) == {}


def test_a_damaged_index_is_built_again(ada: Crm):
    with closing(ada.db()) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute(
            "UPDATE sqlite_schema SET rootpage ="
            " (SELECT rootpage FROM sqlite_schema WHERE name = 'tag_by_name')"
            " WHERE name = 'note_by_day'"
        )
        db.commit()
    found = checks(ada)["integrity"]
    assert found["state"] == "fail"


def test_a_lock_that_does_not_clear_is_named_with_who_has_it(
    ada: Crm, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(examination, "_PATIENCE", 0.01)
    with closing(ada.db()) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "is locked by another program" in checks(ada)["lock"]["text"]
        said = ada.process("doctor")
        assert said.code == 6
        if Path("/proc/locks").exists() and f" {os.getpid()} " in Path("/proc/locks").read_text():
            assert f"(process {os.getpid()})" in said.out
    assert others(ada) == {}


def test_a_store_that_is_missing_with_and_without_backups(ada: Crm, crm: Crm):
    (ada.home / "crm.db").unlink()
    assert checks(ada)["store"]["hint"] == "crm restore latest"
    for path in (ada.home / "backups").iterdir():
        path.unlink()
    assert others(ada) == {}
    assert not (ada.home / "crm.db").exists()


def test_a_link_to_a_disk_that_is_not_there(ada: Crm, tmp_path: Path):
    (ada.home / "crm.db").unlink()
    (ada.home / "crm.db").symlink_to(tmp_path / "usb" / "crm.db")
    found = checks(ada, "--fix")["store"]
    assert (found["state"], "which is not there" in found["text"]) == ("fail", True)


def test_a_read_only_folder_is_a_warning(ada: Crm):
    ada.home.chmod(0o500)
    code, out, _ = run_bound("doctor")
    ada.home.chmod(0o700)
    assert code == 0
    assert "can be read, but not written" in " ".join(out.split())


# ── what is around it ────────────────────────────────────────────────────────────────────


def test_files_that_others_may_read(ada: Crm):
    (ada.home / "crm.db").chmod(0o644)
    (ada.home / "backups").chmod(0o777)
    mended(ada, "modes", "warn", "crm.db")
    assert (ada.home / "crm.db").stat().st_mode & 0o777 == 0o600
    assert (ada.home / "backups").stat().st_mode & 0o777 == 0o755


def test_what_killed_commands_left(ada: Crm):
    gone = [".crm.db.999999999", ".crm.db.999999999-journal", "backups/.crm-x.db.999999999"]
    for name in (*gone, f".crm.db.{os.getpid()}", ".mine"):
        (ada.home / name).write_text("Ada")
    mended(ada, "leftovers", "warn", ".crm.db.999999999")
    assert [name for name in gone if (ada.home / name).exists()] == []
    assert (ada.home / f".crm.db.{os.getpid()}").exists()
    assert (ada.home / ".mine").exists()


@pytest.mark.parametrize(
    ("folder", "by"),
    [
        ("Dropbox/crm", "Dropbox"), ("Dropbox (Work)", "Dropbox"), ("OneDrive - Us", "OneDrive"),
        ("Library/Mobile Documents/x", "iCloud"), ("Nextcloud/a/b", "Nextcloud"), ("Sync", "Sync"),
        ("Documents/dropboxes", ""), ("syncopation", ""), ("plain", ""),
    ],
)  # fmt: skip
def test_a_synchronised_folder_is_known_by_its_name(tmp_path: Path, folder: str, by: str):
    assert file_checks.synchroniser(tmp_path / folder / "crm.db") == by


def test_or_by_what_the_program_leaves_in_it(ada: Crm):
    (ada.home.parent / ".stfolder").mkdir()
    found = checks(ada)["synchronised"]
    assert (found["state"], "a folder of Syncthing" in found["text"]) == ("warn", True)


@for_each("name", ["crm.sync-conflict-20261123-1.db", "crm (conflicted copy).db"], afresh=True)
def test_a_copy_in_conflict_is_named(ada: Crm, name: str):
    (ada.home / name).write_bytes(b"x")
    assert name in checks(ada)["synchronised"]["text"]


def test_backups_that_are_missing_old_or_damaged(ada: Crm):
    (made,) = (ada.home / "backups").iterdir()
    whole = made.read_bytes()
    made.write_bytes(whole[:9000])
    assert others(ada) == {"backups sound": "fail"}
    made.write_bytes(whole)
    ada.on("2026-12-01")
    assert others(ada) == {}
    ada("add", "Bo")
    mended(ada, "backups", "warn", "the store has changed since")
    for path in (ada.home / "backups").iterdir():
        path.unlink()
    mended(ada, "backups", "warn", "There is no backup yet")


def test_a_second_place_that_is_behind_or_gone(ada: Crm, tmp_path: Path):
    place = tmp_path / "disk"
    (ada.home / "config.toml").write_text(f'backup_also = "{place}"\n')
    assert "does not exist" in checks(ada)["second place"]["text"]
    place.mkdir()
    mended(ada, "second place", "warn", "The newest backup is not in")


@for_each("zone", ["Mars/Phobos", "UTC+99"], afresh=True)
def test_a_time_zone_that_is_none(ada: Crm, zone: str):
    ada.env(TZ=zone)
    found = checks(ada)["time zone"]
    assert (found["state"], f"“{zone}”" in found["text"]) == ("warn", True)


@for_each("zone", ["Europe/Berlin", "CET-1CEST", "UTC", "<+05>-5", ":UTC"], afresh=True)
def test_a_time_zone_that_is_one(ada: Crm, zone: str):
    ada.env(TZ=zone)
    assert checks(ada)["time zone"]["state"] == "ok"


def test_a_clock_that_was_wrong_and_settings_with_a_mistake(ada: Crm):
    ada.on("2030-01-01")
    ada("add", "Bo")
    ada.on("2026-11-23")
    (ada.home / "config.toml").write_text("languagez = 1\n")
    found = checks(ada)
    assert "2030-01-01" in found["clock"]["text"]
    assert "is not a setting" in found["settings"]["text"]


def test_a_check_that_fails_itself_keeps_no_other_from_being_made(
    ada: Crm, monkeypatch: pytest.MonkeyPatch
):
    def fail(_folder: object) -> None:
        raise RuntimeError("no zones here")

    monkeypatch.setattr("tinycrm.store.leftovers.find_ours", fail)
    found = checks(ada)
    assert found["leftovers"]["text"] == "It cannot be checked: no zones here."
    assert found["hook"]["state"] == "ok"
