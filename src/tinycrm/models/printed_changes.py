"""What some writing commands add to the records that they print with `--json`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from tinycrm.models.printed import Change, Failure, Reminder
from tinycrm.models.printed_values import BatchCode, ContactCode, NoteCode, Person


class LoggedNote(Change):
    """What `log` adds to a note."""

    kind_by: str | None = Field(description="The words that its kind was read from.")


class RowChange(Change):
    """What `done`, `snooze` and `mention` add to the record of a row of today."""

    row: str = Field(description="The code of the row: `o7`, `r12`, `c28`, `w9`.")
    logged: NoteCode | None = Field(description="The note that was logged.")
    successor: Reminder | None = Field(description="The next reminder of one that repeats.")
    snoozed_until: date | None = Field(
        default=None, description="Only of a record that has this field, or of a snoozed row."
    )


class Removed(Change):
    """What `rm` adds to a record; of an occasion there is only the code."""

    id: str
    deleted: Literal[True]


class Merged(Change):
    """What `merge` adds to the contact that is kept."""

    merged: ContactCode = Field(description="The one that was merged into it.")


class Parted(Change):
    """Two contacts who are not the same: `dupes --distinct`."""

    one: Person
    other: Person


class LineResult(BaseModel):
    """What became of a line of `add -` or `log -`."""

    line: Annotated[int, Field(ge=1)]
    id: str | None = Field(description="Null if the line failed.")
    created: bool
    batch: BatchCode | None
    error: Failure | None
