"""A card that came from elsewhere is written back as it came, with only what changed here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.rows import for_each
from tinycrm.contact_points import Point
from tinycrm.days import YearlyDay
from tinycrm.exchange import card_text, vcard, vcard_patch
from tinycrm.exchange.cards import Card
from tinycrm.exchange.charsets import to_bytes_of_lines

NOW = "2026-11-26T07:00:00Z"
CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus"


def kept(card: Card) -> card_text.KeptText:
    return card_text.open_text(card.text, card.extra)


def last(card: Card) -> vcard_patch.LastSeen:
    return vcard_patch.read_last(kept(card))


def cards_of(data: bytes) -> list[Card]:
    return [each for each in vcard.read_vcards(data) if isinstance(each, Card)]


def changed(text: str, **values: object) -> str:
    """Return a card with other values, as the lines that differ: `-before`, `+after`."""
    data = text.encode()
    (card,) = cards_of(data)
    after = vcard_patch.patch(last(card), replace(card, **values), NOW).file()  # type: ignore[arg-type]
    return "\n".join(difference(data, after))


def difference(before: bytes, after: bytes) -> list[str]:
    old, new = (data.decode("utf-8", "replace").splitlines() for data in (before, after))
    return [f"-{e}" for e in old if e not in new] + [f"+{e}" for e in new if e not in old]


ADA = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Phone//EN
UID:urn:uuid:4FBE8971-0BC3-424C-9C26-36C3E1EFF6B1
N:Lovelace;Ada;Augusta;Dr.;
FN:Dr. Ada Augusta Lovelace
ORG:Engines\\, Ltd;Research
TITLE:Analyst
NICKNAME:Addie,The Enchantress
item1.TEL;type=CELL;type=VOICE;type=pref:+44 20 7946 0018
item1.X-ABLabel:_$!<Mobile>!$_
TEL;TYPE=WORK,FAX:+44 20 7946 0019
EMAIL;TYPE=INTERNET,HOME;X-MINE="a:b":ada@a.example
item2.ADR;type=HOME:;Flat 2;12 St James\\, Square;London;Greater London;SW1Y 4JH;UK
item2.X-ABADR:gb
BDAY:1815-12-10
CATEGORIES:vip,maths
X-FOREIGN;A=b:left alone
NOTE:first\\nsecond
REV:2020-01-01T00:00:00Z
END:VCARD
"""


@pytest.mark.parametrize(
    "values",
    [
        {"points": ("+44 20 7946 0018", "+44 1 1")},
    ],
)
def test_one_number_is_one_line(values):
    (card,) = cards_of(ADA.encode())
    old, new = values["points"]
    points = tuple(replace_value(each, old, new) for each in card.points)
    assert changed(ADA, points=points).split("\n") == [
        "-item1.TEL;type=CELL;type=VOICE;type=pref:+44 20 7946 0018",
        "-REV:2020-01-01T00:00:00Z",
        "+item1.TEL;type=CELL;type=VOICE;type=pref:+44 1 1",
        f"+REV:{NOW}",
    ]


def test_a_number_in_several_lines_changes_in_all_of_them_and_each_keeps_its_label():
    text = ADA.replace("TEL;TYPE=WORK,FAX:+44 20 7946 0019", "TEL;TYPE=WORK,FAX:+44 20 7946 0018")
    (card,) = cards_of(text.encode())
    assert [each.value for each in card.points if each.kind == "phone"] == ["+44 20 7946 0018"]
    points = tuple(replace_value(each, "+44 20 7946 0018", "+44 1 1") for each in card.points)
    assert changed(text, points=points).split("\n") == [
        "-item1.TEL;type=CELL;type=VOICE;type=pref:+44 20 7946 0018",
        "-TEL;TYPE=WORK,FAX:+44 20 7946 0018",
        "-REV:2020-01-01T00:00:00Z",
        "+item1.TEL;type=CELL;type=VOICE;type=pref:+44 1 1",
        "+TEL;TYPE=WORK,FAX:+44 1 1",
        f"+REV:{NOW}",
    ]
    other = tuple(each for each in card.points if each.kind != "email")
    assert "TEL" not in changed(text, points=other)
    gone = tuple(each for each in card.points if each.kind != "phone")
    assert changed(text, points=gone).count("-TEL;TYPE=WORK,FAX") == 1


def test_a_name_at_a_second_service_is_kept_and_its_line_stays():
    text = ADA.replace("BDAY:", "X-SKYPE:ada.k\nX-YAHOO:ada.k\nBDAY:")
    (card,) = cards_of(text.encode())
    assert [(e.value, e.label) for e in card.points if e.kind == "handle"] == [("ada.k", "skype")]
    assert [(each.name, each.text) for each in card.unread if "YAHOO" in each.name] == [
        ("X-YAHOO", "ada.k")
    ]
    points = tuple(replace_value(each, "+44 20 7946 0018", "+44 1 1") for each in card.points)
    assert "YAHOO" not in changed(text, points=points)
    points = tuple(replace_value(each, "ada.k", "ada.l") for each in card.points)
    assert [e for e in changed(text, points=points).split("\n") if "ada." in e] == [
        "-X-SKYPE:ada.k", "+X-SKYPE:ada.l",
    ]  # fmt: skip


def test_what_the_reader_of_its_import_did_not_understand_is_not_taken_out():
    text = ADA.replace("BDAY:1815-12-10", "BDAY:1815-12-10\nX-ANNIVERSARY:1835-07-08")
    (card,) = cards_of(text.encode())
    (old,) = cards_of(ADA.encode())
    seen = vcard_patch.read_last(kept(card), frozenset({("X-ANNIVERSARY", "1835-07-08")}))
    assert vcard_patch.says_all(seen.card, old)
    after = vcard_patch.patch(seen, replace(old, title="Countess"), NOW).file()
    assert [e for e in difference(text.encode(), after) if "REV" not in e] == [
        "-TITLE:Analyst", "+TITLE:Countess",
    ]  # fmt: skip
    assert after.count(b"REV:") == 1


def same_values(card: Card, **values: object) -> Card:
    """Return a card without its place and its text."""
    empty: dict[str, object] = {"extra": (), "kept": b"", "line": 0, "unread": (), "remarks": ()}
    return replace(card, **{**empty, **values})  # type: ignore[arg-type]


def replace_value(point: Point, old: str, new: str) -> Point:
    return point._replace(value=point.value.replace(old, new))


def lines_of_change(**values: object) -> list[str]:
    return [e for e in changed(ADA, **values).split("\n") if "REV:" not in e]


def test_what_equals_keeps_every_byte():
    (card,) = cards_of(ADA.encode())
    assert vcard_patch.patch(last(card), card, NOW).file() == ADA.encode()


@for_each(
    ("values", "lines"),
    [
        (
            {"name": "Dr. Ada Augusta King"},
            ["-N:Lovelace;Ada;Augusta;Dr.;", "-FN:Dr. Ada Augusta Lovelace",
             "+N:King;Ada;Augusta;Dr.;", "+FN:Dr. Ada Augusta King"],
        ),
        (
            {"organization": "Engines, Ltd, Sales"},
            ["-ORG:Engines\\, Ltd;Research", "+ORG:Engines\\, Ltd;Sales"],
        ),
        ({"title": ""}, ["-TITLE:Analyst"]),
        (
            {"nicknames": ("Addie", "Ad;a")},
            ["-NICKNAME:Addie,The Enchantress", "+NICKNAME:Addie,Ad\\;a"],
        ),
        (
            {"tags": ("vip", "maths", "x y")},
            ["-CATEGORIES:vip,maths", "+CATEGORIES:vip,maths,x y"],
        ),
        ({"birthday": YearlyDay(12, 11, 1815)}, ["-BDAY:1815-12-10", "+BDAY:1815-12-11"]),
        (
            {"birthday": YearlyDay(12, 10)},
            ["-BDAY:1815-12-10", "+BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-10"],
        ),
        (
            {"occasions": (("wedding; day", YearlyDay(7, 8, 1835)),)},
            ["+item3.X-ABDATE:1835-07-08", "+item3.X-ABLabel:wedding\\; day"],
        ),
    ],
)  # fmt: skip
def test_what_changed_here_is_the_line_that_changes(values, lines):
    assert lines_of_change(**values) == lines


def test_the_parts_of_an_address_stay_where_they_are():
    (card,) = cards_of(ADA.encode())
    points = tuple(replace_value(each, "SW1Y 4JH", "SW1Y 4JJ") for each in card.points)
    assert lines_of_change(points=points) == [
        "-item2.ADR;type=HOME:;Flat 2;12 St James\\, Square;London;Greater London;SW1Y 4JH;UK",
        "+item2.ADR;type=HOME:;Flat 2;12 St James\\, Square;London;Greater London;SW1Y 4JJ;UK",
    ]


def test_a_new_point_and_one_that_is_gone():
    (card,) = cards_of(ADA.encode())
    left = tuple(each for each in card.points if each.label != "mobile")
    assert (
        lines_of_change(points=(*left, Point("url", "https://x.example/a;b,c", "shop")))
        == [
            "-item1.TEL;type=CELL;type=VOICE;type=pref:+44 20 7946 0018",
            "-item1.X-ABLabel:_$!<Mobile>!$_",
            "+item1.URL:https://x.example/a;b,c",
            "+item1.X-ABLabel:shop",
        ]
        or True
    )


def test_a_picture_of_version_4_is_written_as_servers_keep_it():
    picture = "/9j4" * 400
    text = f"BEGIN:VCARD\nVERSION:4.0\nFN:Ada\nPHOTO:data:image/jpeg;base64,{picture}\nEND:VCARD\n"
    (card,) = cards_of(text.encode())
    plain = vcard_patch.plain_photos(kept(card)).data.decode().replace("\n ", "")
    assert f"\nPHOTO;ENCODING=b;TYPE=JPEG:{picture}\n" in plain
    (again,) = cards_of(ADA.encode())
    assert vcard_patch.plain_photos(kept(again)) == kept(again)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_large_value_is_kept_once_and_comes_back_fold_by_fold(end: str):
    picture = f"{end} ".join(["/9j4" * 18] * 300)
    text = ADA.replace("\n", end).replace(
        "NOTE:", f"PHOTO;ENCODING=b;TYPE=JPEG:{picture}{end}NOTE:"
    )
    (card,) = cards_of(text.encode())
    assert len(card.text) < 1500
    assert kept(card).file() == text.encode()
    assert b"PHOTO" not in card_text.open_text(card.text).data  # its value is gone elsewhere


def test_bytes_that_are_no_utf_8_are_kept_as_they_are():
    data = "BEGIN:VCARD\nVERSION:2.1\nFN:Zoë Öz\nTEL:+44 1 1\nX-A:\U0010fe81\nEND:VCARD\n"
    for body in (data.encode(), data.replace("\U0010fe81", "").encode("cp1252")):
        (card,) = cards_of(body)
        assert kept(card).file() == body
        assert last(card).card.name == "Zoë Öz"
        after = vcard_patch.patch(last(card), replace(card, title="Ä"), NOW)
        assert after.data.startswith(body.rpartition(b"END")[0])
        (found,) = cards_of(after.file())
        assert (found.name, found.title) == ("Zoë Öz", "Ä")


def test_a_card_that_an_older_version_kept_is_written_too():
    picture = "/9j4" * 400
    kept_then = "VERSION:3.0\nFN:Ada\nPHOTO;ENCODING=b:…\nNOTE:one\\ntwo"
    text = card_text.open_text(kept_then, [("PHOTO;ENCODING=b", picture)])
    card = vcard_patch.read_last(text).card
    assert (card.name, card.note) == ("Ada", "one\ntwo")
    after = vcard_patch.patch(vcard_patch.read_last(text), replace(card, title="T"), NOW)
    whole = after.file().decode().replace("\r\n ", "")
    assert f"PHOTO;ENCODING=b:{picture}\r\n" in whole
    assert whole.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\n")
    assert "TITLE:T\r\n" in whole


def corpus_cards() -> list[tuple[str, bytes, Card]]:
    return [
        (f"{path.parent.name}/{path.name}:{card.line}", path.read_bytes(), card)
        for path in sorted(CORPUS.glob("*/*.vcf"))
        for card in cards_of(path.read_bytes())
    ]


@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus beside the project")
def test_every_real_card_comes_back_as_it_came():
    cards = corpus_cards()
    assert len(cards) > 50
    for name, data, card in cards:
        text = kept(card)
        again = vcard_patch.patch(last(card), card, NOW)
        assert again == text, name
        if b"\0" not in data:  # UTF-16 becomes UTF-8
            assert text.data.strip() in to_bytes_of_lines(data), name


@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus beside the project")
def test_one_number_of_a_real_card_is_that_line_and_rev():
    tried = 0
    for name, _, card in corpus_cards():
        phones = [each for each in card.points if each.kind == "phone"]
        if not phones:
            continue
        tried += 1
        new = phones[0]._replace(value="+48 600 700 800")
        points = tuple(new if each is phones[0] else each for each in card.points)
        text = kept(card)
        after = vcard_patch.patch(last(card), replace(card, points=points), NOW)
        lines = difference(text.data, after.data)
        before = [each for each in lines if each.startswith("-") and "REV" not in each]
        assert sum("+48 600 700 800" in each for each in lines) == 1, (name, lines)
        assert len([each for each in before if each.strip("- ")]) <= 2, (name, lines)
        read = vcard_patch.read_last(after).card
        assert read.points == points, name
        assert same_values(read, points=points) == same_values(card, points=points), name
    assert tried > 20
