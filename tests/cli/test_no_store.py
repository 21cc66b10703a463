"""Where no store is: an empty answer is never all that is said."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Crm

READING = [
    "today", "today --all", "list", "list --ids", "list --csv", "remind", "issue", "log",
    "search ada",
]  # fmt: skip
FINDING = ["show ada", "history ada"]
SILENT = [
    "today --json", "today --brief", "today --if-due", "today --check", "list --json",
    "issue --json",
]  # fmt: skip


def test_a_command_that_reads_says_that_there_is_no_store(crm: Crm):
    for command in READING + FINDING:
        result = crm.run(*command.split())
        assert result.code == (3 if command in FINDING else 0), command
        assert result.err.endswith(f"crm: There is no store yet: {crm.home / 'crm.db'}\n"), command
        assert not crm.home.exists()


@pytest.mark.makes_stores
def test_a_command_for_programs_or_for_a_greeting_does_not(crm: Crm):
    for command in SILENT:
        assert "store" not in crm(*command.split()).err, command
    assert crm("today", "--brief").err == ""


def test_where_a_store_is_nothing_is_said(crm: Crm):
    crm.make_store()
    for command in READING[1:] + SILENT:
        assert "store" not in crm(*command.split()).err, command


@pytest.mark.makes_stores
def test_a_command_that_saved_nothing_says_that_it_made_an_empty_store(crm: Crm):
    made = f"crm: There was no store; an empty one was made: {crm.home / 'crm.db'}\n"
    assert crm.run("undo").err == f"crm: There is nothing to undo.\n{made}"
    assert crm.run("undo").err == "crm: There is nothing to undo.\n"
    assert crm("add", "Ada").err == "crm: Ada (c1) added\n"


def test_nothing_is_no_export(crm: Crm, tmp_path: Path):
    for words in ((), ("-o", str(tmp_path / "all.jsonl"))):
        result = crm.run("export", *words)
        assert (result.code, result.out) == (3, "")
        assert result.err == f"crm: There is no store {crm.home / 'crm.db'}.\n"
    assert list(tmp_path.iterdir()) == []
    crm.make_store()
    assert crm("export").out == ""


# ── a place that cannot be reached ───────────────────────────────────────────────────────


def _link_the_store(home: Path, away: Path) -> None:
    home.mkdir()
    (home / "crm.db").symlink_to(away / "crm.db")


def _link_the_home(home: Path, away: Path) -> None:
    home.symlink_to(away)


def _link_to_itself(home: Path, away: Path) -> None:
    home.symlink_to(home)


def _put_a_file_in_the_way(home: Path, away: Path) -> None:
    home.write_text("a file")


BLOCKED = (_link_the_store, _link_the_home, _link_to_itself, _put_a_file_in_the_way)
EVERYTHING = [
    *READING, *FINDING, "today --json", "today --if-due", "today --check", "export", "undo",
    "add Ada", "log ada hi", "import people.vcf", "forget ada --yes", "done r1", "where",
]  # fmt: skip


@pytest.mark.parametrize("block", BLOCKED)
def test_a_link_to_nowhere_is_exit_6_everywhere(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: Callable[[Path, Path], None]
):
    monkeypatch.chdir(tmp_path)
    Path("people.vcf").write_text("BEGIN:VCARD\nFN:Ada\nEND:VCARD\n")
    block(crm.home, tmp_path / "usb-disk")
    for command in EVERYTHING:
        result = crm.run(*command.split())
        assert result.code == 6, command
        assert f"The store {crm.home / 'crm.db'} cannot be opened" in result.err, command
    assert crm("today", "--brief").err == ""
    assert not (tmp_path / "usb-disk").exists()


def test_the_link_is_named(crm: Crm, tmp_path: Path):
    _link_the_home(crm.home, tmp_path / "usb-disk")
    error = json.loads(crm.run("list", "--json").err)["error"]
    assert error["code"] == 6
    assert (
        f"{crm.home} is a link to {tmp_path / 'usb-disk'}, which is not there." in error["message"]
    )


def test_a_name_that_is_too_long_is_a_sentence(crm: Crm, tmp_path: Path):
    crm.env(CRM_HOME=str(tmp_path.joinpath(*["d" * 100] * 6)))
    result = crm.run("add", "Ada")
    assert (result.code, result.out) == (6, "")
    assert "bytes, more than SQLite opens; set CRM_HOME." in result.err
    crm.env(CRM_HOME=str(tmp_path / ("d" * 300)))
    for command in ("today", "add Ada", "list", "where", "export"):
        result = crm.run(*command.split())
        assert result.code == 6, command
        assert "File name too long" in result.err
    assert crm("config").code == 0


# ── a pipe in the place of a file ────────────────────────────────────────────────────────


def test_a_pipe_in_the_place_of_the_store_or_the_settings_hangs_nothing(crm: Crm):
    crm.home.mkdir()
    os.mkfifo(crm.home / "crm.db")
    for command in ("today", "add Ada", "list", "export"):
        result = crm.run(*command.split())
        assert result.code == 6
        assert "is not a file. It was not touched." in result.err
    (crm.home / "crm.db").unlink()
    os.mkfifo(crm.home / "config.toml")
    os.mkfifo(crm.home / "state.json")
    (crm.home / "drafts").mkdir()
    os.mkfifo(crm.home / "drafts" / "note.json")
    (crm.home / "backups").mkdir()
    os.mkfifo(crm.home / "backups" / "crm-2026-11-22-083000-today.db")
    crm("add", "Ada")
    said = f"crm: {crm.home / 'config.toml'} is not a file. The defaults are used.\n"
    assert crm("today").err == said
    assert crm("config").err.endswith(said)
    assert crm("forget", "ada", "--yes").code == 0


def test_a_pipe_is_imported_if_somebody_writes_to_it(crm: Crm, tmp_path: Path):
    pipe = tmp_path / "people.vcf"
    os.mkfifo(pipe)
    if os.fork() == 0:
        pipe.write_text("BEGIN:VCARD\nVERSION:4.0\nFN:Ada\nEND:VCARD\n")
        os._exit(0)
    assert crm("import", str(pipe)).out.startswith("1 card: 1 new")
    os.wait()


def test_a_pipe_without_a_writer_is_a_sentence(crm: Crm, monkeypatch: pytest.MonkeyPatch):
    from tinycrm.cli import input_files

    monkeypatch.setattr(input_files, "_PATIENCE", 0.01)
    pipe = crm.home.parent / "people.vcf"
    os.mkfifo(pipe)
    result = crm.run("import", str(pipe))
    assert (result.code, result.out) == (1, "")
    assert result.err == f"crm: {pipe} is a pipe to which no program writes.\n"
