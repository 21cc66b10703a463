"""Days at the ends of the calendar: another program may write any of them, a clock may not."""

from __future__ import annotations

import time
from contextlib import closing
from uuid import uuid4

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each
from tinycrm.days import Every

NOW = "2026-11-23T12:00:00Z"


@for_each("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
@for_each("command", ["today", "add Ada", "list", "log ada hi"], afresh=True)
def test_a_clock_outside_the_calendar_of_people_is_refused(crm: Crm, day: str, command: str):
    crm.on(day)
    result = crm.run(*command.split())
    assert (result.code, result.out) == (2, "")
    assert result.err == f"crm: CRM_TODAY is “{day}”: the year must be from 1900 to 2200.\n"


@for_each("zone", ["UTC+99", "UTC-24"])
@for_each("command", ["today", "add Ada", "list", "log ada hi"], afresh=True)
def test_a_zone_a_day_away_is_refused(crm: Crm, zone: str, command: str):
    crm.env(TZ=zone)
    time.tzset()  # the next test's home sets it back
    result = crm.run(*command.split())
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"crm: TZ is “{zone}”, which is not a time zone.\n")


@pytest.fixture
@made_once
def extremes(crm: Crm) -> Crm:
    """A store in which another program has written the first and last days and long intervals."""
    crm("add", "Ada")
    crm("add", "Bob")
    crm("log", "ada", "hi")
    crm("issue", "ada", "broken")
    reminders = [
        ("9999-12-31", 1, "y", 1), ("0001-01-01", 9, "w", 1), ("9999-12-31", 9999, "y", 0),
        ("2026-11-01", 999_999_999, "d", 0), ("2026-11-01", 999_999_999_999, "w", 1),
    ]  # fmt: skip
    with closing(crm.db()) as db:
        db.executemany(
            "INSERT INTO reminder (uid, contact_id, text, due_on, every_n, every_unit, fixed,"
            f" created_at) VALUES (?, 1, 'send it', ?, ?, ?, ?, '{NOW}')",
            [(str(uuid4()), *each) for each in reminders],
        )
        db.execute("UPDATE contact SET every_n = 999999999999, every_unit = 'y' WHERE id = 1")
        db.execute(
            "UPDATE contact SET every_n = 9999, every_unit = 'y',"
            " created_at = '9999-12-31T23:59:59Z' WHERE id = 2"
        )
        db.execute("UPDATE note SET happened_on = '9999-12-31'")
        db.execute("UPDATE issue SET opened_on = '0001-01-01'")
        db.commit()
    return crm


@pytest.mark.parametrize("today", ["1900-01-01", "2026-11-23", "2200-12-31"])
def test_every_command_reads_the_first_and_last_days(extremes: Crm, today: str):
    extremes.on(today)
    extremes.env(TZ="UTC-14")
    time.tzset()
    for command in (
        "today", "today --all", "today --json", "today --days 366", "list", "list --json",
        "list due:late", "list quiet:100y", "show ada", "show bob --json", "history ada", "issue",
        "issue --common", "export", "done r1", "done r2", "done r3", "done r4", "done r5",
        "edit ada --every 4w", "log bob hi", "resolve i1", "today --plain", "merge c1 c2 --yes",
        "undo",
    ):  # fmt: skip
        assert extremes.run(*command.split()).code == 0, command


def test_a_repeating_reminder_ends_where_the_calendar_ends(extremes: Crm):
    assert extremes.json("done", "r1")["successor"] is None


def test_an_interval_beyond_the_calendar_ends_on_its_last_day():
    from datetime import date

    for every in (Every(9999, "y"), Every(10**12, "d"), Every(10**6, "m")):
        assert every.after(date(2026, 11, 23)) == date.max
        assert every.latest_start(date(2026, 11, 23)) == date.min


def test_a_birthday_in_the_year_0_is_refused(crm: Crm):
    assert crm.run("add", "Ada", "-b", "0000-01-01").code == 2
    assert crm.run("add", "Ada", "-d", "founded=0000-01-01").code == 2


@for_each("command", ["list", "search ada"], afresh=True)
def test_a_limit_beyond_all_counts_is_none(crm: Crm, command: str):
    crm("add", "Ada")
    assert "Ada" in crm(*command.split(), "--limit", "9" * 25).out
