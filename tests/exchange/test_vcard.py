"""What a card says ends up in the right place, and nothing it says is lost."""

from __future__ import annotations

from tests.rows import for_each
from tinycrm.contact_points import Point
from tinycrm.exchange.card_marks import NO_BEGIN, NO_END
from tinycrm.exchange.cards import Card, Remark, Skipped
from tinycrm.exchange.vcard import CUT_OFF, read_vcards
from tinycrm.exchange.vcard_card import NO_NAME


def read(*lines: str, version: str = "3.0") -> Card:
    text = "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))
    (card,) = read_vcards(text.encode())
    assert isinstance(card, Card)
    return card


# ── cards in a file ──────────────────────────────────────────────────────────────────────


def test_a_card_knows_the_line_it_begins_on():
    found = read_vcards(b"\n\nBEGIN:VCARD\nFN:Ada\nEND:VCARD\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\n")
    assert [(card.name, card.line) for card in found if isinstance(card, Card)] == [
        ("Ada", 3),
        ("Bob", 6),
    ]


def test_a_card_that_is_nobodys_is_skipped_with_its_line_and_the_reason():
    found = list(read_vcards(b"\nBEGIN:VCARD\nURL:http://example.org\nEND:VCARD\n"))
    assert found == [Skipped(2, NO_NAME)]


@for_each("line", ["N:;;;;", "FN:  ", "ORG:;", "EMAIL:", "TEL:", "NICKNAME:,"])
def test_an_empty_property_makes_nobody(line):
    assert list(read_vcards(f"BEGIN:VCARD\n{line}\nEND:VCARD".encode())) == [Skipped(1, NO_NAME)]


def test_the_last_card_of_a_file_that_was_cut_off_is_read_and_said():
    found = read_vcards(b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\nBEGIN:VCARD\nFN:Bo")
    ada, bo = (card for card in found if isinstance(card, Card))
    assert (ada.name, ada.remarks) == ("Ada", ())
    assert (bo.name, bo.remarks) == ("Bo", (Remark(4, CUT_OFF),))


def test_a_card_without_its_end_costs_that_card_only():
    found = list(
        read_vcards(
            b"BEGIN:VCARD\nFN:Ada\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\nBEGIN:VCARD\nFN:Cy\nEND:VCARD\n"
        )
    )
    assert found[0] == Skipped(1, NO_END)
    assert [card.name for card in found if isinstance(card, Card)] == ["Bob", "Cy"]


def test_an_end_without_its_begin_is_named():
    found = list(read_vcards(b"FN:Ada\nEND:VCARD\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\n"))
    assert found[0] == Skipped(2, NO_BEGIN)
    assert isinstance(found[1], Card)


def test_a_card_inside_a_card_is_kept_with_it_and_is_nobody_new():
    found = list(
        read_vcards(
            b"BEGIN:VCARD\nFN:Boss\nAGENT:\nBEGIN:VCARD\nFN:Aide\nTEL:555 1234\nEND:VCARD\n"
            b"TEL:555 9999\nEND:VCARD\n"
        )
    )
    assert [card.name for card in found if isinstance(card, Card)] == ["Boss"]
    (boss,) = found
    assert isinstance(boss, Card)
    assert boss.points == (Point("phone", "555 9999"),)
    assert boss.extra == (("AGENT", "BEGIN:VCARD\nFN:Aide\nTEL:555 1234\nEND:VCARD"),)


@for_each(
    "text",
    [
        "begin:vcard\nfn:Ada\nend:vcard\n",
        "Begin:vCard\nFN:Ada\nEnd:vCard",
        "BEGIN:VCARD \t\nFN:Ada\nEND:VCARD  \n",
        "BEGIN: VCARD\nFN:Ada\nEND : VCARD\n",
        "  BEGIN:VCARD\n  FN:Ada\n  END:VCARD\n",
        "  BEGIN:VCARD\nFN:Ada\nEND:VCARD\n",
        "\n\n<pre>\nBEGIN:VCARD\n\nFN:Ada\n\nEND:VCARD\n</pre>",
        "BEGIN:VCARD\rFN:Ada\rEND:VCARD\r",
        "BEGIN:VCARD\r\r\nFN:Ada\r\r\nEND:VCARD\r\r\n",
    ],
)
def test_begin_and_end_are_found_however_they_are_written(text):
    (card,) = read_vcards(text.encode())
    assert isinstance(card, Card)
    assert card.name == "Ada"


def test_files_put_together_without_a_line_end_are_read_apart():
    card = b"BEGIN:VCARD\nFN:Ada\nEND:VCARD"
    assert len(list(read_vcards(card + card + card))) == 3
    assert len(list(read_vcards(card + b"\n\xef\xbb\xbf" + card))) == 2


def test_a_note_may_hold_the_words_begin_and_end():
    card = read("FN:Ada", "NOTE:line one\\n", " BEGIN:VCARD", " END:VCARD")
    assert card.note == "line one\nBEGIN:VCARDEND:VCARD"


# ── who ──────────────────────────────────────────────────────────────────────────────────


@for_each(
    ("lines", "name"),
    [
        (["FN:mcDONALD  o'neil"], "mcDONALD  o'neil"),
        (["FN:Ada Lovelace", "N:King;Augusta;;;"], "Ada Lovelace"),
        (["FN:", "N:King;Ada;Augusta;Lady;FRS"], "Lady Ada Augusta King FRS"),
        (["N:Perreault;Simon;;;ing. jr.,M.Sc."], "Simon Perreault ing. jr. M.Sc."),
        (["N:O\\;Neil\\, Jr.;Ann"], "Ann O;Neil, Jr."),
        (["N:安藤;ロイド;;;"], "安藤 ロイド"),
        (["NICKNAME:Ace,Addie", "ORG:ACME"], "Ace"),
        (["ORG:ACME Ltd;Sales"], "ACME Ltd, Sales"),
        (["EMAIL;TYPE=WORK:b@example.org", "EMAIL;TYPE=PREF:a@example.org"], "a@example.org"),
        (["EMAIL:not an address"], "not an address"),
        (["TEL:tel:+44-20-7946-0018"], "+44-20-7946-0018"),
        (["TEL:12"], "12"),
        (["FN:one\\ntwo"], "one two"),
        (["FN:[red]Bob[/red]"], "[red]Bob[/red]"),
    ],
)
def test_the_name_is_the_best_the_card_has(lines, name):
    assert read(*lines).name == name


def test_in_vcard_2_a_comma_in_a_name_is_a_comma():
    assert read("N:Smith, Jr.;Bob", version="2.1").name == "Bob Smith, Jr."


@for_each(
    ("lines", "kind"),
    [
        (["FN:Ada"], "person"),
        (["FN:Ada", "ORG:ACME"], "person"),
        (["ORG:ACME"], "organization"),
        (["FN:ACME", "N:;;;;", "ORG:ACME"], "organization"),
        (["FN:Ada", "X-ABShowAs:COMPANY"], "organization"),
        (["FN:Board", "KIND:group"], "group"),
        (["FN:Board", "X-ADDRESSBOOKSERVER-KIND:group"], "group"),
        (["FN:ACME", "KIND:org"], "organization"),
        (["FN:Ada", "KIND:individual"], "person"),
    ],
)
def test_a_card_is_a_persons_an_organizations_or_a_groups(lines, kind):
    card = read(*lines)
    assert (card.kind, card.extra) == (kind, ())


def test_the_parts_of_a_name_are_kept_where_the_name_does_not_show_them():
    assert read("FN:Ada Lovelace", "N:Lovelace;Ada;;;").extra == ()
    beethoven = read("FN:Ludwig van Beethoven", "N:van Beethoven;Ludwig;;;")
    assert beethoven.extra == (("N", "van Beethoven;Ludwig;;;"),)


def test_work_and_what_they_are_called():
    card = read(
        "FN:Ada", "ORG:Open;Handset; Alliance", "ORG:Other", "TITLE:Janitor", "ROLE:Hero",
        "NICKNAME:Ace,Addie", "NICKNAME:Ace",
    )  # fmt: skip
    assert card.organization == "Open, Handset, Alliance"
    assert card.title == "Janitor"
    assert card.nicknames == ("Ace", "Addie")
    assert card.facts == (("organization (also)", "Other"), ("role", "Hero"))
    assert card.extra == ()


def test_a_role_serves_as_title_where_there_is_none():
    assert read("FN:Ada", "ROLE:Hero").title == "Hero"


def test_the_uid_is_the_same_in_every_version():
    bare = "4fbe8971-0bc3-424c-9c26-36c3e1eff6b1"
    assert read("FN:Ada", f"UID:{bare}").uid == bare
    assert read("FN:Ada", f"UID:urn:uuid:{bare}", version="4.0").uid == bare
    assert read("FN:Ada", "UID:").uid is None


# ── the rest ─────────────────────────────────────────────────────────────────────────────


def test_categories_are_tags():
    assert read("FN:Ada", "CATEGORIES:VIP,old friends", "CATEGORIES:VIP,#x").tags == (
        "VIP",
        "old friends",
        "x",
    )
    assert read("FN:Ada", "CATEGORIES:work;chess").tags == ("work", "chess")
    assert read("FN:Ada", "CATEGORIES:R\\, D").tags == ("R", "D")


def test_notes_keep_their_commas_lines_and_backslashes():
    card = read("FN:Ada", "NOTE:a, b\\, c\\nC:\\\\new \\d", "NOTE:second")
    assert card.note == "a, b, c\nC:\\new \\d\n\nsecond"


def test_our_own_properties_come_back():
    card = read("FN:Ada", "X-TINYCRM-EVERY:4w", "X-TINYCRM-FACT:coffee=flat white\\, hot")
    assert (card.every, card.facts, card.extra) == ("4w", (("coffee", "flat white, hot"),), ())
    odd = read("FN:Ada", "X-TINYCRM-EVERY:often", "X-TINYCRM-FACT:coffee")
    assert odd.every == ""
    assert odd.extra == (("X-TINYCRM-EVERY", "often"), ("X-TINYCRM-FACT", "coffee"))


def test_what_is_not_modelled_is_kept_as_found_and_in_order():
    card = read(
        "REV:2020-01-01T00:00:00Z", "PRODID:-//x//y", "FN:Ada", "item1.X-ABLabel:odd",
        "PHOTO;ENCODING=b;TYPE=JPEG:QUJD", " REVG", "x-Custom;Foo=\"a;b\":1\\,2", "GEO:1;2",
        "X-EMPTY:",
    )  # fmt: skip
    assert card.extra == (
        ("REV", "2020-01-01T00:00:00Z"),
        ("item1.X-ABLabel", "odd"),
        ("PHOTO;ENCODING=b;TYPE=JPEG", "QUJDREVG"),
        ('x-Custom;Foo="a;b"', "1\\,2"),
        ("GEO", "1;2"),
    )


def test_ordinary_lines_that_say_nothing_cost_nothing():
    card = read("FN:Ada", "N:;;;;", "ADR;TYPE=HOME:;;;;;;", "TITLE:", "NOTE:", "ORG:;")
    assert card == Card("Ada", line=1, kept=card.kept)


# ── what was not understood ──────────────────────────────────────────────────────────────


def test_what_is_not_understood_is_named_with_its_line_and_kept():
    card = read(
        "FN:Ada", "BDAY:sometime", "PHOTO:data:image/png,xx", "X-ABUID:1", "X-SHOE-SIZE:42 wide",
        "X-SWITCH:true", "X-HASH:0123456789abcdef", "REV:2020-01-01T00:00:00Z", "EMAIL:none",
        f"X-LONG:{'x' * 200}", "N:van Beethoven;Ludwig;;;", "TEL:?",
    )  # fmt: skip
    assert [(each.line, each.name, each.text) for each in card.unread] == [
        (4, "BDAY", "sometime"), (7, "X-SHOE-SIZE", "42 wide"), (11, "EMAIL", "none"),
        (14, "TEL", "?"),
    ]  # fmt: skip
    assert len(card.extra) == 11
    assert {(each.key, each.raw) for each in card.unread} <= set(card.extra)


def test_both_readers_count_the_lines_alike():
    lines = ["FN:Ada", "", "BDAY:sometime", "NOTE:a", " b", "X-SHOE:wide", ""]
    plain = read(*lines)
    odd = read(*lines, "no property at all")
    assert [each.line for each in plain.unread] == [5, 8]
    assert [each.line for each in odd.unread][:1] == [5]


def test_a_second_name_is_a_nickname():
    card = read("FN:Ada", "FN;LANGUAGE=ja:エイダ")
    assert (card.name, card.nicknames) == ("Ada", ("エイダ",))
