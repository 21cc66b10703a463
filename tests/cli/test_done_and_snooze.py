"""`crm done` and `crm snooze` take whatever code stands in the morning."""

from __future__ import annotations

from contextlib import closing

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each


@pytest.fixture
@made_once
def ada(crm: Crm) -> Crm:
    """The program with Ada (c1) in it, to whom a word is owed since a week."""
    crm.on("2026-10-19")
    crm("add", "Ada", "--every", "4w")
    crm.on("2026-11-23")
    return crm


def _due(crm: Crm) -> list[str]:
    """Return the codes that stand in the morning and count."""
    morning = crm.json("today")
    birthdays = [row for row in morning["birthdays"] if not row["greeted"]]
    return [row["row"] for row in (*birthdays, *morning["follow_ups"], *morning["issues"])]


def _on(crm: Crm, day: str) -> list[str]:
    crm.on(day)
    return _due(crm)


# ── done ─────────────────────────────────────────────────────────────────────────────────


def test_a_reminder_is_done_and_leaves_the_morning(ada: Crm):
    ada("remind", "ada", "send the quote", "--on", "2026-11-20")
    assert _due(ada) == ["r1", "c1"]
    result = ada("done", "r1")
    assert (result.out, result.err) == ("r1\n", "crm: r1 done · Ada, send the quote\n")
    assert _due(ada) == ["c1"]
    assert ada.json("log") == []


def test_with_words_a_reminder_is_also_logged(ada: Crm):
    ada("remind", "ada", "send the quote", "--on", "2026-11-20")
    result = ada("done", "r1", "call: sent it #quote")
    assert result.err == "crm: r1 done · Ada, send the quote\n     logged as n1\n"
    [note] = ada.json("log")
    assert (note["kind"], note["text"], note["tags"]) == ("call", "sent it #quote", ["quote"])
    assert _due(ada) == []


def test_a_repeating_reminder_prints_its_successor(ada: Crm):
    ada("remind", "ada", "x", "--on", "2026-11-20", "--every", "2w")
    result = ada("done", "r1")
    assert (result.out, result.err) == (
        "r2\n", "crm: r1 done · Ada, x\n     again Mon 7 Dec 2026: r2\n",
    )  # fmt: skip
    assert ada("done", "r1").out == "r1\n"
    assert [each["id"] for each in ada.json("remind")] == ["r2"]


def test_a_person_is_touched_without_words(ada: Crm):
    result = ada("done", "c1")
    assert (result.out, result.err) == (
        "c1\n", "crm: c1 contacted · Ada, next due Mon 21 Dec 2026\n     logged as n1\n",
    )  # fmt: skip
    [note] = ada.json("log")
    assert (note["kind"], note["text"]) == ("talk", "")
    assert _due(ada) == []


def test_a_birthday_is_closed_by_its_code(crm: Crm):
    crm("add", "Jan", "-b", "1976-11-21")
    assert _due(crm) == ["o1"]
    result = crm("done", "o1")
    assert (result.out, result.err) == (
        "o1\n", "crm: o1 greeted · Jan, birthday on Sat 21 Nov 2026\n     logged as n1\n",
    )  # fmt: skip
    assert _due(crm) == []
    assert crm.json("log")[0]["kind"] == "greeting"
    assert "Jan: greeted" in crm("log").out
    again = crm("done", "o1")
    assert again.err == "crm: o1 unchanged, already greeted · Jan, birthday on Sat 21 Nov 2026\n"
    assert len(crm.json("log")) == 1
    crm("undo", "o1")
    assert _due(crm) == ["o1"]


def test_an_issue_is_mentioned(ada: Crm):
    ada("done", "c1")
    ada("issue", "ada", "Broken frame")
    result = ada("done", "i1")
    assert (result.out, result.err) == (
        "i1\n", "crm: i1 mentioned · Ada, Broken frame\n     It is still open: crm resolve i1\n",
    )  # fmt: skip
    assert ada.json("issue")[0]["mentioned"] == "2026-11-23"
    assert _on(ada, "2026-12-06") == []
    assert _on(ada, "2026-12-07") == ["i1"]


def test_a_perk_is_used_and_can_wait(ada: Crm):
    with closing(ada.db()) as db, db:
        db.execute(
            "INSERT INTO perk (uid, contact_id, text, created_at)"
            " VALUES ('u', 1, 'A free hour', '2026-11-23T12:00:00Z')"
        )
    assert ada("snooze", "p1", "1w").err == (
        "crm: p1 snoozed until Mon 30 Nov 2026 · Ada, A free hour\n"
    )
    result = ada("done", "p1", "used it today")
    assert (result.out, result.err) == (
        "p1\n", "crm: p1 used · Ada, A free hour\n     logged as n1\n",
    )  # fmt: skip
    with closing(ada.db()) as db:
        assert db.execute("SELECT used_on FROM perk").fetchone() == ("2026-11-23",)


def test_many_codes_are_one_batch(ada: Crm):
    ada("remind", "ada", "x", "--on", "2026-11-20")
    ada("remind", "me", "y", "--on", "2026-11-20")
    assert ada("done", "r1", "r2", "c1").out == "r1\nr2\nc1\n"
    assert _due(ada) == []
    assert ada("undo").err == "crm: Undone: done r1 r2 c1 (b4).\n"
    assert _due(ada) == ["r2", "r1", "c1"]


def test_one_code_that_is_not_there_and_none_is_done(ada: Crm):
    ada("remind", "ada", "x", "--on", "2026-11-20")
    result = ada.run("done", "r1", "r9", "c1")
    assert (result.code, result.out, result.err) == (3, "", "crm: There is no reminder r9.\n")
    assert _due(ada) == ["r1", "c1"]


def test_many_codes_with_json_are_an_array_and_one_is_an_object(ada: Crm):
    ada("remind", "me", "x", "--on", "2026-11-20")
    ada("remind", "me", "y", "--on", "2026-11-20", "--every", "1w")
    both = ada.json("done", "r1", "r2")
    done = {
        "contact": None, "on": "2026-11-20", "time": None, "fixed": False, "snoozed_until": None,
        "done_at": "2026-11-23T12:00:00Z", "note": None, "created": False, "batch": "b4",
        "logged": None, "every_on": None,
    }  # fmt: skip
    successor = {
        "id": "r3", "contact": None, "text": "y", "on": "2026-11-30", "time": None, "every": "1w",
        "fixed": False, "snoozed_until": None, "done_at": None, "note": None, "every_on": None,
    }  # fmt: skip
    assert both == [
        done | {"id": "r1", "row": "r1", "text": "x", "every": None, "successor": None},
        done | {"id": "r2", "row": "r2", "text": "y", "every": "1w", "successor": successor},
    ]
    assert ada.json("done", "r1") == both[0] | {"batch": None}


def test_words_on_the_owners_own_reminder_have_nobody_to_be_logged_on(ada: Crm):
    ada("remind", "me", "VAT return", "--on", "2026-11-20")
    result = ada.run("done", "r1", "filed it")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "crm: r1 is your own reminder: there is no person to log “filed it” for."
        " Nothing was changed.\n"
        "     Write it without text: crm done r1\n"
    )
    assert _due(ada) == ["r1", "c1"]


@for_each("verb", ["done", "snooze", "mention"])
@for_each(
    ("typed", "sentence"),
    [
        ([], "A code is missing.\n     Codes are at the right edge of crm today, like r12."),
        (["ada"], "“ada” is not a code.\n     Codes are at the right edge of crm today, like r12."),
        ([""], "“” is not a code.\n     Codes are at the right edge of crm today, like r12."),
        (["r0"], "“r0” is not a code.\n     Codes are at the right edge of crm today, like r12."),
    ],
    afresh=True,
)
def test_what_is_no_code_is_refused(ada: Crm, verb: str, typed: list[str], sentence: str):
    result = ada.run(verb, *typed)
    assert (result.code, result.out, result.err) == (2, "", f"crm: {sentence}\n")


@for_each(("verb", "more"), [("done", []), ("snooze", ["1w"])], afresh=True)
def test_a_code_that_never_stands_in_the_morning_is_refused(ada: Crm, verb: str, more: list[str]):
    ada("log", "ada", "hi")
    result = ada.run(verb, "n1", *more)
    assert result.code == 2
    assert result.err.startswith("crm: n1 is not about a present from somebody")
    assert ada.run(verb, "b1", *more).err.startswith("crm: “b1” is not a valid code here. Expected")


# ── snooze ───────────────────────────────────────────────────────────────────────────────


def test_a_snoozed_reminder_waits_until_its_day_and_keeps_the_day_it_is_due(ada: Crm):
    ada("done", "c1")
    ada("remind", "ada", "x", "--on", "2026-11-20")
    result = ada("snooze", "r1", "1w")
    assert (result.out, result.err) == (
        "r1\n", "crm: r1 snoozed until Mon 30 Nov 2026 · Ada, x\n",
    )  # fmt: skip
    assert _due(ada) == []
    assert _on(ada, "2026-11-29") == []
    assert _on(ada, "2026-11-30") == ["r1"]
    [row] = ada.json("today")["follow_ups"]
    assert (row["on"], row["days"]) == ("2026-11-20", -10)


def test_a_snoozed_rhythm_waits_until_its_day_and_keeps_the_day_it_is_due(ada: Crm):
    result = ada("snooze", "c1", "--on", "friday")
    assert (result.out, result.err) == (
        "c1\n", "crm: c1 snoozed until Fri 27 Nov 2026 · Ada, every 4 weeks, due Mon 16 Nov 2026\n",
    )  # fmt: skip
    assert _on(ada, "2026-11-26") == []
    assert _on(ada, "2026-11-27") == ["c1"]
    [row] = ada.json("today")["follow_ups"]
    assert (row["reason"], row["on"], row["days"]) == ("cadence", "2026-11-16", -11)


def test_a_touch_ends_a_snooze_and_a_remark_does_not(ada: Crm):
    ada("snooze", "c1", "2027-01-31")
    ada("log", "ada", "note: she moved")
    assert _on(ada, "2026-12-25") == []
    ada("log", "ada", "call: hi", "--at", "2026-11-23")
    assert _due(ada) == ["c1"]


def test_an_issue_and_a_birthday_can_be_snoozed(ada: Crm):
    ada("done", "c1")
    ada("add", "Jan", "-b", "11-21")
    ada("issue", "jan", "x")
    assert _due(ada) == ["o1", "i1"]
    snoozed = ada("snooze", "o1", "i1", "tomorrow")
    assert snoozed.out == "o1\ni1\n"
    assert snoozed.err == (
        "crm: o1 snoozed until Tue 24 Nov 2026 · Jan, birthday on Sat 21 Nov 2026\n"
        "crm: i1 snoozed until Tue 24 Nov 2026 · Jan, x\n"
    )
    assert _due(ada) == []
    assert _on(ada, "2026-11-24") == ["o1", "i1"]


def test_a_snooze_with_json_says_until_when(ada: Crm):
    ada("remind", "me", "x", "--on", "2026-11-20")
    for code in ("r1", "c1"):
        told = ada.json("snooze", code, "1w")
        assert (told["id"], told["snoozed_until"], told["created"]) == (code, "2026-11-30", False)


@for_each("option", ["--on", "--at", "-a", "--until"], afresh=True)
def test_the_day_of_a_snooze_may_be_an_option(ada: Crm, option: str):
    assert ada.json("snooze", "c1", option, "end of month")["snoozed_until"] == "2026-11-30"


@for_each(
    ("typed", "sentence"),
    [
        (["c1"], "The date is missing."),
        (["c1", "1w", "--on", "friday"], "Two dates were given: 1w and friday."),
        (["c1", "2026-11-20"], "2026-11-20 is in the past."),
        (["c1", "r1"], "The date is missing."),
    ],
    afresh=True,
)
def test_a_snooze_needs_one_day_that_is_not_past(ada: Crm, typed: list[str], sentence: str):
    result = ada.run("snooze", *typed)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0] == f"crm: {sentence}"
    assert _due(ada) == ["c1"]


def test_what_is_done_cannot_be_snoozed(ada: Crm):
    ada("remind", "ada", "x", "--on", "2026-11-20")
    ada("done", "r1")
    result = ada.run("snooze", "c1", "r1", "1w")
    assert (result.code, result.err) == (
        5, "crm: r1 is already done.\n     crm show r1\n",
    )  # fmt: skip
    assert _due(ada) == ["c1"]


# ── each row for itself ──────────────────────────────────────────────────────────────────


def test_a_birthday_stays_snoozed_when_a_call_is_logged(ada: Crm):
    ada("edit", "c1", "-b", "11-28")
    ada("snooze", "o1", "2026-11-26")
    ada("log", "ada", "Call: hello")
    assert _due(ada) == []
    assert _on(ada, "2026-11-26") == ["o1"]


def test_each_row_of_a_person_is_snoozed_for_itself(ada: Crm):
    ada("edit", "c1", "-b", "11-22", "-d", "wedding=11-24")
    assert _due(ada) == ["o1", "o2", "c1"]
    ada("snooze", "o2", "1d")
    assert _due(ada) == ["o1", "c1"]
    ada("snooze", "c1", "1d")
    assert _due(ada) == ["o1"]
    assert "o2" not in ada("today").out
    assert _on(ada, "2026-11-24") == ["o1", "o2", "c1"]


def test_a_greeting_without_words_closes_only_its_own_date(ada: Crm):
    ada("edit", "c1", "-b", "11-22", "-d", "wedding=11-24")
    ada("done", "o1")
    assert _due(ada) == ["o2"]
    ada("done", "o2", "a card for both")
    assert _due(ada) == []
    assert [note["text"] for note in ada.json("log")] == ["a card for both", ""]


def test_the_code_of_a_person_means_the_rhythm_then_the_date_then_the_thanks(ada: Crm):
    ada("edit", "c1", "-b", "11-25")
    ada("add", "Bo", "--referred-by", "ada")
    said = [ada("done", "c1").err.splitlines()[0] for _ in range(4)]
    assert said == [
        "crm: c1 contacted · Ada, next due Mon 21 Dec 2026",
        "crm: c1 greeted · Ada, birthday on Wed 25 Nov 2026 (o1)",
        "crm: c1 thanked · Ada, brought Bo (w1)",
        "crm: c1 contacted · Ada, next due Mon 21 Dec 2026",
    ]
    kinds = [note["kind"] for note in ada.json("log")]
    assert kinds == ["talk", "thanks", "greeting", "talk"]


def test_a_snooze_of_a_person_says_which_row_it_means(ada: Crm):
    ada("edit", "c1", "-b", "11-25")
    ada("add", "Bo", "--referred-by", "ada")
    said = [ada.json("snooze", "c1", "2026-11-24") for _ in range(4)]
    assert [(each["id"], each["row"]) for each in said] == [
        ("c1", "c1"), ("c1", "o1"), ("c1", "w1"), ("c1", "c1"),
    ]  # fmt: skip
    assert said[3]["batch"] is None
    back = [ada.json("snooze", "c1", "today") for _ in range(4)]
    assert [(each["row"], each["snoozed_until"]) for each in back] == [
        ("c1", None), ("o1", None), ("w1", None), ("c1", None),
    ]  # fmt: skip
    assert back[3]["batch"] is None


def test_a_referral_is_thanked_by_its_code(ada: Crm):
    ada("add", "Bo", "--referred-by", "ada")
    snoozed = ada("snooze", "w1", "1w")
    assert snoozed.err == "crm: w1 snoozed until Mon 30 Nov 2026 · Ada, brought Bo\n"
    assert ada("done", "w1").err == "crm: w1 thanked · Ada, brought Bo\n     logged as n1\n"
    assert "Ada: thanked" in ada("log").out
    again = ada.json("done", "w1")
    assert (again["id"], again["row"], again["batch"]) == ("c1", "w1", None)
    with closing(ada.db()) as db, db:
        db.execute(
            "INSERT INTO win (uid, contact_id, kind, won_on, created_at)"
            " VALUES ('u', 1, 'sale', '2026-11-01', '2026-11-23T12:00:00Z')"
        )
    assert ada.run("done", "w2").err == (
        "crm: w2 is no referral: there is nobody to thank for it. Nothing was changed.\n"
    )


def test_today_takes_a_snooze_back(ada: Crm):
    ada("remind", "ada", "x", "--on", "2026-11-20")
    ada("issue", "ada", "late parcel")
    before = _due(ada)
    for code in before:
        ada("snooze", code, "1w")
    assert _due(ada) == []
    said = ada("snooze", *before, "today").err
    assert said == (
        "crm: r1 no longer snoozed · Ada, x\n"
        "crm: c1 no longer snoozed · Ada, every 4 weeks, due Mon 16 Nov 2026\n"
        "crm: i1 no longer snoozed · Ada, late parcel\n"
    )
    assert _due(ada) == before


@for_each(
    ("typed", "why"),
    [
        (["r1", "today"], "it is not snoozed · Ada, x"),
        (["r1", "2026-12-13"], "not shown before Sun 13 Dec 2026 · Ada, x"),
        (["r2", "2026-11-30"], "already snoozed until Mon 30 Nov 2026 · Ada, y"),
        (["c2", "1w"], "it has no row in today · Bo"),
        (["o1", "2w"], "not shown before Sun 3 Jan 2027 · Bo, birthday on Sun 10 Jan 2027"),
        (["i1", "1w"], "not shown before Mon 7 Dec 2026 · Bo, late parcel"),
    ],
    afresh=True,
)
def test_a_snooze_that_changes_nothing_says_so(ada: Crm, typed: list[str], why: str):
    ada("remind", "ada", "x", "--on", "2026-12-20")
    ada("remind", "ada", "y", "--on", "2026-11-20")
    ada("snooze", "r2", "2026-11-30")
    ada("add", "Bo", "-b", "1-10")
    ada("issue", "bo", "late parcel")
    ada("mention", "i1")
    batches = ada.json("undo", "--list")
    assert ada("snooze", *typed).err.startswith(f"crm: {typed[0]} unchanged, {why}")
    assert ada.json("undo", "--list") == batches


def test_a_date_that_is_snoozed_for_longer_than_it_is_shown_says_so(ada: Crm):
    ada("edit", "c1", "-b", "11-25")
    assert ada("snooze", "o1", "2026-12-09").err.count("\n") == 1
    assert ada("snooze", "o1", "2026-12-10").err.splitlines()[1] == (
        "     It returns until Wed 9 Dec 2026, so after that only next year."
    )


def test_a_birthday_that_was_snoozed_past_its_days_returns_for_some_days(ada: Crm):
    ada("done", "c1")
    ada("add", "Jan", "-b", "11-23")
    ada("snooze", "o1", "1w")
    for day, rows in (
        ("2026-11-29", []), ("2026-11-30", ["o1"]), ("2026-12-05", ["o1"]), ("2026-12-06", []),
    ):  # fmt: skip
        assert _on(ada, day) == rows
        assert ("Belated" in ada("show", "jan").out) is bool(rows)
    ada.on("2026-12-01")
    again = ada("snooze", "o1", "4d")
    assert again.err == "crm: o1 snoozed until Sat 5 Dec 2026 · Jan, birthday on Mon 23 Nov 2026\n"
    assert _on(ada, "2026-12-05") == ["o1"]
    ada("done", "c2")
    assert _due(ada) == []


def test_a_date_far_ahead_cannot_be_greeted_yet(ada: Crm):
    ada("add", "Bo", "-b", "1-10")
    result = ada.run("done", "o1")
    assert (result.code, result.err) == (
        5,
        "crm: o1 is the birthday of Bo on Sun 10 Jan 2027: it can be done from 31 days before."
        " Nothing was changed.\n",
    )
    ada.on("2026-12-10")
    ada("done", "o1")
    assert _on(ada, "2027-01-10") == ["c1"]


def test_the_code_of_a_date_is_taken_by_every_command(ada: Crm):
    ada("edit", "c1", "-b", "1980-11-25")
    assert ada("show", "o1").out == ada("show", "c1").out
    ada("log", "o1", "her new address")
    ada("edit", "o1", "-o", "Acme")
    assert ada.json("show", "o1")["organization"] == "Acme"
    assert "o1 added" in ada("history", "o1").out
    asked = ada.run("rm", "o1")
    assert (asked.code, asked.err) == (
        2, "crm: To delete birthday 25 Nov 1980 of Ada (o1), add --yes. Nothing was changed.\n"
        "     On a terminal, crm asks instead.\n",
    )  # fmt: skip
    ada("rm", "o1", "--yes")
    assert ada.json("show", "ada")["birthday"] is None
    ada("undo", "o1")
    assert ada.json("show", "ada")["birthday"] == "1980-11-25"
    assert ada.run("show", "o9").err == "crm: There is no o9.\n"


# ── the clock of a rhythm ────────────────────────────────────────────────────────────────


def test_a_rhythm_is_restarted_by_a_log_and_not_by_a_remark(ada: Crm):
    assert ada("log", "ada", "-k", "note", "she moved").err.endswith(
        "     Ada was due Mon 16 Nov 2026, 7 days late.\n"
    )
    assert _due(ada) == ["c1"]
    assert ada("log", "ada", "hi", "--at", "2026-11-20").err.endswith(
        "     Ada is next due Fri 18 Dec 2026.\n"
    )
    assert _due(ada) == []
    assert _on(ada, "2026-12-17") == []
    assert _on(ada, "2026-12-18") == ["c1"]


def test_an_older_touch_does_not_turn_the_clock_back(ada: Crm):
    ada("log", "ada", "hi")
    ada("log", "ada", "hi", "--at", "2026-06-01")
    assert ada.json("show", "ada")["last_touch"] == "2026-11-23"


def test_a_gesture_that_was_planned_is_one_when_it_is_done(crm: Crm):
    crm("add", "Ada Lovelace", "-b", "10 Dec")
    planned = crm.json("remind", "ada", "gift: brass compass", "--on", "2 weeks before birthday")
    assert planned["on"] == "2026-11-26"
    assert crm.json("log") == []
    done = crm.json("done", planned["id"])
    assert done["logged"] == "n1"
    [note] = crm.json("log")
    assert (note["kind"], note["text"]) == ("gift", "brass compass")
    crm("done", planned["id"])  # once more changes nothing
    assert len(crm.json("log")) == 1
    crm("undo")
    assert crm.json("log") == []
    assert crm.json("show", planned["id"])["done_at"] is None
    plain = crm("remind", "ada", "buy a gift: a compass", "--on", "1w").id
    crm("done", plain)
    assert crm.json("log") == []
