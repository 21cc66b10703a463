"""What follows from other columns: the last touch, the start of a rhythm, the folded words."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.store.conftest import dump, insert
from tinycrm.store import writing


def touch(db: sqlite3.Connection, contact_id: int = 1) -> str | None:
    return db.execute("SELECT last_touch_on FROM contact WHERE id = ?", (contact_id,)).fetchone()[0]


def add_note(db: sqlite3.Connection, day: str, *people: int, kind: str = "call") -> int:
    note_id = insert(db, "note", happened_on=day, kind=kind)
    for contact_id in people or (1,):
        insert(db, "note_contact", note_id=note_id, contact_id=contact_id)
    return note_id


@pytest.fixture
def people(foreign: sqlite3.Connection) -> sqlite3.Connection:
    """Two people, as another program sees them."""
    insert(foreign, "contact")
    insert(foreign, "contact", name="Bob")
    return foreign


# ── the last touch ───────────────────────────────────────────────────────────────────────


def test_a_note_is_a_touch_of_everybody_in_it(people):
    add_note(people, "2026-11-01", 1, 2)
    assert touch(people, 1) == touch(people, 2) == "2026-11-01"


def test_an_older_note_does_not_take_the_touch_back(people):
    add_note(people, "2026-11-10")
    add_note(people, "2026-11-01")
    assert touch(people) == "2026-11-10"


def test_a_remark_is_no_touch(people):
    note_id = add_note(people, "2026-11-01", kind="note")
    assert touch(people) is None
    people.execute("UPDATE note SET happened_on = '2026-11-02' WHERE id = ?", (note_id,))
    assert touch(people) is None


def test_a_note_that_becomes_a_remark_is_no_touch_any_more(people):
    add_note(people, "2026-11-01")
    note_id = add_note(people, "2026-11-10")
    people.execute("UPDATE note SET kind = 'note' WHERE id = ?", (note_id,))
    assert touch(people) == "2026-11-01"
    people.execute("UPDATE note SET kind = 'gift' WHERE id = ?", (note_id,))
    assert touch(people) == "2026-11-10"


def test_a_note_that_moves_to_another_day_moves_the_touch_of_everybody(people):
    note_id = add_note(people, "2026-11-10", 1, 2)
    for day in ("2026-11-12", "2026-11-01"):
        people.execute("UPDATE note SET happened_on = ? WHERE id = ?", (day, note_id))
        assert touch(people, 1) == touch(people, 2) == day


def test_somebody_who_leaves_a_note_falls_back_to_the_one_before(people):
    add_note(people, "2026-11-01")
    note_id = add_note(people, "2026-11-10", 1, 2)
    people.execute("DELETE FROM note_contact WHERE note_id = ? AND contact_id = 1", (note_id,))
    assert (touch(people, 1), touch(people, 2)) == ("2026-11-01", "2026-11-10")
    people.execute("DELETE FROM note_contact WHERE contact_id = 1")
    assert touch(people, 1) is None


def test_a_deleted_note_takes_its_touch_along(people):
    people.execute("PRAGMA foreign_keys = ON")
    add_note(people, "2026-11-01")
    note_id = add_note(people, "2026-11-10", 1, 2)
    people.execute("DELETE FROM note WHERE id = ?", (note_id,))
    assert (touch(people, 1), touch(people, 2)) == ("2026-11-01", None)


@pytest.mark.parametrize("keys", ["ON", "OFF"])
def test_a_deleted_note_is_no_touch_whether_foreign_keys_are_held_or_not(keys, people):
    people.execute(f"PRAGMA foreign_keys = {keys}")
    add_note(people, "2026-11-01")
    note_id = add_note(people, "2026-11-10", 1, 2)
    people.execute("DELETE FROM note WHERE id = ?", (note_id,))
    assert (touch(people, 1), touch(people, 2)) == ("2026-11-01", None)


def test_a_note_given_to_somebody_else_is_their_touch(people):
    add_note(people, "2026-11-01", 1, 2)
    note_id = add_note(people, "2026-11-10", 1)
    people.execute("UPDATE note_contact SET contact_id = 2 WHERE note_id = ?", (note_id,))
    assert (touch(people, 1), touch(people, 2)) == ("2026-11-01", "2026-11-10")


def test_a_link_written_before_its_note_counts_all_the_same(people):
    insert(people, "note_contact", note_id=7)
    insert(people, "note", id=7, happened_on="2026-11-10")
    assert touch(people) == "2026-11-10"


# ── the start of a rhythm ────────────────────────────────────────────────────────────────


def start(db: sqlite3.Connection) -> str | None:
    return db.execute("SELECT every_from_on FROM contact WHERE id = 1").fetchone()[0]


def test_a_rhythm_counts_from_the_day_somebody_was_added_when_nothing_is_said(foreign):
    insert(foreign, "contact", every_n=4, every_unit="w", created_at="2026-01-31T23:00:00Z")
    assert start(foreign) == "2026-01-31"


def test_a_rhythm_given_later_counts_from_there_too(people):
    people.execute("UPDATE contact SET every_n = 3, every_unit = 'm' WHERE id = 1")
    assert start(people) == "2026-11-23"


def test_a_start_that_is_said_stays(people):
    people.execute(
        "UPDATE contact SET every_n = 3, every_unit = 'm', every_from_on = '2026-12-24'"
        " WHERE id = 1"
    )
    people.execute("UPDATE contact SET every_n = 4 WHERE id = 1")
    assert start(people) == "2026-12-24"


# ── folded words ─────────────────────────────────────────────────────────────────────────

WORDS = (
    ("contact", "name", "Łukasz", "lukasz"),
    ("nickname", "name", "Łukasz", "lukasz"),
    ("fact", "key", "Größe", "grosse black\ngroesse black"),
    ("fact", "value", "Łódź", "coffee lodz"),
    ("tag", "name", "Łukasz", "lukasz"),
    ("note", "body", "Łukasz", "lukasz"),
    ("issue", "text", "Łukasz", "lukasz"),
    ("reminder", "text", "Łukasz", "lukasz"),
)


def folded(db: sqlite3.Connection, table: str, column: str = "folded") -> str | None:
    return db.execute(f"SELECT {column} FROM {table} WHERE id = 1").fetchone()[0]


def write() -> None:
    """Make a write of ours that changes nothing by itself."""
    with writing("nothing"):
        pass


@pytest.mark.parametrize(("table", "column", "text", "wanted"), WORDS)
def test_words_of_another_program_are_folded_at_our_next_write(
    table, column, text, wanted, foreign, check_words
):
    insert(foreign, table, **{column: text})
    assert folded(foreign, table) is None
    write()
    assert folded(foreign, table) == wanted
    check_words()


@pytest.mark.parametrize(("table", "column", "text", "wanted"), WORDS)
def test_words_changed_by_another_program_are_unfolded_and_folded_anew(
    table, column, text, wanted, foreign, check_words
):
    insert(foreign, table)
    write()
    before = folded(foreign, table)
    assert before is not None
    foreign.execute(f"UPDATE {table} SET {column} = ?", (text,))
    assert folded(foreign, table) is None
    check_words()
    write()
    assert folded(foreign, table) == wanted
    check_words()


def test_a_name_that_folds_the_same_is_still_folded(foreign, check_words):
    insert(foreign, "contact")
    write()
    foreign.execute("UPDATE contact SET name = 'ADA  LOVELACE'")
    write()
    assert folded(foreign, "contact") == "ada lovelace"
    check_words()


@pytest.mark.parametrize("column", ["organization", "title"])
def test_work_changed_by_another_program_is_folded_anew(column, foreign, check_words):
    insert(foreign, "contact", organization="Analytical Engines", title="Countess")
    write()
    assert folded(foreign, "contact", "folded_work") == "analytical engines countess"
    foreign.execute(f"UPDATE contact SET {column} = 'Łódź'")
    assert folded(foreign, "contact", "folded_work") is None
    assert folded(foreign, "contact") == "ada lovelace"
    write()
    assert "lodz" in (folded(foreign, "contact", "folded_work") or "")
    check_words()


def test_work_filled_and_taken_back_is_folded_each_time(crm, check_words):
    crm("add", "Ada", "-e", "ada@example.org")
    crm("add", "Ada", "-e", "ada@example.org", "--update", "-o", "Łódź Works")
    with closing(crm.db()) as db:
        assert folded(db, "contact", "folded_work") == "lodz works"
    crm("undo")
    with closing(crm.db()) as db:
        assert folded(db, "contact", "folded_work") == ""
    check_words()


def test_another_programs_person_is_known_when_they_are_added_again(crm, foreign):
    insert(foreign, "contact", name="Łukasz")
    assert crm("add", "lukasz", "--if-new").out == "c1\n"


def test_the_search_index_is_right_after_every_sort_of_change(foreign, check_words):
    for table, column, text, _ in WORDS:
        insert(foreign, table, **{column: text})
    check_words()
    write()
    check_words()
    for table, column, _, _ in WORDS:
        foreign.execute(f"UPDATE {table} SET {column} = 'two words' WHERE id = 1")
    check_words()
    write()
    check_words()
    found = foreign.execute("SELECT rowid FROM note_fts WHERE note_fts MATCH 'words'").fetchall()
    assert found == [(1,)]
    for table, *_ in WORDS:
        foreign.execute(f"DELETE FROM {table}")
    check_words()
    assert not any(dump(foreign)[table] for table, *_ in WORDS)


def test_derived_columns_are_not_journalled(foreign):
    insert(foreign, "contact")
    add_note(foreign, "2026-11-01")
    write()
    count = foreign.execute("SELECT count(*) FROM change").fetchone()
    foreign.execute("UPDATE contact SET folded = 'x', folded_work = 'y', last_touch_on = NULL")
    assert foreign.execute("SELECT count(*) FROM change").fetchone() == count
    images = foreign.execute("SELECT before FROM change WHERE before IS NOT NULL").fetchall()
    assert not any("folded" in image or "last_touch_on" in image for (image,) in images)
