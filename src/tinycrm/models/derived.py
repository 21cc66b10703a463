"""The table of what is derived from notes and wins, so that care need not read all of them."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import SQLModel

from tinycrm.models import columns as col
from tinycrm.models.columns import STRICT


class Rhythm(SQLModel, table=True):
    """How often a contact is in touch and buys; derived, so it is not journalled."""

    __tablename__: ClassVar[str] = "rhythm"
    __table_args__ = (
        col.is_flag("stale"),
        sa.Index("rhythm_stale", "id", sqlite_where=sa.text("stale = 1")),
        STRICT,
    )

    id: int | None = col.key()
    stale: int = col.number("1: to be computed, by the next write of tinycrm.", default=1)
    touched_day: int | None = col.maybe_number("The day number of the last touch.")
    touch_gap: int | None = col.maybe_number("Twice the median days between touches.")
    bought_day: int | None = col.maybe_number("The day number of the last sale.")
    bought_gap: int | None = col.maybe_number("Twice the median days between sales.")
    sales: int = col.number("How many sales there were.", default=0)
    worth: int = col.number("The largest sum of sales in one currency.", default=0)
