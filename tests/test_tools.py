"""What the tools say of the source is so, in whatever words the program speaks."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.conftest import Crm
from tinycrm import settings_file
from tinycrm.cli import reference
from tinycrm.cli.grammar.typer_reader import command_of
from tinycrm.cli.registry import COMMANDS
from tinycrm.tui.actions import ACTIONS
from tools import keys, messages
from tools import map as house
from tools.source import FILES, name_of


@pytest.fixture(scope="module")
def shown() -> str:
    """Everything `make messages` prints."""
    return "".join(map(messages.page, FILES))


def test_the_help_of_every_command_is_among_the_messages(shown: str):
    for name in COMMANDS:
        command = command_of(name)
        first = (command.help or "").split("\n", maxsplit=1)[0]
        helps = [getattr(each, "help", "") or "" for each in command.params]
        assert [said for said in (COMMANDS[name].about, first, *helps) if said not in shown] == []


@pytest.mark.parametrize(
    "texts",
    [settings_file.ABOUT.values(), [each.help for each in ACTIONS], reference._CODES.values()],
    ids=["settings", "actions", "exit codes"],
)
def test_what_a_table_explains_is_among_the_messages(shown: str, texts):
    assert [text for text in texts if text not in shown] == []


@cache
def _messages(shown: str) -> list[list[str]]:
    """Return the words of each message, between its braces."""
    messages = (re.split(r"\{[^{}]*\}", line[7:].strip()) for line in shown.splitlines())
    return [pieces for pieces in messages if len("".join(pieces)) > 8]


def _is_of(sentence: str, pieces: list[str]) -> bool:
    """Tell whether a sentence is made of these pieces, with anything between them."""
    first, *others = pieces
    if not others:
        return sentence == first
    *middle, last = others
    at = len(first)
    for piece in middle:
        found = sentence.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return sentence.startswith(first) and sentence[at:].endswith(last)


def is_among(sentence: str, shown: str) -> bool:
    """Tell whether a sentence is one of the messages, with something in their braces."""
    return any(_is_of(sentence, pieces) for pieces in _messages(shown))


@pytest.mark.parametrize(
    ("code", "argv"),
    [
        (2, ("remind", "ada", "call")),  # a usage problem and its hint
        (2, ("mention", "ada")),  # one with what was typed in it
        (2, ("add", "Eve", "-e", "eve")),  # a rule
        (3, ("show", "c9")),
        (5, ("add", "Ada Lovelace")),
        (6, ("list",)),
    ],
)
def test_what_a_failure_says_is_among_the_messages(shown: str, crm: Crm, code: int, argv):
    crm("add", "Ada Lovelace")
    if code == 6:
        (crm.home / "crm.db").write_bytes(b"")
    result = crm.run(*argv)
    assert result.code == code
    said = [line for line in result.err.splitlines() if not re.match(r"  c\d", line)]
    for line in said:
        assert is_among(line.removeprefix("crm: ").strip(), shown), line


@pytest.mark.parametrize("argv", [("today",), ("log",), ("remind",), ("issue",)])
def test_what_a_command_says_of_nothing_is_among_the_messages(shown: str, crm: Crm, argv):
    said = crm(*argv)
    assert is_among((said.out or said.err.removeprefix("crm: ")).splitlines()[0], shown)


def test_no_sql_and_no_pattern_is_among_the_messages(shown: str):
    assert not re.search(r"\b(SELECT|INSERT INTO|IS NULL|ORDER BY|PRAGMA)\b|\(\?P<", shown)


def test_a_message_is_printed_with_its_line():
    path = next(path for path in FILES if name_of(path) == "settings_file")
    source, page = path.read_text("utf-8").splitlines(), messages.page(path)
    for said in settings_file.ABOUT.values():
        found = re.search(rf"^ *(\d+)  {re.escape(said)}$", page, re.MULTILINE)
        assert found is not None
        assert said in source[int(found[1]) - 1]


def test_only_the_table_in_the_page_of_keys_is_written_again():
    page = keys.PAGE.read_text("utf-8")
    old = page.replace("| key |", "| key | of old", 1).replace("| `t` | today |", "| `t` | gone |")
    assert old != page
    assert keys.with_table(old) == page


# ── the map ──────────────────────────────────────────────────────────────────────────────


def test_a_room_is_above_what_it_imports_and_beside_what_imports_it_too():
    known = {"cellar": set(), "kitchen": {"cellar"}, "hall": {"kitchen", "stairs"},
             "stairs": {"hall"}, "roof": {"stairs"}}  # fmt: skip
    assert house.floors(known) == {"cellar": 1, "kitchen": 2, "hall": 3, "stairs": 3, "roof": 4}


def test_every_file_is_in_a_room_of_the_map():
    page = "\n".join(house.pages())
    assert sum(map(int, re.findall(r"(\d+) files", page))) == len(FILES)
    assert all(re.search(rf"^  {re.escape(room)} ", page, re.MULTILINE) for room in house.arrows())
    assert "Circles of files: none" in page
