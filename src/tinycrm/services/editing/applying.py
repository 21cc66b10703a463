"""A record with new values: pure functions from records to records.

`editing` loads and saves them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from tinycrm import repeats
from tinycrm.dates import When
from tinycrm.days import Every
from tinycrm.errors import UsageProblem
from tinycrm.rules import parse_contact_kind
from tinycrm.services.codes import check_name, say_table, table_of
from tinycrm.services.editing import applying_notes, applying_outcomes, list_edits
from tinycrm.services.editing.new_values import (
    CLEARED,
    POINTS,
    Cleared,
    NewValues,
    Resolve,
    day_after,
    given,
    text_after,
)
from tinycrm.services.people import yearly_dates
from tinycrm.services.records import (
    Contact,
    Deal,
    Feedback,
    Issue,
    Note,
    Perk,
    Record,
    Reminder,
    Win,
)
from tinycrm.services.when import check_past
from tinycrm.text import visible

_FIELDS = {
    "contact": frozenset(
        "name kind organization title nicknames points tags occasions facts every referred_by"
        " related do_not_contact".split()
    ),
    "note": frozenset("kind text at mood tags people from_them".split()),
    "reminder": frozenset("text at every every_on fixed".split()),
    "issue": frozenset("text at resolution reopen".split()),
    "win": frozenset("kind text at amount because".split()),
    "deal": frozenset("text at amount resolution reopen".split()),
    "feedback": frozenset("text at score".split()),
    "perk": frozenset("text at".split()),
}
EDITABLE = tuple(_FIELDS)
"""The tables whose records can be edited."""

_FIELD_WORDS = {
    "points": "e-mail, phone or address", "at": "date", "occasions": "yearly dates",
    "related": "relations",
    "every_on": "day of the month to keep", "reopen": "resolution to take back",
    "because": "notes that led to it", "from_them": "giver and receiver",
}  # fmt: skip
_NEED_TEXT = frozenset(("note", "reminder", "issue", "deal", "perk"))
_NEED_DAY = frozenset(("issue", "win", "feedback"))

R = TypeVar("R", bound=Record)


def with_values(record: R, values: NewValues, resolve: Resolve) -> R:
    """Return the record with the new values.

    Raises UsageProblem for a field or a value that such a record cannot have.
    """
    _check_fields(record, values)
    after: R = _WITH[type(record)](record, values, resolve)
    check_values(record, after)
    return after


def check_values(before: R, after: R) -> None:
    """Refuse values a record cannot have; what is the same as `before` is not checked.

    Raises UsageProblem for a name that is none, a note about no one, a note or an issue in the
    future, and the resolution of an issue that is still open.
    """
    if check := _CHECKS.get(type(after)):
        check(before, after)


def _check_fields(record: Record, values: NewValues) -> None:
    table = table_of(record.id)
    for field, value, nothing in zip(NewValues._fields, values, NewValues(), strict=True):
        if value != nothing and field not in _FIELDS[table]:
            words = _FIELD_WORDS.get(field, field.replace("_", " "))
            what = say_table(table)
            raise UsageProblem(f"{record.id} is {what}: it has no {words}. Nothing was changed.")
    no_text = values.text == "" and table in _NEED_TEXT
    if no_text or (values.at == CLEARED and table in _NEED_DAY):
        what = "text" if no_text else "a date"
        raise UsageProblem(f"{record.id} must have {what}. Nothing was changed.")


# ── people ───────────────────────────────────────────────────────────────────────────────


def _contact(contact: Contact, values: NewValues, resolve: Resolve) -> Contact:
    points: dict[str, Any] = {
        field: list_edits.points(getattr(contact, field), kind, values.points)
        for kind, field in POINTS.items()
    }
    dates = yearly_dates.edited(yearly_dates.dates_of(contact), values.occasions)
    return contact._replace(
        **given(values, "name", "do_not_contact"),
        **points,
        kind=contact.kind if values.kind is None else parse_contact_kind(values.kind),
        organization=text_after(contact.organization, values.organization),
        title=text_after(contact.title, values.title),
        nicknames=list_edits.names(contact.nicknames, values.nicknames),
        tags=list_edits.tags(contact.tags, values.tags),
        **yearly_dates.fields_of(dates),
        facts=list_edits.pairs(contact.facts, values.facts),
        every=_every(contact.every, values.every),
        referred_by=_referrer(contact.referred_by, values.referred_by, resolve),
        related=list_edits.related(contact.related, values.related),
    )


def _check_contact(before: Contact, after: Contact) -> None:
    for name in (after.name, *after.nicknames):
        if name not in (before.name, *before.nicknames):
            check_name(name)


def _every(now: Every | None, new: Every | Cleared | None) -> Every | None:
    if new is None:
        return now
    return None if new == CLEARED else new


def _referrer(now: str | None, new: str | None, resolve: Resolve) -> str | None:
    if new is None:
        return now
    return resolve(new).id if new else None


# ── reminders, issues ────────────────────────────────────────────────────────────────────


def _reminder(reminder: Reminder, values: NewValues, _resolve: Resolve) -> Reminder:
    at = values.at
    return repeated(
        reminder._replace(
            **given(values, "text", "fixed"),
            on=day_after(reminder.on, at),
            time=_time(reminder.time, at),
            every=_every(reminder.every, values.every),
        ),
        reminder,
        values.every_on or (at.kept if isinstance(at, When) else None),
    )


def _time(now: str | None, at: When | Cleared | None) -> str | None:
    """Return the time of a reminder: a new date keeps it, unless a new time was typed."""
    if isinstance(at, When):
        return at.time.strftime("%H:%M") if at.time else now
    return None if at == CLEARED else now


def repeated(after: Reminder, before: Reminder, named: str | None) -> Reminder:
    """Return an edited reminder with the day of the month that it now keeps.

    `named` is the day that the words say. One whose day is not known and that repeats as before
    learns it when it is done.
    """
    moved = after.on != before.on
    if not repeats.keeps_day(after.every):
        return after._replace(every_on=None)
    if named is None and after.every == before.every and not moved:
        return after
    return after._replace(every_on=named or repeats.kept_after(before.every_on, after.on, moved))


def _issue(issue: Issue, values: NewValues, _resolve: Resolve) -> Issue:
    after = issue._replace(
        **given(values, "text"),
        on=day_after(issue.on, values.at),
        resolution=text_after(issue.resolution, values.resolution),
    )
    if not values.reopen:
        return after
    if values.resolution:
        raise UsageProblem("An open issue has no resolution. Nothing was changed.")
    return reopened(after)


def parse_state(text: str) -> str:
    """Return the state of an issue as typed. Raises UsageProblem."""
    state = text.strip().lower()
    if state not in ("open", "resolved"):
        raise UsageProblem(f"“{visible(text)}” is not a state.", "Write open or resolved.")
    return state


def reopened(issue: Issue) -> Issue:
    """Return an issue as open again, and to be mentioned."""
    if issue.state == "open":
        return issue
    return issue._replace(
        state="open", resolved=None, resolution=None, mentioned=None, snoozed_until=None
    )


def _check_issue(before: Issue, after: Issue) -> None:
    if after.resolution and after.state == "open":
        raise UsageProblem(
            f"{after.id} is still open.", f"To resolve it: crm resolve {after.id} WORDS"
        )
    if after.on != before.on:
        check_past(after.on)


_WITH: dict[type, Callable[[Any, NewValues, Resolve], Any]] = {
    Contact: _contact,
    Note: applying_notes.with_note,
    Reminder: _reminder,
    Issue: _issue,
    Win: applying_outcomes.with_win,
    Deal: applying_outcomes.with_deal,
    Feedback: applying_outcomes.with_answer,
    Perk: applying_outcomes.with_perk,
}
_CHECKS: dict[type, Callable[[Any, Any], None]] = {
    Contact: _check_contact, Note: applying_notes.check_note, Issue: _check_issue,
    Win: applying_outcomes.check_win, Deal: applying_outcomes.check_deal,
    Feedback: applying_outcomes.check_answer, Perk: applying_outcomes.check_perk,
}  # fmt: skip
