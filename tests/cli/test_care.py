"""`crm care`: who would be glad of a small thing, each reason from one record."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import Crm

START = date(2026, 1, 1)


def at(days: int) -> str:
    return (START + timedelta(days=days)).isoformat()


def touch(crm: Crm, who: str, *days: int) -> None:
    for day in days:
        crm("log", who, "call: his son Kuba starts school", "--at", at(day))


@pytest.fixture
def tomasz(crm: Crm) -> Crm:
    """He was called on days 0, 30, 60 and 91."""
    crm.on(at(91))
    crm("add", "Tomasz Król")
    touch(crm, "tomasz", 0, 30, 60, 91)
    return crm


def reasons(crm: Crm, *words: str) -> list[tuple[str, str]]:
    found = crm.json("care", *words)
    return [(each["reason"], each["record"]) for one in found for each in one["reasons"]]


def test_the_own_rhythm_warns_on_the_46th_day_and_not_before(tomasz: Crm):
    for silent, wanted in ((44, []), (45, []), (46, [("quiet", "n4")])):
        tomasz.on(at(91 + silent))
        assert reasons(tomasz, "--quiet") == reasons(tomasz) == wanted
    said = tomasz("care").out
    assert "quiet for 46 days; usually every 4 weeks" in said
    assert "crm edit c1 --every 4w" in said


def test_a_fitting_cadence_is_not_offered_to_who_has_one(tomasz: Crm):
    tomasz("edit", "tomasz", "--every", "2w")
    tomasz.on(at(200))
    [found] = tomasz.json("care")
    assert (found["usually"], found["every"], found["silent"]) == ("4w", None, 109)


def test_two_touches_say_nothing_and_neither_do_remarks(crm: Crm):
    crm.on(at(60))
    crm("add", "Ada")
    touch(crm, "ada", 0, 30)
    crm("log", "ada", "note: seen in the paper", "--at", at(59))
    crm("log", "ada", "attempt: no answer", "--at", at(60))
    crm.on(at(900))
    assert reasons(crm) == []
    assert crm.run("care").err == "crm: There is nobody to care for now.\n"


def test_without_the_record_the_reason_is_gone(crm: Crm):
    crm.on(at(100))
    crm("add", "Ada")
    touch(crm, "ada", 0, 10, 20)
    crm("log", "ada", "pleased", "--mood", "1", "--at", at(20))
    crm("log", "ada", "cross", "--mood", "-1", "--at", at(30))
    crm("issue", "ada", "Charged twice", "--at", at(40))
    crm("issue", "ada", "Wrong size", "--at", at(50))
    crm("feedback", "ada", "3", "slow, and late")
    [ada] = crm.json("care")
    found = {(each["reason"], each["record"]): each["weight"] for each in ada["reasons"]}
    assert found == {
        ("issue", "i1"): 4, ("issue", "i2"): 4, ("repeated", "i2"): 3, ("answer", "f1"): 4,
        ("mood", "n5"): 2, ("quiet", "n5"): 2,
    }  # fmt: skip
    assert ada["score"] == sum(found.values())
    for record in ("i1", "f1", "i2"):
        left = {key: weight for key, weight in found.items() if key[1] != record}
        left.pop(("repeated", "i2"), None) if record == "i1" else None
        crm("rm", record, "--yes")
        [ada] = crm.json("care")
        assert {(e["reason"], e["record"]): e["weight"] for e in ada["reasons"]} == left
        found = left
    crm("undo")
    assert ("issue", "i2") in reasons(crm)


def test_issues_twice_within_90_days_are_flagged_and_on_the_91st_day_not(crm: Crm):
    crm.on(at(91))
    for who, second in (("Ada", 90), ("Grace", 91)):
        crm("add", who)
        crm("issue", who, "Charged twice", "--at", at(0))
        crm("issue", who, "Charged twice", "--at", at(second))
    found = {each["contact"]["name"]: each["reasons"] for each in crm.json("care")}
    assert [each["reason"] for each in found["Ada"]] == ["issue", "issue", "repeated"]
    assert [each["reason"] for each in found["Grace"]] == ["issue", "issue"]


def test_a_mood_that_rises_or_is_old_is_no_reason(crm: Crm):
    crm.on(at(10))
    crm("add", "Ada")
    crm("log", "ada", "cross", "--mood", "-2", "--at", at(0))
    crm("log", "ada", "better", "--mood", "-1", "--at", at(5))
    assert reasons(crm) == []
    crm("log", "ada", "cross again", "--mood", "-2", "--at", at(6))
    assert reasons(crm) == [("mood", "n3")]
    crm.on(at(97))
    assert ("mood", "n3") not in reasons(crm)


def test_the_last_score_counts(crm: Crm):
    crm.on(at(0))
    crm("add", "Ada")
    crm("feedback", "ada", "2")
    assert reasons(crm) == [("answer", "f1")]
    crm.on(at(1))
    crm("feedback", "ada", "8")
    assert reasons(crm) == []


def test_five_people_are_shown_and_all_with_all(crm: Crm):
    crm.on(at(0))
    for n in range(7):
        crm("add", f"Person {n}")
        crm("issue", f"c{n + 1}", "Late parcel")
    assert crm("care").out.count("Late parcel") == 5
    assert "5 of 7" in crm("care").out
    assert "2 more: crm care --all" in crm("care").out
    assert crm("care", "--all").out.count("Late parcel") == 7
    assert len(crm.json("care")) == 7


def test_the_heaviest_comes_first_and_the_weights_are_explained(crm: Crm):
    crm.on(at(100))
    for who in ("Quiet", "Issue", "Both"):
        crm("add", who)
    touch(crm, "quiet", 0, 10, 20)
    touch(crm, "both", 0, 30, 50)
    crm("issue", "issue", "Late parcel")
    crm("issue", "both", "Late parcel")
    names = [each["contact"]["name"] for each in crm.json("care")]
    assert names == ["Both", "Issue", "Quiet"]
    said = crm("care", "--explain").out
    assert "issue 4, answer 4, repeated 3, lapsed" in said
    assert "together 6" in said


def test_a_customer_who_stopped_buying_has_lapsed_and_returns_with_the_next_sale(crm: Crm):
    crm.on(at(100))
    crm("add", "Ada")
    crm("add", "Grace")
    sell(crm, 1, 450_00, 0, 100)
    sell(crm, 2, 90_000_00, 0, 100)
    crm.on(at(300))
    assert reasons(crm) == []
    crm.on(at(301))
    assert reasons(crm) == [("lapsed", "w4"), ("lapsed", "w2")]  # the more valuable one first
    said = crm("care", "ada").out
    assert "bought 2 times, usually every 3 months; nothing for 201 days, not tried" in said
    crm("log", "ada", "attempt: no answer")
    assert "tried once" in crm("care", "ada").out
    assert [each["name"] for each in crm.json("list", "lapsed:")] == ["Ada", "Grace"]
    assert [each["name"] for each in crm.json("list", "no:lapsed:")] == []
    assert "EUR" in crm("list", "lapsed:").out
    assert (
        "Ada has returned: they had stopped buying." in crm("win", "ada", "450 EUR", "prints").err
    )
    assert reasons(crm) == [("lapsed", "w4")]
    crm.on(at(302))
    assert "has returned" not in crm("win", "ada", "450 EUR", "prints").err


def sell(crm: Crm, contact: int, minor: int, *days: int) -> None:
    with crm.db() as db:
        for day in days:
            db.execute(
                "INSERT INTO win (uid, contact_id, kind, text, won_on, amount_minor, currency,"
                " created_at) VALUES (lower(hex(randomblob(8))), ?, 'sale', 'prints', ?, ?, 'EUR',"
                " '2026-01-01T12:00:00Z')",
                (contact, at(day), minor),
            )
    db.close()


def test_not_now_and_never_are_kept_and_taken_back(tomasz: Crm):
    tomasz.on(at(200))
    kept = tomasz.json("care", "tomasz", "--until", "4w")
    assert (kept["id"], kept["hidden_until"], kept["never"]) == ("c1", at(228), False)
    assert reasons(tomasz) == []
    assert "Left out: 1 person, by --until or --never." in tomasz("care").err
    tomasz.on(at(228))
    assert reasons(tomasz) == [("quiet", "n4")]
    tomasz("care", "tomasz", "--never")
    tomasz.on(at(2000))
    assert reasons(tomasz) == []
    assert tomasz("care", "tomasz").err == (
        "crm: Left out: Tomasz Król (c1), by --until or --never."
        " To see them again: crm care c1 --again\n"
    )
    tomasz("undo")
    assert reasons(tomasz) == [("quiet", "n4")]
    tomasz("care", "tomasz", "--never")
    tomasz("care", "tomasz", "--again")
    assert reasons(tomasz) == [("quiet", "n4")]


def test_who_is_not_to_be_contacted_is_left_out_and_that_is_said(tomasz: Crm):
    tomasz.on(at(200))
    tomasz("edit", "tomasz", "--do-not-contact")
    assert reasons(tomasz) == []
    assert "Left out: 1 person, marked do not contact." in tomasz("care").err
    tomasz("edit", "tomasz", "--may-contact")
    tomasz("archive", "tomasz")
    assert reasons(tomasz) == []
    assert "marked do not contact" not in tomasz("care").err


def test_what_contradicts_is_refused(tomasz: Crm):
    for words in (("--never",), ("tomasz", "--never", "--again"), ("tomasz", "--until", at(-1))):
        assert tomasz.run("care", *words).code == 2
    assert tomasz.run("care", "nobody").code == 3


# ── the one small thing ──────────────────────────────────────────────────────────────────


def small_thing(crm: Crm) -> Any:
    return crm.json("today")["suggestion"]


def test_a_quiet_day_proposes_one_small_thing_at_most_every_30_days(tomasz: Crm):
    tomasz("add", "Ada")
    touch(tomasz, "ada", 0, 40, 80)
    tomasz.on(at(200))
    found = small_thing(tomasz)
    assert (found["id"], found["row"], found["record"]) == ("c1", "c1", "n4")
    assert (found["usually"], found["days"], found["reason"]) == ("4w", -109, "quiet")
    assert small_thing(tomasz) == found  # on the same day the same
    tomasz.on(at(201))
    assert small_thing(tomasz)["contact"]["name"] == "Ada"
    tomasz.on(at(202))
    assert small_thing(tomasz) is None
    tomasz.on(at(230))
    assert small_thing(tomasz)["contact"]["name"] == "Tomasz Król"
    assert tomasz("done", "c1").out == "c1\n"
    assert [each["contact"]["name"] for each in tomasz.json("care", "--quiet")] == ["Ada"]


def test_a_day_on_which_something_is_due_proposes_nothing(tomasz: Crm):
    tomasz.on(at(200))
    tomasz("remind", "me", "VAT return", "--on", at(200))
    assert small_thing(tomasz) is None
    assert "A small thing" not in tomasz("today").out


def test_the_small_thing_is_shown_and_said(tomasz: Crm):
    tomasz.on(at(200))
    said = tomasz("today").out
    assert "A small thing, if you like" in said
    assert "quiet; usually 4 weeks" in said
    assert "“his son Kuba starts school”" in said
    assert "quiet for 109 days, usually every 4 weeks" in " ".join(
        tomasz("today", "--plain").out.split()
    )
    assert tomasz("today", "--brief").out == ""
    assert tomasz.run("today", "--check").code == 0


def test_who_was_suggested_for_something_else_a_short_while_ago_is_held_back(tomasz: Crm):
    tomasz("add", "Ada")
    touch(tomasz, "ada", 0, 40, 80)
    tomasz.on(at(200))
    tomasz("feedback", "tomasz", "--ask")
    found = small_thing(tomasz)
    assert (found["contact"]["name"], found["held_back"]) == ("Ada", 1)
    assert "1 held back" in tomasz("today").out
    tomasz.on(at(214))
    assert small_thing(tomasz)["contact"]["name"] == "Tomasz Król"


def test_a_person_that_care_or_ripple_guesses_is_named(tomasz: Crm):
    tomasz("add", "Tomasz")
    tomasz("log", "tomasz", "n")
    said = "crm: Tomasz (c2); also Tomasz Król (c1)\n"
    assert said in tomasz("care", "tomasz").err
    assert said in tomasz("ripple", "tomasz").err
