"""The records that commands print under `--json`, and the JSON Schema of all of them.

A promise to scripts: fields may be added, never renamed or removed; what is absent is null.
`tinycrm.services` prints plain values of the same names; a test compares the two.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from tinycrm.models.incoming import ContactIn, NoteIn

ContactCode = Annotated[str, Field(pattern=r"^c[1-9]\d*$")]
NoteCode = Annotated[str, Field(pattern=r"^n[1-9]\d*$")]
ReminderCode = Annotated[str, Field(pattern=r"^r[1-9]\d*$")]
IssueCode = Annotated[str, Field(pattern=r"^i[1-9]\d*$")]
BatchCode = Annotated[str, Field(pattern=r"^b[1-9]\d*$")]
YearlyDay = Annotated[str, Field(pattern=r"^(\d{4}|-)-\d\d-\d\d$")]
Every = Annotated[str, Field(pattern=r"^[1-9]\d*[dwmy]$")]
Instant = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
Moment = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d( \d\d:\d\d)?$")]
Time = Annotated[str, Field(pattern=r"^\d\d:\d\d$")]


class Labelled(BaseModel):
    """An e-mail address, a phone number or another point, with what it is called."""

    value: str
    label: str | None


class Occasion(BaseModel):
    """A yearly day of somebody."""

    label: str
    day: YearlyDay


class Person(BaseModel):
    """A contact in few words, as it stands in other records."""

    id: ContactCode
    name: str
    nicknames: list[str]
    emails: list[Labelled]
    phones: list[Labelled]
    tags: list[str]


class Contact(BaseModel):
    """A contact as a whole: `show`, each of `list`."""

    id: ContactCode
    uid: str = Field(description="Travels with exports and never changes.")
    kind: Literal["person", "organization", "group"]
    name: str
    nicknames: list[str]
    organization: str | None
    title: str | None
    emails: list[Labelled]
    phones: list[Labelled]
    addresses: list[Labelled]
    urls: list[Labelled]
    handles: list[Labelled]
    birthday: YearlyDay | None = Field(description="`1815-12-10`, `--12-10` without a year.")
    occasions: list[Occasion] = Field(description="The other yearly days.")
    tags: list[str]
    facts: dict[str, str]
    every: Every | None = Field(description="The wished rhythm.")
    referred_by: ContactCode | None
    do_not_contact: bool
    archived: bool
    last_touch: date | None = Field(description="Local day.")
    next_due: date | None = Field(description="Local day; null without a rhythm.")
    created_at: Instant
    updated_at: Instant


class Note(BaseModel):
    """Something that happened: `log`."""

    id: NoteCode
    kind: str = Field(description="One of the kinds of `crm log --help`.")
    at: Moment = Field(description="Local day, with the time where it is known.")
    text: str
    contacts: list[Person]
    tags: list[str]
    mood: Annotated[int, Field(ge=-2, le=2)] | None


class Reminder(BaseModel):
    """Something to do: `remind`."""

    id: ReminderCode
    contact: Person | None = Field(description="Null for the owner's own.")
    text: str
    on: date = Field(description="Local day it is due.")
    time: Time | None
    every: Every | None
    fixed: bool = Field(description="A repeat counts from the day due, not from the day done.")
    snoozed_until: date | None
    done_at: Instant | None
    note: NoteCode | None = Field(description="The note it came from.")


class Issue(BaseModel):
    """Trouble somebody had: `issue`, `resolve`, `mention`."""

    id: IssueCode
    contact: Person
    text: str
    state: Literal["open", "resolved"]
    on: date = Field(description="Local day it was opened.")
    resolved: date | None
    resolution: str | None
    mentioned: date | None
    snoozed_until: date | None


class Profile(Contact):
    """A contact with what hangs on it: `show`."""

    notes: list[Note]
    issues: list[Issue]
    reminders: list[Reminder]
    wins: list[dict[str, Any]]
    feedback: list[dict[str, Any]]
    perks: list[dict[str, Any]]
    brought: list[Person]
    value: dict[str, list[Any]]


# ── the morning ──────────────────────────────────────────────────────────────────────────

_DAYS = "Counted from `date`; the past is negative."


class Glance(BaseModel):
    """A note at a glance."""

    id: NoteCode
    kind: str
    on: date
    text: str


class Birthday(BaseModel):
    """A yearly day in the morning."""

    id: ContactCode
    contact: Person
    label: str
    on: date
    days: int = Field(description=_DAYS)
    turns: int | None
    facts: dict[str, str]
    last_gesture: Glance | None
    greeted: bool = Field(description="Done with: it counts no more.")


class FollowUp(BaseModel):
    """A word that is owed, or will be."""

    id: ReminderCode | ContactCode
    contact: Person | None
    reason: Literal["reminder", "cadence"]
    text: str
    on: date
    days: int = Field(description=_DAYS)
    every: Every | None
    last_touch: date | None
    last_note: Glance | None
    time: Time | None = Field(description="Of a reminder.")


class Mention(BaseModel):
    """An issue to mention."""

    id: IssueCode
    contact: Person
    text: str
    state: Literal["open", "resolved"]
    on: date
    days: int = Field(description=_DAYS)
    resolved: date | None
    resolution: str | None
    mentioned: date | None
    times: int = Field(description="How often they had trouble.")
    repeated: bool
    say: str = Field(description="A sentence to open with.")


class Counts(BaseModel):
    """How many of each wait."""

    birthdays: int
    follow_ups: int
    issues: int
    thanks: int
    perks: int
    upcoming: int


class Next(BaseModel):
    """The next date of all."""

    on: date
    text: str


class Morning(BaseModel):
    """The morning: `today`."""

    version: Literal[1] = Field(alias="schema")
    date: date
    due: bool = Field(description="Something is a reason to open it today.")
    counts: Counts
    birthdays: list[Birthday]
    follow_ups: list[FollowUp]
    issues: list[Mention]
    thanks: list[dict[str, Any]]
    perks: list[dict[str, Any]]
    upcoming: list[FollowUp]
    suggestion: dict[str, Any] | None
    next: Next | None


# ── what writing commands and failures add ───────────────────────────────────────────────


class Change(BaseModel):
    """What every making or changing command adds to the record it prints."""

    created: bool
    batch: BatchCode | None = Field(description="What `crm undo` takes back; null: no change.")


class Candidate(BaseModel):
    """Someone who may have been meant."""

    id: str
    name: str
    about: str


class Failure(BaseModel):
    """What went wrong."""

    code: int = Field(description="The exit code.")
    message: str
    candidates: list[Candidate]


class Error(BaseModel):
    """A failure, on stderr."""

    error: Failure


RECORDS: dict[str, type[BaseModel]] = {
    "contact": Contact, "note": Note, "reminder": Reminder, "issue": Issue, "profile": Profile,
    "morning": Morning, "change": Change, "error": Error, "contact_in": ContactIn,
    "note_in": NoteIn,
}  # fmt: skip
"""By the names of `crm schema`; those that end in `_in` are read, the others are printed."""


def schema(name: str | None = None) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one record, or of all as definitions."""
    names = [name] if name else list(RECORDS)
    modes = [(RECORDS[n], "validation" if n.endswith("_in") else "serialization") for n in names]
    refs, found = models_json_schema(modes)  # type: ignore[arg-type]
    head: dict[str, Any] = {"$schema": GenerateJsonSchema.schema_dialect}
    if name:
        head |= refs[modes[0]]  # type: ignore[index]
    else:
        head |= {
            "title": "tinycrm",
            "properties": {n: refs[m] for n, m in zip(names, modes, strict=True)},  # type: ignore[index]
        }
    return head | found
