"""Whatever changes here and in a folder of cards: both sides come together, and stay so."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Crm

LINES = {
    "name": (["FN:Ada King", "N:King;Ada;;;"], ["FN:Bo Li", "N:Li;Bo;;;"], ["FN:Ada"]),
    "nicknames": ([], ["NICKNAME:Addie"], ["NICKNAME:Addie,Bee"]),
    "organization": ([], ["ORG:Engines"], ["ORG:Engines;Sales"], ["ORG:Looms\\, Ltd"]),
    "title": ([], ["TITLE:Boss"], ["TITLE:Cook"]),
    "phones": (
        [], ["TEL;TYPE=CELL:+44 1632 960961"], ["TEL;TYPE=HOME,VOICE:030 1234567"],
        ["TEL;TYPE=WORK:+44 1632 960961", "TEL:+49 30 1234567"],
        ["item1.TEL:+49 30 1234567", "item1.X-ABLabel:boat"],
    ),
    "emails": ([], ["EMAIL:a@a.example"], ["EMAIL;TYPE=WORK:a@a.example", "EMAIL:b@b.example"]),
    "addresses": ([], ["ADR;TYPE=HOME:;;1 Long Street;Town;;123;"], ["ADR:;;2 Way;City;;;"]),
    "birthday": ([], ["BDAY:1990-12-10"], ["BDAY:--1210"], ["BDAY:19911211"], ["BDAY:in spring"]),
    "occasions": (
        [], ["ANNIVERSARY:2001-07-08"], ["X-ANNIVERSARY:2002-07-08"],
        ["item5.X-ABDATE:2010-05-01", "item5.X-ABLabel:child"],
    ),
    "tags": ([], ["CATEGORIES:vip"], ["CATEGORIES:vip,lead"]),
    "unknown": ([], ["X-FOO:1"], ["X-FOO:2", "X-BAR;P=1:z"], ["NOTE:Hello\\nthere"]),
}  # fmt: skip
CARDS = st.fixed_dictionaries({name: st.sampled_from(lines) for name, lines in LINES.items()})
CHANGES = st.lists(
    st.sampled_from([(name, lines) for name, many in LINES.items() for lines in many]), max_size=4
).map(dict)
EDITS = st.lists(
    st.sampled_from([
        ("--name", "Ada Lovelace"), ("-o", "Looms"), ("-o", ""), ("--title", "Cook"),
        ("-e", "+c@c.example"), ("-e", "-a@a.example"), ("-e", "home:a@a.example"),
        ("-p", "+work:+44 1632 960962"), ("-p", "-+44 1632 960961"), ("-p", "++49 30 1234567"),
        ("-b", "1990-12-10"), ("-b", "10 Dec"), ("-b", ""), ("-d", "anniversary=2001-07-08"),
        ("-d", "+child=2012-05-01"), ("-d", "-child"), ("-t", "+vip"), ("-t", "-vip"),
    ]),
    max_size=4,
)  # fmt: skip
SINGLE = ("name", "organization", "title", "birthday")
LISTS = ("nicknames", "phones", "emails", "addresses", "tags")
_homes = count()


def _text(card: dict[str, list[str]]) -> bytes:
    lines = [line for lines in card.values() for line in lines]
    return "\r\n".join(
        ["BEGIN:VCARD", "VERSION:3.0", "UID:u1", *lines, "END:VCARD", ""]
    ).encode()  # fmt: skip


def _fields(crm: Crm) -> dict[str, Any]:
    """The fields of the one contact that a card carries; of points the values."""
    record = crm.json("show", "c1")
    lists = {
        name: sorted(each["value"] if isinstance(each, dict) else each for each in record[name])
        for name in LISTS
    }
    days = sorted((each["label"], each["day"]) for each in record["occasions"])
    return {name: record[name] for name in SINGLE} | lists | {"occasions": days}


def _read(crm: Crm, folder: Path, text: bytes) -> dict[str, Any]:
    """Read a folder with this card into an empty store of its own."""
    folder.mkdir(parents=True)
    (folder / "ada.vcf").write_bytes(text)
    crm.env(CRM_HOME=str(folder.parent / "store"))
    crm("import", str(folder))
    return _fields(crm)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(CARDS, CHANGES, EDITS)
def test_both_sides_come_together_and_stay_so(
    crm: Crm, tmp_path: Path, base: Any, changes: Any, edits: list[tuple[str, str]]
):
    place = tmp_path / f"{next(_homes)}"
    there = _read(crm, place / "there" / "book", _text(base | changes))
    before = _read(crm, place / "here" / "book", _text(base))
    folder = place / "here" / "book"
    for edit in edits:
        crm.run("edit", "c1", *edit)
    here = _fields(crm)

    (folder / "ada.vcf").write_bytes(_text(base | changes))
    said = crm("import", str(folder)).err
    both = _fields(crm)
    _check_merged(before, here, there, both, said)

    def export() -> bytes:
        crm("export", "--format", "vcard", "-o", f"{folder}/")
        return (folder / "ada.vcf").read_bytes()

    written = export()
    assert "0 new, 0 updated, 1 unchanged" in crm("import", str(folder)).out
    assert (_fields(crm), export()) == (both, written)
    assert _read(crm, place / "other" / "book", written) == both


def _check_merged(before: Any, here: Any, there: Any, both: Any, said: str) -> None:
    for name in (*SINGLE, *LISTS, "occasions"):
        if there[name] == before[name]:
            assert both[name] == here[name]
        elif name in SINGLE and here[name] == before[name]:
            assert both[name] == there[name]
        elif name in SINGLE and there[name] != here[name]:
            assert both[name] == here[name]
            assert "changed both here and in the folder; what is here was kept" in said
