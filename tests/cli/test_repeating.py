"""Reminders that come back: on which day, and never twice."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.rows import for_each


@pytest.fixture
def ada(crm: Crm) -> Crm:
    crm("add", "Ada")
    return crm


def _waiting(crm: Crm) -> list[tuple[str, str]]:
    return [(each["id"], each["on"]) for each in crm.json("remind")]


def _comes_back(crm: Crm, *done: str) -> list[str]:
    """Tick off whatever waits on each day in turn; return the days it then waits for."""
    days = []
    for day in done:
        crm.on(day)
        ((own, _),) = _waiting(crm)
        crm("done", own)
        days.append(_waiting(crm)[0][1])
    return days


def test_it_is_said_when_it_comes_back(ada: Crm):
    ada.on("2027-01-31")
    made = ada("remind", "ada", "pay", "--on", "2027-01-31", "--every", "1m", "--fixed")
    assert (made.out, made.err) == (
        "r1\n",
        "crm: Ada (c1), Sun 31 Jan 2027, every month on the last day · pay\n",
    )
    done = ada("done", "r1")
    assert (done.out, done.err) == (
        "r2\n", "crm: r1 done · Ada, pay\n     again Sun 28 Feb 2027: r2\n",
    )  # fmt: skip


@for_each(
    ("start", "every", "done", "back"),
    [
        ("2027-01-31", "1m",
         "2027-01-31 2027-02-28 2027-03-31", "2027-02-28 2027-03-31 2027-04-30"),
        ("2028-01-31", "1m",
         "2028-01-31 2028-02-29 2028-04-05", "2028-02-29 2028-03-31 2028-04-30"),
        ("2028-02-29", "1y",
         "2028-02-29 2029-02-28 2031-03-01", "2029-02-28 2030-02-28 2032-02-29"),
        ("2027-01-01", "1w",
         "2027-01-02 2027-03-10 2027-03-10", "2027-01-08 2027-03-12 2027-03-19"),
        ("2026-11-30", "3m", "2026-12-01 2027-02-28", "2027-02-28 2027-05-30"),
    ],
    afresh=True,
)  # fmt: skip
def test_a_fixed_one_keeps_its_days_and_the_ends_of_its_months(
    ada: Crm, start: str, every: str, done: str, back: str
):
    ada("remind", "ada", "pay", "--on", start, "--every", every, "--fixed")
    assert _comes_back(ada, *done.split()) == back.split()


@for_each(
    ("start", "every", "done", "back"),
    [
        ("2027-01-31", "1m", "2027-01-31 2027-03-10", "2027-02-28 2027-03-31"),
        ("2027-01-30", "month", "2027-01-30 2027-02-28", "2027-02-28 2027-03-30"),
        ("end of november", "month", "2026-11-30 2027-01-02", "2026-12-31 2027-01-31"),
        ("2026-12-08", "2nd tuesday", "2026-12-10 2027-01-10", "2027-01-12 2027-02-09"),
        ("2026-11-20", "4w", "2026-11-23 2026-12-30", "2026-12-21 2027-01-27"),
        ("2026-12-24", "1y", "2026-12-20", "2027-12-24"),
    ],
    afresh=True,
)
def test_any_other_counts_from_the_day_it_was_done_and_a_month_keeps_its_day(
    ada: Crm, start: str, every: str, done: str, back: str
):
    ada("remind", "ada", "call", "--on", start, "--every", every)
    assert _comes_back(ada, *done.split()) == back.split()


@for_each("fixed", [(), ("--fixed",)], afresh=True)
def test_done_twice_on_one_day_it_has_one_successor(ada: Crm, fixed: tuple[str, ...]):
    ada("remind", "ada", "call", "--on", "2026-11-23", "--every", "1w", *fixed)
    ada("done", "r1")
    batches = ada.json("undo", "--list")
    again = ada("done", "r1")
    assert (again.out, again.err) == ("r1\n", "crm: r1 done · Ada, call\n")
    assert _waiting(ada) == [("r2", "2026-11-30")]
    assert ada.json("undo", "--list") == batches


@for_each("fixed", [(), ("--fixed",)], afresh=True)
def test_what_was_missed_while_away_comes_back_once(ada: Crm, fixed: tuple[str, ...]):
    ada("remind", "ada", "call", "--on", "2026-11-23", "--every", "1w", *fixed)
    ada.on("2027-01-04")
    assert [each["id"] for each in ada.json("today")["follow_ups"]] == ["r1"]
    ada("done", "r1")
    assert ada.json("today")["follow_ups"] == []
    assert _waiting(ada) == [("r2", "2027-01-11")]


def test_one_undo_takes_the_tick_and_the_successor_back(ada: Crm):
    ada("remind", "ada", "call", "--on", "2026-11-23", "--every", "1w")
    before = ada("export").out
    ada("done", "r1")
    ada("undo")
    assert ada("export").out == before
    assert ada("done", "r1").out == "r3\n"  # no code is ever given twice


@for_each(
    ("start", "moved", "done", "back"),
    [
        ("2027-01-31", "2027-03-05", "2027-03-05 2027-04-05", "2027-04-05 2027-05-05"),
        ("2027-01-05", "2027-03-31", "2027-03-31 2027-04-30", "2027-04-30 2027-05-31"),
    ],
    afresh=True,
)
def test_a_fixed_one_that_was_moved_goes_on_from_its_new_day(
    ada: Crm, start: str, moved: str, done: str, back: str
):
    ada("remind", "ada", "pay", "--on", start, "--every", "1m", "--fixed")
    _comes_back(ada, start)
    ada("edit", "r2", "--on", moved)
    assert _comes_back(ada, *done.split()) == back.split()


def test_a_snooze_moves_no_fixed_day(ada: Crm):
    ada("remind", "ada", "pay", "--on", "2026-11-23", "--every", "1m", "--fixed")
    ada("snooze", "r1", "2026-11-27")
    assert _comes_back(ada, "2026-11-27") == ["2026-12-23"]


def test_a_day_of_every_month_needs_no_first_date(ada: Crm):
    made = ada("remind", "me", "board meeting", "--every", "last friday")
    assert (
        made.err == "crm: (me), Fri 27 Nov 2026, every month on the last Friday · board meeting\n"
    )
    [shown] = ada.json("remind")
    assert (shown["on"], shown["every"], shown["every_on"]) == ("2026-11-27", "1m", "Lfri")
    assert "every month on the last Friday" in ada("show", "r1").out
    for every in ("1y on the 5th", "1m", "2w"):
        refused = ada.run("remind", "me", "board meeting", "--every", every)
        assert (refused.code, refused.err.splitlines()[0]) == (2, "crm: The date is missing.")


def test_the_first_date_of_a_weekday_may_be_any(ada: Crm):
    ada("remind", "ada", "call", "--on", "2026-12-03", "--every", "2nd tuesday")
    assert _waiting(ada) == [("r1", "2026-12-03")]
    assert _comes_back(ada, "2026-12-03", "2026-12-08") == ["2026-12-08", "2027-01-12"]


def test_a_cadence_has_no_day_to_keep(ada: Crm):
    for typed in (["add", "Bo", "--every", "2nd tuesday"], ["edit", "ada", "--every", "eom"]):
        refused = ada.run(*typed)
        assert refused.code == 2
        assert ada.json("list")[0]["every"] is None
    assert refused.err == (
        "crm: c1 is a contact: it has no day of the month to keep. Nothing was changed.\n"
    )


def test_moved_once_a_weekday_of_the_month_stays(ada: Crm):
    ada("remind", "ada", "call", "--every", "2nd tuesday")
    ada("edit", "r1", "--on", "2026-12-10")
    assert _comes_back(ada, "2026-12-10") == ["2027-01-12"]
    ada("edit", "r2", "--on", "2027-01-13", "--every", "1m on the 15th")
    assert _comes_back(ada, "2027-01-13") == ["2027-01-15"]


@for_each(("first", "kept"), [("2027-01-31", "31"), ("2027-01-30", "30")])
@for_each("fixed", [0, 1], afresh=True)
def test_one_of_an_older_store_learns_its_day_when_it_is_done(
    ada: Crm, first: str, kept: str, fixed: int
):
    ada("remind", "ada", "pay", "--on", first, "--every", "1m")
    with closing(ada.db()) as db, db:
        db.execute("UPDATE reminder SET every_on = NULL, fixed = ?", (fixed,))
    assert "every month" in ada("remind").out
    assert _comes_back(ada, first, "2027-02-28") == ["2027-02-28", f"2027-03-{kept}"]
    assert ada.json("remind")[0]["every_on"] == kept


def test_the_history_says_the_day_it_keeps(ada: Crm):
    ada("remind", "ada", "pay", "--on", "2026-11-30", "--every", "1m")
    ada("edit", "r1", "--on", "end of month")
    shown = ada("history", "r1").out
    assert "1m on the 30th" in shown
    assert "1m on the last day" in shown


# ── the same reminder, done twice ────────────────────────────────────────────────────────


@pytest.fixture
def weekly(ada: Crm) -> Crm:
    ada("remind", "ada", "call", "--on", "2026-11-23", "--every", "1w")
    return ada


def _uids(crm: Crm) -> list[str]:
    records = map(json.loads, crm("export").out.splitlines())
    return [each["uid"] for each in records if each["record"] == "reminder"]


def test_done_in_two_copies_of_a_store_it_is_followed_by_one_and_the_same(
    weekly: Crm, tmp_path: Path
):
    copy = tmp_path / "other machine"
    shutil.copytree(weekly.home, copy)
    weekly("done", "r1")
    here = _uids(weekly)
    weekly.env(CRM_HOME=str(copy))
    weekly("done", "r1")
    assert _uids(weekly) == here
    assert len(set(here)) == 2
    weekly("undo")
    weekly.on("2026-11-24")
    weekly("done", "r1")
    assert _uids(weekly)[1] != here[1]  # another day, another reminder


def test_done_again_after_an_undo_it_is_the_same_too(weekly: Crm):
    weekly("done", "r1")
    before = _uids(weekly)
    weekly("undo")
    weekly("done", "r1")
    assert _uids(weekly) == before
    refused = weekly.run("undo", "b4")  # to bring the first one back would make two of it
    assert (refused.code, _uids(weekly)) == (5, before)


@pytest.mark.parametrize(
    "brought",
    [
        "UPDATE reminder SET done_at = NULL WHERE id = 1",
        "UPDATE reminder SET done_at = CASE id WHEN 2 THEN created_at END, follows_id = NULL",
    ],
    ids=["the next one waits", "the next one is done and follows nothing"],
)
def test_the_next_one_that_another_program_has_brought_is_kept_as_it_is(weekly: Crm, brought: str):
    weekly("done", "r1")
    with closing(weekly.db()) as db:
        db.execute(brought)
        db.commit()
    before = _uids(weekly)
    assert weekly("done", "r1").out == "r2\n"
    assert _uids(weekly) == before
    weekly("undo")
    assert _uids(weekly) == before
