"""The tables of outcomes: wins and deals, feedback, perks, and what was asked."""

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
        sa.Index("win_by_day", "won_on", "kind", "contact_id", "currency", "amount_minor"),
        sa.Index(
            "win_referral",
            "won_on",
            "brought_id",
            "contact_id",
            sqlite_where=sa.text("brought_id IS NOT NULL"),
        ),
        sa.Index("win_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
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
    folded: str | None = col.maybe_text(col.FOLDED)


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


class Deal(SQLModel, table=True):
    """Something that may come. It is open, lost since a day, or won: then it has a win."""

    __tablename__: ClassVar[str] = "deal"
    __table_args__ = (
        *col.is_said("uid", "text"),
        sa.CheckConstraint("(amount_minor IS NULL) = (currency IS NULL)", name="money_is_whole"),
        sa.CheckConstraint("amount_minor >= 0", name="amount_is_not_negative"),
        sa.CheckConstraint("currency GLOB '[A-Z][A-Z][A-Z]'", name="currency_is_iso_4217"),
        *col.is_day("opened_on", "until_on", "lost_on", "snoozed_until"),
        sa.CheckConstraint("lost_on IS NULL OR win_id IS NULL", name="nothing_is_won_and_lost"),
        sa.CheckConstraint("reason = '' OR lost_on IS NOT NULL", name="a_reason_is_of_a_loss"),
        *col.is_instant("created_at"),
        sa.Index("deal_by_contact", "contact_id"),
        sa.Index(
            "deal_open",
            "until_on",
            "opened_on",
            sqlite_where=sa.text("win_id IS NULL AND lost_on IS NULL"),
        ),
        sa.Index("deal_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        STRICT,
    )

    id: int | None = col.key()
    uid: str = col.text("Stays the same in exports.", unique=True)
    contact_id: int = col.link("contact", "The contact it may come from.")
    text: str = col.text("What it is.")
    folded: str | None = col.maybe_text(col.FOLDED)
    amount_minor: int | None = col.maybe_number("Money in minor units of the currency (cents).")
    currency: str | None = col.maybe_text("ISO 4217: EUR.")
    opened_on: str = col.text("Local date.")
    until_on: str | None = col.maybe_text("Local date it should be decided by.")
    lost_on: str | None = col.maybe_text("Local date it was lost.")
    reason: str = col.text("Why it was lost.", default="")
    win_id: int | None = col.maybe_link(
        "win", "What it became; when that is deleted, the deal is open again.", unique=True
    )
    snoozed_until: str | None = col.maybe_text("Local date it returns to the briefing.")
    created_at: str = col.text("UTC instant it was added.")


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
        sa.Index("feedback_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        STRICT,
    )

    id: int | None = col.key()
    uid: str = col.text("Stays the same in exports.", unique=True)
    contact_id: int = col.link("contact", "The contact who gave it.")
    score: int | None = col.maybe_number("0 to 10.")
    text: str = col.text("Their words.", default="")
    given_on: str = col.text("Local date.")
    created_at: str = col.text("UTC instant it was added.")
    folded: str | None = col.maybe_text(col.FOLDED)


class Perk(SQLModel, table=True):
    """A small benefit given to a contact, used or not yet used."""

    __tablename__: ClassVar[str] = "perk"
    __table_args__ = (
        *col.is_said("uid", "text"),
        *col.is_day("until_on", "used_on", "snoozed_until"),
        *col.is_instant("created_at"),
        sa.Index("perk_by_contact", "contact_id"),
        sa.Index("perk_by_day", "until_on", sqlite_where=sa.text("used_on IS NULL")),
        sa.Index("perk_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
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
    folded: str | None = col.maybe_text(col.FOLDED)


class Ask(SQLModel, table=True):
    """A suggestion about a contact that was made, or put off, or is never to be made again."""

    __tablename__: ClassVar[str] = "ask"
    __table_args__ = (
        col.is_one_of("about", "care", "feedback", "referral", "rhythm"),
        *col.is_day("asked_on", "hidden_until"),
        col.is_flag("never"),
        sa.CheckConstraint("never = 0 OR hidden_until IS NULL", name="never_has_no_end"),
        sa.UniqueConstraint("contact_id", "about", "asked_on"),
        STRICT,
    )

    id: int | None = col.key()
    contact_id: int = col.link("contact", "The contact.")
    about: str = col.text("care, feedback, referral or rhythm.")
    asked_on: str = col.text("Local date.")
    hidden_until: str | None = col.maybe_text("Local date the suggestion may be made again.")
    never: int = col.number("1: never suggest this again.", default=0)
