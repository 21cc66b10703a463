"""The tables of what happened and what to do: notes, reminders, issues."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import SQLModel

from tinycrm.models import columns as col
from tinycrm.models.columns import STRICT
from tinycrm.rules import KINDS


class Note(SQLModel, table=True):
    """Something that happened with one or several contacts."""

    __tablename__: ClassVar[str] = "note"
    __table_args__ = (
        *col.is_said("uid"),
        col.is_one_of("kind", *KINDS),
        col.is_one_of("direction", "in", "out"),
        *col.is_day("happened_on"),
        *col.is_time("happened_time"),
        sa.CheckConstraint("mood BETWEEN -2 AND 2", name="mood_is_a_mood"),
        *col.is_instant("created_at"),
        *col.is_day("snoozed_until"),
        sa.Index("note_by_day", "happened_on", "kind", "direction", "happened_time"),
        sa.Index(
            "note_attempt", "id", "happened_on", "happened_time",
            sqlite_where=sa.text("kind = 'attempt'"),
        ),
        sa.Index("note_with_mood", "happened_on", sqlite_where=sa.text("mood IS NOT NULL")),
        sa.Index(
            "note_received", "happened_on",
            sqlite_where=sa.text("kind = 'gift' AND direction = 'in'"),
        ),
        sa.Index("note_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        STRICT,
    )  # fmt: skip

    id: int | None = col.key()
    uid: str = col.text("Stays the same in exports.", unique=True)
    kind: str = col.text(
        "call, meeting, gift …; `attempt` and `note` do not count as being in touch."
    )
    direction: str | None = col.maybe_text("in: from them; out: from us.")
    happened_on: str = col.text("Local date.")
    happened_time: str | None = col.maybe_text("Local time of day.")
    body: str = col.text("The text; may be empty.", default="")
    folded: str | None = col.maybe_text(col.FOLDED)
    mood: int | None = col.maybe_number("Their mood as the user saw it, -2 to 2.")
    created_at: str = col.text("UTC instant it was added.")
    snoozed_until: str | None = col.maybe_text(
        "Local date the thank-you for a present returns to the briefing."
    )


class NoteContact(SQLModel, table=True):
    """A contact that a note is about. A note without contacts is deleted."""

    __tablename__: ClassVar[str] = "note_contact"
    __table_args__ = (
        sa.UniqueConstraint("contact_id", "note_id"),
        sa.Index("note_contact_by_note", "note_id", "contact_id"),
        STRICT,
    )

    id: int | None = col.key()
    note_id: int = col.link("note", "The note.")
    contact_id: int = col.link("contact", "The contact.")


class NoteTag(SQLModel, table=True):
    """A tag of a note."""

    __tablename__: ClassVar[str] = "note_tag"
    __table_args__ = (
        sa.UniqueConstraint("note_id", "tag_id"),
        sa.Index("note_tag_by_tag", "tag_id"),
        STRICT,
    )

    id: int | None = col.key()
    note_id: int = col.link("note", "The note.")
    tag_id: int = col.link("tag", "The tag.")


class Reminder(SQLModel, table=True):
    """Something to do on a date, about a contact or for the user."""

    __tablename__: ClassVar[str] = "reminder"
    __table_args__ = (
        *col.is_said("uid", "text"),
        *col.is_day("due_on", "snoozed_until"),
        *col.is_time("due_time"),
        *col.is_cadence(),
        col.is_flag("fixed"),
        *col.is_instant("done_at", "created_at"),
        sa.CheckConstraint(
            "every_on GLOB '[0-3][0-9]' AND CAST(every_on AS INTEGER) BETWEEN 1 AND 31"
            " OR substr(every_on, 1, 1) IN ('1', '2', '3', '4', 'L') AND substr(every_on, 2)"
            " IN ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')",
            name="every_on_is_known",
        ),
        sa.Index("reminder_by_day", "due_on", sqlite_where=sa.text("done_at IS NULL")),
        sa.Index("reminder_by_contact", "contact_id"),
        sa.Index("reminder_by_note", "note_id"),
        sa.Index("reminder_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        STRICT,
    )

    id: int | None = col.key()
    uid: str = col.text("Stays the same in exports.", unique=True)
    contact_id: int | None = col.maybe_link(
        "contact", "The contact it is about; NULL: for the user.", ondelete="CASCADE"
    )
    note_id: int | None = col.maybe_link("note", "The note it was made from.")
    follows_id: int | None = col.maybe_link(
        "reminder", "The reminder it repeats; each is repeated at most once.", unique=True
    )
    text: str = col.text("What to do.")
    folded: str | None = col.maybe_text(col.FOLDED)
    due_on: str = col.text("Local date.")
    due_time: str | None = col.maybe_text("Local time of day.")
    every_n: int | None = col.maybe_number("After how many units it repeats.")
    every_unit: str | None = col.maybe_text("d, w, m or y.")
    fixed: int = col.number("1: repeats from the date due, not from the date done.", default=0)
    snoozed_until: str | None = col.maybe_text("Local date it returns to the briefing.")
    done_at: str | None = col.maybe_text("UTC instant it was done.")
    created_at: str = col.text("UTC instant it was added.")
    every_on: str | None = col.maybe_text(
        "The day a monthly or yearly one keeps: 01 to 31 (31 is the last), or 2tue, Lfri."
    )


class Issue(SQLModel, table=True):
    """A problem a contact had, to be mentioned the next time they are in touch."""

    __tablename__: ClassVar[str] = "issue"
    __table_args__ = (
        *col.is_said("uid", "text"),
        *col.is_day("opened_on", "resolved_on", "mentioned_on", "snoozed_until"),
        sa.CheckConstraint(
            "resolution = '' OR resolved_on IS NOT NULL", name="a_resolution_has_a_day"
        ),
        *col.is_instant("created_at"),
        sa.Index("issue_by_contact", "contact_id", "opened_on"),
        sa.Index("issue_open", "opened_on", sqlite_where=sa.text("resolved_on IS NULL")),
        sa.Index(
            "issue_unmentioned", "resolved_on",
            sqlite_where=sa.text("resolved_on IS NOT NULL AND mentioned_on IS NULL"),
        ),
        sa.Index("issue_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        STRICT,
    )  # fmt: skip

    id: int | None = col.key()
    uid: str = col.text("Stays the same in exports.", unique=True)
    contact_id: int = col.link("contact", "The contact who had it.")
    text: str = col.text("What went wrong.")
    folded: str | None = col.maybe_text(col.FOLDED)
    opened_on: str = col.text("Local date.")
    resolved_on: str | None = col.maybe_text("Local date.")
    resolution: str = col.text("How it was resolved.", default="")
    mentioned_on: str | None = col.maybe_text("Local date the user last mentioned it.")
    snoozed_until: str | None = col.maybe_text("Local date it returns to the briefing.")
    created_at: str = col.text("UTC instant it was added.")


class NoteIssue(SQLModel, table=True):
    """A note in which an issue was mentioned."""

    __tablename__: ClassVar[str] = "note_issue"
    __table_args__ = (
        sa.UniqueConstraint("note_id", "issue_id"),
        sa.Index("note_issue_by_issue", "issue_id"),
        STRICT,
    )

    id: int | None = col.key()
    note_id: int = col.link("note", "The note.")
    issue_id: int = col.link("issue", "The issue.")
