"""The journal: one batch a command, whoever writes, and nothing without a change."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.rows import for_each
from tests.store.conftest import LEAST, batches, dump_store, insert, insert_everything
from tinycrm.errors import CrmError
from tinycrm.services.history import undoing
from tinycrm.store import journal, writing

EVERY_VERB = (
    (("add", "Bob", "-e", "bob@example.org", "-t", "vip"), "add c2"),
    (("add", "Ada", "--update", "-o", "Acme"), "update c1"),
    (("log", "ada", "Lunch", "#prints", "-f", "2026-12-01"), "log n1"),
    (("remind", "ada", "send quote", "--on", "2026-12-01"), "remind r1"),
    (("issue", "ada", "charged twice"), "issue i1"),
    (("done", "c1", "said hello"), "done c1"),
    (("snooze", "c1", "2026-12-11"), "snooze c1"),
)


@for_each(("command", "label"), EVERY_VERB, afresh=True)
def test_a_command_is_one_batch(command, label, crm):
    crm("add", "Ada", "--every", "1w")
    crm.on("2026-12-01" if command[0] == "snooze" else "2026-11-23")
    crm(*command)
    assert [each[:2] for each in batches()] == [("cli", "add c1"), ("cli", label)]


def test_many_codes_are_one_batch(crm):
    crm("add", "Ada")
    for text in ("one", "two"):
        crm("remind", "ada", text, "--on", "2026-12-01", "--every", "1w")
    crm("done", "r1", "r2")
    assert batches()[-1] == ("cli", "done r1 r2", None)


def test_the_label_of_a_batch_names_its_door(crm):
    crm.env(CRM_DOOR="webform")
    crm("add", "Ada")
    assert batches() == [("webform", "add c1", None)]


@for_each(
    "command",
    [
        ("add", "Ada", "--if-new"), ("add", "Ada", "--update", "-t", "vip"),
        ("add", "Ada", "--key", "form-1"), ("log", "ada", "Lunch", "--key", "form-2"),
        ("resolve", "i1", "refunded"), ("mention", "i1"), ("done", "r1"),
    ],
    afresh=True,
)  # fmt: skip
def test_a_command_that_changes_nothing_makes_no_batch(command, crm):
    crm("add", "Ada", "-t", "vip", "--key", "form-1")
    crm("log", "ada", "Lunch", "--key", "form-2")
    crm("issue", "ada", "charged twice")
    crm("resolve", "i1", "refunded")
    crm("mention", "i1")
    crm("remind", "ada", "send quote", "--on", "2026-12-01")
    crm("done", "r1")
    before, everything = batches(), dump_store()
    assert crm.json(*command)["batch"] is None
    assert batches() == before
    assert dump_store() == everything


@for_each(
    "command",
    [
        ("add", "Ada"), ("log", "nobody", "Lunch"), ("done", "r9"), ("mention", "c1"),
        ("log", "ada", "Lunch", "--mentions", "i9", "#new"), ("snooze", "c1", "2026-01-01"),
        ("undo", "b9"), ("done", "c1", "r9"),
    ],
    afresh=True,
)  # fmt: skip
def test_a_command_that_fails_leaves_no_trace(command, crm):
    crm("add", "Ada")
    before, everything = batches(), dump_store()
    assert crm.run(*command).code in (2, 3, 5)
    assert batches() == before
    assert dump_store() == everything


def test_what_another_program_wrote_is_adopted_at_our_next_write(crm):
    crm("add", "Ada")
    with crm.db() as db:
        insert(db, "contact", name="Bob")
        insert(db, "contact", name="Eve")
    db.close()
    crm("list")
    assert len(batches()) == 1
    crm("add", "Grace")
    assert batches() == [
        ("cli", "add c1", None),
        ("elsewhere", "changes by another program", None),
        ("cli", "add c4", None),
    ]


def test_what_another_program_wrote_can_be_taken_back(crm):
    crm("add", "Ada")
    before = dump_store()
    with crm.db() as db:
        db.execute("UPDATE contact SET name = 'Oops'")
        insert(db, "contact", name="Bob")
    db.close()
    crm("add", "Grace")
    crm("undo", "b2")
    assert [p["name"] for p in crm.json("list")] == ["Ada", "Grace"]
    crm("undo", "b3")
    assert dump_store() == before


def test_a_write_that_only_adopts_is_no_batch_of_its_own(crm):
    crm("add", "Ada")
    with crm.db() as db:
        insert(db, "contact", name="Bob")
    db.close()
    assert crm.json("add", "Bob", "--if-new")["batch"] is None
    assert [door for door, *_ in batches()] == ["cli", "elsewhere"]


def test_every_change_belongs_to_one_batch(crm, foreign):
    for command, _ in ((("add", "Ada"), ""), *EVERY_VERB):
        crm(*command)
    crm("undo")
    insert(foreign, "note")
    crm("add", "Grace")
    ranges = foreign.execute("SELECT first_change, last_change FROM batch ORDER BY id").fetchall()
    newest = foreign.execute("SELECT max(id) FROM change").fetchone()[0]
    assert [first for first, _ in ranges] == [1, *(last + 1 for _, last in ranges[:-1])]
    assert ranges[-1][1] == newest


@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt, SystemExit])
def test_whatever_ends_a_write_early_rolls_it_back(stop, foreign):
    def write() -> None:
        with writing("half") as work:
            insert(work.db, "contact")
            raise stop

    with pytest.raises(stop):
        write()
    assert foreign.execute("SELECT count(*) FROM contact").fetchone() == (0,)
    assert batches() == []


# ── what a change holds ──────────────────────────────────────────────────────────────────


def changes(db: sqlite3.Connection) -> list[tuple[str, str, int]]:
    return db.execute("SELECT entity, operation, row_id FROM change ORDER BY id").fetchall()


@contextmanager
def rolled_back(foreign: sqlite3.Connection) -> Iterator[None]:
    foreign.execute("BEGIN")
    yield
    foreign.execute("ROLLBACK")


@for_each("table", sorted(set(LEAST) - {"change", "batch"}), around=rolled_back)
def test_a_row_is_journalled_when_it_comes_and_goes_and_not_when_it_stays(table, foreign):
    insert(foreign, table)
    columns = journal.columns(foreign, table)
    row = foreign.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchone()
    foreign.execute(f"UPDATE {table} SET {', '.join(f'{each} = {each}' for each in columns)}")
    assert changes(foreign) == [(table, "insert", 1)]
    foreign.execute(f"DELETE FROM {table}")
    assert changes(foreign) == [(table, "insert", 1), (table, "delete", 1)]
    image = foreign.execute("SELECT before FROM change WHERE operation = 'delete'").fetchone()[0]
    assert json.loads(image) == dict(zip(columns, row, strict=True))


def test_an_image_keeps_every_letter(foreign):
    name = "Łukasz 山本 \"quoted\" 'O''Brien' \\ \n\t\x1b[31m 👩‍👩‍👧 \u202e"
    insert(foreign, "contact", name=name)
    foreign.execute("UPDATE contact SET name = 'Bob'")
    image = foreign.execute("SELECT before FROM change WHERE operation = 'update'").fetchone()[0]
    assert json.loads(image)["name"] == name
    undo_newest()
    assert foreign.execute("SELECT name FROM contact").fetchall() == []


def undo_newest() -> None:
    undoing.undo(None, prefer_by_hand=False)


def test_numbers_beyond_javascript_come_back_exact(foreign):
    insert(foreign, "contact")
    insert(foreign, "win", amount_minor=2**63 - 1, currency="JPY")
    with writing("delete") as work:
        work.db.execute("DELETE FROM win")
    undo_newest()
    assert foreign.execute("SELECT amount_minor FROM win").fetchone() == (2**63 - 1,)


def test_a_whole_store_is_journalled_row_by_row(foreign):
    insert_everything(foreign)
    rows = sum(
        len(foreign.execute(f"SELECT 1 FROM {t}").fetchall()) for t in journal.tables(foreign)
    )
    assert len([each for each in changes(foreign) if each[1] == "insert"]) == rows


def test_nothing_to_take_back_is_said(foreign):
    with pytest.raises(CrmError, match="nothing to undo"):
        undo_newest()
