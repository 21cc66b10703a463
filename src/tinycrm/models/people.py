"""The tables of people: who they are, how to reach them, what to know about them."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import SQLModel

from tinycrm.models import columns as col
from tinycrm.models.columns import STRICT

_FOLDED = "The text in the form used to compare and search; NULL until tinycrm writes next."


class Contact(SQLModel, table=True):
    """A person, organization or group that the user keeps in touch with."""

    __tablename__: ClassVar[str] = "contact"
    __table_args__ = (
        *col.is_said("uid", "name"),
        col.is_one_of("kind", "person", "organization", "group"),
        *col.is_cadence(),
        *col.is_day("every_from_on", "last_touch_on", "snoozed_until"),
        col.is_flag("do_not_contact"),
        *col.is_instant("archived_at", "created_at", "updated_at"),
        sa.Index("contact_by_name", "folded"),
        sa.Index(  # covers the query of the briefing, which counts thousands from the index alone
            "contact_by_rhythm", "every_unit", "every_n", "last_touch_on", "every_from_on",
            "archived_at", "do_not_contact", "snoozed_until",
            sqlite_where=sa.text("every_unit IS NOT NULL"),
        ),
        sa.Index("contact_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        sa.Index(  # counts those that a query of the briefing leaves out, without their rows
            "contact_aside", "archived_at", "do_not_contact", "snoozed_until",
            sqlite_where=sa.text(
                "archived_at IS NOT NULL OR do_not_contact = 1 OR snoozed_until IS NOT NULL"
            ),
        ),
        sa.Index("contact_by_touch", sa.text("last_touch_on DESC")),
        STRICT,
    )  # fmt: skip

    id: int | None = col.key()
    uid: str = col.text("Stays the same in exports and never changes.", unique=True)
    kind: str = col.text("person, organization or group.", default="person")
    name: str = col.text("The name as typed.")
    folded: str | None = col.maybe_text(_FOLDED)
    organization: str = col.text("Where they work.", default="")
    title: str = col.text("Their job title.", default="")
    folded_work: str | None = col.maybe_text("Organization and title, folded.")
    every_n: int | None = col.maybe_number("The cadence: how many units.")
    every_unit: str | None = col.maybe_text("The cadence's unit: d, w, m or y.")
    every_from_on: str | None = col.maybe_text("Local date it starts, until they were in touch.")
    last_touch_on: str | None = col.maybe_text("Local date last in touch; kept by triggers.")
    do_not_contact: int = col.number("1: never suggest getting in touch.", default=0)
    snoozed_until: str | None = col.maybe_text("Local date their cadence returns to the briefing.")
    archived_at: str | None = col.maybe_text("UTC instant they were archived: in no list since.")
    created_at: str = col.text("UTC instant they were added.")
    updated_at: str = col.text("UTC instant of the last change by the user.")


class ContactPoint(SQLModel, table=True):
    """A way to reach or find a contact: an e-mail address, a phone number, a page."""

    __tablename__: ClassVar[str] = "contact_point"
    __table_args__ = (
        col.is_one_of("kind", "email", "phone", "url", "address", "handle"),
        *col.is_said("value", "normal"),
        sa.UniqueConstraint("contact_id", "kind", "normal"),
        sa.Index("contact_point_by_normal", "normal"),
        sa.Index(  # two written forms of one number have the same last seven digits
            "contact_point_by_number", sa.text("substr(normal, -7)"),
            sqlite_where=sa.text("kind = 'phone' AND length(normal) > 6"),
        ),
        sa.Index("contact_point_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        STRICT,
    )  # fmt: skip

    id: int | None = col.key()
    contact_id: int = col.link("contact", "The contact.")
    kind: str = col.text("email, phone, url, address or handle.")
    label: str = col.text("A label: mobile, office.", default="")
    value: str = col.text("As typed.")
    normal: str = col.text("The form used to compare: lower case, or digits.")
    position: int = col.number("Its place in the list.", default=0)
    folded: str | None = col.maybe_text(_FOLDED)


class Nickname(SQLModel, table=True):
    """Another name of a contact."""

    __tablename__: ClassVar[str] = "nickname"
    __table_args__ = (
        *col.is_said("name"),
        sa.UniqueConstraint("contact_id", "name"),
        sa.Index("nickname_by_name", "folded"),
        sa.Index("nickname_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        STRICT,
    )

    id: int | None = col.key()
    contact_id: int = col.link("contact", "The contact.")
    name: str = col.text("As typed.")
    folded: str | None = col.maybe_text(_FOLDED)


class Occasion(SQLModel, table=True):
    """A date that repeats every year: a birthday, an anniversary, customer since."""

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
        *col.is_day("closed_on", "snoozed_until"),
        sa.Index(
            "occasion_once", "contact_id", "label", "month", "day", sa.text("coalesce(year, 0)"),
            unique=True,
        ),
        sa.Index(
            "occasion_one_birthday", "contact_id",
            unique=True, sqlite_where=sa.text("label = 'birthday'"),
        ),
        sa.Index(  # covers the query that counts a window of days
            "occasion_by_day", "month", "day", "year", "closed_on", "snoozed_until", "contact_id"
        ),
        sa.Index("occasion_by_label", "label", sqlite_where=sa.text("label <> 'birthday'")),
        STRICT,
    )  # fmt: skip

    id: int | None = col.key()
    contact_id: int = col.link("contact", "The contact.")
    label: str = col.text("birthday, anniversary, or the user's own label.")
    month: int = col.number("1 to 12.")
    day: int = col.number("1 to 31.")
    year: int | None = col.maybe_number("The year of the first time; NULL if unknown.")
    closed_on: str | None = col.maybe_text("Local date of the latest occurrence that is done.")
    snoozed_until: str | None = col.maybe_text("Local date it returns to the briefing.")


class Fact(SQLModel, table=True):
    """Something worth knowing about a contact: coffee, children, the parking gate."""

    __tablename__: ClassVar[str] = "fact"
    __table_args__ = (
        *col.is_said("key", "value"),
        sa.UniqueConstraint("contact_id", "key"),
        sa.Index("fact_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        STRICT,
    )

    id: int | None = col.key()
    contact_id: int = col.link("contact", "The contact it is about.")
    key: str = col.text("The key: coffee.")
    value: str = col.text("The value: flat white.")
    folded: str | None = col.maybe_text(_FOLDED)


class Tag(SQLModel, table=True):
    """A label to group contacts and notes by."""

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
    """A tag of a contact."""

    __tablename__: ClassVar[str] = "contact_tag"
    __table_args__ = (
        sa.UniqueConstraint("contact_id", "tag_id"),
        sa.Index("contact_tag_by_tag", "tag_id"),
        STRICT,
    )

    id: int | None = col.key()
    contact_id: int = col.link("contact", "The contact.")
    tag_id: int = col.link("tag", "The tag.")


class Relation(SQLModel, table=True):
    """How a contact is related to another one: spouse, child, boss."""

    __tablename__: ClassVar[str] = "relation"
    __table_args__ = (
        *col.is_said("label", "name"),
        sa.CheckConstraint("other_id <> contact_id", name="nobody_is_related_to_themselves"),
        sa.UniqueConstraint("contact_id", "label", "name"),
        sa.Index("relation_by_other", "other_id"),
        sa.Index("relation_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        STRICT,
    )

    id: int | None = col.key()
    contact_id: int = col.link("contact", "The contact.")
    label: str = col.text("What the other one is to them: spouse, child, boss.")
    name: str = col.text("The other one's name, which remains if that contact is deleted.")
    folded: str | None = col.maybe_text(_FOLDED)
    other_id: int | None = col.maybe_link("contact", "The other contact; NULL if unknown.")
    source: str = col.text("Where it came from, empty if typed: vcard.", default="")


class DistinctPair(SQLModel, table=True):
    """Two contacts that look like duplicates but are not."""

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
    """A saved filter."""

    __tablename__: ClassVar[str] = "segment"
    __table_args__ = (*col.is_said("name"), STRICT)

    id: int | None = col.key()
    name: str = col.text("Its name, used after @.", unique=True)
    filter: str = col.text("The filter, as `list` reads it.")
