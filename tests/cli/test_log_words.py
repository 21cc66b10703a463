"""What the words of a note carry: a kind, tags, names."""

from __future__ import annotations

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each


@pytest.fixture
@made_once
def ada(crm: Crm) -> Crm:
    """The program with Ada (c1) in it."""
    crm("add", "Ada Lovelace")
    return crm


@for_each(
    ("typed", "kind"),
    [
        ("talk", "talk"), ("c", "call"), ("em", "email"), ("mes", "message"), ("mee", "meeting"),
        ("v", "visit"), ("su", "support"), ("so", "social"), ("th", "thanks"), ("gif", "gift"),
        ("gr", "greeting"), ("i", "intro"), ("favo", "favour"), ("favor", "favour"),
        ("ap", "apology"), ("at", "attempt"), ("n", "note"), ("CALL", "call"),
    ],
    afresh=True,
)  # fmt: skip
def test_a_kind_is_known_by_a_prefix_no_other_shares(ada: Crm, typed: str, kind: str):
    assert ada.json("log", "ada", "x", "-k", typed)["kind"] == kind


@for_each(
    ("typed", "kind", "text"),
    [
        (["call:", "Lunch"], "call", "Lunch"),
        (["call: Lunch"], "call", "Lunch"),
        (["note: she moved"], "note", "she moved"),
        (["ca: Lunch"], "talk", "ca: Lunch"),
        (["called: Lunch"], "call", "Lunch"),
        (["GIFT - honey"], "gift", "honey"),
        (["call:Lunch"], "talk", "call:Lunch"),
        (["call:"], "call", "call:"),
        (["a call: Lunch"], "talk", "a call: Lunch"),
        (["-k", "email", "call: me back"], "email", "call: me back"),
    ],
    afresh=True,
)
def test_a_label_is_the_kind_and_no_part_of_the_text(
    ada: Crm, typed: list[str], kind: str, text: str
):
    told = ada.json("log", "ada", *typed)
    assert (told["kind"], told["text"]) == (kind, text)


@for_each(
    ("text", "tags"),
    [
        ("#prints and +vip", ["prints", "vip"]),
        ("+größe #zwei-worte", ["größe", "zwei-worte"]),
        ("call +44 1632 960961", []),
        ("we are #1 and 2+2", []),
        ("a#b c+d", []),
        ("#one #one", ["one"]),
    ],
    afresh=True,
)
def test_tags_in_the_words_begin_with_a_letter(ada: Crm, text: str, tags: list[str]):
    told = ada.json("log", "ada", text)
    assert (told["tags"], told["text"]) == (tags, text)


def test_names_in_the_words_are_linked_and_stay_in_the_text(ada: Crm):
    ada("add", "Mary Somerville")
    told = ada.json("log", "ada", "Lunch with @mary, mail to x@mary.example")
    assert [each["name"] for each in told["contacts"]] == ["Ada Lovelace", "Mary Somerville"]
    assert told["text"] == "Lunch with @mary, mail to x@mary.example"


def test_a_name_in_the_words_that_is_a_guess_is_not_silent(ada: Crm):
    ada("add", "Mary")
    ada("add", "Mary Shelley")
    assert ada("log", "ada", "Asked for @mary").err == (
        "crm: talk with Ada Lovelace (c1), Mary (c2), Mon 23 Nov 2026\n"
        "     also Mary Shelley (c3)\n"
    )


@for_each(
    ("name", "hint"),
    [
        ("zed", "     @zed stays text. No contact is called “zed”.\n"),
        ("jan", "     @jan stays text. “jan” could be 2 people.\n"),
    ],
    afresh=True,
)
def test_a_name_in_the_words_that_is_nobodys_or_severals_stays_text(ada: Crm, name: str, hint: str):
    ada("add", "Jan Nowak")
    ada("add", "Jan Kowalski")
    result = ada("log", "ada", f"Asked for @{name}")
    assert result.err == f"crm: talk with Ada Lovelace (c1), Mon 23 Nov 2026\n{hint}"
    assert [each["id"] for each in ada.json("log")[0]["contacts"]] == ["c1"]


def test_facts_and_mentions_belong_to_whom_the_note_is_on(ada: Crm):
    ada("add", "Mary", "--fact", "coffee=black")
    ada("issue", "mary", "Late")
    ada("log", "ada", "Lunch with @mary", "--fact", "coffee=flat white", "--mentioned")
    assert ada.json("show", "mary")["facts"] == {"coffee": "black"}
    assert ada.json("issue")[0]["mentioned"] is None
