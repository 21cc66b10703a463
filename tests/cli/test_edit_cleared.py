"""`edit` clears every value that a record may lack in one way: by empty text."""

from __future__ import annotations

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each


@pytest.fixture
@made_once
def stored(crm: Crm) -> Crm:
    crm(
        "add", "Ada", "-o", "Acme", "--title", "Boss", "-b", "1815-12-10", "--every", "4w",
        "--fact", "coffee=black",
    )  # fmt: skip
    crm("add", "Bob", "--referred-by", "ada")
    crm("log", "ada", "Lunch", "--at", "2026-11-03 12:30", "--mood", "2")
    crm("remind", "ada", "call", "--on", "2026-12-01 15:00", "--every", "1m")
    crm("issue", "ada", "box broken")
    crm("resolve", "i1", "sent another")
    crm("win", "ada", "450 EUR", "prints", "--because", "n1")
    crm("deal", "ada", "200 prints", "1200 EUR", "--until", "2026-12-15")
    crm("deal", "ada", "300 prints")
    crm("lost", "d2", "too dear")
    crm("feedback", "ada", "9", "quick")
    crm("perk", "ada", "a reprint", "--until", "2026-12-15")
    return crm


@for_each(
    ("code", "flag", "field", "before", "after"),
    [
        ("c1", "--org", "organization", "Acme", None),
        ("c1", "--title", "title", "Boss", None),
        ("c1", "--birthday", "birthday", "1815-12-10", None),
        ("c1", "--every", "every", "4w", None),
        ("c2", "--referred-by", "referred_by", "c1", None),
        ("n1", "--mood", "mood", 2, None),
        ("n1", "--at", "at", "2026-11-03T12:30", "2026-11-03"),
        ("r1", "--on", "time", "15:00", None),
        ("r1", "--every", "every", "1m", None),
        ("i1", "--resolution", "resolution", "sent another", None),
        ("w2", "--text", "text", "prints", ""),
        ("w2", "--amount", "money", {"amount": "450.00", "currency": "EUR"}, None),
        ("d1", "--until", "until", "2026-12-15", None),
        ("d1", "--amount", "money", {"amount": "1200.00", "currency": "EUR"}, None),
        ("d2", "--resolution", "reason", "too dear", None),
        ("f1", "--text", "text", "quick", ""),
        ("f1", "--score", "score", 9, None),
        ("p1", "--until", "until", "2026-12-15", None),
        ("p1", "--at", "until", "2026-12-15", None),
    ],
    afresh=True,
)
def test_empty_text_clears_a_value(
    stored: Crm, code: str, flag: str, field: str, before: object, after: object
):
    assert stored.json("show", code)[field] == before
    assert "changed" in stored("edit", code, flag, "").err
    assert stored.json("show", code)[field] == after
    assert stored("edit", code, flag, " ").err.rstrip().endswith("is unchanged")
    stored("undo")
    assert stored.json("show", code)[field] == before


@for_each(
    ("words", "problem"),
    [
        (("i1", "--on", ""), "i1 must have a date. Nothing was changed."),
        (("w2", "--at", ""), "w2 must have a date. Nothing was changed."),
        (("f1", "--at", ""), "f1 must have a date. Nothing was changed."),
        (("n1", "--text", ""), "n1 must have text. Nothing was changed."),
        (("p1", "d1", "--text", " "), "p1 must have text. Nothing was changed."),
        (("c1", "--name", ""), "The name is empty."),
        (("w2", "--because", ""), "The code is empty."),
        (("c1", "--until", ""), "c1 is a contact: it has no date. Nothing was changed."),
    ],
    afresh=True,
)
def test_what_a_record_must_have_is_not_cleared(stored: Crm, words: tuple[str, ...], problem: str):
    result = stored.run("edit", *words)
    assert (result.code, result.err.splitlines()[0]) == (2, f"crm: {problem}")
