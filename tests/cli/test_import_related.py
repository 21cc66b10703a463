"""Relations of imported cards: by name, by UID, and the same file twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Crm

ADA = """\
BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:ada-1
FN:Ada Lovelace
RELATED;TYPE=spouse:urn:uuid:ben-1
RELATED;TYPE=co-worker;VALUE=text:Grace Hopper
item1.X-ABRELATEDNAMES:Rex
item1.X-ABLABEL:Dog
END:VCARD
"""
BEN = """\
BEGIN:VCARD
VERSION:4.0
UID:ben-1
FN:Ben Turing
item1.X-ABRELATEDNAMES:Ada Lovelace
item1.X-ABLABEL:_$!<Wife>!$_
END:VCARD
"""
GRACE = "BEGIN:VCARD\nVERSION:3.0\nFN:Grace Hopper\nEND:VCARD\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.vcf"


def _related(crm: Crm, who: str) -> list[list[str | None]]:
    return [[each["label"], each["id"]] for each in crm.json("show", who)["related"]]


def test_a_uid_and_a_name_are_links_in_any_order_and_a_second_import_changes_nothing(
    crm: Crm, file: Path
):
    file.write_text(ADA + BEN + GRACE)
    crm("import", str(file))
    assert _related(crm, "ada") == [["spouse", "c2"], ["co-worker", "c3"], ["Dog", None]]
    assert _related(crm, "ben") == [["wife", "c1"]]
    assert _related(crm, "grace") == [["colleague", "c1"]]
    again = crm("import", str(file))
    assert "0 new, 0 updated, 3 unchanged" in again.out
    crm("undo")
    assert crm.json("list") == []


def test_a_uid_that_is_nobodys_yet_is_kept_until_its_card_comes(crm: Crm, file: Path):
    file.write_text(ADA)
    crm("import", str(file))
    assert ["spouse", "c2"] not in _related(crm, "ada")
    kept = '"key": "RELATED;TYPE=spouse'  # the text of the card says it as well
    assert kept in crm("export", "--format", "jsonl").out
    assert "0 new, 0 updated" in crm("import", str(file)).out
    file.write_text(BEN + ADA)
    assert "1 new, 1 updated" in crm("import", str(file)).out
    assert ["spouse", "c2"] in _related(crm, "ada")
    assert kept not in crm("export", "--format", "jsonl").out


def test_a_merged_card_is_still_found_by_its_uid(crm: Crm, file: Path):
    file.write_text(BEN)
    crm("import", str(file))
    crm("add", "Benjamin Turing")
    crm("merge", "c2", "c1", "--yes")
    file.write_text(ADA)
    crm("import", str(file))
    assert _related(crm, "ada")[0] == ["spouse", "c2"]


def test_a_dry_run_stores_nothing(crm: Crm, file: Path):
    crm("add", "Ada Lovelace")
    file.write_text(ADA)
    crm("import", str(file), "--dry-run")
    assert _related(crm, "ada") == []


def test_what_we_wrote_ourselves_changes_nothing_when_it_comes_back(crm: Crm, tmp_path: Path):
    file, folder, book = tmp_path / "f.jsonl", tmp_path / "cards", tmp_path / "book.vcf"
    file.write_text('{"name": "Ada", "related": [{"label": "a=b", "name": "Bo"}]}\n')
    crm("import", str(file))
    crm("export", "--format", "vcard", "-o", f"{folder}/")
    crm("export", "--format", "vcard", "-o", str(book))
    for path in (file, folder, book, folder):
        assert crm.json("import", str(path))["updated"] == 0, path
    assert [each["label"] for each in crm.json("show", "ada")["related"]] == ["a b"]


APPLE = r"""BEGIN:VCARD
VERSION:4.0
FN:Dora
RELATED;VALUE=text;TYPE="_$!<Friend>!$_":Bob
END:VCARD
"""


def test_a_label_with_the_marks_of_apple_comes_back_as_it_was_stored(crm: Crm, tmp_path: Path):
    card, table, folder = tmp_path / "a.vcf", tmp_path / "a.csv", tmp_path / "cards"
    card.write_text(APPLE)
    table.write_text("Name,Relation 1 - Label,Relation 1 - Value\nCara,_$!<BestFriend>!$_,Bob\n")
    crm("import", str(card), str(table))
    crm("add", "Fay", "--related", "_$!<Friend>!$_=Bob")
    crm("export", "--format", "vcard", "-o", f"{folder}/")
    assert crm.json("import", str(folder))["updated"] == 0
    labels = [crm.json("show", who)["related"][0]["label"] for who in ("dora", "cara", "fay")]
    assert labels == ["friend", "best friend", "friend"]
