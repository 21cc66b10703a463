"""The tests test: a table in one test hides no row that fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.conftest import TODAY, Crm
from tests.rows import for_each


@for_each("number", [1, 3])
@for_each(("even", "text"), [(2, "two"), (4, "four")])
def summed(number: int, even: int, text: str) -> None:
    assert (number + even) % 2 == 0, text


def test_every_row_that_fails_is_there_with_its_values():
    with pytest.raises(BaseExceptionGroup, match="2 of 2 rows") as failed:
        summed()
    first, second = failed.value.exceptions
    assert isinstance(first, BaseExceptionGroup)
    assert isinstance(second, BaseExceptionGroup)
    assert (first.__notes__, second.__notes__) == (["where number = 1"], ["where number = 3"])
    assert [each.__notes__ for each in first.exceptions] == [
        ["where even = 2, text = 'two'"], ["where even = 4, text = 'four'"],
    ]  # fmt: skip


def test_a_row_that_raises_nothing_where_it_should_fails():
    @for_each("value", ["1", "x"])
    def refused(value: str) -> None:
        with pytest.raises(ValueError, match="invalid"):
            int(value)

    with pytest.raises(BaseExceptionGroup, match="1 of 2 rows") as failed:
        refused()
    assert failed.value.exceptions[0].__notes__ == ["where value = '1'"]


def test_a_table_without_rows_is_a_mistake():
    with pytest.raises(AssertionError, match="tests nothing"):
        for_each("value", [])(summed)()


@pytest.fixture
def log() -> list[str]:
    return []


@contextmanager
def noted(log: list[str]) -> Iterator[None]:
    log.append("before")
    yield
    log.append("after")


@for_each("value", ["x", "y"], around=noted)
def test_each_row_has_its_own_environment_and_what_is_around(
    value: str, log: list[str], monkeypatch: pytest.MonkeyPatch
):
    assert log == [] + ["before", "x", "after"] * (value == "y") + ["before"]
    assert "OF_A_ROW" not in os.environ
    monkeypatch.setenv("OF_A_ROW", value)
    log.append(value)


@for_each("number", [1, 2], afresh=True)
def test_each_row_begins_afresh(crm: Crm, number: int):
    assert os.environ["CRM_TODAY"] == TODAY
    assert not {"OF_A_ROW", "OF_A_ROW_TOO"} & os.environ.keys()
    assert not crm.home.exists()
    crm.on("2026-12-24")
    crm.env(OF_A_ROW="set")
    os.environ["OF_A_ROW_TOO"] = "set"
    assert crm("add", f"Ada {number}").id == "c1"
    (crm.home / "drafts").mkdir(exist_ok=True)


def test_without_a_home_no_row_begins_afresh():
    with pytest.raises(AssertionError, match="no fixture has a home"):
        for_each("number", [1], afresh=True)(lambda number: None)()
