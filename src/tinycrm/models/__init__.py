"""The schema of the store: every table as a SQLModel class, each column with a description.

Also the typed, read-only interface for Python (`tinycrm.session()`). Importing a table takes
ten times as long as a command may take, so no command does it: tables are imported on first
access, and `models.incoming`, which checks input, does not need them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tinycrm.models.tables import (
        TABLES,
        Ask,
        Batch,
        Card,
        Change,
        Contact,
        ContactPoint,
        ContactTag,
        Deal,
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
        Relation,
        Reminder,
        Rhythm,
        Segment,
        Tag,
        Win,
        WinCause,
    )

__all__ = [
    "TABLES", "Ask", "Batch", "Card", "Change", "Contact", "ContactPoint", "ContactTag", "Deal",
    "DistinctPair", "ExternalKey", "Extra", "Fact", "Feedback", "Issue", "Nickname", "Note",
    "NoteContact", "NoteIssue", "NoteTag", "Occasion", "Perk", "Relation", "Reminder", "Rhythm",
    "Segment", "Tag", "Win", "WinCause",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a table, or TABLES, on first access."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("tinycrm.models.tables"), name)
