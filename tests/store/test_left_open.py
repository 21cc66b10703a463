"""A process that ends after its command does not close the store, and holds nobody up meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from benchmarks.crash_commands import COMMANDS, make_store
from tests.conftest import Crm, made_once
from tests.rows import for_each
from tinycrm import process
from tinycrm.store import connection

pytestmark = pytest.mark.opens_anew

READS = (
    ("today",), ("today", "--json"), ("show", "ada lovelace"), ("list",), ("notes",), ("care",),
    ("search", "lunch"), ("history", "c1"), ("ripple",), ("why", "c3"), ("stats",), ("feedback",),
    ("export",), ("doctor",), ("undo", "--list"), ("write", "c1", "--template", "birthday"),
)  # fmt: skip

filled = pytest.fixture(made_once(lambda crm: make_store(crm.home)))


@pytest.fixture(autouse=True)
def ends(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(process, "ends_after_command", True)
    yield
    connection.close_left_open()


def _is_free(crm: Crm) -> bool:
    """Tell whether another program could write now, and read alone."""
    with closing(sqlite3.connect(crm.home / "crm.db", timeout=0)) as other:
        try:
            other.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return False
        return True


@for_each("words", READS, afresh=True)
def test_a_command_that_read_keeps_nobody_from_writing(filled: Crm, words: tuple[str, ...]):
    filled.run(*words)
    assert _is_free(filled)


def test_a_command_that_wrote_keeps_nobody_from_writing(filled: Crm):
    for command in COMMANDS.values():
        words = [word.format(home=filled.home) for word in command.argv]
        filled.run(*words, stdin=command.stdin)
        assert _is_free(filled), words


def test_one_connection_at_most_is_left_open(filled: Crm):
    for _ in range(3):
        filled("today")
        assert len(connection._left_open) == 1


def test_a_write_after_a_read_takes_the_store_out_of_wal_mode(filled: Crm):
    with closing(filled.db()) as other:
        other.execute("PRAGMA journal_mode = WAL")
    filled("today")
    filled("log", "c1", "called her")
    with closing(filled.db()) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_elsewhere_everything_is_closed(filled: Crm, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "ends_after_command", False)
    filled("today")
    assert not connection._left_open
