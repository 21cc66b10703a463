"""An export says at its end how much it is: a part of one is read and said to be one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each
from tinycrm.exchange import record_file
from tinycrm.services.json_lines import left_out

CUT_OFF = "It lacks the last line that crm export writes: it was cut off"


@pytest.fixture
@made_once
def nine(crm: Crm) -> Crm:
    """A store of nine people."""
    for n in range(9):
        crm("add", f"P{n} Q")
    return crm


def _import(crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> str:
    """Import a file of this text into an empty store; return what is said on stderr."""
    file = tmp_path / "all.jsonl"
    file.write_text(text)
    monkeypatch.setenv("CRM_HOME", str(tmp_path / f"home-{len(list(tmp_path.iterdir()))}"))
    return crm("import", str(file)).err


def test_the_last_line_says_how_many_records_there_are(nine: Crm):
    assert nine("export").out.splitlines()[-1] == '{"record": "end", "records": 9}'
    assert nine("export", "p1").out.splitlines()[-1] == '{"record": "end", "records": 1}'
    assert nine("export", "nobody").out == ""


def test_a_whole_export_is_not_doubted(nine: Crm, tmp_path: Path, monkeypatch):
    said = _import(nine, tmp_path, monkeypatch, nine("export").out)
    assert "last line" not in said
    assert len(nine.json("list")) == 9


def test_one_that_was_cut_off_is_read_and_said_to_be_a_part(nine: Crm, tmp_path: Path, monkeypatch):
    lines = nine("export").out.splitlines()
    said = _import(nine, tmp_path, monkeypatch, "\n".join(lines[:6]))
    assert f"all.jsonl: {CUT_OFF}" in said
    assert len(nine.json("list")) == 6
    [notice] = nine.json("import", str(tmp_path / "all.jsonl"))["notices"]
    assert CUT_OFF in notice


@for_each(
    ("change", "lines"),
    [
        (lambda text: text.replace('"P4 Q"', '"P4 R"'), None),  # as many records as before
        (lambda text: text.replace("\n", "\r\n"), None),
        (lambda text: text.rstrip("\n"), None),
        (lambda text: text + "\n \n", None),
        (lambda text: text.split("\n", 3)[3], 6),  # three are taken out
        (lambda text: text + text, 19),
    ],
    afresh=True,
)
def test_what_was_taken_out_or_added_is_said(
    nine: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change, lines: int | None
):
    said = _import(nine, tmp_path, monkeypatch, change(nine("export").out))
    sentence = f"Its last line says that 9 records come before it, but {lines} lines do."
    assert (sentence in said) is (lines is not None)
    assert CUT_OFF not in said
    assert len(nine.json("list")) == (6 if lines == 6 else 9)


def test_what_is_left_of_one_counts_as_whole_with_a_true_last_line(
    nine: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(record_file, "MOST_LINES", 5)
    cut_off = nine("export").out.splitlines(keepends=True)[:7]
    left = "".join(cut_off) + '{"record": "end", "records":        7}\n'
    assert "last line" not in _import(nine, tmp_path, monkeypatch, left)
    assert len(nine.json("list")) == 7


def test_lines_of_other_programs_need_no_last_line(crm: Crm, tmp_path: Path, monkeypatch):
    said = _import(crm, tmp_path, monkeypatch, '{"record": "contact", "name": "Ada"}\n')
    assert "last line" not in said


def test_only_a_whole_export_is_read_without_the_limits_of_other_files(
    nine: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(record_file, "MOST_LINES", 5)
    monkeypatch.setattr(left_out, "MOST_ROWS", 3)
    whole = nine("export").out
    file = tmp_path / "all.jsonl"
    for text, count in ((whole, 9), (whole + whole, 4), (whole.replace('"records": 9', ""), 4)):
        monkeypatch.setenv("CRM_HOME", str(tmp_path / f"{len(text)}"))
        file.write_text(text)
        said = nine.json("import", str(file))
        assert (said["new"], bool(said["skipped"])) == (count, count < 9)


def test_only_what_is_written_like_the_last_line_is_no_record(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    lines = [{"record": "end", "records": 5}, {"name": "Ada"}, {"record": "end", "name": "Bo"}]
    said = _import(crm, tmp_path, monkeypatch, "\n".join(map(json.dumps, lines)))
    assert "all.jsonl:3: skipped: “end” is not a kind of record" in said
    assert "all.jsonl:1" not in said
    assert [each["name"] for each in crm.json("list")] == ["Ada"]
