"""`list due:` and `today` agree about who waits, whoever the people are."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Crm
from tests.services.people.test_merge_properties import new_home
from tests.store.conftest import NOW, insert
from tinycrm import paths
from tinycrm.days import Every

TODAY = date(2026, 11, 23)

near = st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days))
maybe_near = st.none() | near
rhythms = st.builds(Every, st.integers(1, 13), st.sampled_from("dwmy"))


class Task(NamedTuple):
    """A reminder."""

    due: date
    snoozed: date | None
    done: bool


class Somebody(NamedTuple):
    """A person; their rhythm is due on about the day `due`."""

    every: Every | None
    due: date
    touched: bool
    older: bool
    snoozed: date | None
    archived: bool
    do_not_contact: bool
    tasks: list[Task]


tasks = st.builds(Task, near, maybe_near, st.booleans())
people = st.builds(
    Somebody,
    every=st.none() | rhythms,
    due=near,
    touched=st.booleans(),
    older=st.booleans(),
    snoozed=maybe_near,
    archived=st.sampled_from([False, False, False, True]),
    do_not_contact=st.sampled_from([False, False, False, True]),
    tasks=st.lists(tasks, max_size=3),
)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def store(crm: Crm, somebody: Somebody) -> None:
    start = somebody.every.latest_start(somebody.due) if somebody.every else somebody.due
    with closing(crm.db()) as db:
        own = insert(
            db, "contact", every_n=somebody.every and somebody.every.n,
            every_unit=somebody.every and somebody.every.unit,
            every_from_on=_day(start) if somebody.every else None,
            snoozed_until=_day(somebody.snoozed), archived_at=NOW if somebody.archived else None,
            do_not_contact=int(somebody.do_not_contact),
        )  # fmt: skip
        touches = [start] if somebody.touched else []
        touches += [start - timedelta(days=30)] if somebody.older else []
        for day in touches:
            note = insert(db, "note", happened_on=_day(day))
            insert(db, "note_contact", note_id=note, contact_id=own)
        for task in somebody.tasks:
            insert(
                db, "reminder", contact_id=own, due_on=_day(task.due),
                snoozed_until=_day(task.snoozed), done_at=NOW if task.done else None,
            )  # fmt: skip
        insert(db, "reminder", due_on=_day(somebody.due))  # the owner's own is nobody's
        db.commit()


def whose(rows: list[dict[str, Any]]) -> set[str]:
    return {row["contact"]["id"] for row in rows if row["contact"]}


@settings(max_examples=8)
@given(st.lists(people, max_size=12))
def test_the_filter_names_the_people_among_the_follow_ups(drawn: list[Somebody]):
    with new_home(), pytest.MonkeyPatch.context() as patch:
        crm = Crm(patch, paths.store_file().parent)
        for somebody in drawn:
            store(crm, somebody)
        morning = crm.json("today", "--all")
        rows = morning["follow_ups"]
        ahead = [row for row in morning["upcoming"] if row["reason"] in ("reminder", "cadence")]
        late = [row for row in rows if row["days"] < 0]
        today = [row for row in rows if row["days"] == 0]
        for words, meant in (
            (["due:"], rows), (["due:late"], late), (["due:today"], today),
            (["due:week"], rows + ahead),
        ):  # fmt: skip
            assert set(crm("list", *words, "--ids").out.split()) == whose(meant)
        assert set(crm("list", "due:", "archived:", "--ids").out.split()) == set()
        others = {f"c{n}" for n, each in enumerate(drawn, 1) if not each.archived} - whose(rows)
        assert set(crm("list", "no:due:", "--ids").out.split()) == others
