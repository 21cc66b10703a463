"""How columns are declared: one format for text, numbers, local dates and UTC instants.

STRICT tables have TEXT and INTEGER, so every column is one of those, and a CHECK enforces the
format in which SQLite writes the value: a date that does not exist cannot be stored.
(Without a modifier SQLite returns 2026-02-30 unchanged; adding 0 days makes it compute.)
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

STRICT: dict[str, Any] = {"sqlite_strict": True, "sqlite_autoincrement": True}
"""The options of every table: typed columns, and ids that are never reused."""

FOLDED = "The text in the form used for search; NULL until tinycrm writes next."
"""What a column with folded text is."""


def key() -> Any:
    """Return the primary key."""
    return Field(default=None, primary_key=True, description="The number in the record's code.")


def text(about: str, *, default: str | None = None, unique: bool = False) -> Any:
    """Return a text column that is required."""
    server = {} if default is None else {"server_default": sa.text(f"'{default}'")}
    given: dict[str, Any] = {} if default is None else {"default": default}
    return Field(
        sa_type=sa.Text, nullable=False, unique=unique, description=about,
        sa_column_kwargs=server, **given,
    )  # fmt: skip


def maybe_text(about: str, *, unique: bool = False) -> Any:
    """Return a text column that may be NULL."""
    return Field(default=None, sa_type=sa.Text, nullable=True, unique=unique, description=about)


def number(about: str, *, default: int | None = None) -> Any:
    """Return an integer column that is required."""
    server = {} if default is None else {"server_default": sa.text(str(default))}
    given: dict[str, Any] = {} if default is None else {"default": default}
    return Field(nullable=False, description=about, sa_column_kwargs=server, **given)


def maybe_number(about: str) -> Any:
    """Return an integer column that may be NULL."""
    return Field(default=None, nullable=True, description=about)


def link(to: str, about: str) -> Any:
    """Return a required reference; the row is deleted with the one it references."""
    return Field(foreign_key=f"{to}.id", ondelete="CASCADE", nullable=False, description=about)


def maybe_link(to: str, about: str, *, ondelete: str = "SET NULL", unique: bool = False) -> Any:
    """Return a reference that may be NULL."""
    return Field(
        default=None, foreign_key=f"{to}.id", ondelete=ondelete, nullable=True,
        unique=unique, description=about,
    )  # type: ignore[call-overload]  # fmt: skip


def is_day(*columns: str) -> list[sa.CheckConstraint]:
    """Require a local date, `2026-11-22`."""
    return [
        sa.CheckConstraint(f"{c} IS date({c}, '+0 days')", name=f"{c}_is_a_day") for c in columns
    ]


def is_time(*columns: str) -> list[sa.CheckConstraint]:
    """Require a local time of day, `15:00`."""
    return [
        sa.CheckConstraint(f"{c} IS strftime('%H:%M', {c}, '+0 days')", name=f"{c}_is_a_time")
        for c in columns
    ]


def is_instant(*columns: str) -> list[sa.CheckConstraint]:
    """Require a UTC instant, `2026-11-22T08:30:00Z`."""
    return [
        sa.CheckConstraint(
            f"{c} IS strftime('%Y-%m-%dT%H:%M:%SZ', {c}, '+0 days')", name=f"{c}_is_an_instant"
        )
        for c in columns
    ]


def is_one_of(column: str, *values: str) -> sa.CheckConstraint:
    """Require one of a list of words."""
    words = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({words})", name=f"{column}_is_known")


def is_said(*columns: str) -> list[sa.CheckConstraint]:
    """Require text that is not blank."""
    return [sa.CheckConstraint(f"trim({c}) <> ''", name=f"{c}_is_said") for c in columns]


def is_flag(column: str) -> sa.CheckConstraint:
    """Require 0 or 1."""
    return sa.CheckConstraint(f"{column} IN (0, 1)", name=f"{column}_is_a_flag")


def is_cadence() -> list[sa.CheckConstraint]:
    """Require every_n and every_unit to be a cadence, or both NULL."""
    return [
        sa.CheckConstraint("every_n > 0", name="every_n_is_positive"),
        sa.CheckConstraint("every_unit IN ('d', 'w', 'm', 'y')", name="every_unit_is_known"),
        sa.CheckConstraint("(every_n IS NULL) = (every_unit IS NULL)", name="every_is_whole"),
    ]
