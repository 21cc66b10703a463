"""Ways to reach someone, as the programs write them and as a person would."""

from __future__ import annotations

from tests.rows import for_each
from tinycrm.contact_points import Point
from tinycrm.exchange.cards import Card
from tinycrm.exchange.vcard import read_vcards


def read(*lines: str, version: str = "3.0") -> Card:
    text = "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))
    (card,) = read_vcards(text.encode())
    assert isinstance(card, Card)
    return card


def points(*lines: str, version: str = "3.0") -> list[tuple[str, str, str]]:
    card = read("FN:Ada", *lines, version=version)
    return [(point.kind, point.value, point.label) for point in card.points]


@for_each(
    ("line", "point"),
    [
        ("EMAIL:ada@example.org", ("email", "ada@example.org", "")),
        ("EMAIL;TYPE=INTERNET,HOME:ada@example.org", ("email", "ada@example.org", "home")),
        ("EMAIL;VALUE=uri:MAILTO:ada@example.org?x", ("email", "ada@example.org", "")),
        ('EMAIL:"Ada" <ada@example.org>', ("email", "ada@example.org", "")),
        ("TEL;CELL:0311 111", ("phone", "0311 111", "mobile")),
        ("TEL;type=WORK;type=FAX:0311 111", ("phone", "0311 111", "work fax")),
        ("TEL;TYPE=HOME,VOICE:0311 111", ("phone", "0311 111", "home")),
        ("TEL;WORK,VOICE:0311 111", ("phone", "0311 111", "work")),
        ("TEL;TYPE=pager:0311 111", ("phone", "0311 111", "pager")),
        ('TEL;TYPE="home,cell":0311 111', ("phone", "0311 111", "home mobile")),
        ("TEL;X-Beach house:0311 111", ("phone", "0311 111", "beach house")),
        ("WORK.TEL;TYPE=voice:0311 111", ("phone", "0311 111", "work")),
        ("TEL;VALUE=uri:tel:+1-418-656;ext=102", ("phone", "+1-418-656 ext. 102", "")),
        ("TEL:\u202a+49 170 111\u202c", ("phone", "+49 170 111", "")),
        ("TEL:p1234w9", ("phone", ",1234;9", "")),
        ("TEL;TYPE=OTHER;TYPE=FAX:0311 111", ("phone", "0311 111", "other fax")),
        ("TEL:0311 111;ext=12", ("phone", "0311 111 ext. 12", "")),
        ("TEL;TYPE=WORK:0311 111;", ("phone", "0311 111", "work")),
        ("PHONE:0311 111", ("phone", "0311 111", "")),
        ("URL:tel:0311 111", ("phone", "0311 111", "")),
        ("URL:mailto:ada@example.org", ("email", "ada@example.org", "")),
        ("CONTACT-URI:mailto:ada@example.org", ("email", "ada@example.org", "contact")),
        ("CONTACT-URI:https://example.org", ("url", "https://example.org", "contact")),
        ("TEL:sip:ada@example.org", ("handle", "ada@example.org", "sip")),
        ("URL:http\\://example.org/a\\,b", ("url", "http://example.org/a,b", "")),
        ("IMPP;X-SERVICE-TYPE=Jabber:xmpp:ada@example.org", ("handle", "ada@example.org", "xmpp")),
        ("IMPP;X-SERVICE-TYPE=Skype:ada", ("handle", "ada", "skype")),
        ("IMPP;X-SERVICE-TYPE=Facebook:xmpp:ada", ("handle", "ada", "facebook")),
        ("IMPP;X-SERVICE-TYPE=GoogleTalk:xmpp:ada", ("handle", "ada", "google talk")),
        ("IMPP;X-SERVICE-TYPE=ICQ:aim:123", ("handle", "123", "icq")),
        ("IMPP:ymsgr:ada", ("handle", "ada", "yahoo")),
        ("X-SKYPE-USERNAME:ada", ("handle", "ada", "skype")),
        ("X-SIGNAL:+44 1632 960961", ("handle", "+44 1632 960961", "signal")),
        ("X-INSTAGRAM:https://i.example/ada", ("url", "https://i.example/ada", "instagram")),
        ("X-SIP:sip:90-180", ("handle", "90-180", "sip")),
        ("X-GOOGLE-TALK:ada@example.org", ("handle", "ada@example.org", "google talk")),
        (
            "X-SOCIALPROFILE;type=twitter;x-user=ada:http://twitter.com/ada",
            ("url", "http://twitter.com/ada", "twitter"),
        ),
        ("X-SOCIALPROFILE;type=mastodon:x-apple:ada", ("handle", "ada", "mastodon")),
    ],
)
def test_a_way_to_reach_someone(line, point):
    assert points(line) == [point]


@for_each(
    ("line", "address"),
    [
        ("ADR:;;Hauptstr. 1;Köln;;50441;Deutschland", "Hauptstr. 1, Köln, 50441, Deutschland"),
        ("ADR:;;100 Edge;Baytown;LA;30314;USA", "100 Edge, Baytown, LA 30314, USA"),
        ("ADR:Box 7;Flat 3;High St;Leeds;;LS1;", "High St, Flat 3, Box 7, Leeds, LS1"),
        ("ADR:;;Street 4\\nFloor 8;New York\\, NY", "Street 4, Floor 8, New York, NY"),
        ("ADR;WORK:;Szczecin", "Szczecin"),
        ('ADR;LABEL="1 Road^nYork":;;;;;;', None),
        ("ADR:;;;;;;", None),
        ("LABEL;TYPE=HOME:1 Road\\nYork", "1 Road, York"),
    ],
)
def test_an_address_is_one_readable_line(line, address):
    assert [value for _, value, _ in points(line)] == ([address] if address else [])


def test_a_label_beside_an_address_stays_as_it_was():
    card = read("FN:Ada", "ADR:;;Road 1;York", "LABEL:Road 1\\nYork")
    assert [point.value for point in card.points] == ["Road 1, York"]
    assert card.extra == (("LABEL", "Road 1\\nYork"),)
    assert card.unread == ()
    card = read("FN:Ada", "ADR:;;Road 1;York", "LABEL:Behind the church")
    assert [each.text for each in card.unread] == ["Behind the church"]


def test_a_label_of_their_own_goes_before_the_types():
    found = points(
        "item1.TEL;type=CELL:0311 111", "item1.X-ABLabel:Beach  House",
        "ITEM2.URL:example.org", "item2.X-ABLABEL:_$!<HomePage>!$_",
        "item3.EMAIL:a@example.org", "item3.X-ABLabel:$!<Email>!$",
        "item4.TEL;type=pref:0312 222", "item4.X-ABLabel:_$!<Mobile>!$_",
    )  # fmt: skip
    assert found == [
        ("email", "a@example.org", ""),
        ("phone", "0312 222", "mobile"),
        ("phone", "0311 111", "beach house"),
        ("url", "example.org", "home page"),
    ]


def test_preferred_ones_come_first():
    assert points("TEL:111 1", "TEL;HOME:222 2", "TEL;PREF;WORK:333 3", version="2.1") == [
        ("phone", "333 3", "work"),
        ("phone", "111 1", ""),
        ("phone", "222 2", "home"),
    ]
    ranked = points("EMAIL;PREF=2:b@example.org", "EMAIL;PREF=1:a@example.org", version="4.0")
    assert [value for _, value, _ in ranked] == ["a@example.org", "b@example.org"]


def test_the_same_twice_is_once():
    found = points("TEL:+49 30 111", "TEL;CELL:0049-30-111", "EMAIL:A@b.org", "EMAIL:a@B.org")
    assert [value for _, value, _ in found] == ["A@b.org", "+49 30 111"]


def test_what_nobody_could_dial_or_write_to_is_kept_untouched():
    card = read("FN:Ada", "TEL;TYPE=work:§", "item1.EMAIL:none", "BDAY:soon")
    assert card.points == ()
    assert card.extra == (
        ("TEL;TYPE=work", "§"),
        ("item1.EMAIL", "none"),
        ("BDAY", "soon"),
    )


def test_numbers_in_letters_or_of_two_digits_are_read():
    flowers, office = points("TEL:1-800-FLOWERS", "TEL;WORK:12")
    assert (flowers[1], office[1]) == ("1-800-FLOWERS", "12")
    assert Point("phone", "1-800-FLOWERS").normal != Point("phone", "1-800-CONTACTS").normal


def test_old_phones_name_some_things_by_themselves():
    (card,) = read_vcards(
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Jan\r\nX-NICKNAME:Janek\r\nX-MICROSOFT-ASSISTANT:Ewa\r\n"
        b"X-MICROSOFT-ASST_TEL:+48 22 555 55 55\r\nX-EVOLUTION-BLOG-URL:https://x.example\r\n"
        b'EMAIL:jan@x.example;\r\nX-HW-RESERVED:{"a":[]}\r\nEND:VCARD\r\n'
    )
    assert isinstance(card, Card)
    assert (card.nicknames, card.unread) == (("Janek",), ())
    assert [each[:2] for each in card.related] == [("assistant", "Ewa")]
    assert set(card.points) == {
        Point("email", "jan@x.example"), Point("phone", "+48 22 555 55 55", "assistant"),
        Point("url", "https://x.example", "blog"),
    }  # fmt: skip


def test_an_apple_card_that_has_a_user_name_in_two_ways_has_it_once():
    lines = ("X-ICQ;type=pref:123", "IMPP;X-SERVICE-TYPE=ICQ;type=pref:aim:123")
    assert points(*lines) == [("handle", "123", "icq")]
    assert read("FN:Ada", *lines).unread == ()


def test_a_number_that_is_written_twice_has_the_label_of_either():
    lines = ("TEL;PREF:0311 111", "TEL;CELL:0311111", "TEL;WORK:0311 111")
    assert points(*lines, version="2.1") == [("phone", "0311 111", "mobile")]
