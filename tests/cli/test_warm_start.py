"""A copy of a process that has read our source does what Python does when it is started."""

from __future__ import annotations

import subprocess

import pytest

from tests.cli.conftest import INTERRUPT, Sit
from tests.conftest import Crm
from tests.warm_start import Started


@pytest.fixture(autouse=True)
def ada(crm: Crm) -> None:
    crm("add", "Ada Łovelace")


PIPED = [(), ("stdout",), ("stderr",), ("stdin", "stdout", "stderr")]


@pytest.mark.parametrize(
    ("line", "piped"),
    [
        *(("log c1", piped) for piped in PIPED),
        ("show ada", ()),
        ("show nobody", ("stdout",)),
        ("today --help", PIPED[-1]),
    ],
)
def test_it_says_and_ends_the_same(terminal: Sit, line: str, piped: tuple[str, ...]):
    copied, started = (terminal(*line.split(), piped=piped, warm=warm) for warm in (True, False))
    assert isinstance(copied._child, Started)
    assert isinstance(started._child, subprocess.Popen)
    for each in (copied, started):
        if line == "log c1" and piped in ((), ("stdout",)):  # it asks for the words
            each.wait_for("> ")
            each.type(INTERRUPT)
    assert copied.end() == started.end()
    assert (copied.screen, copied.out, copied.err) == (started.screen, started.out, started.err)


def test_where_the_environment_says_how_to_open_the_streams_python_is_started(terminal: Sit):
    screen = terminal("show", "ada", LC_ALL="C", PYTHONIOENCODING="ascii:backslashreplace")
    assert isinstance(screen._child, subprocess.Popen)
    assert screen.end() == 0
