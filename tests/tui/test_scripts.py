"""Names from all scripts on a real terminal: nothing it obeys, every column where it belongs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.tui.names import names
from tests.tui.terminal import Terminal
from tests.tui.test_hostile_people import as_tag, storable

# Textual's own: colours, places, modes, questions to the terminal, the shape of the pointer.
_OWN = re.compile(
    rb"\x1b\[[\d;]*[mHGAJK]|\x1b\[\?[\d;]+(?:[hl]|\$p)|\x1b\[[<>=][\d;]*u|\x1b\]22;\w*\x07|\r\n"
)
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
# Terminals disagree about these, whatever anybody does: a flag is one letter or two, and a
# joiner between letters takes the one after it along, or does not.
_DISPUTED = re.compile("[\U0001f1e6-\U0001f1ff]|[\u0900-\u0dff]\u200d")


def _fill(crm: Crm, everybody: list[str]) -> None:
    rows = [
        {"name": n, "tags": [as_tag(n)], "facts": {"k": n}, "organization": n, "title": n}
        | ({"birthday": "--11-23", "every": "1d"} if number % 12 == 0 else {})
        for number, n in enumerate(everybody)
    ]
    crm("add", "-", "--force", stdin="".join(json.dumps(row) + "\n" for row in rows))
    for number in range(1, 400, 12):
        note = everybody[number - 1] + "\n" + everybody[-number]
        crm("log", f"c{number}", "-", stdin=note)
        crm("issue", f"c{number}", "--", everybody[number - 1])


@pytest.fixture
def terminal(crm: Crm, corpus: Path) -> Iterator[Terminal]:
    naughty = json.loads((corpus / "blns" / "blns.json").read_text("utf-8"))
    assert len(list(names())) >= 390
    _fill(crm, [*filter(storable, naughty), *names()])
    opened = Terminal(columns=100, rows=60)
    opened.shows("left")
    opened.rest()
    yield opened
    opened.close()


def _is_row(line: list[str], edge: int) -> bool:
    """See that a row of a list ends in its code at an edge; False for other lines."""
    text = "".join(line[:edge])
    assert not _CONTROL.search("".join(line)), text
    indented = text[:3].strip() in ("", "▸", "·") and text[3:4].strip()
    if not indented or "more, as soon" in text or _DISPUTED.search(text):
        return False
    assert re.search(r" [criow]\d+$", text), text
    return True


def _columns_stand(lines: list[list[str]], edge: int, border: str = "") -> int:
    """See that all rows end at an edge, and at a border behind it; return how many do."""
    found = [line for line in lines if _is_row(line, edge)]
    assert {"".join(line[edge + 1 : edge + 2]) for line in found} <= {border}
    return len(found)


def _above_the_pane(lines: list[list[str]]) -> list[list[str]]:
    """Return the rows of the morning: from its first one to the rule above who it is about."""
    end = next(n for n, line in enumerate(lines[3:], 3) if set(line) == {"─"})
    return lines[3:end]


def _is_full(lines: list[list[str]]) -> bool:
    """Tell whether a page of people is drawn, and read: rows yet to come are an ellipsis."""
    come = not any("".join(line).startswith("   … ") for line in lines)
    return come and sum(line[43].isdecimal() for line in lines) > len(lines) - 5


def _page_that_stands(terminal: Terminal) -> int:
    """Wait until a page of people is drawn as it shall be; return how many rows it has."""
    counts = []

    def stands() -> bool:
        lines = terminal.rows()[4:57]
        try:
            counts.append(_columns_stand(lines, 44, "│") if _is_full(lines) else 0)
        except AssertionError:  # half of it is drawn yet, or it never stands: then waiting fails
            counts.append(0)
        return counts[-1] > 0

    terminal.wait(stands)
    return counts[-1]


def test_lists_keep_their_columns_every_screen_opens_and_no_byte_of_theirs_is_drawn(
    terminal: Terminal,
):
    _every_row_of_every_list_keeps_its_columns(terminal)
    terminal.resize(100, 30)  # half as much to draw for each of them
    terminal.rest()
    _every_screen_and_dialog_opens_on_them(terminal)
    terminal.wait(lambda: "╭" not in terminal.text)  # the last dialog is closed
    terminal.send("q")
    assert terminal.end() == 0
    drawn = _OWN.sub(b"", terminal.drawn).decode()
    left = {found.group() for found in _CONTROL.finditer(drawn)}
    assert not left, left


def _every_row_of_every_list_keeps_its_columns(terminal: Terminal) -> None:
    seen = 0
    for _ in range(3):
        seen += _columns_stand(_above_the_pane(terminal.rows()), 99)
        terminal.send("\x1b[6~")
        terminal.rest()
    assert seen > 30
    terminal.send("p")
    seen = 0
    for _ in range(17):
        seen += _page_that_stands(terminal)
        terminal.send("\x1b[6~")
        terminal.rest(0.03)
    assert seen > 700
    terminal.send("t")
    terminal.rest(0.15)


def _every_screen_and_dialog_opens_on_them(terminal: Terminal) -> None:
    for keys in (
        "j", "G", "z", "\x1b", "n", "ab", "\x1b", "r", "\x1b", "i", "\x1b", "p", "G", "\r", "G",
        "\x1b", "e", "\x1b", "#", "\x1b", "f", "\x1b", "t", "/", "a", "\x1b[B", "\x1b", "\x10",
        "a", "\x1b", "?", "\x1b", "a", "\x1b",
    ):  # fmt: skip
        terminal.send(keys)
        terminal.rest(0.15)
        if "╭" in terminal.text:
            _box_stands(terminal.rows())


def _box_stands(lines: list[list[str]]) -> None:
    """See that the edges of a box stand below each other."""
    top = next(line for line in lines if "╭" in line)
    left, right = top.index("╭"), top.index("╮")
    inside = lines[lines.index(top) + 1 : next(n for n, x in enumerate(lines) if "╰" in x)]
    for line in inside:
        if not _DISPUTED.search("".join(line)):
            assert line[left] == line[right] == "│", "".join(line)
