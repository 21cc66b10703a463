"""Dates as the user types them, read with the user's settings and the clock."""

from __future__ import annotations

from tinycrm import clock, config
from tinycrm.dates import Leaning, When, parse_when


def read_when(text: str, leaning: Leaning) -> When:
    """Return a date, and a time if one was typed. Raises UsageProblem."""
    own, now = config.load(), clock.now()
    return parse_when(
        text, now.date(), leaning=leaning, now=now.time(), date_order=own.date_order,
        languages=own.languages,
    )  # fmt: skip
