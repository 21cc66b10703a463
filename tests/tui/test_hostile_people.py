"""Names and words that break programs: every screen opens, and no control byte gets out."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
OWN = (
    "[/]", "[bold]x[/bold]", "[@click=app.bell]y[/]", "$accent", "\x1b[31mred", "\x9b2J",
    "a\u202eb", "x\u2028y", "山田 太郎", "👩\u200d👩\u200d👧 family", "e\u0301\u0301\u0301",
    "\u200f\u05e2\u05d1", "مرحبا", "Ünïcödé", "a" * 300, "{{7*7}}", "%s%n", "-rf", "🇵🇱", "\t tab",
)  # fmt: skip


def _fill(crm: Crm, names: list[str]) -> None:
    rows = [
        {"name": n, "birthday": "--11-23", "tags": [as_tag(n)], "facts": {"k": n}, "every": "1d",
         "organization": n}
        for n in names
    ]  # fmt: skip
    crm("add", "-", "--force", stdin="".join(json.dumps(row) + "\n" for row in rows))
    for n in range(1, 6):
        crm("log", f"c{n}", "-", stdin=names[n - 1] + "\n" + names[-n])
        crm("issue", f"c{n}", "--", names[n - 1])
        crm("remind", f"c{n}", "--on", "2026-11-20", "--", names[n - 1])


async def _look_everywhere(stage: Stage, find: str) -> None:
    for keys in (
        ("j",), ("G",), ("p",), ("G",), ("enter",), ("G",), ("escape",), ("e",), ("escape",),
        ("#",), ("escape",), ("t",), ("z",), ("escape",), ("n",), ("escape",), ("r",), ("escape",),
        ("slash", *find), ("down",), ("escape",), ("ctrl+p", *find), ("escape",), ("?",),
        ("escape",),
    ):  # fmt: skip
        await stage.press(*keys)
        assert not _CONTROL.search(stage.text), (keys, _CONTROL.search(stage.text))


def as_tag(text: str) -> str:
    """Return the first letters of a text as one tag: in a tag are no commas and semicolons."""
    return re.sub("[,;]", ".", text[:60])


def storable(text: str) -> bool:
    return bool(text.strip()) and "\x00" not in text and not re.search("[\ud800-\udfff]", text)


def test_hostile_names_are_shown_and_obeyed_by_nobody(tui: Run, crm: Crm):
    _fill(crm, list(OWN))

    async def play(stage: Stage) -> None:
        await _look_everywhere(stage, "a")

    tui(play)


def test_a_note_full_of_them_is_typed_and_kept_letter_for_letter(tui: Run, crm: Crm):
    crm("add", "Ada")
    words = "[/] [bold]x[/bold] {{7*7}} 山田 e\u0301 🇵🇱 עברית"

    async def play(stage: Stage) -> None:
        await stage.press("n", "enter")
        await stage.type(words)
        await stage.press("ctrl+s")
        await stage.press("p", "enter")
        assert "[bold]x[/bold]" in stage.text

    tui(play)
    assert crm.json("log")[0]["text"] == words


def test_wide_letters_keep_the_columns(tui: Run, crm: Crm):
    for name in ("Ada Lovelace", "山田 太郎", "Ünïcödé Smith"):
        crm("add", name, "-b", "23 nov")

    async def play(stage: Stage) -> None:
        rows = [line for line in stage.text.splitlines() if "birthday" in line][:3]
        places = {_cells(row.partition("birthday")[0]) for row in rows}
        assert len(rows) == 3
        assert len(places) == 1

    tui(play)


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def test_naughty_strings_from_elsewhere(tui: Run, crm: Crm, corpus: Path):
    listed = json.loads((corpus / "blns" / "blns.json").read_text("utf-8"))
    _fill(crm, [each for each in listed if storable(each)])

    async def play(stage: Stage) -> None:
        await _look_everywhere(stage, "s")
        await stage.press("p", *["pagedown"] * 12)
        await stage.press("t", *["pagedown"] * 6)

    tui(play, size=(40, 20))  # at 100×60 a terminal shows them in test_scripts
