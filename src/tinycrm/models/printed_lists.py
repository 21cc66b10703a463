"""What the lists that are no records of one kind print with `--json`, and `undo` and `redo`."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from tinycrm.models.printed import Issue
from tinycrm.models.printed_values import BatchCode, Instant, Person


class Hit(BaseModel):
    """A record with the words that were searched: each element of `search`."""

    id: str
    about: str = Field(description="contact, note, reminder, issue, win, deal, feedback or perk.")
    contacts: list[Person]
    text: str
    on: date | None
    archived: bool = Field(description="All its contacts are archived.")


class DuplicatePair(BaseModel):
    """Two contacts who may be the same: each element of `dupes`."""

    one: Person
    other: Person
    reason: str
    because: str = Field(description="The reason in words.")
    weaker: bool = Field(description="Something speaks against it.")


class DeletedFilter(BaseModel):
    """A saved filter that was deleted: `list --unsave`."""

    name: str
    words: list[str]
    used_by: list[str] = Field(description="Saved filters that still have it in their words.")
    batch: BatchCode


class CommonIssue(BaseModel):
    """Issues of several people about the same thing: each element of `issue --common`."""

    text: str
    people: list[Person]
    issues: list[Issue]


class ChangedRow(BaseModel):
    """A row that a batch changed."""

    record: str
    operation: str
    fields: dict[str, dict[str, Any]] = Field(description="By name: `before` and `after`.")


class HistoryEntry(BaseModel):
    """The changes of one command: each element of `history` and `undo --list`."""

    id: BatchCode
    made_at: Instant
    door: str = Field(description="The program that made it: cli, tui, a script's name.")
    by_hand: bool
    label: str
    undone: bool
    undoes: BatchCode | None
    changes: list[ChangedRow]


class Undone(BaseModel):
    """What `undo` and `redo` did."""

    undone: BatchCode
    label: str
    batch: BatchCode | None
    left_alone: list[BatchCode] = Field(description="Newer changes by scripts.")
