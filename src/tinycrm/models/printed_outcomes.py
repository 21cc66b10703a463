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
    brought: Person | None = Field(description="Whom the contact referred.")
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
    brought: Person | None = Field(description="Whom they brought; null for a present.")
    text: str = Field(description="The words about a present.")
    on: date
    days: int = Field(description="Days from the date of the briefing; negative in the past.")
    tried: Tries | None = Field(description=TRIED)
