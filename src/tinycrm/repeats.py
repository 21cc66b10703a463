"""How a reminder repeats: its interval, and the day of the month that it keeps.

Such a day is text, as the store has it: `05` to `31`, where 31 is the last day of every month
and a 30 is the 30th where there is one; or a weekday of the month: `2tue`, `Lfri` (the last).
"""

from __future__ import annotations

from datetime import date, timedelta

from tinycrm.days import MONTHS, WEEKDAYS, Every, add_months, parse_every
from tinycrm.errors import UsageProblem
from tinycrm.text import visible
from tinycrm.values import NamedTuple

LAST = "31"

_NTHS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "last": "L"} | {
    "1st": "1", "2nd": "2", "3rd": "3", "4th": "4",
}  # fmt: skip
_LAST_DAYS = ("last day", "eom", "month end", "end of month", "end of the month")


class Repeat(NamedTuple):
    """An interval, and the day of the month to keep; None if the words name none."""

    every: Every
    on: str | None = None


# ── the rule ─────────────────────────────────────────────────────────────────────────────


def keeps_day(every: Every | None) -> bool:
    """Return whether an interval keeps a day of the month: months and years do."""
    return every is not None and every.unit in "my"


def day_of(day: date) -> str:
    """Return the day of the month that a date has: `30`; of the 31st it is the last."""
    return f"{day.day:02}"


def date_in(first: date, on: str) -> date:
    """Return the date of a kept day in the month of `first`; a month too short ends earlier."""
    start = first.replace(day=1)
    last = _last_of(start)
    if on.isdecimal():
        return last.replace(day=min(int(on), last.day))
    weekday = next(n for n, name in enumerate(WEEKDAYS) if name.startswith(on[1:]))
    if on[0] == "L":
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * (int(on[0]) - 1))


def _last_of(first: date) -> date:
    if first.month == 12:  # also of the year 9999
        return first.replace(day=31)
    return add_months(first, 1) - timedelta(days=1)


def next_date(every: Every, on: str | None, due: date, done: date, *, fixed: bool) -> date:
    """Return the next date of a reminder that was due on `due` and done on `done`.

    With days and weeks it is counted from the date it was done; with `fixed` it is the next of
    the planned dates after both. With months and years it is such a day (`on`) after both: of
    every month the first, of every third month the third, and with `fixed` the first in a
    planned month. Raises OverflowError after the year 9999.
    """
    later = max(due, done)
    if not keeps_day(every):
        if not fixed:
            return every.after(done)
        return every.after(due, (later - due).days // every.days() + 1)
    on = on or day_of(due)
    unit = 12 if every.unit == "y" else 1
    step = unit * every.n if fixed else unit
    passed = (later.year - due.year) * 12 + later.month - due.month
    start = add_months(due.replace(day=1), passed // step * step)
    if date_in(start, on) <= later:
        start = add_months(start, step)
    return date_in(start if fixed else add_months(start, unit * (every.n - 1)), on)


def first_date(on: str, today: date) -> date:
    """Return the first such day of any month after today."""
    return next_date(Every(1, "m"), on, today, today, fixed=False)


def kept_after(before: str | None, due: date, moved: bool) -> str:
    """Return the day to keep once a reminder is due on `due`.

    A weekday of the month stays when one date is moved; a day of the month is that of the
    new date, and the last day or the 30th stays as long as the date is one.
    """
    stays = before is not None and (not before.isdecimal() or not moved)
    if before and stays and (not before.isdecimal() or date_in(due, before) == due):
        return before
    return day_of(due)


# ── words ────────────────────────────────────────────────────────────────────────────────


def parse_repeat(text: str) -> Repeat:
    """Return what `4w`, `month`, `2nd tuesday`, `end of month` or `3m on the 15th` is.

    Raises UsageProblem for everything else.
    """
    typed = " ".join(text.lower().split()).removeprefix("every ").removeprefix("each ")
    interval, sign, rest = typed.partition(" on ")
    on = _parse_day(rest if sign else typed, counted=not sign)
    if on is None:
        if sign:
            raise _refusal(text)
        try:
            return Repeat(parse_every(text))
        except UsageProblem as problem:
            raise _refusal(text) if problem.hint else problem from None
    every = parse_every(interval) if sign else Every(1, "m")
    if not keeps_day(every):
        raise UsageProblem(
            f"“{visible(text)}”: only months and years have a day to keep.",
            "Write it like 1m on the 15th.",
        )
    return Repeat(every, on)


def _refusal(text: str) -> UsageProblem:
    return UsageProblem(
        f"“{visible(text)}” is not an interval.",
        "Write it like 4w, 30d, 3m, 1y, “2nd tuesday” or “end of month”.",
    )


def _parse_day(words: str, *, counted: bool) -> str | None:
    """Read `last day`, `the 15th`, `2nd tuesday of the month`; `counted`: a number needs `th`."""
    day = words.removeprefix("the ")
    if day in _LAST_DAYS:
        return LAST
    for of in (" of the month", " of every month", " of each month", " of month", " in month"):
        day = day.removesuffix(of)
    if day == "last day":
        return LAST
    nth, _, name = day.partition(" ")
    if nth in _NTHS:
        return _weekday(_NTHS[nth], name) if name else _number(nth)
    return _number(day) if not counted or not day.isdecimal() else None


def _weekday(nth: str, name: str) -> str | None:
    found = [day for day in WEEKDAYS if len(name) >= 3 and day.startswith(name)]
    return f"{nth}{found[0][:3]}" if found else None


def _number(text: str) -> str | None:
    digits = text[:-2] if text[-2:] in ("st", "nd", "rd", "th") else text
    is_day = digits.isascii() and digits.isdecimal() and len(digits) <= 2
    return f"{int(digits):02}" if is_day and 1 <= int(digits) <= 31 else None


def day_named(text: str, day: date) -> str | None:
    """Return the day to keep that the words for a date name, None if they only name the date.

    They do in `eom`, `end of february`, `2nd tuesday of may`.
    """
    words = " ".join(text.lower().split())
    if not any(map(str.isalpha, words)):
        return None
    import re  # only for words

    is_last = day == _last_of(day.replace(day=1)) and "week" not in words
    if is_last and re.search(r"\beom\b|\bend\b|\blast day\b", words):
        return LAST
    match = re.search(r"\b(\w+) ([a-z]{3,9}) (?:of|in)\b", words)
    on = _weekday(_NTHS[match[1]], match[2]) if match and match[1] in _NTHS else None
    return on if on and date_in(day, on) == day else None


def say_repeat(every: Every, on: str | None, due: date) -> str:
    """Return the words: `every 4 weeks`, `every month on the last day`, `every year`."""
    if on is None or not keeps_day(every):
        return every.say()
    if every.unit == "m":
        return f"{every.say()} on {_say_day(on)}"
    if on.isdecimal() and date_in(due, on).day == int(on):
        return every.say()  # the date says the day
    return f"{every.say()} on {_say_day(on)} of {MONTHS[due.month - 1].title()}"


def write_repeat(every: Every | None, on: str | None) -> str:
    """Return the short form that `parse_repeat` reads: `4w`, `1m on the last day`, or ""."""
    if every is None:
        return ""
    return f"{every} on {_say_day(on)}" if on and keeps_day(every) else str(every)


def _say_day(on: str) -> str:
    if on == LAST:
        return "the last day"
    if on.isdecimal():
        number = int(on)
        last = 0 if number in (11, 12, 13) else number % 10
        return f"the {number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(last, 'th')}"
    nth = {"1": "1st", "2": "2nd", "3": "3rd", "4": "4th", "L": "last"}[on[0]]
    return f"the {nth} {next(day for day in WEEKDAYS if day.startswith(on[1:])).title()}"
