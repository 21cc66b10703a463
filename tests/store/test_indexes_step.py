"""The second step adds indexes to a store of the first form that is in use, and nothing else."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.store.conftest import dump_store
from tinycrm.store import migrations

pytestmark = pytest.mark.makes_stores


@pytest.fixture
def first_form(crm):
    """A store of the first form, filled by commands, with changes and removals in its journal."""
    with pytest.MonkeyPatch.context() as older:
        older.setattr(migrations, "STEPS", migrations.STEPS[:1])
        older.setattr(migrations, "LATEST", 1)
        crm.home.mkdir(mode=0o700)
        with closing(sqlite3.connect(crm.home / "crm.db", isolation_level=None)) as db:
            migrations.migrate(db)
        crm("add", "Ada", "-t", "vip", "-b", "10 Dec", "-e", "ada@a.example")
        crm("add", "Bob", "--every", "4w")
        crm("log", "ada", "Lunch", "#prints", "-f", "friday: send the quote")
        crm("edit", "ada", "--title", "Analyst")
        crm("issue", "bob", "charged twice")
        crm("archive", "bob")
        crm("rm", "c2", "--yes")
    assert version(crm) == 1
    return crm


def version(crm) -> int:
    with closing(crm.db()) as db:
        return migrations.version(db)


def indexes(crm) -> set[str]:
    with closing(crm.db()) as db:
        found = db.execute("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql > ''")
        return {name for (name,) in found}


def test_it_changes_no_row_and_what_was_done_before_can_be_undone_after(first_form):
    crm = first_form
    before, old = dump_store(), indexes(crm)
    exported = crm("export").out
    assert version(crm) == 2
    assert dump_store() == before
    assert indexes(crm) - old == {"contact_aside", "contact_by_touch", "change_kept"}
    (copy,) = (crm.home / "backups").iterdir()
    with closing(sqlite3.connect(copy)) as db:
        assert migrations.version(db) == 1
    count = 0
    while crm.run("undo").code == 0:
        count += 1
    assert count == 7
    assert crm("export").out == ""
    while crm.run("redo").code == 0:
        count -= 1
    assert count == 0
    assert crm("export").out == exported
    with closing(crm.db()) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("statements", [1, 3, 5])
def test_killed_in_the_middle_it_leaves_the_first_form_and_goes_on_the_next_time(
    first_form, statements
):
    crm = first_form
    before = dump_store()
    code = f"""
import os
from tinycrm.store import migrations, reading
whole = migrations._statements
def until_killed(script):
    for number, statement in enumerate(whole(script)):
        if number == {statements}:
            os._exit(9)
        yield statement
    os._exit(9)
migrations._statements = until_killed
with reading():
    pass
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert version(crm) == 1
    assert dump_store() == before
    crm("list")
    assert version(crm) == 2
    assert dump_store() == before
