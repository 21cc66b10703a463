"""What comes from a pipe: it never locks the store while it waits, and it is never lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each
from tinycrm.cli import line_blocks, streams
from tinycrm.services.activity import drafts
from tinycrm.store import connection

MAIL = "From: Ada <ada@example.org>\nSubject: Hello\n\nSee you on Friday.\n"
CARD = "BEGIN:VCARD\nVERSION:4.0\nFN:Grace Hopper\nEND:VCARD\n"
PEOPLE = "".join(json.dumps({"name": f"Person {n}"}) + "\n" for n in range(9))

PIPED = [
    (("log", "ada", "-"), "Lunch at Roma.\n"),
    (("log", "--mail"), MAIL),
    (("log", "-"), '{"who": "ada", "text": "Lunch"}\n'),
    (("add", "-"), PEOPLE),
    (("import", "-"), CARD),
]


@pytest.fixture
@made_once
def ada(crm: Crm) -> Crm:
    crm("add", "Ada", "-e", "ada@example.org")
    return crm


@pytest.fixture
def locked(ada: Crm, monkeypatch: pytest.MonkeyPatch) -> Iterator[Crm]:
    """A store that another program does not let go."""
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    with closing(ada.db()) as db:
        db.execute("BEGIN IMMEDIATE")
        yield ada


def kept_in(home: Path) -> list[Path]:
    return sorted((home / "drafts").iterdir()) if (home / "drafts").exists() else []


# ── waiting ──────────────────────────────────────────────────────────────────────────────


@for_each("command", ["add", "log"], afresh=True)
def test_a_pipe_that_is_slow_locks_nobody_out(ada: Crm, command: str):
    long = "x" * 300_000  # more than fits into a pipe: once it is written, the program reads
    fields = {"name": "Bo", "note": long} if command == "add" else {"who": "ada", "text": long}
    with subprocess.Popen(
        [sys.executable, "-m", "tinycrm", command, "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=os.environ,
    ) as slow:  # fmt: skip
        assert slow.stdin
        assert slow.stdout
        slow.stdin.write(json.dumps(fields).encode() + b"\n")
        slow.stdin.flush()
        ada("log", "ada", "meanwhile")
        slow.stdin.close()
        assert slow.stdout.read().strip() in (b"c2", b"n2")


# ── a stream larger than memory ──────────────────────────────────────────────────────────


def test_a_stream_larger_than_a_block_is_saved_block_by_block(
    ada: Crm, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(streams, "LineBlocks", partial(line_blocks.LineBlocks, most=70))
    result = ada.run("add", "-", "--json", stdin=PEOPLE + "rubbish\n")
    told = [json.loads(line) for line in result.out.splitlines()]
    assert [each["line"] for each in told] == list(range(1, 11))
    assert [each["batch"] for each in told] == ["b2"] * 4 + ["b3"] * 4 + ["b4"] * 2
    assert "10 lines: 9 added, 1 failed\n     Saved in 3 steps, 64 MB at a time.\n" in result.err
    assert "To undo all of it: crm undo b4, then crm undo b3, then crm undo b2\n" in result.err
    for batch in ("b4", "b3", "b2"):
        ada("undo", batch)
    assert ada("list", "--ids").out == "c1\n"


def test_a_later_block_that_fails_says_what_is_saved(ada: Crm, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(streams, "LineBlocks", partial(line_blocks.LineBlocks, most=120))
    result = ada.run("add", "-", stdin=PEOPLE + "x" * 300 + "\n")
    assert result.code == 2
    assert "line 10: The line is longer than" in result.err
    assert "b2 (add 6 people) is saved; crm undo b2 undoes it." in result.err


@pytest.mark.parametrize("most", [1, 7, 18, 19, 20, 1000])
def test_blocks_are_whole_lines_and_together_everything(most: int, tmp_path: Path):
    path = tmp_path / "lines"
    data = b"".join(b"%d\n" % n for n in range(20)) + b"the last one"
    path.write_bytes(data)
    with path.open("rb") as file:
        blocks = line_blocks.LineBlocks(file, max(most, 12))
        seen = [(block.first, list(blocks.lines(block))) for block in blocks]
        assert blocks.tell() == len(data)
    lines = data.splitlines(keepends=True)
    assert [line for _, own in seen for line in own] == lines
    assert all(own == lines[first - 1 : first - 1 + len(own)] for first, own in seen)


# ── nothing is lost ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("command", "text"), PIPED)
def test_what_came_from_a_pipe_is_kept_while_the_store_is_locked(
    locked: Crm, command: tuple[str, ...], text: str
):
    result = locked.run(*command, stdin=text)
    assert (result.code, result.out) == (6, "")
    (path,) = kept_in(locked.home)
    assert path.read_text() == text
    assert path.stat().st_mode & 0o777 == 0o600
    assert f"What was read from stdin is kept in {path}\n" in result.err


def test_text_about_somebody_is_found_when_they_are_forgotten(ada: Crm):
    result = ada.run("log", "ada", "-", "--mentions", "i7", stdin="She likes her coffee black.")
    assert result.code == 3
    assert [path.name.startswith("note-c1-") for path in kept_in(ada.home)] == [True]
    ada("forget", "ada", "--yes")
    assert kept_in(ada.home) == []


def test_where_no_file_can_be_written_the_text_is_shown(
    locked: Crm, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(drafts, "keep_bytes", lambda *words: None)
    assert "crm: Not saved: Lunch at Roma.\n" in locked.run(*PIPED[0][0], stdin=PIPED[0][1]).err
    long = locked.run("log", "ada", "-", stdin="Lunch " * 20_000)
    assert "What was read from stdin could not be kept." in long.err


def test_a_file_on_stdin_is_not_copied(locked: Crm, tmp_path: Path):
    path = tmp_path / "note.txt"
    path.write_text("Lunch at Roma.")
    with path.open() as file:
        assert locked.run("log", "ada", "-", stdin=file).code == 6
    assert kept_in(locked.home) == []


def test_a_mail_from_a_stranger_is_not_kept_again_each_time(ada: Crm):
    assert ada.run("log", "--mail", stdin=MAIL.replace("ada@", "bo@")).code == 3
    assert kept_in(ada.home) == []


def test_what_was_saved_is_not_kept(ada: Crm):
    for command, text in PIPED:
        ada(*command, stdin=text)
    assert kept_in(ada.home) == []
