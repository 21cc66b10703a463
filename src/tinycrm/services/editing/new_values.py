"""New values for records, as they were typed and checked. `applying` puts them into a record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from tinycrm.contact_points import Point, PointKind
from tinycrm.dates import When
from tinycrm.days import Every
from tinycrm.money import Money
from tinycrm.services.editing.list_edits import ListEdit
from tinycrm.services.people.yearly_dates import DateEdit
from tinycrm.services.records import Person, Related

POINTS: dict[PointKind, str] = {
    "email": "emails", "phone": "phones", "address": "addresses", "url": "urls",
    "handle": "handles",
}  # fmt: skip
"""The field of a contact with the points of each kind."""

Cleared = Literal["cleared"]
CLEARED: Final[Cleared] = "cleared"
"""As a new value: the field is to be emptied."""

Resolve = Callable[[str], Person]
"""Finds one person by WHO, as typed."""


class NewValues(NamedTuple):
    """The new values, already checked; None or an empty tuple leaves a field as it is.

    Empty text clears a field, `CLEARED` the others. `at` is the day of a record, and its time where
    it has one; cleared, a note and a reminder lose only their time. `kind`, `people` and
    `referred_by` are as typed, since their meaning depends on the record and the store.
    """

    name: str | None = None
    kind: str | None = None
    organization: str | None = None
    title: str | None = None
    nicknames: tuple[ListEdit[str], ...] = ()
    points: tuple[ListEdit[Point], ...] = ()
    tags: tuple[ListEdit[str], ...] = ()
    occasions: tuple[DateEdit, ...] = ()
    facts: tuple[tuple[str, str | None], ...] = ()
    every: Every | Cleared | None = None
    every_on: str | None = None
    referred_by: str | None = None
    related: tuple[ListEdit[Related], ...] = ()
    do_not_contact: bool | None = None
    text: str | None = None
    at: When | Cleared | None = None
    mood: int | Cleared | None = None
    people: tuple[ListEdit[str], ...] = ()
    fixed: bool | None = None
    resolution: str | None = None
    reopen: bool | None = None
    amount: Money | Cleared | None = None
    score: int | Cleared | None = None
    because: tuple[ListEdit[str], ...] = ()
    from_them: bool | None = None


def given(values: NewValues, *fields: str) -> dict[str, Any]:
    """Return those of these fields that have new values."""
    return {f: value for f in fields if (value := getattr(values, f)) is not None}


def day_after(now: date, at: When | Cleared | None) -> date:
    """Return a day with its new value."""
    return at.day if isinstance(at, When) else now


def last_day_after(now: date | None, at: When | Cleared | None) -> date | None:
    """Return a last day, which a record may lack, with its new value."""
    return at.day if isinstance(at, When) else None if at == CLEARED else now


def text_after(now: str | None, new: str | None) -> str | None:
    """Return a text with its new value; empty text clears it."""
    return now if new is None else new or None
