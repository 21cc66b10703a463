"""What `import`, `backup`, `restore`, `forget` and the commands of upkeep print with `--json`.

The same promise as for the records: fields may be added, never renamed or removed.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from tinycrm.models.printed_values import BatchCode, ContactCode, Instant

_Count = Annotated[int, Field(ge=0)]
_Files = list[str]

# ── in ───────────────────────────────────────────────────────────────────────────────────


class SkippedCard(BaseModel):
    """A card, row or record that an import skipped."""

    file: str
    line: int = Field(description="Where it begins.")
    reason: str


class UnreadValue(BaseModel):
    """A value that an import did not understand and kept."""

    file: str
    line: int
    name: str = Field(description="Its property or column.")
    value: str


class SourceRemark(BaseModel):
    """What an import read with a doubt."""

    file: str
    line: int
    text: str


class FilledContact(BaseModel):
    """A contact that an import filled in."""

    id: ContactCode
    name: str
    card: str = Field(description="The name on the card.")
    fields: list[str]


class ImportReport(BaseModel):
    """What an import did, or with --dry-run would do: `import`."""

    total: _Count = Field(description="Cards, rows or records: new, updated, unchanged, skipped.")
    new: _Count
    updated: _Count
    unchanged: _Count
    skipped: list[SkippedCard]
    ids: list[ContactCode] = Field(description="The new contacts.")
    batch: BatchCode | None
    not_understood: list[UnreadValue] = Field(description="The first of them.")
    not_understood_count: _Count
    remarks: list[SourceRemark]
    changes: list[FilledContact]
    made: dict[str, int] = Field(description="How many records are new, by kind.")
    notices: list[str]


# ── out and back ─────────────────────────────────────────────────────────────────────────


class MadeBackup(BaseModel):
    """A backup that was made: `backup`."""

    file: str
    bytes: _Count
    people: _Count
    notes: _Count
    changed: Instant | None = Field(description="The last change in it; null for none.")
    also: str | None = Field(description="A copy that is not encrypted.")
    unread: _Files = Field(description="Files that could not be read and are not in it.")


class RestorableBackup(BaseModel):
    """A backup: each element of `restore` without FILE, newest first."""

    file: str
    made: Instant
    why: str
    bytes: _Count


class Restored(BaseModel):
    """What was restored: `restore FILE`."""

    restored: str = Field(description="The backup, as it was typed.")
    people: _Count
    notes: _Count
    set_aside: str | None = Field(description="The store as it was before.")


# ── gone ─────────────────────────────────────────────────────────────────────────────────


class Forgotten(BaseModel):
    """Who was permanently deleted, and where the name still is: `forget`."""

    id: ContactCode
    forgotten: Literal[True]
    created: Literal[False]
    batch: None = Field(description="It cannot be undone.")
    copies: _Files = Field(description="Backups in which they still are.")
    unread: _Files = Field(description="Backups that could not be read.")
    named: list[str] = Field(description="Records of other people that have the name.")
    named_before: list[str] = Field(description="Records that have it in their history.")
    filters: list[str] = Field(description="Saved filters with a word of the name.")
    drafts: _Files
    files: _Files = Field(description="Other files that have the name.")


# ── upkeep ───────────────────────────────────────────────────────────────────────────────


class Setting(BaseModel):
    """A setting."""

    name: str
    value: Any
    default: Any
    source: str | None = Field(description="File and line; null for the default.")
    about: str


class Settings(BaseModel):
    """The settings: `config`."""

    file: str
    settings: list[Setting]
    problems: list[str]


class Check(BaseModel):
    """A line of the doctor."""

    check: str
    state: Literal["ok", "warn", "fail"]
    text: str
    hint: str | None
    can_fix: bool
    fixed: str | None = Field(description="What --fix did.")


class Examination(BaseModel):
    """What the doctor found: `doctor`."""

    state: Literal["ok", "warn", "fail"] = Field(description="The worst of all checks.")
    checks: list[Check]


class Places(BaseModel):
    """Where the files are: `where`."""

    store: str
    config: str
    backups: str
    hooks: str
