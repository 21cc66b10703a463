"""`snooze` for any code that the briefing shows: each row is hidden for itself.

Until today takes a snooze back. A snooze that changes nothing says so and makes no batch.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta

from tinycrm import clock, config
from tinycrm.dates import say_full_day
from tinycrm.errors import Clash, UsageProblem
from tinycrm.services.activity import issues
from tinycrm.services.activity.loading import load_record
from tinycrm.services.briefing import occasions, one_occasion, row_meaning, row_results
from tinycrm.services.briefing.row_results import RowResult, RowResults
from tinycrm.services.codes import batch_code, code, resolve_code
from tinycrm.services.people.contacts import get_contact
from tinycrm.services.sql import stored_day
from tinycrm.store import writing

ROWS = ("reminder", "contact", "issue", "occasion", "win", "perk", "deal", "note")
"""The tables whose rows stand in the briefing; a contact's is its cadence."""

_AHEAD = timedelta(days=occasions.AHEAD_DAYS)  # how long before its day a row is shown


def snooze(codes: Sequence[str], until: date) -> RowResults:
    """Hide rows of the briefing until a date; the date they are due is unchanged.

    Today as the date takes a snooze back. Raises UsageProblem if `until` is in the past, Clash
    if a reminder is done.
    """
    if until < clock.today():
        raise UsageProblem(f"{until} is in the past.", "Write it like 1w or 2026-12-01.")
    with writing("snooze") as work:
        found = [resolve_code(work.db, each, *ROWS) for each in codes]
        settled = tuple(_snooze(work.db, *each, until) for each in dict.fromkeys(found))
        work.label = f"snooze {' '.join(each.id for each in settled)}"
    return RowResults(settled, batch_code(work.batch))


def _snooze(db: sqlite3.Connection, table: str, row_id: int, until: date) -> RowResult:
    today, typed = clock.today(), code(table, row_id)
    if table == "contact":
        find = row_meaning.snoozed_row_of if until == today else row_meaning.row_of
        table, row_id = find(db, row_id, today)
    _check_open(db, table, row_id)
    before = _snoozed_until(db, table, row_id)
    starts, ends = _shown_days(db, table, row_id, today)
    was = _unchanged(before, starts, until, today)
    if not was:
        value = None if until == today else until.isoformat()
        db.execute(f"UPDATE {table} SET snoozed_until = ? WHERE id = ?", (value, row_id))
        was = "no longer snoozed" if until == today else f"snoozed until {say_full_day(until)}"
    after = _snoozed_until(db, table, row_id)
    hint = ""
    if after and ends and after > ends:
        hint = f"It returns until {say_full_day(ends)}, so after that only next year."
    result = _result(db, table, row_id, was)
    until_now = after if after and after > today else None
    return result._replace(
        id=typed, row=code(table, row_id), until=until_now, hint=hint, snoozes=True
    )


def _unchanged(before: date | None, starts: date | None, until: date, today: date) -> str:
    """Return in words why a snooze changes nothing, "" if it does."""
    if until == today:
        return "" if before and before > today else "unchanged, it is not snoozed"
    if before is not None and before == until:
        return f"unchanged, already snoozed until {say_full_day(until)}"
    if starts is None:
        return "unchanged, it has no row in today"
    if starts >= until and not (before and before > until):
        return f"unchanged, not shown before {say_full_day(starts)}"
    return ""


def _check_open(db: sqlite3.Connection, table: str, row_id: int) -> None:
    done = "SELECT 1 FROM reminder WHERE id = ? AND done_at IS NOT NULL"
    own = code(table, row_id)
    if table == "reminder" and db.execute(done, (row_id,)).fetchone():
        raise Clash(f"{own} is already done.", f"crm show {own}")
    if table == "note":
        row_meaning.check_present(db, row_id)
    closed = "SELECT 1 FROM deal WHERE id = ? AND (win_id IS NOT NULL OR lost_on IS NOT NULL)"
    if table == "deal" and db.execute(closed, (row_id,)).fetchone():
        raise Clash(f"{own} is not open any more.", f"crm show {own}")


def _snoozed_until(db: sqlite3.Connection, table: str, row_id: int) -> date | None:
    row = db.execute(f"SELECT snoozed_until FROM {table} WHERE id = ?", (row_id,)).fetchone()
    return stored_day(row[0])


def _shown_days(
    db: sqlite3.Connection, table: str, row_id: int, today: date
) -> tuple[date | None, date | None]:
    """Return the first day on which a row is shown without a snooze, and the last if it has one.

    The first is None if it never is: of a contact without a cadence.
    """
    if table == "contact":
        due = get_contact(db, row_id).next_due
        return due and due - _AHEAD, None
    if table == "reminder":
        row = db.execute("SELECT due_on FROM reminder WHERE id = ?", (row_id,)).fetchone()
        return date.fromisoformat(row[0]) - _AHEAD, None
    if table == "occasion":
        on = _next_open(db, row_id, today).on
        returning = timedelta(days=occasions.RETURNING_DAYS)
        return on - _AHEAD, on + returning
    return (_issue_shown(db, row_id, today) if table == "issue" else today), None


def _issue_shown(db: sqlite3.Connection, row_id: int, today: date) -> date | None:
    """Return from when an issue is to be mentioned; None if it was resolved and mentioned."""
    row = db.execute("SELECT resolved_on, mentioned_on FROM issue WHERE id = ?", (row_id,))
    resolved, mentioned = row.fetchone()
    if mentioned is None:
        return today
    silent = timedelta(days=issues.SILENT_DAYS)
    return None if resolved else date.fromisoformat(mentioned) + silent


def _next_open(db: sqlite3.Connection, occasion_id: int, today: date) -> occasions.Occurrence:
    return one_occasion.find_next(db, occasion_id, today, leap_day=config.load().leap_day)


def _result(db: sqlite3.Connection, table: str, row_id: int, was: str) -> RowResult:
    if table == "occasion":
        return row_results.of_occasion(db, _next_open(db, row_id, clock.today()), was)
    if table == "win":
        return row_results.of_referral(db, row_id, was)
    if table == "note":
        return row_results.of_present(db, row_id, was)
    if table == "perk":
        return row_results.of_perk(db, row_id, was)
    return RowResult(code(table, row_id), load_record(db, table, row_id), was=was)
