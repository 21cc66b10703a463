"""What is read of a folder of cards: a card of each file, and of files with many what is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Crm
from tinycrm.cli import input_files
from tinycrm.exchange import reading_limit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "book"
    made.mkdir()
    return made


def card(name: str, *lines: str) -> str:
    return "\n".join(("BEGIN:VCARD", f"FN:{name}", f"UID:{name}", *lines, "END:VCARD", ""))


def cards(name: str, count: int, *lines: str) -> str:
    return "".join(card(f"{name} {number}", *lines) for number in range(count))


def fill(folder: Path, count: int, *lines: str) -> None:
    """Write so many files that have a card each."""
    for number in range(count):
        (folder / f"{number}.vcf").write_text(card(f"Alone {number}", *lines))


def names(crm: Crm) -> set[str]:
    return {each["name"] for each in crm.json("list")}


def test_a_folder_with_a_card_in_each_file_comes_whole_however_many(
    crm: Crm, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading_limit, "MOST_CARDS", 4)
    monkeypatch.setattr(reading_limit, "MOST", 80)
    photo = "PHOTO;ENCODING=b:" + "\n ".join(["/9j4" * 18] * 6000)
    fill(folder, 30, *[f"X-A:{n}" for n in range(20)], photo)
    said = crm("import", str(folder))
    assert said.out == "30 cards: 30 new, 0 updated, 0 unchanged, 0 skipped\n"
    assert crm("import", str(folder)).out.endswith("30 unchanged, 0 skipped\n")


def test_a_file_with_many_cards_gets_what_the_others_leave_and_alone_comes_whole(
    crm: Crm, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading_limit, "MOST_CARDS", 10)
    fill(folder, 4)
    for name in ("00", "many", "zz"):
        (folder / f"{name}.vcf").write_text(cards(name, 3))
    result = crm("import", str(folder))
    assert result.out == "12 cards: 10 new, 0 updated, 0 unchanged, 2 skipped\n"
    for name, line in ("many", 9), ("zz", 5):
        assert f"{name}.vcf:{line}: skipped: of a file or a folder 12,000 cards" in result.err
        crm("import", str(folder / f"{name}.vcf"))
    everybody = {f"{name} {n}" for name in ("00", "many", "zz") for n in range(3)}
    assert names(crm) == everybody | {f"Alone {n}" for n in range(4)}
    assert crm("import", str(folder)).out.startswith("12 cards: 0 new, 0 updated, 10 unchanged")


def test_files_that_are_named_one_by_one_have_a_limit_each(
    crm: Crm, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading_limit, "MOST_CARDS", 3)
    files = [folder / f"{name}.vcf" for name in ("one", "two", "three")]
    for file in files:
        file.write_text(cards(file.stem, 3))
    assert crm("import", *map(str, files)).out.startswith("9 cards: 9 new")


def test_a_few_files_of_two_cards_are_read_among_very_many_of_one(
    crm: Crm, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading_limit, "MOST_CARDS", 8)
    fill(folder, 20)
    (folder / "two.vcf").write_text(cards("Two", 2))
    assert crm("import", str(folder)).out.startswith("22 cards: 22 new")


def test_properties_are_shared_too_and_what_has_many_is_named(
    crm: Crm, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading_limit, "MOST", 200)
    rich = [f"X-A:{n}" for n in range(60)]
    (folder / "0.vcf").write_text(card("Rich First", *rich))
    (folder / "1.vcf").write_text(card("Plain", *rich[:40]))
    (folder / "2.vcf").write_text(card("Rich Next", *rich, *rich))
    (folder / "3.vcf").write_text(cards("Many", 3, *rich[:4]))
    said = crm("import", str(folder)).err
    assert names(crm) == {"Rich First", "Plain", "Many 0", "Many 1", "Many 2"}
    assert "2.vcf:1: skipped: the cards before it have as many properties" in said
    crm("import", str(folder / "2.vcf"))
    assert "Rich Next" in names(crm)


def test_what_a_file_keeps_for_its_cards_and_does_not_need_is_for_the_next_one(
    crm: Crm, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading_limit, "MOST", 200)
    (folder / "0.vcf").write_text(card("Odd", *["NOTE:BEGIN:VCARD"] * 20))
    (folder / "1.vcf").write_text(cards("Next", 2, *[f"X-A:{n}" for n in range(40)]))
    assert crm("import", str(folder)).out.startswith("3 cards: 3 new")


def test_what_each_card_may_have_is_not_there_for_a_rich_one(
    crm: Crm, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading_limit, "MOST", 200)
    (folder / "rich.vcf").write_text(card("Rich", *[f"X-A:{n}" for n in range(88)]))
    assert crm("import", str(folder), "--dry-run").out.startswith("1 card: would be 1 new")
    (folder / "many.vcf").write_text(cards("Many", 6))
    assert "rich.vcf:1: skipped: the cards before" in crm("import", str(folder), "--dry-run").err
    (folder / "many.vcf").unlink()
    fill(folder, 9)
    assert "rich.vcf:1: skipped: the cards before" in crm("import", str(folder)).err


def test_a_few_rich_cards_are_read_among_very_many_files(
    crm: Crm, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading_limit, "MOST", 160)
    fill(folder, 30)
    (folder / "rich.vcf").write_text(card("Rich", *[f"X-A:{n}" for n in range(40)]))
    assert crm("import", str(folder)).out.startswith("31 cards: 31 new")


def test_long_notes_of_a_folder_are_read_while_there_is_room_and_else_kept(
    crm: Crm, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading_limit, "MOST", 100)
    fill(folder, 5, "NOTE:" + "short " * 300)
    (folder / "long.vcf").write_text(card("Long", "NOTE:" + "long " * 10_000))
    said = crm("import", str(folder)).err
    assert len(crm.json("notes")) == 5
    assert "long.vcf:4: the NOTE has more than" in said
    assert crm("export", "--format", "vcard", "Long").out.count("long ") == 10_000


def test_of_large_files_so_much_is_read_and_the_others_are_named(
    crm: Crm, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(input_files, "_LARGE", 500)
    monkeypatch.setattr(input_files, "_MOST_LARGE", 2000)
    for name in "abc":
        (folder / f"{name}.vcf").write_text(card(f"Large {name}", "NOTE:" + "a" * 800))
    (folder / "d.vcf").write_text(card("Small"))
    said = crm("import", str(folder)).err
    assert names(crm) == {"Large a", "Large b", "Small"}
    assert "c.vcf:1: skipped: it cannot be read: of a folder's files above 16 MB only 128" in said
    crm("import", str(folder / "c.vcf"))
    assert "Large c" in names(crm)


def test_of_a_folder_only_cards_are_read(crm: Crm, folder: Path):
    (folder / "a.vcf").write_text(card("Ada"))
    (folder / "b.vcf").write_text("Name,Email\nBo,bo@b.example\n")
    (folder / "c.vcf").write_text('{"name": "Cy"}\n')
    result = crm("import", str(folder))
    assert result.out == "3 cards: 1 new, 0 updated, 0 unchanged, 2 skipped\n"
    for name in "bc":
        assert f"{name}.vcf:1: skipped: no card begins in it; what has another" in result.err
    crm("import", str(folder / "b.vcf"), str(folder / "c.vcf"))
    assert names(crm) == {"Ada", "Bo", "Cy"}


def test_cards_inside_a_card_do_not_hide_it_where_no_more_are_read(
    crm: Crm, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading_limit, "MOST_CARDS", 1)
    fill(folder, 2)
    inner = card("Agent").strip()
    (folder / "x.vcf").write_text(card("Outer", "AGENT:", inner, "AGENT:", inner) + card("No"))
    assert "x.vcf:15: skipped: of a file" in crm("import", str(folder)).err
    assert names(crm) == {"Alone 0", "Alone 1", "Outer"}
