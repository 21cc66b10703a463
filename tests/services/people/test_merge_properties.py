"""Whoever is merged with whomever: everything both said is on the one card, or beside it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.conftest import dump_store
from tinycrm import clock, paths
from tinycrm.contact_points import Point, PointKind
from tinycrm.dates import When
from tinycrm.days import Every, YearlyDay
from tinycrm.services.activity import issues, notes, reminders
from tinycrm.services.history import undoing
from tinycrm.services.people import merging, new_contact
from tinycrm.services.people.contacts import get_contact
from tinycrm.services.records import Contact
from tinycrm.services.typed import note_words
from tinycrm.store import reading, writing

texts = st.sampled_from(["Ada", "ada", "Ada Lovelace", "Łukasz", "[/]", "O'Brien", "山本", "x"])
keys = st.sampled_from(["coffee", "tea", "coffee (also)", "birthday (also)"])
days = st.sampled_from(
    [YearlyDay(12, 10), YearlyDay(12, 10, 1815), YearlyDay(12, 10, 1816), YearlyDay(2, 29)]
)
points = st.builds(
    Point,
    st.sampled_from(["email", "phone", "url"]),
    st.sampled_from(["a@b.c", "A@b.c", "+44 1", "0044-1", "x.org"]),
    st.sampled_from(["", "work", "home"]),
)
drafts = st.builds(
    new_contact.NewContact,
    name=texts,
    uid=st.none(),
    note=st.just(""),
    source=st.just("vcard"),
    kind=st.sampled_from(["person", "organization"]),
    nicknames=st.lists(texts, max_size=3).map(tuple),
    organization=st.just("") | texts,
    title=st.just("") | texts,
    points=st.lists(points, max_size=4).map(tuple),
    occasions=st.lists(st.tuples(st.sampled_from(["birthday", "wedding"]), days), max_size=2).map(
        tuple
    ),
    tags=st.lists(st.sampled_from(["vip", "VIP", "lead"]), max_size=2).map(tuple),
    facts=st.lists(st.tuples(keys, texts), max_size=3).map(tuple),
    every=st.sampled_from([None, Every(4, "w"), Every(3, "m")]),
    do_not_contact=st.booleans(),
    related=st.just(()),
    extra=st.lists(st.tuples(keys, texts), max_size=2).map(tuple),
)
hanging = st.lists(
    st.tuples(st.sampled_from(["note", "both", "reminder", "issue"]), texts), max_size=4
)


_NEW: list[bytes] = []  # an empty store, made once and copied


@contextmanager
def new_home() -> Iterator[None]:
    """A home of its own for each example."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_HOME", folder)
        if not _NEW:
            with writing("nothing"):
                pass
            _NEW.append(paths.store_file().read_bytes())
        paths.store_file().write_bytes(_NEW[0])
        yield


def fill(drawn: list[new_contact.NewContact], things: list[tuple[str, str]]) -> None:
    """Store two people, c1 and c2, and what hangs on the second one or on both."""
    with writing("add") as work:
        for draft in drawn:
            new_contact.insert(work.db, draft, clock.today())
        for what, text in things:
            if what == "reminder":
                reminders.insert(work.db, 2, text, When(clock.today(), None))
            elif what == "issue":
                issues.insert(work.db, 2, text, clock.today())
            else:
                who = [2] if what == "note" else [1, 2]
                notes.insert(work.db, who, note_words.Words(text), kind="talk")


def sayings(contact: Contact) -> set[tuple[str, str]]:
    """Everything a card says, as pairs of what and which."""
    pairs = {("name", contact.name)} | {("name", each) for each in contact.nicknames}
    kinds: tuple[tuple[str, PointKind], ...] = (
        ("emails", "email"), ("phones", "phone"), ("urls", "url"),
    )  # fmt: skip
    for kind, one in kinds:
        for value, label in getattr(contact, kind):
            normal = Point(one, value).normal
            pairs |= {(kind, normal)} | {
                (normal, each) for each in (label or "").split(", ") if each
            }
    return pairs | {("tag", each) for each in contact.tags}


def loose(contact: Contact) -> list[str]:
    """The values that may contradict: they stay where they were, or become facts."""
    days_said = [str(contact.birthday)] if contact.birthday else []
    days_said += [str(each.day) for each in contact.occasions]
    own = (contact.organization, contact.title, contact.kind, contact.every)
    return [*contact.facts.values(), *days_said, *(str(each) for each in own if each)]


@settings(max_examples=10, deadline=None)
@given(st.tuples(drafts, drafts), hanging)
def test_a_merge_loses_nothing_and_its_undo_is_exact(
    drawn: tuple[new_contact.NewContact, new_contact.NewContact], things: list[tuple[str, str]]
):
    with new_home():
        fill(list(drawn), things)
        with reading() as db:
            keep, other = get_contact(db, 1), get_contact(db, 2)
        before = dump_store()
        merged = merging.merge(1, 2).record
        after = dump_store()
        assert sayings(keep) | sayings(other) <= sayings(merged)
        for said in loose(keep) + loose(other):
            assert any(said.lstrip("-") in each for each in loose(merged)), said
        assert merged.facts.items() >= keep.facts.items()
        assert merged.do_not_contact == (keep.do_not_contact or other.do_not_contact)
        assert merged.last_touch == max(
            filter(None, (keep.last_touch, other.last_touch)), default=None
        )
        for table in ("note", "reminder", "issue", "tag"):
            assert len(after[table]) == len(before[table])
        assert len(after["extra"]) == len(before["extra"]) + 2
        undoing.undo(prefer_by_hand=False)
        assert dump_store() == before
        undoing.redo(prefer_by_hand=False)
        assert dump_store() == after
