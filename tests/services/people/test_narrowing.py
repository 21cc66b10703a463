"""Narrowing people down while a filter is typed says what the store would say."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.conftest import TODAY, Crm, made_once
from tests.rows import for_each
from tinycrm.services.people import listing
from tinycrm.store import reading

NAMES = (
    "Anna Lee", "Hanna Müller", "Joanna Leeuw", "Mueller Ann", "Łukasz Søren", "山田 太郎", "Ann",
    "O’Leary", "Ånna Leé", "José Anna-Lena", "Ελένη Άννα", "Анна", "100%_Ann",
)  # fmt: skip
TYPED = (
    "ann",
    "anna l",
    "le a",
    "mueller",
    "muller",
    "soren",
    "soeren",
    "太",
    "άν",
    "o'",
    "%",
    "nan",
)


@pytest.fixture
@made_once
def several(crm: Crm) -> None:
    """People of many scripts, two with nicknames."""
    crm("add", "-", "--force", stdin="\n".join(json.dumps({"name": name}) for name in NAMES))
    crm("edit", "c4", "--nickname", "Nänni")
    crm("edit", "c7", "--nickname", "Lee", "--nickname", "Nana")


@for_each("typed", TYPED)
def test_names_and_nicknames_are_narrowed_down_as_the_store_finds_them(several: Crm, typed: str):
    with reading() as db:
        everybody = listing.find_ids(db, [], date.fromisoformat(TODAY))
        found = listing.find_ids(db, typed.split(), date.fromisoformat(TODAY))
        names = listing.load_names(db)
    assert found
    assert listing.narrow(everybody, names, typed.split()) == found
