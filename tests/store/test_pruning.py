"""The journal is shortened: whole batches, old ones only, and what is kept works as before."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import Crm
from tests.store.conftest import dump_store
from tinycrm.services.safety import journal_pruning
from tinycrm.store import pruning


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three batches are kept whatever their age, not a thousand."""
    monkeypatch.setattr(pruning, "KEPT_BATCHES", 3)


def day(number: int) -> str:
    return str(date(2026, 1, 1) + timedelta(days=number))


def batches(crm: Crm) -> list[int]:
    with closing(crm.db()) as db:
        return [each for (each,) in db.execute("SELECT id FROM batch ORDER BY id")]


def query(crm: Crm, sql: str) -> Any:
    with closing(crm.db()) as db:
        return db.execute(sql).fetchone()[0]


@pytest.fixture
def six(crm: Crm) -> Crm:
    """Six people, one a day; it is the sixth day."""
    for number, name in enumerate(("Ada", "Bo", "Cy", "Di", "Eve", "Flo")):
        crm.on(day(number))
        crm("add", name)
    return crm


def test_nothing_that_is_young_goes_however_much_it_is(six: Crm):
    assert journal_pruning.prune() == 0
    six.on(day(89))
    assert journal_pruning.prune() == 0


def test_nothing_of_the_last_thousand_goes_however_old_it_is(six: Crm):
    six.on(day(4000))
    assert journal_pruning.prune() == 3
    assert batches(six) == [4, 5, 6]
    assert journal_pruning.prune() == 0


def test_what_is_older_goes_with_its_changes_and_no_record_is_touched(six: Crm):
    before = dump_store()
    six.on(day(92))
    assert journal_pruning.prune() == 2
    assert batches(six) == [3, 4, 5, 6]
    assert query(six, "SELECT min(id) FROM change") == 3
    assert dump_store() == before


def test_later_changes_are_undone_as_before_and_their_numbers_go_on(six: Crm):
    six.on(day(4000))
    journal_pruning.prune()
    six("undo")
    assert [each["name"] for each in six.json("list")] == ["Ada", "Bo", "Cy", "Di", "Eve"]
    six("undo", "b4")
    six("redo")
    assert six("add", "Gil").out == "c7\n"
    assert batches(six) == [4, 5, 6, 7, 8, 9, 10]


def test_what_is_gone_is_said_to_be_gone(six: Crm):
    six.on(day(4000))
    journal_pruning.prune()
    for command, code, said in (
        (("undo", "b1"), 3, "There is no batch b1."),
        (("undo", "c1"), 3, "is recorded"),
        (("history", "c1"), 0, "is recorded"),
    ):
        result = six.run(*command)
        assert (result.code, result.out) == (code, "")
        assert said in result.err
        assert "Older changes are kept for 90 days" in result.err, result.err


def test_a_batch_that_a_kept_one_undoes_is_kept_with_all_after_it(six: Crm):
    """Otherwise the undo would be a change like any other, and be undone by itself."""
    six.on(day(95))
    six("undo", "b2")
    six.on(day(99))
    assert journal_pruning.prune() == 1
    assert batches(six) == [2, 3, 4, 5, 6, 7]
    six("undo")
    assert [each["name"] for each in six.json("list")] == ["Ada", "Cy", "Di", "Eve"]


def test_a_history_that_begins_later_is_shown_from_there(six: Crm):
    six("edit", "c1", "--title", "Countess")
    six("edit", "c1", "--title", "Duchess")
    six.on(day(4000))
    journal_pruning.prune()
    shown = six("history", "c1").out
    assert "Countess" in shown
    assert "added" not in shown
    six("undo", "c1")
    assert six.json("show", "c1")["title"] == "Countess"


def test_nothing_of_what_went_is_left_in_the_file(six: Crm):
    """Somebody who was deleted long ago could not be forgotten any more."""
    six("add", "Zebulon Quartermain")
    six("rm", "c7", "--yes")
    for _ in range(4):
        six("edit", "c1", "--title", "x")
        six("edit", "c1", "--title", "y")
    six.on(day(4000))
    journal_pruning.prune()
    assert b"uartermain" not in (six.home / "crm.db").read_bytes()


def test_changes_by_another_program_are_kept_until_they_are_old(six: Crm):
    with closing(six.db()) as db:
        db.execute("UPDATE contact SET title = 'Countess' WHERE id = 1")
        db.commit()
    six.on(day(4000))
    journal_pruning.prune()
    six.on(day(4001))
    assert query(six, "SELECT label FROM batch ORDER BY id DESC") == "changes by another program"


def test_an_empty_store_has_nothing_to_lose(crm: Crm):
    crm("add", "Ada")
    crm("undo")
    assert journal_pruning.prune() == 0
