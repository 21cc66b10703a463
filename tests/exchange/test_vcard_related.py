"""Relations in a vCard, as different programs write them."""

from __future__ import annotations

from tests.rows import for_each
from tinycrm.exchange.cards import Card
from tinycrm.exchange.vcard import read_vcards


def _card(*lines: str) -> Card:
    text = "\r\n".join(["BEGIN:VCARD", "VERSION:4.0", "FN:Ada", *lines, "END:VCARD", ""])
    (card,) = read_vcards(text.encode())
    assert isinstance(card, Card)
    return card


@for_each(
    ("lines", "found"),
    [
        (["RELATED;TYPE=spouse;VALUE=text:Ben Turing"], [("spouse", "Ben Turing", "")]),
        (["RELATED;TYPE=spouse:urn:uuid:0A-b"], [("spouse", "", "0A-b")]),
        (["RELATED;VALUE=uri;TYPE=friend:4711"], [("friend", "", "4711")]),
        (["RELATED;TYPE=friend:4711"], [("friend", "4711", "4711")]),
        (['RELATED;TYPE="friend,co-worker";VALUE=text:Ben'],
         [("friend", "Ben", ""), ("co worker", "Ben", "")]),
        (["RELATED;VALUE=text;PREF=1:Please\\, ask Ben"], [("related", "Please, ask Ben", "")]),
        (["RELATED;TYPE=contact:https://example.org/ben"], []),
        (["RELATED;TYPE=me;VALUE=text:Ada at home"], []),
        (["item1.X-ABRELATEDNAMES:Ben", "item1.X-ABLABEL:_$!<Spouse>!$_"], [("spouse", "Ben", "")]),
        (["item1.X-ABRELATEDNAMES:Ben", "item1.X-ABLABEL:_$!<YoungerBrother>!$_"],
         [("younger brother", "Ben", "")]),
        (["item1.X-ABRELATEDNAMES:Rex", "item1.X-ABLABEL:Dog"], [("Dog", "Rex", "")]),
        (["X-ABRELATEDNAMES;type=pref:Ben"], [("related", "Ben", "")]),
        (["X-EVOLUTION-SPOUSE:Ben", "X-KADDRESSBOOK-X-ManagersName:Boss"],
         [("spouse", "Ben", ""), ("manager", "Boss", "")]),
        (["X-WAB-SPOUSE_NAME:Ben", "X-FUNAMBOL-CHILDREN:Al"],
         [("child", "Al", ""), ("spouse", "Ben", "")]),
        (["X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Ben;14;;;;;;;;;;;;;"],
         [("spouse", "Ben", "")]),
        (["X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Rex;0;Dog;;;;;;;;;;;;"],
         [("Dog", "Rex", "")]),
        (["X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Rex;99;;;;;;;;;;;;;"],
         [("related", "Rex", "")]),
    ],
)  # fmt: skip
def test_a_relation_is_read(lines: list[str], found: list[tuple[str, str, str]]):
    card = _card(*lines)
    assert [each[:3] for each in card.related] == found
    assert bool(card.extra) is not bool(found)
