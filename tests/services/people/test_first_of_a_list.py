"""The first people of a list are found by an index: the same as the beginning of the whole list."""

from __future__ import annotations

from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.many_people import TODAY, open_large_store, open_store, steps
from tinycrm.services.people import listing
from tinycrm.services.search import suggesting

filters = st.sampled_from([[], ["archived:"], ["ada"], ["no:every"], ["quiet:5d"], ["birthday:"]])


@settings(max_examples=15)
@given(st.integers(0, 10**6), st.sampled_from(list(listing.SORTS)), filters, st.integers(0, 40))
def test_a_limit_gives_the_first_of_the_whole_list(seed, sort, words, limit):
    with closing(open_store(seed, 30)) as db:
        every = listing.find_lines(db, words, TODAY, sort=sort)
        found = listing.find_lines(db, words, TODAY, sort=sort, limit=limit)
        ids = listing.find_ids(db, words, TODAY, sort=sort, limit=limit)
    assert found == every[:limit]
    assert ids == [each.id for each in found]


@settings(max_examples=15)
@given(st.integers(0, 10**6), st.sampled_from(["a", "an", "ada", "zoe", "an1", "ada 3", " "]))
def test_the_first_suggestions_are_those_of_all(seed, typed):
    with closing(open_store(seed, 60)) as db, pytest.MonkeyPatch.context() as few:
        every = suggesting._rows(db, typed, most=-1 if typed.strip() else 60)
        few.setattr(suggesting, "MOST", 9)
        few.setattr(suggesting, "_MANY", 12)
        found = suggesting._rows(db, typed, most=9)
    assert [tuple(row) for row in found] == [tuple(row) for row in every][:9]


@pytest.mark.parametrize("sort", ["name", "touched", "quiet"])
def test_the_first_of_a_list_take_the_same_work_for_any_number_of_people(sort):
    taken = []
    for people in (200, 800):
        with closing(open_large_store(people)) as db:
            db.execute("UPDATE contact SET last_touch_on = date('2020-01-01', id || ' days')")
            find = lambda db=db: listing.find_lines(db, [], TODAY, sort=sort, limit=20)  # noqa: E731
            taken.append(steps(db, find))
    assert taken[1] <= taken[0] + 20
