"""`crm archive` and `crm rm`: out of sight, out of the store, and back."""

from __future__ import annotations

from contextlib import closing

import pytest

from tests.cli.conftest import Sit
from tests.conftest import Crm, made_once
from tests.rows import for_each
from tests.store.conftest import batches, dump_store, insert, insert_everything

# ── archive ──────────────────────────────────────────────────────────────────────────────


def test_archived_people_are_in_no_list_and_no_morning_and_come_back(crm: Crm):
    crm("add", "Ada Lovelace", "-b", "24 Nov")
    crm("add", "Grace")
    before = dump_store()
    result = crm("archive", "ada", "lovelace")
    assert (result.out, result.err) == ("c1\n", "crm: Ada Lovelace (c1) archived\n")
    assert [each["id"] for each in crm.json("list")] == ["c2"]
    assert crm.json("today")["birthdays"] == []
    after = dump_store()
    assert crm.json("archive", "ada", "--off")["archived"] is False
    assert [each["id"] for each in crm.json("list")] == ["c1", "c2"]
    crm("undo")
    assert dump_store() == after
    crm("undo")
    assert dump_store() == before
    crm("redo")
    assert dump_store() == after


def test_several_are_archived_as_one_batch_also_from_stdin(crm: Crm):
    for name in ("Ada", "Grace", "Mary"):
        crm("add", name)
    assert crm("archive", "ada", "mary").out == "c1\nc3\n"
    assert batches()[-1][1] == "archive c1 c3"
    assert crm("archive", "-", "--off", stdin="c1\nc2\nc3\n").out == "c1\nc2\nc3\n"
    assert batches()[-1][1] == "unarchive c1 c3"
    assert crm("archive", "-", stdin="").out == ""
    assert crm.json("archive", "c1", "--off")["batch"] is None


def test_only_people_are_archived(crm: Crm):
    crm("add", "Ada")
    crm("log", "ada", "Lunch")
    assert crm.run("archive", "n1").code == 2
    assert crm.run("archive").code == 2
    assert crm.run("archive", "nobody").code == 3


# ── rm ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
@made_once
def full(crm: Crm) -> Crm:
    """A store with a row in every table, most of them about c1; n2 is about both people."""
    crm("add", "Nobody")
    crm("undo")
    with closing(crm.db()) as db, db:
        db.execute("DELETE FROM sqlite_sequence WHERE name = 'contact'")
        insert_everything(db)
        note = insert(db, "note", body="with both")
        for contact_id in (1, 2):
            insert(db, "note_contact", note_id=note, contact_id=contact_id)
    crm("edit", "c2", "-t", "there")  # takes over what another program wrote
    return crm


@for_each("code", ["c1", "n1", "n2", "r1", "r2", "i1", "w1", "f1", "p1"], afresh=True)
def test_any_record_is_deleted_and_one_undo_brings_it_back(full: Crm, code: str):
    before = dump_store()
    removed = full.json("rm", code, "--yes")
    assert removed["id"] == code
    assert removed["deleted"] is True
    assert full.run("show", code).code == 3 or code[0] in "wfp"
    after = dump_store()
    full("undo")
    assert dump_store() == before
    full("redo")
    assert dump_store() == after


def test_a_note_goes_with_the_last_person_it_is_about(full: Crm):
    full("rm", "c1", "--yes")
    assert [each["id"] for each in full.json("log")] == ["n2"]
    full("rm", "c2", "--yes")
    assert full.json("log") == []
    full("undo")
    full("undo")
    assert [each["id"] for each in full.json("show", "n2")["contacts"]] == ["c1", "c2"]


def test_many_are_one_batch_and_one_that_is_not_there_saves_all(full: Crm):
    before = dump_store()
    assert full.run("rm", "c1", "n1", "c9", "--yes").code == 3
    assert dump_store() == before
    assert full("rm", "-", "--yes", stdin="c1 n1\nr1 c1").out == "c1\nn1\nr1\n"
    full("undo")
    assert dump_store() == before
    assert full("rm", "-", "--yes", stdin="").out == ""


def test_without_a_terminal_rm_needs_to_be_told_yes(full: Crm):
    before = dump_store()
    result = full.run("rm", "c1")
    assert result.code == 2
    assert result.err.startswith(
        "crm: To delete Ada Lovelace (c1) with 1 note, 2 reminders, 1 issue, 3 wins, 3 deals,"
    )
    assert full.run("rm", "-", stdin="c1").code == 2
    assert dump_store() == before


@for_each("words", [(), ("ada", "--yes"), ("b1", "--yes"), ("c1", "ada", "--yes")], afresh=True)
def test_rm_takes_codes_and_never_guesses(full: Crm, words: tuple[str, ...]):
    before = dump_store()
    assert full.run("rm", *words).code == 2
    assert dump_store() == before


def test_on_a_terminal_rm_asks_first(crm: Crm, terminal: Sit):
    crm("add", "Ada")
    crm("log", "ada", "Lunch")
    screen = terminal("rm", "c1")
    screen.answer("Delete Ada (c1) with 1 note? [y/N]", "n")
    assert screen.end() == 130
    assert crm("show", "c1").out
    screen = terminal("rm", "c1", "n1")
    screen.wait_for("note “Lunch” (n1)")
    screen.answer("Delete these 2? [y/N]", "y")
    assert screen.end() == 0
    assert crm.run("show", "c1").code == 3
