"""The only reader of the clock. `CRM_TODAY` stands in for it, in tests and in scripts."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from tinycrm.errors import UsageProblem


def now() -> datetime:
    """Return this moment in the owner's own time zone, to the second.

    `CRM_TODAY=2026-11-22` is noon of that day there, `CRM_TODAY="2026-11-22 08:30"` that
    minute. Raises UsageProblem when the variable holds anything else.
    """
    return _moment().astimezone().replace(microsecond=0)


def _moment() -> datetime:
    fixed = os.environ.get("CRM_TODAY", "").strip()
    if not fixed:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError:
        raise UsageProblem(
            f"CRM_TODAY is “{fixed}”, which is not a day.",
            'Write it like 2026-11-22 or "2026-11-22 08:30".',
        ) from None
    return moment.replace(hour=12) if len(fixed) <= len("2026-11-22") else moment


def today() -> date:
    """Return the local date: the day that logs and reminders are counted by."""
    return now().date()


def instant() -> str:
    """Return this moment as the store writes it: UTC, `2026-11-22T08:30:00Z`."""
    moment = _moment().astimezone(UTC).replace(tzinfo=None)
    return f"{moment.isoformat(timespec='seconds')}Z"  # a third of the time of strftime


def local_day(instant_text: str) -> date:
    """Return the local date on which a stored UTC instant falls."""
    return datetime.fromisoformat(instant_text).astimezone().date()
