"""Noticing what others wrote, without a lock and without waiting for one."""

from __future__ import annotations

import sqlite3

from tests.conftest import Crm
from tinycrm.store.watching import Watch


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
