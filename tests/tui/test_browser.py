"""The screens in a browser: `textual serve` speaks to them in packets over a pipe."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from threading import Thread

import pytest

from tests.conftest import Crm

pytestmark = pytest.mark.usefixtures("people")

PATIENCE = 60.0


class Served:
    """The program behind a server; `drawn` is all that it has sent so far."""

    def __init__(self) -> None:
        driver = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tinycrm", "tui"], env=os.environ | driver,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.drawn = b""
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as pipe:
            while data := os.read(pipe.fileno(), 65_536):
                self.drawn += data

    def send(self, keys: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(b"D" + len(keys).to_bytes(4, "big") + keys)
        self.process.stdin.flush()

    def close(self) -> None:
        """Close the pipe, as a server does that is killed."""
        assert self.process.stdin
        self.process.stdin.close()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    assert true()


def test_a_note_is_written_in_a_browser_and_the_end_of_the_server_is_the_end(crm: Crm):
    served = Served()
    until(lambda: b"Ada Lovelace" in served.drawn)
    assert served.drawn.startswith(b"__GANGLION__\n")
    served.send(b"nada\rfrom the browser\x13")
    until(lambda: crm.json("log")[0]["text"] == "from the browser")
    served.close()
    assert served.process.wait(PATIENCE) == 0
