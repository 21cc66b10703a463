"""The past day that a typed note says it is about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Crm
from tinycrm.services.typed.note_words import read_words

# The day of the tests is Monday 23 November 2026.
LABELS = [
    ("yesterday: met at the fair", "2026-11-22", "met at the fair"),
    ("Yesterday - coffee with her", "2026-11-22", "coffee with her"),
    ("last night: dinner", "2026-11-22", "dinner"),
    ("the day before yesterday: rang twice", "2026-11-21", "rang twice"),
    ("3 days ago: saw the workshop", "2026-11-20", "saw the workshop"),
    ("last friday: visit to the shop", "2026-11-20", "visit to the shop"),
    ("today: phoned", "2026-11-23", "phoned"),
    ("this morning: phoned", "2026-11-23", "phoned"),
    ("yesterday 15:00: phoned", "2026-11-22", "phoned"),
    ("2026-11-20: called about the fair", "2026-11-20", "called about the fair"),
    ("2025-12-03: sent the quote", "2025-12-03", "sent the quote"),
    ("20.11.: visited", "2026-11-20", "visited"),
    ("20.11.2025: visited", "2025-11-20", "visited"),
    ("20 Nov - phoned her", "2026-11-20", "phoned her"),
    ("Nov 20, 2025: met her", "2025-11-20", "met her"),
]
NO_LABELS = [
    "friday: send the quote", "tomorrow: call her", "today's order: two bags", "12:30 lunch",
    "last week: she was ill", "the last one: too small", "yesterday:", "last but not least: paid",
    "a month ago: bought bags", "gestern: Anruf", "in 3 days: call",
    "2027-01-05: call her", "3 Dec: send the quote", "3.12.: send the quote", "1.5: new version",
    "15:00: call", "12 - red", "31.2.: paid", "2026: a good year", "Order 12 Nov: sent",
]  # fmt: skip
LIKELY = [
    ("Yesterday we met at the fair", "2026-11-22"),
    ("called her yesterday about the proofs. She is happy", "2026-11-22"),
    ("Had lunch with him 2 days ago", "2026-11-21"),
    ("call: last friday she was ill", "2026-11-20"),
    ("yesterday she moved", "2026-11-22"),
    ("On Friday I called the bank", "2026-11-20"),
    ("fri: called the bank", "2026-11-20"),
    ("On tues called the bank", "2026-11-17"),
    ("Saturday: visited the workshop", "2026-11-21"),
]
UNLIKELY = [
    "his dog died yesterday", "asked about yesterday's delivery", "Met her. Yesterday was bad",
    "phoned, the last one was wrong", "called her last week", "send the quote by friday",
    "On Monday she starts at the bank", "Thursday lunch with Anna", "met her on Friday",
    "Friday: call her", "note: she was ill yesterday", "wants what she had a week ago",
]  # fmt: skip


def test_a_label_names_the_day_and_is_no_part_of_the_text(crm: Crm):
    read = [(text, read_words(text)) for text, _, _ in LABELS]
    said = [(text, str(words.day and words.day.when.day), words.text) for text, words in read]
    assert said == LABELS
    assert [text for text in NO_LABELS if read_words(text).day] == []


def test_words_without_a_label_only_make_a_day_likely(crm: Crm):
    read = [(text, read_words(text)) for text, _ in LIKELY]
    assert all(words.day is None and text.endswith(words.text) for text, words in read)
    likely = [(text, str(w.likely_day and w.likely_day.when.day)) for text, w in read]
    assert likely == LIKELY
    assert [text for text in (*UNLIKELY, *NO_LABELS[:2]) if read_words(text).likely_day] == []


@given(
    st.text(max_size=40)
    | st.sampled_from(["yesterday: ", "3 days ago - ", "last ", "ago "]).flatmap(
        lambda start: st.text(max_size=30).map(lambda rest: f"{start}{rest}")
    )
)
def test_any_text_is_read_and_only_a_label_is_cut(text: str):
    assert text.strip().endswith(read_words(text, "talk").text)


def test_log_takes_the_day_of_a_label_and_says_so(crm: Crm):
    crm("add", "Ada", "--every", "4w")
    logged = crm("log", "ada", "yesterday: call: wants bags")
    assert "call with Ada (c1), Sun 22 Nov 2026" in logged.err
    assert "Its day was read from “yesterday”." in logged.err
    [note] = crm.json("log")
    assert (note["at"], note["kind"], note["text"]) == ("2026-11-22", "call", "wants bags")
    assert "read from" not in crm("log", "ada", "today: all well").err


def test_a_likely_day_is_offered_as_the_line_that_changes_it(crm: Crm):
    crm("add", "Ada")
    logged = crm("log", "ada", "Called her yesterday")
    assert "If it is about “yesterday”: crm edit n1 --at 2026-11-22" in logged.err
    crm("edit", "n1", "--at", "2026-11-22")
    assert crm.json("log")[0]["at"] == "2026-11-22"


def test_a_day_that_was_given_wins_and_the_text_stays_whole(crm: Crm):
    crm("add", "Ada")
    logged = crm("log", "ada", "yesterday: met her", "-a", "2026-11-10")
    assert "yesterday" not in logged.err
    [note] = crm.json("log")
    assert (note["at"], note["text"]) == ("2026-11-10", "yesterday: met her")


def test_a_row_that_is_done_with_words_takes_their_day(crm: Crm):
    crm("add", "Ada")
    crm("remind", "ada", "call her", "--on", "2026-11-23")
    crm("done", "r1", "yesterday: phoned her")
    [note] = crm.json("log")
    assert (note["at"], note["text"]) == ("2026-11-22", "phoned her")
