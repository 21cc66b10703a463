"""Birthdays and other days of the year, with a year and without."""

from __future__ import annotations

from tests.rows import for_each
from tinycrm.days import YearlyDay
from tinycrm.exchange.cards import Card
from tinycrm.exchange.vcard import read_vcards


def read(*lines: str, version: str = "3.0") -> Card:
    text = "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))
    (card,) = read_vcards(text.encode())
    assert isinstance(card, Card)
    return card


@for_each(
    ("line", "day"),
    [
        ("BDAY:19801231", YearlyDay(12, 31, 1980)),
        ("BDAY:1980-12-31", YearlyDay(12, 31, 1980)),
        ("BDAY;VALUE=DATE:1980-12-31", YearlyDay(12, 31, 1980)),
        ("BDAY:1980-12-31T23:00:00Z", YearlyDay(12, 31, 1980)),
        ("BDAY:19801231T000000", YearlyDay(12, 31, 1980)),
        ("BDAY:1980-12-31 00:00", YearlyDay(12, 31, 1980)),
        ("BDAY:1980-1-5", YearlyDay(1, 5, 1980)),
        ("BDAY:--1231", YearlyDay(12, 31)),
        ("BDAY:--12-31", YearlyDay(12, 31)),
        ("BDAY:--0229", YearlyDay(2, 29)),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-31", YearlyDay(12, 31)),
        ("BDAY;x-apple-omit-year=1900;value=date:19001231", YearlyDay(12, 31)),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1980-12-31", YearlyDay(12, 31, 1980)),
        ("BDAY;value=date:1604-02-29", YearlyDay(2, 29)),
        ("BDAY:0000-12-31", YearlyDay(12, 31)),
    ],
)
def test_a_birthday(line, day):
    card = read("FN:Ada", line)
    assert (card.birthday, card.extra) == (day, ())


@for_each(
    "line",
    [
        "BDAY:1980", "BDAY:1980-12", "BDAY:---31", "BDAY:--12", "BDAY:198012",
        "BDAY:19800230", "BDAY:1981-02-29", "BDAY:circa 1800", "BDAY:1/2/1980", "BDAY:191210",
        "BDAY;CALSCALE=chinese:20230212",
    ],
)  # fmt: skip
def test_a_birthday_that_is_no_day_of_the_year_is_kept_untouched(line):
    head, _, value = line.partition(":")
    card = read("FN:Ada", line)
    assert (card.birthday, card.extra) == (None, ((head, value),))


@for_each(
    "value",
    ["12.03.1985", "1985/03/12", "850312", "12.3.85", "12 March 1985", "Mar 12, 1985", "1985.3.12"],
)
def test_a_birthday_as_people_write_it_is_read(value: str):
    for head in ("BDAY", "BDAY;VALUE=text"):
        card = read("FN:Ada", f"{head}:{value}")
        assert (str(card.birthday), card.extra) == ("1985-03-12", ())


def test_a_time_in_utc_keeps_the_day_and_is_said():
    card = read("FN:Ada", "BDAY:1980-07-17T22:00:00Z")
    assert (str(card.birthday), [(each.line, each.text) for each in card.remarks]) == (
        "1980-07-17",
        [(4, "the birthday 1980-07-17T22:00:00Z has a time in UTC: where it was written it may"
             " be another day")],
    )  # fmt: skip
    for value in ("1980-07-17T22:00:00+02:00", "1980-07-17T00:00:00Z", "1980-07-17T22:00:00"):
        card = read("FN:Ada", f"BDAY:{value}")
        assert (str(card.birthday), card.remarks) == ("1980-07-17", ())


@for_each(
    "name",
    [
        "ANNIVERSARY", "X-ANNIVERSARY", "X-MS-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY",
        "X-KADDRESSBOOK-X-Anniversary",
    ],
)  # fmt: skip
def test_an_anniversary_under_each_name(name):
    card = read("FN:Ada", f"{name}:2009-10-10", "ANNIVERSARY:20091010")
    assert card.occasions == (("anniversary", YearlyDay(10, 10, 2009)),)


def test_days_with_labels_of_their_own():
    card = read(
        "FN:Ada",
        "item1.X-ABDATE;type=pref:2011-05-14", "item1.X-ABLabel:_$!<Anniversary>!$_",
        "item2.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-02-01", "item2.X-ABLabel:First Met",
        "X-ABDATE:2001-01-01",
    )  # fmt: skip
    assert card.occasions == (
        ("anniversary", YearlyDay(5, 14, 2011)),
        ("First Met", YearlyDay(2, 1)),
        ("other", YearlyDay(1, 1, 2001)),
    )
    assert card.extra == ()


def test_what_android_writes_its_own_way():
    kind = "X-ANDROID-CUSTOM:vnd.android.cursor.item"
    card = read(
        "FN:Ada",
        f"{kind}/nickname;Ace;1;;;;;;;;;;;;;",
        f"{kind}/contact_event;1999-07-10;1;;;;;;;;;;;;;",
        f"{kind}/contact_event;--05-14;0;First met;;;;;;;;;;;;",
        f"{kind}/contact_event;1975-08-20;3;;;;;;;;;;;;;",
        f"{kind}/relation;Jane;14;;;;;;;;;;;;;",
        version="2.1",
    )
    assert card.nicknames == ("Ace",)
    assert card.birthday == YearlyDay(8, 20, 1975)
    assert card.occasions == (
        ("anniversary", YearlyDay(7, 10, 1999)),
        ("First met", YearlyDay(5, 14)),
    )
    assert card.related == (("spouse", "Jane", "", None),)
    assert card.extra == ()
