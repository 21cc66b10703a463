"""The story in the README, run as it is written there: one birthday greeting, three years later."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.conftest import Crm

README = Path(__file__).parents[1] / "README.md"
DAYS = {"2023": "2023-03-14", "2024": "2024-06-03", "2025": "2025-02-10", "2026": "2026-01-14"}


def told() -> list[tuple[str, list[str]]]:
    """Return the lines of the story: the year each is told for, and the words after `crm`."""
    story = README.read_text("utf-8").partition("## Small things ripple")[2]
    block = re.search(r"```sh\n(.*?)```", story, re.S)
    assert block
    lines = []
    year = ""
    for line in block[1].splitlines():
        words = shlex.split(line, comments=True)
        comment = re.search(r"# (20\d\d)", line)
        year = comment[1] if comment else year
        lines.append((year, words[1:]))
    return lines


def test_one_birthday_greeting_three_years_later(crm: Crm):
    story = told()
    assert len(story) == 10
    *deeds, ripple, why = story
    for year, words in deeds:
        crm.on(DAYS[year])
        first, _, second = " ".join(map(shlex.quote, words)).partition(" '&&' crm ")
        crm(*shlex.split(first))
        if second:
            crm(*shlex.split(second))
    crm.on("2026-01-20")
    assert ripple[1] == ["ripple", "n1"]
    drawn = crm(*ripple[1]).out
    assert drawn.splitlines()[-1] == "In all: 480.00 EUR · brought 2 people"
    assert [" ".join(line.split()) for line in drawn.splitlines()[:2]] == [
        "greeting, 14 Mar 2023: happy birthday, with a card 480.00 EUR n1",
        "brought Sanjay Rao, 3 Jun 2024 480.00 EUR w1",
    ]
    steps = [step for step in crm.json(*why[1]) if step["linked"]]
    assert [step["id"] for step in steps if step["kind"] != "contact"] == [
        "w3", "n3", "w2", "n2", "w1", "n1",
    ]  # fmt: skip
    assert [step["money"] for step in steps if step["money"]] == [
        {"amount": "480.00", "currency": "EUR"}
    ]
    chain = " ".join(crm("show", "w3").out.split())
    assert (
        "greeting, 14 Mar 2023 → brought Sanjay Rao → gift, 3 Jun 2024 → brought Ewa Lis" in chain
    )
