"""The migrated store and the SQLModel definitions are the same; the first step is frozen."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from sqlmodel import SQLModel

from tests.rows import for_each
from tinycrm import models
from tinycrm.store import connection, journal, migrations

pytestmark = pytest.mark.makes_stores

TABLES = [model.__tablename__ for model in models.TABLES]


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("schema") / "migrated.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        migrations.migrate(db)
        yield db


@pytest.fixture(scope="module")
def defined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("schema") / "defined.db"
    engine = sqlalchemy.create_engine(f"sqlite:///{path}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    with closing(sqlite3.connect(path)) as db:
        yield db


def pragma(db: sqlite3.Connection, name: str, of: str) -> list[tuple[Any, ...]]:
    return db.execute(f"PRAGMA {name}({of})").fetchall()


def sql_of(db: sqlite3.Connection, name: str) -> str:
    """The statement that made a table or an index, without its spacing."""
    row = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    return re.sub(r"\s+", " ", row[0] or "").strip()


def checks(db: sqlite3.Connection, table: str) -> list[str]:
    """Every CHECK with its name and text. Each stands on a line of its own."""
    statement = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    lines = [line.strip().rstrip(",") for line in statement.splitlines()]
    lines = [re.sub(r", \w+ TEXT$", "", line) for line in lines]  # a column added after a CHECK
    return sorted(line for line in lines if "CHECK" in line)


def indexes(db: sqlite3.Connection, table: str) -> dict[str, tuple[Any, ...]]:
    """Every index: unique, its origin, partial, its columns, and the text of its WHERE."""
    return {
        name: (unique, origin, partial, pragma(db, "index_xinfo", name), sql_of(db, name))
        for _, name, unique, origin, partial in pragma(db, "index_list", table)
    }


def test_every_table_is_defined_and_no_more(migrated, defined):
    found = migrated.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    assert sorted(name for (name,) in found) == sorted(TABLES)
    assert sorted(journal.tables(defined)) == sorted(set(TABLES) - {"change", "batch", "rhythm"})


@for_each("table", TABLES)
def test_a_migrated_table_is_the_one_defined(table, migrated, defined):
    for name in ("table_xinfo", "foreign_key_list"):
        assert pragma(migrated, name, table) == pragma(defined, name, table), name
    assert indexes(migrated, table) == indexes(defined, table)
    assert checks(migrated, table) == checks(defined, table)


@for_each("table", TABLES)
def test_a_table_is_strict_and_gives_no_id_twice(table, migrated, defined):
    for db in (migrated, defined):
        strict = db.execute(
            "SELECT strict FROM pragma_table_list WHERE schema = 'main' AND name = ?", (table,)
        )
        assert strict.fetchone() == (1,)
        assert "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT" in sql_of(db, table)


@for_each("table", TABLES)
def test_a_column_is_text_or_a_whole_number_and_says_what_it_is(table, migrated):
    assert {row[2] for row in pragma(migrated, "table_xinfo", table)} <= {"TEXT", "INTEGER"}
    model = next(model for model in models.TABLES if model.__tablename__ == table)
    assert model.__doc__
    for name, field in model.model_fields.items():
        assert field.description, f"{table}.{name} has no sentence"
        assert field.description.endswith("."), f"{table}.{name}: {field.description}"


def test_every_table_but_the_journal_has_its_three_journal_triggers(migrated, defined):
    wanted = {
        f"journal_{table}_{operation}"
        for table in journal.tables(defined)
        for operation in ("insert", "update", "delete")
    }
    found = migrated.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'journal_*'"
    )
    assert {name for (name,) in found} == wanted


def test_the_journal_triggers_hold_every_column_that_is_not_derived(migrated):
    for table in journal.tables(migrated):
        names = {row[1] for row in pragma(migrated, "table_info", table)}
        derived = names - set(journal.columns(migrated, table))
        assert derived <= {"folded", "folded_work", "last_touch_on"}
        for name in names - derived:
            assert f"'{name}', OLD.{name}" in sql_of(migrated, f"journal_{table}_delete")


def test_no_trigger_check_or_index_calls_a_function_of_ours(migrated):
    """Any program may write to the file, and it has only SQLite's own functions."""
    builtin = {row[0] for row in migrated.execute("SELECT name FROM pragma_function_list")}
    words = {
        "CHECK", "IN", "VALUES", "KEY", "UNIQUE", "AND", "OR", "EXISTS", "REFERENCES", "THEN",
        "CAST", "raise",
    }  # fmt: skip
    for (sql,) in migrated.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB '*_fts*'"
        " AND name <> 'sqlite_sequence'"
    ):
        bare = re.sub(r"'[^']*'", "''", sql)
        called = set(re.findall(r"(\w+)\(", bare))
        assert called <= builtin | words, called - builtin - words


@for_each(
    ("script", "digest"),
    [
        ("0001_start.sql", "e3214937d472cab9541084d5441baa70f95ef7eaee0990d5c9662e31ebf457c6"),
        ("0002_indexes.sql", "2b39012601fe5f561bd046a23954b8954ae91090cfd9441deef41e02c16b0ebc"),
        ("0003_truth.sql", "cca52068f5e052ffcbd468d6b83ab23f063d5b873505c3d71206d604e3a4f9f9"),
        ("0004_outcomes.sql", "f9700ad4ed13ebd9146ee1be4802777d09dbf09a5be9391fe216e77998bbb876"),
        ("0005_rhythms.sql", "281c127bff38a2656ae633219df2d488f64f8587ce97790413a5de51cccbaf74"),
        ("0006_covering.sql", "fcda9d4b2b47d4ac1e3cf33a592c972def4b923af388a89a8512b1e527cf60d1"),
    ],
)
def test_a_step_is_what_it_was(script, digest):
    # A released step never changes: stores made by it are out there. What a later version
    # needs is a step of its own, appended to migrations.STEPS.
    text = Path(migrations.__file__).with_name(script).read_bytes()
    assert hashlib.sha256(text).hexdigest() == digest


def test_a_new_store_says_whose_it_is(migrated):
    assert migrated.execute("PRAGMA application_id").fetchone() == (migrations.APPLICATION_ID,)
    assert migrated.execute("PRAGMA user_version").fetchone() == (len(migrations.STEPS),)
    assert migrated.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_new_store_is_the_same_to_the_byte_as_the_one_that_tests_copy(new_store, tmp_path):
    made = tmp_path / "home" / "crm.db"
    connection._create(made)
    assert made.read_bytes() == new_store.read_bytes()


def test_the_morning_has_its_indexes(migrated):
    def plan(sql: str) -> str:
        return " ".join(row[3] for row in migrated.execute(f"EXPLAIN QUERY PLAN {sql}"))

    for sql in (
        "SELECT * FROM occasion WHERE month = 11 AND day = 23",
        "SELECT * FROM fact WHERE contact_id = 1",
        "SELECT * FROM reminder WHERE done_at IS NULL AND due_on <= '2026-11-23'",
        "SELECT * FROM contact WHERE every_unit = 'w' AND every_n = 4 AND last_touch_on < 'x'",
        "SELECT * FROM issue WHERE contact_id = 1 ORDER BY opened_on",
        "SELECT note_id FROM note_contact WHERE contact_id = 1",
        "SELECT id FROM contact WHERE last_touch_on >= '2026-11-11'",
        "SELECT before FROM change WHERE entity = 'fact' AND before IS NOT NULL"
        " AND json_extract(before, '$.contact_id') = 1",
    ):
        assert "USING" in plan(sql), sql
        assert "SCAN" not in plan(sql), sql
        assert "TEMP" not in plan(sql), sql
