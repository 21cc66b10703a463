"""What the tests of the store share: another program's connection, rows by hand, whole dumps."""

from __future__ import annotations

import atexit
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tinycrm.store import journal

NOW = "2026-11-23T12:00:00Z"

# What a row must say at least, where nothing points elsewhere.
LEAST: dict[str, dict[str, Any]] = {
    "contact": {"name": "Ada Lovelace", "created_at": NOW, "updated_at": NOW},
    "contact_point": {"contact_id": 1, "kind": "email", "value": "A@b.c", "normal": "a@b.c"},
    "nickname": {"contact_id": 1, "name": "Countess"},
    "occasion": {"contact_id": 1, "label": "birthday", "month": 12, "day": 10},
    "fact": {"contact_id": 1, "key": "coffee", "value": "black"},
    "tag": {"name": "vip"},
    "contact_tag": {"contact_id": 1, "tag_id": 1},
    "note": {"kind": "call", "happened_on": "2026-11-20", "created_at": NOW},
    "note_contact": {"note_id": 1, "contact_id": 1},
    "note_tag": {"note_id": 1, "tag_id": 1},
    "reminder": {"text": "send quote", "due_on": "2026-12-01", "created_at": NOW},
    "issue": {
        "contact_id": 1, "text": "charged twice", "opened_on": "2026-11-01", "created_at": NOW,
    },
    "note_issue": {"note_id": 1, "issue_id": 1},
    "win": {"contact_id": 1, "kind": "sale", "won_on": "2026-11-01", "created_at": NOW},
    "win_cause": {"win_id": 1, "note_id": 1},
    "deal": {"contact_id": 1, "text": "prints", "opened_on": "2026-11-01", "created_at": NOW},
    "feedback": {"contact_id": 1, "score": 9, "given_on": "2026-11-01", "created_at": NOW},
    "perk": {"contact_id": 1, "text": "free coffee", "created_at": NOW},
    "ask": {"contact_id": 1, "about": "care", "asked_on": "2026-11-01"},
    "segment": {"name": "mine", "filter": "tag:vip"},
    "distinct_pair": {"one_id": 1, "other_id": 2},
    "external_key": {"key": "form-1", "record": "c1"},
    "extra": {"contact_id": 1, "source": "vcard", "key": "X-SIZE", "value": "9"},
    "relation": {"contact_id": 1, "label": "spouse", "name": "William"},
    "card": {"contact_id": 1, "source": "vcard", "name": "Ada", "seen_at": NOW},
    "batch": {
        "made_at": NOW, "door": "cli", "by_hand": 0, "label": "add c1", "first_change": 1,
        "last_change": 1,
    },
    "change": {"entity": "contact", "operation": "insert", "row_id": 1},
}  # fmt: skip
WITH_UID = ("contact", "note", "reminder", "issue", "win", "deal", "feedback", "perk")


def insert(db: sqlite3.Connection, table: str, **columns: Any) -> int:
    """Insert a row that is right but for `columns`; return its id."""
    row = LEAST[table] | ({"uid": str(uuid.uuid4())} if table in WITH_UID else {}) | columns
    cursor = db.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        list(row.values()),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def insert_everything(db: sqlite3.Connection) -> None:
    """Insert a row into every domain table, all about c1; c2 is somebody they brought."""
    insert(db, "contact", every_n=4, every_unit="w", folded="ada lovelace", folded_work="")
    insert(db, "contact", name="Bob", folded="bob", folded_work="")
    for table in LEAST:
        if table not in ("contact", "batch", "change"):
            insert(db, table)
    insert(db, "reminder", contact_id=1, note_id=1, every_n=1, every_unit="m", done_at=NOW)
    insert(db, "reminder", contact_id=1, note_id=1, follows_id=2)
    insert(db, "win", kind="referral", brought_id=2)
    insert(db, "win", amount_minor=45000, currency="EUR")
    insert(db, "deal", win_id=3)
    insert(db, "deal", lost_on="2026-11-20", reason="too dear")


def dump(db: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Return every domain table as it is, derived columns too."""
    return {
        table: [tuple(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY id")]
        for table in journal.tables(db)
    }


def store_file() -> Path:
    """The store of this test."""
    return Path(os.environ["CRM_HOME"]) / "crm.db"


ROOT = Path(__file__).resolve().parents[2]


def at_once(processes: int, work: str, times: int = 1) -> list[str]:
    """Let so many processes do what `racers` says; return the lines of one after the other."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.racers", work, str(processes), str(times)],
        capture_output=True, text=True, check=False, timeout=60, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


_looking: dict[tuple[int, int], sqlite3.Connection] = {}


def look() -> sqlite3.Connection:
    """Return a connection to the store of this test, for a test that only reads. Never close it.

    A new one would read the whole schema, which takes longer than all the rows. It is kept while
    the file is the same, and remembers no page: a test may put another content into that file.
    """
    at = store_file().stat()
    if (at.st_dev, at.st_ino) not in _looking:
        look_away()
        db = sqlite3.connect(f"{store_file().as_uri()}?mode=ro", uri=True, isolation_level=None)
        _looking[at.st_dev, at.st_ino] = db
    (db,) = _looking.values()
    db.execute("PRAGMA shrink_memory")
    return db


@atexit.register
def look_away() -> None:
    """Close it."""
    for db in _looking.values():
        db.close()
    _looking.clear()


def dump_store() -> dict[str, list[tuple[Any, ...]]]:
    """Dump the store of this test."""
    return dump(look())


def batches() -> list[tuple[str, str, int | None]]:
    """Return door, label and what it undoes of each batch, oldest first."""
    return look().execute("SELECT door, label, undoes FROM batch ORDER BY id").fetchall()


@pytest.fixture
def foreign(home: Path, new_store: Path) -> Iterator[sqlite3.Connection]:
    """Another program on a new store: nothing set, foreign keys off, every statement commits."""
    home.mkdir()
    shutil.copy(new_store, home / "crm.db")
    with closing(sqlite3.connect(home / "crm.db", isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")  # only for speed
        yield db


@pytest.fixture
def check_words(foreign: sqlite3.Connection) -> Callable[[], None]:
    """Compare every full-text index with the columns it stands for."""

    def check() -> None:
        for table in ("contact", "nickname", "fact", "note", "issue", "reminder"):
            found = f"{table}_fts ({table}_fts, rank)"
            foreign.execute(f"INSERT INTO {found} VALUES ('integrity-check', 1)")

    return check
