"""Noticing what others wrote, without a lock and without waiting for one."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.conftest import Crm
from tinycrm.store.watching import Watch

pytestmark = pytest.mark.opens_anew


def test_every_write_is_noticed_and_reading_is_not(crm: Crm):
    watch = Watch()
    nothing = watch.state()
    crm("add", "Ada")
    first = watch.state()
    assert first != nothing
    crm("today")
    assert watch.state() == first
    crm("add", "Bo")
    assert watch.state() != first
    watch.close()


def test_a_locked_store_is_not_waited_for(crm: Crm):
    crm("add", "Ada")
    watch = Watch()
    before = watch.state()
    other = sqlite3.connect(crm.home / "crm.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert watch.state() == before
    other.execute("ROLLBACK")
    other.close()
    watch.close()


def test_a_store_that_was_put_back_is_noticed(crm: Crm):
    crm("add", "Ada")
    watch = Watch()
    before = watch.state()
    copy = crm.home / "copy.db"
    copy.write_bytes((crm.home / "crm.db").read_bytes())
    copy.replace(crm.home / "crm.db")
    assert watch.state() != before
    watch.close()


def test_watching_a_store_in_wal_mode_keeps_no_write_out(crm: Crm):
    """Only who holds it alone can set it back, and our own look must not be in the way."""
    crm("add", "Ada")
    watch = Watch()
    watch.state()
    with closing(crm.db()) as other:
        other.execute("PRAGMA journal_mode = WAL")
        before = watch.state()
        assert watch.state() == before
        other.execute("UPDATE contact SET title = 'Countess'")
        other.commit()
        assert watch.state() != before
    in_wal = watch.state()
    assert watch.state() == in_wal
    assert crm("add", "Bo").out == "c2\n"
    assert watch.state() != in_wal
    watch.close()
