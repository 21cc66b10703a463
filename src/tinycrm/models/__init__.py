"""The definition of the store: every table as a SQLModel class, each column with its sentence.

Also the typed, read-only door for Python (`tinycrm.session()`). Importing a table costs ten
times what a command may cost, so no command does; they come when they are asked for, and
`models.records`, which checks what comes in, goes without them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tinycrm.models.tables import (
        TABLES,
        Batch,
        Change,
        Contact,
        ContactPoint,
        ContactTag,
        DistinctPair,
        ExternalKey,
        Extra,
        Fact,
        Feedback,
        Issue,
        Nickname,
        Note,
        NoteContact,
        NoteIssue,
        NoteTag,
        Occasion,
        Perk,
        Reminder,
        Segment,
        Tag,
        Win,
        WinCause,
    )

__all__ = [
    "TABLES", "Batch", "Change", "Contact", "ContactPoint", "ContactTag", "DistinctPair",
    "ExternalKey", "Extra", "Fact", "Feedback", "Issue", "Nickname", "Note", "NoteContact",
    "NoteIssue", "NoteTag", "Occasion", "Perk", "Reminder", "Segment", "Tag", "Win", "WinCause",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Return a table, or TABLES, when somebody asks for it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("tinycrm.models.tables"), name)
