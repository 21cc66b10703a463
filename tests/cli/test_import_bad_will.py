"""`crm import` of files that were made to take long: the good arrives, the rest is named."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.dates import many_days
from tinycrm.exchange import csv_book, reading_limit
from tinycrm.services.people import phone_likeness
from tinycrm.services.transfer import many_contacts

GERMAN = "".join(
    f"P{n} Q,{n}. {month} 19{n + 40}\n" for n in (1, 28) for month in ("März", "Okt.", "Dezember")
)


def imported(crm: Crm, tmp_path: Path, name: str, text: str) -> str:
    """Import a file of this text; return what is said on stderr."""
    file = tmp_path / name
    file.write_text(text)
    return crm("import", str(file)).err


def card(name: str, *lines: str) -> str:
    return "\n".join(("BEGIN:VCARD", f"FN:{name}", *lines, "END:VCARD", ""))


def test_birthdays_in_words_are_the_same_in_a_long_list(crm: Crm, tmp_path: Path):
    crm.home.mkdir()
    (crm.home / "config.toml").write_text('languages = ["en", "de"]\n')
    odd = "Wed Q,Freitag 7. März 1980\nThird Q,1980 march 3rd\nNo Q,31. Februar 1980\n"
    said = imported(crm, tmp_path, "days.csv", f"Name,Birthday\n{GERMAN}{odd}")
    born = {each["name"]: each["birthday"] for each in crm.json("list")}
    assert born["P28 Q"] == "1968-12-28"
    assert (born["Wed Q"], born["Third Q"], born["No Q"]) == ("1980-03-07", "1980-03-03", None)
    assert "31. Februar 1980" in said


def test_words_that_are_new_in_each_row_are_kept_and_said(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(many_days, "MOST_FORMS", 2)
    rows = "A Q,in spring\nB Q,1980 march 3\nC Q,some day\nD Q,1981 march 4\nE Q,5 Mai 1980\n"
    said = imported(crm, tmp_path, "days.csv", f"Name,Birthday\n{rows}F Q,6 May 1980\n")
    born = [each["birthday"] for each in crm.json("list")]
    assert sorted(filter(None, born)) == ["1980-03-03", "1980-05-06", "1981-03-04"]
    for value in ("in spring", "some day", "5 Mai 1980"):
        assert value in said


@for_each(
    "line",
    [
        "CATEGORIES:" + ",".join(f"t{n}" for n in range(60)),
        "TEL;" + ";".join(f"TYPE=t{n}" for n in range(300)) + ":+44 1632 960961",
        "NOTE:" + "\ufdfa" * 200,
        "TEL;TYPE=" + '"' * 20_000 + ":+44 1632 960961",
    ],
    afresh=True,
)
def test_a_card_of_very_much_is_named_and_those_around_it_arrive(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
):
    monkeypatch.setattr(reading_limit, "MOST", 80)
    text = card("Ada First") + card("Bad Card", line) + card("Zoe Last")
    said = imported(crm, tmp_path, "cards.vcf", text)
    assert "cards.vcf:4: skipped: the cards before it have as many properties" in said
    assert [each["name"] for each in crm.json("list")] == ["Ada First", "Zoe Last"]


def test_an_address_is_kept_and_said_where_the_texts_are_too_much(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading_limit, "MOST", 60)
    long = "ADR:;;" + "Long Street " * 70 + ";;;;"
    text = card("Ada First", *[long] * 6, "TEL:+44 1632 960961") + card("Zoe Last")
    said = imported(crm, tmp_path, "cards.vcf", text)
    assert "the ADR has more than 200 letters, and the texts before it as many" in said
    assert crm.json("show", "ada")["phones"][0]["value"] == "+44 1632 960961"
    assert crm("export", "--format", "vcard", "ada").out.count("Long Street") == 6 * 70


def test_rows_are_counted_by_all_that_they_have(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(csv_book, "MOST_CELLS", 40)
    rows = "".join(f"P{n} Q,friend,Q{n},friend,R{n}\n" for n in range(6))
    head = "Name,Relation 1 - Label,Relation 1 - Value,Relation 2 - Label,Relation 2 - Value\n"
    said = imported(crm, tmp_path, "rows.csv", head + rows)
    assert len(crm.json("list")) == 4
    assert "rows.csv:6: skipped: this row and those after it are not read: the rows before" in said


def test_cells_of_very_many_columns_are_counted_too(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(csv_book, "MOST_CELLS", 100)
    wide = ",".join(["Notes"] * 300)
    rows = "".join(f"P{n} Q,{','.join(['a'] * 300)}\n" for n in range(4))
    said = imported(crm, tmp_path, "rows.csv", f"Name,{wide}\n{rows}")
    assert len(crm.json("list")) == 2
    assert "rows.csv:4: skipped: this row and those after it are not read" in said


def test_lines_of_text_between_quotes_count_too(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(csv_book, "MOST_BYTES", 5000)
    lines = "a\n" * 100
    rows = "".join(f'P{n} Q,"{lines}"\n' for n in range(6))
    said = imported(crm, tmp_path, "rows.csv", f"Name,Notes\n{rows}")
    assert len(crm.json("list")) == 3
    assert "rows.csv:305: skipped: this row and those after it are not read: the rows" in said
    text = "a " * 100
    rows = "".join(f'R{n} Q,"{text}"\n' for n in range(6))
    assert "skipped" not in imported(crm, tmp_path, "more.csv", f"Name,Notes\n{rows}")


def test_a_header_of_very_much_is_not_kept_with_each_row(crm: Crm, tmp_path: Path):
    question = "How did you hear of us? " * 18
    header = f"Name,{question},{'x' * 3000}"
    said = imported(crm, tmp_path, "rows.csv", f"{header}\nAda Q,a friend,1\nBo Q,a sign,2\n")
    assert f"the header “{'x' * 40}…” has more than 500 letters: these are kept" in said
    assert said.count("has more than 500 letters") == 1
    kept = crm("export", "ada").out
    assert question.strip() in kept
    assert f"{'x' * 500}…" in kept
    assert "x" * 501 not in kept


def test_numbers_that_end_alike_all_arrive_and_forms_of_one_are_one(crm: Crm, tmp_path: Path):
    numbers = [f"TEL:+1 {area} 555 1234" for area in range(200, 260)]
    forms = ["TEL:+44 1632 960961", "TEL:+44 (0)1632 960961"]
    imported(crm, tmp_path, "cards.vcf", card("Many Q", *numbers) + card("Few Q", *forms))
    assert len(crm.json("show", "many")["phones"]) == 60
    assert len(crm.json("show", "few")["phones"]) == 1
    said = crm("import", str(tmp_path / "cards.vcf")).out
    assert said.startswith("2 cards: 0 new, 0 updated, 2 unchanged")


def test_numbers_that_are_not_compared_any_more_are_kept(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(phone_likeness, "MOST_PAIRS", 1)
    monkeypatch.setattr(many_contacts, "_MOST_PAIRS", 1)
    forms = ["TEL:+44 1632 960961", "TEL:+44 (0)1632 960961"]
    imported(crm, tmp_path, "cards.vcf", card("Ada Q", *forms) + card("Bo Q", *forms))
    assert len(crm.json("show", "ada")["phones"]) == 1
    assert len(crm.json("show", "bo")["phones"]) == 2


def test_a_large_card_leaves_what_it_may_have_to_the_others(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading_limit, "MOST", 80)
    ordinary = [card(f"P{n} Q", *["TEL:1234"] * 18) for n in range(5)]
    said = imported(crm, tmp_path, "cards.vcf", "".join(ordinary))
    assert (len(crm.json("list")), said.count("skipped:")) == (3, 2)


def test_cards_that_go_on_without_end_are_people_of_their_own(crm: Crm, tmp_path: Path):
    part = card("Sam Smith", "UID:same", "NOTE:{}")
    imported(crm, tmp_path, "cards.vcf", "".join(part.replace("{}", f"{n}") for n in range(30)))
    assert len(crm.json("list")) == 10
    assert crm("export").out.count('"record": "note"') == 30


def test_people_of_one_address_are_known_again_by_their_cards(crm: Crm, tmp_path: Path):
    names = [f"Sam {n}" for n in range(40)]
    nicknames = "NICKNAME:" + ",".join(names[:20])
    text = "".join(
        card(name, nicknames, "EMAIL:all@x.example", "TEL:+44 1632 960961") for name in names
    )
    imported(crm, tmp_path, "cards.vcf", text)
    said = crm("import", str(tmp_path / "cards.vcf")).out
    assert said == "40 cards: 0 new, 0 updated, 40 unchanged, 0 skipped\n"


def test_files_of_bytes_by_chance_are_no_tables(crm: Crm, tmp_path: Path):
    chance = random.Random(2)
    for number in range(30):
        (tmp_path / f"{number}.vcf").write_bytes(chance.randbytes(3000))
    (tmp_path / "good.vcf").write_text(card("Ada Lovelace"))
    said = crm("import", str(tmp_path)).err
    assert said.count("skipped: this is no text") == 30
    assert crm.json("show", "ada")["name"] == "Ada Lovelace"


def test_many_uids_that_files_share_are_said_in_short(crm: Crm, tmp_path: Path):
    for number in range(50):
        text = card(f"Name {number}", f"UID:u{number // 2}")
        (tmp_path / f"{number:02}.vcf").write_text(text)
    said = crm("import", str(tmp_path)).err
    assert said.count("These files have one UID") == 20
    assert "So have the files of 5 more UIDs." in said
