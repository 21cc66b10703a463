"""The records that commands print with `--json`.

A promise to scripts: fields may be added, never renamed or removed; a missing value is null.
`tinycrm.services` returns plain values with the same names; a test compares the two.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

ContactCode = Annotated[str, Field(pattern=r"^c[1-9]\d*$")]
NoteCode = Annotated[str, Field(pattern=r"^n[1-9]\d*$")]
ReminderCode = Annotated[str, Field(pattern=r"^r[1-9]\d*$")]
IssueCode = Annotated[str, Field(pattern=r"^i[1-9]\d*$")]
OccasionCode = Annotated[str, Field(pattern=r"^o[1-9]\d*$")]
FeedbackCode = Annotated[str, Field(pattern=r"^f[1-9]\d*$")]
PerkCode = Annotated[str, Field(pattern=r"^p[1-9]\d*$")]
BatchCode = Annotated[str, Field(pattern=r"^b[1-9]\d*$")]
YearlyDay = Annotated[str, Field(pattern=r"^(\d{4}|-)-\d\d-\d\d$")]
Every = Annotated[str, Field(pattern=r"^[1-9]\d*[dwmy]$")]
KeptDay = Annotated[str, Field(pattern=r"^(0[1-9]|[12]\d|3[01]|[1-4L][a-z]{3})$")]
Instant = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
Moment = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d( \d\d:\d\d)?$")]
Time = Annotated[str, Field(pattern=r"^\d\d:\d\d$")]


class Labelled(BaseModel):
    """An e-mail address, a phone number or another contact point, with its label."""

    value: str
    label: str | None


class Occasion(BaseModel):
    """A contact's date that repeats every year."""

    id: OccasionCode
    label: str
    day: YearlyDay


class Related(BaseModel):
    """What somebody is to a contact: `spouse`, `boss`, `muse of`."""

    label: str
    id: ContactCode | None = Field(description="Null while the name is no known contact's.")
    name: str


class Person(BaseModel):
    """A contact in short form, as part of other records."""

    id: ContactCode
    name: str
    nicknames: list[str]
    emails: list[Labelled]
    phones: list[Labelled]
    tags: list[str]


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
    at: Moment = Field(description="Local date, with the time if it is known.")
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


class Tries(BaseModel):
    """Attempts since you were last in touch: nobody answered."""

    times: Annotated[int, Field(ge=1)]
    on: date = Field(description="Local date of the last one.")


TRIED = "Attempts since you were last in touch; null for none."


class Profile(Contact):
    """A contact with all its records: `show`."""

    notes: list[Note]
    issues: list[Issue]
    reminders: list[Reminder]
    wins: list[dict[str, Any]]
    feedback: list[dict[str, Any]]
    perks: list[dict[str, Any]]
    brought: list[Person]
    value: dict[str, list[Any]]
    also: list[KeptValue] = Field(description="What an import kept and did not understand.")
    tried: Tries | None = Field(description=TRIED)


class Company(BaseModel):
    """An organization: `show org:acme`."""

    organization: str = Field(description="Its name; of several, all names.")
    organizations: list[str] = Field(description="Each organization that is shown.")
    contacts: list[Contact]
    reminders: list[Reminder] = Field(description="The open reminders of all its people.")
    issues: list[Issue] = Field(description="The open issues of all its people.")
    deals: list[dict[str, Any]]
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
    candidates: list[Candidate]


class Error(BaseModel):
    """An error, printed on stderr."""

    error: Failure
