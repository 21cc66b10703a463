"""Address books that other people's programs wrote, where they lie beside the project."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.rows import for_each
from tinycrm.exchange.cards import Card
from tinycrm.exchange.vcard import read_vcards

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus"
COUNTS = CORPUS / "COUNTS.tsv"

pytestmark = pytest.mark.skipif(not COUNTS.exists(), reason="no corpus beside the project")


def rows() -> list[dict[str, str]]:
    if not COUNTS.exists():
        return []
    with COUNTS.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def has(card: Card, kind: str, name: str) -> bool:
    heads = (head.upper().partition(";")[0].rpartition(".")[2] for head, _ in card.extra)
    return any(point.kind == kind for point in card.points) or name in heads


@for_each("row", rows())
def test_a_real_file_gives_the_people_and_birthdays_it_holds(row):
    found = list(read_vcards((CORPUS / row["folder"] / row["file"]).read_bytes()))
    cards = [card for card in found if isinstance(card, Card)]
    birthdays = [card.birthday for card in cards if card.birthday]
    counted = {
        "cards": len(found),
        "usable": len(cards),
        "email": sum(has(card, "email", "EMAIL") for card in cards),
        "tel": sum(has(card, "phone", "TEL") for card in cards),
        "bday_full": sum(day.year is not None for day in birthdays),
        "bday_yearless": sum(day.year is None for day in birthdays),
        "note": sum(bool(card.note) for card in cards),
    }
    assert counted == {key: int(row[key]) for key in counted}


def test_the_second_card_of_a_real_file_says_where_it_begins():
    path = CORPUS / "ical4j-vcard" / "vcard-rfc2426.vcf"
    assert [card.line for card in read_vcards(path.read_bytes())] == [1, 15]
