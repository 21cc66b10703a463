"""What can be wrong with a store: one sentence, exit 6, nothing changed, no traceback."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import made_once
from tests.rows import for_each
from tests.store.conftest import ROOT, dump, insert
from tests.store.forks import Ended
from tinycrm.store import connection, migrations

pytestmark = pytest.mark.opens_anew

READS = (("list",), ("today",), ("show", "ada"), ("log",))
WRITES = (
    ("add", "Bob"), ("log", "ada", "Lunch"), ("remind", "ada", "cake", "--on", "2026-12-01"),
    ("done", "c1"), ("snooze", "c1", "2026-12-01"), ("issue", "ada", "late"), ("undo",),
)  # fmt: skip


@pytest.fixture
@made_once
def ada(crm):
    """A store with one person and a few hundred notes, so that it has some pages."""
    crm("add", "Ada")
    with closing(crm.db()) as db:
        for n in range(300):
            insert(db, "note", body=f"note {n} " + "x" * 200)
            insert(db, "note_contact", note_id=n + 1)
        db.commit()
    crm("add", "Eve")
    return crm


def told(crm, *commands, says: str) -> None:
    """Expect each command to fail with these words, and the folder to stay as it is."""
    before = files(crm.home)
    for command in commands:
        result = crm.run(*command)
        assert (result.code, result.out) == (6, ""), (command, result)
        first, *hints = result.err.splitlines()
        assert first.startswith("crm: "), result.err
        assert says in first, result.err
        assert first.endswith("."), result.err
        assert len(hints) <= 1, result.err
        assert "Traceback" not in result.err
    assert files(crm.home) == before


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


# ── a file that is not what it should be ─────────────────────────────────────────────────


def test_a_store_of_a_newer_version_is_left_alone(ada):
    with closing(ada.db()) as db:
        db.execute(f"PRAGMA user_version = {migrations.LATEST + 1}")
    told(ada, *READS, *WRITES, says="was written by a newer tinycrm")


@for_each("content", [b"", b"Dear diary\n", b"\0" * 8192, b"SQLite format 3\0" * 99], afresh=True)
def test_a_file_that_is_no_database_is_left_alone(content, crm):
    crm.home.mkdir()
    (crm.home / "crm.db").write_bytes(content)
    told(crm, *READS, *WRITES, says="was not touched" if content else "is empty")


@for_each("version", [0, 1, 77], afresh=True)
def test_the_database_of_another_program_is_left_alone(version, crm):
    crm.home.mkdir()
    with closing(crm.db()) as db:
        db.execute("CREATE TABLE contact (id INTEGER PRIMARY KEY, name TEXT)")
        db.execute(f"PRAGMA user_version = {version}")
    told(crm, *READS, *WRITES, says="is not a tinycrm store. It was not touched.")


def test_an_empty_database_is_no_store(crm):
    crm.home.mkdir()
    with closing(crm.db()) as db:
        db.execute("VACUUM")
    told(crm, *READS, *WRITES, says="is not a tinycrm store")


@for_each(
    "left",
    ["1", "15", "16", "99", "100", "512", "4095", "4096", "4097", "size // 2", "size // 2 + 123",
     "size - 4096", "size - 4095", "size - 1", "size - 100"],
    afresh=True,
)  # fmt: skip
def test_a_store_that_was_cut_off_is_left_alone(left, ada):
    path = ada.home / "crm.db"
    data = path.read_bytes()
    path.write_bytes(data[: eval(left, {"size": len(data)})])
    told(ada, *READS, *WRITES, says="was not touched")


def test_a_store_with_garbage_in_the_middle_is_told_and_not_written(ada):
    path = ada.home / "crm.db"
    data = path.read_bytes()
    path.write_bytes(data[:4096] + os.urandom(len(data) - 4096))
    told(ada, *READS, *WRITES, says="damaged")


class Answering:
    """A connection of a build of SQLite with its own ways: pragmas answer what they are told."""

    def __init__(self, db: sqlite3.Connection, change: Callable[[str, Any], Any]) -> None:
        self._db = db
        self._change = change

    def execute(self, statement: str, *given: Any) -> Any:
        cursor = self._db.execute(statement, *given)
        name = statement.removeprefix("PRAGMA ")
        if name not in NUMBERS:
            return cursor
        (value,) = cursor.fetchone()
        changed = self._change(name, value)
        return self._db.execute("SELECT ?" if changed != () else "SELECT 1 WHERE 0", changed or ())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)


NUMBERS = ("user_version", "application_id", "page_count", "page_size", "data_version")


def answer(patch: pytest.MonkeyPatch, change: Callable[[str, Any], Any]) -> None:
    """Let every connection of the store answer `change(name, value)`, a tuple of one or none."""
    connect = connection._connect
    patch.setattr(connection, "_connect", lambda *given: Answering(connect(*given), change))


def test_numbers_that_come_as_text_are_numbers(ada, monkeypatch):
    answer(monkeypatch, lambda _, value: (str(value),))
    assert ada("add", "Bob").out == "c3\n"
    assert len(ada.json("list")) == 3
    path = ada.home / "crm.db"
    path.write_bytes(path.read_bytes()[:-4096])
    told(ada, *READS, *WRITES, says="damaged")


@for_each("pragma", NUMBERS[:-1])
@for_each("nonsense", [("",), ("many",), (None,), (b"\xff",), ()], afresh=True)
def test_numbers_that_are_none_are_a_damaged_store(pragma, nonsense, ada, monkeypatch):
    answer(monkeypatch, lambda name, value: nonsense if name == pragma else (value,))
    told(ada, ("list",), ("add", "Bob"), says="is damaged")


@for_each("pragma", ["page_count", "page_size"])
@for_each("nonsense", [0, -1, 2**62], afresh=True)
def test_lengths_that_cannot_be_are_a_damaged_store(pragma, nonsense, ada, monkeypatch):
    answer(monkeypatch, lambda name, value: (nonsense if name == pragma else value,))
    told(ada, ("list",), ("add", "Bob"), says="is damaged")


@for_each("place", [16, 17, 19, 21, 22, 23, 28, 47, 59], afresh=True)
def test_a_header_with_nonsense_in_it_is_a_damaged_store(place, ada):
    path = ada.home / "crm.db"
    data = bytearray(path.read_bytes())
    data[place] = 0xEE
    path.write_bytes(data)
    told(ada, ("list",), ("add", "Bob"), says="is damaged. It was not touched.")


def test_a_damaged_store_says_where_its_copies_are(ada):
    (ada.home / "crm.db").write_bytes(b"SQLite format 3\0" * 99)
    result = ada.run("list")
    assert result.err.splitlines()[1].strip() == f"Backups are in {ada.home / 'backups'}."


def test_a_folder_in_the_place_of_the_store_is_told(crm):
    (crm.home / "crm.db").mkdir(parents=True)
    told(crm, *READS, *WRITES, says="cannot be opened")


def test_a_file_in_the_place_of_the_folder_is_told(crm):
    crm.home.write_text("I am a file")
    for command in (*READS, *WRITES):
        result = crm.run(*command)
        assert (result.code, result.out) == (6, "") or command in READS, result
    assert crm.home.read_text() == "I am a file"


def test_a_failure_is_told_as_json_too(ada):
    (ada.home / "crm.db").write_bytes(b"")
    result = ada.run("list", "--json")
    assert (result.code, result.out) == (6, "")
    assert '"code": 6' in result.err


# ── no room ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file may grow, as on a disk that is full."""
    connect = connection._connect

    def connect_to_full_disk(where: str, patience: float = 10.0) -> sqlite3.Connection:
        db = connect(where)
        db.execute("PRAGMA max_page_count = 1")  # or as many as there are
        return db

    monkeypatch.setattr(connection, "_connect", connect_to_full_disk)


def test_a_full_disk_is_told_and_nothing_is_half_saved(ada, request):
    with closing(ada.db()) as db:
        before = dump(db)
        request.getfixturevalue("full_disk")
        told(ada, ("log", "ada", "x" * 20_000, "-f", "2026-12-01"), says="The disk is full.")
        assert dump(db) == before
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert ada("list").code == 0


@pytest.mark.makes_stores
@pytest.mark.usefixtures("full_disk")
def test_a_store_that_finds_no_room_to_begin_leaves_no_file(crm):
    result = crm.run("add", "Ada")
    assert (result.code, result.out) == (6, "")
    assert result.err.startswith("crm: The disk is full. Nothing was changed.")
    assert list(crm.home.iterdir()) == []


@pytest.mark.makes_stores
def test_a_file_system_without_links_holds_a_store_too(crm, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted", "here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    crm("add", "Ada")
    crm("add", "Bob")
    assert [path.name for path in crm.home.iterdir()] == ["crm.db"]
    assert (crm.home / "crm.db").stat().st_mode & 0o777 == 0o600


# ── no permission ────────────────────────────────────────────────────────────────────────


# Permissions do not stop root: without these two capabilities they do (prctl 24 drops one).
WITHOUT_POWER = """
import ctypes, os, sys
for capability in (1, 2) if os.geteuid() == 0 else ():
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def _bound(*argv: str, stdin: str = "") -> str:
    return subprocess.run(
        [sys.executable, "-S", "-c", WITHOUT_POWER, *argv], input=stdin, capture_output=True,
        text=True, check=True, timeout=60, cwd=ROOT,
    ).stdout  # fmt: skip


def run_bound(*argv: str) -> Ended:
    """Run a command in a process that permissions stop; return how it ended."""
    return run_each_bound(argv)[0]


def run_each_bound(*commands: tuple[str, ...]) -> list[Ended]:
    """Run commands one after the other, each in a process of its own."""
    ended = json.loads(_bound("-m", "tests.store.bound", stdin=json.dumps(commands)))
    return [Ended(*each) for each in ended]


@pytest.fixture(scope="module")
def _permissions_count(tmp_path_factory: pytest.TempPathFactory) -> None:
    closed = tmp_path_factory.mktemp("closed")
    closed.chmod(0o500)
    try:
        _bound("-c", f"open({str(closed / 'file')!r}, 'w')")
    except subprocess.CalledProcessError:
        return
    pytest.skip("permissions stop nobody here")


@pytest.fixture
def bound(_permissions_count, ada) -> Iterator[Path]:
    """The home of a store, where permissions can be taken away."""
    yield ada.home
    ada.home.chmod(0o700)


def test_a_read_only_folder_is_read_and_not_written(bound):
    bound.chmod(0o500)
    before = files(bound)
    *read, added, logged = run_each_bound(*READS[:2], *WRITES[:2])
    for code, out, err in read:
        assert (code, err) == (0, "")
        assert out
    for code, out, err in (added, logged):
        assert (code, out) == (6, "")
        assert err.startswith("crm: The store "), err
        assert "read-only" in err
        assert "Traceback" not in err
    assert files(bound) == before


def test_a_read_only_file_is_read_and_not_written(bound):
    (bound / "crm.db").chmod(0o400)
    read, (code, out, err) = run_each_bound(("list",), ("add", "Bob"))
    assert read.code == 0
    assert (code, out) == (6, "")
    assert "cannot be written" in err


def test_a_file_that_may_not_be_read_is_told(bound):
    (bound / "crm.db").chmod(0o000)
    for code, out, err in run_each_bound(("list",), ("add", "Bob")):
        assert (code, out) == (6, "")
        assert "cannot be opened" in err


def test_a_folder_that_may_not_be_entered_is_told(bound):
    bound.chmod(0o000)
    for code, out, err in run_each_bound(("list",), ("add", "Bob")):
        assert (code, out) == (6, ""), err
        assert "cannot be opened: Permission denied." in err


def test_a_store_that_cannot_be_begun_is_told(bound, monkeypatch):
    bound.chmod(0o500)
    monkeypatch.setenv("CRM_HOME", str(bound / "deep" / "er"))
    read, (code, out, err) = run_each_bound(("list",), ("add", "Bob"))
    assert read.code == 0
    assert (code, out) == (6, "")
    assert "cannot be opened: Permission denied." in err


# ── a sudden end ─────────────────────────────────────────────────────────────────────────

WRITE_AND_WAIT = """
import sys
from tinycrm.store import writing
with writing("half") as work:
    work.db.execute("PRAGMA cache_size = 5")
    work.db.execute("UPDATE note SET body = body || ' changed', folded = 'changed'")
    work.db.execute("DELETE FROM contact WHERE id = 2")
    print("half", flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_write_left_behind_is_rolled_back_by_the_next_reader(ada):
    path = ada.home / "crm.db"
    whole = path.read_bytes()
    with subprocess.Popen(
        [sys.executable, "-c", WRITE_AND_WAIT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"half\n"
        writer.send_signal(signal.SIGKILL)
    journal = path.with_name("crm.db-journal")
    assert path.read_bytes() != whole, "the write has not reached the file; nothing is shown"
    assert journal.stat().st_size > 0
    assert journal.stat().st_mode & 0o777 == 0o600
    assert [p["name"] for p in ada.json("list")] == ["Ada", "Eve"]
    assert not journal.exists()
    assert path.read_bytes() == whole
    assert ada("add", "Bob").out == "c3\n"


def test_what_a_killed_write_left_behind_cannot_be_read_where_it_cannot_be_rolled_back(bound):
    with subprocess.Popen(
        [sys.executable, "-c", WRITE_AND_WAIT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        writer.kill()
    bound.chmod(0o500)
    (bound / "crm.db").chmod(0o400)
    code, out, err = run_bound("list")
    assert (code, out) == (6, "")
    assert "Traceback" not in err
    assert err.startswith("crm: The store ")


@for_each("moment", range(3), afresh=True)
def test_a_process_killed_at_any_moment_leaves_a_whole_store(moment, crm):
    """The first write too, when the store is being made."""
    with subprocess.Popen(
        [sys.executable, "-c", "import tinycrm.cli.main as m\nprint(flush=True)\n"
         "for n in range(99): m.main(['add', f'P{n}'])"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as writer:  # fmt: skip
        assert writer.stdout is not None
        writer.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            writer.wait(0.02 + moment * 0.05)
        writer.kill()
    found = [p["name"] for p in crm.json("list")]
    crm("add", "Last")
    with closing(crm.db()) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        changes, batched = db.execute(
            "SELECT (SELECT max(id) FROM change), (SELECT max(last_change) FROM batch)"
        ).fetchone()
    assert changes == batched
    assert len(crm.json("list")) == len(found) + 1
