"""Codes and row ids, turned into each other."""

from __future__ import annotations

import pytest

from tests.rows import for_each
from tinycrm.errors import UsageProblem
from tinycrm.services.codes import (
    TABLES,
    batch_code,
    check_name,
    code,
    id_of,
    say_table,
    table_of,
)


@for_each("table", TABLES.values())
def test_a_code_gives_back_its_table_and_its_row(table: str):
    made = code(table, 907)
    assert (table_of(made), id_of(made)) == (table, 907)


def test_where_nothing_changed_there_is_no_batch_to_name():
    assert batch_code(None) is None
    assert batch_code(88) == "b88"


@for_each("name", ["me", "ME", "Mé", "c12", "C7", "-"])
def test_a_name_that_means_something_else_is_refused(name: str):
    with pytest.raises(UsageProblem, match="cannot be a name"):
        check_name(name)


@for_each("name", ["Mel", "me too", "C12 Ltd", "c0", "N26", "O2", "today", "@ada", "--Ada"])
def test_any_other_name_is_a_name(name: str):
    check_name(name)


def test_a_record_is_called_what_the_user_calls_it():
    assert [say_table(table) for table in ("note", "issue", "feedback")] == [
        "a note", "an issue", "an answer",
    ]  # fmt: skip
