"""A note with new values: pure functions; `applying` does the same for the other records."""

from __future__ import annotations

from collections.abc import Iterable

from tinycrm.dates import When
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_kind
from tinycrm.services.editing import list_edits
from tinycrm.services.editing.list_edits import ListEdit
from tinycrm.services.editing.new_values import CLEARED, Cleared, NewValues, Resolve
from tinycrm.services.records import Note, Person
from tinycrm.services.when import check_past


def say_at(when: When) -> str:
    """Return a date, with the time if known, as a note has it: `2026-11-22T08:30`."""
    return f"{when.day}{when.time.strftime('T%H:%M') if when.time else ''}"


def with_note(note: Note, values: NewValues, resolve: Resolve) -> Note:
    """Return a note with new values. Raises UsageProblem."""
    mood = note.mood if values.mood is None else None if values.mood == CLEARED else values.mood
    return note._replace(
        kind=note.kind if values.kind is None else parse_kind(values.kind),
        text=note.text if values.text is None else values.text,
        at=_note_at(note, values.at),
        mood=mood,
        tags=list_edits.tags(note.tags, values.tags),
        contacts=_people(note, values.people, resolve),
    )


def _note_at(note: Note, at: When | Cleared | None) -> str:
    """Return when a note happened; cleared, it keeps its day and loses its time."""
    return note.at if at is None else say_at(at) if isinstance(at, When) else str(note.day)


def _people(note: Note, edits: Iterable[ListEdit[str]], resolve: Resolve) -> tuple[Person, ...]:
    people = {each.id: each for each in note.contacts}
    for wanted, typed in edits:
        person = resolve(typed)
        if wanted:
            people.setdefault(person.id, person)
        else:
            people.pop(person.id, None)
    return tuple(people.values())


def check_note(before: Note, after: Note) -> None:
    """Raise UsageProblem for a note about no one, and for a new day in the future."""
    if not after.contacts:
        raise UsageProblem(
            f"{after.id} must be about someone. Nothing was changed.",
            f"To delete it: crm rm {after.id}",
        )
    if after.at != before.at:
        check_past(after.day)
