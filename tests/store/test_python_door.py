"""`tinycrm.session()`: the typed, read-only door for Python."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
import sqlalchemy
from sqlmodel import col, select

import tinycrm
from tests.conftest import made_once
from tests.rows import for_each
from tests.store.conftest import NOW, dump_store, insert
from tinycrm.errors import StoreProblem
from tinycrm.models import TABLES, Contact, Note, NoteContact
from tinycrm.store import connection, migrations

pytestmark = pytest.mark.opens_anew


@pytest.fixture
@made_once
def people(crm):
    """Two people and a note."""
    crm("add", "Ada Lovelace", "-e", "ada@example.org", "-t", "vip", "--every", "4w")
    crm("add", "[/] Łukasz")
    crm("log", "ada", "Lunch", "-a", "2026-11-20")
    return crm


def test_people_are_read_as_typed_objects(people):
    with tinycrm.session() as session:
        found = session.exec(select(Contact).order_by(Contact.name)).all()
    assert [(p.name, p.every_n, p.last_touch_on) for p in found] == [
        ("Ada Lovelace", 4, "2026-11-20"), ("[/] Łukasz", None, None),
    ]  # fmt: skip


def test_tables_are_joined_as_sqlmodel_does(people):
    with tinycrm.session() as session:
        found = session.exec(
            select(Contact.name, Note.body)
            .join(NoteContact, col(NoteContact.contact_id) == Contact.id)
            .join(Note, col(Note.id) == NoteContact.note_id)
        ).all()
    assert [tuple(row) for row in found] == [("Ada Lovelace", "Lunch")]


@for_each("model", TABLES)
def test_every_table_can_be_read(model, people):
    with tinycrm.session() as session:
        assert len(session.exec(select(model)).all()) >= 0


def test_the_models_are_reached_through_the_package(people):
    with tinycrm.session() as session:
        assert len(session.exec(select(tinycrm.models.Tag)).all()) == 1


def test_a_name_the_package_does_not_have_is_no_attribute():
    with pytest.raises(AttributeError, match="nonsense"):
        _ = tinycrm.nonsense


def test_without_a_store_everything_is_empty_and_nothing_is_made(home):
    with tinycrm.session() as session:
        assert session.exec(select(Contact)).all() == []
    assert not home.exists()


def test_the_program_may_write_meanwhile_and_the_next_question_sees_it(people):
    with tinycrm.session() as session:
        assert len(session.exec(select(Contact.id)).all()) == 2
        people("add", "Grace")
        assert len(session.exec(select(Contact.id)).all()) == 3


def test_a_session_may_be_opened_again_and_inside_another(people):
    for _ in range(2):
        with tinycrm.session() as one, tinycrm.session() as other:
            assert one.get(Contact, 1) == other.get(Contact, 1)


# ── it only reads ────────────────────────────────────────────────────────────────────────


def add(session):
    session.add(Contact(uid="x", name="Eve", created_at=NOW, updated_at=NOW))
    session.commit()


def change(session):
    session.get(Contact, 1).name = "Eve"
    session.commit()


def delete(session):
    session.delete(session.get(Contact, 1))
    session.flush()


def delete_by_sql(session):
    session.connection().execute(sqlalchemy.text("DELETE FROM contact"))


def drop(session):
    session.connection().execute(sqlalchemy.text("DROP TABLE contact"))


@for_each("write", [add, change, delete, delete_by_sql, drop])
def test_writing_is_refused_in_a_sentence(write, people):
    def try_it() -> None:
        with tinycrm.session() as session:
            write(session)

    before = dump_store()
    with pytest.raises(StoreProblem, match=r"only reads\. Nothing was changed") as caught:
        try_it()
    assert "tinycrm.services" in caught.value.hint
    assert dump_store() == before


def test_what_is_changed_and_not_committed_is_not_written(people):
    before = dump_store()
    with tinycrm.session() as session:
        person = session.get(Contact, 1)
        assert person is not None
        person.name = "Eve"
    assert dump_store() == before


# ── the same checks as any reader ────────────────────────────────────────────────────────


def open_session() -> None:
    with tinycrm.session() as session:
        session.exec(select(Contact)).all()


def test_a_newer_store_is_refused(people):
    with closing(people.db()) as db:
        db.execute(f"PRAGMA user_version = {migrations.LATEST + 1}")
    with pytest.raises(StoreProblem, match="newer tinycrm"):
        open_session()


@pytest.mark.parametrize("left", [0, 100, 5000, -1])
def test_a_store_that_was_cut_off_is_refused(left, people):
    path = people.home / "crm.db"
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(StoreProblem):
        open_session()


def test_damage_that_is_only_met_later_is_told_too(people):
    with closing(people.db()) as db:
        for n in range(100):
            insert(db, "note", body=f"{n} " + "x" * 500)
        db.commit()
        root = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'note'").fetchone()[0]
    with (people.home / "crm.db").open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(StoreProblem, match="damaged"), tinycrm.session() as session:
        session.exec(select(Note)).all()


def test_a_lock_that_does_not_clear_is_told(people, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    with closing(people.db()) as db:
        db.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreProblem, match="locked"):
            open_session()


def test_a_mistake_in_a_question_stays_sqlalchemys(people):
    with pytest.raises(sqlalchemy.exc.OperationalError), tinycrm.session() as session:
        session.connection().execute(sqlalchemy.text("SELECT nonsense FROM contact"))


def test_an_exception_of_the_caller_passes_through(people):
    with pytest.raises(ZeroDivisionError), tinycrm.session():
        _ = 1 / 0


# ── what it costs ────────────────────────────────────────────────────────────────────────


def test_importing_the_package_loads_nothing():
    script = (
        "import sys; before = set(sys.modules); import tinycrm;"
        "print(*sorted(set(sys.modules) - before - {'__future__'}))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True
    )
    assert (done.stdout.split(), done.stderr) == (["tinycrm"], "")


def test_nothing_is_left_open(people, monkeypatch):
    opened, connect = [], connection._connect

    def noting(*given):
        opened.append(connect(*given))
        return opened[-1]

    monkeypatch.setattr(connection, "_connect", noting)
    with tinycrm.session() as session:
        assert session.exec(select(Contact.name)).all() == ["Ada Lovelace", "[/] Łukasz"]
    with pytest.raises(StoreProblem, match="only reads"), tinycrm.session() as session:
        delete(session)
    assert len(opened) == 2
    for each in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            each.execute("SELECT 1")
