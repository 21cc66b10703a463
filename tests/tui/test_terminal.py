"""On a real terminal: it opens, it is left as it was, and it says so where it cannot work."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.conftest import Crm

_PATIENCE = 20.0


class Terminal:
    """A program on a pseudo-terminal of 100 by 30."""

    def __init__(self, *argv: str, **env: str) -> None:
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (30, 100))
        self.before = termios.tcgetattr(theirs)
        self.drawn = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tinycrm", *argv], stdin=theirs, stdout=theirs, stderr=theirs,
            env=os.environ | {"TERM": "xterm-256color"} | env, start_new_session=True,
        )  # fmt: skip
        self._theirs = theirs

    def until(self, word: str) -> None:
        """Wait until a word is drawn."""
        end = time.monotonic() + _PATIENCE
        while word.encode() not in self.drawn:
            assert time.monotonic() < end, self.drawn[-2000:]
            self._read()

    def _read(self) -> None:
        if select.select([self._ours], [], [], 0.05)[0]:
            with suppress(OSError):
                self.drawn += os.read(self._ours, 65536)

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def end(self) -> int:
        """Wait until the program has ended; return its exit code."""
        end = time.monotonic() + _PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, self.drawn[-2000:]
            self._read()
        self._read()
        return self.process.returncode

    def is_as_before(self) -> bool:
        """Tell whether the terminal's modes are those from before, and its screen is back."""
        return (
            termios.tcgetattr(self._theirs) == self.before
            and self.drawn.rfind(b"\x1b[?1049l") > self.drawn.rfind(b"\x1b[?1049h")
            and self.drawn.rfind(b"\x1b[?25h") > self.drawn.rfind(b"\x1b[?25l")
        )

    def close(self) -> None:
        """Take the terminal away."""
        for handle in (self._ours, self._theirs):
            with suppress(OSError):
                os.close(handle)
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()


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
        terminal = Terminal(*argv)
        terminals.append(terminal)
        terminal.until("10 left")
        leave(terminal)
        assert terminal.end() == 0
        assert terminal.is_as_before()


@pytest.mark.usefixtures("people")
def test_what_was_typed_outlives_kill_9(terminals: list[Terminal], crm: Crm):
    first = Terminal()
    terminals.append(first)
    first.until("10 left")
    first.send("nmary\r")
    first.send("Half a thought")
    first.until("draft safe")
    time.sleep(0.3)
    first.process.kill()
    first.process.wait()
    again = Terminal()
    terminals.append(again)
    again.until("Half a")
    again.send("n\r")
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
def test_without_colour_everything_is_still_said(terminals: list[Terminal]):
    terminal = Terminal(NO_COLOR="1")
    terminals.append(terminal)
    terminal.until("10 left")
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
    assert b"crm today prints the morning" in terminal.drawn
    piped = crm.process("tui")
    assert (piped.code, piped.out) == (2, "")
    assert "need a terminal" in piped.err
