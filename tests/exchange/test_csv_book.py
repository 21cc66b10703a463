"""CSV files of address books: whose headers they are, and what of a row arrives."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.rows import for_each
from tinycrm.contact_points import Point
from tinycrm.days import YearlyDay
from tinycrm.errors import UsageProblem
from tinycrm.exchange import csv_book, csv_rows, csv_survey
from tinycrm.exchange.cards import Card, NamedRelative, Skipped
from tinycrm.exchange.csv_book import NO_ROWS, read_csv
from tinycrm.exchange.csv_headers import find_columns, parse_map
from tinycrm.exchange.csv_rows import NO_END, SheetRow, read_rows
from tinycrm.exchange.file_formats import read_book
from tinycrm.exchange.more_columns import packed_cells, packed_headers

SPECTRUM = Path(__file__).resolve().parents[2] / "../shared/corpus/csv-spectrum"

GOOGLE = """\
First Name,Middle Name,Last Name,Name Prefix,Nickname,File As,Organization Name,\
Organization Title,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,\
E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,\
Address 1 - Formatted,Address 1 - Street,Address 1 - City,Event 1 - Label,Event 1 - Value,\
Relation 1 - Label,Relation 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value
Ada,,Lovelace,Dr.,Countess,,Engines,Director,1980-12-10,"two
lines",p.jpg,* coworkers ::: * myContacts,Home,ada@a.example,* Work,ada@w.example,Work,\
+41319280960 ::: +41792648866,Home,"12 St James's Sq
London",12 St James's Sq,London,Anniversary,2010-07-08,Spouse,William,coffee,black
,,,,,,,,,,,* myContacts,,,,,Mobile,+447700900123,,,,,,,,,,
"""
OLD_GOOGLE = """\
Name,Given Name,Additional Name,Family Name,Yomi Name,Group Membership,E-mail 1 - Type,\
E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,Organization 1 - Title
Ada Lovelace,Ada,,Lovelace,,* myContacts ::: Friends,* ,ada@a.example,Mobile,+441632960961,\
Engines,Director
"""
OUTLOOK = {
    "en": "Title,First Name,Last Name,Company,Job Title,Business Phone,Mobile Phone,"
    "E-mail Address,E-mail 2 Address,Birthday,Home Street,Home City",
    "de": "Anrede,Vorname,Nachname,Firma,Position,Telefon geschäftlich,Mobiltelefon,"
    "E-Mail-Adresse,E-Mail 2: Adresse,Geburtstag,Straße privat,Ort privat",
    "fr": "Titre,Prénom,Nom,Société,Titre,Téléphone (bureau),Tél. mobile,"
    "Adresse de messagerie,Adresse de messagerie 2,Anniversaire,Rue (domicile),Ville (domicile)",
    "es": "Title,Nombre,Apellidos,Organización,Puesto,Teléfono del trabajo,Mobile Phone,"
    "E-mail Address,Dirección de correo electrónico 2,Birthday,Home Street,Home City",
    "pl": "Tytuł,Imię,Nazwisko,Firma,Stanowisko,Telefon służbowy,Telefon komórkowy,"
    "Adres e-mail,Adres e-mail 2,Urodziny,Adres domowy - ulica,Adres domowy - miejscowość",
}
OUTLOOK["fr 2016"] = OUTLOOK["fr"].replace("Adresse de messagerie", "Adresse de courrier")
OUTLOOK_ROW = "Dr.,Ada,Lovelace,Engines,Director,+441,+447700900123,a@x.org,b@x.org,{},1 St,Rye"
LINKEDIN = """\
Notes:
"When exporting your connection data, you may notice that some addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Grace,Hopper,https://l.example/in/grace,,Navy,Admiral,12 Nov 2020
"""
THUNDERBIRD = """\
First Name,Last Name,Display Name,Primary Email,Secondary Email,Work Phone,Mobile Number,\
Home Address,Home Address 2,Home City,Home ZipCode,Organization,Birth Year,Birth Month,Birth Day
Rory,Williams,Rory Williams,r@x.example,r2@x.example,555-3000,555-2000,12 Lane,Flat B,Leadworth,\
GL1 2AB,Hospital,1989,1,3
"""


def _unpack(key: str, value: str) -> list[tuple[str, str]]:
    return list(zip(packed_headers(key), packed_cells(value), strict=True))


def _cards(text: str | bytes, **how: object) -> list[Card]:
    data = text.encode() if isinstance(text, str) else text
    found = list(read_csv(data, **how))  # type: ignore[arg-type]
    assert all(isinstance(each, Card) for each in found), found
    return [each for each in found if isinstance(each, Card)]


def test_google_contacts():
    ada, phone_only = _cards(GOOGLE)
    assert (ada.name, ada.nicknames) == ("Dr. Ada Lovelace", ("Countess",))
    assert ada.points == (
        Point("email", "ada@w.example", "work"),  # the main one first
        Point("email", "ada@a.example", "home"),
        Point("phone", "+41319280960", "work"),
        Point("phone", "+41792648866", "work"),
        Point("address", "12 St James's Sq, London", "home"),
    )
    assert (ada.organization, ada.title, ada.note) == ("Engines", "Director", "two\nlines")
    assert ada.birthday == YearlyDay(12, 10, 1980)
    assert ada.occasions == (("anniversary", YearlyDay(7, 8, 2010)),)
    assert (ada.tags, ada.facts) == (("coworkers",), (("coffee", "black"),))
    assert ada.related == (NamedRelative("spouse", "William"),)
    assert ada.extra == (("Photo", "p.jpg"),)
    assert (phone_only.name, phone_only.kind) == ("+447700900123", "person")


def test_google_contacts_of_before_2023():
    (ada,) = _cards(OLD_GOOGLE)
    assert (ada.name, ada.organization, ada.tags) == ("Ada Lovelace", "Engines", ("Friends",))
    assert [point.label for point in ada.points] == ["", "mobile"]


@for_each("language", OUTLOOK)
@for_each("separator", [",", ";", "\t"])
def test_outlook_in_five_languages(language: str, separator: str):
    day = {"en": "12/24/1980", "es": "24/12/1980"}.get(language, "24.12.1980")
    text = f"{OUTLOOK[language]}\r\n{OUTLOOK_ROW.format(day)}\r\n".replace(",", separator)
    (ada,) = _cards(text)
    assert (ada.name, ada.organization, ada.title) == ("Dr. Ada Lovelace", "Engines", "Director")
    assert [(p.kind, p.label) for p in ada.points] == [
        ("email", ""), ("email", ""), ("phone", "work"), ("phone", "mobile"), ("address", "home"),
    ]  # fmt: skip
    assert ada.birthday == YearlyDay(12, 24, 1980)
    assert ada.extra == ()


@for_each("charset", ["utf-8-sig", "utf-16", "utf-16-le", "cp1250"])
def test_the_charset_is_found(charset: str):
    people = "".join(f"Łucja Żółć {n},Kraków,Dyrektor\n" for n in range(9))
    cards = _cards(f"Imię i nazwisko,Firma,Stanowisko\n{people}".encode(charset))
    assert cards[0].name == "Łucja Żółć 0"
    assert bool(cards[0].remarks) == (charset == "cp1250")


@for_each("charset", ["utf-16-le", "utf-16-be"])
@for_each(
    ("kind", "text"),
    [
        ("csv", "Name;E-mail\r\n" + "Анна Каренина;a@x.example\r\n" * 9),
        ("vcard", "BEGIN:VCARD\r\nFN:Анна Каренина\r\nNOTE:" + "Привет" * 99 + "\r\nEND:VCARD\r\n"),
    ],
)
def test_utf_16_without_a_mark_is_known_in_every_alphabet(kind: str, text: str, charset: str):
    book = read_book(text.encode(charset))
    assert (book.format, book.items[0].name) == (kind, "Анна Каренина")  # type: ignore[union-attr]


def test_many_quotation_marks_that_are_never_closed_cost_no_more_than_their_lines():
    text = "Name,Notes\n" + 'Ada,"x\n' * 30_000
    start = process_time()
    rows = list(read_rows(text.encode(), ","))
    assert process_time() - start < 10
    assert len(rows) == 30_001
    assert isinstance(rows[-1], SheetRow)
    assert (rows[-1].cells, rows[-1].doubt) == (["Ada", "x"], NO_END)


def test_more_rows_than_anybody_knows_people_are_left_out_and_said(monkeypatch):
    monkeypatch.setattr(csv_book, "MOST_ROWS", 3)
    *first, last = read_csv(b"Name\nA\n\nB\nC\nD\nE\n")
    assert len(first) == 3
    assert isinstance(last, Skipped)
    assert (last.line, "more than 3 rows; import them as a file" in last.reason) == (6, True)
    monkeypatch.setattr(csv_book, "MOST_CELLS", 11)
    *first, last = read_csv(b'Name,Phone,Tags\nA,+44 1632,a b\nB,,"a,b,c"\nC,+44 1632,d\n')
    assert len(first) == 2
    assert isinstance(last, Skipped)
    assert (last.line, "as many values as are read of one file" in last.reason) == (4, True)
    monkeypatch.setattr(csv_book, "MOST_BYTES", 10)
    *first, last = read_csv(b"Name\nA\n\nB\nCCCC\nD\nE\n")
    assert [each.name for each in first if isinstance(each, Card)] == ["A", "B", "CCCC"]
    assert isinstance(last, Skipped)
    assert (last.line, "this row and those after it" in last.reason) == (6, True)
    monkeypatch.setattr(csv_rows, "LONGEST", 8)
    *first, last = read_csv("Name\nA\nxxxxxxxxxxxx\néé\nB\n".encode())
    assert [getattr(each, "name", "") for each in first] == ["A", "", "éé"]
    assert isinstance(last, Skipped)
    assert (last.line, "this row and those after it" in last.reason) == (5, True)
    monkeypatch.undo()
    ours = b"Name,Every,Kind,UID\nAnna,4w,person,x\nBo,,,y\n"
    assert [type(each) for each in read_csv(ours)] == [Card, Card]


def test_after_very_many_empty_rows_reading_ends_and_is_said(monkeypatch):
    monkeypatch.setattr(csv_rows, "MOST_EMPTY", 3)
    (ada, end) = read_csv(b"Name,Phone\n" + b'"",""\n,\n' * 3 + b"Ada,\n" + b'"\n"\nBo,\n')
    assert isinstance(ada, Card)
    assert isinstance(end, Skipped)
    assert (end.line, "3 empty rows are before it" in end.reason) == (9, True)


def test_of_ten_thousand_columns_the_first_are_shown_and_all_are_kept():
    columns = ",".join(f"c{n}" for n in range(10_000))
    values = ",".join(f"v{n}" for n in range(10_000))
    (ada, bo) = _cards(f"Name,{columns},Phone\nAda,{values},+44 1632,more\nBo{',' * 9000},x\n")
    shown, (key, value) = ada.extra[:-1], ada.extra[-1]
    assert shown == tuple((f"c{n}", f"v{n}") for n in range(200))
    assert _unpack(key, value) == [(f"c{n}", f"v{n}") for n in range(200, 10_000)] + [
        ("column 10003", "more")
    ]
    assert [point.value for point in ada.points] == ["+44 1632"]
    assert _unpack(*bo.extra[0]) == [("c9000", "x")]
    kept, together = (each.text for each in ada.remarks)
    assert kept.startswith("200 columns are not known and kept on the card: c0, c1,")
    assert together.startswith("9,801 columns are not known and kept with the contact, but not")
    assert "c200, c201" in together
    assert "and 9,793 more" in together


def test_of_many_rows_fewer_columns_are_shown(monkeypatch):
    monkeypatch.setattr(csv_survey, "MOST_SHOWN_CELLS", 7)
    found = _cards("Name,Odd,Rare,Other\n" + "A,1,,2\n" * 5 + 'B,,3,"4,""\n5"\n')
    assert found[0].extra == (("Odd", "1"), ("more columns\nOther", "2"))
    assert found[5].extra[0] == ("Rare", "3")
    assert _unpack(*found[5].extra[1]) == [("Other", '4,"\n5')]


def test_linkedin_with_its_preamble_and_thunderbird():
    (grace,) = _cards(LINKEDIN)
    assert (grace.name, grace.title, grace.line) == ("Grace Hopper", "Admiral", 5)
    assert grace.facts == (("connected on", "12 Nov 2020"),)
    (rory,) = _cards(THUNDERBIRD)
    assert (rory.name, rory.birthday) == ("Rory Williams", YearlyDay(1, 3, 1989))
    assert rory.points[-1] == Point("address", "12 Lane, Flat B, Leadworth, GL1 2AB", "home")


def test_thunderbird_in_german_has_the_birthday_in_three_columns():
    (rory,) = _cards(
        "Vorname,Nachname,Anzeigename,Primäre E-Mail-Adresse,Tel. dienstlich,Mobil-Tel.-Nr.,"
        "Privat: Adresse,Privat: Adresse 2,Privat: Ort,Privat: PLZ,Geburtsjahr,Geburtsmonat,"
        "Geburtstag\nRory,Williams,Rory Williams,r@x.example,+49 30 1,+49 170 1,Weg 12,,Bonn,"
        "53111,1989,1,3\n"
    )
    assert (rory.birthday, rory.extra) == (YearlyDay(1, 3, 1989), ())
    assert rory.points == (
        Point("email", "r@x.example"), Point("phone", "+49 30 1", "work"),
        Point("phone", "+49 170 1", "mobile"), Point("address", "Weg 12, Bonn, 53111", "home"),
    )  # fmt: skip


@for_each(
    ("whole", "address"),
    [
        ("12 Mill Lane\nRye", "12 Mill Lane, Rye, Sussex TN31 7AA, UK"),
        ("12 Mill Lane\nRye\nSussex TN31 7AA\nUK", "12 Mill Lane, Rye, Sussex TN31 7AA, UK"),
        ("", "12 Mill Lane, Rye, Sussex TN31 7AA, UK"),
    ],
)
def test_an_address_that_lacks_some_of_its_parts_gets_them(whole, address):
    rows = [
        "Name,Home Address,Home Street,Home City,Home State,Home Postal Code,Home Country",
        f'Ada,"{whole}",12 Mill Lane,Rye,Sussex,TN31 7AA,UK',
    ]
    (ada,) = _cards("\n".join(rows))
    assert ada.points == (Point("address", address, "home"),)


def test_an_address_and_the_parts_of_another_one_are_two():
    (ada,) = _cards("Name,Home Address,Home Street,Home City\nAda,1 Hill St,12 Mill Lane,Rye\n")
    assert ada.points == (
        Point("address", "1 Hill St", "home"), Point("address", "12 Mill Lane, Rye", "home"),
    )  # fmt: skip


def test_the_second_line_of_a_street_is_no_other_address():
    (ada,) = _cards("Name,Home Street,Home Address 2,Home City\nAda,1 Hill St,Flat B,Rye\n")
    assert ada.points == (Point("address", "1 Hill St, Flat B, Rye", "home"),)


def test_internet_is_no_label_of_an_address():
    (ada,) = _cards("Name,E-mail 1 - Type,E-mail 1 - Value\nAda,* INTERNET,ada@a.example\n")
    assert ada.points == (Point("email", "ada@a.example", ""),)


def test_a_whole_address_beside_its_parts_is_one_address():
    (ada,) = _cards(
        'First Name,Home Address,Home Street,Home City\nAda,"12 St James\nRye",12 St James,Rye\n'
    )
    assert ada.points == (Point("address", "12 St James, Rye", "home"),)


@for_each(
    ("header", "field"),
    [
        ("Phone2", "phone"), ("Email1", "email"), ("Phone (Mobile)", "phone:mobile"),
        ("Office website", "url:work"), ("Fax (private)", "phone:home fax"),
        ("Address (Home)", "address:home"), ("Hobby", "fact:hobby"), ("RNIS", "phone:isdn"),
        ("Mots clés", "tags"), ("Adres domowy - kraj", "country:home"),
    ],
)  # fmt: skip
def test_columns_of_other_programs_and_of_people_s_own(header: str, field: str):
    (column,) = find_columns([header], {})
    assert f"{column.field}:{column.label}".rstrip(":") == field


def test_all_children_in_one_cell_are_several():
    (ada,) = _cards("First Name,Children\nAda,Byron; Anne,\n")
    assert ada.related == (NamedRelative("child", "Byron"), NamedRelative("child", "Anne"))


def test_a_service_is_the_label_of_a_user_name_and_a_second_one_is_kept():
    (ada,) = _cards(
        "Name,IM 1 - Type,IM 1 - Service,IM 1 - Value,IM 2 - Type,IM 2 - Service,IM 2 - Value\n"
        "Ada,* Other,Skype,ada.k,Other,Yahoo,ada.k\n"
    )
    assert ada.points == (Point("handle", "ada.k", "skype"),)
    assert [(each.name, each.text) for each in ada.unread] == [("IM 2 - Value", "yahoo: ada.k")]


def test_our_own_file_comes_back_with_what_was_defused():
    (ada, hooft) = _cards(
        "id,name,emails,phones,birthday,tags,every,facts,last_touch\n"
        "c3,'=cmd|' /C calc'!A0,work: a@x.org; b@x.org,'+48 600 100 200,--12-10,vip; a,4w,"
        "coffee=black; tea=none,2026-11-01\n"
        "c4,''t Hooft,,,,,,,\n"
    )
    assert ada.name == "=cmd|' /C calc'!A0"
    assert ada.points == (
        Point("email", "a@x.org", "work"), Point("email", "b@x.org"),
        Point("phone", "+48 600 100 200"),
    )  # fmt: skip
    assert (ada.every, ada.tags) == ("4w", ("vip", "a"))
    assert ada.facts == (("coffee", "black"), ("tea", "none"))
    assert (hooft.name, hooft.extra) == ("'t Hooft", ())


def test_an_export_comes_back_letter_for_letter():
    (ada,) = _cards(
        "Name,Nickname,Organization Name,Organization Title,Birthday,Labels,Every,Notes,Kind,UID,"
        "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,"
        "Address 1 - Formatted,Event 1 - Label,Event 1 - Value,Custom Field 1 - Label,"
        "Custom Field 1 - Value\r\n"
        "''t  Hooft,'=1+1 ::: Al,,'-1,--12-10,vip ::: a #b,4w,'@x,group,u-1,Work Mail,a@localnet,"
        '* Main,\'+48 4.1E+2,Home,"1 St\nRye",Day Of,2011-05-14,Coffee ::: Tea,a ::: b\r\n'
    )
    assert (ada.name, ada.nicknames, ada.title) == ("'t  Hooft", ("=1+1", "Al"), "-1")
    assert (ada.kind, ada.uid, ada.tags, ada.note) == ("group", "u-1", ("vip", "a #b"), "@x")
    assert ada.points == (
        Point("email", "a@localnet", "Work Mail"), Point("phone", "+48 4.1E+2", "* Main"),
        Point("address", "1 St\nRye", "Home"),
    )  # fmt: skip
    assert ada.occasions == (("Day Of", YearlyDay(5, 14, 2011)),)
    assert ada.facts == (("Coffee ::: Tea", "a ::: b"),)


def test_the_order_of_days_is_told_by_the_column_and_said():
    cards = _cards("Name,Birthday\nA,3/4/1980\nB,25/12/1980\nC,0/0/00\nD,5/6/70\n")
    assert [card.birthday for card in cards] == [
        YearlyDay(4, 3, 1980), YearlyDay(12, 25, 1980), None, YearlyDay(6, 5, 1970),
    ]  # fmt: skip
    assert "day/month/year, by “25/12/1980” in line 3" in cards[0].remarks[0].text
    (month_first, _) = _cards("Name,Birthday\nA,3/4/1980\nB,12/25/1980\n")
    assert month_first.birthday == YearlyDay(3, 4, 1980)
    (open_,) = _cards("Name,Birthday\nA,3/4/1980\n")
    assert (open_.birthday, open_.extra) == (None, (("Birthday", "3/4/1980"),))
    assert "date_order" in open_.remarks[0].text
    both = _cards("Name,Birthday\nA,3/4/1980\nB,25/12/1980\nC,12/25/1980\n")
    assert [card.birthday is None for card in both] == [True, False, False]


def test_a_number_that_a_spreadsheet_rounded_is_refused_with_its_row():
    (ada, bo) = read_csv(b"Name,Phone\nAda,4.41E+11\n,4.41E+11\n")
    assert isinstance(ada, Card)
    assert ada.points == ()
    assert (ada.remarks[0].line, ada.unread[0].text) == (2, "4.41E+11")
    assert "4.41E+11" in ada.remarks[0].text
    assert isinstance(bo, Skipped)
    assert (bo.line, "4.41E+11" in bo.reason) == (3, True)


def test_what_is_not_known_is_kept_and_said_once_and_may_be_mapped():
    text = "Name,Kundennr,Ort der Geburt,Leer\nAda,4711,Rye,\nBo,4712,Rye,,more\n"
    (ada, bo) = _cards(text)
    assert ada.extra == (("Kundennr", "4711"), ("Ort der Geburt", "Rye"))
    assert "3 columns are not known" in ada.remarks[0].text
    assert (bo.remarks, bo.extra[-1]) == ((), ("column 5", "more"))
    mapped = dict([parse_map("Ort der Geburt=fact:birthplace"), parse_map("kundennr=-")])
    (ada, _) = _cards(text, mapped=mapped)
    assert (ada.facts, ada.extra) == ((("birthplace", "Rye"),), ())
    for typed in ("Name", "Name=", "Name=nothing", "=name", "Day=date"):
        with pytest.raises(UsageProblem):
            parse_map(typed)


def test_a_quotation_mark_that_is_not_closed_takes_no_other_row_along():
    text = 'Name,Note\nAda,"open\nBo,fine\nCy,"a ""b"" c"\n"Dot"ty,x\n' + "Eve,e\n" * 3
    cards = _cards(text)
    assert [card.name for card in cards][:4] == ["Ada", "Bo", "Cy", "Dotty"]
    assert (cards[0].note, cards[2].note) == ("open", 'a "b" c')
    assert cards[0].remarks[0].text == NO_END
    assert len(cards) == 7


def test_what_is_no_text_between_good_rows_is_named_and_is_nobody():
    bytes_by_chance = random.Random(1).randbytes(200_000)
    good = [f"Good {n},g{n}@x.example\r\n".encode() for n in range(4)]
    data = b"Name,E-mail\r\n" + good[0] + good[1] + bytes_by_chance + b"\r\n" + good[2] + good[3]
    book = read_book(data).items
    assert [each.name for each in book if isinstance(each, Card)] == [f"Good {n}" for n in range(4)]
    (skipped,) = (each for each in book if isinstance(each, Skipped))
    assert re.fullmatch(r"[\d,]+ rows are no text", skipped.reason)
    assert skipped.line == 4


def test_what_is_no_text_begins_and_ends_within_a_row_and_no_part_of_it_is_a_name():
    names = [f"Good {n}" for n in range(60)]
    data = "Name,E-mail\r\n" + "".join(f"{name},g@x.example\r\n" for name in names)
    wrong = 0
    for seed in range(100):
        chance = random.Random(seed)
        at = chance.randrange(40, len(data))
        broken = data[:at].encode() + chance.randbytes(4096) + data[at:].encode()
        found = {each.name for each in read_csv(broken) if isinstance(each, Card)}
        wrong += len(found - set(names))
    assert wrong <= 1  # by chance a part may look like a whole row


def test_a_row_that_is_short_stays_a_person_where_there_is_no_noise():
    cards = _cards("Name,Phone,Notes\nAda\nBo,+441632960961\nJürgen\nKäthe\nZoë\n")
    assert [each.name for each in cards] == ["Ada", "Bo", "Jürgen", "Käthe", "Zoë"]


def test_a_letter_that_controls_something_makes_no_row_unread():
    rows = b"Ada,\x02\nBo,one\x02two \x03 and a lot of other words in a note of many letters\n"
    found = list(read_csv(b"Name,Notes\n" + rows + b"\x02\x03,\x04\n"))
    assert [each.name for each in found if isinstance(each, Card)] == ["Ada", "Bo"]
    assert found[2] == Skipped(4, "the row is no text")


def test_salutations_are_no_part_of_the_name_and_degrees_are():
    (mr, dr) = _cards("Title,First Name,Last Name,Job Title\nMrs.,A,B,\nProf.,A,B,C\n")
    assert (mr.name, mr.extra, dr.name, dr.title) == ("A B", (("Title", "Mrs."),), "Prof. A B", "C")


@for_each("header", ["Mail", "e-mail", "EMAIL", "E-Mail-Adresse", "email_address", "emailAddress"])
def test_a_header_is_known_in_any_spelling(header: str):
    assert find_columns([header], {})[0].field == "email"


def test_a_file_without_a_header_or_rows_is_no_address_book():
    assert list(read_csv(b"a,b\n1,2\n")) == []
    assert list(read_csv(b"Name,Phone\n")) == [Skipped(1, NO_ROWS)]
    (only,) = read_book(b"just some prose, and more of it\nName is not a header: here\n").items
    assert isinstance(only, Skipped)


@pytest.mark.skipif(not SPECTRUM.is_dir(), reason="the corpus is not on this machine")
def test_every_file_of_csv_spectrum_is_read_as_its_json_says():
    for file in sorted((SPECTRUM / "csvs").glob("*.csv")):
        wanted = json.loads((SPECTRUM / "json" / f"{file.stem}.json").read_text())
        data = file.read_bytes().replace(b"\r\n", b"\n")
        header, *rows = (each.cells for each in read_rows(data, ",") if isinstance(each, SheetRow))
        plain = [
            {key: value.replace("\r\n", "\n") for key, value in each.items()} for each in wanted
        ]
        assert [dict(zip(header, row, strict=True)) for row in rows] == plain, file.name


_BITS = st.sampled_from(
    ["Name", "E-mail", "Phone 1 - Value", "Birthday", ",", ";", "\t", '"', '""', "\n", "\r\n", "\0",
     "a@b.c", "+48 600", "4.4E+11", "1/2/1980", "31.12.1980", "'=1+1", " ::: ", "é", "\ufeff"]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(_BITS | st.text(max_size=5), max_size=40))
@example(["Name", "\n", '"', "x"])
def test_whatever_a_file_holds_it_is_read_or_refused(bits: list[str]):
    data = "".join(bits).encode("utf-8", "replace")
    found = [*read_csv(data), *read_csv(b"Name,E-mail,Phone,Birthday\n" + data)]
    assert all(isinstance(each, Card | Skipped) for each in found)
    assert all(each.name.strip() for each in found if isinstance(each, Card))
