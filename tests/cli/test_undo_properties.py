"""Any commands in any order: undo by undo leads back through each state, redo forth again."""

from __future__ import annotations

from contextlib import closing
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import stores
from tests.cli.any_command import Step, by_name, changing, redo, undo
from tests.conftest import Crm
from tests.store.conftest import batches, dump_store
from tests.store.test_rewind_properties import problems
from tinycrm.store.folding import WHERE_FOLDED
from tinycrm.text import fold

SOME = [
    Step(("add", "Ada", "-e", "ada@a.example", "-t", "vip", "-b", "11-23", "--every", "1m")),
    Step(("add", "Grace Hopper", "-o", "Navy", "--fact", "coffee=black", "--referred-by", "ada")),
    Step(("add", "Ada Byron", "-n", "Countess", "-b", "12-10", "--fact", "coffee=white")),
    Step(("log", "ada@a.example,grace", "Lunch #prints", "-f", "1w")),
    Step(("remind", "grace", "send quote", "--on", "2026-11-01", "--every", "1m", "--fixed")),
    Step(("issue", "grace", "charged twice")),
    Step(("issue", "ada@a.example", "late")),
    Step(("resolve", "i2", "refunded")),
]
FEW = settings(
    max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


def often(
    mostly: st.SearchStrategy[Step], rarely: st.SearchStrategy[Step]
) -> st.SearchStrategy[Step]:
    """Mostly the one; every third time the other."""
    return st.integers(0, 2).flatmap(lambda n: mostly if n else rarely)


class State(NamedTuple):
    """The store as its export has it, byte for byte, and as it is, table by table."""

    exported: str
    tables: dict[str, list[tuple[Any, ...]]]
    batches: int


def state(crm: Crm) -> State:
    exported = crm("export", "--format", "jsonl").out
    return State(exported, dump_store(), len(batches()))


@pytest.fixture(scope="module")
def some() -> stores.Files:
    """The home with SOME in it, once it was made."""
    return {}


def begin(crm: Crm, some: stores.Files) -> State:
    """Begin anew with a few people and what is owed to them."""
    stores.clear(crm.home)
    if not some:
        assert [step.run(crm) for step in SOME] == [0] * len(SOME)
        some.update(stores.files_of(crm.home))
        stores.clear(crm.home)
    stores.put(crm.home, some)
    return state(crm)


def check_same(one: State, other: State) -> None:
    assert one.exported == other.exported
    assert one.tables == other.tables


def badly_folded(crm: Crm) -> list[tuple[str, int, str]]:
    """The rows whose words for a search are not those of their texts."""
    with closing(crm.db()) as db:
        return [
            (table, row_id, folded)
            for table, column, words in WHERE_FOLDED
            for row_id, folded, text in db.execute(f"SELECT id, {column}, {words} FROM {table}")
            if folded is not None and folded.split() != fold(text).split()
        ]


def run(crm: Crm, step: Step, before: State) -> State:
    """Run a step; one that fails for good makes no batch and changes nothing."""
    code = step.run(crm)
    after = state(crm)
    assert code in (0, 2, 3, 4, 5), (step, code)
    if after.batches == before.batches:
        check_same(after, before)
    else:
        assert not badly_folded(crm), step
        assert after.batches == before.batches + 1
        assert code == 0 or step.words[:2] == ("add", "-"), step
    return after


class Known(NamedTuple):
    """The states that undo leads back to, and those that redo leads to; the nearest last."""

    back: list[State]
    forth: list[State]

    def expect(self, step: Step, before: State, after: State) -> None:
        """Follow a step that made a batch, or did not."""
        if step in (undo, redo):
            source, target = (self.back, self.forth) if step == undo else (self.forth, self.back)
            if source:
                check_same(after, source.pop())
                target.append(before)
            else:
                check_same(after, before)
        elif after.batches > before.batches:
            self.back.append(before)
            self.forth.clear()


@FEW
@given(st.lists(often(changing, st.sampled_from([undo, undo, redo])), min_size=3, max_size=9))
def test_undo_by_undo_leads_back_through_every_state_and_redo_forth_again(
    crm: Crm, some: stores.Files, steps: list[Step]
):
    now = begin(crm, some)
    start, known = now, Known([], [])
    for step in steps:
        if step == undo and not known.back:
            continue  # that would take back the beginning
        before, now = now, run(crm, step, now)
        known.expect(step, before, now)
    end, count = now, len(known.back)
    for step in [*[undo] * count, *[redo] * count]:
        before, now = now, run(crm, step, now)
        assert now.batches == before.batches + 1
        known.expect(step, before, now)
        if len(known.forth) == count and step == undo and not known.back:
            check_same(now, start)
    check_same(now, end)
    assert not problems()


@FEW
@given(st.lists(often(changing, by_name | st.sampled_from([undo, redo])), min_size=4, max_size=12))
def test_undos_by_name_in_any_order_can_all_be_taken_back_in_the_end(
    crm: Crm, some: stores.Files, steps: list[Step]
):
    now = begin(crm, some)
    for step in steps:
        now = run(crm, step, now)
    while (code := undo.run(crm)) == 0:
        assert not problems()
    assert code == 3, crm.run("undo")
    assert state(crm).exported == ""
