"""It opens no network connection, ever.

`tests/conftest.py` forbids it to all that runs in the process of a test; here it is noted whatever
a command asks of the network, and all that it asks is too much.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from tests.conftest import Crm
from tinycrm.cli.registry import COMMANDS
from tools.source import FILES, imports, name_of

_listening: list[list[str]] = []
"""Where to note what is asked of the network."""


@cache
def _listen() -> None:
    """Begin to listen, for good: an audit hook cannot be taken away."""

    def note(event: str, _args: object) -> None:
        if _listening and event.startswith("socket."):
            _listening[-1].append(event)

    sys.addaudithook(note)


@contextmanager
def asked_of_the_network() -> Iterator[list[str]]:
    """Note whatever the block asks of it."""
    _listen()
    _listening.append([])
    try:
        yield _listening[-1]
    finally:
        _listening.pop()


_LINES = """\
add|Ada Lovelace|-e|ada@example.org|--url|https://example.org|-b|10 Dec
log|ada|call: see https://example.org|--at|three days ago
remind|ada|send the quote|--on|in 3 weeks
issue|ada|Late
done|c1
show|ada
show|adda
list|--json
search|quotte
dupes
export
backup
doctor
today
today|--json
config
schema
history|c1
undo
demo"""


def test_no_command_asks_anything_of_the_network(crm: Crm):
    lines = [line.split("|") for line in _LINES.splitlines()]
    with asked_of_the_network() as asked:
        for line in lines:
            crm.run(*line)
    assert asked == []
    assert {line[0] for line in lines} <= set(COMMANDS)
    assert crm("list").out != ""


def test_what_is_asked_is_noted():
    with asked_of_the_network() as asked, socket.socket():
        socket.gethostname()
    assert asked == ["socket.__new__", "socket.gethostname"]


_ABLE = {"socket", "ssl", "http", "ftplib", "smtplib", "imaplib", "requests", "httpx"}


def test_no_file_of_ours_could():
    able = [
        f"{name_of(path)} imports {imported}"
        for path in FILES
        for imported in imports(path)
        if imported.split(".")[0] in _ABLE or imported.startswith("urllib.request")
    ]
    assert able == []


def test_a_test_that_would_is_stopped():
    with (
        socket.socket() as one,
        pytest.raises(AssertionError, match=r"the network: socket\.connect"),
    ):
        one.connect(("127.0.0.1", 9))
    with pytest.raises(AssertionError, match=r"the network: socket\.getaddrinfo"):
        socket.getaddrinfo("example.org", 80)
