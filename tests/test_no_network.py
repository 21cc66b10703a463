"""It opens no network connection, ever.

`tests/conftest.py` forbids it to all that runs in the process of a test; here every command
says for itself, in a process of its own, what it asked of the network.
"""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from tests.conftest import Crm
from tinycrm.cli.registry import COMMANDS
from tools.source import FILES, imports, name_of

_WATCHED = """
import sys
asked = []
sys.addaudithook(lambda event, args: asked.append(event) if event.startswith("socket.") else None)
from tinycrm.cli.main import main
for line in sys.stdin.read().splitlines():
    main(line.split("|"))
print("asked:", asked)
"""

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
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED], input=_LINES, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "asked: []"
    assert {line.split("|")[0] for line in _LINES.splitlines()} <= set(COMMANDS)
    assert crm("list").out != ""


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
