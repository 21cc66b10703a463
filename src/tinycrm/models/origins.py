"""The tables of where contacts and records came from: cards, unknown fields, scripts' ids."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import SQLModel

from tinycrm.models import columns as col
from tinycrm.models.columns import STRICT


class Extra(SQLModel, table=True):
    """An imported field that tinycrm has no column for, kept so that an export includes it."""

    __tablename__: ClassVar[str] = "extra"
    __table_args__ = (
        col.is_flag("unread"),
        sa.Index("extra_by_contact", "contact_id"),
        sa.Index("extra_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        STRICT,
    )

    id: int | None = col.key()
    contact_id: int = col.link("contact", "The contact.")
    source: str = col.text("Where it came from: vcard.")
    key: str = col.text("The property, with its parameters.")
    value: str = col.text("Its value, unchanged.")
    folded: str | None = col.maybe_text("The value folded if it is unread, else empty.")
    unread: int = col.number("1: text that was not understood, shown on the card.", default=0)


class Card(SQLModel, table=True):
    """A card as it was imported, so that the next import of it finds the same contact."""

    __tablename__: ClassVar[str] = "card"
    __table_args__ = (
        *col.is_said("source", "name"),
        *col.is_instant("seen_at"),
        sa.Index("card_by_contact", "contact_id"),
        sa.Index("card_by_name", "folded"),
        sa.Index("card_by_uid", "uid"),
        sa.Index("card_to_fold", "id", sqlite_where=sa.text("folded IS NULL")),
        STRICT,
    )

    id: int | None = col.key()
    contact_id: int = col.link("contact", "The contact it became.")
    source: str = col.text("Where it came from: vcard, csv, google.")
    href: str | None = col.maybe_text("Its file or address there.")
    uid: str | None = col.maybe_text("Its own id there; other cards may have the same.")
    name: str = col.text("The name it came with.")
    folded: str | None = col.maybe_text(
        "The name in the form used to compare; NULL until tinycrm writes next."
    )
    body: str = col.text("Its text as it came, without large values.", default="")
    seen_at: str = col.text("UTC instant of the last import that had it.")


class ExternalKey(SQLModel, table=True):
    """A script's own id for a record, so that a retry creates nothing twice."""

    __tablename__: ClassVar[str] = "external_key"
    __table_args__ = (
        *col.is_said("key", "record"),
        sa.Index("external_key_by_record", "record"),
        STRICT,
    )

    id: int | None = col.key()
    key: str = col.text("The script's id.", unique=True)
    record: str = col.text("The code of the record: n44.")
