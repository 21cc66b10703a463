"""`crm issue`, `crm resolve`, `crm mention`: trouble, its end, and a word about it."""

from __future__ import annotations

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each


@pytest.fixture
@made_once
def ada(crm: Crm) -> Crm:
    """The program with Ada (c1) in it."""
    crm("add", "Ada")
    return crm


def _issue(**differing: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "id": "i1", "text": "Broken frame", "state": "open", "on": "2026-11-23", "resolved": None,
        "resolution": None, "mentioned": None, "snoozed_until": None,
        "contact": {
            "id": "c1", "name": "Ada", "nicknames": [], "emails": [], "phones": [], "tags": [],
        },
    }  # fmt: skip
    return usual | differing


def test_an_issue_is_one_code_on_stdout_and_whose_it_is_on_stderr(ada: Crm):
    result = ada("issue", "ada", "Broken", "frame")
    assert (result.out, result.err) == (
        "i1\n",
        "crm: Ada (c1), open Mon 23 Nov 2026 · Broken frame\n",
    )
    assert ada.json("issue") == [_issue()]


def test_made_with_json_it_prints_the_issue(ada: Crm):
    assert ada.json("issue", "ada", "Broken frame") == _issue(created=True, batch="b2")


@for_each("option", ["--at", "-a", "--on", "--until"], afresh=True)
def test_an_issue_may_be_some_days_old(ada: Crm, option: str):
    result = ada("issue", "ada", "x", option, "friday")
    assert result.err == "crm: Ada (c1), open Fri 20 Nov 2026 · x\n"


@for_each(
    ("typed", "sentence"),
    [
        (["ada"], "The issue is empty."),
        (["ada", " "], "The issue is empty."),
        (["ada", "x", "--at", "tomorrow"], "2026-11-24 is in the future."),
        (["ada", "x", "--key", ""], "The key is empty."),
    ],
    afresh=True,
)
def test_what_cannot_be_read_is_refused_and_nothing_is_saved(
    ada: Crm, typed: list[str], sentence: str
):
    result = ada.run("issue", *typed)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0] == f"crm: {sentence}"
    assert ada.json("issue") == []


def test_a_key_gives_the_same_issue_again_whatever_else_is_said(ada: Crm):
    first = ada.json("issue", "ada", "x", "--key", "k")
    again = ada.json("issue", "nobody", "y", "--key", "k")
    assert again == first | {"created": False, "batch": None}


def test_without_arguments_it_lists_what_is_open_newest_first(ada: Crm):
    ada("issue", "ada", "older", "--at", "2026-11-01")
    ada("issue", "ada", "newer")
    ada("issue", "ada", "settled")
    ada("resolve", "i3")
    assert [each["id"] for each in ada.json("issue")] == ["i2", "i1"]
    assert [line.split() for line in ada("issue").out.splitlines()] == [
        ["Ada", "newer", "Mon", "23", "Nov", "open", "i2"],
        ["Ada", "older", "Sun", "1", "Nov", "open", "i1"],
    ]


# ── resolve ──────────────────────────────────────────────────────────────────────────────


def test_an_issue_is_resolved_with_the_words_on_how(ada: Crm):
    ada("issue", "ada", "Broken frame", "--at", "2026-11-20")
    result = ada("resolve", "i1", "sent", "a new one")
    assert (result.out, result.err) == (
        "i1\n",
        "crm: Ada (c1), resolved Mon 23 Nov 2026 · Broken frame\n",
    )
    assert ada.json("show", "i1") == _issue(
        on="2026-11-20", state="resolved", resolved="2026-11-23", resolution="sent a new one"
    )


def test_a_second_code_is_not_taken_for_the_words(ada: Crm):
    for command in (("resolve", "i1", "i2"), ("lost", "d1", "d2", "d3"), ("won", "d1", "d2")):
        refused = ada.run(*command)
        assert refused.code == 2
        assert f"First {command[1]}, then {command[2]}." in refused.err
    ada("issue", "ada", "Torn page")
    assert ada.json("resolve", "i1", "as", "i2")["resolution"] == "as i2"


def test_resolved_with_json_it_prints_the_issue(ada: Crm):
    ada("issue", "ada", "Broken frame")
    assert ada.json("resolve", "i1") == _issue(
        state="resolved", resolved="2026-11-23", created=False, batch="b3"
    )


def test_the_same_resolution_again_is_harmless(ada: Crm):
    ada("issue", "ada", "x")
    ada("resolve", "i1", "refunded")
    ada.on("2026-11-24")
    for again in (["refunded"], []):
        told = ada.json("resolve", "i1", *again)
        assert (told["resolved"], told["resolution"], told["batch"]) == (
            "2026-11-23", "refunded", None,
        )  # fmt: skip


def test_words_given_later_complete_a_resolution_without_any(ada: Crm):
    ada("issue", "ada", "x")
    ada("resolve", "i1")
    ada.on("2026-11-24")
    told = ada.json("resolve", "i1", "refunded")
    assert (told["resolved"], told["resolution"]) == ("2026-11-23", "refunded")


def test_another_resolution_would_overwrite_the_first(ada: Crm):
    ada("issue", "ada", "x")
    ada("resolve", "i1", "refunded")
    result = ada.run("resolve", "i1", "nothing done")
    assert (result.code, result.out, result.err) == (
        5, "",
        "crm: i1 was resolved on 2026-11-23.\n     To change how: crm edit i1 --resolution \"…\"\n",
    )  # fmt: skip
    assert ada.json("show", "i1")["resolution"] == "refunded"


@for_each("verb", ["resolve", "mention"])
@for_each(
    ("typed", "code", "sentence"),
    [
        ("i9", 3, "There is no issue i9."),
        ("c1", 2, "“c1” is not a valid code here. Expected i… (issue)."),
    ],
    afresh=True,
)
def test_only_an_issue_is_resolved_or_mentioned(
    ada: Crm, verb: str, typed: str, code: int, sentence: str
):
    result = ada.run(verb, typed)
    assert (result.code, result.out, result.err) == (code, "", f"crm: {sentence}\n")


# ── mention ──────────────────────────────────────────────────────────────────────────────


def _to_mention(crm: Crm) -> list[str]:
    return [row["id"] for row in crm.json("today")["issues"]]


def test_a_resolved_issue_is_mentioned_once_and_for_all(ada: Crm):
    ada("issue", "ada", "x")
    ada("resolve", "i1")
    assert _to_mention(ada) == ["i1"]
    result = ada("mention", "i1")
    assert (result.out, result.err) == ("i1\n", "crm: i1 mentioned · Ada, x\n")
    assert _to_mention(ada) == []
    assert ada.json("mention", "i1")["batch"] is None


def test_a_mentioned_issue_that_is_resolved_waits_to_be_mentioned_again(ada: Crm):
    ada("issue", "ada", "x")
    ada("mention", "i1")
    assert _to_mention(ada) == []
    ada("resolve", "i1")
    assert _to_mention(ada) == ["i1"]


@for_each("how", [["--mentions", "i1", "--mentions", "i2"], ["--mentioned"]], afresh=True)
def test_a_note_mentions_issues(ada: Crm, how: list[str]):
    ada("issue", "ada", "x")
    ada("issue", "ada", "y")
    ada("resolve", "i2")
    assert ada("log", "ada", "Told her", *how).err == ("crm: talk with Ada (c1), Mon 23 Nov 2026\n")
    assert _to_mention(ada) == []


def test_mention_takes_codes_and_no_words(ada: Crm):
    ada("issue", "ada", "x")
    result = ada.run("mention", "i1", "told her")
    assert (result.code, result.err) == (
        2,
        "crm: “told her” is not a code.\n     To log words too: crm log WHO TEXT --mentions i7\n",
    )  # fmt: skip
    assert _to_mention(ada) == ["i1"]


def test_many_mentions_are_one_batch(ada: Crm):
    ada("issue", "ada", "x")
    ada("issue", "ada", "y")
    assert ada("mention", "i1", "i2").out == "i1\ni2\n"
    assert ada("undo").err == "crm: Undone: mention i1 i2 (b4).\n"
    assert _to_mention(ada) == ["i2", "i1"]


def test_a_resolved_issue_is_opened_again_and_waits_to_be_mentioned(ada: Crm):
    ada("issue", "ada", "Broken frame", "--at", "2026-11-20")
    before = ada.json("show", "i1")
    ada("resolve", "i1", "sent a new one")
    ada("done", "i1")
    refused = ada.run("edit", "i1", "--reopen", "--resolution", "a refund")
    assert (refused.code, refused.err) == (
        2, "crm: An open issue has no resolution. Nothing was changed.\n",
    )  # fmt: skip
    assert ada("edit", "i1", "--reopen").err == "crm: i1 changed\n"
    assert ada.json("show", "i1") == before
    assert [row["id"] for row in ada.json("today")["issues"]] == ["i1"]
    assert ada("edit", "i1", "--reopen").err == "crm: i1 is unchanged\n"
    assert ada.run("edit", "ada", "--reopen").err == (
        "crm: c1 is a contact: it has no resolution to take back. Nothing was changed.\n"
    )
    ada("undo", "i1")
    assert ada.json("show", "i1")["resolution"] == "sent a new one"
