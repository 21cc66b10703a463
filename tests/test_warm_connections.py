"""What the tests open again is as good as what they open anew."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from typing import Any

import pytest

from tests import warm_connections
from tests.conftest import Crm, made_once
from tinycrm.store import reading, writing

ada = pytest.fixture(made_once(lambda crm: crm("add", "Ada")))


def opened() -> sqlite3.Connection:
    """The connection that a command would get now, closed already."""
    with reading() as db:
        return db


def settings(db: sqlite3.Connection) -> dict[str, Any]:
    """All that SQLite lets a program set, as it is in this connection."""
    found = {}
    for (name,) in db.execute("PRAGMA pragma_list").fetchall():
        if "check" not in name and name not in ("optimize", "wal_checkpoint", "data_version"):
            with suppress(sqlite3.Error):  # some need a value
                found[name] = db.execute(f"PRAGMA {name}").fetchall()
    return {name: sorted(tuple(row) for row in rows) for name, rows in found.items()}


def test_the_next_command_gets_the_connection_that_was_closed(ada: Crm):
    first = opened()
    ada("log", "ada", "Lunch")
    assert opened() is first


def test_it_is_set_as_a_new_one_whatever_was_set_before(ada: Crm):
    for words in (
        ("add", "Bob"), ("today",), ("search", "ada"), ("forget", "bob", "--yes"), ("doctor",),
    ):  # fmt: skip
        ada.run(*words)
        with reading() as db:
            again, rows = settings(db), db.row_factory
        warm_connections.forget()
        with reading() as db:
            assert (again, rows) == (settings(db), db.row_factory), words
    with writing("nothing") as work:
        again = settings(work.db)
    warm_connections.forget()
    with writing("nothing") as work:
        assert settings(work.db) == again


def test_whoever_closed_it_cannot_use_it(ada: Crm):
    db = opened()
    for use in (db.cursor, db.commit, lambda: db.execute("SELECT 1"), lambda: db.executescript("")):
        with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
            use()
    db.close()
    assert opened() is db


def _written_by_another(crm: Crm) -> None:
    with closing(crm.db()) as db, db:
        db.execute("UPDATE contact SET name = 'Bob'")


def _damaged(crm: Crm) -> None:
    data = (crm.home / "crm.db").read_bytes()
    (crm.home / "crm.db").write_bytes(data[:-1])


def _replaced(crm: Crm) -> None:
    copy = crm.home / "copy"
    copy.write_bytes((crm.home / "crm.db").read_bytes())
    copy.replace(crm.home / "crm.db")


def _forbidden(crm: Crm) -> None:
    (crm.home / "crm.db").chmod(0o400)


def _removed(crm: Crm) -> None:
    (crm.home / "crm.db").unlink()


@pytest.mark.parametrize(
    "touch",
    [_written_by_another, _damaged, _replaced, _forbidden, _removed],
    ids=lambda f: f.__name__,
)
def test_a_file_that_somebody_touched_is_opened_anew(ada: Crm, touch):
    first = opened()
    touch(ada)
    with suppress(Exception):
        assert opened() is not first
    with pytest.raises(sqlite3.ProgrammingError):
        first.execute("SELECT 1")


def test_nor_is_one_kept_that_reads_still_or_knows_more(ada: Crm):
    warm_connections.forget()
    with reading() as db:
        rows = db.execute("SELECT name FROM sqlite_schema")
        rows.fetchone()
    assert opened() is not db
    with pytest.raises(sqlite3.ProgrammingError):
        rows.fetchone()
    with reading() as db:
        db.create_function("one", 0, lambda: 1)
    assert opened() is not db
    with reading() as db:
        db.execute("ATTACH ':memory:' AS beside")
    assert opened() is not db


def test_it_keeps_nobody_from_writing_and_no_file_from_being_removed(ada: Crm):
    opened()
    with closing(sqlite3.connect(ada.home / "crm.db", timeout=0)) as other:
        other.execute("BEGIN EXCLUSIVE")
    with closing(sqlite3.connect(ada.home / "crm.db", timeout=0)) as other:
        assert other.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
        opened()
        assert other.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)


def test_another_thread_gets_it_too_but_cannot_use_the_one_of_this_thread(ada: Crm):
    def in_a_thread(act):
        with ThreadPoolExecutor(1) as threads:
            return threads.submit(act).result()

    first = opened()
    assert in_a_thread(opened) is first
    with reading() as db:
        for use in (db.cursor, db.commit, db.close, lambda: db.execute("SELECT 1")):
            with pytest.raises(sqlite3.ProgrammingError, match="thread"):
                in_a_thread(use)
    assert opened() is first
