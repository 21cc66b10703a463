"""What to say of a note that was just saved: how its words were understood."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.dates import When
from tinycrm.services.codes import code
from tinycrm.services.typed.note_words import Words
from tinycrm.text import visible


def say_hints(words: Words, note_id: int, *, kind: str | None, when: When | None) -> list[str]:
    """Return how to correct what was read; `kind` and `when` are what was given beside the words.

    The commands are complete: a line to copy.
    """
    hints = list(words.hints)
    if words.likely and not kind:
        hints.append(f"To change its kind: crm edit {code('note', note_id)} --kind {words.likely}")
    if when is None:
        hints.extend(_of_the_day(words, note_id))
    return hints


def _of_the_day(words: Words, note_id: int) -> list[str]:
    if words.day and words.day.when.day < clock.today():
        return [f"Its day was read from “{visible(words.day.by)}”."]
    if words.likely_day:
        likely = words.likely_day
        command = f"crm edit {code('note', note_id)} --at {likely.when.day}"
        return [f"If it is about “{visible(likely.by)}”: {command}"]
    return []
