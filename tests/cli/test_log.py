"""`crm log`: a note on one or several people."""

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


_ADA = {
    "id": "c1", "name": "Ada Lovelace", "nicknames": [], "emails": [], "phones": [], "tags": [],
}  # fmt: skip


def _note(**differing: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "id": "n1", "kind": "talk", "at": "2026-11-23", "text": "Lunch at Roma",
        "contacts": [_ADA], "tags": [], "mood": None,
    }  # fmt: skip
    return usual | differing


# ── what it says ─────────────────────────────────────────────────────────────────────────


def test_a_note_is_one_code_on_stdout_and_kind_people_day_on_stderr(ada: Crm):
    result = ada("log", "ada", "Talked", "at", "Roma")
    assert result.out == "n1\n"
    assert result.err == "crm: talk with Ada Lovelace (c1), Mon 23 Nov 2026\n"
    assert ada.json("log") == [_note(text="Talked at Roma")]


def test_the_echo_names_the_next_touch_and_what_waits_to_be_mentioned(ada: Crm):
    ada("add", "Grace", "--every", "2w")
    ada("issue", "grace", "Broken frame")
    ada("issue", "grace", "Late parcel", "--at", "2026-11-01")
    ada("resolve", "i2", "refunded")
    ada("add", "Bo", "--every", "2w", "--do-not-contact")
    assert "next due" not in ada("log", "bo", "Lunch").err  # today does not ask for it
    assert ada("log", "ada,grace", "All is well").err == (
        "crm: talk with Ada Lovelace (c1), Grace (c2), Mon 23 Nov 2026\n"
        "     Grace is next due Mon 7 Dec 2026.\n"
        "     Not yet mentioned: i1 “Broken frame” (open)\n"
        "     Not yet mentioned: i2 “Late parcel” (resolved)\n"
    )


def test_made_with_json_it_prints_the_note(ada: Crm):
    assert ada.json("log", "ada", "Lunch at Roma") == _note(created=True, batch="b2", kind_by=None)


def test_everything_a_note_can_carry_is_kept(ada: Crm):
    ada("issue", "ada", "Broken frame")
    told = ada.json(
        "log", "ada", "Wants #prints", "-k", "call", "-a", "2026-11-20 09:30", "-t", "vip",
        "-t", "#urgent", "--mood", "-2", "--mentions", "i1", "--fact", "coffee=flat white",
        "--fact", "daughter=Ida", "-f", "2026-12-01 15:00: send the quote", "--key", "k",
    )  # fmt: skip
    assert told == _note(
        kind="call", at="2026-11-20T09:30", text="Wants #prints", mood=-2, created=True,
        tags=["prints", "vip", "urgent"], batch="b3", kind_by=None,
    )  # fmt: skip
    shown = ada.json("show", "ada")
    assert shown["facts"] == {"coffee": "flat white", "daughter": "Ida"}
    assert shown["tags"] == []
    assert shown["issues"][0]["mentioned"] == "2026-11-20"
    [later] = shown["reminders"]
    assert (later["text"], later["on"], later["time"], later["note"]) == (
        "send the quote", "2026-12-01", "15:00", "n1",
    )  # fmt: skip


def test_the_long_options_are_twins_of_the_short_ones(ada: Crm):
    long = ada.json(
        "log", "ada", "Lunch at Roma", "--kind", "call", "--at", "yesterday", "--tag", "x",
        "--follow-up", "friday",
    )  # fmt: skip
    short = ada.json(
        "log", "ada", "Lunch at Roma", "-k", "call", "-a", "yesterday", "-t", "x", "-f", "friday"
    )
    assert long | {"id": "n2", "batch": "b3"} == short


def test_a_newer_fact_takes_the_place_of_the_older_one(ada: Crm):
    ada("log", "ada", "x", "--fact", "coffee=black")
    ada("log", "ada", "x", "--fact", "coffee=flat white")
    assert ada.json("show", "ada")["facts"] == {"coffee": "flat white"}


def test_without_arguments_it_lists_the_last_twenty_newest_first(ada: Crm):
    for n in range(21):
        ada("log", "ada", f"note {n}", "--at", f"2026-11-{n + 1:02}")
    listed = ada.json("log")
    assert [each["text"] for each in listed] == [f"note {n}" for n in range(20, 0, -1)]
    assert ada("log").out.splitlines()[0].split() == (
        ["Sat", "21", "Nov", "talk", "Ada", "Lovelace:", "note", "20", "n21"]
    )


# ── stdin ────────────────────────────────────────────────────────────────────────────────


def test_stdin_is_taken_letter_for_letter(ada: Crm):
    ada("add", "Mary")
    text = "call: #one +two @mary\r\n\tline two  end"
    ada("log", "ada", "-", stdin=f"\ufeff  {text}\n\n")
    assert ada.json("log") == [_note(text=text)]


@for_each(
    ("data", "sentence"),
    [
        (b"", "The note is empty."),
        (b" \n", "The note is empty."),
        (b"caf\xe9", "stdin is not valid UTF-8 text."),
        (b"a\0b", "The note “a\\x00b” is not valid text (UTF-8 without NUL)."),
    ],
    afresh=True,
)
def test_a_stdin_that_is_no_text_is_refused(ada: Crm, data: bytes, sentence: str):
    result = ada.run("log", "ada", "-", stdin=data)
    assert (result.code, result.out, result.err) == (2, "", f"crm: {sentence}\n")
    assert ada.json("log") == []


def test_a_note_of_a_megabyte_is_kept_whole(ada: Crm):
    text = "Zażółć gęślą jaźń. " * 50_000
    ada("log", "ada", "-", stdin=text)
    assert ada.json("log")[0]["text"] == text.strip()


# ── days ─────────────────────────────────────────────────────────────────────────────────


@for_each("option", ["--at", "--on", "--until", "-a"], afresh=True)
def test_logs_look_to_the_past_by_whichever_option(ada: Crm, option: str):
    result = ada("log", "ada", "x", option, "friday")
    assert result.err == "crm: talk with Ada Lovelace (c1), Fri 20 Nov 2026\n"


@for_each(
    ("typed", "at"),
    [
        ("2026-11-20", "2026-11-20"), ("2026-11-20 15:00", "2026-11-20T15:00"),
        ("2026-11-20T15:00", "2026-11-20T15:00"), ("17.11.", "2026-11-17"),
        ("3.12.", "2025-12-03"), ("3.12.2020", "2020-12-03"), ("2w", "2026-11-09"),
        ("yesterday", "2026-11-22"), ("mon", "2026-11-16"), ("10 nov", "2026-11-10"),
        ("3 days ago", "2026-11-20"),
    ],
    afresh=True,
)  # fmt: skip
def test_the_day_of_a_note(ada: Crm, typed: str, at: str):
    assert ada.json("log", "ada", "x", "--at", typed)["at"] == at


def test_the_echo_says_the_time_where_one_was_said(ada: Crm):
    assert ada("log", "ada", "x", "--at", "yesterday 15:30", "-f", "fri 9:00").err == (
        "crm: talk with Ada Lovelace (c1), Sun 22 Nov 2026 15:30\n"
        "     r1 “x” · Fri 27 Nov 2026 09:00\n"
    )


@for_each(
    ("typed", "text", "on"),
    [
        ("friday", "Send the quote", "2026-11-27"),
        ("friday:", "Send the quote", "2026-11-27"),
        ("2w: call back", "call back", "2026-12-07"),
        ("fri 15:00: call back", "call back", "2026-11-27"),
        ("2026-12-01 15:00", "Send the quote", "2026-12-01"),
        ("friday: at 15:00: sharp", "at 15:00: sharp", "2026-11-27"),
    ],
    afresh=True,
)
def test_a_follow_up_has_its_own_words_or_the_first_sentence(
    ada: Crm, typed: str, text: str, on: str
):
    ada("log", "ada", "Send the quote. She waits for it.", "-f", typed)
    [made] = ada.json("remind")
    assert (made["text"], made["on"], made["note"]) == (text, on, "n1")


# ── keys ─────────────────────────────────────────────────────────────────────────────────


def test_a_key_gives_the_same_note_again_whatever_else_is_said(ada: Crm):
    first = ada.json("log", "ada", "Lunch", "--key", "k")
    again = ada.json("log", "nobody", "Dinner", "-f", "friday", "--key", "k")
    assert again == first | {"created": False, "batch": None}
    assert ada("log", "ada", "x", "--key", "k").err == (
        "crm: talk with Ada Lovelace (c1), Mon 23 Nov 2026 (already exists)\n"
    )
    assert (len(ada.json("log")), ada.json("remind")) == (1, [])


# ── what is refused ──────────────────────────────────────────────────────────────────────


@for_each(
    ("typed", "sentence"),
    [
        ([], "The note is empty."),
        ([""], "The note is empty."),
        ([" ", "\t"], "The note is empty."),
        (["-e"], "The editor needs a terminal."),
        (["x", "-e"], "The editor needs a terminal."),
        (["x", "-k", "me"], "“me” could be message, meeting."),
        (["x", "--mood", "3"], "The mood is a whole number from -2 to 2, not “3”."),
        (["x", "--mood", "good"], "The mood is a whole number from -2 to 2, not “good”."),
        (["x", "--mood", ""], "The mood is a whole number from -2 to 2, not “”."),
        (["x", "-t", ""], "The tag is empty."),
        (["x", "--fact", "coffee"], "“coffee” is not a fact."),
        (["x", "--key", " "], "The key is empty."),
        (["x", "-a", "1 nov", "--on", "friday"], "Two dates were given: 1 nov and friday."),
        (["x", "-a", "tomorrow"], "2026-11-24 is in the future."),
        (["x", "-f", "foo: bar"], "“foo: bar” is not clearly a date."),
        (["x", "-f", ""], "“” is not clearly a date."),
        (["x", "--mentions", "c1"], "“c1” is not a valid code here. Expected i… (issue)."),
    ],
    afresh=True,
)  # fmt: skip
def test_what_cannot_be_read_is_refused_and_nothing_is_saved(
    ada: Crm, typed: list[str], sentence: str
):
    result = ada.run("log", "ada", *typed)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0] == f"crm: {sentence}"
    assert (ada.json("log"), ada.json("remind")) == ([], [])


def test_an_unknown_kind_is_refused_with_a_list_of_the_kinds(ada: Crm):
    for typed in ("foo", ""):
        result = ada.run("log", "ada", "x", "-k", typed)
        assert (result.code, result.err) == (
            2,
            f"crm: “{typed}” is not a kind of note.\n"
            "     The kinds are talk, call, email, message, meeting, visit, support, "
            "social, thanks, gift, greeting, intro, favour, apology, "
            "attempt, note.\n",
        )


def test_an_issue_that_is_not_there_keeps_the_note_from_being_saved(ada: Crm):
    result = ada.run("log", "ada", "x", "-f", "friday", "--mentions", "i9")
    assert (result.code, result.err) == (3, "crm: There is no issue i9.\n")
    assert (ada.json("log"), ada.json("remind")) == ([], [])
