"""`crm import --again`: what older imports only kept is read by the rules of today."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Crm
from tinycrm.exchange import reading_limit

KEPT = (
    ("vcard", "X-SPOUSE", "Ben Lee"),
    ("vcard", "item1.X-ABDATE", "2011-05-14"),
    ("vcard", "item1.X-ABLabel", "customer since"),
    ("vcard", "ROLE", "Muse"),
    ("vcard", "BDAY", "1980-12-31"),
    ("vcard", "TEL;TYPE=cell", "+44 20 7946 0018"),
    ("vcard", "X-SHOE-SIZE", "42"),
    ("vcard", "PHOTO;ENCODING=b", "AAAA"),
    ("csv", "Adres e-mail", "a@x.example"),
    ("csv", "Kundennr", "4711"),
    ("csv", "more columns\nSchuhe,Mobil,Hut", '42,+44 1632 960961,"a, b"'),
    ("merge", "uid", "old"),
)


@pytest.fixture
def store(crm: Crm) -> Crm:
    """A store with what an import of long ago kept."""
    crm("add", "Ada, Countess; of L\\ovelace", "-b", "1815-12-10")
    crm("add", "Bo")
    with closing(sqlite3.connect(crm.home / "crm.db", isolation_level=None)) as db:
        db.executemany(
            "INSERT INTO extra (contact_id, source, key, value) VALUES (1, ?, ?, ?)", KEPT
        )
    crm("remind", "me", "adopt what another program wrote", "--on", "2026-12-01")
    return crm


def _kept(crm: Crm) -> list[str]:
    with closing(sqlite3.connect(crm.home / "crm.db")) as db:
        return [key for (key,) in db.execute("SELECT key FROM extra ORDER BY id")]


def test_kept_values_are_read_and_those_that_would_be_lost_stay(store: Crm):
    before = store("export").out
    dry = store("import", "--again", "--dry-run")
    assert dry.out.startswith("1 contact with kept values: would be 0 new, 1 updated")
    assert store("export").out == before
    result = store("import", "--again")
    assert result.out == ("1 contact with kept values: 0 new, 1 updated, 0 unchanged, 0 skipped\n")
    ada = store.json("show", "c1")
    assert ada["name"] == "Ada, Countess; of L\\ovelace"
    assert [(each["label"], each["name"]) for each in ada["related"]] == [("spouse", "Ben Lee")]
    assert [(o["label"], o["day"]) for o in ada["occasions"]] == [("customer since", "2011-05-14")]
    assert ada["birthday"] == "1815-12-10"  # is not overwritten, and the other one is kept
    assert [each["value"] for each in ada["phones"]] == ["+44 1632 960961", "+44 20 7946 0018"]
    assert [each["value"] for each in ada["emails"]] == ["a@x.example"]
    assert ada["title"] == "Muse"
    assert _kept(store) == [
        "BDAY", "X-SHOE-SIZE", "PHOTO;ENCODING=b", "Kundennr", "uid", "more columns\nSchuhe,Hut",
    ]  # fmt: skip
    assert "X-SHOE-SIZE" in {each["name"] for each in ada["also"]}
    store("undo")
    assert store("export").out == before


def test_a_second_time_changes_nothing(store: Crm):
    store("import", "--again")
    before = store("export").out
    again = store.json("import", "--again")
    assert (again["updated"], again["unchanged"], again["batch"]) == (0, 1, None)
    assert store("export").out == before


def test_it_reads_no_file_and_without_it_a_file_is_needed(crm: Crm):
    assert crm.run("import", "--again", "f.vcf").code == 2
    assert crm.run("import").code == 2
    assert crm.json("import", "--again")["total"] == 0


def test_notes_that_were_too_many_for_one_file_are_read_later(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading_limit, "MOST", 130)
    long = "word " * 1000
    file = tmp_path / "book.vcf"
    file.write_text("".join(f"BEGIN:VCARD\nFN:Ada {n}\nNOTE:{long}\nEND:VCARD\n" for n in (1, 2)))
    said = crm("import", str(file)).err
    assert f"{file}:7: the NOTE has more than 1,024 letters, and the texts before it" in said
    assert "crm import --again reads it" in said
    kept = crm("export", "--format", "vcard").out
    assert crm.json("show", "ada 2")["notes"] == []
    assert crm("import", "--again", "--dry-run").out.startswith("1 contact with kept values:")
    assert crm.json("import", "--again")["changes"][0]["fields"] == ["notes", "extra"]
    assert [each["text"] for each in crm.json("show", "ada 2")["notes"]] == [long.strip()]
    assert crm("export", "--format", "vcard").out == kept
    assert crm.json("import", "--again")["batch"] is None
    crm("undo")
    assert crm.json("show", "ada 2")["notes"] == []
    assert crm("export", "--format", "vcard").out == kept


def test_the_label_of_an_address_does_not_become_another_address(crm: Crm, tmp_path: Path):
    file = tmp_path / "book.vcf"
    lines = ("FN:Ada", "ADR:;;1 Hill St;Rye;;;", "LABEL:1 Hill St\\nRye")
    file.write_text("\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", "")))
    crm("import", str(file))
    assert ": 0 new, 0 updated, " in crm("import", "--again").out
    assert [each["value"] for each in crm.json("show", "ada")["addresses"]] == ["1 Hill St, Rye"]
