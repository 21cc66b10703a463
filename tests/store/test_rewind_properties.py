"""Whatever was done, in whatever order: taking all of it back leaves the store as it was."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.conftest import batches, dump_store, store_file
from tinycrm import clock
from tinycrm.contact_points import Point
from tinycrm.dates import When
from tinycrm.days import Every
from tinycrm.errors import CrmError
from tinycrm.repeats import Repeat
from tinycrm.services.activity import issues, notes, reminders
from tinycrm.services.briefing import row_actions, snoozing
from tinycrm.services.editing import adding
from tinycrm.services.history import undoing
from tinycrm.services.people import new_contact
from tinycrm.services.typed import note_words
from tinycrm.store import reading, rewind

names = st.sampled_from(["Ada", "Ada Lovelace", "Łukasz", "[/]", "O'Brien; DROP", "山本"])
words = st.sampled_from(["Lunch", "call: Ring #prints", "Größe +vip\n\tmore", "x" * 5000, "@ada"])
tags = st.lists(st.sampled_from(["vip", "VIP", "Łódź", "prints"]), max_size=2).map(tuple)
days = st.integers(-40, 40).map(lambda n: date(2026, 11, 23) + timedelta(days=n))
everies = st.sampled_from([None, Every(1, "d"), Every(4, "w"), Every(1, "m"), Every(1, "y")])
numbers = st.integers(0, 20)
IF_KNOWN: tuple[adding.IfKnown, ...] = ("refuse", "keep", "update", "force")

Verb = Callable[[], object]


def pick(table: str, number: int) -> str:
    """The code of one of the rows of a table, of one that is not there when it is empty."""
    with reading() as db:
        ids = [row["id"] for row in db.execute(f"SELECT id FROM {table} ORDER BY id")]
    return f"{table[0]}{ids[number % len(ids)] if ids else 99}"


@st.composite
def adds(draw: st.DrawFn) -> Verb:
    draft = new_contact.NewContact(
        name=draw(names),
        points=draw(st.sampled_from([(), (Point("email", "a@b.c"),)])),
        organization=draw(st.sampled_from(["", "Acme", "Łódź Works"])),
        tags=draw(tags),
        every=draw(everies),
        note=draw(st.sampled_from(["", "met at the fair"])),
        facts=draw(st.sampled_from([(), (("coffee", "black"),)])),
    )
    if_known = draw(st.sampled_from(IF_KNOWN))
    key = draw(st.sampled_from([None, None, "form-1"]))
    return lambda: adding.add(draft, if_known=if_known, key=key)


@st.composite
def logs(draw: st.DrawFn) -> Verb:
    text, day, tagged, number = draw(words), draw(days), draw(tags), draw(numbers)
    follow_up = draw(st.sampled_from([None, notes.NewReminder(When(date(2026, 12, 1), None))]))
    mentioned, several = draw(st.booleans()), draw(st.booleans())

    def log() -> object:
        who = pick("contact", number)
        draft = notes.NewNote(
            who=f"{who},{pick('contact', number + 1)}" if several else who,
            words=note_words.read_words(text), tags=tagged,
            when=When(min(day, clock.today()), None), follow_up=follow_up, mentioned=mentioned,
            facts=(("coffee", text),),
        )  # fmt: skip
        return notes.log(draft)

    return log


@st.composite
def reminds(draw: st.DrawFn) -> Verb:
    number, day, every, fixed = draw(numbers), draw(days), draw(everies), draw(st.booleans())
    return lambda: reminders.remind(
        pick("contact", number) if number else "me", "send quote", When(day, None),
        repeat=Repeat(every) if every else None, fixed=fixed and every is not None,
    )  # fmt: skip


@st.composite
def settles(draw: st.DrawFn) -> Verb:
    verb = draw(st.sampled_from([row_actions.done, row_actions.mention, snoozing.snooze]))
    table = draw(st.sampled_from(["reminder", "contact", "issue"]))
    chosen, text = draw(st.lists(numbers, min_size=1, max_size=3)), draw(st.sampled_from(["", "x"]))

    def settle() -> object:
        codes = [pick(table, number) for number in chosen]
        if verb is snoozing.snooze:
            return snoozing.snooze(codes, clock.today() + timedelta(days=7))
        return (
            row_actions.done(codes, text)
            if verb is row_actions.done
            else row_actions.mention(codes)
        )

    return settle


@st.composite
def troubles(draw: st.DrawFn) -> Verb:
    number, day = draw(numbers), draw(days)
    if draw(st.booleans()):
        return lambda: issues.open_issue(pick("contact", number), "charged twice", day)
    resolution = draw(st.sampled_from(["", "refunded"]))
    return lambda: issues.resolve(pick("issue", number), resolution)


verbs = st.one_of(adds(), adds(), logs(), logs(), reminds(), settles(), settles(), troubles())


def run(verb: Verb) -> None:
    """Do it; what cannot be done changes nothing and is no matter here."""
    before = dump_store()
    try:
        verb()
    except CrmError:
        assert dump_store() == before


@contextmanager
def somewhere(new_store: Path) -> Iterator[None]:
    """A home for one example, with one person in it."""
    kept = os.environ["CRM_HOME"]
    with tempfile.TemporaryDirectory() as place:
        os.environ["CRM_HOME"] = place
        shutil.copy(new_store, place)
        adding.add(new_contact.NewContact(name="Ada", tags=("vip",), every=Every(4, "w")))
        try:
            yield
            assert not problems()
        finally:
            os.environ["CRM_HOME"] = kept


def problems() -> list[object]:
    """What SQLite finds wrong with the file, its references, or the search index."""
    with closing(sqlite3.connect(store_file())) as db:
        for table in ("contact", "nickname", "fact", "note", "issue", "reminder"):
            found = f"{table}_fts ({table}_fts, rank)"
            db.execute(f"INSERT INTO {found} VALUES ('integrity-check', 1)")
        checked = db.execute("PRAGMA integrity_check").fetchall()
        return [*db.execute("PRAGMA foreign_key_check"), *(c for c in checked if c != ("ok",))]


@settings(max_examples=5, deadline=None)
@given(done=st.lists(verbs, min_size=1, max_size=10))
def test_all_undone_newest_first_is_as_if_nothing_was_and_all_redone_as_if_nothing_was_undone(
    new_store, done
):
    with somewhere(new_store):
        before = dump_store()
        for verb in done:
            run(verb)
        after, count = dump_store(), len(batches())
        undos = [undoing.undo(f"b{n}", prefer_by_hand=False).batch for n in range(count, 1, -1)]
        assert dump_store() == before
        for undo in reversed(undos):
            undoing.undo(undo, prefer_by_hand=False)
        assert dump_store() == after


steps = st.booleans().flatmap(lambda undo: st.integers(0, 5) if undo else verbs)
"""Verbs, and numbers: undo the batch so many before the newest."""


@settings(max_examples=5, deadline=None)
@given(done=st.lists(steps, min_size=4, max_size=14))
def test_undos_and_redos_in_any_order_never_break_anything(new_store, done):
    with somewhere(new_store):
        start = dump_store()
        for step in done:
            if isinstance(step, int):
                number = max(1, len(batches()) - step)
                run(partial(take_back, f"b{number}"))
            else:
                run(step)
        take_all_back()
        assert without_tags(dump_store()) == {t: [] for t in without_tags(start)}


def take_back(code: str) -> None:
    """Undo a batch, and see that every row it changed is as it was before."""
    undone = undoing.undo(code, prefer_by_hand=False).undone
    with reading() as db:
        changes = db.execute(
            "SELECT entity, row_id, before, min(id) FROM change WHERE id BETWEEN ? AND ?"
            " GROUP BY entity, row_id",
            (undone.first_change, undone.last_change),
        )
        for entity, row_id, before, _ in changes.fetchall():
            row = db.execute(f"SELECT * FROM {entity} WHERE id = ?", (row_id,)).fetchone()
            if before is None:
                assert row is None or entity == "tag"
            else:
                assert row is not None, f"{code}: {entity} {row_id} did not come back"
                assert json.loads(before).items() <= dict(row).items()


def take_all_back() -> None:
    """Undo what is in force, newest first."""
    with reading() as db:
        known = rewind.batches(db)
    void = rewind.void_batches(known)
    for batch in known:
        if batch.undoes is None and batch.id not in void:
            take_back(batch.code)


def without_tags(found: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """Leave tags out: one that others had taken up stays when its maker is taken back."""
    return {table: rows for table, rows in found.items() if table != "tag"}
