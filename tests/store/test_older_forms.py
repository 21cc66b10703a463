"""From each older form of the store to today's, on rows that the program of that time wrote."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import Any

import pytest

from tests.rows import for_each
from tests.store.conftest import ROOT, at_once, dump, dump_store
from tests.store.older_stores import BATCHES, FORMS, ROWS_OF, fill, rows_of, store_of
from tinycrm.store import migrations


@pytest.fixture
def old(crm):
    """A store of the first form."""
    fill(crm.home / "crm.db", 1)
    return crm


@pytest.fixture
def third(crm):
    """A store of the third form."""
    fill(crm.home / "crm.db", 3)
    return crm


@pytest.fixture
def fifth(crm):
    """A store of the fifth form."""
    fill(crm.home / "crm.db", 5)
    return crm


def version(crm) -> int:
    with closing(crm.db()) as db:
        return migrations.version(db)


def sequences(crm) -> dict[str, int]:
    with closing(crm.db()) as db:
        return dict(db.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


def only_old_fields(lines: str, name: str) -> list[dict[str, Any]]:
    """An export without the fields that its form did not have; they must say nothing."""
    records = [json.loads(line) for line in lines.splitlines()]
    records = [each for each in records if each["record"] != "end"]  # older ones have no last line
    if name == "form_5":  # it had every field
        return records
    for record in records:
        assert record.pop("asks", []) == []
        record.pop("birthday_id", None)  # older exports do not name it
        if record["record"] == "note":
            assert record.pop("snoozed_until", None) is None
        if name == "form_1":
            without_the_third_form(record)
    return records


def without_the_third_form(record: dict[str, Any]) -> None:
    for occasion in record.get("occasions", []):
        occasion.pop("id", None)
    for extra in record.get("extra", []):
        assert extra.pop("unread", 0) == 0
    assert record.pop("related", []) == record.pop("cards", []) == []
    states = record.pop("occasion_states", [])
    assert all(each["snoozed_until"] is None for each in states)
    if record["record"] == "reminder":
        assert record.pop("every_on", None) is None
    if record["record"] == "win":
        assert record.pop("snoozed_until", None) is None


DIFFERENT = [form for form in ROWS_OF if form not in (2, 4)]
"""The other two become the same stores, as the next test but one shows."""


@for_each("form", DIFFERENT, afresh=True)
def test_the_export_is_the_one_of_the_program_that_filled_it(crm, form):
    fill(crm.home / "crm.db", form)
    old, name = crm, ROWS_OF[form]
    ids = sequences(old)
    exported = old("export")
    before = (FORMS / f"{name}.jsonl").read_text()
    assert only_old_fields(exported.out, name) == only_old_fields(before, name)
    assert version(old) == migrations.LATEST
    (copy,) = (old.home / "backups").iterdir()
    assert exported.err == (
        f"crm: Updating the store to format {migrations.LATEST}. The old one is {copy}.\n"
    )
    assert {name: sequences(old)[name] for name in ids} == ids
    with closing(old.db()) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE sql LIKE '%fts5(%'"):
            db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")


def test_the_second_step_adds_only_indexes(old):
    with closing(old.db()) as db:
        rows = dump(db)
        tables = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        made = db.execute(tables).fetchall()
        migrations.migrate(db, 2)
        assert dump(db) == rows
        assert db.execute(tables).fetchall() == made


@for_each(("form", "like"), [(2, 1), (4, 5)])
def test_two_forms_become_the_stores_that_others_become(form, like):
    def migrated(form: int) -> list[Any]:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
            db.deserialize(store_of(form))
            migrations.migrate(db)
            rows = [db.execute(f"SELECT * FROM {each}").fetchall() for each in ("batch", "change")]
            schema = db.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
            return [dump(db), *rows, schema]

    assert migrated(form) == migrated(like)


@for_each("form", DIFFERENT, afresh=True)
def test_every_older_batch_can_be_undone_and_redone(crm, form):
    fill(crm.home / "crm.db", form)
    old, name = crm, ROWS_OF[form]
    exported = old("export").out
    batches = 0
    while old.run("undo").code == 0:
        batches += 1
    assert batches == BATCHES[name]
    assert old("export").out == ""
    old("redo")
    assert len(old("export").out.splitlines()) > 0
    while old.run("redo").code == 0:
        pass
    assert old("export").out == exported


def test_an_id_that_was_given_is_not_given_again(old):
    with closing(old.db()) as db:
        db.execute("DELETE FROM note WHERE id = (SELECT max(id) FROM note)")
    given = sequences(old)["note"]
    old("log", "ada", "Coffee")
    assert old.json("show", "ada")["notes"][0]["id"] == f"n{given + 1}"


KILLED_AT = (
    *((1, "form: cards", statement) for statement in (0, 3, 9, 14, 30, 60)),
    *((3, "form: deals", statement) for statement in (0, 2, 7, 19)),
    *((5, "form: indexes", statement) for statement in (0, 2, 7)),
)
KILLED = """
import json, os, sys
from functools import partial
from tests.store.forks import do_at_once
from tinycrm.store import backup, migrations, reading, upgrading
whole = migrations._statements

def update(home, step, last):
    def until_killed(script):
        for number, statement in enumerate(whole(script)):
            if number == last and step in script:
                os._exit(9)
            yield statement
    os.environ["CRM_HOME"] = home
    migrations._statements = until_killed
    with reading():
        pass

works = [partial(update, *each) for each in json.load(sys.stdin)]
print(*(each.code for each in do_at_once(works)))
"""


def test_killed_in_the_middle_it_is_the_old_store_and_goes_on_the_next_time(crm, tmp_path):
    homes = [tmp_path / f"{form}-{statement}" for form, _, statement in KILLED_AT]
    for home, (form, _, _) in zip(homes, KILLED_AT, strict=True):
        fill(home / "crm.db", form)
    asked = [(str(home), *each[1:]) for home, each in zip(homes, KILLED_AT, strict=True)]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED], input=json.dumps(asked), capture_output=True, text=True,
        check=True, cwd=ROOT,
    )  # fmt: skip
    assert killed.stdout.split() == ["9"] * len(KILLED_AT)
    for crm.home, (form, _, _) in zip(homes, KILLED_AT, strict=True):
        crm.env(CRM_HOME=str(crm.home))
        assert version(crm) == form
        assert dump_store() == rows_of(form), crm.home
        if crm.home.name in ("1-60", "3-19", "5-7"):  # the others are the same stores
            crm("list")
            assert version(crm) == migrations.LATEST


def test_with_too_little_disk_nothing_is_changed(old, monkeypatch):
    before = (old.home / "crm.db").read_bytes()
    usage = shutil.disk_usage(old.home)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=100_000))
    result = old.run("list")
    assert result.code == 6
    assert "To update it takes" in result.err
    assert "MB of free disk space; there are 1 MB. Nothing was changed." in result.err
    assert (old.home / "crm.db").read_bytes() == before
    assert not (old.home / "backups").exists()


def test_four_processes_at_once_update_it_once(old):
    lines = at_once(4, "list_ids")
    assert lines == 4 * old("list", "--ids").out.splitlines() != []
    assert version(old) == migrations.LATEST


def test_a_greeting_leaves_an_older_store_as_it_is(old):
    before = (old.home / "crm.db").read_bytes()
    assert old("today", "--brief") == old("today", "--brief", "--days", "30")
    assert (old.home / "crm.db").read_bytes() == before


def test_an_older_store_that_is_read_only_is_read(old, monkeypatch):
    before = (old.home / "crm.db").read_bytes()
    monkeypatch.setattr("os.access", lambda *_: False)
    assert "Ada Lovelace" in old("show", "ada").out
    assert (old.home / "crm.db").read_bytes() == before


def test_what_was_typed_before_is_found_by_the_new_full_text(old):
    with closing(old.db()) as db:
        old("list")
        for table, words in (("contact_point_fts", "ada example"), ("issue_fts", "refunded")):
            found = f"SELECT count(*) FROM {table} WHERE {table} MATCH ?"
            assert db.execute(found, (words,)).fetchone()[0] == 1 + (table == "contact_point_fts")


def test_the_fourth_step_finds_the_words_of_wins_and_changes_no_other_row(third):
    with closing(third.db()) as db:
        rows = dump(db)
        migrations.migrate(db, 4)
        new = dump(db)
        assert {table: new[table] for table in new if new[table]}.keys() == rows.keys()
        words = "SELECT folded FROM win WHERE text <> '' UNION ALL SELECT folded FROM perk"
        folded = [text for (text,) in db.execute(words)]
        assert folded == ["drucke fur lodz\ndrucke fuer lodz", "a free frame"]


def test_what_the_fourth_step_adds_is_journalled(third):
    third("list")
    with closing(third.db()) as db:
        journalled = "SELECT name FROM sqlite_schema WHERE name GLOB 'journal_[ad][se][ka]*'"
        assert len(db.execute(journalled).fetchall()) == 6


def test_the_sixth_step_changes_only_indexes(fifth):
    with closing(fifth.db()) as db:
        rows = dump(db)
        others = "SELECT name, sql FROM sqlite_schema WHERE type <> 'index' ORDER BY name"
        made = db.execute(others).fetchall()
        migrations.migrate(db, 6)
        assert dump(db) == rows
        assert db.execute(others).fetchall() == made
