"""A command ends in the same way whoever has read its line: after `--`, Typer reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import END_OF_INPUT, ENTER, INTERRUPT, Sit, shell
from tests.conftest import Crm, made_once
from tests.rows import for_each
from tinycrm.cli.grammar import plain_reader

PATHS = pytest.mark.parametrize("start", [(), ("--",)], ids=["plain", "typer"])


@pytest.fixture(autouse=True)
@made_once
def ada(crm: Crm) -> None:
    """The program with Ada (c1), a second Ada (c2), and a note longer than any pipe is deep."""
    crm("add", "Ada Lovelace")
    crm("add", "Ada Yonath")
    crm("log", "c1", "-", stdin="many words " * 40_000)


def test_only_the_first_of_the_two_is_read_without_typer():
    assert plain_reader.read(["list"]) is not None
    assert plain_reader.read(["--", "list"]) is None


@PATHS
@pytest.mark.parametrize(
    ("keys", "code", "end"),
    [
        (INTERRUPT, 130, "> \n"),
        (END_OF_INPUT, 130, "> \n"),
        (ENTER, 130, "> \n"),
        (f"Lunch{ENTER}", 0, "n2\n"),
    ],
    ids=["Ctrl-C", "the end", "an empty line", "a line"],
)
def test_a_prompt(start: tuple[str, ...], keys: str, code: int, end: str, terminal: Sit):
    screen = terminal(*start, "log", "c1")
    screen.wait_for("> ")
    screen.type(keys)
    assert screen.end() == code
    assert end in screen.text


@PATHS
@pytest.mark.parametrize(("keys", "code"), [(INTERRUPT, 130), (ENTER, 130), (f"2{ENTER}", 0)])
def test_a_question_about_who_is_meant(start: tuple[str, ...], keys: str, code: int, terminal: Sit):
    screen = terminal(*start, "log", "ada", "Lunch")
    screen.wait_for("Which one? (a number; Enter: none) ")
    screen.type(keys)
    assert screen.end() == code


@PATHS
@pytest.mark.parametrize("command", ["list", "show n1", "show n1 --json"])
def test_a_reader_that_leaves_after_a_line(start: tuple[str, ...], command: str):
    line = " ".join((*start, command))
    code, out, err = shell(f"{{ crm {line}; echo $? >&2; }} | head -c 5")
    assert (code, len(out), err) == (0, 5, "0\n")


@PATHS
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("command", ["list", "log c1 Lunch"])
def test_a_full_disk(start: tuple[str, ...], command: str):
    code, _, err = shell(f"crm {' '.join((*start, command))} > /dev/full")
    assert code == 1
    assert "The output could not be written: No space left on device." in err
    assert ("undoes it" in err) == command.startswith("log")


@for_each("command", ["nosuch", "show zed", "log ada Lunch", "rm c1", "show"], afresh=True)
def test_a_mistake(crm: Crm, command: str):
    plain, typer = crm.run(*command.split()), crm.run("--", *command.split())
    assert (plain.code, plain.out, plain.err) == (typer.code, typer.out, typer.err)
    assert plain.code > 0
