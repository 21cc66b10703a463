"""`crm remind`: something to do, for somebody or for the owner, on a day."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Sit
from tests.conftest import Crm, made_once
from tests.rows import for_each


@pytest.fixture
@made_once
def ada(crm: Crm) -> Crm:
    """The program with Ada (c1) in it."""
    crm("add", "Ada")
    return crm


def _reminder(**differing: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "id": "r1", "text": "send the quote", "on": "2026-11-27", "time": None, "every": None,
        "every_on": None,
        "fixed": False, "snoozed_until": None, "done_at": None, "note": None,
        "contact": {
            "id": "c1", "name": "Ada", "nicknames": [], "emails": [], "phones": [], "tags": [],
        },
    }  # fmt: skip
    return usual | differing


def test_a_reminder_is_one_code_on_stdout_and_who_and_day_on_stderr(ada: Crm):
    result = ada("remind", "ada", "send", "the", "quote", "--on", "friday")
    assert (result.out, result.err) == ("r1\n", "crm: Ada (c1), Fri 27 Nov 2026 · send the quote\n")
    assert ada.json("remind") == [_reminder()]


def test_made_with_json_it_prints_the_reminder(ada: Crm):
    assert ada.json("remind", "ada", "send the quote", "--on", "friday") == _reminder(
        created=True, batch="b2"
    )


@for_each("me", ["me", "ME", " me "], afresh=True)
def test_me_is_the_owner_and_no_contact(ada: Crm, me: str):
    ada("add", "Me", "--force")
    result = ada("remind", me, "VAT return", "--on", "2026-12-01")
    assert result.err == "crm: (me), Tue 1 Dec 2026 · VAT return\n"
    assert ada.json("remind")[0]["contact"] is None


def test_the_echo_says_time_rhythm_and_what_is_late_already(ada: Crm):
    said = ada("remind", "ada", "x", "--on", "2026-11-20 15:00", "--every", "3m")
    assert (
        said.err
        == "crm: Ada (c1), Fri 20 Nov 2026 15:00, every 3 months on the 20th, already late · x\n"
    )


@for_each("option", ["--on", "--at", "-a", "--until"], afresh=True)
def test_reminders_look_to_the_future_by_whichever_option(ada: Crm, option: str):
    assert ada.json("remind", "ada", "x", option, "mon")["on"] == "2026-11-30"


@for_each(
    ("typed", "on"),
    [
        ("2026-12-01", "2026-12-01"), ("2026-12-01 15:00", "2026-12-01"), ("2w", "2026-12-07"),
        ("10d", "2026-12-03"), ("end of month", "2026-11-30"), ("17.11.", "2027-11-17"),
        ("3.12.2026", "2026-12-03"), ("3.12.", "2026-12-03"), ("29.2.", "2028-02-29"),
        ("friday", "2026-11-27"), ("fri", "2026-11-27"), ("eom", "2026-11-30"),
        ("next monday", "2026-11-30"), ("31", "2026-12-31"), ("31.10", "2027-10-31"),
        ("friday next week", "2026-12-04"), ("monday", "2026-11-30"), ("tomorrow", "2026-11-24"),
        ("in 3 days", "2026-11-26"), ("2026-11-01", "2026-11-01"), ("today", "2026-11-23"),
    ],
    afresh=True,
)  # fmt: skip
def test_the_day_of_a_reminder(ada: Crm, typed: str, on: str):
    assert ada.json("remind", "ada", "x", "--on", typed)["on"] == on


NO_DAYS = (
    "31 february", "30.2.", "2026-02-29", "3/4", "dec", "laughing out loud",
    "the 1st of nothing", "", " ", "someday", "friday-ish", "2026", "1.2.3.4", "99w99",
    "tomorrow and then", "32.1.", "2026-13-01",
)  # fmt: skip


@for_each(
    "command",
    [
        ["remind", "ada", "x", "--on"],
        ["log", "ada", "x", "--at"],
        ["log", "ada", "x", "-f"],
        ["issue", "ada", "x", "--at"],
        ["snooze", "c1"],
    ],
    afresh=True,
)
def test_what_is_not_clearly_a_day_is_refused_with_two_examples(ada: Crm, command: list[str]):
    for typed in NO_DAYS:
        result = ada.run(*command, typed)
        assert (result.code, result.out) == (2, "")
        first, second = result.err.splitlines()
        what = "may be day first or month first" if typed == "3/4" else "is not clearly a date"
        assert first == f"crm: “{typed}” {what}."
        assert second.startswith("     Write it like ")
        assert " or " in second
    assert [ada.json(verb) for verb in ("remind", "log", "issue")] == [[], [], []]
    assert ada.run("undo", "b2").code == 3


def test_the_owners_order_of_dates_reads_what_is_refused_without(ada: Crm):
    (ada.home / "config.toml").write_text('date_order = "MDY"\n')
    assert ada.json("remind", "ada", "x", "--on", "3/4")["on"] == "2027-03-04"


@for_each(
    ("typed", "sentence"),
    [
        (["ada", "x"], "The date is missing."),
        (["ada", "--on", "fri"], "The reminder is empty."),
        (["ada", " ", "--on", "fri"], "The reminder is empty."),
        (["ada", "x", "--on", "fri", "--at", "sat"], "Two dates were given: fri and sat."),
        (["ada", "x", "--on", "fri", "--every", "2x"], "“2x” is not an interval."),
        (["ada", "x", "--on", "fri", "--every", ""], "“” is not an interval."),
        (["ada", "x", "--on", "fri", "--fixed"], "--fixed needs --every."),
        (["ada", "x", "--on", "fri", "--key", ""], "The key is empty."),
    ],
    afresh=True,
)
def test_what_cannot_be_read_is_refused_and_nothing_is_saved(
    ada: Crm, typed: list[str], sentence: str
):
    result = ada.run("remind", *typed)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0] == f"crm: {sentence}"
    assert ada.json("remind") == []


def test_a_key_gives_the_same_reminder_again_whatever_else_is_said(ada: Crm):
    first = ada.json("remind", "ada", "x", "--on", "friday", "--key", "k")
    again = ada.json("remind", "nobody", "y", "--on", "2w", "--key", "k")
    assert again == first | {"created": False, "batch": None}
    assert ada("remind", "ada", "x", "--on", "fri", "--key", "k").err == (
        "crm: Ada (c1), Fri 27 Nov 2026 (already exists) · x\n"
    )
    assert len(ada.json("remind")) == 1


def test_without_arguments_it_lists_what_is_open_by_day(ada: Crm):
    ada("remind", "ada", "later", "--on", "2026-12-24", "--every", "1y")
    ada("remind", "me", "sooner", "--on", "2026-11-20")
    ada("remind", "ada", "done", "--on", "friday")
    ada("done", "r3")
    assert [each["id"] for each in ada.json("remind")] == ["r2", "r1"]
    assert [line.split() for line in ada("remind").out.splitlines()] == [
        ["(me)", "sooner", "Fri", "20", "Nov", "3", "days", "late", "r2"],
        ["Ada", "later", "·", "every", "year", "Thu", "24", "Dec", "in", "31", "days", "r1"],
    ]


# ── repeating ────────────────────────────────────────────────────────────────────────────


def test_a_repeat_counts_from_the_day_it_was_done_and_a_month_keeps_its_day(ada: Crm):
    ada("remind", "ada", "x", "--on", "2026-11-10", "--every", "4w")
    told = ada.json("done", "r1")
    assert told["done_at"] == "2026-11-23T12:00:00Z"
    assert (told["successor"]["id"], told["successor"]["on"]) == ("r2", "2026-12-21")
    ada("remind", "ada", "x", "--on", "2026-11-10", "--every", "1m")
    assert ada.json("done", "r3")["successor"]["on"] == "2026-12-10"


def test_a_fixed_repeat_counts_from_its_own_day_past_those_that_were_missed(ada: Crm):
    ada("remind", "ada", "x", "--on", "2026-08-31", "--every", "1m", "--fixed")
    assert ada.json("done", "r1")["successor"]["on"] == "2026-11-30"
    ada.on("2026-11-30")
    assert ada.json("done", "r2")["successor"]["on"] == "2026-12-31"


def test_a_phrase_for_two_days_is_refused_with_both(ada: Crm):
    for option in ("--on", "--at"):
        result = ada.run("remind", "ada", "x", option, "next friday")
        assert (result.code, result.err) == (
            2,
            "crm: “next friday” could be Fri 27 Nov 2026 or Fri 4 Dec 2026.\n"
            "     Write 2026-11-27 or 2026-12-04.\n",
        )
    assert ada.run("log", "ada", "x", "-f", "next friday: call").code == 2
    assert ada.json("remind") == []


def test_on_a_terminal_the_two_days_are_a_question(ada: Crm, terminal):
    screen = terminal("remind", "c1", "x", "--on", "next friday")
    screen.answer("Which one?", "2")
    assert screen.end() == 0
    assert ada.json("remind")[0]["on"] == "2026-12-04"


def test_a_bare_number_is_a_day_only_as_an_option(ada: Crm):
    ada("remind", "ada", "x", "--on", "30")
    assert ada.run("snooze", "r1", "30").code == 2
    ada("snooze", "r1", "--until", "30")
    assert ada.json("remind")[0]["snoozed_until"] == "2026-11-30"


@for_each(
    ("words", "text", "on"),
    [
        (["call", "tomorrow"], "call", "2026-11-24"),
        (["send the quote by friday"], "send the quote", "2026-11-27"),
        (["call", "in", "two", "weeks"], "call", "2026-12-07"),
        (["ask about the order of 3.12."], "ask about the order of", "2026-12-03"),
    ],
    afresh=True,
)
def test_without_an_option_the_day_is_the_last_of_the_words(
    ada: Crm, words: list[str], text: str, on: str
):
    made = ada.json("remind", "ada", *words)
    assert (made["text"], made["on"]) == (text, on)


@for_each("words", [["tomorrow"], ["call"], ["tomorrow", "call"]], afresh=True)
def test_without_a_day_after_words_the_date_is_missing(ada: Crm, words: list[str]):
    assert "The date is missing." in ada.run("remind", "ada", *words).err


def test_with_an_option_the_words_stay_whole(ada: Crm):
    made = ada.json("remind", "ada", "call tomorrow", "--on", "friday")
    assert (made["text"], made["on"]) == ("call tomorrow", "2026-11-27")


@for_each(
    "typed",
    ["thursday: call him", "thursday call him", "call him on thursday", "call him thursday"],
    afresh=True,
)
def test_a_follow_up_has_its_day_before_or_after_its_words(ada: Crm, typed: str):
    ada("log", "ada", "Talked", "-f", typed)
    assert [(each["text"], each["on"]) for each in ada.json("remind")] == [
        ("call him", "2026-11-26")
    ]


# ── several people ───────────────────────────────────────────────────────────────────────


def test_several_people_get_one_reminder_each_in_one_batch(ada: Crm):
    ada("add", "Ben")
    result = ada("remind", "ada,ben,", "me", "send", "the", "card", "--on", "friday")
    assert result.out == "r1\nr2\nr3\n"
    assert [line.split(",")[0] for line in result.err.splitlines()][:1] == ["crm: Ada (c1)"]
    whom = [each["contact"] and each["contact"]["id"] for each in ada.json("remind")]
    assert sorted(whom, key=str) == [None, "c1", "c2"]
    ada("undo")
    assert ada.json("remind") == []
    made = ada.json("remind", "ben,ada,ben", "send the card tomorrow")
    assert [(each["contact"]["id"], each["created"]) for each in made] == [
        ("c2", True),
        ("c1", True),
    ]
    assert len({each["batch"] for each in made}) == 1
    assert ada.json("remind", "ada", "x", "--on", "friday")["id"] == "r6"  # one is no array


def test_one_that_is_nobody_leaves_all_without_a_reminder(ada: Crm):
    assert ada.run("remind", "ada,nobody", "x", "--on", "friday").code == 3
    assert ada.run("remind", "ada,,me", "x", "--on", "friday").code == 2
    assert ada.json("remind") == []


def test_a_key_of_several_gives_the_same_ones_again(ada: Crm):
    ada("add", "Ben")
    first = ada("remind", "ada,ben", "x", "--on", "friday", "--key", "k")
    again = ada("remind", "ada,ben", "x", "--on", "friday", "--key", "k")
    assert first.out == again.out == "r1\nr2\n"
    assert again.err.count("(already exists)") == 2
    assert len(ada.json("remind")) == 2


def test_a_name_with_a_comma_is_one(ada: Crm):
    ada("add", "Acme, Inc.")
    assert ada("remind", "Acme, Inc.", "x", "--on", "friday").out == "r1\n"


def test_on_a_terminal_a_day_among_the_words_is_a_question_too(ada: Crm, terminal):
    screen = terminal("remind", "c1", "call", "next", "friday")
    screen.answer("none) ", "2")
    assert screen.end() == 0
    screen = terminal("log", "c1", "x", "-f", "call him next friday")
    screen.answer("none) ", "1")
    assert screen.end() == 0
    found = [(each["text"], each["on"]) for each in ada.json("remind")]
    assert found == [("call him", "2026-11-27"), ("call", "2026-12-04")]
    refused = ada.run("remind", "c1", "call", "next", "friday")
    assert (refused.code, "Write 2026-11-27 or 2026-12-04." in refused.err) == (2, True)


# ── days that count from a date of theirs ────────────────────────────────────────────────


def _due(crm: Crm, *argv: str) -> str:
    return crm("remind", *argv, "--json").json["on"]


def test_a_reminder_may_count_from_a_birthday_or_any_date_of_theirs(crm: Crm):
    crm("add", "Luis", "-b", "10 Dec", "-d", "anniversary=2011-05-14", "-d", "first order=3 July")
    assert _due(crm, "luis", "buy a gift", "--on", "1 week before birthday") == "2026-12-03"
    assert _due(crm, "luis", "buy a gift", "--on", "birthday") == "2026-12-10"
    assert _due(crm, "luis", "buy a gift", "--on", "3w before birthday") == "2027-11-19"  # to come
    assert _due(crm, "luis", "card", "--at", "the day before their anniversary") == "2027-05-13"
    assert _due(crm, "luis", "call", "--on", "2 days after First Order") == "2027-07-05"
    made = crm("remind", "luis", "buy", "a", "gift", "1", "week", "before", "his", "birthday")
    assert made.err == "crm: Luis (c1), Thu 3 Dec 2026 · buy a gift\n"
    again = crm.json("remind", "luis", "card", "--on", "1 week before birthday", "--every", "1y")
    assert (again["on"], again["every"]) == ("2026-12-03", "1y")


def test_of_several_people_each_has_a_day_of_their_own_or_none_is_reminded(crm: Crm):
    crm("add", "Luis", "-b", "10 Dec")
    crm("add", "Marta", "-b", "24 Dec")
    crm("remind", "luis,marta", "send a card", "--on", "1 week before birthday")
    assert [each["on"] for each in crm.json("remind")] == ["2026-12-03", "2026-12-17"]
    crm("add", "Bo", "-d", "wedding=1 May", "-d", "child=2 May", "-d", "child=3 June")
    for words, said, hint in (
        (("luis,bo", "card", "--on", "1 week before birthday"),
         "No birthday of Bo (c3) is stored.", 'To add it: crm edit c3 -b "10 Dec"'),
        (("bo", "card", "--on", "2 weeks before graduation"),
         "Bo (c3) has no date called “graduation”.", "Their dates: wedding, child."),
        (("luis", "card", "--on", "2 weeks before graduation"),
         "Luis (c1) has no date called “graduation”.", "Their dates: birthday."),
        (("bo", "card", "--on", "the day before child"),
         "Bo (c3) has several dates called “child”: 2 May and 3 Jun.",
         "Write the day: --on 2026-12-01"),
        (("me", "card", "--on", "1 week before birthday"),
         "“birthday” is a date of a contact, and me is none.",
         "Say who it is about, or write the day: --on 2w"),
    ):  # fmt: skip
        result = crm.run("remind", *words)
        assert (result.code, result.out, result.err) == (2, "", f"crm: {said}\n     {hint}\n")
    assert len(crm.json("remind")) == 2


def test_the_day_at_the_end_of_the_words_is_seen_and_the_rest_is_said(crm: Crm):
    crm("add", "Luis")
    result = crm("remind", "luis", "call", "tomorrow")
    assert result.err == "crm: Luis (c1), Tue 24 Nov 2026 · call\n"
    result = crm("issue", "luis", "invoice", "charged\ttwice")
    assert result.err == "crm: Luis (c1), open Mon 23 Nov 2026 · invoice charged twice\n"
    assert crm.run("remind", "luis", "ask about his birthday").code == 2


def test_next_wednesday_on_a_tuesday_is_refused_with_both_days_and_asked_on_a_terminal(
    crm: Crm, terminal: Sit
):
    crm.on("2026-11-24")
    crm("add", "Luis")
    both = "“next wednesday” could be Wed 25 Nov 2026 or Wed 2 Dec 2026."
    for words in (("call", "--on", "next wednesday"), ("call", "next", "wednesday")):
        result = crm.run("remind", "luis", *words)
        assert (result.code, result.out) == (2, "")
        assert result.err == f"crm: {both}\n     Write 2026-11-25 or 2026-12-02.\n"
        screen = terminal("remind", "luis", *words)
        screen.answer("Which one?", "2")
        assert screen.end() == 0
        assert "Luis (c1), Wed 2 Dec 2026 · call" in screen.text
    assert [each["on"] for each in crm.json("remind")] == ["2026-12-02", "2026-12-02"]
    crm("remind", "luis", "write", "--on", "2026-11-20")
    screen = terminal("snooze", "r3", "next wednesday")
    screen.answer("Which one?", "1")
    assert screen.end() == 0
    assert crm.json("show", "r3")["snoozed_until"] == "2026-11-25"
