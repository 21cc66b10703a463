"""Yearly dates and reminders as an iCalendar file (RFC 5545), written by the library icalendar.

A day is an all-day event and a time has no time zone, so that both stay where they are wherever
the phone is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache

from tinycrm.repeats import LAST, Repeat
from tinycrm.text import visible
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FREQUENCY = {"d": "DAILY", "w": "WEEKLY", "m": "MONTHLY", "y": "YEARLY"}
_MORNING = timedelta(hours=9)
_LENGTH = timedelta(minutes=30)
_REFRESHED = timedelta(hours=12)
_FOLDED = 75
"""From so many bytes on a line is folded (RFC 5545, 3.1)."""


class CalendarEvent(NamedTuple):
    """An event: its UID, its title, its day, and its local time if it has one.

    `changed_at` is the UTC instant of its last change. `repeat` is how it comes back; a yearly
    29 February falls on the day `leap_day` in other years.
    """

    uid: str
    title: str
    on: date
    time: str | None
    changed_at: str
    repeat: Repeat | None = None
    leap_day: str = "feb28"


def write_calendar(events: Iterable[CalendarEvent]) -> bytes:
    """Return a calendar with these events, each with an alarm: at its time, or at nine."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//tinycrm//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "tinycrm")
    calendar.add("refresh-interval", _REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for each in events:
        calendar.add_component(_component(each))
    return b"".join(_folded(line) + b"\r\n" for line in calendar.content_lines() if line)


def _folded(line: Any) -> bytes:
    """Return a line as it is in the file; the library looks at each letter, also of short lines."""
    text = line.encode("utf-8")
    return text if len(text) < _FOLDED else bytes(line.to_ical())


def _component(event: CalendarEvent) -> Any:
    """Return an event whose values have their types: `add` would find these out for each."""
    from icalendar import Event, vDatetime, vText

    title = vText(visible(" ".join(event.title.split())))
    made = Event()
    made["UID"] = vText(visible(event.uid))
    made["SUMMARY"] = title
    made["DTSTAMP"] = vDatetime(datetime.fromisoformat(event.changed_at).astimezone(UTC))
    if event.time:
        start = datetime.fromisoformat(f"{event.on}T{event.time}")
        made["DTSTART"], made["DTEND"] = vDatetime(start), vDatetime(start + _LENGTH)
    else:
        made["DTSTART"] = _day(event.on)
        made["DTEND"] = _day(event.on + timedelta(days=1))  # the end is not part of it
        made["TRANSP"] = _word("TRANSPARENT")
    if event.repeat:
        made["RRULE"] = _recurrence(event.repeat, event.on.replace(year=2000), event.leap_day)
    made.add_component(_alarm(title, timedelta() if event.time else _MORNING))
    return made


def _alarm(title: Any, after: timedelta) -> Any:
    from icalendar import Alarm

    made = Alarm()
    made["ACTION"] = _word("DISPLAY")
    made["DESCRIPTION"] = title
    made["TRIGGER"] = _duration(after)
    return made


# What thousands of events have in common is made once.


@cache
def _word(text: str) -> Any:
    from icalendar import vText

    return vText(text)


@cache
def _duration(length: timedelta) -> Any:
    from icalendar import vDuration

    return vDuration(length)


@cache
def _recurrence(repeat: Repeat, start: date, leap_day: str) -> Any:
    """Return how an event comes back that begins on this day of any year."""
    from icalendar import vRecur

    return vRecur(_rule(repeat, start, leap_day))


def _day(day: date) -> Any:
    from icalendar import vDate

    return vDate(day, params={"VALUE": "DATE"})


def _rule(repeat: Repeat, start: date, leap_day: str) -> dict[str, Any]:
    every, on = repeat
    rule: dict[str, Any] = {"freq": _FREQUENCY[every.unit], "interval": every.n}
    if every.unit == "y" and (start.month, start.day) == (2, 29) and on in (None, "29", LAST):
        # The 60th day of a common year is 1 March, of a leap year 29 February.
        return rule | (
            {"byyearday": 60} if leap_day == "mar1" else {"bymonth": 2, "bymonthday": -1}
        )
    if every.unit in "dw" or on is None:
        return rule
    if every.unit == "y":
        rule["bymonth"] = start.month
    if not on.isdecimal():
        nth = "-1" if on[0] == "L" else on[0]
        return rule | {"byday": f"{nth}{on[1:3].upper()}"}
    if on == LAST:
        return rule | {"bymonthday": -1}
    if int(on) > 28 and every.unit == "m":  # a shorter month ends earlier, but still has it
        return rule | {"bymonthday": list(range(28, int(on) + 1)), "bysetpos": -1}
    return rule | {"bymonthday": int(on)}
