"""The export is whole: there is no column of the store of which it does not speak."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from tests.conftest import Crm
from tests.store.conftest import insert_everything
from tinycrm.services.json_lines.exporting import export
from tinycrm.store import journal

# What is made of something else that is there, or only says in which order rows were written.
_DERIVED = {
    ("contact", "folded"), ("contact", "folded_work"), ("nickname", "folded"), ("fact", "folded"),
    ("tag", "folded"), ("note", "folded"), ("issue", "folded"), ("reminder", "folded"),
    ("contact_point", "normal"), ("contact_point", "position"), ("contact_point", "folded"),
    ("extra", "folded"), ("relation", "folded"), ("card", "folded"),
    ("win", "folded"), ("deal", "folded"), ("feedback", "folded"), ("perk", "folded"),
}  # fmt: skip

# A value each column may take that no row of `insert_everything` has.
_OTHER: dict[str, object] = {
    "kind": "social", "every_n": 7, "every_unit": "y", "month": 3, "day": 7, "year": 1901,
    "mood": -1, "direction": "in", "amount_minor": 77, "score": 3, "position": 9,
    "happened_time": "07:07", "due_time": "07:07", "fixed": 1, "do_not_contact": 1,
    "currency": "PLN", "filter": "tag:other", "record": "n1",
    "unread": 1, "every_on": "17", "never": 1,
}  # fmt: skip
_KINDS = {"contact": "group", "contact_point": "phone", "win": "praise"}


@pytest.fixture
def db(crm: Crm) -> Iterator[sqlite3.Connection]:
    """A store with a row in every table, and nobody who minds what is changed in it."""
    crm("add", "Nobody")
    crm("rm", "c1", "--yes")
    with closing(sqlite3.connect(crm.home / "crm.db", isolation_level=None)) as db:
        db.execute("DELETE FROM sqlite_sequence")
        insert_everything(db)
        db.execute(
            "INSERT INTO contact (uid, name, created_at, updated_at)"
            " SELECT 'third', 'Third', created_at, updated_at FROM contact WHERE id = 1"
        )
        db.row_factory = sqlite3.Row
        yield db


def _dump(db: sqlite3.Connection) -> str:
    return "\n".join(json.dumps(each, default=str) for each in export(db, [], date(2026, 11, 23)))


def _other(table: str, column: str) -> object:
    if column == "kind":
        return _KINDS.get(table, _OTHER["kind"])
    if column in _OTHER:
        return _OTHER[column]
    if column.endswith("_id"):
        return 3 if column in ("contact_id", "other_id", "brought_id") else None
    if column.endswith("_at"):
        return "2001-01-01T01:01:01Z"
    return "2001-01-01" if column.endswith(("_on", "_until")) else "something else"


def _columns(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for table in journal.tables(db):
        for column in journal.columns(db, table):
            if column != "id" and (table, column) not in _DERIVED:
                yield table, column


def test_every_column_of_the_store_is_in_the_export(db: sqlite3.Connection):
    before = _dump(db)
    db.execute("PRAGMA ignore_check_constraints = ON")
    silent = []
    for table, column in _columns(db):
        db.execute("BEGIN")
        if column in ("note_id", "follows_id", "issue_id", "win_id", "tag_id", "one_id"):
            db.execute(f"DELETE FROM {table} WHERE {column} IS NOT NULL")
        else:
            where = "every_n IS NOT NULL" if column.startswith("every_") else "id = 1"
            db.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (_other(table, column),))
        if _dump(db) == before:
            silent.append(f"{table}.{column}")
        db.execute("ROLLBACK")
    assert silent == []
    assert _dump(db) == before
