"""From an older form of the store to today's: a copy first, then all steps or none."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.conftest import made_once
from tests.store.conftest import dump, dump_store
from tinycrm.errors import StoreProblem
from tinycrm.store import backup, connection, journal, migrations, reading, writing

pytestmark = [pytest.mark.makes_stores, pytest.mark.opens_anew]


def add_table(db: sqlite3.Connection) -> None:
    """A step that adds something."""
    db.execute(
        "CREATE TABLE pet (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, contact_id INTEGER"
        " REFERENCES contact (id) ON DELETE CASCADE, name TEXT NOT NULL) STRICT"
    )


def rebuild_table(db: sqlite3.Connection) -> None:
    """A step that rebuilds a table others point to, as SQLite's manual says (12 steps)."""
    sql = db.execute("SELECT sql FROM sqlite_schema WHERE name = 'tag'").fetchone()[0]
    rest = db.execute(
        "SELECT sql FROM sqlite_schema WHERE tbl_name = 'tag' AND type IN ('index', 'trigger')"
        " AND sql IS NOT NULL"
    ).fetchall()
    db.execute(sql.replace("CREATE TABLE tag (", "CREATE TABLE new_tag (colour TEXT, "))
    db.execute("INSERT INTO new_tag (id, name, folded) SELECT id, name, folded FROM tag")
    db.execute("DROP TABLE tag")
    db.execute("ALTER TABLE new_tag RENAME TO tag")
    for (statement,) in rest:
        db.execute(statement)


def leave_orphans(db: sqlite3.Connection) -> None:
    """A step with a mistake: rows without what they point to."""
    db.execute("DELETE FROM contact")


def stumble(db: sqlite3.Connection) -> None:
    """A step that fails half-way."""
    db.execute("ALTER TABLE contact ADD COLUMN half TEXT")
    raise RuntimeError("stumbled")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A later version of the program, with more steps."""

    def become(*steps: Callable[[sqlite3.Connection], None]) -> None:
        monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, *steps))
        monkeypatch.setattr(migrations, "LATEST", len(migrations.STEPS))
        monkeypatch.setattr(journal, "TABLES", (*journal.TABLES, "pet"))

    return become


@pytest.fixture
@made_once
def ada(crm):
    """A store of today with something in it."""
    crm("add", "Ada", "-t", "vip", "-b", "10 Dec")
    crm("log", "ada", "Lunch", "#prints")
    return crm


def version(crm) -> int:
    with closing(crm.db()) as db:
        return migrations.version(db)


def test_a_store_is_copied_and_brought_up_to_date_when_it_is_opened(ada, later):
    before, form = dump_store(), version(ada)
    later(add_table)
    assert [p["name"] for p in ada.json("list")] == ["Ada"]
    assert version(ada) == form + 1
    assert dump_store() == before | {"pet": []}
    (copy,) = (ada.home / "backups").iterdir()
    assert copy.name == "crm-2026-11-23-120000-before-update.db"
    with closing(sqlite3.connect(copy)) as db:
        assert migrations.version(db) == form
        assert dump(db) == before


def test_a_store_that_is_up_to_date_is_not_copied(ada):
    ada("list")
    ada("add", "Bob")
    assert not (ada.home / "backups").exists()


def test_a_new_table_is_journalled(ada, later):
    later(add_table)
    with writing("pet") as work:
        work.db.execute("INSERT INTO pet (contact_id, name) VALUES (1, 'Rex')")
    ada("undo")
    assert dump_store()["pet"] == []


def test_a_rebuilt_table_keeps_its_rows_and_has_its_triggers_again(ada, later):
    before = dump_store()
    later(rebuild_table)
    assert ada.json("show", "ada")["tags"] == ["vip"]
    assert [row[1:] for row in dump_store()["tag"]] == before["tag"]
    with closing(ada.db()) as db:
        found = db.execute("SELECT name FROM sqlite_schema WHERE name GLOB 'journal_tag_*'")
        assert len(found.fetchall()) == 3
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    ada("undo")
    ada("undo")
    assert not any(dump_store().values())


@pytest.mark.parametrize(
    ("step", "why"),
    [(leave_orphans, "IntegrityError: a step left rows"), (stumble, "RuntimeError: stumbled")],
)
@pytest.mark.parametrize("command", ["list", "add Bob"])
def test_a_step_that_fails_leaves_the_store_as_it_was(step, why, command, ada, later):
    before = (ada.home / "crm.db").read_bytes()
    later(add_table, step)
    result = ada.run(*command.split())
    assert (result.code, result.out) == (6, "")
    assert "could not be updated to the format of this tinycrm" in result.err
    assert why in result.err
    (copy,) = (ada.home / "backups").iterdir()
    assert f"A backup is in {copy}\n" in result.err
    assert (ada.home / "crm.db").read_bytes() == before


def test_steps_are_taken_once_however_many_open_the_store(ada, later):
    taken: list[sqlite3.Connection] = []
    later(add_table, taken.append)
    for _ in range(3):
        ada("list")
    ada("add", "Bob")
    assert len(taken) == 1


def test_what_another_process_has_brought_further_meanwhile_is_left_alone(ada, later, monkeypatch):
    """A newer program is faster between our look at the store and our first step."""
    form = version(ada)
    later(add_table)

    def be_overtaken(*_: object) -> None:
        with closing(ada.db()) as db:
            db.execute(f"PRAGMA user_version = {form + 2}")

    monkeypatch.setattr(backup, "make", be_overtaken)
    assert ada.run("list").code == 6
    assert version(ada) == form + 2
    assert "pet" not in dump_store()


def test_a_store_that_cannot_be_copied_is_not_changed(ada, later):
    before = (ada.home / "crm.db").read_bytes()
    (ada.home / "backups").write_text("in the way")
    later(add_table)
    result = ada.run("list")
    assert (result.code, result.out) == (6, "")
    assert (ada.home / "crm.db").read_bytes() == before


def test_a_script_is_cut_into_its_statements():
    script = (
        "CREATE TABLE a (b); -- c;\nCREATE TRIGGER d AFTER INSERT ON a BEGIN\n  SELECT ';';\nEND;\n"
    )
    assert len(list(migrations._statements(script))) == 2


def test_an_old_sqlite_is_refused(crm, monkeypatch):
    monkeypatch.setattr(connection, "_OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(StoreProblem, match=r"SQLite .* is too old"), reading():
        pass


def test_journal_triggers_can_be_made_anew_at_any_time(ada):
    with closing(ada.db()) as db:
        query = "SELECT name, sql FROM sqlite_schema WHERE name GLOB 'journal_*' ORDER BY name"
        before = db.execute(query).fetchall()
        journal.drop_triggers(db)
        assert db.execute(query).fetchall() == []
        journal.make_triggers(db)
        assert db.execute(query).fetchall() == before
