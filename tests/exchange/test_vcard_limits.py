"""What no address book has costs itself only: it is named, and the cards around it arrive."""

from __future__ import annotations

import pytest

from tests.rows import for_each
from tinycrm.exchange import card_marks, reading_limit
from tinycrm.exchange.card_marks import EMPTY
from tinycrm.exchange.card_text import open_text
from tinycrm.exchange.cards import MOST_NAME, Card, Remark, Skipped
from tinycrm.exchange.file_formats import read_book
from tinycrm.exchange.lines_by_name import LONGEST, MOST_LABEL
from tinycrm.exchange.reading_limit import TOO_MUCH
from tinycrm.exchange.vcard import read_vcards
from tinycrm.exchange.vcard_card import AND_OTHERS, TOO_LONG

FIRST = b"BEGIN:VCARD\r\nFN:First\r\nEND:VCARD\r\n"
LAST = b"BEGIN:VCARD\r\nFN:Last\r\nEND:VCARD\r\n"


def read(*lines: str) -> Card:
    """Return a card with a name and these lines."""
    text = "\r\n".join(("BEGIN:VCARD", "FN:Ada", *lines, "END:VCARD", ""))
    (card,) = read_vcards(text.encode())
    assert isinstance(card, Card)
    return card


def around(bad: bytes) -> list[Skipped]:
    """Return what was skipped between two good cards, which must arrive."""
    found = list(read_book(FIRST + bad + LAST).items)
    names = [card.name for card in found if isinstance(card, Card)]
    assert (names[0], names[-1]) == ("First", "Last")
    return [each for each in found if isinstance(each, Skipped)]


@for_each(
    ("bad", "count"),
    [
        (b"BEGIN:VCARD\r\n" * 200, 200),
        (b"END:VCARD\r\n" * 200, 199),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n" * 200, 398),
    ],
)
def test_lines_that_begin_and_end_nothing_are_one_problem(bad, count):
    assert around(bad)[0] == Skipped(4, EMPTY.format(count))


def test_cards_nested_a_thousand_deep_are_no_problem_of_the_next_one():
    deep = b"BEGIN:VCARD\r\n" * 1000 + b"FN:Deep\r\n" + b"END:VCARD\r\n" * 1000
    assert len(around(deep)) == 3


@for_each(
    "bad",
    [
        b"\0" * 5000,
        b"\r" * 5000,
        b" " * 5000 + b"\r\n",
        b"BEGIN:VCARD\r\nNOTE:" + bytes(range(256)) * 300 + b"\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nFN:Bad\r\nTEL:" + b"1" * 50_000 + b"x\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nFN:Bad\r\nN:" + b"\\;" * 50_000 + b"\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nFN:Bad\r\nTEL;" + b"X;" * 50_000 + b":1\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nFN:Bad\r\n" + b":\r\n" * 5000 + b"END:VCARD\r\n",
    ],
)
def test_the_cards_around_what_is_no_card_arrive(bad):
    around(bad)


def test_of_too_many_cards_the_first_arrive_and_the_rest_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading_limit, "MOST_CARDS", 3)
    found = list(read_vcards(FIRST * 5))
    assert [type(each) for each in found] == [Card, Card, Card, Skipped]
    assert found[-1] == Skipped(10, card_marks.TOO_MANY)


def test_cards_inside_of_cards_have_a_limit_too(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading_limit, "MOST_CARDS", 2)
    monkeypatch.setattr(card_marks, "_MARKS", 1)
    outer = b"BEGIN:VCARD\r\nFN:Out\r\nAGENT:\r\n" + FIRST * 2 + b"END:VCARD\r\n"
    first, second, rest = read_vcards(FIRST + outer + outer)
    assert [type(first), type(second)] == [Card, Card]
    assert rest == Skipped(14, card_marks.TOO_MANY)


def test_large_cards_have_a_limit_together_and_small_ones_arrive(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading_limit, "MOST", 300)
    large = b"BEGIN:VCARD\r\nFN:Large\r\n" + b"X-A:1\r\n" * 120 + b"END:VCARD\r\n"
    assert around(large) == []
    assert around(large * 2) == [Skipped(127, TOO_MUCH)]
    tags = b"BEGIN:VCARD\r\nFN:Tags\r\nCATEGORIES:" + b"tag," * 500 + b"\r\nEND:VCARD\r\n"
    assert around(tags) == [Skipped(4, TOO_MUCH)]


def test_what_is_left_for_large_cards_is_less_where_there_are_many(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading_limit, "MOST", 300)
    large = b"BEGIN:VCARD\r\nFN:Large\r\n" + b"X-A:1\r\n" * 30 + b"END:VCARD\r\n"
    assert around(large) == []
    assert around(large + FIRST * 17) == [Skipped(4, TOO_MUCH)]


def test_folds_relations_and_bytes_that_are_no_text_are_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading_limit, "MOST", 100)
    for lines in (
        b"NOTE:a\r\n" + b" b\r\n" * 5000,
        b"".join(b"RELATED;TYPE=friend;VALUE=text:Person %d\r\n" % n for n in range(25)),
        b"NOTE:" + bytes(range(14, 256)) * 40 + b"\r\n",
    ):
        bad = b"BEGIN:VCARD\r\nFN:Bad\r\n" + lines + b"END:VCARD\r\n"
        assert around(bad) == [Skipped(4, TOO_MUCH)]


def test_long_texts_have_a_limit_together_and_the_others_are_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading_limit, "MOST", 130)
    long = "word " * 1000
    card = f"BEGIN:VCARD\r\nFN:Long\r\nTEL:+44 1632 960961\r\nNOTE:{long}\r\nEND:VCARD\r\n"
    _, first, second, last = list(read_vcards(FIRST + card.encode() * 2 + LAST))
    assert isinstance(first, Card)
    assert isinstance(second, Card)
    assert isinstance(last, Card)
    assert (first.note, first.extra) == (long.strip(), ())
    assert (second.note, second.extra) == ("", (("NOTE", long),))
    assert len(second.points) == 1
    assert second.remarks == (Remark(12, AND_OTHERS.format("NOTE", 1024)),)


def test_a_list_of_too_many_values_is_named():
    (skipped,) = around(b"BEGIN:VCARD\r\nFN:N\r\nNICKNAME:" + b"n," * 20_001 + b"\r\nEND:VCARD\r\n")
    assert skipped == Skipped(4, "its NICKNAME has more than 20,000 values")


def test_a_value_that_is_longer_than_a_book_is_kept_and_said():
    note = "a " * (LONGEST // 2 + 1)
    card = read(f"NOTE:{note}", "TEL:+44 1632 960961")
    assert (card.note, card.extra) == ("", (("NOTE", note),))
    assert card.remarks == (Remark(3, TOO_LONG.format("NOTE", LONGEST)),)
    assert around(f"BEGIN:VCARD\r\nFN:{note}\r\nEND:VCARD\r\n".encode()) == [
        Skipped(4, TOO_LONG.format("FN", MOST_NAME))
    ]


def test_what_is_written_to_many_others_is_not_long():
    numbers = (f"item1.TEL:+44 1632 96{n:04}" for n in range(12))
    long = "Works " * 40
    card = read(f"item1.X-ABLabel:{long}", *numbers, "EMAIL:a@a.example", f"FN:{'Ada ' * 600}")
    assert {(each.kind, each.label) for each in card.points} == {("phone", ""), ("email", "")}
    assert [each.text for each in card.remarks] == [
        TOO_LONG.format("X-ABLABEL", MOST_LABEL), TOO_LONG.format("FN", MOST_NAME),
    ]  # fmt: skip
    assert ("item1.X-ABLabel", long) in card.extra


@for_each("named", ["", ";CHARSET=windows-1252"])
def test_a_kept_note_comes_back_in_its_charset(monkeypatch: pytest.MonkeyPatch, named):
    monkeypatch.setattr(reading_limit, "MOST", 0)
    note = "Gr\xfc\xdfe, J\xf6rg. " * 200
    folded = "\r\n ".join(note[at : at + 70] for at in range(0, len(note), 70))
    text = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:J\xf6rg\r\nNOTE{named}:{folded}\r\nEND:VCARD\r\n"
    (card,) = read_vcards(text.encode("latin-1"))
    assert isinstance(card, Card)
    assert card.extra == ((f"NOTE{named}", note),)
    assert len(card.kept) < 250
    assert open_text(card.text, card.extra).file() == text.encode("latin-1")


def test_a_picture_is_refused_whatever_its_name():
    picture = b"\x89PNG\r\n\x1a\n"
    assert read_book(picture + FIRST).items == (Skipped(1, "this is a picture"),)
