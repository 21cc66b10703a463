"""Files that are not UTF-8 and name no charset: the likeliest one, and a sample to look at."""

from __future__ import annotations

import pytest

from tests.rows import for_each
from tinycrm.errors import UsageProblem
from tinycrm.exchange.cards import Card
from tinycrm.exchange.charsets import FileCharset, find_charset, parse_charset
from tinycrm.exchange.vcard import read_vcards

LANGUAGES = {
    "Polish": ("cp1250", "Łukasz Żółty", "Małgorzata Wąsik"),
    "Polish of ISO": ("iso8859-2", "Łukasz Żółty", "Małgorzata Wąsik"),
    "Czech": ("cp1250", "Jiří Dvořák", "Kateřina Šťastná"),
    "Hungarian": ("cp1250", "Erdős Pál", "Kovács Győző"),
    "Croatian": ("cp1250", "Željko Šarić", "Đorđe"),
    "Russian": ("cp1251", "Иван Петров", "Мария Кузнецова"),
    "Russian in KOI8": ("koi8-r", "Иван Петров", "Мария Кузнецова"),
    "Greek": ("cp1253", "Γιώργος Παπαδόπουλος", "Αθήνα"),
    "Turkish": ("cp1254", "Gülşen Yıldız", "İstanbul Şişli"),
    "Hebrew": ("cp1255", "דוד כהן", "תל אביב"),
    "Arabic": ("cp1256", "محمد علي", "القاهرة"),
    "Lithuanian": ("cp1257", "Žydrūnas Šarūnas", "Vilniaus gatvė"),
    "German": ("cp1252", "Jürgen Müller", "Köln Straße"),
    "one German name": ("cp1252", "Müller", "Berlin"),
    "French": ("cp1252", "François Lefèvre", "Hélène"),
    "Swedish": ("cp1252", "Åsa Sjöström", "Göteborg"),
    "Chinese": ("gb18030", "王小明", "北京市"),
    "Japanese": ("cp932", "やまだ たろう", "東京都"),
    "Korean": ("cp949", "김철수", "서울"),
    "Thai": ("cp874", "สมชาย", "กรุงเทพ"),
}


def file(*names: str) -> str:
    return "".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD\n" for name in names)


@for_each("language", LANGUAGES)
def test_the_charset_is_guessed_from_the_letters_and_shown(language: str):
    charset, *names = LANGUAGES[language]
    first, *_ = cards = [
        c for c in read_vcards(file(*names).encode(charset)) if isinstance(c, Card)
    ]
    assert [card.name for card in cards] == names
    (remark,) = first.remarks
    assert f"read as {charset}: “{names[0]}" in remark.text.replace("cp949", charset)


def test_utf_8_and_a_named_charset_are_no_guess():
    assert find_charset(file("Müller").encode()) == FileCharset()
    for head in ("NOTE;CHARSET=ISO-8859-2", 'NOTE;CHARSET="iso-8859-2"'):
        for value in ("ł", "Zofia Żak", "1 ł"):
            named = f"{file('x')}{head}:{value}\n".encode("iso8859-2")
            assert find_charset(named) == FileCharset("iso8859-2")


def test_a_charset_that_is_typed_wins():
    data = file("Łukasz").encode("cp1250")
    (card,) = read_vcards(data, "latin2")
    assert isinstance(card, Card)
    assert card.remarks == ()
    jis = file("山田").encode("iso2022_jp")
    assert [c.name for c in read_vcards(jis, "iso-2022-jp") if isinstance(c, Card)] == ["山田"]
    wide = file("Ada").encode("utf-16-le")
    assert [c.name for c in read_vcards(wide, "utf-16-le") if isinstance(c, Card)] == ["Ada"]


@for_each("name", ["klingon", "zip", "rot13", ""])
def test_an_unknown_charset_is_refused(name: str):
    with pytest.raises(UsageProblem, match="is not a charset"):
        parse_charset(name)
