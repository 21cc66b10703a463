"""A file about many people who are here: each gets what they lack, and undo takes it back."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Crm
from tinycrm.services.identity import filling

MANY = 45


def vcard(place: int, more: bool) -> str:
    """A card; with `more` there are two of it, as programs write that have a number in each."""
    first = ["FN:Ada {0}", "UID:u{0}", "EMAIL:a{0}@a.example"]
    told = ["ORG:Mills {0}", "TITLE:Countess", "TEL:+44 1632 96{0:04}", "CATEGORIES:club,vip"]
    told += ["BDAY:1980-01-02", "ADR:;;Street {0};London;;;", "NOTE:met {0}", "X-SHOE:{0}"]
    again = ["NICKNAME:Enchantress", "BDAY:1980-01-02", "NOTE:met {0}", "TEL:+44 1632 97{0:04}"]
    parts = [[*first, *told], [*first[:2], *again]] if more else [first]
    lines = [["BEGIN:VCARD", "VERSION:3.0", *part, "END:VCARD"] for part in parts]
    return "\n".join(line.format(place) for part in lines for line in part) + "\n"


def record(place: int, more: bool) -> str:
    """The line of an export of another store."""
    fields: dict[str, Any] = {"name": f"Ada {place}", "uid": f"u{place}"}
    fields["emails"] = [{"value": f"a{place}@a.example"}]
    if more:
        fields |= {"organization": f"Mills {place}", "title": "Countess", "birthday": "1980-01-02"}
        fields |= {"phones": [{"value": f"+44 1632 96{place:04}"}], "nicknames": ["Enchantress"]}
        fields |= {"tags": ["club", "vip"], "addresses": [{"value": f"Street {place}, London"}]}
        fields |= {"extra": [{"source": "vcard", "key": "X-SHOE", "value": str(place)}]}
    return json.dumps(fields) + "\n"


def row(place: int, more: bool) -> str:
    """The row of a CSV file, with its header if it is the first."""
    head = "Name,Email" + (",Organization,Title,Phone,Tags,Birthday,Address,Notes" if more else "")
    told = f'Mills {place},Countess,+44 1632 96{place:04},"club,vip",1980-01-02,"Street {place}"'
    line = f"Ada {place},a{place}@a.example" + (f",{told},met {place}" if more else "")
    return (f"{head}\n" if place == 0 else "") + line + "\n"


WRITERS = {"vcf": vcard, "jsonl": record, "csv": row}


@pytest.mark.parametrize("form", WRITERS)
def test_everybody_gets_what_they_lack_and_undo_is_exact(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
):
    monkeypatch.setattr(filling, "AT_ONCE", 20)
    first, second = (tmp_path / f"{name}.{form}" for name in ("first", "second"))
    for file, more in ((first, False), (second, True)):
        file.write_text("".join(WRITERS[form](place, more) for place in range(MANY)))
    crm("import", str(first))
    before = crm("export").out
    report = crm.json("import", str(second), "-t", "fair")
    assert (report["new"], report["updated"]) == (0, MANY * (2 if form == "vcf" else 1))
    for each in crm.json("list"):
        assert each["organization"].startswith("Mills "), each
        assert set(each["tags"]) == {"club", "vip", "fair"}
    assert len(crm("list", "org:mills", "--json").out.splitlines()) == MANY  # found by its words
    ada = crm.json("show", "Ada 7")
    assert (ada["title"], ada["birthday"]) == ("Countess", "1980-01-02")
    assert ada["phones"][0]["value"] == "+44 1632 960007"
    crm("undo")
    assert crm("export").out == before
    assert crm("search", "countess").out == ""


def some_cards(chance: random.Random) -> str:
    """Cards of people who are hard to tell apart: few names, addresses and UIDs."""
    names = ["Ada", "Ada Lovelace", "Jörg Müller", "Joerg Mueller", "Ewa & Piotr Nowak", "B. Bo"]
    values = ["TITLE:Chef", "ORG:Mills", "BDAY:1980-01-02", "BDAY:1981-03-04", "NOTE:met"]
    values += [f"EMAIL:e{place}@x.example" for place in range(6)]
    values += [f"TEL:{form}0000{place}" for form in ("+49 17", "0049 17") for place in range(4)]
    cards = []
    for _ in range(20):
        own = [f"UID:u{chance.randrange(8)}"] if chance.random() < 0.5 else []
        own += chance.sample(values, chance.randrange(5))
        name = f"FN:{chance.choice(names)}"
        cards += ["BEGIN:VCARD", "VERSION:3.0", name, *own, "END:VCARD", ""]
    return "\n".join(cards)


@pytest.mark.parametrize("seed", range(6))
def test_the_same_cards_again_change_nothing_whoever_else_is_here(
    crm: Crm, tmp_path: Path, seed: int
):
    chance = random.Random(seed)
    files = [tmp_path / name for name in ("first.vcf", "second.vcf")]
    for file in files:
        file.write_text(some_cards(chance))
        crm("import", str(file))
    before = crm("export").out
    report = crm.json("import", str(files[1]))
    assert (report["new"], report["changes"]) == (0, [])
    assert crm("export").out == before
