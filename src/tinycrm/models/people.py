"""The tables of people: who they are, how to reach them, what to know about them."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import SQLModel

from tinycrm.models import columns as col
from tinycrm.models.columns import STRICT

_FOLDED = "The text as it is compared and searched; missing until our next write."


class Contact(SQLModel, table=True):
    """Someone the owner keeps in touch with."""

    __tablename__: ClassVar[str] = "contact"
    __table_args__ = (
        *col.is_said("uid", "name"),
        col.is_one_of("kind", "person", "organization", "group"),
        *col.is_rhythm(),
        *col.is_day("every_from_on", "last_touch_on", "snoozed_until"),
        col.is_flag("do_not_contact"),
        *col.is_instant("archived_at", "created_at", "updated_at"),
        sa.Index("contact_by_name", "folded"),
        sa.Index(  # all the morning asks for, so that it counts thousands without their rows
            "contact_by_rhythm", "every_unit", "every_n", "last_touch_on", "every_from_on",
            "archived_at", "do_not_contact", "snoozed_until",
            sqlite_where=sa.text("every_unit IS NOT NULL"),
        ),
        sa.Index("contact_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        STRICT,
    )  # fmt: skip

    id: int | None = col.key()
    uid: str = col.text("Travels with exports and never changes.", unique=True)
    kind: str = col.text("person, organization or group.", default="person")
    name: str = col.text("The name, letter for letter.")
    folded: str | None = col.maybe_text(_FOLDED)
    organization: str = col.text("Where they work.", default="")
    title: str = col.text("What they do there.", default="")
    folded_work: str | None = col.maybe_text("Organization and title, folded.")
    every_n: int | None = col.maybe_number("How many units long the wished rhythm is.")
    every_unit: str | None = col.maybe_text("The rhythm's unit: d, w, m or y.")
    every_from_on: str | None = col.maybe_text("Local day the rhythm counts from before any touch.")
    last_touch_on: str | None = col.maybe_text("Local day of the last touch; kept by triggers.")
    do_not_contact: int = col.number("1: never suggest getting in touch.", default=0)
    snoozed_until: str | None = col.maybe_text("Local day their own rows come back to the morning.")
    archived_at: str | None = col.maybe_text("UTC instant since when they are in no list.")
    created_at: str = col.text("UTC instant they were added.")
    updated_at: str = col.text("UTC instant of the last change by the owner.")


class ContactPoint(SQLModel, table=True):
    """A way to reach someone, or a place to find them."""

    __tablename__: ClassVar[str] = "contact_point"
    __table_args__ = (
        col.is_one_of("kind", "email", "phone", "url", "address", "handle"),
        *col.is_said("value", "normal"),
        sa.UniqueConstraint("contact_id", "kind", "normal"),
        sa.Index("contact_point_by_normal", "normal"),
        STRICT,
    )

    id: int | None = col.key()
    contact_id: int = col.link("contact", "Whose it is.")
    kind: str = col.text("email, phone, url, address or handle.")
    label: str = col.text("What they call it: mobile, office.", default="")
    value: str = col.text("As typed.")
    normal: str = col.text("As compared: lower case, or digits.")
    position: int = col.number("The order they are shown in.", default=0)


class Nickname(SQLModel, table=True):
    """Another name they answer to."""

    __tablename__: ClassVar[str] = "nickname"
    __table_args__ = (
        *col.is_said("name"),
        sa.UniqueConstraint("contact_id", "name"),
        sa.Index("nickname_by_name", "folded"),
        sa.Index("nickname_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        STRICT,
    )

    id: int | None = col.key()
    contact_id: int = col.link("contact", "Whose it is.")
    name: str = col.text("As typed.")
    folded: str | None = col.maybe_text(_FOLDED)


class Occasion(SQLModel, table=True):
    """A day that comes back every year: a birthday, an anniversary, customer since."""

    __tablename__: ClassVar[str] = "occasion"
    __table_args__ = (
        *col.is_said("label"),
        sa.CheckConstraint("month BETWEEN 1 AND 12", name="month_is_a_month"),
        sa.CheckConstraint(
            "day BETWEEN 1 AND CASE WHEN month = 2 THEN 29"
            " WHEN month IN (4, 6, 9, 11) THEN 30 ELSE 31 END",
            name="day_is_in_the_month",
        ),
        sa.CheckConstraint(
            "year IS NULL OR (year BETWEEN 1 AND 9999"
            " AND date(printf('%04d-%02d-%02d', year, month, day), '+0 days')"
            " = printf('%04d-%02d-%02d', year, month, day))",
            name="year_has_the_day",
        ),
        *col.is_day("closed_on"),
        sa.UniqueConstraint("contact_id", "label"),
        sa.Index("occasion_by_day", "month", "day"),
        STRICT,
    )

    id: int | None = col.key()
    contact_id: int = col.link("contact", "Whose day it is.")
    label: str = col.text("birthday, anniversary, or the owner's own word.")
    month: int = col.number("1 to 12.")
    day: int = col.number("1 to 31.")
    year: int | None = col.maybe_number("The first time, where it is known.")
    closed_on: str | None = col.maybe_text("Local day of the latest return that is dealt with.")


class Fact(SQLModel, table=True):
    """Something worth knowing about someone: coffee, children, the parking gate."""

    __tablename__: ClassVar[str] = "fact"
    __table_args__ = (
        *col.is_said("key", "value"),
        sa.UniqueConstraint("contact_id", "key"),
        sa.Index("fact_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        STRICT,
    )

    id: int | None = col.key()
    contact_id: int = col.link("contact", "Whom it is about.")
    key: str = col.text("What it is: coffee.")
    value: str = col.text("What it is like: flat white.")
    folded: str | None = col.maybe_text(_FOLDED)


class Tag(SQLModel, table=True):
    """A word that gathers people and notes."""

    __tablename__: ClassVar[str] = "tag"
    __table_args__ = (
        *col.is_said("name"),
        sa.Index("tag_by_name", "folded"),
        sa.Index("tag_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        STRICT,
    )

    id: int | None = col.key()
    name: str = col.text("As first typed.", unique=True)
    folded: str | None = col.maybe_text(_FOLDED)


class ContactTag(SQLModel, table=True):
    """Somebody carries a tag."""

    __tablename__: ClassVar[str] = "contact_tag"
    __table_args__ = (
        sa.UniqueConstraint("contact_id", "tag_id"),
        sa.Index("contact_tag_by_tag", "tag_id"),
        STRICT,
    )

    id: int | None = col.key()
    contact_id: int = col.link("contact", "Who.")
    tag_id: int = col.link("tag", "Which tag.")


class Extra(SQLModel, table=True):
    """What an import carried and nothing here models, kept so that an export gives it back."""

    __tablename__: ClassVar[str] = "extra"
    __table_args__ = (sa.Index("extra_by_contact", "contact_id"), STRICT)

    id: int | None = col.key()
    contact_id: int = col.link("contact", "Whose it is.")
    source: str = col.text("Where it came from: vcard.")
    key: str = col.text("The property, with its parameters.")
    value: str = col.text("Its value, untouched.")


class DistinctPair(SQLModel, table=True):
    """Two people who look alike and are not the same."""

    __tablename__: ClassVar[str] = "distinct_pair"
    __table_args__ = (
        sa.CheckConstraint("one_id < other_id", name="a_pair_is_ordered"),
        sa.UniqueConstraint("one_id", "other_id"),
        sa.Index("distinct_pair_by_other", "other_id"),
        STRICT,
    )

    id: int | None = col.key()
    one_id: int = col.link("contact", "The one with the smaller id.")
    other_id: int = col.link("contact", "The other one.")


class Segment(SQLModel, table=True):
    """A filter with a name."""

    __tablename__: ClassVar[str] = "segment"
    __table_args__ = (*col.is_said("name"), STRICT)

    id: int | None = col.key()
    name: str = col.text("As used after the @.", unique=True)
    filter: str = col.text("The filter, as `list` reads it.")


class ExternalKey(SQLModel, table=True):
    """A script's own id for a record, so that a retry makes nothing twice."""

    __tablename__: ClassVar[str] = "external_key"
    __table_args__ = (
        *col.is_said("key", "record"),
        sa.Index("external_key_by_record", "record"),
        STRICT,
    )

    id: int | None = col.key()
    key: str = col.text("The script's id.", unique=True)
    record: str = col.text("The code of our record: n44.")
