"""Undo and redo: what was taken back is as if it had never been, and nothing else is touched."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.conftest import made_once
from tests.rows import for_each
from tests.store.conftest import batches, dump, dump_store, insert, insert_everything
from tinycrm.errors import Clash, NotFound
from tinycrm.services.history import undoing
from tinycrm.store import migrations, rewind, writing


def undo(code: str | None = None) -> undoing.Undone:
    return undoing.undo(code, prefer_by_hand=False)


@pytest.fixture
@made_once
def ada(crm):
    """A store with one person and something of every sort."""
    crm("add", "Ada", "-e", "ada@example.org", "--every", "4w", "-t", "vip", "-b", "10 Dec")
    crm("log", "ada", "Lunch")
    crm("remind", "ada", "send quote", "--on", "2026-12-01", "--every", "1m")
    crm("issue", "ada", "charged twice")
    crm("snooze", "c1", "2026-12-24")
    return crm


VERBS = (
    ("add", "Bob", "-e", "bob@example.org", "-t", "new", "--note", "met at the fair"),
    ("add", "Bob", "--referred-by", "ada"),
    ("add", "Ada", "--update", "-o", "Acme", "-t", "new", "-p", "+44 20 7946 0018"),
    ("log", "ada", "Lunch at Roma #prints", "-f", "2026-12-05", "--mentioned", "--fact", "a=b"),
    ("log", "ada,Bob", "Lunch", "--new"),
    ("remind", "ada", "send cake", "--on", "2026-12-01"),
    ("remind", "me", "taxes", "--on", "2026-12-01"),
    ("done", "r1"),
    ("done", "r1", "sent it"),
    ("done", "c1", "said hello"),
    ("done", "i1"),
    ("snooze", "r1", "i1", "c1", "2026-12-31"),
    ("issue", "ada", "late parcel"),
    ("resolve", "i1", "refunded"),
    ("mention", "i1"),
)


@for_each("command", VERBS, afresh=True)
def test_a_command_is_taken_back_and_brought_again(command, ada):
    before = dump_store()
    ada(*command)
    after = dump_store()
    assert after != before
    undone = undo()
    assert dump_store() == before
    assert undone.undone.code == f"b{len(batches()) - 1}"
    redone = undo(undone.batch)
    assert dump_store() == after
    undo(redone.batch)
    assert dump_store() == before


def test_all_of_it_is_taken_back_to_an_empty_store(ada):
    for command in VERBS[:2] + VERBS[3:]:
        ada.run(*command)
    for _ in range(len(batches())):
        undo()
    assert not any(dump_store().values())
    with pytest.raises(NotFound, match="nothing to undo"):
        undo()


# ── deletion ─────────────────────────────────────────────────────────────────────────────


def delete(statement: str) -> None:
    with writing("delete") as work:
        work.db.execute(statement)


@pytest.fixture
def everything(foreign: sqlite3.Connection) -> sqlite3.Connection:
    """A row in every table, all of it about Ada, written by our door."""
    with writing("everything") as work:
        insert_everything(work.db)
    return foreign


def test_a_person_deleted_with_all_that_is_theirs_comes_back_exactly(everything, check_words):
    before = dump(everything)
    delete("DELETE FROM contact WHERE id = 1")
    assert len(dump(everything)["note"]) == 0
    undone = undo()
    assert dump(everything) == before
    check_words()
    undo(undone.batch)
    assert [row[0] for row in dump(everything)["contact"]] == [2]
    check_words()


@pytest.mark.parametrize(
    "table",
    ["contact", "note", "note_contact", "reminder", "issue", "win", "tag", "contact_tag", "fact"],
)
def test_every_row_of_a_table_comes_back_exactly(table, everything, check_words):
    before = dump(everything)
    delete(f"DELETE FROM {table}")
    assert dump(everything) != before
    undo()
    assert dump(everything) == before
    check_words()


def test_a_note_of_two_people_comes_back_with_both(crm, foreign):
    crm("add", "Ada")
    crm("add", "Bob")
    crm("log", "ada,bob", "Lunch")
    before = dump(foreign)
    delete("DELETE FROM contact WHERE id = 1")
    assert len(dump(foreign)["note"]) == 1
    delete("DELETE FROM contact WHERE id = 2")
    assert len(dump(foreign)["note"]) == 0
    undo()
    undo()
    assert dump(foreign) == before


def test_a_change_of_many_rows_in_one_statement_is_taken_back(everything):
    before = dump(everything)
    delete("UPDATE contact SET name = name || '!', every_n = every_n + 1, title = 'x'")
    undo()
    assert dump(everything) == before


def test_two_rows_that_swapped_what_must_be_unique_swap_back(everything):
    before = dump(everything)
    with writing("swap") as work:
        one, other = work.db.execute("SELECT uid FROM contact ORDER BY id").fetchall()
        for row_id, uid in ((1, "aside"), (2, one["uid"]), (1, other["uid"])):
            work.db.execute("UPDATE contact SET uid = ? WHERE id = ?", (uid, row_id))
    undo()
    assert dump(everything) == before


# ── standing in the way ──────────────────────────────────────────────────────────────────


def refused(code: str, by: str) -> None:
    """Expect an undo to be refused, naming the batch to undo first, with nothing changed."""
    before, known = dump_store(), batches()
    with pytest.raises(Clash, match=f"{code} .* cannot be undone: {by} ") as caught:
        undo(code)
    assert caught.value.hint == f"Undo that first: crm undo {by}"
    assert (dump_store(), batches()) == (before, known)


def test_a_later_change_to_the_same_row_stands_in_the_way(crm):
    crm("add", "Ada")
    crm("add", "Ada", "--update", "-o", "Acme")
    refused("b1", by="b2")
    undo("b2")
    undo("b1")
    assert not any(dump_store().values())


def test_what_hangs_on_a_person_stands_in_the_way_of_taking_them_back(crm):
    crm("add", "Ada")
    crm("add", "Bob")
    crm("log", "ada", "Lunch")
    refused("b1", by="b3")
    undo("b2")
    assert [p["name"] for p in crm.json("list")] == ["Ada"]


@for_each(
    "command",
    [
        ("log", "ada", "Lunch"), ("remind", "ada", "cake", "--on", "2026-12-11"),
        ("issue", "ada", "late"), ("add", "Bob", "--referred-by", "ada"), ("snooze", "c1", "1w"),
    ],
    afresh=True,
)  # fmt: skip
def test_each_thing_about_a_person_stands_in_the_way(command, crm):
    crm("add", "Ada", "--every", "1w")
    crm.on("2026-12-01")
    crm(*command)
    refused("b1", by="b2")


def test_somebody_who_was_brought_stays_while_the_referral_does(crm):
    crm("add", "Ada")
    crm("add", "Bob")
    with writing("win") as work:
        insert(work.db, "win", contact_id=1, kind="referral", brought_id=2)
    refused("b2", by="b3")


def test_the_successor_of_a_reminder_stands_in_the_way(crm):
    crm("remind", "me", "taxes", "--on", "2026-12-01", "--every", "1y")
    crm("done", "r1")
    crm("done", "r2")
    refused("b2", by="b3")
    refused("b1", by="b2")


def test_what_another_program_changed_since_stands_in_the_way(crm, foreign):
    crm("add", "Ada")
    foreign.execute("UPDATE contact SET name = 'Bob'")
    with pytest.raises(Clash, match=r"b1 .* cannot be undone: b2 "):
        undo("b1")


def test_an_undo_that_was_refused_leaves_the_command_line_with_exit_5(crm):
    crm("add", "Ada")
    crm("log", "ada", "Lunch")
    result = crm.run("undo", "b1")
    assert (result.code, result.out) == (5, "")
    assert result.err == (
        "crm: b1 (add c1) cannot be undone: b2 (log n1) depends on it. Nothing was changed.\n"
        "     Undo that first: crm undo b2\n"
    )


def test_what_is_taken_back_stands_in_nobodys_way(crm):
    crm("add", "Ada")
    crm("log", "ada", "Lunch")
    undo("b2")
    undo("b1")
    assert not any(dump_store().values())


def test_an_undo_that_was_itself_undone_stands_in_nobodys_way(crm):
    crm("add", "Ada")
    empty = dump_store()
    crm("add", "Ada", "--update", "-o", "Acme")
    undo("b2")
    undo("b3")
    refused("b1", by="b2")
    undo("b2")
    undo("b1")
    assert {t: r for t, r in dump_store().items() if r} == {}
    assert empty["contact"]


def test_what_was_taken_back_cannot_be_taken_back_again(crm):
    crm("add", "Ada")
    undo("b1")
    with pytest.raises(NotFound, match="already undone"):
        undo("b1")


def test_a_mistake_is_taken_back_though_a_script_wrote_since(crm):
    crm("add", "Mistake", "-t", "lead")
    crm.env(CRM_DOOR="webform")
    crm("add", "Lead", "-t", "lead")
    undo("b1")
    assert [(p["name"], p["tags"]) for p in crm.json("list")] == [("Lead", ["lead"])]


# ── redo ─────────────────────────────────────────────────────────────────────────────────


def test_redo_is_refused_when_what_it_belongs_to_is_gone(crm):
    crm("add", "Ada")
    crm("log", "ada", "Lunch")
    undo("b2")
    undo("b1")
    refused("b3", by="b4")
    undo("b4")
    undo("b3")
    assert [note["text"] for note in crm.json("show", "ada")["notes"]] == ["Lunch"]


def test_redo_of_a_change_is_refused_when_the_row_is_gone(crm):
    crm("add", "Ada")
    crm("add", "Ada", "--update", "-o", "Acme")
    undo("b2")
    undo("b1")
    refused("b3", by="b4")


def test_redo_is_refused_when_somebody_has_taken_the_name_since(crm):
    crm("add", "Ada")
    crm("log", "ada", "Lunch", "-t", "prints")
    undo("b2")
    crm("log", "ada", "Dinner", "-t", "prints")
    refused("b3", by="b4")


def test_redo_is_refused_when_the_key_was_used_since(crm):
    crm("add", "Ada", "--key", "form-1")
    undo("b1")
    crm("add", "Bob", "--key", "form-1")
    refused("b2", by="b3")


def test_redo_is_refused_when_the_row_was_changed_since(crm):
    crm("add", "Ada")
    crm("add", "Ada", "--update", "-o", "Acme")
    undo("b2")
    crm("add", "Ada", "--update", "-o", "Other")
    refused("b3", by="b4")


# ── old images ───────────────────────────────────────────────────────────────────────────


def test_an_image_from_before_a_column_was_added_takes_its_default(crm, monkeypatch):
    def add_column(db: sqlite3.Connection) -> None:
        db.execute("ALTER TABLE contact ADD COLUMN mood TEXT NOT NULL DEFAULT 'fine'")

    crm("add", "Ada")
    delete("DELETE FROM contact")
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, add_column))
    monkeypatch.setattr(migrations, "LATEST", migrations.LATEST + 1)
    undo()
    with closing(crm.db()) as db:
        assert db.execute("SELECT name, mood FROM contact").fetchall() == [("Ada", "fine")]
        db.execute("UPDATE contact SET mood = 'grand'")
        db.commit()
    crm("add", "Bob")
    undo("b4")
    with closing(crm.db()) as db:
        assert db.execute("SELECT name, mood FROM contact WHERE id = 1").fetchone() == (
            "Ada", "fine",
        )  # fmt: skip


def test_the_last_change_to_a_record_is_found_by_its_code(ada):
    with closing(ada.db()) as db:
        db.row_factory = sqlite3.Row
        assert rewind.batch_of_row(db, "contact", 1) == 5
        assert rewind.batch_of_row(db, "note", 1) == 2
        assert rewind.batch_of_row(db, "note", 9) is None
    undo("c1")
    assert ada.json("show", "ada")["name"] == "Ada"
    with closing(ada.db()) as db:
        db.row_factory = sqlite3.Row
        assert rewind.batch_of_row(db, "contact", 1) == 1
