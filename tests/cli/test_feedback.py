"""`crm feedback` and `crm perk`: what people answered, and what they were promised for free."""

from __future__ import annotations

import pytest

from tests.conftest import Crm
from tests.rows import for_each


@pytest.fixture
def ada(crm: Crm) -> Crm:
    crm("add", "Ada Lovelace")
    return crm


def test_an_answer_is_a_score_words_or_both_and_is_listed(ada: Crm):
    assert ada.json("feedback", "ada", "8", "quick", "and friendly")["score"] == 8
    assert ada.json("feedback", "ada", "only words")["score"] is None
    assert ada("feedback", "ada", "7", "--at", "2026-11-01").err.startswith(
        "crm: Ada Lovelace (c1) · 7 of 10 · Sun 1 Nov 2026"
    )
    listed = ada.json("feedback")
    assert [(e["id"], e["score"], e["text"]) for e in listed] == [
        ("f2", None, "only words"), ("f1", 8, "quick and friendly"), ("f3", 7, ""),
    ]  # fmt: skip
    assert "quick and friendly" in ada("feedback").out
    assert ada.json("show", "f1") == listed[1]
    assert "8 of 10" in ada("show", "f1").out
    ada("undo")
    assert len(ada.json("feedback")) == 2


@for_each("score", ["8.5", "11"], afresh=True)
def test_what_is_no_score_is_refused_and_nothing_is_saved(ada: Crm, score: str):
    refused = ada.run("feedback", "ada", score, "good")
    assert refused.code == 2
    assert "a whole number from 0 to 10" in refused.err
    assert ada.json("feedback") == []
    assert ada.run("feedback", "ada").code == 2
    assert ada.run("feedback", "ada", "9", "--at", "2030-01-01").code == 2


def test_a_low_answer_makes_a_follow_up_due_in_two_days_and_says_so(ada: Crm):
    said = ada("feedback", "ada", "6", "slow, and late").err
    assert "A low answer: follow up Wed 25 Nov 2026, r1" in said
    [reminder] = ada.json("remind")
    assert (reminder["on"], reminder["text"]) == (
        "2026-11-25", "talk about their answer, 6 of 10: “slow, and late”",
    )  # fmt: skip
    ada("feedback", "ada", "7")
    assert len(ada.json("remind")) == 1
    ada("undo")
    ada("undo")
    assert ada.json("remind") == ada.json("feedback") == []


def test_the_follow_up_of_an_answer_stays_true_when_the_answer_is_corrected(ada: Crm):
    ada("feedback", "ada", "8", "slow. And late")
    said = ada("edit", "f1", "--score", "3").err
    assert "A low answer: follow up Wed 25 Nov 2026, r1" in said
    assert "r1 changed too: talk about their answer, 4 of 10: “slow”" in (
        ada("edit", "f1", "--score", "4").err
    )
    assert ada.json("show", "r1")["text"] == "talk about their answer, 4 of 10: “slow”"
    said = ada("edit", "f1", "--score", "9").err
    assert "The answer is no longer low: its follow-up r1 is deleted." in said
    assert "You may ask for a referral: crm write c1 referral" in said
    assert ada.json("remind") == []
    ada("undo")  # the answer and its follow-up are one step
    assert [each["id"] for each in ada.json("remind")] == ["r1"]
    ada("edit", "r1", "--text", "call her about the delay")  # it is the owner's now
    assert "r1" not in ada("edit", "f1", "--score", "7").err
    assert ada.json("show", "r1")["text"] == "call her about the delay"


def test_a_high_answer_suggests_a_referral_once_in_half_a_year(ada: Crm):
    suggestion = "You may ask for a referral: crm write c1 referral"
    assert suggestion in ada("feedback", "ada", "9").err
    assert suggestion not in ada("feedback", "ada", "10").err
    ada.on("2027-05-23")  # 181 days later
    assert suggestion not in ada("feedback", "ada", "10").err
    ada.on("2027-05-24")
    assert suggestion in ada("feedback", "ada", "10").err
    ada("add", "Grace", "--do-not-contact")
    said = ada("feedback", "grace", "10").err
    assert "marked do not contact" in said
    assert "You may ask" not in said


def test_whom_to_ask_is_who_had_a_win_or_a_resolved_issue_lately(ada: Crm):
    for who in ("Grace", "Old", "Gone", "Quiet", "Busy"):
        ada("add", who)
    for who in ("ada", "grace", "old", "gone", "quiet", "busy"):
        ada("issue", who, "Late parcel", "--at", "2026-10-01")
    ada.on("2026-10-20")
    ada("resolve", "i3")  # more than 30 days ago
    ada.on("2026-11-20")
    for issue in ("i1", "i2", "i4", "i5", "i6"):
        ada("resolve", issue)
    ada("archive", "gone")
    ada("edit", "quiet", "--do-not-contact")
    ada("feedback", "busy", "--ask")
    ada.on("2026-11-23")
    asked = ada("feedback", "--ask", "--json")
    assert [(e["contact"]["name"], e["record"]) for e in asked.json] == [
        ("Ada Lovelace", "i1"), ("Grace", "i2"),
    ]  # fmt: skip
    assert "Held back: 1 marked do not contact." in asked.err
    assert "issue resolved: “Late" in ada("feedback", "--ask").out
    ada("feedback", "grace", "8")
    assert ada.json("feedback", "ada", "--ask")["about"] == "feedback"
    assert ada.json("feedback", "--ask") == []
    ada("undo")  # the last question
    assert [e["contact"]["name"] for e in ada.json("feedback", "--ask")] == ["Ada Lovelace"]


def test_an_answered_question_does_not_come_back_within_half_a_year(ada: Crm):
    ada("feedback", "ada", "8")
    for day, names in (("2027-05-23", []), ("2027-05-24", ["Ada Lovelace"])):
        ada.on(day)
        issue = ada("issue", "ada", "Late parcel").id
        ada("resolve", issue)
        assert [e["contact"]["name"] for e in ada.json("feedback", "--ask")] == names


# ── perks ────────────────────────────────────────────────────────────────────────────────


def test_a_perk_stands_in_the_morning_in_its_last_two_weeks_until_it_is_used(ada: Crm):
    made = ada.json("perk", "ada", "a free", "reprint", "--until", "2026-12-20")
    assert (made["id"], made["text"], made["until"]) == ("p1", "a free reprint", "2026-12-20")
    ada("perk", "ada", "coffee whenever she comes")
    assert [each["id"] for each in ada.json("perk")] == ["p1", "p2"]
    assert "in 27 days" in ada("perk").out
    assert ada.json("today")["perks"] == []
    ada.on("2026-12-06")
    morning = ada.json("today")
    [row] = morning["perks"]
    assert (row["id"], row["row"], row["days"], row["until"]) == ("p1", "p1", 14, "2026-12-20")
    assert (morning["due"], morning["counts"]["perks"]) == (True, 1)
    assert ada.run("today", "--check").code == 10
    assert ada("today", "--brief").out == "crm: 1 perk\n"
    assert "a free reprint" in ada("today").out
    assert "it ends in 14 days" in " ".join(ada("today", "--plain").out.split())
    ada("snooze", "p1", "2026-12-10")
    assert ada.json("today")["perks"] == []
    ada.on("2026-12-20")
    assert "last day" in ada("today").out
    done = ada("done", "p1")
    assert done.err.startswith("crm: p1 used · Ada Lovelace, a free reprint")
    assert ada.json("today")["perks"] == []
    assert ada.json("show", "p1")["used"] == "2026-12-20"
    assert [each["id"] for each in ada.json("perk")] == ["p2"]
    ada("undo")
    assert len(ada.json("today")["perks"]) == 1
    ada.on("2026-12-21")
    assert ada.json("today")["perks"] == []


def test_a_perk_that_nobody_could_use_is_refused(ada: Crm):
    assert ada.run("perk", "ada", "reprint", "--until", "2026-11-22").code == 2
    assert ada.run("perk", "ada").code == 2
    assert ada.run("perk", "nobody", "reprint").code == 3


def test_perks_of_those_left_out_are_in_no_morning_and_that_is_said(ada: Crm):
    ada("edit", "ada", "--do-not-contact")
    said = ada("perk", "ada", "reprint", "--until", "2026-11-30").err
    assert "marked do not contact: today does not show perks" in said
    assert ada.json("today")["perks"] == []


# ── corrected and deleted ────────────────────────────────────────────────────────────────


def test_an_answer_is_corrected_and_deleted_and_undo_takes_both_back(ada: Crm):
    ada("feedback", "ada", "9 quick")
    before = ada.json("show", "f1")
    assert ada("edit", "f1", "--text", "slow", "--score", "7", "--at", "2026-11-01").out == "f1\n"
    after = ada.json("show", "f1")
    assert (after["score"], after["text"], after["on"]) == (7, "slow", "2026-11-01")
    ada("undo")
    assert ada.json("show", "f1") == before
    ada("edit", "f1", "--score", "")
    assert ada.json("show", "f1")["score"] is None
    ada("rm", "f1", "--yes")
    assert ada.run("show", "f1").code == 3
    assert ada.json("feedback") == ada.json("show", "ada")["feedback"] == []
    ada("undo")
    assert ada.json("show", "ada")["feedback"] == [before | {"score": None}]


def test_what_an_answer_or_a_perk_cannot_be_is_refused(ada: Crm):
    ada("feedback", "ada", "8")
    ada("perk", "ada", "coffee")
    before = ada("export").out
    for words, says in (
        (("f1", "--score", ""), "f1 must have a score or words"),
        (("f1", "--score", "11"), "The score is a whole number from 0 to 10"),
        (("f1", "--amount", "5 EUR"), "f1 is an answer: it has no amount"),
        (("p1", "--score", "5"), "p1 is a perk: it has no score"),
        (("p1", "--until", "2026-11-22"), "without one, a perk does not end"),
        (("f1", "p1", "--at", "2026-11-22"), "perks are in the future"),
    ):
        refused = ada.run("edit", *words)
        assert refused.code == 2
        assert says in refused.err
    assert ada("export").out == before


def test_a_perk_is_corrected_and_deleted_and_undo_takes_both_back(ada: Crm):
    ada("perk", "ada", "coffee", "--until", "2026-11-30")
    ada("snooze", "p1", "2026-11-28")
    ada("edit", "p1", "--text", "tea", "--until", "2026-12-01")
    after = ada.json("show", "p1")
    assert (after["text"], after["until"], after["snoozed_until"]) == ("tea", "2026-12-01", None)
    ada("rm", "p1", "--yes")
    assert ada.run("show", "p1").code == 3
    assert ada.json("perk") == ada.json("show", "ada")["perks"] == []
    ada("undo")
    assert ada.json("show", "ada")["perks"] == [after]
    ada("undo")
    assert ada.json("show", "p1")["text"] == "coffee"
