"""The doctor's checks of what is around the store: SQLite, the clock, settings, the hook."""

from __future__ import annotations

import os
import re
import sqlite3
import zoneinfo
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from tinycrm import clock, config, paths
from tinycrm.services.safety import hook_rules
from tinycrm.services.safety.findings import Finding, fail, ok, warn
from tinycrm.text import visible

_OLDEST_SQLITE = (3, 37, 0)
_POSIX_ZONE = re.compile(r"(<[^>]+>|[A-Za-z]{3,})[+-]?(?P<hours>\d{1,3})")
_MOST_HOURS = 24  # from UTC, in TZ


def check_sqlite() -> Iterator[Finding]:
    """Check that this Python's SQLite is new enough."""
    text = f"SQLite {sqlite3.sqlite_version}"
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        yield fail("SQLite", f"{text} is too old; tinycrm needs 3.37.")
    else:
        yield ok("SQLite", text)


def check_zone() -> Iterator[Finding]:
    """Check that the system knows which day it is here."""
    named = os.environ.get("TZ", "")
    if named and not _is_zone(named):
        yield warn(
            "time zone", f"TZ is “{visible(named)}”, which is not a time zone.",
            "Set it to one like Europe/Berlin, or unset it.",
        )  # fmt: skip
    else:
        now = clock.now()
        yield ok("time zone", f"{now:%Z}, now {now:%Y-%m-%d %H:%M}")


def _is_zone(named: str) -> bool:
    """Return whether TZ names a zone or its file, or describes one as POSIX says: `CET-1CEST`."""
    described = _POSIX_ZONE.match(named)
    if described:
        return int(described["hours"]) <= _MOST_HOURS
    name = named.removeprefix(":")
    try:
        return Path(name).is_file() if name.startswith("/") else bool(zoneinfo.ZoneInfo(name))
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return False


def check_clock(db: sqlite3.Connection) -> Iterator[Finding]:
    """Check that the newest change is in the past."""
    (newest,) = db.execute("SELECT max(made_at) FROM batch").fetchone()
    later = (clock.now() + timedelta(days=1)).astimezone().isoformat()
    if newest and newest[:10] > later[:10]:
        yield warn(
            "clock", f"A change was made on {newest[:10]}, which is to come.",
            "If the clock is right now, it was wrong then; days in notes may be wrong too.",
        )  # fmt: skip


def check_settings() -> Iterator[Finding]:
    """Check that the settings have no mistakes."""
    problems = config.load().problems
    for problem in problems:
        yield warn("settings", problem, "crm config --edit")
    if not problems:
        there = paths.config_file().exists()
        yield ok("settings", f"{paths.config_file()}" if there else "All have their defaults.")


def check_hook() -> Iterator[Finding]:
    """Check that the program that is run after a change may be run, and did not fail."""
    hook = paths.hook_file()
    if not os.path.lexists(hook):
        yield ok("hook", "No program is run after a change.")
        return
    refused = hook_rules.refusal(hook)
    failure = hook_rules.last_failure()
    if refused:
        yield warn("hook", f"{hook} is not run: it {refused}.")
    if failure:
        yield warn("hook", f"{failure.say()}.", "crm doctor --fix forgets this failure.", _forget)
    if not refused and not failure:
        yield ok("hook", f"{hook} is run after a change.")


def _forget() -> str:
    hook_rules.forget_failure()
    return "The failure was forgotten."
