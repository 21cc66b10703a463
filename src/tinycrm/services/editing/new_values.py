"""What is to be different about records, and a record as it would be with it.

Pure: records in, records out. `editing` reads and writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, Literal, NamedTuple, TypeVar

from tinycrm.dates import When
from tinycrm.days import Every, YearlyDay
from tinycrm.errors import UsageProblem
from tinycrm.rules import Point, parse_contact_kind, parse_kind
from tinycrm.services.codes import table_of
from tinycrm.services.editing import list_edits
from tinycrm.services.editing.list_edits import ListEdit
from tinycrm.services.records import (
    Contact,
    Issue,
    Note,
    Occasion,
    Person,
    Record,
    Reminder,
)
from tinycrm.services.when import check_past

POINTS = {
    "email": "emails", "phone": "phones", "address": "addresses", "url": "urls",
    "handle": "handles",
}  # fmt: skip
"""Which field of a contact holds the points of a kind."""

Cleared = Literal["cleared"]
CLEARED: Final[Cleared] = "cleared"
"""As a wish: what is there goes."""

Resolve = Callable[[str], Person]
"""From WHO, as typed, to one person."""


class NewValues(NamedTuple):
    """What is wished, checked already; None or nothing leaves a field as it is.

    Empty text clears. `kind`, `people` and `referred_by` are as typed, since what they mean
    depends on the record and the store.
    """

    name: str | None = None
    kind: str | None = None
    organization: str | None = None
    title: str | None = None
    nicknames: tuple[ListEdit[str], ...] = ()
    points: tuple[ListEdit[Point], ...] = ()
    tags: tuple[ListEdit[str], ...] = ()
    occasions: tuple[tuple[str, YearlyDay | None], ...] = ()
    facts: tuple[tuple[str, str | None], ...] = ()
    every: Every | Cleared | None = None
    referred_by: str | None = None
    do_not_contact: bool | None = None
    text: str | None = None
    at: When | None = None
    mood: int | Cleared | None = None
    people: tuple[ListEdit[str], ...] = ()
    fixed: bool | None = None
    resolution: str | None = None


_FIELDS = {
    "contact": frozenset(
        "name kind organization title nicknames points tags occasions facts every referred_by"
        " do_not_contact".split()
    ),
    "note": frozenset("kind text at mood tags people".split()),
    "reminder": frozenset("text at every fixed".split()),
    "issue": frozenset("text at resolution".split()),
}
EDITABLE = tuple(_FIELDS)
"""The tables whose records can be edited."""

_SAID = {"points": "e-mail, phone or address", "at": "day", "occasions": "yearly dates"}


R = TypeVar("R", bound=Record)


def with_values(record: R, wish: NewValues, resolve: Resolve) -> R:
    """Return the record as it would be.

    Raises UsageProblem for a field such a record has not, or a value it cannot have.
    """
    _check_fields(record, wish)
    after: R = _WITH[type(record)](record, wish, resolve)
    check_values(record, after)
    return after


def check_values(before: R, after: R) -> None:
    """Refuse what a record cannot be; a day that is as it was `before` is not checked again.

    Raises UsageProblem for a note about nobody, a note or an issue on a day that has not come
    yet, and words on how an issue was settled that is still open.
    """
    if check := _CHECKS.get(type(after)):
        check(before, after)


def _check_fields(record: Record, wish: NewValues) -> None:
    table = table_of(record.id)
    for field, value, nothing in zip(NewValues._fields, wish, NewValues(), strict=True):
        if value != nothing and field not in _FIELDS[table]:
            said = _SAID.get(field, field.replace("_", " "))
            raise UsageProblem(f"{record.id} is a {table}: it has no {said}. Nothing was changed.")


def _given(wish: NewValues, *fields: str) -> dict[str, Any]:
    """Return the fields that are wished otherwise."""
    return {f: value for f in fields if (value := getattr(wish, f)) is not None}


# ── people ───────────────────────────────────────────────────────────────────────────────


def _contact(contact: Contact, wish: NewValues, resolve: Resolve) -> Contact:
    points: dict[str, Any] = {
        field: list_edits.points(getattr(contact, field), kind, wish.points)
        for kind, field in POINTS.items()
    }
    days = list_edits.pairs(days_of(contact), wish.occasions)
    return contact._replace(
        **_given(wish, "name", "do_not_contact"),
        **points,
        kind=contact.kind if wish.kind is None else parse_contact_kind(wish.kind),
        organization=_text(contact.organization, wish.organization),
        title=_text(contact.title, wish.title),
        nicknames=list_edits.names(contact.nicknames, wish.nicknames),
        tags=list_edits.tags(contact.tags, wish.tags),
        birthday=days.pop("birthday", None),
        occasions=tuple(Occasion(label, day) for label, day in days.items()),
        facts=list_edits.pairs(contact.facts, wish.facts),
        every=_every(contact.every, wish.every),
        referred_by=_referrer(contact.referred_by, wish.referred_by, resolve),
    )


def days_of(contact: Contact) -> dict[str, YearlyDay]:
    """Return somebody's yearly days by their labels, the birthday first."""
    days = {"birthday": contact.birthday} if contact.birthday else {}
    return days | {each.label: each.day for each in contact.occasions}


def _text(now: str | None, wished: str | None) -> str | None:
    return now if wished is None else wished or None


def _every(now: Every | None, wished: Every | Cleared | None) -> Every | None:
    if wished is None:
        return now
    return None if wished == CLEARED else wished


def _referrer(now: str | None, wished: str | None, resolve: Resolve) -> str | None:
    if wished is None:
        return now
    return resolve(wished).id if wished else None


# ── notes, reminders, issues ─────────────────────────────────────────────────────────────


def say_at(when: When) -> str:
    """Return a day, and a time where one is known, as a note has it: `2026-11-22 08:30`."""
    return f"{when.day}{when.time.strftime(' %H:%M') if when.time else ''}"


def _note(note: Note, wish: NewValues, resolve: Resolve) -> Note:
    mood = note.mood if wish.mood is None else None if wish.mood == CLEARED else wish.mood
    return note._replace(
        kind=note.kind if wish.kind is None else parse_kind(wish.kind),
        text=note.text if wish.text is None else wish.text,
        at=say_at(wish.at) if wish.at else note.at,
        mood=mood,
        tags=list_edits.tags(note.tags, wish.tags),
        contacts=_people(note, wish.people, resolve),
    )


def _people(note: Note, wishes: Iterable[ListEdit[str]], resolve: Resolve) -> tuple[Person, ...]:
    held = {each.id: each for each in note.contacts}
    for wanted, typed in wishes:
        person = resolve(typed)
        if wanted:
            held.setdefault(person.id, person)
        else:
            held.pop(person.id, None)
    return tuple(held.values())


def _check_note(before: Note, after: Note) -> None:
    if not after.contacts:
        raise UsageProblem(
            f"{after.id} would be about nobody. Nothing was changed.",
            f"To delete it: crm rm {after.id}",
        )
    if after.at != before.at:
        check_past(after.day)


def _reminder(reminder: Reminder, wish: NewValues, _resolve: Resolve) -> Reminder:
    at = wish.at
    return reminder._replace(
        **_given(wish, "text", "fixed"),
        on=at.day if at else reminder.on,
        # Another day keeps the time; only a time that was typed takes its place.
        time=at.time.strftime("%H:%M") if at and at.time else reminder.time,
        every=_every(reminder.every, wish.every),
    )


def _issue(issue: Issue, wish: NewValues, _resolve: Resolve) -> Issue:
    return issue._replace(
        **_given(wish, "text"),
        on=wish.at.day if wish.at else issue.on,
        resolution=_text(issue.resolution, wish.resolution),
    )


def _check_issue(before: Issue, after: Issue) -> None:
    if after.resolution and after.state == "open":
        raise UsageProblem(
            f"{after.id} is still open.", f"To settle it: crm resolve {after.id} WORDS"
        )
    if after.on != before.on:
        check_past(after.on)


_WITH: dict[type, Callable[[Any, NewValues, Resolve], Any]] = {
    Contact: _contact,
    Note: _note,
    Reminder: _reminder,
    Issue: _issue,
}
_CHECKS: dict[type, Callable[[Any, Any], None]] = {Note: _check_note, Issue: _check_issue}
