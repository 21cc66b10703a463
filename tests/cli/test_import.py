"""`crm import`: an address book, read card by card."""

from pathlib import Path

import pytest

from tests import stores
from tests.conftest import Crm


def card(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "book.vcf"


def test_the_report_says_total_new_unchanged_and_skipped(crm: Crm, book: Path):
    book.write_text(card("FN:Ada", "EMAIL:ada@a.example") + card("X-NOTHING:1") + card("FN:Bo"))
    result = crm("import", str(book))
    assert result.out == "3 cards: 2 new, 0 updated, 0 unchanged, 1 skipped\n"
    assert f"crm: {book}:6: skipped: " in result.err
    assert crm("list", "--ids").out.split() == ["c1", "c2"]


def test_the_same_file_again_adds_nobody(crm: Crm, book: Path):
    book.write_text(
        card("FN:Ada", "EMAIL:ada@a.example", "NOTE:met in Paris", "BDAY:1980-12-31")
        + card("FN:Bo", "TEL:+44 20 7946 0018")
    )
    crm("import", str(book), "--tag", "phone")
    before = crm("export").out
    again = crm("import", str(book), "--tag", "phone")
    assert again.out == "2 cards: 0 new, 0 updated, 2 unchanged, 0 skipped\n"
    assert crm("export").out == before


def test_a_dry_run_says_the_same_and_writes_nothing(crm: Crm, book: Path):
    book.write_text(card("FN:Ada"))
    result = crm("import", str(book), "--dry-run")
    assert result.out == "1 card: would be 1 new, 0 updated, 0 unchanged, 0 skipped\n"
    assert crm("list").out == ""


def test_what_a_card_carries_arrives(crm: Crm, book: Path):
    book.write_text(
        card(
            "FN:Ada Lovelace", "N:Lovelace;Ada;;;", "NICKNAME:Countess", "ORG:Engines;Lab",
            "TITLE:Director", "EMAIL;TYPE=work:ada@a.example", "TEL;TYPE=cell:+44 1632 960961",
            "BDAY:--12-10", "ANNIVERSARY:1835-07-08", "CATEGORIES:vip,math", "NOTE:likes Bach",
            "X-UNHEARD;Q=1:of",
        )
    )  # fmt: skip
    crm("import", str(book))
    found = crm.json("show", "countess")
    assert found["name"] == "Ada Lovelace"
    assert found["birthday"] == "--12-10"
    assert found["occasions"] == [{"id": "o2", "label": "anniversary", "day": "1835-07-08"}]
    assert found["tags"] == ["math", "vip"]
    assert found["phones"] == [{"value": "+44 1632 960961", "label": "mobile"}]
    assert [note["kind"] for note in found["notes"]] == ["note"]
    assert '"key": "X-UNHEARD;Q=1", "value": "of"' in crm("export").out


def test_what_is_not_understood_is_said_shown_and_found(crm: Crm, book: Path):
    text = card("FN:Ada", "BDAY:sometime in May", "EMAIL:none", "X-ABUID:7", "X-Shoe size:42")
    book.write_text(text)
    result = crm("import", str(book))
    assert result.err.splitlines()[:4] == [
        f"crm: 3 values not understood: {book}:4 BDAY sometime in May",
        f"     {book}:5 EMAIL none",
        f"     {book}:7 X-SHOE SIZE 42",
        "     They are kept on their cards, under “Also”.",
    ]
    assert "Also        BDAY: sometime in May · " in crm("show", "ada").out.replace("bday", "BDAY")
    assert crm.json("show", "ada")["also"] == [
        {"name": "BDAY", "value": "sometime in May"},
        {"name": "EMAIL", "value": "none"},
        {"name": "X-Shoe size", "value": "42"},
    ]
    again = crm.json("import", str(book))
    assert (again["updated"], again["not_understood_count"]) == (0, 3)
    assert again["not_understood"][0] == {
        "file": str(book), "line": 4, "name": "BDAY", "value": "sometime in May",
    }  # fmt: skip
    assert len(crm.json("show", "ada")["also"]) == 3


def test_many_values_are_counted_and_the_first_are_named(crm: Crm, book: Path):
    book.write_text("".join(card(f"FN:P{n}", "BDAY:soon") for n in range(30)))
    result = crm("import", str(book))
    assert "crm: 30 values not understood: " in result.err
    assert result.err.count("BDAY soon") == 20
    assert "     and 10 more\n" in result.err


def test_a_row_of_an_older_import_is_marked_and_not_doubled(crm: Crm, book: Path):
    book.write_text(card("FN:Ada", "BDAY:soon", "NICKNAME:Al"))
    crm("import", str(book))
    with crm.db() as db:
        db.execute("UPDATE extra SET unread = 0, folded = ''")
    assert "1 updated" in crm("import", str(book)).out
    assert crm.json("show", "ada")["also"] == [{"name": "BDAY", "value": "soon"}]
    assert "0 updated" in crm("import", str(book)).out


def test_quoted_text_is_shown_as_text(crm: Crm, book: Path):
    line = "X-STAR SIGN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=A4ger"
    book.write_text(card("FN:Ada", line))
    crm("import", str(book))
    assert crm.json("show", "ada")["also"] == [{"name": "X-STAR SIGN", "value": "Jäger"}]


def test_an_unknown_property_swallows_no_address(crm: Crm, book: Path):
    book.write_text(card("FN:Ada", "EMAIL:ada@a.example", "PRONOUNS;PREF=1:they/them"))
    crm("import", str(book))
    found = crm.json("show", "ada")
    assert (found["emails"][0]["value"], found["facts"]) == (
        "ada@a.example",
        {"pronouns": "they/them"},
    )


def test_a_card_that_is_cut_off_is_read_and_said(crm: Crm, book: Path):
    book.write_text(card("FN:Ada") + "BEGIN:VCARD\nFN:Bo\nTEL:5551234")
    result = crm("import", str(book))
    assert result.out.startswith("2 cards: 2 new")
    assert f"crm: {book}:5: no END:VCARD before the file ends" in result.err


def test_a_guessed_charset_is_said_and_can_be_overruled(crm: Crm, book: Path):
    book.write_bytes(card("FN:Łukasz Żółty").encode("cp1250"))
    result = crm("import", str(book), "--dry-run")
    assert "read as cp1250: “Łukasz Żółty” (--charset for another)" in result.err
    crm("import", str(book), "--charset", "cp1251")
    assert [each["name"] for each in crm.json("list")] == ["Јukasz Їуіty"]
    refused = crm.run("import", str(book), "--charset", "klingon")
    assert (refused.code, refused.err.splitlines()[0]) == (2, "crm: “klingon” is not a charset.")


def test_a_birthday_in_utc_is_said(crm: Crm, book: Path):
    book.write_text(card("FN:Ada", "BDAY:1980-07-17T22:00:00Z"))
    assert (
        f"crm: {book}:4: the birthday 1980-07-17T22:00:00Z has a time in UTC"
        in crm("import", str(book)).err
    )
    assert crm.json("show", "ada")["birthday"] == "1980-07-17"


def test_a_shared_number_does_not_make_two_people_one(crm: Crm, book: Path):
    book.write_text(card("FN:Ada Byron", "TEL:5551234") + card("FN:Bo Byron", "TEL:5551234"))
    crm("import", str(book))
    crm("import", str(book))
    assert crm("list", "--ids").out.split() == ["c1", "c2"]


def test_two_cards_of_one_file_are_the_same_only_by_uid(crm: Crm, book: Path):
    book.write_text(
        card("FN:Ada", "EMAIL:a@a.example") + card("FN:Ada", "EMAIL:a@a.example")
        + card("UID:77", "FN:Bo") + card("UID:77", "FN:Bo", "TEL:5551234")
    )  # fmt: skip
    assert crm("import", str(book)).out == "4 cards: 3 new, 1 updated, 0 unchanged, 0 skipped\n"


def test_a_card_that_was_merged_is_known_by_its_uid_until_the_merge_is_taken_back(
    crm: Crm, book: Path
):
    crm("add", "Zed", "-e", "zed@z.example")
    book.write_text(card("FN:Grace Hopper", "UID:g-1", "EMAIL:grace@n.example"))
    crm("import", str(book))
    crm("merge", "c1", "c2", "--yes")
    before = crm("export").out
    assert "0 new, 0 updated, 1 unchanged" in crm("import", str(book)).out
    assert crm("export").out == before
    book.write_text(card("FN:Rear Admiral", "UID:g-1", "TITLE:Admiral"))  # no other trace
    assert "0 new, 1 updated" in crm("import", str(book)).out
    crm("add", "Grand Zed")
    crm("merge", "c3", "c1", "--yes")
    assert "0 new, 0 updated, 1 unchanged" in crm("import", str(book)).out
    crm("undo"), crm("undo"), crm("undo"), crm("undo")
    assert "0 new, 1 updated" in crm("import", str(book)).out
    assert [crm.json("show", each)["title"] for each in ("c1", "c2")] == [None, "Admiral"]


def test_a_known_person_is_filled_and_never_overwritten(crm: Crm, book: Path):
    crm("add", "Ada Lovelace", "-e", "ada@a.example", "-o", "Engines")
    book.write_text(card("FN:A. Lovelace", "EMAIL:ADA@a.example", "ORG:Other", "TITLE:Countess"))
    crm("import", str(book))
    found = crm.json("show", "c1")
    assert (found["name"], found["organization"], found["title"]) == (
        "Ada Lovelace", "Engines", "Countess",
    )  # fmt: skip


def test_an_address_with_a_name_that_contradicts_is_somebody_else(crm: Crm, book: Path):
    crm("add", "Ada Lovelace", "-e", "office@a.example")
    book.write_text(card("FN:Charles Babbage", "EMAIL:office@a.example"))
    assert crm("import", str(book)).out.startswith("1 card: 1 new")


def test_one_undo_takes_an_import_back(crm: Crm, book: Path):
    crm("add", "Ada", "-e", "ada@a.example")
    before = crm("export").out
    book.write_text(card("FN:Ada", "EMAIL:ada@a.example", "TITLE:x") + card("FN:Bo", "NOTE:y"))
    crm("import", str(book))
    crm("undo")
    assert crm("export").out == before


def test_a_copy_is_made_before_an_import_into_a_store(crm: Crm, book: Path):
    crm("add", "Ada")
    book.write_text(card("FN:Bo"))
    crm("import", str(book))
    assert len(list((crm.home / "backups").glob("*before-import*"))) == 1


def test_stdin_and_a_folder_are_files_too(crm: Crm, book: Path):
    assert crm("import", "-", stdin=card("FN:Ada")).out.startswith("1 card: 1 new")
    book.write_text(card("FN:Bo"))
    assert crm("import", str(book.parent)).out.startswith("1 card: 1 new")


def test_undo_names_the_folder_and_of_many_files_the_first(crm: Crm, tmp_path: Path):
    folder = tmp_path / "cards"
    folder.mkdir()
    for n in range(6):
        (folder / f"{n}.vcf").write_text(card(f"FN:Person {n}"))
    crm("import", str(folder))
    assert crm("undo").err == f"crm: Undone: import {folder} (b1).\n"
    crm("import", *(str(folder / f"{n}.vcf") for n in range(6)))
    first = ", ".join(str(folder / f"{n}.vcf") for n in range(3))
    assert crm.json("undo")["label"] == f"import {first} and 3 more"


def test_what_cannot_be_read_is_refused_in_a_sentence(crm: Crm, book: Path, tmp_path: Path):
    assert crm.run("import", str(tmp_path / "none.vcf")).code == 3
    book.write_text("shoe,size\nred,42\n")
    result = crm.run("import", str(book))
    assert (result.code, result.out) == (2, "")
    assert "No contact could be read" in result.err
    assert crm("list").out == ""


def test_real_address_books_give_everybody_and_the_lot_again_adds_nobody(crm: Crm, corpus: Path):
    rows = [line.split("\t") for line in (corpus / "COUNTS.tsv").read_text().splitlines()[1:]]
    books = sorted((corpus / folder / name, int(usable)) for folder, name, _, _, usable, *_ in rows)
    exact = 0
    for file, usable in books:
        stores.clear(crm.home)
        result = crm.run("import", str(file), "--json")
        assert "Traceback" not in result.err
        assert result.code == (0 if usable else 2)
        exact += (result.json["new"] if usable else 0) == usable
        if usable:
            again = crm("import", str(file), "--json").json
            assert (again["new"], again["updated"], again["batch"]) == (0, 0, None)
    assert exact == len(books)
    stores.clear(crm.home)
    crm("import", str(corpus))
    again = crm("import", str(corpus), "--json").json
    assert (again["new"], again["updated"], again["batch"]) == (0, 0, None)
