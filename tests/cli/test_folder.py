"""A folder of cards, one a file: what vdirsyncer, khard and phones live with."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from tests.conftest import Crm

ADA = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:urn:uuid:ADA-1\r\nFN:Ada King\r\nN:King;Ada;;;\r\n"
    "TEL;TYPE=CELL:+44 1 111 1111\r\nitem1.EMAIL:ada@a.example\r\nitem1.X-ABLabel:club\r\n"
    "X-FOREIGN:kept\r\nREV:2020-01-01T00:00:00Z\r\nEND:VCARD\r\n"
)
PHOTO = "PHOTO;ENCODING=b;TYPE=JPEG:" + "\r\n ".join(["/9j4" * 18] * 280) + "\r\n"
BO = f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:bo\r\nFN:Bo Li\r\n{PHOTO}END:VCARD\r\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "book"
    made.mkdir()
    put(made / "odd name.vcf", ADA)
    put(made / "bo.vcf", BO)
    return made


def put(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


def get(path: Path) -> str:
    return path.read_bytes().decode()


def export(crm: Crm, folder: Path, *words: str) -> str:
    return crm("export", *words, "--format", "vcard", "-o", f"{folder}/").err


def test_a_folder_that_is_read_and_written_stays_as_it_is(crm: Crm, folder: Path):
    assert crm("import", str(folder)).out == "2 cards: 2 new, 0 updated, 0 unchanged, 0 skipped\n"
    times = {each: each.stat().st_mtime_ns for each in folder.iterdir()}
    assert export(crm, folder) == f"crm: {folder}: 0 new, 0 changed, 2 unchanged\n"
    assert {each: each.stat().st_mtime_ns for each in folder.iterdir()} == times
    assert "2 unchanged" in crm("import", str(folder)).out


def test_only_the_line_that_changed_here_changes_in_its_file(crm: Crm, folder: Path):
    crm("import", str(folder))
    crm("edit", "bo", "-p", "+44 1 222 2222")
    crm("edit", "ada", "-e", "-ada@a.example", "-e", "+ada@b.example")
    assert "0 new, 2 changed, 0 unchanged" in export(crm, folder)
    photo = get(folder / "bo.vcf")
    assert PHOTO in photo
    assert "\r\nTEL:+44 1 222 2222\r\n" in photo
    now = get(folder / "odd name.vcf")
    assert (
        now.replace("ada@b.example", "ada@a.example").partition("REV:")[0]
        == (ADA.replace("item1.EMAIL", "item1.EMAIL").partition("REV:")[0])
        or "EMAIL:ada@b.example" in now
    )
    assert stat.S_IMODE((folder / "bo.vcf").stat().st_mode) == 0o600
    assert "2 unchanged" in export(crm, folder)
    assert "2 unchanged" in crm("import", str(folder)).out


def test_both_sides_are_merged_by_field_and_ours_stays_in_doubt(crm: Crm, folder: Path):
    crm("import", str(folder))
    crm("edit", "ada", "--title", "Countess", "--name", "Ada Lovelace")
    there = ADA.replace("+44 1 111 1111", "+44 1 999 9999").replace("FN:Ada King", "FN:Ada B King")
    put(folder / "odd name.vcf", there)
    assert "left as they are: odd name.vcf" in export(crm, folder)
    assert get(folder / "odd name.vcf") == there
    result = crm("import", str(folder))
    assert "1 updated" in result.out
    assert "Ada Lovelace (c2): name changed both here and in the folder; what is here" in result.err
    record = json.loads(crm("show", "Ada Lovelace", "--json").out)
    assert (record["title"], record["phones"][0]["value"]) == ("Countess", "+44 1 999 9999")
    assert "1 changed" in export(crm, folder)
    now = get(folder / "odd name.vcf")
    for line in (
        "FN:Ada Lovelace",
        "TITLE:Countess",
        "TEL;TYPE=CELL:+44 1 999 9999",
        "X-FOREIGN:kept",
    ):
        assert f"\r\n{line}\r\n" in now


def test_a_number_that_got_its_country_here_gets_it_on_its_card(
    crm: Crm, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LC_TELEPHONE", "en_GB")
    national = ADA.replace("+44 1 111 1111", "01632 960961")
    put(folder / "odd name.vcf", national)
    crm("import", str(folder))
    crm("edit", "ada", "-p", "mobile:+44 1632 960961")
    assert "0 new, 1 changed, 1 unchanged" in export(crm, folder)
    now = get(folder / "odd name.vcf")
    assert (
        now.partition("REV:")[0]
        == (national.replace("01632 960961", "+44 1632 960961").partition("REV:")[0])
    )
    assert "2 unchanged" in crm("import", str(folder)).out
    assert "2 unchanged" in export(crm, folder)


def test_a_year_that_was_taken_away_here_goes_from_its_card_too(crm: Crm, folder: Path):
    put(folder / "bo.vcf", BO.replace("FN:", "BDAY:1990-12-10\r\nANNIVERSARY:2001-07-08\r\nFN:"))
    crm("import", str(folder))
    crm("edit", "bo", "-b", "10 Dec", "-d", "anniversary=--07-08")
    assert "1 changed" in export(crm, folder)
    for name, day in (("BDAY", "12-10"), ("ANNIVERSARY", "07-08")):  # as Apple writes such a day
        assert f"\r\n{name};X-APPLE-OMIT-YEAR=1604:1604-{day}\r\n" in get(folder / "bo.vcf")
    assert "2 unchanged" in crm("import", str(folder)).out


def test_a_name_that_was_corrected_there_leaves_no_nickname(crm: Crm, folder: Path):
    crm("import", str(folder))
    there = ADA.replace("FN:Ada King", "FN:Ada Lovelace\r\nX-NEW:1").replace("N:King", "N:Lovelace")
    put(folder / "odd name.vcf", there)
    crm("import", str(folder))
    found = crm.json("show", "Ada Lovelace")
    assert (found["name"], found["nicknames"]) == ("Ada Lovelace", [])


def test_what_is_gone_there_is_named_and_archived_only_when_asked(crm: Crm, folder: Path):
    crm("import", str(folder))
    (folder / "bo.vcf").unlink()
    assert "No longer in" in crm("import", str(folder)).err
    assert "not written again: Bo Li" in export(crm, folder)
    assert not (folder / "bo.vcf").exists()
    refused = crm.run("import", str(folder), "--prune")
    assert refused.code == 5
    assert "1 of 2 cards is gone: Bo Li (c1) would be archived. Nothing was changed." in refused.err
    assert "If that is right, write --prune --yes" in refused.err
    assert "so archived: Bo Li" in crm("import", str(folder), "--prune", "--yes").err
    assert "Bo Li" not in crm("list").out
    assert "Bo" not in export(crm, folder).replace(str(folder), "")
    assert "archived ones only with archived: in it" in export(crm, folder, "bo")
    crm("undo")
    assert "Bo Li" in crm("list").out
    export(crm, folder, "bo")
    assert (folder / "bo.vcf").exists()


def test_an_empty_or_missing_folder_prunes_nothing(crm: Crm, folder: Path, tmp_path: Path):
    crm("import", str(folder))
    for each in folder.iterdir():
        each.unlink()
    assert crm.run("import", str(folder), "--prune", "--yes").code == 2
    assert crm.run("import", str(tmp_path / "none"), "--prune", "--yes").code == 3
    assert len(crm("list", "--ids").out.split()) == 2
    assert "2 changed" in export(crm, folder)
    assert get(folder / "odd name.vcf") == ADA


def test_somebody_deleted_here_leaves_their_file_until_pruned(crm: Crm, folder: Path):
    crm("import", str(folder))
    crm("rm", "c1", "--yes")
    assert "still in" in (said := export(crm, folder))
    assert "Bo Li (bo.vcf)" in said
    again = crm("import", str(folder))
    assert "bo.vcf: Bo Li was deleted here" in again.err
    assert "1 unchanged" in again.out
    refused = crm.run("export", "--format", "vcard", "-o", f"{folder}/", "--prune")
    assert (refused.code, (folder / "bo.vcf").exists()) == (5, True)
    assert "1 removed" in export(crm, folder, "--prune", "--yes")
    assert [each.name for each in folder.iterdir()] == ["odd name.vcf"]


def test_a_dry_run_says_what_an_export_would_do_and_does_none_of_it(crm: Crm, folder: Path):
    crm("import", str(folder))
    crm("edit", "ada", "-t", "vip")
    crm("add", "Cy")
    crm("rm", "c1", "--yes")
    files = {each: get(each) for each in folder.iterdir()}
    before = crm("history", "c2").out
    said = crm.run(
        "export", "--format", "vcard", "-o", str(folder), "--prune", "--yes", "--dry-run"
    )
    assert said.code == 0
    assert f"{folder}: would be 1 new, 1 changed, 0 unchanged, 1 removed" in said.err
    assert "Would be written: Ada King (odd name.vcf), Cy (" in said.err
    assert "Would be removed: Bo Li (bo.vcf)." in said.err
    new = export(crm, folder.parent / "not there", "--dry-run")
    assert "would be 2 new, 0 changed, 0 unchanged" in new
    assert not (folder.parent / "not there").exists()
    assert {each: get(each) for each in folder.iterdir()} == files
    assert crm("history", "c2").out == before
    assert "1 new, 1 changed, 0 unchanged, 1 removed" in export(crm, folder, "--prune", "--yes")
    for only in ("--dry-run", "--prune"):
        refused = crm.run("export", only)
        assert (refused.code, f"{only} is for a folder of vCards." in refused.err) == (2, True)


def test_two_people_who_were_merged_are_one_file_after_pruning(crm: Crm, folder: Path):
    crm("import", str(folder))
    crm("merge", "c2", "c1", "--yes")
    assert "bo.vcf" in export(crm, folder)
    export(crm, folder, "--prune", "--yes")
    assert [each.name for each in folder.iterdir()] == ["odd name.vcf"]


def test_new_people_get_whole_cards_and_foreign_files_stay(crm: Crm, folder: Path):
    crm("import", str(folder))
    put(folder / "new.vcf", ADA.replace("ADA-1", "x").replace("Ada King", "Cy"))
    crm("add", "Zoë", "-p", "work:+44 1 333 3333")
    said = export(crm, folder)
    assert "1 new" in said
    assert "Never imported" in said
    uid = json.loads(crm("show", "zoe", "--json").out)["uid"]
    assert "TEL;TYPE=WORK:+44 1 333 3333" in get(folder / f"{uid}.vcf")
    assert "1 new" in crm("import", str(folder)).out


def test_a_file_that_was_renamed_there_is_the_same_card(crm: Crm, folder: Path):
    crm("import", str(folder))
    (folder / "odd name.vcf").rename(folder / "other.vcf")
    assert "2 unchanged" in crm("import", str(folder)).out
    assert "2 unchanged" in export(crm, folder)


def test_twins_and_cards_without_a_uid_are_named(crm: Crm, folder: Path):
    put(folder / "twin.vcf", ADA.replace("Ada King", "Other Name"))
    put(folder / "bare.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cy\r\nEND:VCARD\r\n")
    said = crm("import", str(folder)).err
    assert f"These files have one UID, ADA-1: {folder}/odd name.vcf, {folder}/twin.vcf" in said
    assert f"Without a UID: {folder}/bare.vcf" in said
    assert "4 unchanged" in crm("import", str(folder)).out


def test_forgetting_names_the_file_that_still_has_them(crm: Crm, folder: Path):
    crm("import", str(folder))
    done = crm("forget", "ada", "--yes")
    assert f"Still in the file {folder}/odd name.vcf" in done.err


def test_two_versions_become_one_for_vdirsyncer(crm: Crm, folder: Path, tmp_path: Path):
    crm("import", str(folder))
    one, other = tmp_path / "a.vcf", tmp_path / "b.vcf"
    put(one, ADA.replace("+44 1 111 1111", "+44 1 999 9999"))
    put(
        other, ADA.replace("FN:Ada", "FN:A.").replace("X-FOREIGN:kept", "X-FOREIGN:kept\r\nX-NEW:1")
    )
    crm("vcard-merge", str(one), str(other))
    assert one.read_bytes() == other.read_bytes()
    for line in ("TEL;TYPE=CELL:+44 1 999 9999", "FN:A. King", "X-FOREIGN:kept", "X-NEW:1"):
        assert f"\r\n{line}\r\n" in get(one)
    put(other, get(one).replace("9999", "8888"))
    assert "kept as in" in crm("vcard-merge", str(one), str(other)).err
    assert "9999" in get(other)
    assert crm.run("vcard-merge", str(one), str(tmp_path / "none")).code == 3
    put(other, "no card")
    assert crm.run("vcard-merge", str(one), str(other)).code == 2


def test_one_card_out_of_two_is_written_into_both_files_or_into_none(crm: Crm, tmp_path: Path):
    one, other = tmp_path / "a.vcf", tmp_path / "b.vcf"
    long = tmp_path / f"{'b' * 249}.vcf"  # beside it no file can be made whose name is longer
    for file in (one, other, long):
        put(file, ADA if file == one else ADA.replace("FN:Ada", "FN:A."))
    one.chmod(0o640)
    crm("vcard-merge", str(one), str(other))
    assert get(one) == get(other)
    assert one.stat().st_mode & 0o777 == 0o640
    put(one, ADA.replace("FN:Ada", "FN:B."))
    before = get(one), get(long)
    failed = crm.run("vcard-merge", str(one), str(long))
    assert failed.code == 6
    assert "cannot be written: File name too long." in failed.err
    assert (get(one), get(long)) == before
    assert {*tmp_path.iterdir()} - {crm.home} == {one, other, long}


def test_a_card_just_exported_is_not_taken_for_the_one_the_phone_had(
    crm: Crm, folder: Path, tmp_path: Path
):
    crm("import", str(folder))
    crm("edit", "ada", "--title", "Analyst")
    export(crm, folder)
    one, other = tmp_path / "a.vcf", tmp_path / "b.vcf"
    put(one, get(folder / "odd name.vcf"))
    put(other, ADA.replace("+44 1 111 1111", "+44 1 999 9999"))
    assert crm("vcard-merge", str(one), str(other)).err == ""
    assert "\r\nTITLE:Analyst\r\n" in get(one)
    assert "+44 1 999 9999" in get(one)


def test_a_store_that_knows_neither_keeps_the_first_and_what_only_the_second_has(
    crm: Crm, tmp_path: Path
):
    one, other = tmp_path / "a.vcf", tmp_path / "b.vcf"
    put(one, ADA)
    put(other, ADA.replace("ada@a.example", "ada@b.example").replace("FN:Ada", "FN:A."))
    assert "name" in crm("vcard-merge", str(one), str(other)).err
    assert get(one) == get(other)
    for part in ("FN:Ada King", "ada@a.example", "ada@b.example"):
        assert part in get(one)
    assert not (crm.home / "crm.db").exists()


def test_a_tag_of_an_import_goes_to_everybody_in_the_folder(crm: Crm, folder: Path):
    crm("import", str(folder))
    assert "2 updated" in crm("import", str(folder), "--tag", "phone").out
    assert len(crm("list", "tag:phone", "--ids").out.split()) == 2


def test_nothing_is_written_over_and_a_file_is_never_half(crm: Crm, folder: Path, tmp_path: Path):
    crm("import", str(folder))
    crm("edit", "ada", "--title", "Analyst")
    (tmp_path / "file").write_text("x")
    assert crm.run("export", "--format", "vcard", "-o", f"{tmp_path}/file/").code == 6
    folder.chmod(0o500)
    try:
        if crm.run("export", "--format", "vcard", "-o", f"{folder}/").code:  # not as root
            assert get(folder / "odd name.vcf") == ADA
    finally:
        folder.chmod(0o700)
    assert [each.name for each in folder.iterdir() if each.name.startswith(".")] == []


def test_old_phones_write_capitals_and_what_only_looks_like_a_card_stops_nothing(
    crm: Crm, folder: Path
):
    (folder / "bo.vcf").rename(folder / "BO.VCF")
    (folder / "folder.vcf").mkdir()
    put(folder / ".hidden.vcf", BO.replace("UID:bo", "UID:half"))
    assert crm("import", str(folder)).out.startswith("2 cards: 2 new")
    assert "0 new, 0 changed, 2 unchanged" in export(crm, folder)


def test_no_identifier_makes_a_name_that_some_system_does_not_have(
    crm: Crm, folder: Path, tmp_path: Path
):
    uids = ("ABC", "abc", "con", "Aux.1", "../../etc/x", "a/b", ".x", "x" * 300, "a:b", "é", "CON")
    book = "".join(f"BEGIN:VCARD\nFN:Nr {n}\nUID:{uid}\nEND:VCARD\n" for n, uid in enumerate(uids))
    put(tmp_path / "all.vcf", book)
    crm("import", str(tmp_path / "all.vcf"))
    made = tmp_path / "made"
    export(crm, made)
    names = sorted(each.name for each in tmp_path.rglob("*.vcf") if each.parent == made)
    assert len({each.lower() for each in names}) == len(uids)
    assert {"ABC.vcf", "abc-2.vcf"} <= set(names)
    assert not {each.partition(".")[0].lower() for each in names} & {"con", "aux", ""}
    assert all(len(each) < 105 and each.isascii() for each in names)
    assert crm("import", str(made)).out.startswith(f"{len(uids)} cards: 0 new, 0 updated")


def test_what_no_reader_understands_is_written_once(crm: Crm, folder: Path, tmp_path: Path):
    odd = (
        "\r\nX-EVIL:1",
        "\u2028X-EVIL:1",
        "\x0bX-EVIL:1",
        ";X-EVIL=1:2",
        "\\,\\;",
        '"',
        "=1",
        ":",
    )
    people = []
    for number, sign in enumerate(odd):
        point = {"value": f"a@x{sign}z", "label": f"l{sign}z"}
        person: dict[str, object] = {
            "record": "contact",
            "uid": f"u{sign}{number}",
            "name": f"N{sign}{number}",
        }
        person |= {field: [point] for field in ("emails", "phones", "addresses", "urls", "handles")}
        person |= {"nicknames": [f"n{sign}z"], "tags": [f"t{sign}z"], "facts": {f"k{sign}": sign}}
        person |= {"occasions": [{"label": f"o{sign}z", "day": "2000-01-02"}]}
        person |= {"related": [{"label": f"r{sign}z", "name": f"w{sign}z", "id": None}]}
        people.append(json.dumps(person))
    put(tmp_path / "odd.jsonl", "\n".join(people))
    crm("import", str(tmp_path / "odd.jsonl"))
    export(crm, tmp_path / "made")
    assert f"0 changed, {len(odd)} unchanged" in export(crm, tmp_path / "made")
    crm("import", str(tmp_path / "made"))
    assert f"0 changed, {len(odd)} unchanged" in export(crm, tmp_path / "made")
    text = crm("export", "--format", "vcard", "--notes").out
    assert not [line for line in text.splitlines() if line.startswith("X-EVIL")]


def test_a_bad_file_costs_itself_only_and_nobody_is_gone_with_it(crm: Crm, folder: Path):
    crm("import", str(folder))
    put(folder / "ada 2.vcf", ADA.replace("ADA-1", "2").replace("Ada King", "Zoe Ray"))
    (folder / "bo.vcf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (folder / "nowhere.vcf").symlink_to("nothing.vcf")
    (folder / "circle.vcf").symlink_to("circle.vcf")
    (folder / "again").symlink_to(folder)
    os.mkfifo(folder / "pipe.vcf")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.vcf")).write_text(
        ADA.replace("ADA-1", "3").replace("Ada", "Eve")
    )
    result = crm("import", str(folder), "--prune")
    assert result.out == "7 cards: 2 new, 0 updated, 1 unchanged, 4 skipped\n"
    assert "bo.vcf:1: skipped: this is a picture" in result.err
    assert "pipe.vcf:1: skipped: it cannot be read: it is a pipe or a device" in result.err
    assert "circle.vcf:1: skipped: it cannot be read: " in result.err
    assert "No longer in" not in result.err
    names = {each["name"] for each in crm.json("list")}
    assert names == {"Ada King", "Bo Li", "Eve King", "Zoe Ray"}
