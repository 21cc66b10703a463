"""What to say of a note that was just saved: how its words were understood."""

from __future__ import annotations

from tinycrm import clock
from tinycrm.dates import When
from tinycrm.rules import ATTEMPT
from tinycrm.services.codes import code, id_of
from tinycrm.services.sql import rows_of
from tinycrm.services.typed.note_words import Words
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from tinycrm.services.records import Issue, Note


def say_hints(words: Words, note_id: int, *, kind: str | None, when: When | None) -> list[str]:
    """Return how to correct what was read; `kind` and `when` are what was given beside the words.

    The commands are complete: a line to copy.
    """
    hints = list(words.hints)
    if words.likely and not kind:
        why = "If you were not in touch" if words.likely == "note" else "To change its kind"
        hints.append(f"{why}: crm edit {code('note', note_id)} --kind {words.likely}")
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


def say_before(db: sqlite3.Connection, note: Note, names: Mapping[int, str]) -> list[str]:
    """Return what to say about earlier notes: how often they were tried, a present given before.

    `names` are those of the contacts of the note, by their ids.
    """
    if note.kind == ATTEMPT:
        from tinycrm.services.activity.attempts import say_tries

        return say_tries(db, names, clock.today())
    if note.kind != "gift":
        return []
    from tinycrm.services.activity import given_before

    return given_before.say_given(db, names, note.text, id_of(note.id), note.day)


def unmentioned(db: sqlite3.Connection, contact_ids: Sequence[int]) -> tuple[Issue, ...]:
    """Return the issues of these contacts to mention today, newest first."""
    if not rows_of(db, "SELECT 1 FROM issue WHERE contact_id IN ({}) LIMIT 1", contact_ids):
        return ()
    from tinycrm.services.activity import issues  # most people have none

    return tuple(issues.unmentioned(db, contact_ids))
