"""A full morning on a real terminal: how many keys it takes beside the words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial

import pytest

from tests.conftest import Crm
from tests.tui.terminal import Terminal

MOST_KEYS = 75
NAMES = [
    f"{first} {last}" for first in ("Ada", "Bo", "Cleo") for last in ("Alm", "Berg", "Ek", "Lund")
]


@pytest.fixture
def terminal(crm: Crm) -> Iterator[Terminal]:
    """Thirty rows: 4 birthdays, 12 reminders, 10 people who are due, 4 issues."""
    people = [
        {"name": name, "every": "2w" if n < 10 else None, "birthday": "23 Nov" if n < 4 else None}
        for n, name in enumerate(NAMES)
    ]
    crm("add", "-", stdin="\n".join(json.dumps(_filled(each)) for each in people))
    talks = [{"who": name, "text": "a talk", "at": "2026-10-01"} for name in NAMES[:10]]
    crm("log", "-", stdin="\n".join(map(json.dumps, talks)))
    for n, name in enumerate(NAMES):
        crm(
            "remind",
            name,
            "send the quote" if n % 2 else "ask about the fair",
            "--on",
            "2026-11-20",
        )
    for name in NAMES[4:8]:
        crm("issue", name, "Invoice charged twice", "--on", "2026-11-18")
    opened = Terminal(columns=100, rows=50)
    yield opened
    opened.close()


def _filled(record: dict[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in record.items() if value is not None}


class _Hands:
    """Presses keys, and counts those that are not words of a note."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.pressed = 0

    def press(self, *keys: str) -> None:
        self.pressed += len(keys)
        self.terminal.send("".join(keys))

    def words(self, text: str) -> None:
        self.terminal.send(text)


def _selected(terminal: Terminal) -> str:
    return next((row for row in terminal.text.splitlines() if row.startswith(" ▸")), "")


def _work_on(row: str, hands: _Hands) -> None:
    """Do what the row asks for: a note, a later day, a mention, or done."""
    if "every 2 weeks" in row:
        hands.press("n", "\r")
        hands.words("call: all is well")
        hands.press("\x13")
    elif "ask about" in row:
        hands.press("z", "\r")
    elif "Invoice" in row:
        hands.press("m")
    else:
        hands.press("d")


def _left(terminal: Terminal) -> int:
    found = re.search(r"(\d+) left", terminal.text)
    return int(found[1]) if found else 99


def _is_less(terminal: Terminal, before: int) -> bool:
    return _left(terminal) < before


def test_thirty_rows_take_at_most_75_keys(terminal: Terminal):
    hands = _Hands(terminal)
    terminal.shows("30 left")
    while left := _left(terminal):
        _work_on(_selected(terminal), hands)
        terminal.wait(partial(_is_less, terminal, left))
    assert "Nobody is waiting" in terminal.text
    assert hands.pressed <= MOST_KEYS, hands.pressed
