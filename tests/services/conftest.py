"""The morning as a program reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Crm

Morning = Callable[..., dict[str, Any]]


@pytest.fixture
def morning(crm: Crm) -> Morning:
    """`morning()["birthdays"]`: `crm today --json`, with more words where they are given."""
    return lambda *words: crm.json("today", *words)


@pytest.fixture
def settings(crm: Crm) -> Callable[[str], None]:
    """`settings('leap_day = "mar1"')` writes the owner's config.toml."""

    def write(text: str) -> None:
        crm.home.mkdir(mode=0o700, exist_ok=True)
        (crm.home / "config.toml").write_text(text, "utf-8")

    return write


def person(code: str, name: str, **more: Any) -> dict[str, Any]:
    """A contact as it stands in every row."""
    few: dict[str, Any] = {"nicknames": [], "emails": [], "phones": [], "tags": []}
    return {"id": code, "name": name} | few | more


def names(rows: list[dict[str, Any]]) -> list[str]:
    """Whose rows these are, in their order; the owner's own are `me`."""
    return [row["contact"]["name"] if row["contact"] else "me" for row in rows]
