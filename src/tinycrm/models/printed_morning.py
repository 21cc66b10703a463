"""The briefing that `crm today --json` prints; the same promise as for the records."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from tinycrm.models.printed_outcomes import Thanks
from tinycrm.models.printed_values import (
    TRIED,
    ContactCode,
    DealCode,
    Every,
    IssueCode,
    Money,
    NoteCode,
    OccasionCode,
    PerkCode,
    Person,
    ReminderCode,
    Time,
    Tries,
)

_DAYS = "Days from `date`; negative in the past."


class Glance(BaseModel):
    """A note in short form."""

    id: NoteCode
    kind: str
    on: date
    text: str


class Birthday(BaseModel):
    """An occasion in the briefing."""

    id: ContactCode
    row: OccasionCode = Field(description="What `done` and `snooze` take for this row.")
    contact: Person
    label: str
    on: date
    days: int = Field(description=_DAYS)
    turns: int | None
    facts: dict[str, str]
    last_gesture: Glance | None
    greeted: bool = Field(description="Done; no longer counted.")
    tried: Tries | None = Field(description=TRIED)


class FollowUp(BaseModel):
    """A reminder, or a contact to get in touch with, due now or soon."""

    id: ReminderCode | ContactCode | DealCode
    row: ReminderCode | ContactCode | DealCode = Field(description="The same as `id`.")
    contact: Person | None
    reason: Literal["reminder", "cadence", "deal"]
    text: str
    on: date
    days: int = Field(description=_DAYS)
    every: Every | None
    last_touch: date | None
    last_note: Glance | None = Field(description="The newest note that is no attempt.")
    time: Time | None = Field(description="The time of a reminder.")
    overdue: float | None = Field(
        description="How late a cadence is, in its intervals: 16 days of 1w are 2.3; null in time."
    )
    money: Money | None = Field(description="The value of a deal.")
    tried: Tries | None = Field(description=TRIED)
    until: date | None = Field(description="The day of a deal; `on` may be earlier.")


class Mention(BaseModel):
    """An issue to mention."""

    id: IssueCode
    row: IssueCode = Field(description="The same as `id`.")
    contact: Person
    text: str
    state: Literal["open", "resolved"]
    on: date
    days: int = Field(description=_DAYS)
    resolved: date | None
    resolution: str | None
    mentioned: date | None
    times: int = Field(description="How many issues they had in the last 365 days.")
    repeated: bool
    say: str = Field(description="A suggested opening sentence.")
    tried: Tries | None = Field(description=TRIED)


class EndingPerk(BaseModel):
    """A perk that ends within two weeks."""

    id: PerkCode
    row: PerkCode = Field(description="The same as `id`.")
    contact: Person
    text: str
    until: date
    days: int = Field(description=_DAYS)


class SmallThing(BaseModel):
    """The one small thing of a quiet day."""

    id: ContactCode
    row: ContactCode = Field(description="The same as `id`.")
    contact: Person
    reason: str
    text: str
    record: NoteCode = Field(description="The record that the reason comes from.")
    on: date = Field(description="Local date of the last touch.")
    days: int = Field(description=_DAYS)
    usually: Every = Field(description="The cadence nearest to their rhythm.")
    last_note: Glance
    held_back: int = Field(description="How many are left out: do not contact, put aside.")


class Counts(BaseModel):
    """How many of each are due."""

    birthdays: int
    follow_ups: int
    issues: int
    thanks: int
    perks: int
    upcoming: int


class Next(BaseModel):
    """The next date with something due."""

    on: date
    text: str


class Morning(BaseModel):
    """The briefing: `today`."""

    version: Literal[1] = Field(alias="schema")
    date: date
    due: bool = Field(description="Whether something is due today.")
    counts: Counts
    birthdays: list[Birthday]
    follow_ups: list[FollowUp]
    issues: list[Mention]
    thanks: list[Thanks]
    perks: list[EndingPerk]
    upcoming: list[FollowUp]
    suggestion: SmallThing | None
    next: Next | None
