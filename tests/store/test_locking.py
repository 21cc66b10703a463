"""Many programs at once: nothing is lost, nothing is made twice, nobody sees half of anything."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.conftest import at_once, insert
from tinycrm.store import connection, reading, writing

pytestmark = pytest.mark.opens_anew


def names(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "crm.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [name for (name,) in db.execute("SELECT name FROM contact")]


def test_many_who_add_at_once_all_succeed_from_the_first_moment(home):
    """The store is not there yet: they race to make it as well."""
    ids = at_once(5, "add_many", 4)
    assert len(set(ids)) == len(ids) == 20
    assert len(set(names(home))) == len(names(home)) == 20
    assert [path.name for path in home.iterdir()] == ["crm.db"]


def test_many_who_add_the_same_person_make_one(crm):
    crm.make_store()
    lines = at_once(6, "add_same", 3)
    assert Counter(names(crm.home)) == {f"Person {n}": 1 for n in range(3)}
    assert len(lines) == 18
    assert len(set(lines)) == 3


def test_readers_and_writers_do_not_disturb_each_other(crm):
    crm("add", "Ada")
    lines = at_once(4, "read_while_one_adds", 10)
    counts = [int(line.split()[1]) for line in lines if line.startswith("read")]
    assert len(lines) - len(counts) == 10
    assert len(counts) == 30
    assert min(counts) >= 1
    assert max(counts) <= 11


def test_who_undoes_while_others_write_takes_back_each_thing_once_and_whole(crm):
    crm("add", "Ada")
    lines = at_once(4, "add_or_undo", 6)
    added = {f"add {each.split()[1]}" for each in lines if each.startswith("add")} | {"add c1"}
    undone = [each.removeprefix("undo ") for each in lines if each.startswith("undo")]
    assert len(undone) == len(set(undone)) > 0
    assert {f"add {each}" for each in crm("list", "--ids").out.split()} == added - set(undone)
    with closing(sqlite3.connect(crm.home / "crm.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    while crm.run("undo").code == 0:
        pass
    assert crm("export").out == ""


def test_the_same_add_from_many_command_lines_makes_one_person(crm):
    crm.make_store()
    assert at_once(6, "run_the_same_add") == ["c1"] * 6
    assert len(crm.json("list")) == 1


# ── waiting ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for long here."""
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)


@pytest.mark.usefixtures("impatient")
def test_a_lock_that_does_not_clear_is_told_and_nothing_is_changed(crm):
    crm("add", "Ada")
    with closing(crm.db()) as db:
        db.execute("BEGIN EXCLUSIVE")
        for command in (("add", "Bob"), ("log", "ada", "Lunch"), ("list",), ("today",), ("undo",)):
            result = crm.run(*command)
            assert (result.code, result.out) == (6, "")
            assert result.err.startswith("crm: The store is locked: another program has been")
            assert "Traceback" not in result.err
    assert [p["name"] for p in crm.json("list")] == ["Ada"]


@pytest.mark.usefixtures("impatient")
def test_who_only_reads_does_not_wait_for_a_writer_under_way(crm):
    crm("add", "Ada")
    with writing("slow") as work:
        insert(work.db, "contact", name="Bob")
        assert [p["name"] for p in crm.json("list")] == ["Ada"]
        assert crm.run("add", "Eve").code == 6
    assert [p["name"] for p in crm.json("list")] == ["Ada", "Bob"]


@pytest.mark.usefixtures("impatient")
def test_a_reader_that_stays_holds_a_write_up_and_nothing_is_half_written(crm):
    crm("add", "Ada")
    with closing(crm.db()) as db:
        rows = db.execute("SELECT * FROM change UNION ALL SELECT * FROM change")
        rows.fetchone()
        assert crm.run("add", "Bob").code == 6
        rows.close()
    assert [p["name"] for p in crm.json("list")] == ["Ada"]
    assert crm("add", "Bob").out == "c2\n"


def test_a_command_waits_for_a_writer_that_ends(crm):
    crm("add", "Ada")
    script = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.readline()
db.execute("COMMIT")
"""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(crm.home / "crm.db")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdin is not None
        other.stdout.readline()
        waiting = subprocess.Popen([sys.executable, "-m", "tinycrm", "add", "Bob"])
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(0.3)
        other.stdin.write("\n")
        other.stdin.flush()
        assert waiting.wait(20) == 0
    assert [p["name"] for p in crm.json("list")] == ["Ada", "Bob"]


# ── the journal mode ─────────────────────────────────────────────────────────────────────


def mode(home: Path) -> str:
    with closing(sqlite3.connect(home / "crm.db")) as db:
        return str(db.execute("PRAGMA journal_mode").fetchone()[0])


def test_a_store_set_to_another_journal_mode_is_set_back_by_our_next_write(crm):
    crm("add", "Ada")
    with closing(crm.db()) as db:
        db.execute("PRAGMA journal_mode = WAL")
    assert len(crm.json("list")) == 1
    assert mode(crm.home) == "wal"
    crm("add", "Bob")
    assert mode(crm.home) == "delete"
    assert [path.name for path in crm.home.iterdir()] == ["crm.db"]


@pytest.mark.usefixtures("impatient")
def test_what_waits_beside_the_file_of_another_program_is_read_too(crm):
    crm("add", "Ada")
    with closing(crm.db()) as db:
        db.execute("PRAGMA journal_mode = WAL")
        for n in range(50):
            insert(db, "contact", name=f"Person {n}")
        db.commit()
        assert len(crm.json("list")) == 51
        assert crm.run("add", "Bob").code == 6
    crm("add", "Bob")
    assert len(crm.json("list")) == 52


HOLD_IN_WAL = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("PRAGMA journal_mode = WAL")
db.execute("SELECT count(*) FROM contact").fetchone()
print(flush=True)
sys.stdin.read()
"""


def test_a_store_that_another_program_holds_in_wal_mode_is_read_and_not_written(crm):
    """SQLite refuses to leave that mode at once, so nothing may be said of ten seconds."""
    crm("add", "Ada")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_IN_WAL, str(crm.home / "crm.db")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        other.stdout.readline()
        for command in (("add", "Bob"), ("log", "ada", "Lunch"), ("undo",)):
            result = crm.run(*command)
            assert (result.code, result.out) == (6, "")
            assert result.err == (
                f"crm: The store {crm.home / 'crm.db'} is in WAL mode, and another program is using"
                " it right now.\n     Close that program and try again.\n"
            )
        for command in (("list",), ("show", "ada"), ("search", "ada")):
            assert "Ada" in crm(*command).out
    assert crm("add", "Bob").out == "c2\n"
    assert mode(crm.home) == "delete"


def test_a_write_waits_for_the_disk(crm):
    crm("add", "Ada")
    with writing("look") as work:
        assert work.db.execute("PRAGMA synchronous").fetchone()[0] == 3  # EXTRA
        assert work.db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert work.db.execute("PRAGMA recursive_triggers").fetchone()[0] == 1


def test_reading_makes_no_file_and_changes_none(crm):
    assert crm.json("list") == []
    assert not crm.home.exists()
    with reading() as db, pytest.raises(sqlite3.OperationalError, match="readonly"):
        insert(db, "contact")
