"""`crm dupes`: who may be there twice, why, and who is not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.conftest import Crm
from tests.rows import for_each
from tests.store.conftest import batches, dump_store
from tinycrm.services.identity import likely_pairs


def pairs(crm: Crm) -> list[tuple[str, str, str]]:
    """Who may be who, and the reason."""
    return [(e["one"]["id"], e["other"]["id"], e["reason"]) for e in crm.json("dupes")]


def people(crm: Crm, *lines: str) -> None:
    """Add people: a name, and options after it."""
    for line in lines:
        name, _, options = line.partition(" -")
        words = [f"-{options}".partition(" ")] if options else []
        crm("add", name, *(part for flag, _, value in words for part in (flag, value)), "--force")


@for_each(
    ("lines", "reason"),
    [
        (("Ada -e ada@x.org", "A. Lovelace -e ADA@x.org"), "email"),
        (("Ada -p +44 1632 960961", "Ada Lovelace -p 0044-1632-960961"), "phone"),
        (("Ada Lovelace", "ada LOVELACE"), "name"),
        (("Jürgen Müller", "Juergen Mueller"), "name"),
        (("José García", "Jose Garcia"), "name"),
        (("Ada Lovelace", "Lovelace, Ada"), "order"),
        (("Bob Miller -n Rob", "Rob Miller"), "nickname"),
        (("Ada Byron -n Ada Lovelace", "Ada Lovelace"), "nickname"),
        (("Ada Lovelace", "Ada King Lovelace"), "middle"),
        (("Ada Lovelace", "Ada Lovelcae"), "spelling"),
        (("Grace Hopper", "Grace Hoper"), "spelling"),
        (("Ada Lovelace -e a@x.org", "Ada Lovelace -e b@x.org"), "namesake"),
        (("Ada Lovelace -e a@x.org", "Ada Lovlace -e b@x.org"), "misspelled"),
        (("Ada Lovelace -e a@x.org", "Ada Lovelase -e b@x.org"), "misspelled"),
        (("Ada Lovelace -e a@x.org", "Lovelace, Ada -e b@x.org"), "namesake"),
        (("Jan Kowalski -p +49 171 1234567", "J. Kowalski -p 0171/1234567"), "phone"),
        (("Ada Lovelace -e home@x.org", "William King -e home@x.org"), "shared"),
    ],
    afresh=True,
)
def test_two_who_may_be_one_are_found_with_the_reason(
    crm: Crm, lines: tuple[str, ...], reason: str
):
    people(crm, *lines, "Somebody Else")
    assert pairs(crm) == [("c1", "c2", reason)]


@for_each(
    "lines",
    [
        ("Ada Lovelace", "Ada Byron"),
        ("Ada Lovelace -p 123456", "William King -p 123456"),
        ("Ada", "Ada Lovelace"),
        ("Jan Li", "Jon Li"),
        ("Maria Kowalska -e a@x.org", "Marie Kowalska -e b@x.org"),
        ("Bob -n Rob", "Rob"),
        ("Ewa & Piotr Nowak", "Ewa Nowak"),
        ("Ewa i Piotr Nowak -p 601234567", "Ewa Nowak -p 601234567"),
        ("Ewa and Piotr Nowak -e nowak@x.org", "Piotr Nowak -e nowak@x.org"),
        ("Ada Lovelace -p +49 171 1234567", "Ada Byron -p +44 171 1234567"),
        ("Ada Lovelace -o Acme", "Grace Hopper -o Acme"),
    ],
    afresh=True,
)
def test_two_who_only_have_something_in_common_are_two(crm: Crm, lines: tuple[str, ...]):
    people(crm, *lines)
    assert pairs(crm) == []


def test_the_likeliest_come_first_and_all_reasons_are_said(crm: Crm):
    people(crm, "Ada Lovelcae", "Ada Lovelace -e a@x.org", "Lovelace, Ada")
    crm("add", "A. Lovelace", "-e", "a@x.org", "--force")
    assert pairs(crm) == [
        ("c2", "c4", "email"), ("c2", "c3", "order"), ("c1", "c2", "spelling"),
        ("c1", "c3", "spelling"),
    ]  # fmt: skip
    first = crm("dupes").out.splitlines()[0].split()
    assert " ".join(first) == "Ada Lovelace · A. Lovelace the same e-mail a@x.org c2 c4"


def test_pairs_that_something_speaks_against_are_shown_apart_at_the_end(crm: Crm):
    people(crm, "Ada Lovelace -e a@x.org", "Ada Lovlace -e b@x.org", "Grace Hopper", "Grace Hoper")
    crm.env(NO_COLOR="1")
    drawn = crm.run("dupes", on_screen=True).out
    assert re.sub(r"\x1b\[\d*m", "", drawn).splitlines() == [
        "Grace Hopper · Grace Hoper                                                 c3 c4",
        "  nearly the same name",
        "",
        "Less likely",
        "Ada Lovelace · Ada Lovlace                                                 c1 c2",
        "  nearly the same name, but different addresses or numbers",
    ]
    assert [each["weaker"] for each in crm.json("dupes")] == [False, True]


def test_a_crowd_at_one_address_is_no_reason(crm: Crm):
    people(crm, *(f"Person{chr(97 + n)} Name{chr(107 + n)} -e info@x.org" for n in range(9)))
    assert pairs(crm) == []


def test_a_crowd_of_one_name_does_not_flood_the_list(crm: Crm):
    people(crm, *["Anna Nowak"] * 10)
    assert len(pairs(crm)) == 9


def test_numbers_that_many_others_end_like_are_not_read_as_forms_of_one(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
):
    people(crm, "Jan Kowalski -p +49 171 1234567", "J. Kowalski -p 0171/1234567")
    assert [reason for _, _, reason in pairs(crm)] == ["phone"]
    monkeypatch.setattr(likely_pairs, "_MOST_FORMS", 1)
    assert "phone" not in [reason for _, _, reason in pairs(crm)]


def test_not_the_same_is_remembered_and_undone(crm: Crm):
    people(crm, "Ada Lovelace", "ada lovelace", "Lovelace, Ada")
    before = dump_store()
    parted = crm.json("dupes", "--distinct", "c2", "c1")
    assert (parted["one"]["id"], parted["other"]["id"], parted["batch"]) == ("c2", "c1", "b4")
    assert pairs(crm) == [("c1", "c3", "order"), ("c2", "c3", "order")]
    assert crm("dupes", "--distinct", "c1", "c2").err.endswith(
        "are not the same (already remembered)\n"
    )
    assert batches()[-1][1] == "distinct c2 c1"
    crm("undo")
    assert dump_store() == before
    assert len(pairs(crm)) == 3


def test_one_is_not_two(crm: Crm):
    people(crm, "Ada")
    assert crm.run("dupes", "--distinct", "ada", "c1").code == 2
    assert crm.run("dupes", "--distinct", "ada", "c9").code == 3


def test_nobody_is_compared_where_both_are_archived(crm: Crm):
    people(crm, "Ada Lovelace", "ada lovelace")
    crm("archive", "c1")
    assert len(pairs(crm)) == 1
    crm("archive", "c2")
    result = crm("dupes")
    assert (result.out, result.err) == ("", "crm: No duplicates found.\n")


def test_hostile_names_are_shown_safe_and_told_exact(crm: Crm):
    name = "A\x1b[31mda [/red] Love"
    people(crm, name, name)
    assert "\x1b" not in crm("dupes").out
    found: list[dict[str, Any]] = crm.json("dupes")
    assert found[0]["one"]["name"] == name
