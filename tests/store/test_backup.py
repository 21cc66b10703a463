"""Copies: checked, in one piece, made when they are due, and thinned out as they age."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.conftest import dump, dump_store, insert, insert_everything
from tinycrm import paths
from tinycrm.errors import StoreProblem
from tinycrm.store import backup, copying, reading, writing
from tinycrm.store.backup import BY_HAND, Backup, keep


def make(why: str = "today") -> Path:
    with reading() as db:
        return backup.make(db, paths.store_file(), why)


def make_if_due() -> Path | None:
    with reading() as db:
        return backup.make_if_due(db, paths.store_file(), "today")


def names() -> list[str]:
    return sorted(path.name for path in paths.backup_folder().iterdir())


# ── making ───────────────────────────────────────────────────────────────────────────────


def test_a_copy_holds_everything_and_says_when_and_why(crm, foreign):
    insert_everything(foreign)
    crm("list")
    copy = make()
    assert copy == crm.home / "backups" / "crm-2026-11-23-120000-today.db"
    assert names() == [copy.name]
    with closing(sqlite3.connect(copy)) as db:
        assert dump(db) == dump_store()
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_copy_is_a_store(crm):
    crm("add", "Ada")
    copy = make()
    crm("add", "Bob")
    copy.replace(crm.home / "crm.db")
    assert [p["name"] for p in crm.json("list")] == ["Ada"]
    crm("undo")
    assert crm.json("list") == []


def test_a_copy_made_inside_a_write_holds_what_was_there_before(crm):
    crm("add", "Ada")
    before = dump_store()
    with writing("import") as work:
        copy = backup.make(work.db, paths.store_file(), "before-import")
        insert(work.db, "contact", name="Bob")
    with closing(sqlite3.connect(copy)) as db:
        assert dump(db) == before
    assert len(crm.json("list")) == 2


def test_a_copy_needs_no_file_beside_it_though_the_store_had_one(crm):
    crm("add", "Ada")
    with closing(crm.db()) as db:
        db.execute("PRAGMA journal_mode = WAL")
        copy = make()
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert names() == [copy.name]


def damage(path: Path) -> None:
    """Lose a page in the middle of a table, which no one notices who does not read it."""
    with closing(sqlite3.connect(path)) as db:
        for n in range(300):
            insert(db, "note", body=f"{n} " + "x" * 500)
        db.commit()
        page = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'note'").fetchone()[0]
        size = db.execute("PRAGMA page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(os.urandom(size))


def test_a_damaged_store_is_not_copied_and_no_older_copy_is_removed(crm):
    crm("add", "Ada")
    for day in range(1, 4):
        crm.on(f"2026-01-{day:02}")
        make()
    kept = names()
    crm.on("2026-11-23")
    folder = crm.home / "backups"
    for day in range(1, 29):
        (folder / f"crm-2025-01-{day:02}-120000-today.db").write_bytes(b"old")
    before = names()
    assert len(before) > len(kept)
    damage(crm.home / "crm.db")
    with pytest.raises(StoreProblem, match="damaged"):
        make()
    assert names() == before


def test_a_copy_that_fails_leaves_no_piece_behind(crm, monkeypatch):
    crm("add", "Ada")
    monkeypatch.setattr(
        copying, "closing", lambda db: (_ for _ in ()).throw(OSError(28, "No room"))
    )
    with pytest.raises(OSError, match="No room"):
        make()
    assert names() == []


def test_a_lock_that_does_not_clear_ends_a_copy(crm, monkeypatch):
    crm("add", "Ada")
    monkeypatch.setattr("tinycrm.store.connection.BUSY_SECONDS", 0.01)
    with reading() as db, closing(crm.db()) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreProblem, match="locked"):
            backup.make(db, paths.store_file(), "today")
    assert names() == []


# ── when one is due ──────────────────────────────────────────────────────────────────────


def test_the_first_copy_is_due_at_once_and_the_next_after_half_an_hour_and_a_change(crm):
    crm("add", "Ada")
    assert make_if_due() is not None
    crm("add", "Bob")
    for minute in (0, 29):
        crm.on(f"2026-11-23 12:{minute:02}")
        assert make_if_due() is None
    crm.on("2026-11-23 12:30")
    made = make_if_due()
    assert made is not None
    assert made.name == "crm-2026-11-23-123000-today.db"
    crm.on("2026-12-24")
    assert make_if_due() is None
    crm("add", "Eve")
    assert make_if_due() is not None


def test_a_change_by_another_program_makes_a_copy_due(crm):
    crm("add", "Ada")
    make_if_due()
    with closing(crm.db()) as db:
        insert(db, "contact", name="Bob")
        db.commit()
    crm.on("2026-11-24")
    assert make_if_due() is not None


def test_no_copy_of_a_store_that_is_not_there(crm):
    assert make_if_due() is None
    assert not crm.home.exists()


def test_a_copy_that_cannot_be_read_does_not_count(crm):
    crm("add", "Ada")
    made = make_if_due()
    assert made is not None
    made.write_bytes(b"broken")
    crm.on("2026-11-24")
    assert make_if_due() is not None


def test_a_copy_from_a_clock_that_was_wrong_holds_up_nothing(crm):
    crm.on("2099-01-01")
    crm("add", "Ada")
    make_if_due()
    crm.on("2026-11-23")
    assert make_if_due() is not None
    assert make_if_due() is None
    assert names() == ["crm-2026-11-23-120000-today.db", "crm-2099-01-01-120000-today.db"]


def test_the_owner_may_copy_at_any_time(crm):
    crm("add", "Ada")
    make_if_due()
    assert make(BY_HAND).name == "crm-2026-11-23-120000-by-hand.db"


# ── which ones stay ──────────────────────────────────────────────────────────────────────


def test_a_folder_is_thinned_out_when_a_copy_is_made(crm):
    crm("add", "Ada")
    folder = crm.home / "backups"
    folder.mkdir()
    for day in range(1, 28):
        (folder / f"crm-2026-11-{day:02}-120000-today.db").write_bytes(b"old")
    for day in range(28, 31):
        crm.on(f"2026-11-{day:02}")
        make()
    assert names() == [
        f"crm-2026-11-{day:02}-120000-today.db" for day in (1, 8, 15, *range(19, 31))
    ]


def test_only_copies_of_this_store_are_ever_removed(crm):
    crm("add", "Ada")
    folder = crm.home / "backups"
    folder.mkdir()
    others = [
        "notes.txt", "crm.db", "other-2020-01-01-120000-today.db", "crm-2020-13-41-120000-today.db",
        "crm-2020-01-01-120000-today.db.bak", "crm-2020-01-02-120000-by-hand.db",
    ]  # fmt: skip
    for name in others:
        (folder / name).write_bytes(b"x" * 10)
    (crm.home / "config.toml").write_text("backup_megabytes = 0\n")
    (folder / "crm-2020-01-01-120000-today.db").write_bytes(b"x")
    copy = make()
    assert names() == sorted([*others, copy.name])


def test_the_limit_is_in_the_settings(crm):
    crm("add", "Ada")
    for day in range(5, 10):
        crm.on(f"2026-11-{day:02}")
        make()
    assert len(names()) == 5
    (crm.home / "config.toml").write_text("backup_megabytes = 1\n")
    size = (crm.home / "backups" / names()[0]).stat().st_size
    crm.on("2026-11-10")
    make()
    assert len(names()) == min(6, 1_000_000 // size)


def at(day: date, hour: int = 12, why: str = "today", size: int = 1) -> Backup:
    made = datetime.combine(day, time(hour))
    return Backup(Path(f"crm-{made:%Y-%m-%d-%H%M%S}-{why}.db"), made, why, size)


def test_of_a_day_the_last_copy_stays():
    copies = [at(date(2026, 11, 23), hour) for hour in range(24)]
    assert keep(copies, 100) == [copies[23]]


def test_a_year_of_daily_copies_is_kept_as_days_weeks_and_months():
    start, kept = date(2025, 11, 23), list[Backup]()
    for n in range(365):
        kept = keep([*kept, at(start + timedelta(days=n))], 1000)
    days = [copy.made.date() for copy in kept]
    newest = date(2026, 11, 22)
    assert days[:12] == [newest - timedelta(days=n) for n in range(12)]
    assert {d.isocalendar()[:2] for d in days} >= {
        (newest - timedelta(weeks=n)).isocalendar()[:2] for n in range(10)
    }
    assert [d for d in days if d <= date(2026, 8, 31)] == [
        date(2026, 8, 31), date(2026, 7, 31), date(2026, 6, 30), date(2026, 5, 31),
        date(2026, 4, 30), date(2026, 3, 31),
    ]  # fmt: skip
    assert len(days) <= 12 + 10 + 9


def test_the_newest_copy_of_each_reason_stays_though_later_ones_were_made_that_day():
    before = at(date(2026, 11, 23), 9, "before-update")
    copies = [before, *(at(date(2026, 11, 23), hour) for hour in (10, 11))]
    assert keep(copies, 100) == [copies[2], before]


def test_copies_by_hand_stay_and_take_no_room():
    by_hand = [at(date(2020, 1, day), why=BY_HAND, size=1000) for day in range(1, 29)]
    assert keep([*by_hand, at(date(2026, 11, 23))], 1) == [
        at(date(2026, 11, 23)), *reversed(by_hand),
    ]  # fmt: skip


def test_when_there_is_no_room_the_oldest_go_and_the_newest_never():
    copies = [at(date(2026, 11, day), size=40) for day in range(1, 11)]
    assert keep(copies, 100) == [copies[9], copies[8]]
    assert keep(copies, 10) == [copies[9]]
    assert keep([], 10) == []


copies_of_any_age = st.lists(
    st.builds(
        at,
        st.dates(date(2024, 1, 1), date(2026, 11, 23)),
        st.integers(0, 23),
        st.sampled_from(["today", "before-import", "before-update", BY_HAND]),
        st.integers(0, 100),
    ),
    unique_by=lambda copy: copy.path,
    max_size=80,
)


@settings(max_examples=50)
@given(copies_of_any_age, st.integers(0, 4000))
def test_what_stays_is_some_of_what_was_in_order_and_stays_again(copies, room):
    stay = keep(copies, room)
    assert set(stay) <= set(copies)
    assert all(one.made >= other.made for one, other in pairwise(stay))
    assert keep(stay, room) == stay
    automatic = [copy for copy in stay if copy.why != BY_HAND]
    assert len(automatic) <= 12 + 10 + 9 + 3
    assert len(automatic) <= 1 or sum(copy.size for copy in automatic) <= room
    newest = max((c.made for c in copies if c.why != BY_HAND), default=None)
    assert newest is None or automatic[0].made == newest


@settings(max_examples=50)
@given(copies_of_any_age)
def test_with_room_the_newest_of_the_last_days_weeks_and_months_stay(copies):
    stay = {copy.path for copy in keep(copies, 10**9)}
    automatic = sorted(
        (c for c in copies if c.why != BY_HAND), key=lambda c: (c.made, c.path.name), reverse=True
    )
    for count, slot in (
        (12, lambda made: made.date()),
        (10, lambda made: made.isocalendar()[:2]),
        (9, lambda made: (made.year, made.month)),
    ):
        slots = list(dict.fromkeys(slot(copy.made) for copy in automatic))[:count]
        for wanted in slots:
            assert next(c.path for c in automatic if slot(c.made) == wanted) in stay
