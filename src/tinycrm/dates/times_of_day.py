"""Times of day in English phrases: `friday at 3pm`, `tomorrow morning`, `3.12. at 10`."""

from __future__ import annotations

import re
from datetime import time

_CLOCK = (
    r"(?:(?P<hour>\d{1,2})(?::(?P<minute>\d\d)(?::\d\d)?)? ?(?P<half>[ap])m"
    r"|(?P<hour24>\d{1,2}):(?P<minute24>\d\d)(?::\d\d)?|(?P<noon>noon|midday))"
)
_TIME = (
    rf"(?P<rest>.+?) (?:at |@ ?)?{_CLOCK}",
    rf"(?:at )?{_CLOCK}(?: on)? (?P<rest>.+)",
)
_PARTS_OF_DAY = {
    "morning": range(12),
    "afternoon": range(12, 19),
    "evening": range(15, 24),
    "night": range(18, 24),  # one o'clock on Friday night is already Saturday
}
_PART = rf"(?P<rest>.+?) (?:in the |at )?(?P<part>{'|'.join(_PARTS_OF_DAY)})"


def without_time(words: str) -> tuple[str, time | None, str] | None:
    """Return the words without the time of day, the time, and the part of the day ("" for none).

    None if the time and the part of the day contradict each other, or an hour has two readings.
    """
    rest, part = _without_part_of_day(words)
    rest, clock = _without_clock(rest)
    hour = None
    if not clock:
        rest, hour = _without_hour(rest)
    if not part:
        rest, part = _without_part_of_day(rest)
    if hour is not None:
        clock = _time_of(hour, part)
        return (rest, clock, part) if clock else None
    is_contradiction = clock and part and clock.hour not in _PARTS_OF_DAY[part]
    return None if is_contradiction else (rest, clock, part)


def _without_part_of_day(words: str) -> tuple[str, str]:
    match = re.fullmatch(_PART, words)
    return (match["rest"], match["part"]) if match else (words, "")


def _without_clock(words: str) -> tuple[str, time | None]:
    for pattern in _TIME:
        match = re.fullmatch(pattern, words)
        clock = _clock(match) if match else None
        if match and clock:
            return match["rest"], clock
    return words, None


_HOUR = (
    r"(?P<rest>.+?) (?:at |@ ?)(?P<hour>\d{1,2})",
    r"at (?P<hour>\d{1,2}) on (?P<rest>.+)",
)


def _without_hour(words: str) -> tuple[str, int | None]:
    """Return the words without the hour that ends or begins them: `friday at 10`."""
    for pattern in _HOUR:
        match = re.fullmatch(pattern, words)
        if match:
            return match["rest"], int(match["hour"])
    return words, None


def _time_of(hour: int, part: str) -> time | None:
    """Return the time that an hour means if it can mean only one: 3 in the afternoon is 15:00.

    Without a part of the day 10 is 10:00, and what is earlier may be meant for the evening.
    """
    if not part:
        return time(hour) if 10 <= hour <= 23 else None
    twice = (hour, hour + 12) if 1 <= hour <= 12 else (hour,)
    fitting = [each for each in twice if each in _PARTS_OF_DAY[part]]
    return time(fitting[0]) if len(fitting) == 1 else None


def _clock(match: re.Match[str]) -> time | None:
    if match["noon"]:
        return time(12)
    if match["hour24"]:
        return time(int(match["hour24"]), int(match["minute24"]))
    hour = int(match["hour"])
    if not 1 <= hour <= 12:
        return None
    return time(hour % 12 + (12 if match["half"] == "p" else 0), int(match["minute"] or 0))
