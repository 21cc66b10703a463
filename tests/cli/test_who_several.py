"""Several people with commas, and `--new` for those nobody knows."""

from __future__ import annotations

from tests.conftest import Crm
from tests.rows import for_each


def _logged_with(crm: Crm, *typed: str) -> list[str]:
    return [each["name"] for each in crm.json("log", *typed)["contacts"]]


def test_commas_separate_people(crm: Crm):
    crm("add", "Ada")
    crm("add", "Grace")
    assert _logged_with(crm, "ada,grace", "Lunch") == ["Ada", "Grace"]
    assert _logged_with(crm, "grace , c1", "Lunch") == ["Grace", "Ada"]
    assert _logged_with(crm, "ada,Ada,c1", "Lunch") == ["Ada"]


def test_a_comma_at_the_end_takes_the_next_word(crm: Crm):
    crm("add", "Ada")
    crm("add", "Grace")
    crm("add", "Mary")
    assert _logged_with(crm, "ada,", "grace,", "mary", "Lunch") == ["Ada", "Grace", "Mary"]


def test_the_whole_is_tried_as_one_name_first(crm: Crm):
    crm("add", "Acme, Inc.")
    crm("add", "Acme")
    crm("add", "Inc.")
    assert _logged_with(crm, "acme, inc.", "Lunch") == ["Acme, Inc."]
    assert _logged_with(crm, "acme,", "inc.", "Lunch") == ["Acme, Inc."]
    assert _logged_with(crm, "acme,inc.", "Lunch") == ["Acme", "Inc."]


@for_each("who", ["ada,,grace", ",ada", "ada, ,grace"], afresh=True)
def test_an_empty_name_between_commas_is_refused(crm: Crm, who: str):
    crm("add", "Ada")
    crm("add", "Grace")
    result = crm.run("log", who, "Lunch")
    assert result.code == 2
    assert result.err == f"crm: A name is empty in “{who}”.\n     Write it like ada,grace.\n"
    assert crm.json("log") == []


@for_each(
    ("typed", "who"),
    [([",", "Lunch"], ","), (["ada,", ",", "Lunch"], "ada, ,")],
    afresh=True,
)
def test_an_empty_name_takes_no_words_away(crm: Crm, typed: list[str], who: str):
    crm("add", "Ada")
    result = crm.run("log", *typed)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"crm: A name is empty in “{who}”.\n     Write it like ada,grace.\n"


def test_one_stranger_among_several_and_nothing_is_saved(crm: Crm):
    crm("add", "Ada")
    assert crm.run("log", "ada,zed", "Lunch").code == 3
    assert crm.json("log") == []


@for_each("typed", [["win", "ada,grace", "x", "-k", "praise"], ["show", "ada,grace"]], afresh=True)
def test_several_people_where_one_is_meant_are_nobody(crm: Crm, typed: list[str]):
    crm("add", "Ada")
    crm("add", "Grace")
    result = crm.run(*typed)
    assert result.code == 3
    assert result.err == (
        "crm: No contact is called “ada,grace”.\n"
        "     This command takes one person. crm log takes several, with commas between.\n"
    )


# ── --new ────────────────────────────────────────────────────────────────────────────────


def test_new_adds_a_name_that_is_nobodys_in_one_go(crm: Crm):
    assert crm("log", "Zed Yann", "Asked at the fair", "--new").err == (
        "crm: talk with Zed Yann (c1), Mon 23 Nov 2026\n     Zed Yann (c1) is new.\n"
    )
    assert crm("undo").err == "crm: Undone: log n1 (b1).\n"
    assert crm.json("list") == []


def test_new_takes_who_is_there(crm: Crm):
    crm("add", "Ada Lovelace")
    assert _logged_with(crm, "ada", "hi", "--new") == ["Ada Lovelace"]


def test_new_among_several_adds_only_the_unknown(crm: Crm):
    crm("add", "Ada")
    assert _logged_with(crm, "ada,Zed,Bob <bob@x.example>,eve@x.example", "hi", "--new") == [
        "Ada", "Zed", "Bob", "eve",
    ]  # fmt: skip
    assert [each["emails"] for each in crm.json("list")] == [
        [],
        [{"value": "bob@x.example", "label": None}],
        [{"value": "eve@x.example", "label": None}],
        [],
    ]


@for_each("who", ["c9", "555123"], afresh=True)
def test_new_makes_nobody_of_a_code_or_a_number(crm: Crm, who: str):
    assert crm.run("log", who, "hi", "--new").code == 3
    assert crm.json("list") == []


def test_new_does_not_choose_between_several(crm: Crm):
    crm("add", "Jan Nowak")
    crm("add", "Jan Kowalski")
    assert crm.run("log", "jan", "hi", "--new").code == 4
