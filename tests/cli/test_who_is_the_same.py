"""Who is the same, at every door: nobody is swallowed, nobody comes back, no name is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.rows import for_each
from tests.store.conftest import dump_store

FATHER = ("FN:Jan Kowalski", "TEL:+48 22 555 01 01")
SON = ("FN:Jan Kowalski", "TEL:+48 22 555 01 01", "BDAY:1990-05-04", "NOTE:plays chess")


def card(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


class Book:
    """An address book that is imported: `book(card, card)` says what came of it."""

    def __init__(self, crm: Crm, file: Path) -> None:
        self.crm = crm
        self.file = file
        self.said = ""

    def __call__(self, *cards: tuple[str, ...]) -> str:
        self.file.write_text("".join(card(*lines) for lines in cards))
        result = self.crm("import", str(self.file))
        self.said = result.err
        return result.out.partition(": ")[2].rpartition(", ")[0]


@pytest.fixture
def book(crm: Crm, tmp_path: Path) -> Book:
    return Book(crm, tmp_path / "book.vcf")


def names(crm: Crm) -> list[str]:
    return [each["name"] for each in crm.json("list")]


# ── one card, one contact ────────────────────────────────────────────────────────────────


@for_each("cards", [(FATHER, SON), (SON, FATHER)], afresh=True)
def test_father_and_son_of_one_name_and_number_stay_two(
    crm: Crm, book: Book, cards: tuple[tuple[str, ...], ...]
):
    assert book(*cards) == "2 new, 0 updated, 0 unchanged"
    before = crm("export").out
    assert book(*cards) == "0 new, 0 updated, 2 unchanged"
    assert book(*reversed(cards)) == "0 new, 0 updated, 2 unchanged"
    assert crm("export").out == before


def test_father_and_son_are_told_apart_by_what_they_have_not_by_the_text_of_the_card(
    crm: Crm, book: Book
):
    crm("add", "Jan Kowalski", "-p", "+48 22 555 01 01")
    crm("add", "Jan Kowalski", "-p", "+48 22 555 01 01", "-b", "4 May 1990", "--force")
    assert book(FATHER, (*SON[:3], "TITLE:pupil")) == "0 new, 1 updated, 1 unchanged"
    assert crm.json("show", "c2")["title"] == "pupil"


def test_a_card_with_a_birthday_that_speaks_against_it_is_somebody_else(crm: Crm, book: Book):
    crm("add", "Jan Kowalski", "-p", "+48 22 555 01 01", "-b", "1 Feb 1960")
    assert book(SON) == "1 new, 0 updated, 0 unchanged"
    assert crm.json("show", "c1")["birthday"] == "1960-02-01"


def test_two_cards_that_fit_a_short_name_are_folded_into_nobody(crm: Crm, book: Book):
    crm("add", "Anna", "-p", "+49 30 1234567")
    huber = ("FN:Anna Maria Huber", "TEL:+49 30 1234567")
    schmidt = ("FN:Anna Schmidt", "TEL:+49 30 1234567")
    assert book(huber, schmidt) == "2 new, 0 updated, 0 unchanged"
    assert book(huber, schmidt) == "0 new, 0 updated, 2 unchanged"
    assert crm.json("show", "c1")["nicknames"] == []


def test_one_card_that_fits_a_short_name_is_folded_in_and_keeps_its_name(crm: Crm, book: Book):
    crm("add", "Anna", "-p", "+49 30 1234567")
    assert book(("FN:Anna Schmidt", "TEL:030 1234567")) == "0 new, 1 updated, 0 unchanged"
    assert "Anna (c1): nicknames, from the card “Anna Schmidt”" in book.said
    assert crm.json("show", "anna schmidt")["id"] == "c1"
    # She is known to be a Schmidt now.
    assert book(("FN:Anna Huber", "TEL:030 1234567")) == "1 new, 0 updated, 0 unchanged"


def test_two_names_under_one_uid_are_two_people_also_the_second_time(crm: Crm, book: Book):
    cards = (("UID:7", "FN:Ada Byron"), ("UID:7", "FN:Charles Babbage", "TITLE:Mr"))
    assert book(*cards) == "2 new, 0 updated, 0 unchanged"
    assert book(*cards) == "0 new, 0 updated, 2 unchanged"
    assert book(*reversed(cards)) == "0 new, 0 updated, 2 unchanged"
    assert [crm.json("show", each)["title"] for each in ("c1", "c2")] == [None, "Mr"]


def test_two_cards_of_one_name_and_one_address_are_two_people_however_often(crm: Crm, book: Book):
    cards = (("FN:Ada", "EMAIL:a@x.org"), ("FN:Ada", "EMAIL:a@x.org"))
    assert book(*cards) == "2 new, 0 updated, 0 unchanged"
    assert book(*cards) == "0 new, 0 updated, 2 unchanged"
    assert book(*cards, cards[0]) == "1 new, 0 updated, 2 unchanged"


def test_a_couple_does_not_swallow_one_of_them(crm: Crm, book: Book):
    assert book(("FN:Ewa & Piotr Nowak", "TEL:601234567")) == "1 new, 0 updated, 0 unchanged"
    assert book(("FN:Ewa Nowak", "TEL:601234567")) == "1 new, 0 updated, 0 unchanged"


# ── renamed and merged ───────────────────────────────────────────────────────────────────

MUM = ("FN:Anna Kowalska", "TEL:+48 601 234 567", "REV:20260101T000000Z")


def test_a_renamed_person_does_not_come_back(crm: Crm, book: Book):
    book(MUM)
    crm("edit", "c1", "--name", "Mum")
    later = (*MUM[:2], "REV:20261101T000000Z", "TITLE:Dr")
    assert book(later) == "0 new, 1 updated, 0 unchanged"
    assert names(crm) == ["Mum"]
    assert crm.json("show", "anna kowalska")["id"] == "c1"
    assert book(later) == "0 new, 0 updated, 1 unchanged"


def test_a_person_added_by_hand_and_renamed_does_not_come_back(crm: Crm, book: Book):
    crm("add", "Anna Kowalska", "-p", "+48 601 234 567")
    crm("edit", "c1", "--name", "Mum")
    assert book(MUM) == "0 new, 1 updated, 0 unchanged"
    assert crm("add", "Anna Kowalska", "-p", "601 234 567", "--if-new").id == "c1"


def test_a_renamed_person_with_nothing_but_a_name_does_not_come_back(crm: Crm, book: Book):
    book(("FN:Anna Kowalska",))
    crm("edit", "c1", "--name", "Mum")
    assert book(("FN:Anna Kowalska", "REV:1")).startswith("0 new")
    assert names(crm) == ["Mum"]


@for_each("extra", [(), ("UID:k-1",), ("EMAIL:ania@x.org",)], afresh=True)
def test_a_person_merged_by_hand_does_not_come_back(crm: Crm, book: Book, extra: tuple[str, ...]):
    crm("add", "Zed", "-e", "zed@x.org")
    book(("FN:Grace Hopper", *extra))
    crm("merge", "c1", "c2", "--yes")
    before = dump_store()
    assert book(("FN:Grace Hopper", *extra)) == "0 new, 0 updated, 1 unchanged"
    assert dump_store() == before
    crm("undo")
    assert book(("FN:Grace Hopper", *extra)) == "0 new, 0 updated, 1 unchanged"
    assert names(crm) == ["Grace Hopper", "Zed"]


def test_an_import_that_is_undone_leaves_no_trace_of_its_cards(crm: Crm, book: Book):
    crm("add", "Ada", "-e", "ada@x.org")
    before = dump_store()
    book(("FN:Ada", "EMAIL:ada@x.org", "UID:1"), ("FN:Bo", "UID:2"))
    crm("undo")
    assert dump_store() == before


def test_a_file_without_uids_that_came_twice_changes_nothing_the_second_time(crm: Crm, book: Book):
    cards = tuple(
        (f"FN:Person {n % 7}", f"TEL:+44 1632 9600{n % 5}{n % 3}", f"NOTE:{n}") for n in range(40)
    )
    assert book(*cards) == "40 new, 0 updated, 0 unchanged"
    before = dump_store()
    assert book(*cards) == "0 new, 0 updated, 40 unchanged"
    assert dump_store() == before


def test_two_files_with_other_texts_of_one_card_change_nothing_the_second_time(
    crm: Crm, tmp_path: Path
):
    for name, title in (("a", "Dr"), ("b", "Prof")):
        (tmp_path / f"{name}.vcf").write_text(card("UID:1", "FN:Ada", f"TITLE:{title}"))
    crm("import", str(tmp_path))
    before = dump_store()
    again = crm.json("import", str(tmp_path))
    assert (again["unchanged"], again["batch"]) == (2, None)
    assert dump_store() == before


def test_the_report_names_who_was_updated_and_how(crm: Crm, book: Book):
    crm("add", "Ada Lovelace", "-e", "ada@x.org")
    book(("FN:A. Lovelace", "EMAIL:ada@x.org", "TEL:5551234", "NOTE:hi", "BDAY:1815-12-10"))
    fields = "nicknames, occasions, notes"
    assert f"     Ada Lovelace (c1): phones, {fields}, from the card “A. Lovelace”\n" in book.said
    crm("undo")
    told = crm.json("import", str(book.file))
    assert told["changes"] == [
        {"id": "c1", "name": "Ada Lovelace", "card": "A. Lovelace",
         "fields": ["phones", "nicknames", "occasions", "notes"]},
    ]  # fmt: skip


# ── one number in every format ───────────────────────────────────────────────────────────

FORMS = ("0171 1234567", "0171/1234567", "0049 171 1234567", "+49 (0)171-1234567", "+491711234567")


@for_each("typed", FORMS, afresh=True)
def test_a_number_is_found_at_every_door_in_every_format(crm: Crm, book: Book, typed: str):
    crm("add", "Ada Lovelace", "-p", "+49 171 1234567")
    before = crm.json("list")
    assert crm.json("show", typed)["id"] == "c1"
    assert [each["id"] for each in crm.json("list", f"phone:{typed}")] == ["c1"]
    assert crm("add", "Ada Lovelace", "-p", typed, "--if-new").id == "c1"
    assert crm("add", "Ada Lovelace", "-p", typed, "--update").id == "c1"
    assert crm.run("add", "Grace Hopper", "-p", typed).code == 5
    assert book(("FN:Ada Lovelace", f"TEL:{typed}")) == "0 new, 0 updated, 1 unchanged"
    assert crm.json("list") == before


def test_an_edit_knows_a_number_in_another_format(crm: Crm):
    crm("add", "Ada", "-p", "mobile:+49 171 1234567")
    crm("edit", "ada", "-p", "+mobile:0171 1234567")
    assert crm.json("show", "ada")["phones"] == [{"value": "0171 1234567", "label": "mobile"}]
    crm("edit", "ada", "-p", "-0049 171 1234567")
    assert crm.json("show", "ada")["phones"] == []


def test_a_number_without_a_country_is_the_owners(crm: Crm):
    crm("add", "Ada", "-p", "+44 171 1234567")
    assert crm.json("show", "0171 1234567")["id"] == "c1"
    (crm.home / "config.toml").write_text('country = "DE"\n')
    assert crm("add", "Grace", "-p", "0171 1234567").id == "c2"


def test_short_numbers_and_extensions_are_as_they_stand(crm: Crm):
    crm("add", "Ada", "-p", "+44 20 7946 0018 ext 5")
    crm("add", "Grace", "-p", "112")
    assert crm("add", "Bo", "-p", "+44 20 7946 0018").id == "c3"
    assert crm("add", "Cy", "-p", "1123").id == "c4"


# ── the same rule at the other doors ─────────────────────────────────────────────────────


def lines(*people: dict[str, object]) -> str:
    return "".join(json.dumps(each) + "\n" for each in people)


@for_each("how", ["--update", "--if-new"], afresh=True)
def test_a_stream_keeps_father_and_son_apart(crm: Crm, how: str):
    both = lines(
        {"name": "Jan Kowalski", "phones": ["+48 22 555 01 01"], "birthday": "1960-02-01"},
        {"name": "Jan Kowalski", "phones": ["022 555 01 01"], "birthday": "1990-05-04"},
    )
    assert crm("add", "-", how, stdin=both).out.split() == ["c1", "c2"]
    assert crm("add", "-", how, stdin=both).out.split() == ["c1", "c2"]


def test_a_stream_with_two_names_under_one_uid_is_two_people(crm: Crm):
    both = lines({"name": "Ada", "uid": "7"}, {"name": "Bo", "uid": "7"})
    assert crm("add", "-", "--if-new", stdin=both).out.split() == ["c1", "c2"]
    assert crm("add", "-", "--if-new", stdin=both).out.split() == ["c1", "c2"]


def test_a_household_that_shares_a_number_is_added_whole_by_a_script(crm: Crm):
    for name in ("Ewa Nowak", "Piotr Nowak"):
        result = crm("add", name, "-p", "601 234 567", "--if-new")
    assert names(crm) == ["Ewa Nowak", "Piotr Nowak"]
    assert "There is also Ewa Nowak (c1, 601 234 567)" in result.err
    assert crm.run("add", "Zosia Nowak", "-p", "601 234 567").code == 5


def test_a_mail_from_a_shared_address_is_of_the_one_it_names(crm: Crm):
    for name in ("Ewa Nowak", "Piotr Nowak"):
        crm("add", name, "-e", "nowak@x.org", "--force")
    mail = "From: Piotr Nowak <nowak@x.org>\nSubject: Hi\n\nHello\n"
    crm("log", "--mail", stdin=mail)
    assert [len(crm.json("show", each)["notes"]) for each in ("c1", "c2")] == [0, 1]
    assert crm.run("log", "--mail", stdin=mail.replace("Piotr Nowak", "Zosia")).code == 4


def test_an_update_that_folds_in_another_name_keeps_it(crm: Crm):
    crm("add", "Ada Lovelace", "-e", "ada@x.org")
    crm("add", "A. Lovelace", "-e", "ada@x.org", "--update")
    assert crm.json("show", "c1")["nicknames"] == ["A. Lovelace"]


def test_a_namesake_with_other_addresses_is_mentioned_at_once(crm: Crm):
    crm("add", "Ada Lovelace", "-e", "ada@x.org")
    result = crm("add", "Ada Lovelace", "-e", "ada@y.org")
    assert result.err == (
        "crm: Ada Lovelace (c2) added\n"
        "     There is also Ada Lovelace (c1, ada@x.org); if they are one: crm merge c1 c2\n"
    )
