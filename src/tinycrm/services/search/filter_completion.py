"""Completions of a half-typed term of a filter for the Tab key: keys, values, saved filters."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from tinycrm.rules import CONTACT_KINDS
from tinycrm.services.outcome_filters import DEAL_STATES
from tinycrm.services.search import suggesting
from tinycrm.services.search.suggesting import Suggestion, among, column

Values = Callable[[sqlite3.Connection, str, str], list[Suggestion]]
"""What a key may have as its value: the store, the key, and what is typed of the value."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIXED: dict[str, Sequence[str]] = {
    "due": ("late", "today", "week"), "issue": ("open", "resolved"), "deal": DEAL_STATES,
    "kind": CONTACT_KINDS, "birthday": _MONTHS,
    "quiet": suggesting.SPANS, "touched": suggesting.SPANS, "every": suggesting.SPANS,
    "since": suggesting.DAYS, "until": suggesting.DAYS,
}  # fmt: skip
_NOTE_TAGS = "SELECT name FROM tag WHERE id IN (SELECT tag_id FROM note_tag) ORDER BY folded"
_COLUMNS = {
    "tag": suggesting.ALL_TAGS,
    "org": "SELECT DISTINCT organization FROM contact WHERE organization <> ''",
    "noted": _NOTE_TAGS,
}


def of_people(db: sqlite3.Connection, key: str, typed: str) -> list[Suggestion]:
    """Return the values of a key of `list`, such as the tags."""
    if key in _COLUMNS:
        return among(column(db, _COLUMNS[key]), typed)
    return among(_FIXED.get(key, ()), typed)


def of_notes(db: sqlite3.Connection, key: str, typed: str) -> list[Suggestion]:
    """Return the values of a key of `notes`: kinds, the tags of notes, days, people."""
    if key == "with":
        return suggesting.people(db, typed)
    if key == "kind":
        from tinycrm.rules import KINDS

        return among(KINDS, typed)
    return of_people(db, "noted" if key == "tag" else key, typed)


def filters(
    db: sqlite3.Connection, keys: Sequence[str], values: Values, typed: str
) -> list[Suggestion]:
    """Return the terms that begin as typed; after a comma, what else the term may be.

    Saved filters are offered where `values` are those of people.
    """
    head, comma, last = typed.rpartition(",")
    if not comma:
        return _terms(db, keys, values, typed)
    if ":" not in last and not last.startswith("@"):  # another value of the key before
        before = reversed(head.split(","))
        key = next((part.rpartition(":")[0] for part in before if ":" in part), "")
        found = _terms(db, keys, values, f"{key}:{last}") if key else []
        found = [each._replace(value=each.value[len(key) + 1 :]) for each in found]
    else:
        found = _terms(db, keys, values, last)
    return [each._replace(value=f"{head},{each.value}") for each in found]


def _terms(
    db: sqlite3.Connection, keys: Sequence[str], values: Values, typed: str
) -> list[Suggestion]:
    if typed.startswith("@"):
        if values is not of_people:
            return []
        saved = column(db, "SELECT name FROM segment ORDER BY name")
        return [Suggestion(f"@{each.value}") for each in among(saved, typed[1:])]
    key, colon, value = typed.partition(":")
    if not colon:
        return among((*keys, "no:"), typed)
    if key.lower() == "no":
        inner = _terms(db, keys, values, value)
    else:  # in a filter a comma means or
        inner = [each for each in values(db, key.lower(), value) if _is_one(each.value)]
    return [Suggestion(f"{key}:{each.value}", each.about) for each in inner]


def _is_one(value: str) -> bool:
    return all(piece[:1].isspace() for piece in value.split(",")[1:])
