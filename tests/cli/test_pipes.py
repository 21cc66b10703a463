"""stdout is data, every other word goes to stderr, and neither need be there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import shell
from tests.conftest import Crm, made_once


@pytest.fixture
@made_once
def ada(crm: Crm) -> Crm:
    """The program with Ada (c1) and a note longer than any pipe is deep."""
    crm("add", "Ada")
    crm("log", "ada", "-", stdin="many words " * 40_000)
    return crm


def test_only_the_code_is_on_stdout(ada: Crm):
    assert shell('id=$(crm remind ada x --on 2w 2>/dev/null); echo "<$id>"')[1] == "<r1>\n"


def test_alone_on_a_pipe_it_is_the_morning(ada: Crm):
    ada("remind", "me", "VAT return", "--on", "2026-11-20")
    assert ada().out == ada("today").out
    assert shell("crm | head -1")[1] == "Monday 23 November 2026\n"


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("command", ["show n1 --json", "log"])
def test_a_reader_who_leaves_early_is_no_failure(command: str):
    code, out, err = shell(f"{{ crm {command}; echo $? >&2; }} | head -c 5")
    assert (code, len(out), err) == (0, 5, "0\n")


def test_closed_streams_are_no_failure(ada: Crm):
    code, out, err = shell(
        "crm list >&-; echo $?; crm list 2>&- <&-; echo $?; crm add Eve >&-; echo $?;"
        "crm show zed 2>&-; echo $?; crm log eve hi <&- >&- 2>&-; echo $?; crm log eve - <&-;"
        "echo $?; crm log eve <&-; echo $?"
    )
    codes = [line for line in out.splitlines() if line.isdigit()]
    assert (code, codes) == (0, ["0", "0", "0", "3", "0", "2", "2"])
    assert err == (
        "crm: Eve (c2) added\ncrm: stdin is closed, so there is nothing to read.\n"
        'crm: The note is empty.\n     Write it: crm log ada "Lunch at Roma"\n'
    )
    assert ada.json("log")[0]["text"] == "hi"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_output_that_is_lost_is_a_failure_and_what_was_saved_is_saved(ada: Crm):
    for command in ("list", "add Eve", "show n1 --json", "where"):
        code, _, err = shell(f"crm {command} > /dev/full")
        assert code == 1
        lost = "The output could not be written: No space left on device."
        assert lost in (err if "--json" not in command else json.loads(err)["error"]["message"])
    assert len(ada.json("list")) == 2


def test_bytes_that_are_no_text_are_refused(crm: Crm):
    code, out, err = shell(
        'bad=$(printf \'caf\\351\'); crm add "$bad"; echo $?; crm show "$bad"; echo $?;'
        "crm add Ada 2>/dev/null; printf 'caf\\351' | crm log ada -; echo $?"
    )
    assert (code, out) == (0, "2\n2\nc1\n2\n")
    assert err == (
        "crm: The name “caf\\udce9” is not valid text (UTF-8 without NUL).\n" * 2
        + "crm: stdin is not valid UTF-8 text.\n"
    )
    assert len(crm.json("list")) == 1
    assert crm.json("log") == []


def test_no_escape_reaches_a_pipe_whatever_the_terminal_is_called(ada: Crm):
    for term in ("xterm-256color", ""):
        result = ada.process("list", TERM=term, FORCE_COLOR="1", CLICOLOR_FORCE="1")
        assert result.out == ada("list").out
        assert "\x1b" not in result.out
