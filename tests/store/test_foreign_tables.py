"""Tables, triggers and indexes that another program keeps in our file, of any shape."""

from __future__ import annotations

from contextlib import closing

import pytest

from tests.conftest import Crm
from tinycrm.store import journal, migrations

pytestmark = pytest.mark.opens_anew

# Litestream's own, with a column `id` that is no row's number, and with no primary key; a full
# text of theirs, whose content table is gone; a key to nothing; a journal with our names.
THEIRS = """
CREATE TABLE _litestream_seq (seq INTEGER PRIMARY KEY, note TEXT);
CREATE TABLE _litestream_lock (id INTEGER);
CREATE TABLE "odd name" ("a column" TEXT, UNIQUE ("a column"));
CREATE TABLE notes_of_theirs (id TEXT PRIMARY KEY, who INTEGER REFERENCES nobody (nought))
    WITHOUT ROWID;
CREATE TABLE keyless (who TEXT REFERENCES "odd name" (nought));
CREATE VIRTUAL TABLE theirs_fts USING fts5 (words, content = 'gone', content_rowid = 'id');
CREATE VIEW view_of_theirs AS SELECT * FROM gone;
CREATE TRIGGER journal_of_theirs AFTER INSERT ON _litestream_seq BEGIN
    INSERT INTO _litestream_lock VALUES (NEW.seq); END;
INSERT INTO _litestream_seq (note) VALUES ('one');
INSERT INTO notes_of_theirs VALUES ('x', 7);
"""


@pytest.fixture
def shared(crm: Crm) -> Crm:
    """A store with somebody in it, in which another program keeps its own."""
    crm("add", "Ada", "-t", "vip")
    crm("log", "ada", "Lunch")
    with closing(crm.db()) as db:
        db.executescript(THEIRS)
    return crm


def theirs(crm: Crm) -> list[object]:
    """What of the schema is not ours, and the rows of it."""
    with closing(crm.db()) as db:
        names = ("_litestream_seq", "_litestream_lock", "odd name", "notes_of_theirs", "keyless")
        rows = [db.execute(f'SELECT * FROM "{name}"').fetchall() for name in names]
        schema = db.execute(
            "SELECT name, sql FROM sqlite_schema WHERE name LIKE '%theirs%' OR tbl_name IN"
            " (SELECT value FROM json_each(?))",
            ('["_litestream_seq", "_litestream_lock", "odd name", "keyless"]',),
        )
        return [*rows, sorted(map(str, schema))]


def journalled(crm: Crm) -> set[str]:
    with closing(crm.db()) as db:
        found = db.execute(
            "SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'trigger'"
            " AND sql LIKE '%INTO change (%'"
        )
        return {name for (name,) in found}


def test_every_verb_works_beside_them_and_leaves_them_alone(shared: Crm):
    before = theirs(shared)
    shared("add", "Bob", "-n", "Bobby")
    shared("log", "bob", "call: #vip")
    shared("edit", "bob", "-o", "Acme")
    shared("undo")
    shared("redo")
    shared("merge", "ada", "bob", "--yes")
    shared("undo")
    shared("rm", "n1", "--yes")
    shared("undo")
    assert "litestream" not in shared("export").out
    shared("import", "-", stdin="BEGIN:VCARD\nVERSION:3.0\nFN:Eve\nEND:VCARD\n")
    assert len(list((shared.home / "backups").iterdir())) == 1
    assert shared("search", "lunch").out
    shared("forget", "bob", "--yes")
    assert [each["name"] for each in shared.json("list")] == ["Ada", "Eve"]
    assert theirs(shared) == before


def test_a_step_leaves_them_alone(shared: Crm, monkeypatch: pytest.MonkeyPatch):
    before, ours = theirs(shared), journalled(shared)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, lambda db: None))
    monkeypatch.setattr(migrations, "LATEST", len(migrations.STEPS))
    shared("add", "Bob")
    with closing(shared.db()) as db:
        assert migrations.version(db) == migrations.LATEST
    assert theirs(shared) == before
    assert journalled(shared) == ours == set(journal.TABLES)
    shared("undo")
    assert [each["name"] for each in shared.json("list")] == ["Ada"]


def test_what_they_write_is_no_change_of_ours(shared: Crm):
    with closing(shared.db()) as db:
        before = db.execute("SELECT max(id) FROM change").fetchone()
        db.execute("INSERT INTO _litestream_seq (note) VALUES ('two')")
        db.execute("INSERT INTO notes_of_theirs VALUES ('y', 8)")
        db.commit()
        assert db.execute("SELECT max(id) FROM change").fetchone() == before
