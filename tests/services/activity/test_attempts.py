"""Attempts: nobody answered. They are no touch, and today and the card say that somebody tried."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each
from tinycrm.services.activity.attempts import Tries, find_tries, say_tried
from tinycrm.services.briefing.briefing import read_briefing
from tinycrm.services.briefing.profile import read_profile
from tinycrm.store import reading
from tinycrm.tui.briefing_rows import BriefingRow, items_of
from tinycrm.tui.card_lines import card_lines

TODAY = date(2026, 11, 23)


@pytest.fixture
@made_once
def ada(crm: Crm) -> Crm:
    """The program with Ada (c1), who is due, with an open reminder and an open issue."""
    crm.on("2026-10-19")
    crm("add", "Ada", "--every", "4w", "-b", "1986-11-23")
    crm("log", "ada", "Moving offices in December")
    crm.on("2026-11-23")
    crm("remind", "ada", "call about the paper", "--on", "2026-11-20")
    crm("issue", "ada", "Broken frame")
    return crm


def _rows(crm: Crm) -> list[str]:
    today = crm.json("today")
    rows = [*today["birthdays"], *today["follow_ups"], *today["issues"]]
    return [row["row"] for row in rows]


def _tried(crm: Crm) -> list[object]:
    today = crm.json("today")
    return [row["tried"] for key in ("birthdays", "follow_ups", "issues") for row in today[key]]


# ── the words ────────────────────────────────────────────────────────────────────────────


@for_each(
    ("times", "on", "said"),
    [
        (1, "2026-11-23", "tried today"),
        (1, "2026-11-22", "tried yesterday"),
        (2, "2026-11-20", "tried 3 days ago"),
        (3, "2026-11-22", "tried yesterday, third try without an answer"),
        (12, "2026-11-22", "tried yesterday, twelfth try without an answer"),
        (13, "2026-11-22", "tried yesterday, 13th try without an answer"),
        (21, "2026-11-22", "tried yesterday, 21st try without an answer"),
        (112, "2026-11-22", "tried yesterday, 112th try without an answer"),
    ],
)
def test_a_try_in_words(times: int, on: str, said: str):
    assert say_tried(Tries(times, date.fromisoformat(on)), TODAY) == said


# ── which ones count ─────────────────────────────────────────────────────────────────────


def test_tries_count_from_the_last_touch_on(ada: Crm):
    def tries() -> Tries | None:
        with reading() as db:
            return find_tries(db, [1], TODAY).get(1)

    assert tries() is None
    ada("log", "ada", "No answer", "-a", "2026-10-18")  # before the last touch
    assert tries() is None
    ada("log", "ada", "No answer", "-a", "2026-11-20")
    ada("log", "ada", "Prefers letters", "-k", "note")  # a remark is no touch
    ada("log", "ada", "Voicemail", "-a", "2026-11-22")
    assert tries() == Tries(2, date(2026, 11, 22))
    ada("log", "ada", "Called her", "-a", "2026-11-22")  # the same day, after the voicemail
    assert tries() is None
    ada("log", "ada", "No answer", "-a", "2026-11-22")  # and after that call
    assert tries() == Tries(1, date(2026, 11, 22))
    ada("log", "ada", "No answer", "-a", "2026-11-23 11:00")
    ada("log", "ada", "She called", "-a", "2026-11-23 10:00", "-k", "call")
    assert tries() == Tries(1, TODAY)
    ada("log", "ada", "Rang her", "-a", "2026-11-23 11:30")
    assert tries() is None


def test_a_briefing_of_a_past_day_knows_no_later_try(ada: Crm):
    ada("log", "ada", "No answer")
    assert ada.json("today", "--on", "2026-11-22")["follow_ups"][0]["tried"] is None


# ── today and the card ───────────────────────────────────────────────────────────────────


def test_each_row_of_theirs_says_when_they_were_tried(ada: Crm):
    rows = _rows(ada)
    assert _tried(ada) == [None] * 4
    ada("log", "ada", "Left a voicemail", "-a", "yesterday")
    assert _rows(ada) == rows == ["o1", "r1", "c1", "i1"]
    assert _tried(ada) == [{"times": 1, "on": "2026-11-22"}] * 4
    assert ada("today").out.count("tried yesterday") == 4
    assert "last: 19 Oct, talk" in ada("today").out  # the last note that says something
    assert "“Moving offices in December”" in ada("today").out
    assert " ".join(ada("today", "--plain").out.split()).count("Tried yesterday.") == 4
    assert "third try" not in ada("today").out


def test_the_third_try_says_so_when_it_is_logged_and_in_today(ada: Crm):
    for _ in range(2):
        assert "try without" not in ada("log", "ada", "No answer").err
    assert ada("log", "ada", "No answer").err.endswith("     The third try without an answer.\n")
    assert "tried today, third try without an answer" in ada("today").out
    assert "third try without an answer" in " ".join(ada("today", "--plain").out.split())
    assert "  Tried       today · third try without an answer\n" in ada("show", "ada").out
    assert ada.json("show", "ada")["tried"] == {"times": 3, "on": "2026-11-23"}
    ada("log", "ada", "Reached her")
    assert "Tried" not in ada("show", "ada").out
    assert "tried" not in ada("today").out


def test_the_screens_say_it_in_the_row_and_on_the_card(ada: Crm):
    for _ in range(3):
        ada("log", "ada", "Left a voicemail", "-a", "yesterday")
    with reading() as db:
        found = read_briefing(db, TODAY)
        card = card_lines(read_profile(db, 1, TODAY), TODAY, 80)
    rows = [each for each in items_of(found, 100) if isinstance(each, BriefingRow)]
    assert rows
    assert all("tried yesterday, third try" in row.what for row in rows)
    shown = ["".join(span.text for span in each.line).rstrip() for each in card]
    assert "Tried     Sun 22 Nov, yesterday · third try without an answer" in shown


# ── done ─────────────────────────────────────────────────────────────────────────────────


def test_done_with_no_answer_logs_it_and_leaves_the_rows(ada: Crm):
    rows = _rows(ada)
    result = ada("done", "r1", "no answer")
    assert (result.out, result.err) == (
        "r1\n",
        "crm: r1 stays open, nobody answered · Ada, call about the paper\n     logged as n2\n",
    )
    for row, words in (
        ("c1", "Called. Didn't pick up"),
        ("o1", "left a voicemail"),
        ("i1", "Tried to reach her"),
    ):
        said = ada("done", row, words).err
        assert said.startswith(f"crm: {row} unchanged, nobody answered · Ada, "), said
    assert "The fourth try without an answer." in said
    assert _rows(ada) == rows
    assert ada.json("show", "ada")["last_touch"] == "2026-10-19"
    assert [note["kind"] for note in ada.json("log")] == ["attempt"] * 4 + ["talk"]
    assert not ada.json("today")["birthdays"][0]["greeted"]


def test_done_with_no_answer_leaves_a_repeating_one_and_can_be_undone(ada: Crm):
    ada("remind", "ada", "weekly call", "--on", "2026-11-23", "--every", "1w")
    made = ada.json("done", "r2", "nobody picked up")
    assert (made["done_at"], made["successor"], made["logged"]) == (None, None, "n2")
    ada("undo")
    assert _tried(ada) == [None] * 5


# ── one note for several rows ────────────────────────────────────────────────────────────


def test_several_rows_of_one_person_are_one_note(ada: Crm):
    ada("add", "Ben")
    ada("remind", "ada", "send samples", "--on", "2026-11-21")
    ada("remind", "ben", "send samples", "--on", "2026-11-21")
    result = ada("done", "r1", "r2", "r3", "o1", "i1", "sent and said it all")
    assert result.err.count("logged as n2\n") == 4
    assert result.err.count("logged as n3\n") == 1
    ben, own, _ = ada.json("log")
    assert (ben["kind"], [each["id"] for each in ben["contacts"]]) == ("talk", ["c2"])
    assert (own["kind"], [each["id"] for each in own["contacts"]]) == ("greeting", ["c1"])
    assert ada.json("remind") == []
    assert ada.json("today")["birthdays"][0]["greeted"]
    ada("undo")
    assert len(ada.json("remind")) == 3


def test_a_row_of_a_contact_is_the_one_that_was_shown_before_the_note(ada: Crm):
    assert "c1 contacted" in ada("done", "r1", "c1", "Called her").err
    assert [note["text"] for note in ada.json("log")][:1] == ["Called her"]
    assert len(ada.json("log")) == 2
