"""Promises with a date, found in the words of a note."""

from __future__ import annotations

from datetime import date

import pytest

from tinycrm.services.activity.promises import find_promises

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("note", "text", "day"),
    [
        ("Promised to send the quote by Friday. #prints", "send the quote", "2026-11-27"),
        ("I'll call her tomorrow", "call her", "2026-11-24"),
        ("send the papers in two weeks", "send the papers", "2026-12-07"),
        ("Tomorrow I will write to Bob", "write to Bob", "2026-11-24"),
        ("She will pay on 3 December 2026.", "pay", "2026-12-03"),
        ("Ring him next monday", "Ring him", "2026-11-30"),
        ("We’ll meet at the end of the month", "meet", "2026-11-30"),
    ],
)
def test_a_promise_is_found_with_its_day(note: str, text: str, day: str):
    (found,) = find_promises(note, MONDAY)
    assert (found.text, found.when.day.isoformat()) == (text, day)


@pytest.mark.parametrize(
    "note",
    ["we sat down on Monday", "Ida is 7", "send 5 prints", "It was 2 weeks ago", "by and by", "",
     "in in in in the the the", "She moved last friday", "Ring him next tuesday",
     "Call her about 2.5 kg"],
)  # fmt: skip
def test_what_is_no_promise_is_left_alone(note: str):
    assert find_promises(note, MONDAY) == []


def test_there_are_at_most_three_and_a_long_note_is_read_at_once():
    note = "Call her by friday. Send it by tuesday. Ask him by 3 dec. Pay by 4 dec. " * 500
    assert len(find_promises(note, MONDAY)) == 3
