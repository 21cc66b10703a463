"""`crm show org:acme`: an organization is a view over its people."""

from __future__ import annotations

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each


@pytest.fixture
@made_once
def acme(crm: Crm) -> Crm:
    """Ada and Ben at Acme, Cem at Acme Labs, Dee elsewhere, Eve archived, and Acme's own card."""
    crm("add", "Ben Turing", "-o", "ACME")
    crm("add", "Ada Lovelace", "-o", "Acme", "--title", "Director", "--every", "1w")
    crm("add", "Cem Ak", "-o", "Acme Labs")
    crm("add", "Dee", "-o", "Initech", "--title", "acme fan")
    crm("add", "Eve", "-o", "acme")
    crm("archive", "eve")
    crm("add", "Acmé")
    crm("edit", "c6", "-k", "organization")
    crm("log", "ada,ben,dee", "Lunch", "--at", "2026-11-01")
    crm("log", "ada", "Called", "--at", "2026-11-05")
    crm("log", "dee", "Alone", "--at", "2026-11-05")
    crm("remind", "ben", "send the quote", "--on", "2026-11-20")
    crm("remind", "ada", "call", "--on", "2026-11-19")
    crm("remind", "dee", "other", "--on", "2026-11-19")
    crm("issue", "ada", "Late")
    crm("issue", "ben", "Broken")
    crm("resolve", "i2")
    return crm


def test_it_holds_its_people_and_what_is_open_and_was_written_about_them(acme: Crm):
    found = acme.json("show", "org:acme")
    assert list(found) == [
        "organization", "organizations", "contacts", "reminders", "issues", "deals", "notes",
    ]  # fmt: skip
    assert (found["organization"], found["deals"]) == ("Acmé", [])
    codes = {
        key: [each["id"] for each in found[key]]
        for key in ("contacts", "reminders", "issues", "notes")
    }
    assert codes == {
        "contacts": ["c6", "c2", "c1"], "reminders": ["r2", "r1"], "issues": ["i1"],
        "notes": ["n2", "n1"],
    }  # fmt: skip
    assert found["contacts"][1] == next(e for e in acme.json("list") if e["id"] == "c2")


def test_on_a_screen_it_says_who_is_late_and_who_is_archived(acme: Crm):
    acme.env(COLUMNS="120")
    shown = acme("show", "org:Acme").out
    assert shown.splitlines()[0].startswith("Acmé ")
    assert "3 people, 1 archived" in shown
    assert "Director · every week, 11 days" in shown
    assert ["Acmé", "organization", "never", "c6"] in [line.split() for line in shown.splitlines()]
    assert "Eve" not in shown
    assert "Ada Lovelace, Ben Turing, Dee: Lunch" in shown
    assert "Alone" not in shown


@for_each(
    ("typed", "organizations"),
    [
        ("acme", ["Acmé"]), ("ORG:Acmé", ["Acmé"]), ("acme labs", ["Acme Labs"]),
        ("labs", ["Acme Labs"]), ("ac", ["Acmé", "Acme Labs"]), ("tech", ["Initech"]),
    ],
)  # fmt: skip
def test_the_whole_name_comes_before_its_beginning_and_that_before_a_part(
    acme: Crm, typed: str, organizations: list[str]
):
    words = typed if typed.startswith("ORG:") else f"org:{typed}"
    result = acme("show", *words.split(" "), "--json")
    assert result.json["organizations"] == organizations
    said = f"crm: 2 organizations: {', '.join(organizations)}\n" if len(organizations) > 1 else ""
    assert result.err == said


@for_each(
    ("typed", "code", "words"),
    [
        ("org:", 2, "The organization is missing."),
        ("org:fan", 3, "Nobody works at “fan”."),
        ("org:initec gmbh", 3, "Did you mean org:Initech?"),
        ("org:%", 3, "Nobody works at “%”."),
        ("org:\x1b[31m", 3, "Nobody works at “\\x1b[31m”."),
    ],
)
def test_what_is_no_organization_is_refused(acme: Crm, typed: str, code: int, words: str):
    result = acme.run("show", typed)
    assert (result.code, result.out) == (code, "")
    assert words in result.err


def test_of_archived_people_only_all_are_shown(acme: Crm):
    acme("archive", "dee")
    assert "Dee                 acme fan · archived" in acme("show", "org:initech").out


def test_the_last_notes_and_all_of_them(acme: Crm):
    for n in range(22):
        acme("log", "cem", f"Number {n}")
    assert len(acme.json("show", "org:labs")["notes"]) == 20
    assert "All 22: crm show org:labs --all" in acme("show", "org:labs").out
    assert "Number 0" in acme("show", "org:labs", "--all").out
    assert len(acme.json("show", "org:labs", "--all")["notes"]) == 22


def test_nothing_is_stored(acme: Crm):
    before = (acme.home / "crm.db").read_bytes()
    acme("show", "org:acme")
    assert (acme.home / "crm.db").read_bytes() == before
