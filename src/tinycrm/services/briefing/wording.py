"""The words of a row, the same in both front ends: values in, plain text out.

Nothing here is made safe for a terminal; that happens where it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from tinycrm.dates import say_day, say_distance, say_full_day, say_lateness
from tinycrm.rules import GESTURES
from tinycrm.text import shorten

if TYPE_CHECKING:  # for `add` and `log`, which say a few words and need no morning: 5 ms
    from tinycrm.services.briefing.absence import Absence
    from tinycrm.services.briefing.briefing import Birthday, Briefing, Mention, Next
    from tinycrm.services.briefing.follow_ups import FollowUp, Glance
    from tinycrm.services.records import Person

EXCERPT = 90
"""The words of a note stand in other rows by their first sentence, in so many columns."""

_DID = {
    "talk": "you talked",
    "call": "you called",
    "email": "you wrote",
    "message": "you wrote",
    "meeting": "you met",
    "visit": "you visited",
    "support": "you helped",
    "social": "you congratulated",
    "thanks": "you said thanks",
    "gift": "you gave a gift",
    "greeting": "you sent greetings",
    "intro": "you introduced somebody",
    "favour": "you did a favour",
    "apology": "you apologised",
}


def say_name(person: Person | None) -> str:
    """Return the name in a row; the owner's own rows say (me)."""
    return person.name if person else "(me)"


def say_turns(row: Birthday) -> str:
    """Return what the day is: `turns 40`, `turned 40`, `birthday`, `anniversary, 5 years`."""
    if row.label == "birthday":
        if not row.turns:
            return "birthday" if row.turns is None else "born"
        return f"{'turned' if row.days < 0 else 'turns'} {row.turns}"
    if not row.turns:
        return row.label
    return f"{row.label}, {row.turns} year{'' if row.turns == 1 else 's'}"


def say_know(row: Birthday) -> tuple[str, ...]:
    """Return what to know when greeting: `coffee flat white`, `daughter Ida, 7`."""
    return tuple(one_line(f"{key} {value}") for key, value in row.facts.items())


def say_last_year(glance: Glance | None) -> str:
    """Return what was done last year: `last year you called`; of gestures also the words."""
    if glance is None:
        return ""
    words = excerpt(glance.text) if glance.kind in GESTURES else ""
    return f"last year {_DID[glance.kind]}" + (f": “{words}”" if words else "")


def say_last_note(glance: Glance | None, today: date) -> tuple[str, ...]:
    """Return the last words: `last: 19 Oct, meeting`, `“moving offices in December”`."""
    if glance is None:
        return ()
    day = say_past(glance.on, today)
    day = day if glance.on.year != today.year else day.split(" ", 1)[1]
    words = excerpt(glance.text)
    return (f"last: {day}, {glance.kind}", *([f"“{words}”"] if words else []))


def say_past(day: date, today: date) -> str:
    """Return `Sun 1 Nov`, and `23 Nov 2025` in another year, where the weekday tells nothing."""
    return say_day(day, today) if day.year == today.year else say_full_day(day).split(" ", 1)[1]


def say_task(row: FollowUp) -> str:
    """Return what is owed: the words of a reminder, with the time of day that is yet to come."""
    time = f" · {row.time}" if row.time and row.days >= 0 else ""
    return f"{one_line(row.text)}{time}"


def say_distance_of(row: Birthday) -> str:
    """Return how far a yearly day is: `2 days ago`, `today`; `greeted` once it is closed."""
    return "greeted" if row.greeted else say_distance(row.days)


def say_lateness_of(row: FollowUp) -> str:
    """Return how late a row is: `10 days late`, `today`, `in 4 days`."""
    return say_lateness(row.days)


def say_state(row: Mention) -> str:
    """Return where an issue stands: `open 4 days`, `open today`, `resolved`."""
    if row.state == "resolved":
        return "resolved"
    if row.days == 0:
        return "open today"
    return f"open {-row.days} day{'' if row.days == -1 else 's'}"


def say_summary(briefing: Briefing) -> str:
    """Return the counts in words: `2 birthdays, 5 to follow up, 1 to mention`; "" for none."""
    counts = briefing.counts
    parts = (
        (counts.birthdays, "birthday" if counts.birthdays == 1 else "birthdays"),
        (counts.follow_ups, "to follow up"),
        (counts.issues, "to mention"),
        (counts.thanks, "to thank"),
        (counts.perks, "perk" if counts.perks == 1 else "perks"),
    )
    return ", ".join(f"{count} {word}" for count, word in parts if count)


def say_quiet(briefing: Briefing, say: Callable[[date, date], str] = say_day) -> str:
    """Return the friendly line of a day on which nobody waits, and the next date of all."""
    following = briefing.next
    if following is None:
        return "Nobody is waiting, and no date is coming up."
    verb = "The next date is" if following.reason == "occasion" else "Next is"
    day = say(following.on, briefing.date)
    far = say_distance((following.on - briefing.date).days)
    return f"Nobody is waiting. {verb} {_say_next(following)}, {day}, {far}."


def _say_next(following: Next) -> str:
    if following.reason == "occasion":
        return f"{following.name}’s {following.label}"
    if following.reason == "cadence":
        return f"a word with {following.name}"
    about = f" for {following.name}" if following.name else ""
    return f"“{excerpt(following.label)}”{about}"


_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def say_absence(absence: Absence | None, today: date) -> tuple[str, ...]:
    """Return when the last morning was and what has passed since, and the command for it."""
    if absence is None:
        return ()
    said = f"You were last here on {say_day(absence.last, today)}."
    count = len(absence.passed)
    if not count:
        return (said,)
    number = _NUMBERS[count].capitalize() if count < len(_NUMBERS) else str(count)
    noun = "birthday" if set(absence.passed) == {"birthday"} else "date"
    passed = f"{said} {number} {noun}{'' if count == 1 else 's'} passed since"
    return (f"{passed}:", f"crm today --since {absence.since}")


def excerpt(text: str) -> str:
    """Return the first sentence of a note, shortened where it is long."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return shorten(re.split(r"(?<=[.!?…])\s", one_line(line), maxsplit=1)[0], EXCERPT)


def one_line(text: str) -> str:
    """Return text in one line."""
    return " ".join(text.split())
