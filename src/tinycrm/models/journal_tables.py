"""The tables of the journal: what changed, and which command changed it."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import SQLModel

from tinycrm.models import columns as col
from tinycrm.models.columns import STRICT


class Change(SQLModel, table=True):
    """An insert, update or delete of one row, recorded by a trigger."""

    __tablename__: ClassVar[str] = "change"
    __table_args__ = (
        col.is_one_of("operation", "insert", "update", "delete"),
        sa.Index("change_by_row", "entity", "row_id"),
        sa.Index(  # what a contact ever had: only changed and deleted rows have an image
            "change_kept",
            "entity",
            sa.text("json_extract(\"before\", '$.contact_id')"),
            sqlite_where=sa.text('"before" IS NOT NULL'),
        ),
        STRICT,
    )

    id: int | None = col.key()
    entity: str = col.text("The table.")
    operation: str = col.text("insert, update or delete.")
    row_id: int = col.number("The row's id.")
    before: str | None = col.maybe_text("The row before the change (JSON); NULL for an insert.")


class Batch(SQLModel, table=True):
    """The changes of one command. Writes are serial, so a batch is a range of changes."""

    __tablename__: ClassVar[str] = "batch"
    __table_args__ = (
        col.is_flag("by_hand"),
        *col.is_instant("made_at"),
        sa.CheckConstraint("first_change <= last_change", name="a_batch_is_a_range"),
        sa.Index("batch_by_last_change", "last_change", unique=True),
        sa.Index("batch_by_undone", "undoes"),
        STRICT,
    )

    id: int | None = col.key()
    made_at: str = col.text("UTC instant.")
    door: str = col.text("cli, tui, elsewhere, or the name in CRM_DOOR.")
    by_hand: int = col.number("1: by a person at a terminal.")
    label: str = col.text("What it did: log n44.")
    first_change: int = col.number("The first change of its range.")
    last_change: int = col.number("The last change of its range.")
    undoes: int | None = col.maybe_link("batch", "The batch it undoes.")
