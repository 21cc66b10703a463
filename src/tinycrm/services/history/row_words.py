"""A row of the store in readable words, for the history."""

from __future__ import annotations

from tinycrm.days import Every, YearlyDay
from tinycrm.repeats import write_repeat
from tinycrm.services.codes import TABLES, code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_HIDDEN = frozenset({
    "id", "uid", "folded", "folded_work", "normal", "position", "every_unit", "every_on",
    "every_from_on",
    "currency", "month", "year", "tag_id", "created_at", "updated_at", "last_touch_on",
})  # fmt: skip
"""Internal columns, and columns that are shown together with another one."""

_WORDS = {
    "body": "text", "happened_on": "day", "happened_time": "time", "due_on": "day",
    "due_time": "time", "every_n": "every", "opened_on": "day", "won_on": "day",
    "given_on": "day", "direction": "from", "follows_id": "after", "brought_id": "brought",
    "amount_minor": "amount",
}  # fmt: skip
_TABLES = {
    "contact_id": "contact", "one_id": "contact", "other_id": "contact", "brought_id": "contact",
    "note_id": "note", "issue_id": "issue", "win_id": "win", "follows_id": "reminder",
}  # fmt: skip
_KINDS = {
    "contact_tag": "tag", "note_tag": "tag", "note_contact": "person", "note_issue": "mention",
    "win_cause": "cause", "card": "imported card", "distinct_pair": "pair of different people",
    "ask": "suggestion", "segment": "saved filter", "external_key": "script key",
    "extra": "imported field",
}  # fmt: skip


def say_kind(entity: str, image: dict[str, Any]) -> str:
    """Return the kind of a row without a code: e-mail, date, tag."""
    if entity == "contact_point":
        return "e-mail" if image["kind"] == "email" else str(image["kind"])
    if entity == "card" and image.get("source") == "renamed":
        return "earlier name"
    return _KINDS.get(entity, entity)


def owner_column(entity: str, image: dict[str, Any]) -> str | None:
    """Return the column with the record that a row without a code belongs to."""
    if entity in TABLES.values():
        return None
    return next((each for each in ("note_id", "win_id", "contact_id") if each in image), None)


def say_owner(entity: str, image: dict[str, Any]) -> str:
    """Return the code of the record that a row without a code belongs to, or ""."""
    column = owner_column(entity, image)
    return code(_TABLES[column], image[column]) if column else ""


def say_fields(entity: str, image: dict[str, Any]) -> dict[str, str]:
    """Return the fields of a row that mean something to the user.

    Empty fields and the record that the row belongs to are left out.
    """
    if entity == "card":  # its text is long, and nobody but the next import reads it
        return {"name": image["name"]} if "name" in image else {}
    fields, owner = {}, owner_column(entity, image)
    for column, value in image.items():
        words = "" if column in _HIDDEN or column == owner else _say(column, value, image)
        if words:
            fields[_name(column)] = words
    if entity == "contact_point":
        fields.pop("kind", None)  # `say_kind` shows it
    return fields


def _name(column: str) -> str:
    return _WORDS.get(column) or column.removesuffix("_id").removesuffix("_on").replace("_", " ")


def _say(column: str, value: Any, image: dict[str, Any]) -> str:
    if value is None or value == "":
        return ""
    if column == "every_n":
        return write_repeat(Every(value, image["every_unit"]), image.get("every_on"))
    if column == "day":
        return str(YearlyDay(image["month"], value, image["year"]))
    if column == "amount_minor":
        from tinycrm.money import Money

        return Money(value, image["currency"]).say()
    if column in ("fixed", "do_not_contact", "never"):
        return "yes" if value else ""
    if column == "direction":
        return "them" if value == "in" else "me"
    return code(_TABLES[column], value) if column in _TABLES else str(value)
