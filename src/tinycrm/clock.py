"""The only reader of the clock. `CRM_TODAY` overrides it, in tests and in scripts."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from tinycrm.errors import UsageProblem

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The years in which today may be, and dates that are typed: a hundred years before and after
any of them are still in the calendar."""


def now() -> datetime:
    """Return the current time in the user's time zone, to the second.

    `CRM_TODAY=2026-11-22` means noon on that day, `CRM_TODAY="2026-11-22 08:30"` that
    minute. Raises UsageProblem when the variable has any other value, or `TZ` has one that is
    no time zone.
    """
    return _local(_moment()).replace(microsecond=0)


def _moment() -> datetime:
    fixed = os.environ.get("CRM_TODAY", "").strip()
    if not fixed:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError:
        raise UsageProblem(
            f"CRM_TODAY is “{fixed}”, which is not a date.",
            'Write it like 2026-11-22 or "2026-11-22 08:30".',
        ) from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise UsageProblem(
            f"CRM_TODAY is “{fixed}”: the year must be from {FIRST_YEAR} to {LAST_YEAR}."
        )
    return moment.replace(hour=12) if len(fixed) <= len("2026-11-22") else moment


def today() -> date:
    """Return the local date, which notes and reminders use."""
    return now().date()


def instant() -> str:
    """Return the current time as the store writes it: UTC, `2026-11-22T08:30:00Z`."""
    return instant_of(_moment())


def instant_of(moment: datetime) -> str:
    """Return a moment, local if it has no time zone, as the store writes it."""
    in_utc = _local(moment).astimezone(UTC).replace(tzinfo=None)
    return f"{in_utc.isoformat(timespec='seconds')}Z"  # three times as fast as strftime


def seconds() -> float:
    """Return the time as files have it, in seconds since 1970; `CRM_TODAY` does not change it."""
    return datetime.now(UTC).timestamp()


def local_day(instant_text: str) -> date:
    """Return the local date of a stored UTC instant."""
    return local_time(instant_text).date()


def local_time(instant_text: str) -> datetime:
    """Return a stored UTC instant in the user's time zone."""
    return _local(datetime.fromisoformat(instant_text))


def _local(moment: datetime) -> datetime:
    try:
        return moment.astimezone()
    except OverflowError:  # the last hours of the year 9999, from another program
        return moment
    except ValueError:  # a day or more away from UTC
        raise UsageProblem(
            f"TZ is “{os.environ.get('TZ', '')}”, which is not a time zone.",
            "Write it like Europe/Berlin, or leave it out.",
        ) from None
