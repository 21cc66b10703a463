"""Every table of the store, as its class."""

from __future__ import annotations

from tinycrm.models.activity import Issue, Note, NoteContact, NoteIssue, NoteTag, Reminder
from tinycrm.models.derived import Rhythm
from tinycrm.models.journal_tables import Batch, Change
from tinycrm.models.origins import Card, ExternalKey, Extra
from tinycrm.models.outcomes import Ask, Deal, Feedback, Perk, Win, WinCause
from tinycrm.models.people import (
    Contact,
    ContactPoint,
    ContactTag,
    DistinctPair,
    Fact,
    Nickname,
    Occasion,
    Relation,
    Segment,
    Tag,
)  # fmt: skip

TABLES = (
    Contact, ContactPoint, Nickname, Occasion, Fact, Tag, ContactTag,
    Note, NoteContact, NoteTag, Reminder, Issue, NoteIssue,
    Win, WinCause, Deal, Feedback, Perk, Ask, Segment, DistinctPair, Relation,
    ExternalKey, Extra, Card,
    Rhythm, Change, Batch,
)  # fmt: skip
"""In dependency order: a table comes after those that it references."""

__all__ = [
    "TABLES", "Ask", "Batch", "Card", "Change", "Contact", "ContactPoint", "ContactTag", "Deal",
    "DistinctPair", "ExternalKey", "Extra", "Fact", "Feedback", "Issue", "Nickname", "Note",
    "NoteContact", "NoteIssue", "NoteTag", "Occasion", "Perk", "Relation", "Reminder", "Rhythm",
    "Segment", "Tag", "Win", "WinCause",
]  # fmt: skip
