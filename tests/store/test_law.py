"""Rules that hold for every program that writes to the file, ours or not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from tests.rows import for_each
from tests.store.conftest import LEAST, NOW, dump, insert, insert_everything
from tinycrm.rules import KINDS, TOUCHES

DAYS = (
    ("contact", "every_from_on"), ("contact", "last_touch_on"), ("contact", "snoozed_until"),
    ("occasion", "closed_on"), ("note", "happened_on"), ("reminder", "due_on"),
    ("reminder", "snoozed_until"), ("issue", "opened_on"), ("issue", "resolved_on"),
    ("issue", "mentioned_on"), ("issue", "snoozed_until"), ("win", "won_on"),
    ("feedback", "given_on"), ("perk", "until_on"), ("perk", "used_on"),
    ("perk", "snoozed_until"), ("note", "snoozed_until"), ("deal", "opened_on"),
    ("deal", "until_on"), ("deal", "lost_on"), ("deal", "snoozed_until"), ("ask", "asked_on"),
    ("ask", "hidden_until"),
)  # fmt: skip
TIMES = (("note", "happened_time"), ("reminder", "due_time"))
INSTANTS = (
    ("contact", "archived_at"), ("contact", "created_at"), ("contact", "updated_at"),
    ("note", "created_at"), ("reminder", "done_at"), ("reminder", "created_at"),
    ("issue", "created_at"), ("win", "created_at"), ("feedback", "created_at"),
    ("perk", "created_at"), ("deal", "created_at"), ("batch", "made_at"),
)  # fmt: skip
SAID = (
    ("contact", "uid"), ("contact", "name"), ("contact_point", "value"),
    ("contact_point", "normal"), ("nickname", "name"), ("occasion", "label"), ("fact", "key"),
    ("fact", "value"), ("tag", "name"), ("note", "uid"), ("reminder", "uid"),
    ("reminder", "text"), ("issue", "uid"), ("issue", "text"), ("win", "uid"),
    ("feedback", "uid"), ("perk", "uid"), ("perk", "text"), ("segment", "name"),
    ("external_key", "key"), ("external_key", "record"), ("deal", "uid"), ("deal", "text"),
)  # fmt: skip
KNOWN = (
    ("contact", "kind", ("person", "organization", "group")),
    ("contact_point", "kind", ("email", "phone", "url", "address", "handle")),
    ("note", "kind", KINDS),
    ("note", "direction", ("in", "out", None)),
    ("win", "kind", ("sale", "renewal", "referral", "review", "praise", "returned")),
    ("contact", "do_not_contact", (0, 1)),
    ("reminder", "fixed", (0, 1)),
    ("batch", "by_hand", (0, 1)),
    ("note", "mood", (-2, -1, 0, 1, 2, None)),
    ("feedback", "score", (*range(11),)),
    ("ask", "about", ("care", "feedback", "referral", "rhythm")),
    ("ask", "never", (0, 1)),
    ("change", "operation", ("insert", "update", "delete")),
)


@contextmanager
def taken_back(foreign: sqlite3.Connection) -> Iterator[None]:
    """Begin each row of a table of cases with a new store."""
    foreign.execute("BEGIN")
    yield
    foreign.execute("ROLLBACK")


for_each_row = partial(for_each, around=taken_back)


def refused(db: sqlite3.Connection, table: str, **columns: object) -> None:
    """Expect an insert to fail, and an update to the same to fail as well."""
    with pytest.raises(sqlite3.Error):
        insert(db, table, **columns)
    own = insert(db, table)
    for name, value in columns.items():
        with pytest.raises(sqlite3.Error):
            db.execute(f"UPDATE {table} SET {name} = ? WHERE id = ?", (value, own))
    db.execute(f"DELETE FROM {table} WHERE id = ?", (own,))


@for_each_row(("table", "column"), DAYS)
def test_a_day_exists_and_has_one_form(table, column, foreign):
    for right in ("2026-11-22", "2024-02-29", "1815-12-10"):
        insert(foreign, table, **{column: right})
        foreign.execute(f"DELETE FROM {table}")
    for wrong in (
        "2026-02-30", "2025-02-29", "2026-11-31",
        "2026-11-32", "2026-13-01", "2026-00-10", "2026-1-2", "22.11.2026", "now",
        "2026-11-22 08:30", "2026-11-22T00:00:00Z", "2461000.5", 20261122, "", "tomorrow",
        b"2026-11-22",
    ):  # fmt: skip
        refused(foreign, table, **{column: wrong})


@for_each_row(("table", "column"), TIMES)
def test_a_time_of_day_exists_and_has_one_form(table, column, foreign):
    insert(foreign, table, **{column: "00:00"})
    foreign.execute(f"DELETE FROM {table}")
    insert(foreign, table, **{column: "23:59"})
    foreign.execute(f"DELETE FROM {table}")
    for wrong in ("24:00", "25:00", "12:60", "9:00", "12:00:00", "noon", "", "now", "2026-11-22"):
        refused(foreign, table, **{column: wrong})


@for_each_row(("table", "column"), INSTANTS)
def test_an_instant_is_in_utc_and_has_one_form(table, column, foreign):
    insert(foreign, table, **{column: "2026-11-22T08:30:00Z"})
    foreign.execute(f"DELETE FROM {table}")
    for wrong in (
        "2026-11-22T08:30:00", "2026-11-22 08:30:00Z", "2026-11-22T08:30:00+00:00",
        "2026-11-22T08:30:00+01:00", "2026-11-22T24:00:00Z",
        "2026-02-30T08:30:00Z", "2026-11-22T08:60:00Z", "2026-11-22T08:30Z", "2026-11-22",
        "2026-11-32T08:30:00Z", "now", "", 1763800200,
    ):  # fmt: skip
        refused(foreign, table, **{column: wrong})


@for_each_row(("table", "column"), SAID)
def test_what_must_be_said_is_not_blank(table, column, foreign):
    for wrong in ("", "   ", None):
        refused(foreign, table, **{column: wrong})


@for_each_row(("table", "column", "values"), KNOWN)
def test_a_choice_is_one_of_those_known(table, column, values, foreign):
    for right in values:
        insert(foreign, table, **{column: right})
        foreign.execute(f"DELETE FROM {table}")
    numbers = all(isinstance(value, int) for value in values if value is not None)
    for wrong in (min(v for v in values if v is not None) - 1, 11, 99) if numbers else (
        "", "CALL", "call ", "person, group", "nonsense",
    ):  # fmt: skip
        refused(foreign, table, **{column: wrong})


@for_each_row("table", ["contact", "reminder"])
def test_a_rhythm_is_a_number_of_a_unit_or_nothing(table, foreign):
    for unit in "dwmy":
        insert(foreign, table, every_n=1, every_unit=unit)
    for wrong in ((4, None), (None, "w"), (0, "w"), (-1, "m"), (4, "weeks"), (4, "W")):
        with pytest.raises(sqlite3.IntegrityError):
            insert(foreign, table, every_n=wrong[0], every_unit=wrong[1])


@for_each_row(
    ("month", "day", "year"),
    [(2, 30, None), (2, 29, 2025), (2, 29, 1900), (4, 31, None), (0, 1, None), (13, 1, None),
     (1, 0, None), (1, 32, None), (1, 1, 0), (1, 1, 10000), (None, 1, None), (1, None, None)],
)  # fmt: skip
def test_a_yearly_day_exists(month, day, year, foreign):
    with pytest.raises(sqlite3.IntegrityError):
        insert(foreign, "occasion", month=month, day=day, year=year)


def test_the_29_february_is_a_yearly_day(foreign):
    insert(foreign, "occasion", month=2, day=29)
    insert(foreign, "occasion", month=2, day=29, year=2000, label="wedding")


@for_each_row(
    "columns",
    [
        {"amount_minor": 450}, {"currency": "EUR"}, {"amount_minor": 450, "currency": "eur"},
        {"amount_minor": 450, "currency": "EURO"}, {"amount_minor": 4.5, "currency": "EUR"},
        {"kind": "sale", "brought_id": 2}, {"kind": "referral", "brought_id": 1},
    ],
)  # fmt: skip
def test_money_is_whole_and_only_referrals_bring_somebody_else(columns, foreign):
    with pytest.raises(sqlite3.IntegrityError):
        insert(foreign, "win", **columns)


@for_each_row(
    "columns",
    [
        {"amount_minor": 450}, {"currency": "EUR"}, {"amount_minor": -1, "currency": "EUR"},
        {"amount_minor": 450, "currency": "eur"}, {"reason": "too dear"},
        {"lost_on": "2026-11-20", "win_id": 1},
    ],
)  # fmt: skip
def test_a_deal_is_open_or_won_or_lost_and_its_money_is_whole(columns, foreign):
    insert(foreign, "win")
    with pytest.raises(sqlite3.IntegrityError):
        insert(foreign, "deal", **columns)


def test_a_win_that_is_deleted_opens_its_deal_again(foreign):
    foreign.execute("PRAGMA foreign_keys = ON")
    insert(foreign, "contact")
    insert(foreign, "win")
    insert(foreign, "deal", win_id=1)
    foreign.execute("DELETE FROM win")
    assert foreign.execute("SELECT id, win_id FROM deal").fetchall() == [(1, None)]


def test_what_is_never_to_be_asked_again_has_no_end(foreign):
    with pytest.raises(sqlite3.IntegrityError):
        insert(foreign, "ask", never=1, hidden_until="2026-12-01")


def test_an_answer_has_a_score_or_words(foreign):
    with pytest.raises(sqlite3.IntegrityError):
        insert(foreign, "feedback", score=None, text=" ")
    insert(foreign, "feedback", score=None, text="lovely")


def test_a_resolution_has_its_day(foreign):
    with pytest.raises(sqlite3.IntegrityError):
        insert(foreign, "issue", resolution="refunded")
    insert(foreign, "issue", resolution="refunded", resolved_on="2026-11-20")


def test_a_pair_of_two_is_ordered(foreign):
    for one, other in ((2, 1), (1, 1)):
        with pytest.raises(sqlite3.IntegrityError):
            insert(foreign, "distinct_pair", one_id=one, other_id=other)


@for_each_row("table", sorted(LEAST))
def test_a_value_has_the_type_of_its_column(table, foreign):
    types = {row[1]: row[2] for row in foreign.execute(f"PRAGMA table_info({table})")}
    for column, kind in types.items():
        with pytest.raises(sqlite3.Error):
            insert(foreign, table, **{column: b"\x00" if kind == "TEXT" else "many"})
    for column in (name for name, kind in types.items() if kind == "INTEGER"):
        with pytest.raises(sqlite3.Error):
            insert(foreign, table, **{column: 1.5})


@for_each_row("table", sorted(LEAST))
def test_what_must_be_there_is_there(table, foreign):
    for column in LEAST[table]:
        if (table, column) != ("feedback", "score"):  # words will do
            with pytest.raises(sqlite3.IntegrityError):
                insert(foreign, table, **{column: None})


UNIQUE = (
    *((table, ("uid",)) for table in
      ("contact", "note", "reminder", "issue", "win", "deal", "feedback", "perk")),
    ("deal", ("win_id",)), ("ask", ("contact_id", "about", "asked_on")),
    ("external_key", ("key",)), ("segment", ("name",)), ("tag", ("name",)),
    ("win", ("brought_id",)), ("reminder", ("follows_id",)),
    ("contact_point", ("contact_id", "kind", "normal")), ("nickname", ("contact_id", "name")),
    ("occasion", ("contact_id", "label")), ("fact", ("contact_id", "key")),
    ("contact_tag", ("contact_id", "tag_id")), ("note_contact", ("note_id", "contact_id")),
    ("note_tag", ("note_id", "tag_id")), ("note_issue", ("note_id", "issue_id")),
    ("win_cause", ("win_id", "note_id")), ("distinct_pair", ("one_id", "other_id")),
)  # fmt: skip


@for_each_row(("table", "columns"), UNIQUE)
def test_what_names_one_thing_is_there_once(table, columns, foreign):
    insert_everything(foreign)
    names = ", ".join(columns)
    row = foreign.execute(f"SELECT {names} FROM {table} WHERE {columns[0]} IS NOT NULL").fetchone()
    again = dict(zip(columns, row, strict=True))
    if "brought_id" in again:
        again["kind"] = "referral"
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        insert(foreign, table, **again)


@for_each_row("table", sorted(set(LEAST) - {"change", "batch"}))
def test_an_id_is_never_given_out_again(table, foreign):
    first = insert(foreign, table)
    foreign.execute(f"DELETE FROM {table}")
    assert insert(foreign, table) > first


def test_a_note_whose_last_person_moves_to_another_goes(foreign):
    insert(foreign, "contact")
    for _ in range(2):
        insert(foreign, "note")
    insert(foreign, "note_contact")
    foreign.execute("UPDATE note_contact SET note_id = 2")
    assert foreign.execute("SELECT id FROM note").fetchall() == [(2,)]


# ── what hangs on what ───────────────────────────────────────────────────────────────────


def test_the_last_person_leaving_a_note_takes_it_along(foreign):
    for _ in range(2):
        insert(foreign, "contact")
    insert(foreign, "note")
    for contact_id in (1, 2):
        insert(foreign, "note_contact", contact_id=contact_id)
    foreign.execute("DELETE FROM note_contact WHERE contact_id = 1")
    assert foreign.execute("SELECT count(*) FROM note").fetchone() == (1,)
    foreign.execute("DELETE FROM note_contact WHERE contact_id = 2")
    assert foreign.execute("SELECT count(*) FROM note").fetchone() == (0,)


def test_a_note_goes_with_the_last_of_its_people(foreign):
    foreign.execute("PRAGMA foreign_keys = ON")
    for _ in range(2):
        insert(foreign, "contact")
    insert(foreign, "note")
    for contact_id in (1, 2):
        insert(foreign, "note_contact", contact_id=contact_id)
    foreign.execute("DELETE FROM contact WHERE id = 2")
    assert foreign.execute("SELECT id FROM note").fetchall() == [(1,)]
    foreign.execute("DELETE FROM contact WHERE id = 1")
    assert foreign.execute("SELECT id FROM note").fetchall() == []


def test_everything_of_a_person_goes_with_them(foreign):
    foreign.execute("PRAGMA foreign_keys = ON")
    insert_everything(foreign)
    foreign.execute("DELETE FROM contact WHERE id = 1")
    left = {table: len(rows) for table, rows in dump(foreign).items() if rows}
    # Others stay, and what is nobody's: a tag, a segment, the owner's own reminder. A script's
    # key stays too, so that a retry does not make again what was deleted.
    assert left == {"contact": 1, "tag": 1, "segment": 1, "reminder": 1, "external_key": 1}


def test_a_successor_outlives_the_reminder_it_repeats(foreign):
    foreign.execute("PRAGMA foreign_keys = ON")
    insert(foreign, "reminder", done_at=NOW)
    insert(foreign, "reminder", follows_id=1)
    foreign.execute("DELETE FROM reminder WHERE id = 1")
    assert foreign.execute("SELECT id, follows_id FROM reminder").fetchall() == [(2, None)]


def test_two_kinds_are_no_touch():
    assert set(KINDS) - set(TOUCHES) == {"attempt", "note"}
