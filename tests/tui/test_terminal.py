"""On a real terminal: it opens, it is left as it was, and it says so where it cannot work."""

from __future__ import annotations

import base64
import re
import signal
import time
from collections.abc import Iterator

import pytest

from tests.conftest import Crm
from tests.tui.terminal import Terminal


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for each in opened:
        each.close()


@pytest.mark.usefixtures("people")
def test_crm_alone_opens_the_morning_and_every_way_out_leaves_the_terminal_sane(
    terminals: list[Terminal],
):
    def leave_by_signal(terminal: Terminal) -> None:
        terminal.process.send_signal(signal.SIGTERM)

    ways = [lambda t: t.send("q"), lambda t: t.send("\x03"), leave_by_signal]
    for argv, leave in zip(((), ("tui",), ()), ways, strict=True):
        terminal = Terminal(*argv, warm=False)
        terminals.append(terminal)
        terminal.until("11 left")
        terminal.send("p")
        terminal.shows("Siobhán")  # read by another thread than the morning
        leave(terminal)
        assert terminal.end() == 0
        assert terminal.is_as_before(), terminal.modes_left_on()


@pytest.mark.usefixtures("people")
def test_what_was_typed_outlives_kill_9(terminals: list[Terminal], crm: Crm):
    first = Terminal()
    terminals.append(first)
    first.until("11 left")
    first.send("nmary\r")
    first.send("Half a thought")
    first.shows("Half a thought")
    first.until("draft safe")
    time.sleep(0.3)
    first.process.kill()
    first.process.wait()
    again = Terminal()
    terminals.append(again)
    again.until("Half a")
    again.send("n")
    again.until("continue")
    again.send("\x1b[B\r")  # it is offered below the selected person
    again.until("draft safe")
    again.send(" more\x13")
    again.until("talk with Mary Somerville")
    again.send("q")
    assert again.end() == 0
    assert crm.json("log")[0]["text"].startswith("Half a")


def test_no_control_byte_from_data_reaches_the_terminal(terminals: list[Terminal], crm: Crm):
    crm("add", "Ada\x1b]0;owned\x07Lovelace", "-b", "23 nov", "--note", "x")
    crm("log", "c1", "-", stdin="beep \x07 red \x1b[31m \x9b31m")
    terminal = Terminal()
    terminals.append(terminal)
    terminal.until("Nobody is waiting")
    terminal.send("\r")
    terminal.until("beep")
    terminal.send("q")
    terminal.end()
    drawn = terminal.drawn.replace(b"\x1b]22;default\x07", b"")  # Textual's own: the pointer
    assert b"\x07" not in drawn
    assert b"\x1b]0;" not in drawn
    assert not re.search("[\x80-\x9f]", drawn.decode("utf-8", "ignore"))


@pytest.mark.usefixtures("people")
def test_a_copied_number_reaches_the_clipboard_of_the_terminal_also_over_ssh(
    terminals: list[Terminal],
):
    terminal = Terminal(SSH_TTY="/dev/pts/9")
    terminals.append(terminal)
    terminal.until("11 left")
    terminal.send("jy")
    terminal.shows("Copied +44 20 7946 0961")
    copied = base64.b64encode(b"+44 20 7946 0961")
    assert b"\x1b]52;c;" + copied + b"\a" in terminal.drawn
    terminal.send("q")
    terminal.end()


@pytest.mark.usefixtures("people")
def test_without_colour_everything_is_still_said(terminals: list[Terminal]):
    terminal = Terminal(NO_COLOR="1")
    terminals.append(terminal)
    terminal.until("11 left")
    terminal.send("q")
    terminal.end()
    colours = re.findall(rb"\x1b\[[0-9;]*(?:38|48);2;(\d+);(\d+);(\d+)", terminal.drawn)
    assert all(len(set(each)) == 1 for each in colours)  # greys only
    assert b"10 days late" in terminal.drawn
    assert "▸".encode() in terminal.drawn


def test_a_dumb_terminal_is_told_and_exits_2(terminals: list[Terminal], crm: Crm):
    terminal = Terminal("tui", TERM="dumb")
    terminals.append(terminal)
    assert terminal.end() == 2
    assert b"crm today prints the same" in terminal.drawn
    piped = crm.process("tui")
    assert (piped.code, piped.out) == (2, "")
    assert "need a terminal" in piped.err
