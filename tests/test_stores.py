"""A store that is put into the file of another is seen as a new one."""

from __future__ import annotations

import os
from contextlib import closing

import pytest

from tests import stores
from tests.conftest import Crm
from tests.test_warm_connections import opened
from tinycrm.store import writing


def _store_of(crm: Crm, name: str) -> stores.Files:
    """Return a home in which this person alone was added, with as many changes as any other."""
    crm("add", name)
    made = stores.files_of(crm.home)
    stores.clear(crm.home)
    return made


def _has_only(crm: Crm, name: str) -> bool:
    is_listed = [each["name"] for each in crm.json("list")] == [name]
    return is_listed and [hit["id"] for hit in crm.json("search", name)] == ["c1"]


def test_what_knows_the_file_reads_and_writes_the_other_store(crm: Crm):
    ada, bob = _store_of(crm, "Ada"), _store_of(crm, "Bob")
    stores.put(crm.home, ada)
    file, reader = (crm.home / "crm.db").stat().st_ino, opened()
    with writing("nothing") as work:
        writer = work.db
    for made, name in ((bob, "Bob"), (ada, "Ada"), (bob, "Bob")):
        stores.clear(crm.home)
        assert not crm.home.exists()
        stores.put(crm.home, made)
        assert _has_only(crm, name)
        crm("log", name, "Lunch")
        assert [note["text"] for note in crm.json("log")] == ["Lunch"]
    assert (crm.home / "crm.db").stat().st_ino == file
    assert opened() is reader
    with writing("nothing") as work:
        assert work.db is writer


def test_a_missing_store_is_missing_and_a_new_one_is_empty(crm: Crm):
    crm("add", "Ada")
    stores.clear(crm.home)
    assert "There is no store yet" in crm("list").err
    crm.make_store()
    assert crm.json("list") == []


@pytest.mark.parametrize("sql", ["DROP TRIGGER note_left_alone", "PRAGMA journal_mode = WAL"])
def test_a_file_whose_schema_somebody_changed_is_not_written_over(crm: Crm, sql: str):
    ada = _store_of(crm, "Ada")
    stores.put(crm.home, ada)
    with closing(crm.db()) as db:
        db.execute(sql)
    opened()
    with (crm.home / "crm.db").open("rb") as held:  # so that its number is not given away
        stores.clear(crm.home)
        stores.put(crm.home, ada)
        assert (crm.home / "crm.db").stat().st_ino != os.fstat(held.fileno()).st_ino
    assert _has_only(crm, "Ada")
    assert crm("doctor").out.count("ok    format") == 1
