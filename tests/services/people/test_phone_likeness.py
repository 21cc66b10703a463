"""One number is one number, in every format; two that only look alike are two."""

from __future__ import annotations

import phonenumbers
import pytest

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm import settings_file
from tinycrm.services.people.phone_likeness import locale_country, same_number


@pytest.fixture
def at_home(crm: Crm):
    """Say which country the owner is in."""

    def say(country: str) -> None:
        crm.home.mkdir(exist_ok=True)
        (crm.home / "config.toml").write_text(f'country = "{country}"\n')

    return say


ONE = [
    # without a country, a national number is read in the country of the other
    ("", "+49 171 1234567", "0171 1234567"),
    ("", "+491711234567", "0171/1234567"),
    ("", "+49-171-123-45-67", "0049 171 1234567"),
    ("", "+49 (0)171 1234567", "+49 171 1234567"),
    ("", "+49 (0)171 1234567", "(0171) 123 45 67"),
    ("", "tel:+49-171-1234567", "0171 1234567"),
    ("", "+49 30 1234567", "030 / 123 45 67"),
    ("", "+48 601 234 567", "601-234-567"),
    ("", "0048601234567", "601 234 567"),
    ("", "+44 20 7946 0018", "020 7946 0018"),
    ("", "+44 (0) 1632 960961", "01632/960961"),
    ("", "+33 6 12 34 56 78", "06.12.34.56.78"),
    ("", "+39 06 698 12345", "06 69812345"),
    ("", "+1 (212) 555-1234", "212-555-1234"),
    ("", "+1 212 555 1234", "1-212-555-1234"),
    ("", "+7 916 123-45-67", "8 (916) 123-45-67"),
    ("", "+36 30 123 4567", "06 30 123 4567"),
    ("", "+54 9 11 2345-6789", "011 15-2345-6789"),
    ("", "+91 98765 43210", "098765 43210"),
    ("", "+81 90-1234-5678", "090-1234-5678"),
    ("", "01632 960961", "1632 960961"),
    ("", "+44 20 7946 0018 ext 5", "020 7946 0018 x5"),
    ("", "tel:+44-20-7946-0018;ext=5", "020 7946 0018 ext. 5"),
    ("", "+49 171 1234567", "491711234567"),
    ("", "+49 171 1234567", "+49 171 1234567"),
    ("", "112", "1 1 2"),
    # with one, it is the owner's if it is valid there
    ("DE", "+49 171 1234567", "0171 1234567"),
    ("DE", "0171 1234567", "171 1234567"),
    ("DE", "+48 601 234 567", "601 234 567"),
    ("PL", "+49 171 1234567", "0171 1234567"),
    ("US", "+49 171 1234567", "0171 1234567"),
    ("US", "+49 171 1234567", "011 49 171 1234567"),
    ("US", "2125551234", "+12125551234"),
    ("IT", "06 698 12345", "+39 06 69812345"),
]  # fmt: skip

TWO = [
    ("", "+49 171 1234567", "+44 171 1234567"),
    ("", "+49 171 1234567", "0172 1234567"),
    ("", "+49 171 1234567", "+49 172 1234567"),
    ("", "+49 171 1234567", "1234567"),
    ("", "+49 171 1234567", "234567"),
    ("", "+1 212 555 1234", "+1 312 555 1234"),
    ("", "212 555 1234", "312 555 1234"),
    ("", "+44 20 7946 0018", "+44 20 7946 0018 ext 5"),
    ("", "+44 20 7946 0018 ext 5", "020 7946 0018 x6"),
    ("", "+39 06 698 12345", "+39 6 698 12345"),
    ("", "112", "1121"),
    ("", "12345", "012345"),
    ("", "5551234", "2125551234"),
    ("DE", "0171 1234567", "+44 171 1234567"),
    ("PL", "601 234 567", "+49 601 234567"),
    ("US", "(212) 555-1234", "+44 212 555 1234"),
]  # fmt: skip


@for_each(("country", "one", "other"), ONE)
def test_one_number_is_one_in_every_format(at_home, country: str, one: str, other: str):
    at_home(country)
    assert same_number(one, other)
    assert same_number(other, one)


@for_each(("country", "one", "other"), TWO)
def test_numbers_that_only_look_alike_are_two(at_home, country: str, one: str, other: str):
    at_home(country)
    assert not same_number(one, other)
    assert not same_number(other, one)


@for_each(
    ("env", "country"),
    [
        ({"LANG": "de_DE.UTF-8"}, "DE"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "pl_PL"}, "PL"),
        ({"LANG": "en_US.UTF-8", "LC_TELEPHONE": "de_CH@euro"}, "CH"),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LANG": "POSIX", "LC_ALL": ""}, ""),
        ({}, ""),
    ],
)
def test_the_country_is_that_of_the_locale(env: dict[str, str], country: str):
    assert locale_country(env) == country


def test_the_countries_of_the_config_are_those_of_the_library():
    assert set(settings_file._COUNTRIES.split()) == set(phonenumbers.SUPPORTED_REGIONS)
