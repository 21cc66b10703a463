"""Values of Monica's export, whatever a file has in their place."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|[+-]00:?00)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def props_of(value: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of a value; none if there are none (PHP writes `[]` then)."""
    found = value.get("properties")
    return found if isinstance(found, dict) else {}


def lists_of(value: dict[str, Any]) -> dict[str, Any]:
    """Return the lists in the data of a value, by their type."""
    data = value.get("data")
    if not isinstance(data, list):
        return {}
    lists = (each for each in data if isinstance(each, dict))
    return {str(each.get("type")): each.get("values") for each in lists}


def values_of(found: object) -> list[dict[str, Any]]:
    """Return the objects of a list."""
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def text_of(fields: dict[str, Any], name: str) -> str:
    """Return a text or a number as text, without white space around it; "" for anything else."""
    value = fields.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def day_of(value: object) -> str:
    """Return the date in `2021-05-01T10:00:00Z` or `2021-05-01`, "" if there is none."""
    match = _DAY.match(value) if isinstance(value, str) else None
    return match[0] if match else ""


def instant_of(value: object) -> str | None:
    """Return a UTC instant as an export writes it, None if there is none."""
    match = _INSTANT.match(value) if isinstance(value, str) else None
    return f"{match[1]}T{match[2]}Z" if match else None


def date_of(value: object) -> date | None:
    """Return the date of a day or an instant, None if there is none."""
    try:
        return date.fromisoformat(day_of(value))
    except ValueError:
        return None
