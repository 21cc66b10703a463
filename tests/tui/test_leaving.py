"""Every way out: keys, signals, a window that is closed. The terminal is left as it was."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.conftest import Crm
from tests.tui.conftest import Run, Stage
from tests.tui.terminal import Terminal

pytestmark = pytest.mark.usefixtures("people")
PATIENCE = 20.0


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    opened = Terminal()
    opened.shows("11 left")
    yield opened
    opened.close()


def _write_half_a_note(terminal: Terminal) -> None:
    terminal.send("nmary\rHalf a thought")
    terminal.shows("Half a thought")
    terminal.shows("draft safe")


def _wait_for_its_end(terminal: Terminal) -> int:
    """Wait without reading: nobody reads what a closed window is sent."""
    return terminal.process.wait(PATIENCE)


def _offered(tui: Run, text: str) -> None:
    """See that a note is offered again."""

    async def play(stage: Stage) -> None:
        assert f"Unfinished note about Mary Somerville: “{text}”" in stage.foot

    tui(play)


def test_a_closed_window_ends_the_program_and_keeps_the_draft(terminal: Terminal, tui: Run):
    _write_half_a_note(terminal)
    terminal.hang_up()
    assert _wait_for_its_end(terminal) == 0
    _offered(tui, "Half a thought")


def test_a_window_that_goes_without_a_word_ends_it_as_well(terminal: Terminal):
    terminal.process.send_signal(signal.SIGSTOP)  # so that the signal of the closed window …
    terminal.hang_up()
    terminal.process.send_signal(signal.SIGCONT)  # … and this one arrive together
    assert _wait_for_its_end(terminal) == 0


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_signals_leave_the_terminal_as_it_was(terminal: Terminal, tui: Run, kind: signal.Signals):
    _write_half_a_note(terminal)
    terminal.process.send_signal(kind)
    assert terminal.end() == 0
    assert terminal.is_as_before(), terminal.modes_left_on()
    assert b"Traceback" not in terminal.drawn
    _offered(tui, "Half a thought")


def test_ctrl_c_on_a_dialog_says_how_to_leave_and_takes_nothing_away(terminal: Terminal):
    _write_half_a_note(terminal)
    terminal.send("\x03")
    terminal.shows("Esc closes this; ctrl+q leaves the program.")
    terminal.shows("Half a thought")
    terminal.send("\x11")
    assert terminal.end() == 0
    assert terminal.is_as_before(), terminal.modes_left_on()


def test_what_was_asked_for_is_written_before_a_closed_window_ends_it(terminal: Terminal, crm: Crm):
    with crm.db() as db:
        db.execute("BEGIN IMMEDIATE")
        terminal.send("d")
        terminal.shows(" ▸ Ada Lovelace")
        terminal.hang_up()
        time.sleep(0.3)
        db.rollback()
    db.close()
    assert _wait_for_its_end(terminal) == 0
    assert crm.json("today")["counts"]["birthdays"] == 2


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "2>/dev/null"])
def test_screens_that_nobody_would_see_are_refused(closed: str):
    ours, theirs = pty.openpty()
    command = f"{sys.executable} -m tinycrm tui {closed}"
    done = subprocess.run(
        ["sh", "-c", command], stdin=theirs, stdout=theirs, stderr=theirs, check=False, timeout=60
    )
    said = os.read(ours, 65536) if not closed.startswith("2") else b""
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 2
    assert b"Traceback" not in said
