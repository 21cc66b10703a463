"""Lines as programs really write them: folds, charsets, encodings, and none of them."""

from __future__ import annotations

import codecs

from tests.rows import for_each
from tinycrm.exchange.cards import Card, Skipped
from tinycrm.exchange.charsets import find_codec
from tinycrm.exchange.content_lines import MOST_LINES, ContentLine, read_lines
from tinycrm.exchange.vcard import read_vcards


def read(*lines: bytes, version: bytes = b"3.0", end: bytes = b"\r\n") -> Card:
    data = end.join((b"BEGIN:VCARD", b"VERSION:" + version, *lines, b"END:VCARD", b""))
    (card,) = read_vcards(data)
    assert isinstance(card, Card)
    return card


def line(text: str) -> ContentLine:
    (found,) = read_lines(text.encode())
    return found


# ── parts of a line ──────────────────────────────────────────────────────────────────────


def test_a_line_has_group_name_parameters_and_value():
    found = line('Item1.Tel;type=HOME,cell;type=pref;X-A="b;c:d":+44 20:7946')
    assert (found.group, found.name, found.value) == ("item1", "TEL", "+44 20:7946")
    assert found.params == (("TYPE", ("HOME", "cell")), ("TYPE", ("pref",)), ("X-A", ("b;c:d",)))
    assert found.types() == ["home", "cell", "pref"]
    assert found.head == 'Item1.Tel;type=HOME,cell;type=pref;X-A="b;c:d"'


def test_bare_words_are_types_and_encodings():
    found = line("TEL;WORK;QUOTED-PRINTABLE;VOICE:=31")
    assert found.params == (
        ("TYPE", ("WORK",)),
        ("ENCODING", ("QUOTED-PRINTABLE",)),
        ("TYPE", ("VOICE",)),
    )
    assert (found.value, found.raw) == ("1", "=31")


@for_each(
    ("text", "value"),
    [
        ('TEL;TYPE="unclosed:123', "123"),
        ("TEL ; HOME : 123", " 123"),
        ("TEL;:123", "123"),
        ("TEL;TYPE=:123", "123"),
        ('TEL;A="x"y"z":123', "123"),
        ("X-messaging/xmpp-All:ada", "ada"),
        ("X-ODD;no colon", ""),
    ],
)
def test_lines_that_keep_to_no_rule_still_have_a_value(text, value):
    assert line(text).value == value


def test_carets_in_parameters_stand_for_signs():
    assert line("ADR;LABEL=a^nb^^c^'d^x:;;").param("LABEL") == 'a\nb^c"d^x'


def test_underscores_of_lotus_are_hyphens():
    assert line("X_FOO:1").name == "X-FOO"


# ── physical lines ───────────────────────────────────────────────────────────────────────


@for_each("end", [b"\r\n", b"\n", b"\r", b"\r\r\n"])
@for_each("fold", [b" ", b"\t"])
def test_folded_lines_are_one_with_every_line_end(end, fold):
    card = read(b"FN:Ada", b"NOTE:one", fold + b" two", fold + b"three", end=end)
    assert card.note == "one twothree"


def test_in_vcard_2_the_space_of_a_fold_belongs_to_the_text():
    card = read(b"FN:Ada", b"NOTE:one", b" two", b"URL:http://example.", b" org", version=b"2.1")
    assert card.note == "one two"
    assert [point.value for point in card.points] == ["http://example.org"]


def test_a_fold_may_part_the_bytes_of_a_letter_and_the_parameters():
    name = "Müller".encode()
    card = read(b"FN:" + name[:2], b" " + name[2:], b"TEL;TYPE=HOME,", b" CELL:0311 111")
    assert card.name == "Müller"
    assert card.points[0].label == "home mobile"


def test_blank_lines_and_comments_are_no_part_of_anything():
    card = read(b"", b"FN:Ada", b"# not this", b"", b"NOTE:one", b"   ", b"ORG:Acme", b"# nor", b"")
    assert (card.name, card.note, card.organization) == ("Ada", "one", "Acme")


def test_a_line_with_a_hash_in_a_note_is_text():
    card = read(b"FN:Ada", b"NOTE:one", b"# two", b"three", b"", b"# four", b"ORG:Acme")
    assert (card.note, card.organization) == ("one\n# two\nthree\n# four", "Acme")


@for_each(
    ("line", "key"),
    [
        (b"PRONOUNS;PREF=1:they/them", "PRONOUNS;PREF=1"), (b"X-Shoe Size:42", "X-Shoe Size"),
        (b"Shoe size:42", "Shoe size"), (b'MOOD;A="x:y";B=c:42', 'MOOD;A="x:y";B=c'),
        (b"item1.Shoe size:42", "item1.Shoe size"),
    ],
)  # fmt: skip
def test_an_unknown_property_begins_a_line_of_its_own(line: bytes, key: str):
    card = read(b"FN:Ada", b"EMAIL:ada@a.example", line, b"TEL:5551234")
    assert [point.value for point in card.points] == ["ada@a.example", "5551234"]
    assert key in [head for head, _ in card.extra] or dict(card.facts) == {"pronouns": "they/them"}


def test_words_of_a_note_begin_no_property():
    text = ["Shoe size: 42", "Note to self: ring; soon: x", "see http://a.example", "ab;c=d:e"]
    card = read(b"FN:Ada", b"NOTE:one", *(line.encode() for line in text))
    assert card.note == "\n".join(["one", *text])


def test_quoted_text_may_be_named_in_short():
    card = read(b"FN;ENCODING=QUOTED;CHARSET=UTF-8:J=C3=BCrgen", b"NOTE;QUOTED:a=3Db")
    assert (card.name, card.note) == ("Jürgen", "a=b")


def test_lines_broken_without_folding_go_on():
    card = read(
        b"FN:Ada", b"", b"Lovelace", b"NOTE:first", b"Hobby: chess", b"http://example.org",
        b"x = 1", b"TEL:0311 111",
    )  # fmt: skip
    assert card.name == "Ada Lovelace"
    assert card.note == "first\nHobby: chess\nhttp://example.org\nx = 1"
    assert [point.value for point in card.points] == ["0311 111"]


def test_a_backslash_at_the_end_of_a_line_breaks_it():
    card = read(b"FN:Ada", b"ADR;HOME:;;Hermann\\", b"999\\", b"Station 1;Hamburg", version=b"2.1")
    assert [point.value for point in card.points] == ["Hermann, 999, Station 1, Hamburg"]


def test_an_indented_property_after_a_blank_line_is_one():
    card = read(b"FN:Ada", b"", b"    TEL:0311 111", b"", b"    NOTE:one")
    assert [point.value for point in card.points] == ["0311 111"]
    assert card.note == "one"


@for_each(
    "photo",
    [
        [b"PHOTO;ENCODING=BASE64;TYPE=JPEG:", b" QUJD", b" REVG", b""],
        [b"PHOTO;ENCODING=BASE64;TYPE=JPEG:", b" QUJD", b" REVG"],
        [b"PHOTO;ENCODING=BASE64;TYPE=JPEG:QUJD", b"REVG", b""],
        [b"PHOTO;ENCODING=BASE64;TYPE=JPEG:QUJD", b"", b"  REVG", b"", b""],
    ],
)
def test_a_photo_ends_where_the_next_property_begins(photo):
    card = read(b"FN:Ada", *photo, b"TEL:0311 111", version=b"2.1")
    assert card.extra == (("PHOTO;ENCODING=BASE64;TYPE=JPEG", "QUJDREVG"),)
    assert [point.value for point in card.points] == ["0311 111"]


# ── quoted-printable ─────────────────────────────────────────────────────────────────────


def test_quoted_printable_goes_on_after_a_soft_break():
    card = read(
        b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4D=C3=",
        b"=BC=6C=6=",
        b"C=65=72",
        b"NOTE;ENCODING=quoted-printable:a#=",
        b"#b=0D=0A=",
        b" c",
        version=b"2.1",
    )
    assert card.name == "Müller"
    assert card.note == "a##b\n c"


def test_quoted_printable_goes_on_where_the_soft_break_was_forgotten():
    card = read(b"FN;ENCODING=QUOTED-PRINTABLE:=4D=C3=BC=6C", b"=6C=65=72", version=b"2.1")
    assert card.name == "Müller"


def test_a_note_that_ends_in_an_equals_sign_swallows_nothing():
    card = read(b"FN:Ada", b"NOTE;QUOTED-PRINTABLE:x=", b"TEL:0311 111", version=b"2.1")
    assert card.note == "x"
    assert [point.value for point in card.points] == ["0311 111"]


def test_the_parts_of_a_name_are_told_apart_before_they_are_decoded_wrongly():
    card = read(
        b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4D=C3=BC=6C=6C=65=72;=41=64=61;;;",
        version=b"2.1",
    )
    assert card.name == "Ada Müller"


def test_texts_in_base64_are_read():
    assert read(b"FN;CHARSET=UTF-8;ENCODING=B:TcO8bGxlcg==").name == "Müller"


# ── charsets ─────────────────────────────────────────────────────────────────────────────

TEXT = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:安藤 Müller\r\nEND:VCARD\r\n"


@for_each(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.lower().replace("m", "M").encode("utf-16-le"),
        TEXT.encode("utf-32"),
    ],
)
def test_unicode_in_every_dress(data):
    (card,) = read_vcards(data)
    assert isinstance(card, Card)
    assert card.name == "安藤 Müller"


@for_each(
    ("charset", "name"),
    [
        ("SHIFT_JIS", "安藤ロイド"),
        ("Shift-JIS", "伊能 圭一"),  # with backslashes inside its letters
        ("windows-1252", "Zoë “Z” Müller"),
        ("ISO-8859-1", "Müller"),
        ("koi8-r", "Иван"),
        ("GB2312", "张伟"),
        ("Big5", "許功蓋"),
        ("ISO-2022-JP", "安藤"),
    ],
)
def test_a_line_may_name_its_charset(charset, name):
    encoded = name.encode(find_codec(charset))
    assert read(f"FN;CHARSET={charset}:".encode() + encoded, version=b"2.1").name == name
    quoted = "".join(f"={byte:02X}" for byte in encoded).encode()
    head = f"FN;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:".encode()
    assert read(head + quoted, version=b"2.1").name == name


@for_each("charset", ["invalid", "rot13", "zip", "unicode_escape", "", "a b", "x" * 99])
def test_a_charset_that_is_none_is_passed_over(charset):
    assert read(f"FN;CHARSET={charset}:Müller".encode()).name == "Müller"


def test_text_that_is_utf_8_is_so_whatever_else_it_says():
    assert read("FN;CHARSET=ISO-8859-1:Müller".encode()).name == "Müller"


def test_old_windows_files_are_read_line_by_line():
    card = read("FN:Müller –".encode("cp1252"), "NOTE:schön".encode())
    assert (card.name, card.note) == ("Müller –", "schön")


def test_kana_without_a_word_about_it_is_shift_jis():
    assert read("FN:ロイド".encode("cp932")).name == "ロイド"


def test_a_line_that_names_no_charset_is_in_that_of_its_neighbours():
    card = read(
        "FN;CHARSET=SHIFT_JIS:安藤".encode("cp932"), "NOTE:東京".encode("cp932"), version=b"2.1"
    )
    assert card.note == "東京"


def test_nuls_are_dropped():
    assert read(b"FN:A\0da", b"NOTE;QUOTED-PRINTABLE:a=00b").name == "Ada"
    assert read(b"FN:Ada", b"NOTE;QUOTED-PRINTABLE:a=00b").note == "ab"


def test_a_card_with_a_million_properties_is_skipped_and_the_next_one_arrives():
    bad = b"BEGIN:VCARD\nFN:Bad\n" + b"X-A:b\n" * (MOST_LINES + 1) + b"END:VCARD\n"
    many, good = read_vcards(bad + b"BEGIN:VCARD\nFN:Good\nEND:VCARD\n")
    assert isinstance(many, Skipped)
    assert "20,000 properties" in many.reason
    assert isinstance(good, Card)
    assert good.name == "Good"


def test_a_card_of_very_many_lines_is_skipped():
    (card,) = read_vcards(b"BEGIN:VCARD\nFN:Bad\nNOTE:x\n" + b" a\n" * 300_001 + b"END:VCARD\n")
    assert isinstance(card, Skipped)
    assert "300,000 lines" in card.reason
