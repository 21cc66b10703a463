"""What hangs on a contact: the one list of it, held against the store's own foreign keys."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.conftest import Crm
from tests.rows import for_each
from tests.services.many_people import new_store_in_memory
from tests.store.conftest import insert
from tinycrm.services import owned_tables
from tinycrm.services.codes import TABLES
from tinycrm.services.owned_tables import OWNED, WORDS
from tinycrm.services.people import merging
from tinycrm.store import journal

# No words of a person: kinds and units, days, instants and times, ids, and what is derived.
NO_WORDS = re.compile(
    r"kind|about|direction|currency|source|uid|href|every_unit|folded(_work)?|\w+_(on|at|until|time)"
)
NOT_SEARCHED = {
    ("contact_point", "value"): "an address that others share is theirs too, and stays with them",
    ("contact_point", "normal"): "the value once more, as it is compared",
}
"""Written by people, and all the same not looked through for the name of who is forgotten."""


def _links() -> list[tuple[str, str]]:
    """Every table and column of the store that points at a contact."""
    with closing(new_store_in_memory()) as db:
        return [
            (table, row["from"])
            for table in journal.tables(db)
            for row in db.execute(f"PRAGMA foreign_key_list({table})")
            if row["table"] == "contact"
        ]


TRACES = {"extra": 2, "nickname": 1}
"""What a merge adds of its own: the id and the uid that are gone, and the other name."""


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(new_store_in_memory()) as made:
        yield made


def test_every_column_that_points_at_a_contact_is_in_the_list():
    listed = [
        (table, column) for table, owned in OWNED.items() for column in owned.owners + owned.others
    ]
    assert sorted(listed) == sorted(_links())


def test_a_row_goes_with_its_owner_and_outlives_anybody_else_it_names(db: sqlite3.Connection):
    for table, owned in OWNED.items():
        links = {row["from"]: row for row in db.execute(f"PRAGMA foreign_key_list({table})")}
        assert {links[each]["on_delete"] for each in owned.owners} == {"CASCADE"}
        assert {links[each]["on_delete"] for each in owned.others} <= {"SET NULL"}


def test_every_table_of_words_is_searched_for_a_name_or_says_why_not(db: sqlite3.Connection):
    written = {
        (table, row["name"])
        for table in ("contact", "note", *OWNED)
        for row in db.execute(f"PRAGMA table_info({table})")
        if row["type"] == "TEXT" and not NO_WORDS.fullmatch(row["name"])
    }
    searched = {
        (table, column)
        for table, words in WORDS.items()
        for column in words.split(" || ")
        if column != "' '"
    }
    assert searched | NOT_SEARCHED.keys() == written
    assert searched.isdisjoint(NOT_SEARCHED)


def test_the_words_of_a_row_are_never_null(db: sqlite3.Connection):
    db.execute("PRAGMA foreign_keys = OFF")
    for table, words in WORDS.items():
        insert(db, table)
        assert isinstance(db.execute(f"SELECT {words} FROM {table}").fetchone()[0], str)


def test_every_record_with_a_code_is_a_person_a_note_a_batch_or_hangs_on_a_person():
    parts = {"contact", "note", "batch", "occasion"}
    assert {*owned_tables.RECORDS, *parts} == set(TABLES.values())


@pytest.fixture
def four(crm: Crm) -> Crm:
    """Four people, two of them with nearly the same name."""
    for name in ("Ada", "Grace", "Grace B. Hopper", "Joan"):
        crm("add", name)
    return crm


@for_each(("table", "column"), _links(), afresh=True)
def test_a_merge_moves_whatever_points_at_the_other(four: Crm, table: str, column: str):
    with closing(four.db()) as store:
        for needed in ("note", "tag"):
            insert(store, needed)
        more = {"kind": "referral"} if column == "brought_id" else {}
        pair = {"one_id": 1, "other_id": 4} if table == "distinct_pair" else {}
        insert(store, table, **more | pair | {column: 3})
        store.commit()
        own = f"SELECT count(*) FROM {table} WHERE {column} = ?"
        before = store.execute(own, (3,)).fetchone()[0]
        merging.merge(2, 3)
        assert store.execute(own, (2,)).fetchone()[0] == before + TRACES.get(table, 0)
        assert store.execute(own, (3,)).fetchone()[0] == 0
