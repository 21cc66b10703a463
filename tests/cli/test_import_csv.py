"""`crm import` of CSV files: twice changes nothing, --map, what is said, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Crm

BOOK = """\
Name,E-mail,Phone,Birthday,Kunde,Spouse
Ada Lovelace,ada@a.example,,10/12/1980,7,William
,,+44 1632 960961,,,
Bo,bo@b.example,4.41E+11,25/12/1980,,
,,,,8,
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    file = tmp_path / "book.csv"
    file.write_text(BOOK)
    return file


def test_a_file_is_imported_and_a_second_time_changes_nothing(crm: Crm, book: Path):
    result = crm("import", str(book), "-t", "mail")
    assert result.out == "4 rows: 3 new, 0 updated, 0 unchanged, 1 skipped\n"
    for said in (
        f"{book}:5: skipped: no name",
        f"{book}:1: the days of the column “Birthday” are read as day/month/year",
        f"{book}:1: 1 column is not known and kept on the card: Kunde;",
        f"{book}:4: “4.41E+11” in the column “Phone” is not a phone number any more",
    ):
        assert said in result.err
    ada = crm.json("show", "ada")
    assert (ada["birthday"], ada["tags"]) == ("1980-12-10", ["mail"])
    assert ada["also"] == [{"name": "Kunde", "value": "7"}]
    assert ada["related"] == [{"label": "spouse", "id": None, "name": "William"}]
    assert crm.json("show", "960961")["name"] == "+44 1632 960961"
    before = crm("export").out
    again = crm("import", str(book), "-t", "mail")
    assert again.out == "4 rows: 0 new, 0 updated, 3 unchanged, 1 skipped\n"
    assert crm("export").out == before
    assert crm("import", str(book), "--dry-run").out.startswith("4 rows: would be 0 new")


def test_somebody_who_came_from_a_phone_gets_what_is_missing(crm: Crm, book: Path):
    crm("add", "Ada Lovelace", "-e", "ada@a.example", "-t", "vip")
    report = crm.json("import", str(book))
    assert (report["new"], report["updated"]) == (2, 1)
    assert {"occasions", "extra"} == set(report["changes"][0]["fields"])
    crm("undo")
    assert [each["name"] for each in crm.json("list")] == ["Ada Lovelace"]


def test_a_column_is_mapped_by_hand(crm: Crm, tmp_path: Path):
    file = tmp_path / "own.txt"
    file.write_text("Kunde;Ort der Geburt;Seit\nJan Kowalski;Kraków;2019-05-01\n")
    assert crm.run("import", str(file)).code == 2
    mapped = ("--map", "Kunde=name", "--map", "Ort der Geburt=fact:birthplace", "--map",
              "Seit=date:customer since")  # fmt: skip
    crm("import", str(file), *mapped)
    jan = crm.json("show", "jan")
    assert jan["facts"] == {"birthplace": "Kraków"}
    assert jan["occasions"] == [{"id": "o1", "label": "customer since", "day": "2019-05-01"}]
    missing = crm("import", str(file), *mapped, "--map", "Nr.=-").err
    assert f"{file}:1: --map names a column “nr”, and the file has none of that name" in missing
    assert missing.count("--map names") == 1
    wrong = crm.run("import", str(file), "--map", "Kunde=nothing")
    assert (wrong.code, "Write it like Mobil=phone:mobile" in wrong.err) == (2, True)


def test_what_is_no_address_book_is_refused(crm: Crm, tmp_path: Path):
    file = tmp_path / "prose.csv"
    for data in (b"a,b,c\n1,2,3\n", b"Once upon a time\n", b"Name,Phone\n"):
        file.write_bytes(data)
        result = crm.run("import", str(file))
        assert (result.code, result.out) == (2, "")
        assert f"{file}:1: skipped: " in result.err


def test_a_long_import_shows_its_progress_on_a_terminal_only(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tinycrm.cli.progress._PATIENCE", -1.0)
    file = tmp_path / "many.csv"
    file.write_text("Name\n" + "".join(f"Person {n}\n" for n in range(200)))
    shown = crm.run("import", str(file), "--dry-run", on_screen=True)
    assert "crm: 200 read" in shown.err
    assert "50%  100 of 200" in shown.err
    assert "100%  200 of 200\r\x1b[2K" in shown.err
    assert "\x1b" not in crm("import", str(file)).err
    export = tmp_path / "all.jsonl"
    crm("export", "-o", str(export))
    assert "200 of 200" in crm.run("import", str(export), on_screen=True).err
