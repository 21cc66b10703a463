"""Invented wins and deals for the people of a benchmark store: two wins and half a deal each.

They have a source of chance of their own, so that the people stay the same.
"""

from __future__ import annotations

import random
import sqlite3
import uuid
from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.words import WORDS
from tinycrm import clock
from tinycrm.text import fold

_WIN = """
    INSERT INTO win (uid, contact_id, kind, text, folded, won_on, amount_minor, currency,
        brought_id, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_DEAL = """
    INSERT INTO deal (uid, contact_id, text, folded, amount_minor, currency, opened_on, until_on,
        lost_on, win_id, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def fill_outcomes(db: sqlite3.Connection, random_: random.Random, people: int, today: date) -> None:
    """Write wins, one in twenty a referral, a fifth with a cause; and deals, few of them open."""
    db.executemany(_WIN, list(_wins(random_, people, today)))
    db.execute(
        """
        INSERT INTO win_cause (win_id, note_id)
        SELECT win.id, (SELECT min(note_id) FROM note_contact WHERE contact_id = win.contact_id)
        FROM win
        WHERE win.id % 5 = 0
            AND EXISTS (SELECT 1 FROM note_contact WHERE contact_id = win.contact_id)
        """
    )
    db.executemany(_DEAL, list(_deals(db, random_, people, today)))


def _wins(random_: random.Random, people: int, today: date) -> Iterator[tuple[object, ...]]:
    brought = iter(random_.sample(range(2, people + 1), people - 1) if people > 1 else ())
    for _ in range(2 * people):
        day = today - timedelta(days=random_.randrange(1100))
        new = next(brought, None) if random_.random() < 0.05 else None
        is_sale = new is None
        text = " ".join(random_.choices(WORDS, k=3)) if is_sale else ""
        minor = random_.randrange(1_000, 90_000) if is_sale else None
        owner = random_.randint(1, new - 1 if new else people)  # by somebody earlier: no circle
        currency = random_.choice(("EUR", "EUR", "EUR", "JPY")) if is_sale else None
        kind = "sale" if is_sale else "referral"
        yield (
            _uid(random_), owner, kind, text, fold(text), str(day), minor, currency, new,
            f"{day}T12:00:00Z",
        )  # fmt: skip


def _deals(
    db: sqlite3.Connection, random_: random.Random, people: int, today: date
) -> Iterator[tuple[object, ...]]:
    sales = [row for (row,) in db.execute("SELECT id FROM win WHERE kind = 'sale' ORDER BY id")]
    for number in range(people // 2):
        is_open = number % 20 == 0  # not due: how many are, `due` of the plan says
        is_lost = not is_open and (number % 3 == 0 or number >= len(sales))
        day = today - timedelta(days=random_.randrange(10 if is_open else 1000))
        text = " ".join(random_.choices(WORDS, k=3))
        yield (
            _uid(random_), random_.randint(1, people), text, fold(text),
            random_.randrange(10_000, 500_000), "EUR", str(day),
            str(today + timedelta(days=random_.randint(20, 90))) if is_open else None,
            str(day) if is_lost else None, None if is_open or is_lost else sales[number],
            clock.instant(),
        )  # fmt: skip


def _uid(random_: random.Random) -> str:
    return str(uuid.UUID(int=random_.getrandbits(128), version=4))
