"""Dates as the user types them, read with the user's settings and the clock."""

from __future__ import annotations

from datetime import date

from tinycrm import clock, config
from tinycrm.dates import Leaning, When, parse_when
from tinycrm.errors import UsageProblem


def read_when(text: str, leaning: Leaning) -> When:
    """Return a date, and a time if one was typed. Raises UsageProblem."""
    own, now = config.load(), clock.now()
    return parse_when(
        text, now.date(), leaning=leaning, now=now.time(), date_order=own.date_order,
        languages=own.languages,
    )  # fmt: skip


def check_past(day: date) -> None:
    """Refuse a day that is yet to come, for what has happened: a note, an issue."""
    if day > clock.today():
        raise UsageProblem(f"{day} is in the future.", "To plan something: crm remind")
