"""Whoever is filled many times at once is as if each newcomer had come alone; undo is exact."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.people.test_merge_properties import drafts, new_home
from tests.store.conftest import dump_store
from tinycrm import clock
from tinycrm.services.history import undoing
from tinycrm.services.identity import filling
from tinycrm.services.people import new_contact
from tinycrm.store import writing

kept = st.lists(
    st.tuples(st.sampled_from(["X-A", "X-B"]), st.sampled_from(["1", "2", "x" * 300])), max_size=3
)


@st.composite
def newcomers(draw: st.DrawFn) -> new_contact.NewContact:
    """With values that are only kept, of which some are shown."""
    pairs = draw(kept)
    shown = draw(st.lists(st.sampled_from(pairs), max_size=2)) if pairs else []
    unread = tuple((*pair, f"said {pair[1][:9]}") for pair in shown)
    return draw(drafts)._replace(extra=tuple(pairs), unread=unread)


def fill(people: list[new_contact.NewContact], *, at_once: bool) -> tuple[object, ...]:
    """Fill two contacts by turns; return the fields that changed, and the store."""
    with new_home():
        with writing("x") as work:
            for name in ("Ada", "Bo"):
                draft = new_contact.NewContact(name, uid=name)
                new_contact.insert(work.db, draft, clock.today())
        before = contents()
        with writing("x") as work:
            filler = filling.Filling(work.db, clock.today())
            fields = []
            for place, draft in enumerate(people):
                if place == 0 or not at_once:
                    filler.read([1, 2])
                fields.append(filler.fill(1 + place % 2, draft))
            filler.write()
        after = contents()
        if any(fields):
            undoing.undo(prefer_by_hand=False)
        assert contents() == before
        return fields, after


def contents() -> dict[str, list[tuple[Any, ...]]]:
    """The store without its journal, in which one change may be several."""
    return {table: rows for table, rows in dump_store().items() if table != "change"}


@settings(max_examples=25, deadline=None)
@given(st.lists(newcomers(), min_size=1, max_size=5))
def test_filled_at_once_or_one_by_one_is_the_same(people: list[new_contact.NewContact]):
    assert fill(people, at_once=True) == fill(people, at_once=False)
