"""The tables of outcomes: wins, feedback, perks."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import SQLModel

from tinycrm.models import columns as col
from tinycrm.models.columns import STRICT


class Win(SQLModel, table=True):
    """A sale, a renewal, a referral, praise: a good outcome of a relationship."""

    __tablename__: ClassVar[str] = "win"
    __table_args__ = (
        *col.is_said("uid"),
        col.is_one_of("kind", "sale", "renewal", "referral", "review", "praise", "returned"),
        *col.is_day("won_on", "snoozed_until"),
        sa.CheckConstraint("(amount_minor IS NULL) = (currency IS NULL)", name="money_is_whole"),
        sa.CheckConstraint("currency GLOB '[A-Z][A-Z][A-Z]'", name="currency_is_iso_4217"),
        sa.CheckConstraint(
            "brought_id IS NULL OR kind = 'referral'", name="only_referrals_bring_someone"
        ),
        sa.CheckConstraint("brought_id <> contact_id", name="nobody_brings_themselves"),
        *col.is_instant("created_at"),
        sa.Index("win_by_contact", "contact_id", "won_on"),
        STRICT,
    )

    id: int | None = col.key()
    uid: str = col.text("Stays the same in exports.", unique=True)
    contact_id: int = col.link("contact", "The contact it came from.")
    kind: str = col.text("sale, renewal, referral, review, praise or returned.")
    text: str = col.text("What it was.", default="")
    won_on: str = col.text("Local date.")
    amount_minor: int | None = col.maybe_number("Money in minor units of the currency (cents).")
    currency: str | None = col.maybe_text("ISO 4217: EUR.")
    brought_id: int | None = col.maybe_link(
        "contact", "The contact they referred; the only record of a referral.", unique=True
    )
    created_at: str = col.text("UTC instant it was added.")
    snoozed_until: str | None = col.maybe_text("Local date its thank-you returns to the briefing.")


class WinCause(SQLModel, table=True):
    """A note (a gesture) that led to a win, as the user recorded it."""

    __tablename__: ClassVar[str] = "win_cause"
    __table_args__ = (
        sa.UniqueConstraint("win_id", "note_id"),
        sa.Index("win_cause_by_note", "note_id"),
        STRICT,
    )

    id: int | None = col.key()
    win_id: int = col.link("win", "The win.")
    note_id: int = col.link("note", "The gesture.")


class Feedback(SQLModel, table=True):
    """Feedback from a contact: a score, text, or both."""

    __tablename__: ClassVar[str] = "feedback"
    __table_args__ = (
        *col.is_said("uid"),
        sa.CheckConstraint("score BETWEEN 0 AND 10", name="score_is_0_to_10"),
        sa.CheckConstraint(
            "score IS NOT NULL OR trim(text) <> ''", name="an_answer_says_something"
        ),
        *col.is_day("given_on"),
        *col.is_instant("created_at"),
        sa.Index("feedback_by_contact", "contact_id", "given_on"),
        STRICT,
    )

    id: int | None = col.key()
    uid: str = col.text("Stays the same in exports.", unique=True)
    contact_id: int = col.link("contact", "The contact who gave it.")
    score: int | None = col.maybe_number("0 to 10.")
    text: str = col.text("Their words.", default="")
    given_on: str = col.text("Local date.")
    created_at: str = col.text("UTC instant it was added.")


class Perk(SQLModel, table=True):
    """A small benefit given to a contact, used or not yet used."""

    __tablename__: ClassVar[str] = "perk"
    __table_args__ = (
        *col.is_said("uid", "text"),
        *col.is_day("until_on", "used_on", "snoozed_until"),
        *col.is_instant("created_at"),
        sa.Index("perk_by_contact", "contact_id"),
        sa.Index("perk_by_day", "until_on", sqlite_where=sa.text("used_on IS NULL")),
        STRICT,
    )

    id: int | None = col.key()
    uid: str = col.text("Stays the same in exports.", unique=True)
    contact_id: int = col.link("contact", "The contact who has it.")
    text: str = col.text("What it is.")
    until_on: str | None = col.maybe_text("Local date it expires.")
    used_on: str | None = col.maybe_text("Local date it was used.")
    snoozed_until: str | None = col.maybe_text("Local date it returns to the briefing.")
    created_at: str = col.text("UTC instant it was added.")
