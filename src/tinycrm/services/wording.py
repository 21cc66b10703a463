"""The words of a row, the same in both front ends: values in, plain text out.

Nothing here is made safe for a terminal; that happens where it is shown.
"""

from __future__ import annotations

from datetime import date

from tinycrm.dates import say_day, say_distance, say_lateness
from tinycrm.services.briefing import Birthday, Briefing, Mention
from tinycrm.services.owed import FollowUp, Glance
from tinycrm.services.records import Person

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
        if row.turns is None:
            return "birthday"
        return f"{'turned' if row.days < 0 else 'turns'} {row.turns}"
    if not row.turns:
        return row.label
    return f"{row.label}, {row.turns} year{'' if row.turns == 1 else 's'}"


def say_know(row: Birthday) -> str:
    """Return what to know when greeting: `coffee flat white, daughter Ida`."""
    return ", ".join(f"{key} {value}" for key, value in row.facts.items())


def say_last_year(glance: Glance | None) -> str:
    """Return what was done last year: `last year you called`."""
    if glance is None:
        return ""
    words = f": “{one_line(glance.text)}”" if glance.kind == "gift" and glance.text else ""
    return f"last year {_DID[glance.kind]}{words}"


def say_last_note(glance: Glance | None, today: date) -> str:
    """Return the last words: `last: 19 Oct, meeting · “moving offices in December”`."""
    if glance is None:
        return ""
    day = say_day(glance.on, today).split(" ", 1)[1]
    words = f" · “{one_line(glance.text)}”" if glance.text.strip() else ""
    return f"last: {day}, {glance.kind}{words}"


def say_distance_of(row: Birthday) -> str:
    """Return how far a yearly day is: `2 days ago`, `today`, `in 3 days`; `done` once greeted."""
    return "greeted" if row.greeted else say_distance(row.days)


def say_lateness_of(row: FollowUp) -> str:
    """Return how late a row is: `10 days late`, `today`, `in 4 days`."""
    return say_lateness(row.days)


def say_state(row: Mention) -> str:
    """Return where an issue stands: `open 4 days`, `open since today`, `resolved`."""
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
    )
    return ", ".join(f"{count} {word}" for count, word in parts if count)


def one_line(text: str) -> str:
    """Return text in one line."""
    return " ".join(text.split())
