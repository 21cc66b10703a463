"""`crm export`: the whole store, one record a line, always in the same order."""

import json
import os
import stat
from pathlib import Path

import pytest

from tests.conftest import Crm


def _fill(crm: Crm) -> None:
    crm("add", "Ada Lovelace", "-e", "ada@a.example", "-b", "10 Dec", "-t", "vip", "--key", "k1")
    crm("add", "Bo", "--referred-by", "ada")
    crm("log", "ada,bo", "Lunch #food", "-f", "2026-12-01: write")
    crm("issue", "bo", "late parcel")
    crm("remind", "me", "taxes", "--on", "2026-12-31")
    crm("list", "tag:vip", "--save", "vips")


def test_every_record_is_a_line_in_a_stable_order(crm: Crm):
    _fill(crm)
    out = crm("export").out
    records = [json.loads(line) for line in out.splitlines()]
    assert [(each["record"], each.get("id")) for each in records] == [
        ("contact", "c1"), ("contact", "c2"), ("note", "n1"), ("reminder", "r1"),
        ("reminder", "r2"), ("issue", "i1"), ("win", "w1"), ("filter", None), ("key", None),
        ("end", None),
    ]  # fmt: skip
    assert crm("export").out == out


def test_a_filter_exports_those_people_and_what_is_about_them(crm: Crm):
    _fill(crm)
    records = [json.loads(line) for line in crm("export", "bo").out.splitlines()]
    assert records.pop() == {"record": "end", "records": 4}
    assert [each.get("id") for each in records] == ["c2", "n1", "i1", "c1"]
    assert records[-1].keys() == {"record", "id", "uid_sha256"}  # only mentioned
    assert records[-1]["record"] == "other"
    assert "Ada" not in json.dumps(records)


def test_links_to_somebody_outside_a_filter_are_joined_again_where_they_are(
    crm: Crm, tmp_path: Path, monkeypatch
):
    _fill(crm)
    crm("edit", "bo", "--related", "spouse=c1")
    file = tmp_path / "bo.jsonl"
    crm("export", "bo", "-o", str(file))
    crm("rm", "c2", "n1", "--yes")
    assert "3 new, 0 updated" in crm("import", str(file)).out
    bo = crm.json("show", "bo")
    assert [(each["label"], each["id"]) for each in bo["related"]] == [("spouse", "c1")]
    assert "c1" in json.dumps(bo["notes"][0]["contacts"])
    monkeypatch.setenv("CRM_HOME", str(tmp_path / "other"))
    assert "0 skipped" in crm("import", str(file)).out
    assert [each["id"] for each in crm.json("show", "bo")["related"]] == [None]


def test_a_file_is_new_and_private_and_never_overwritten(crm: Crm, tmp_path: Path):
    _fill(crm)
    file = tmp_path / "all.jsonl"
    result = crm("export", "-o", str(file))
    assert (result.out, result.err) == ("", f"crm: 9 records in {file}\n")
    assert file.read_text("utf-8") == crm("export").out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert crm.run("export", "-o", str(file)).code == 5
    result = crm.run("export", "-o", str(tmp_path / "no" / "where"))
    assert (result.code, result.out) == (3, "")
    assert result.err == f"crm: There is no folder {tmp_path / 'no'}.\n     Make it first.\n"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    result = crm.run("export", "-o", str(pipe), "--yes")
    assert (result.code, pipe.is_fifo(), " is not a file." in result.err) == (5, True, True)
    too_long = tmp_path / ("x" * 300)
    result = crm.run("export", "-o", str(too_long))
    assert (result.code, "cannot be written: File name too long." in result.err) == (6, True)
    assert crm.run("export", "--format", "xml").code == 2


def test_what_came_was_answered_or_promised_is_in_no_address_book(crm: Crm):
    crm("add", "Ada Lovelace", "-e", "ada@x.example", "--do-not-contact")
    crm("win", "ada", "450 EUR", "SECRET prints")
    crm("deal", "ada", "SECRET deal", "20 EUR")
    crm("lost", "d1", "SECRET reason")
    crm("feedback", "ada", "9", "SECRET answer")
    crm("perk", "ada", "SECRET perk")
    crm("log", "ada", "Lunch", "--mood", "-2")
    for form in ("vcard", "csv"):
        for flags in ((), ("--notes",)):
            text = crm("export", "--format", form, *flags).out
            assert "ada@x.example" in text
            assert not any(word in text for word in ("SECRET", "450", "contact=", "-2\n", "mood"))


def test_an_empty_file_name_is_not_the_current_folder(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    crm("add", "Ada")
    (tmp_path / "bo.vcf").write_text("BEGIN:VCARD\nFN:Bo\nEND:VCARD\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    for words in (
        ("import", ""),
        ("export", "-o", ""),
        ("export", "--format", "vcard", "-o", ""),
        ("backup", ""),
        ("vcard-merge", "bo.vcf", ""),
    ):
        result = crm.run(*words)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith("crm: The name of the file is empty.\n")
    assert [each.name for each in tmp_path.glob("*.*")] == ["bo.vcf"]
    assert len(crm.json("list")) == 1
