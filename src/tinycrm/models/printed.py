"""The records that commands print with `--json`.

A promise to scripts: fields may be added, never renamed or removed; a missing value is null.
`tinycrm.services` returns plain values with the same names; a test compares the two.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from tinycrm.models.printed_outcomes import Deal, Win
from tinycrm.models.printed_values import (
    TRIED,
    BatchCode,
    ContactCode,
    Every,
    FeedbackCode,
    Instant,
    IssueCode,
    KeptDay,
    Labelled,
    Moment,
    NoteCode,
    Occasion,
    PerkCode,
    Person,
    Related,
    ReminderCode,
    Time,
    Tries,
    Value,
    YearlyDay,
)


class Contact(BaseModel):
    """A complete contact: each line of `list`."""

    id: ContactCode
    uid: str = Field(description="Stays the same in exports and never changes.")
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
    occasions: list[Occasion] = Field(description="Other dates that repeat every year.")
    tags: list[str]
    facts: dict[str, str]
    every: Every | None = Field(description="How often to get in touch.")
    referred_by: ContactCode | None
    related: list[Related] = Field(description="The people they are related to, from both sides.")
    do_not_contact: bool
    archived: bool
    last_touch: date | None = Field(description="Local date you were last in touch.")
    next_due: date | None = Field(description="Local date; null without `every`.")
    created_at: Instant
    updated_at: Instant


class Note(BaseModel):
    """Something that happened: `log`."""

    id: NoteCode
    kind: str = Field(description="One of the kinds of `crm log --help`.")
    at: Moment = Field(description="Local date, with the time if it is known: `2026-11-22T08:30`.")
    text: str
    contacts: list[Person]
    tags: list[str]
    mood: Annotated[int, Field(ge=-2, le=2)] | None


class Reminder(BaseModel):
    """Something to do: `remind`."""

    id: ReminderCode
    contact: Person | None = Field(description="Null for a reminder about no contact.")
    text: str
    on: date = Field(description="Local date it is due.")
    time: Time | None
    every: Every | None
    every_on: KeptDay | None = Field(
        description="The day a monthly or yearly one keeps: `30`, `31` (the last), `2tue`, `Lfri`."
    )
    fixed: bool = Field(description="It repeats from the date due, not from the date done.")
    snoozed_until: date | None
    done_at: Instant | None
    note: NoteCode | None = Field(description="The note it was created with.")


class Issue(BaseModel):
    """A problem a contact had: `issue`, `resolve`, `mention`."""

    id: IssueCode
    contact: Person
    text: str
    state: Literal["open", "resolved"]
    on: date = Field(description="Local date it was opened.")
    resolved: date | None
    resolution: str | None
    mentioned: date | None
    snoozed_until: date | None


class Feedback(BaseModel):
    """What a contact answered: `feedback`."""

    id: FeedbackCode
    contact: Person
    score: Annotated[int, Field(ge=0, le=10)] | None
    text: str = Field(description="Their words; may be empty.")
    on: date


class Perk(BaseModel):
    """Something that was promised for free: `perk`."""

    id: PerkCode
    contact: Person
    text: str
    until: date | None = Field(description="Local date of its last day.")
    used: date | None
    snoozed_until: date | None


class KeptValue(BaseModel):
    """A value of an imported card: the name of its property, and its text."""

    name: str
    value: str


class Profile(Contact):
    """A contact with all its records: `show`."""

    notes: list[Note]
    issues: list[Issue]
    reminders: list[Reminder]
    wins: list[Win]
    deals: list[Deal]
    feedback: list[Feedback]
    perks: list[Perk]
    brought: list[Person]
    value: Value
    also: list[KeptValue] = Field(description="What an import kept and did not understand.")
    tried: Tries | None = Field(description=TRIED)


class Company(BaseModel):
    """An organization: `show org:acme`."""

    organization: str = Field(description="Its name; of several, all names.")
    organizations: list[str] = Field(description="Each organization that is shown.")
    contacts: list[Contact]
    reminders: list[Reminder] = Field(description="The open reminders of all its people.")
    issues: list[Issue] = Field(description="The open issues of all its people.")
    deals: list[Deal] = Field(description="The open deals of all its people.")
    notes: list[Note]


# ── changes and errors ───────────────────────────────────────────────────────────────────


class Change(BaseModel):
    """The fields that every writing command adds to the record it prints."""

    created: bool
    batch: BatchCode | None = Field(description="The code for `crm undo`; null: no change.")


class Candidate(BaseModel):
    """A possible match."""

    id: str
    name: str
    about: str


class Failure(BaseModel):
    """The error."""

    code: int = Field(description="The exit code.")
    message: str
    hint: str | None = Field(description="What to do next.")
    candidates: list[Candidate]


class Error(BaseModel):
    """An error, printed on stderr."""

    error: Failure
