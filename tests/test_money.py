"""Money is exact or refused: what is typed, what is shown, and what is added to what."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rows import for_each
from tinycrm import currencies
from tinycrm.amounts import parse_amount, read_amount
from tinycrm.errors import UsageProblem
from tinycrm.money import Money, say_all, totals

READ = [
    ("450 EUR prints", 45000, "EUR", "prints"),
    ("prints 450,00 €", 45000, "EUR", "prints"),
    ("1.250,50 EUR prints", 125050, "EUR", "prints"),
    ("1,250.50 EUR prints", 125050, "EUR", "prints"),
    ("£90 two frames", 9000, "GBP", "two frames"),
    ("two frames 90£", 9000, "GBP", "two frames"),
    ("EUR 12.5 card", 1250, "EUR", "card"),
    ("EUR12,5 card", 1250, "EUR", "card"),
    ("12500 JPY", 12500, "JPY", ""),
    ("1.250 JPY prints", 1250, "JPY", "prints"),
    ("prints 1,250 JPY", 1250, "JPY", "prints"),
    ("1.250 KWD prints", 1250, "KWD", "prints"),
    ("1250,5 KWD prints", 1250500, "KWD", "prints"),
    ("1'250.50 CHF prints", 125050, "CHF", "prints"),
    ("1,25,000 INR prints", 12500000, "INR", "prints"),
    ("1.250.000 EUR house", 125000000, "EUR", "house"),
    ("0.250 EUR stamp", None, "", ""),
    ("450 eur prints", 45000, "EUR", "prints"),
    ("450 EUR, prints", 45000, "EUR", "prints"),
    ("200 prints 1200 EUR", 120000, "EUR", "200 prints"),
    ("99 zł card", 9900, "PLN", "card"),
    ("0 EUR a present", 0, "EUR", "a present"),
]
WORDS = [
    "prints for 450 EUR in oak", "450 prints", "prints 450", "450 all prints", "5 top frames",
    "EUR prints", "prints in 2027", "A4 EUR-style prints", "paid 20 EUR of 450 EUR today", "",
    "prints for 1.250 EUR in oak", "from 10 to 20", "pays in EUR", "EUR", "all in EUR.",
]  # fmt: skip
REFUSED = [
    ("1.250 EUR prints", "1,250.00 EUR", "1.25 EUR"),
    ("prints 1,250 €", "1,250.00 EUR", "1.25 EUR"),
    ("1.255 EUR", "1,255.00 EUR", "1.255 EUR"),
    ("1,250 KWD prints", "1,250.000 KWD", "1.25 KWD"),
    ("450 EUR prints 20 EUR", "“450 EUR”", "“20 EUR”"),
    ("450 EUR with a 20 EUR frame", "“450 EUR”", "“20 EUR”"),
    ("450 EUR 20 USD prints", "“450 EUR”", "“20 USD”"),
    ("$90 prints", "90 USD", "90 CAD"),
    ("prints 90 $", "90 USD", "90 CAD"),
    ("¥90 prints", "90 JPY", "90 CNY"),
    ("1 250 EUR prints", "“1 250”", "one number or two"),
    ("prints 40 450 EUR", "“40 450”", "one number or two"),
    ("1\u202f250,50 € prints", "“1 250,50”", "one number or two"),
    ("EUR 1 250 prints", "“1 250”", "one number or two"),
    ("450-500 EUR prints", "“450-500” is not an amount in EUR", "1,250.50 EUR"),
    ("-450 EUR refund", "“-450” is not an amount in EUR", "1,250.50 EUR"),
    ("12.345,678 EUR", "is not an amount in EUR", "EUR has 2 decimals"),
    ("12.5 JPY", "is not an amount in JPY", "JPY has no decimals"),
    ("1.2.3 EUR", "is not an amount in EUR", "1,250.50 EUR"),
    ("9999999999999999999 EUR", "too large", "The largest amount is 10,000,000,000,000.00 EUR."),
    ("10000000000000.01 EUR", "too large", ""),
    ("999999999999999 CLF", "too large", "100,000,000,000.0000 CLF"),
]


@for_each(("text", "minor", "currency", "rest"), READ)
def test_an_amount_at_either_end_is_read_exactly(text, minor, currency, rest):
    if minor is None:
        minor, currency, rest = 25, "EUR", "stamp"
    assert read_amount(text)[:2] == (Money(minor, currency), rest)


@for_each("text", WORDS)
def test_a_number_without_a_currency_and_an_amount_in_the_middle_stay_words(text):
    assert read_amount(text)[:2] == (None, text)


@for_each(("text", "one", "other"), REFUSED)
def test_what_has_two_readings_is_refused_with_both(text, one, other):
    with pytest.raises(UsageProblem) as refused:
        read_amount(text)
    said = f"{refused.value.sentence} {refused.value.hint}"
    assert one in said
    assert other in said


def test_the_settings_say_what_a_shared_sign_means():
    assert read_amount("$90 prints", "CAD").money == Money(9000, "CAD")
    assert read_amount("90 kr prints", "DKK").money == Money(9000, "DKK")
    assert read_amount("90 dkk prints", "DKK").money == Money(9000, "DKK")
    with pytest.raises(UsageProblem):
        read_amount("$90 prints", "EUR")


def test_an_amount_alone_needs_no_currency_where_one_is_usual():
    assert parse_amount("450", "EUR") == parse_amount("450 EUR") == Money(45000, "EUR")
    for wrong in ("450", "prints", "450 EUR prints", ""):
        with pytest.raises(UsageProblem, match="is not an amount"):
            parse_amount(wrong)


@settings(max_examples=60)
@given(st.integers(0, 10**11), st.sampled_from(["EUR", "JPY", "KWD", "CLF", "USD", "PLN"]))
def test_what_is_shown_is_read_back_as_the_same_amount(minor: int, currency: str):
    money = Money(minor, currency)
    said = money.say().replace(",", "")
    assert read_amount(f"{said} prints")[:2] == (money, "prints")
    assert read_amount(f"prints {money.amount} {currency}")[:2] == (money, "prints")


@settings(max_examples=200)
@given(st.text(alphabet="0123456789.,'-€$ EURKWDJPYab", max_size=24))
def test_any_text_is_read_or_refused_in_a_sentence(text: str):
    with suppress(UsageProblem):
        found = read_amount(text)
        assert found.money is None or found.money.minor >= 0


def test_amounts_of_one_currency_are_added_and_of_two_never():
    amounts = [Money(100, "EUR"), Money(5, "JPY"), None, Money(1, "KWD"), Money(50, "EUR")]
    found = totals(amounts)
    assert found == (Money(150, "EUR"), Money(5, "JPY"), Money(1, "KWD"))
    assert say_all(found) == "1.50 EUR, 5 JPY and 0.001 KWD"
    assert say_all(found[:1]) == "1.50 EUR"
    assert say_all(()) == ""


def test_the_tables_are_those_of_babel():
    """Of every version: a currency that CLDR took out stays, and no decimals ever change."""
    babel = pytest.importorskip("babel.core")
    known = currencies.CODES.split()
    assert known == sorted(known)
    assert set(babel.get_global("all_currencies")) <= set(known)
    fractions = babel.get_global("currency_fractions")
    decimals = {code: fractions.get(code, fractions["DEFAULT"])[0] for code in known}
    changed = {code for code in known if currencies.decimals(code) != decimals[code]}
    assert changed <= {"COP", "HUF", "IDR", "RSD"}  # 2 in ISO 4217
    places = [babel.Locale(each) for each in ("en", "es", "pl", "cs", "hu", "uk", "ru", "tr")]
    for sign, code in currencies.SIGNS.items():
        assert sign in [place.currency_symbols.get(code) for place in places], sign
    for codes in currencies.SHARED.values():
        assert all(map(currencies.is_currency, codes))
