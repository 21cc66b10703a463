"""Codes and row ids, turned into each other."""

from __future__ import annotations

import pytest

from tinycrm.services.codes import TABLES, batch_code, code, id_of, table_of


@pytest.mark.parametrize("table", TABLES.values())
def test_a_code_gives_back_its_table_and_its_row(table: str):
    made = code(table, 907)
    assert (table_of(made), id_of(made)) == (table, 907)


def test_where_nothing_changed_there_is_no_batch_to_name():
    assert batch_code(None) is None
    assert batch_code(88) == "b88"
