"""A full morning: how many keys it takes beside the words."""

from __future__ import annotations

import json
import re

import pytest

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage

MOST_KEYS = 75
NAMES = [
    f"{first} {last}" for first in ("Ada", "Bo", "Cleo") for last in ("Alm", "Berg", "Ek", "Lund")
]


@pytest.fixture
def _thirty_rows(crm: Crm) -> None:
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


def _filled(record: dict[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in record.items() if value is not None}


class _Hands:
    """Presses keys, and counts those that are not words of a note."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.pressed = 0

    async def press(self, *keys: str) -> None:
        self.pressed += len(keys)
        await self.stage.press(*keys)


def _selected(screen: str) -> str:
    return next((row for row in screen.splitlines() if row.startswith(" ▸")), "")


async def _work_on(row: str, hands: _Hands) -> None:
    """Do what the row asks for: a note, a later day, a mention, or done."""
    if "every 2 weeks" in row:
        await hands.press("n", "enter")
        await hands.stage.paste("call: all is well")
        await hands.press("ctrl+s")
    elif "ask about" in row:
        await hands.press("z", "enter")
    elif "Invoice" in row:
        await hands.press("m")
    else:
        await hands.press("d")


def _left(screen: str) -> int:
    found = re.search(r"(\d+) left", screen)
    return int(found[1]) if found else 0


@pytest.mark.usefixtures("_thirty_rows")
def test_thirty_rows_take_at_most_75_keys(tui: Run):
    async def play(stage: Stage) -> None:
        hands, screen = _Hands(stage), stage.text
        assert _left(screen) == 30
        while left := _left(screen):
            await _work_on(_selected(screen), hands)
            screen = stage.text
            assert _left(screen) < left, screen
        assert "Nobody is waiting" in screen
        assert hands.pressed <= MOST_KEYS, hands.pressed

    tui(play, size=(100, 50))
