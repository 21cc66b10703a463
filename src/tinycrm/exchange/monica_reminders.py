"""Reminders and tasks of Monica's export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tinycrm.days import Every
from tinycrm.exchange.monica_values import date_of, day_of, instant_of, props_of, text_of

_UNITS = {"day": "d", "week": "w", "month": "m", "year": "y"}
_MOST_TIMES = 5000


def read_reminder(each: dict[str, Any], contact: str, today: str) -> Iterator[dict[str, Any]]:
    """Yield a reminder about the contact with this uuid, if it has a title and a day.

    A repeated one is for its first day that is not over; one that was only for a day before
    `today` is done.
    """
    props = props_of(each)
    title, start = text_of(props, "title"), date_of(props.get("initial_date"))
    if not title or start is None:
        return
    every = _every(props)
    day = _next(start, every, today) if every else start.isoformat()
    is_over = props.get("inactive") is True or (every is None and day < today)
    yield {
        "record": "reminder", "contact": contact, "on": day, "fixed": every is not None,
        "text": "\n".join(filter(None, (title, text_of(props, "description")))),
        "every": str(every) if every else None, "uid": text_of(each, "uuid"),
        "created_at": instant_of(each.get("created_at")),
        "done_at": f"{day}T00:00:00Z" if is_over else None,
    }  # fmt: skip


def _every(props: dict[str, Any]) -> Every | None:
    unit, number = _UNITS.get(text_of(props, "frequency_type")), text_of(props, "frequency_number")
    is_number = number.isascii() and number.isdecimal() and len(number) < 5
    return Every(max(1, int(number)), unit) if unit and is_number else None


def _next(start: date, every: Every, today: str) -> str:
    """Return the first of its days that is not over."""
    times, day = 0, start
    while day.isoformat() < today and times < _MOST_TIMES:
        times += 1
        day = every.after(start, times)
    return day.isoformat()


def read_task(each: dict[str, Any], contact: str, today: str) -> Iterator[dict[str, Any]]:
    """Yield a task as a reminder: an open one is due today, since it has no day."""
    props = props_of(each)
    is_done = props.get("completed") is True
    done = instant_of(props.get("completed_at")) or instant_of(each.get("updated_at"))
    text = "\n".join(filter(None, (text_of(props, "title"), text_of(props, "description"))))
    if text:
        yield {
            "record": "reminder", "contact": contact, "text": text,
            "uid": text_of(each, "uuid"), "on": (day_of(done) if is_done else "") or today,
            "done_at": (done or f"{today}T00:00:00Z") if is_done else None,
            "created_at": instant_of(each.get("created_at")),
        }  # fmt: skip
