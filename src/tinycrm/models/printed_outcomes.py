"""The records of wins, deals and thanks that commands print with `--json`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from tinycrm.models.printed_values import (
    TRIED,
    ContactCode,
    DealCode,
    Money,
    NoteCode,
    Person,
    Tries,
    WinCode,
)


class Win(BaseModel):
    """Something that came: `win`, `won`."""

    id: WinCode
    contact: Person
    kind: Literal["sale", "renewal", "referral", "review", "praise", "returned"]
    text: str
    on: date = Field(description="Local date.")
    money: Money | None
    brought: Person | None = Field(description="Who the contact referred.")
    because: list[NoteCode] = Field(description="The notes that led to it, as you linked them.")
    deal: DealCode | None = Field(description="The deal that it was before.")


class Deal(BaseModel):
    """Something that may come: `deal`, `lost`."""

    id: DealCode
    contact: Person
    text: str
    state: Literal["open", "won", "lost"]
    on: date = Field(description="Local date it was opened.")
    until: date | None = Field(description="Local date to decide by.")
    money: Money | None
    lost: date | None = Field(description="Local date it was lost.")
    reason: str | None = Field(description="Why it was lost.")
    win: WinCode | None = Field(description="What it became.")
    snoozed_until: date | None


class Thanks(BaseModel):
    """Somebody to thank: for a person they brought, or for a present you received."""

    id: ContactCode
    row: WinCode | NoteCode = Field(description="What `done` and `snooze` take for this row.")
    contact: Person
    brought: Person | None = Field(description="Who they brought; null for a present.")
    text: str = Field(description="The words about a present.")
    on: date
    days: int = Field(description="Days from the date of the briefing; negative in the past.")
    tried: Tries | None = Field(description=TRIED)


class RippleNode(BaseModel):
    """A contact, a note or a win in a ripple."""

    id: ContactCode | NoteCode | WinCode
    kind: Literal["contact", "note", "win"]
    name: str = Field(description="The contact, the kind, or who a referral brought.")
    text: str
    on: date | None = Field(description="Local date; null for a contact.")
    money: Money | None = Field(description="The amount of a win alone.")
    value: list[Money] = Field(description="From here outward, each win counted once.")
    has_bought: bool


class Brought(BaseModel):
    """How many people somebody brought, and what came from them."""

    people: int
    value: list[Money]


class Bringer(BaseModel):
    """A contact who brought people: a node of `ripple` without WHO."""

    id: ContactCode
    name: str
    direct: Brought
    indirect: Brought = Field(description="Through the people they brought.")
    not_bought: list[str] = Field(description="Names of those brought who have not bought yet.")
    thanked: date | None = Field(description="Local date of the last thanks or gift.")
    last: date = Field(description="Local date of the last referral.")
    kind: Literal["contact"]


class RippleEdge(BaseModel):
    """One node leads to another."""

    start: str = Field(alias="from")
    end: str = Field(alias="to")


class Ripple(BaseModel):
    """What became of it: `ripple`. Without WHO the nodes are the contacts who brought people."""

    root: str | None
    nodes: list[RippleNode] | list[Bringer]
    edges: list[RippleEdge]
    total: list[Money] = Field(description="Each win counted once; currencies are never added.")
    people: int = Field(description="How many people were brought.")


class WhyStep(BaseModel):
    """A step of `why`, an array from the win back to the first small things."""

    id: ContactCode | NoteCode | WinCode
    kind: Literal["contact", "note", "win"]
    name: str
    text: str
    on: date | None
    money: Money | None
    leads_to: list[str] = Field(description="The next records towards the win.")
    linked: bool = Field(description="False: it was merely earlier, and counts nowhere.")
