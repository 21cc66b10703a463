"""CSV files in the languages that people keep their address books in."""

from __future__ import annotations

from tests.rows import for_each
from tinycrm.contact_points import Point
from tinycrm.days import YearlyDay
from tinycrm.exchange.cards import Card
from tinycrm.exchange.csv_book import read_csv


def cards_of(text: str) -> list[Card]:
    return [each for each in read_csv(text.encode()) if isinstance(each, Card)]


BOOKS = {
    "it": (
        "Nome,Cognome,Cellulare,Posta elettronica,Azienda,Ruolo,Data di nascita,Note",
        "Via,Numero civico,Città,CAP,Paese",
    ),
    "nl": (
        "Voornaam,Achternaam,Mobiel,E-mailadres,Bedrijf,Functie,Geboortedatum,Opmerkingen",
        "Straat,Huisnummer,Woonplaats,Postcode,Land",
    ),
    "pt": (
        "Nome,Sobrenome,Telefone celular,Endereço de e-mail,Empresa,Cargo,Data de nascimento,"
        "Observações",
        "Rua,House Number,Cidade,CEP,País",
    ),
    "ru": (
        "Имя,Фамилия,Мобильный телефон,Эл. почта,Компания,Должность,Дата рождения,Примечание",
        "Улица,House Number,Город,Индекс,Страна",
    ),
}


@for_each("language", BOOKS)
def test_a_book_in_another_language_arrives_in_its_fields(language: str):
    who, where = BOOKS[language]
    row = "Ada,King,0311 1,ada@a.example,Engines,Director,03/04/1980,a friend"
    (ada,) = cards_of(f"{who},{where}\n{row},Mill Lane,12,Rye,TN31,UK\n")
    assert (ada.name, ada.organization, ada.title) == ("Ada King", "Engines", "Director")
    assert ada.points == (
        Point("email", "ada@a.example"), Point("phone", "0311 1", "mobile"),
        Point("address", "Mill Lane 12, Rye, TN31, UK"),
    )  # fmt: skip
    assert (ada.birthday, ada.note, ada.extra) == (YearlyDay(4, 3, 1980), "a friend", ())


@for_each(
    "header",
    [
        "姓名,手机,邮箱,公司,职位,生日,备注",
        "氏名,携帯電話,メールアドレス,会社名,役職,生年月日,備考",
    ],
)
def test_a_book_in_chinese_or_japanese_arrives_in_its_fields(header: str):
    (ada,) = cards_of(f"{header}\n王小明,138 1,ada@a.example,某公司,经理,1980/04/03,老同学\n")
    assert (ada.name, ada.organization, ada.title) == ("王小明", "某公司", "经理")
    assert ada.points == (Point("email", "ada@a.example"), Point("phone", "138 1", "mobile"))
    assert (ada.birthday, ada.note, ada.extra) == (YearlyDay(4, 3, 1980), "老同学", ())


@for_each(
    ("header", "birthday"),
    [
        ("Date de naissance", YearlyDay(4, 3, 1980)),
        ("Geburtstag", YearlyDay(4, 3, 1980)),
        ("Fecha de nacimiento", YearlyDay(4, 3, 1980)),
        ("Birthday", None),
    ],
)
def test_the_language_of_a_header_tells_the_order_of_its_days(header, birthday):
    (ada,) = cards_of(f"Name,{header}\nAda,03/04/1980\n")
    assert ada.birthday == birthday


def test_the_other_days_of_a_column_say_more_than_its_language():
    ada, _ = cards_of("Name,Geburtstag\nAda,03/04/1980\nEve,03/25/1980\n")
    assert ada.birthday == YearlyDay(3, 4, 1980)


def test_the_numbers_that_yahoo_has_under_home_and_work_are_phones():
    (ada,) = cards_of("First,Last,Home,Work,Yahoo! Phone,Skype ID\nAda,King,0311 1,0311 2,,ada\n")
    assert ada.points == (
        Point("phone", "0311 1", "home"), Point("phone", "0311 2", "work"),
        Point("handle", "ada", "skype"),
    )  # fmt: skip
    (eve,) = cards_of("First,Last,Home\nEve,Stone,Rye\n")
    assert (eve.points, eve.extra) == ((), (("Home", "Rye"),))


def test_parts_of_an_address_without_a_street_belong_to_the_whole_one():
    (ada,) = cards_of("Name,Adresse,Région\nAda,12 Mill Lane,Sussex\n")
    assert ada.points == (Point("address", "12 Mill Lane, Sussex"),)


def test_a_number_that_slipped_into_the_column_of_its_label_is_said():
    (ada,) = cards_of("First Name,Labels,Phone 1 - Label,Phone 1 - Value\nAda,,5551234567\n")
    assert [each.text for each in ada.unread] == ["5551234567"]
    (eve,) = cards_of("First Name,Labels,Phone 1 - Label,Phone 1 - Value\nEve,,Mobile,\n")
    assert (eve.points, eve.unread) == ((), ())
