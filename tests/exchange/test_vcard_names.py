"""Which name of a vCard a person goes by, and what else the card calls them."""

from __future__ import annotations

from tests.exchange.test_vcard_points import read
from tests.rows import for_each
from tinycrm.exchange.cards import Card


def full_name(card: Card) -> str:
    return dict(card.facts).get("full name", "")


@for_each(
    ("displayed", "parts", "name"),
    [
        ("ada@example.org", "King;Ada;;;", "Ada King"),
        ("+49 170 111", "King;Ada;;;", "Ada King"),
        ("King\\, Ada", "King;Ada;;;", "Ada King"),
        ('"King, Ada"', "King;Ada;;;", "Ada King"),
        ("King\\, Ada", "King;Ada;Augusta;Dr.;", "Dr. Ada Augusta King"),
        ("King\\, Ada Augusta", "King;Ada;Augusta;;", "Ada Augusta King"),
        ("Ada King;", "King;Ada;;;", "Ada King"),
    ],
)
def test_what_a_program_sorts_by_is_not_the_name(displayed, parts, name):
    card = read(f"FN:{displayed}", f"N:{parts}", "EMAIL:ada@example.org", "TEL:+49 170 111")
    assert (card.name, card.nicknames, full_name(card)) == (name, (), "")


@for_each(
    ("displayed", "parts"),
    [
        ("ada@example.org", ";ada@example.org;;;"),
        ("ada@example.org", "org;ada@example;;;"),
        ("+49 170 111", ";+49 170 111;;;"),
        ("King\\, Ada", "King;Eve;;;"),
        ('"Ada"', ";Ada;;;"),
        ("King\\, Ada", "Ada;King\\,;;;"),
    ],
)
def test_a_name_that_is_no_other_stays_as_it_is_displayed(displayed, parts):
    assert read(f"FN:{displayed}", f"N:{parts}").name == displayed.replace("\\", "")


@for_each(
    ("displayed", "parts", "full"),
    [
        ("Boss", "Stone;Eve;;;", "Eve Stone"),
        ("Bob Stone", "Stone;Robert;James;Mr.;", "Robert James Stone"),
        ("Eve", "Stone;Eve;;;", "Eve Stone"),
        ("Mr. Robert Stone Sr.", "Stone;Robert;;Mr.;Sr.", ""),
        ("Robert Stone", "Stone;Robert;James;Dr.;", ""),
        ("山田太郎", "山田;太郎;;;", ""),
        ("Hans Muller", "Müller;Hans;;;", ""),
        ("Boss", ";;;;", ""),
    ],
)
def test_the_full_name_of_somebody_who_is_called_otherwise_is_a_fact(displayed, parts, full):
    card = read(f"FN:{displayed}", f"N:{parts}")
    assert (card.name, full_name(card)) == (displayed, full)


def test_the_name_in_another_script_is_no_full_name():
    card = read("FN:Taro Yamada", "FN:山田太郎", "N:山田;太郎;;;", version="4.0")
    assert (card.nicknames, full_name(card)) == (("山田太郎",), "")


def test_semicolons_after_a_title_are_not_part_of_it():
    card = read("FN:Ada", "TITLE:Coach;", "ROLE:Speaker; ", "ORG:Engines;")
    assert (card.title, card.facts) == ("Coach", (("role", "Speaker"),))
    assert card.organization == "Engines"
    assert read("FN:Ada", "TITLE:Coach\\;").title == "Coach;"


def test_the_groups_that_phones_write_are_tags():
    card = read("FN:Ada", "X-ESI-CATEGORIES:Friends", "X-GROUP-MEMBERSHIP:Family")
    assert card.tags == ("Friends", "Family")


def test_the_same_birthday_written_twice_is_one_and_a_day_of_zeros_is_none():
    card = read("FN:Ada", "BDAY;ALTID=1:19801231", "BDAY;ALTID=1;VALUE=text:1980-12-31")
    assert (str(card.birthday), card.unread) == ("1980-12-31", ())
    card = read("FN:Ada", "BDAY:0000-00-00")
    assert (card.birthday, card.unread) == (None, ())


def test_quotation_marks_with_a_backslash_are_quotation_marks():
    assert read("FN:Ada", 'NOTE:She said \\"no\\" and it\\\'s fine').note == (
        'She said "no" and it\'s fine'
    )
