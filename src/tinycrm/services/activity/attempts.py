"""Attempts: who was tried without an answer since you were last in touch, and how often."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date

from tinycrm.dates import say_distance
from tinycrm.rules import NO_TOUCHES
from tinycrm.services.sql import rows_with
from tinycrm.values import Fields

MANY = 3
"""From this try on it is said which one it was."""

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)
_LATER = f"""
    later.kind NOT IN ({", ".join(f"'{kind}'" for kind in NO_TOUCHES)})
    AND later.happened_on = note.happened_on
    AND iif(
        later.happened_time <> note.happened_time,
        later.happened_time > note.happened_time,
        later.id > note.id
    )
"""
"""Being in touch on the day of an attempt, after it: by the time if both have one."""
_TRIES = f"""
    SELECT note_contact.contact_id AS own, count(*) AS times, max(note.happened_on) AS day
    FROM note_contact
        CROSS JOIN note INDEXED BY note_attempt ON note.id = note_contact.note_id
        CROSS JOIN contact ON contact.id = note_contact.contact_id
    WHERE note_contact.contact_id IN ({{}}) AND note.kind = 'attempt'
        AND note.happened_on >= coalesce(contact.last_touch_on, '')
        AND note.happened_on <= :today
        AND NOT EXISTS (
            SELECT 1
            FROM note_contact AS other CROSS JOIN note AS later ON later.id = other.note_id
            WHERE note.happened_on = contact.last_touch_on AND other.contact_id = contact.id
                AND {_LATER}
        )
    GROUP BY contact.id
"""
"""CROSS JOIN keeps this order: from the few contacts to their attempts, never by the day."""


class Tries(Fields):
    """The attempts since the last touch: how many, and the local date of the last one."""

    times: int
    on: date


def find_tries(db: sqlite3.Connection, contact_ids: Sequence[int], today: date) -> dict[int, Tries]:
    """Return the attempts since the last touch of those contacts that have any, by id."""
    own = sorted(set(contact_ids))
    rows = rows_with(db, _TRIES, own, today=today.isoformat())
    return {row["own"]: Tries(row["times"], date.fromisoformat(row["day"])) for row in rows}


def say_tried(tries: Tries | None, today: date) -> str:
    """Return `tried yesterday`, and from the third on which try it was; "" for none."""
    if tries is None:
        return ""
    return ", ".join(
        filter(None, (f"tried {say_distance((tries.on - today).days)}", say_try(tries)))
    )


def say_tries(db: sqlite3.Connection, names: Mapping[int, str], today: date) -> list[str]:
    """Return a sentence on each contact (id and name) who was tried three times or more."""
    found = find_tries(db, list(names), today)
    said = {names[own]: say_try(each) for own, each in found.items() if each.times >= MANY}
    if len(names) == 1:
        return [f"The {each}." for each in said.values()]
    return [f"{name}: the {each}." for name, each in said.items()]


def say_try(tries: Tries) -> str:
    """Return `third try without an answer`; "" for the first two."""
    if tries.times < MANY:
        return ""
    is_word = tries.times <= len(_ORDINALS)
    ordinal = _ORDINALS[tries.times - 1] if is_word else _in_digits(tries.times)
    return f"{ordinal} try without an answer"


def _in_digits(number: int) -> str:
    end = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 // 10 != 1 else "th"
    return f"{number}{end}"
