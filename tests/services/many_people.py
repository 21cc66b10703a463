"""Stores with random people, and how much work SQLite does in them."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from functools import cache

from tests.store.conftest import NOW, insert
from tinycrm.rules import KINDS
from tinycrm.store import migrations

TODAY = date(2026, 11, 23)


def new_store_in_memory() -> sqlite3.Connection:
    """Return an empty store in memory: to make one takes 25 ms, to copy it less than one."""
    return _open(_empty())


def open_store(seed: int, people: int, today: date = TODAY) -> sqlite3.Connection:
    """Return a store in memory with random people, open as the services open it."""
    db = new_store_in_memory()
    with db:  # in one transaction: twice as fast
        db.execute("BEGIN")
        _fill(db, seed, people, today)
    return db


@cache
def _empty() -> bytes:
    with closing(_open()) as db:
        migrations.migrate(db)
        return db.serialize()


@cache
def _large(people: int) -> bytes:
    with closing(open_store(1, people)) as db:
        return db.serialize()


def open_large_store(people: int) -> sqlite3.Connection:
    """Return a store with many people, always the same ones: a copy of what was made once."""
    return _open(_large(people))


def _open(content: bytes = b"") -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    if content:
        db.deserialize(content)
    db.row_factory = sqlite3.Row
    return db


def _fill(db: sqlite3.Connection, seed: int, people: int, today: date) -> None:
    """Add people of all kinds: set aside or not, with days close to today, notes and reminders."""
    chance = random.Random(seed)

    def near(days: int) -> str:
        return (today + timedelta(days=chance.randint(-days, days))).isoformat()

    for number in range(people):
        name = f"{chance.choice(('Ada', 'Anna', 'Bo', 'Zoë'))} {number % 7}"
        own = insert(
            db, "contact", name=name, folded=name.lower(),
            do_not_contact=int(chance.random() < 0.1),
            archived_at=NOW if chance.random() < 0.1 else None,
            snoozed_until=near(9) if chance.random() < 0.2 else None,
            created_at=f"2026-01-{1 + number % 5:02}T12:00:00Z",
        )  # fmt: skip
        for label in ("birthday", "anniversary"):
            day = date.fromisoformat(near(20))
            leap = chance.random() < 0.1
            if chance.random() < 0.7:
                insert(
                    db, "occasion", contact_id=own, label=label, month=2 if leap else day.month,
                    day=29 if leap else day.day, year=chance.choice((None, 1980, 2024, 2028)),
                    closed_on=near(9) if chance.random() < 0.2 else None,
                    snoozed_until=near(9) if chance.random() < 0.2 else None,
                )  # fmt: skip
        for _ in range(chance.randrange(4)):
            days = chance.choice((0, 365))
            happened = date.fromisoformat(near(16)) - timedelta(days=days)
            note = insert(
                db, "note", kind=chance.choice(KINDS), happened_on=min(happened, today).isoformat()
            )
            insert(db, "note_contact", note_id=note, contact_id=own)
        if chance.random() < 0.5:
            insert(
                db, "reminder", contact_id=chance.choice((own, own, None)), due_on=near(9),
                snoozed_until=near(5) if chance.random() < 0.2 else None,
                done_at=NOW if chance.random() < 0.2 else None,
            )  # fmt: skip
        if chance.random() < 0.2:
            insert(db, "nickname", contact_id=own, name=f"An{number}", folded=f"an{number}")


def steps(db: sqlite3.Connection, work: Callable[[], object]) -> int:
    """Return how many steps SQLite's machine takes for some work, in hundreds."""
    taken = [0]

    def count() -> int:
        taken[0] += 1
        return 0

    db.set_progress_handler(count, 100)
    work()
    db.set_progress_handler(None, 0)
    return taken[0]
