"""A pseudo-terminal to sit at: type keys, wait for words, read the screen."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests import warm_start

_PATIENCE = 20.0  # seconds until a program that says nothing is given up; never waited in full

ENTER = "\r"
INTERRUPT = "\x03"
END_OF_INPUT = "\x04"


def shell(script: str) -> tuple[int, str, str]:
    """Run a line of shell, in which `crm` is the program; return its code, stdout and stderr."""
    crm = f"crm() {{ '{sys.executable}' -m tinycrm \"$@\"; }}"
    done = subprocess.run(
        ["sh", "-c", f"{crm}; {script}"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


class Terminal:
    """`python -m tinycrm …`, or another program, on a terminal of its own, 80 columns wide.

    Streams named in `piped` are no terminal: stdin is empty there, the others are collected
    in `out` and `err`.
    """

    def __init__(
        self,
        *argv: str,
        piped: tuple[str, ...] = (),
        columns: int = 80,
        program: tuple[str, ...] = (),
        warm: bool = True,
        **env: str,
    ) -> None:
        self._keys, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self._child = warm_start.start(
            argv, os.environ | env, theirs, piped=piped, program=program, warm=warm
        )
        os.close(theirs)
        self.bytes = b""
        self._read_until = 0
        self.out = self.err = ""

    @property
    def screen(self) -> str:
        """Everything written to the terminal, the echo of what was typed included."""
        return self.bytes.decode("utf-8", "backslashreplace").replace("\r\n", "\n")

    @property
    def text(self) -> str:
        """The screen without colours."""
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.screen)

    def wait_for(self, words: str) -> None:
        """Read until the program has written `words`, after what was waited for before."""
        wanted = words.encode()
        while (found := self.bytes.find(wanted, self._read_until)) < 0:
            if not self._read():
                raise AssertionError(f"{words!r} never came:\n{self.screen}")
        self._read_until = found + len(wanted)

    def type(self, keys: str | bytes) -> None:
        """Press keys."""
        sent = keys.encode() if isinstance(keys, str) else keys
        if INTERRUPT.encode() in sent:
            time.sleep(0.3)  # nobody interrupts a line before it can be written on
        os.write(self._keys, sent)

    def answer(self, question: str, keys: str) -> None:
        """Wait for a question, then type an answer and Enter."""
        self.wait_for(question)
        self.type(keys + ENTER)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program, and not to what it started."""
        os.kill(self._child.pid, number)

    def hang_up(self) -> int:
        """Close the terminal, as somebody who closes its window; return the exit code."""
        os.close(self._keys)
        self._keys = os.open(os.devnull, os.O_RDONLY)
        return self._child.wait(timeout=_PATIENCE)

    def end(self) -> int:
        """Read until the program has ended; return its exit code."""
        while self._read():
            pass
        out, err = self._child.communicate(timeout=_PATIENCE)
        self.out, self.err = (out or b"").decode(), (err or b"").decode()
        return self._child.wait()

    def close(self) -> None:
        """Hang up."""
        if self._child.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._child.pid, signal.SIGKILL)
            self._child.wait()
        for stream in (self._child.stdout, self._child.stderr):
            if stream is not None:
                stream.close()
        os.close(self._keys)

    def _read(self) -> bool:
        """Read what has come, wait for more if nothing has; False at the end."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            ready, _, _ = select.select([self._keys], [], [], 0.2)
            if ready:
                try:
                    data = os.read(self._keys, 65536)
                except OSError:  # Linux says so when the last one has closed the other end
                    return False
                self.bytes += data
                return bool(data)
            # Between the wait and its end the program may have written its last words.
            if self._child.poll() is not None and not select.select([self._keys], [], [], 0)[0]:
                return False
        raise AssertionError(f"nothing more came in {_PATIENCE:.0f} s:\n{self.screen}")


Sit = Callable[..., Terminal]


@pytest.fixture
def terminal() -> Iterator[Sit]:
    """`terminal("log", "ada")` starts a program on a terminal; all are hung up afterwards."""
    opened: list[Terminal] = []

    def sit(*argv: str, **how: Any) -> Terminal:
        opened.append(Terminal(*argv, **how))
        return opened[-1]

    yield sit
    for each in opened:
        each.close()
