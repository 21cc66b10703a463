"""The records of an export, one JSON object per line, each read as what it must be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence, Sized
from typing import Any, TypeVar

from tinycrm.errors import UsageProblem
from tinycrm.exchange.cards import MOST_VALUES, Skipped
from tinycrm.exchange.jsonl import parse_object
from tinycrm.text import visible

MOST_PARTS = 200_000
"""Fields, objects and lists of one record."""
UNKNOWN = "“{}” is not a kind of record that this version of tinycrm knows"
TOO_MANY_PARTS = f"The line has more than {MOST_PARTS:,} fields."


_Values = TypeVar("_Values", bound=Sized)


class JsonRecord:
    """A JSON object with its line in the file; its fields are read by what they must be.

    `size` are the bytes of the line. Every method raises UsageProblem with the name of the field
    when it is something else.
    """

    __slots__ = ("fields", "line", "size")

    def __init__(self, line: int, fields: dict[str, Any], size: int = 0) -> None:
        self.line = line
        self.fields = fields
        self.size = size

    @property
    def kind(self) -> str:
        """Return what record it is; the lines of `crm list --json` are contacts."""
        return str(self.fields.get("record", "contact"))[:40]

    def maybe(self, name: str) -> str | None:
        """Return a text, None if it is missing or null."""
        value = self.fields.get(name)
        if value is None or isinstance(value, str):
            return value
        raise _wrong(name, "a text")

    def text(self, name: str) -> str:
        """Return a text that is not blank."""
        value = self.maybe(name)
        if value is None or not value.strip():
            raise UsageProblem(f"{name} is missing.")
        return value

    def number(self, name: str) -> int | None:
        """Return a whole number, None if it is missing or null; true is 1."""
        value = self.fields.get(name)
        if value is None or isinstance(value, int):
            if value is not None and abs(value) >= 1 << 63:
                raise _wrong(name, "a number that can be stored")
            return None if value is None else int(value)
        raise _wrong(name, "a whole number")

    def flag(self, name: str) -> bool:
        """Return whether something is so; not if it is missing."""
        return bool(self.number(name))

    def texts(self, name: str) -> list[str]:
        """Return a list of texts, those that are blank left out; empty if it is missing."""
        found = self._list(name)
        if not found:
            return []
        if not all(isinstance(each, str) for each in found):
            raise _wrong(name, "a list of texts")
        return [each for each in found if each.strip()]

    def objects(self, name: str) -> list[JsonRecord]:
        """Return a list of objects; empty if it is missing."""
        found = self._list(name)
        if not found:
            return []
        if not all(isinstance(each, dict) for each in found):
            raise _wrong(name, "a list of objects")
        return [JsonRecord(self.line, each) for each in found]

    def _list(self, name: str) -> Sequence[Any]:
        """Return a list; () if it is missing or empty, as most are."""
        value = self.fields.get(name)
        if value is None or value == []:
            return ()
        if isinstance(value, list):
            return _not_too_many(name, value)
        raise _wrong(name, "a list")

    def pairs(self, name: str) -> dict[str, str]:
        """Return an object of texts; empty if it is missing."""
        value = self.fields.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise _wrong(name, "an object of texts")
        return _not_too_many(name, value)

    def value(self, name: str) -> str | int | None:
        """Return a value that a column can hold: a text, a whole number or null."""
        value = self.fields.get(name)
        return self.maybe(name) if isinstance(value, str) else self.number(name)


def _not_too_many(name: str, values: _Values) -> _Values:
    if len(values) > MOST_VALUES:
        raise UsageProblem(f"{visible(name)} has more than {MOST_VALUES:,} values.")
    return values


def _wrong(name: str, wanted: str) -> UsageProblem:
    return UsageProblem(f"{visible(name)} is not {wanted}.")


class Records:
    """Records by their kind, in the order of their file.

    `problems` are the parts that could not be read; `highest` are the highest ids, by the letter
    of the code. `is_foreign` says that the file is no whole export of tinycrm, `doubt` in
    sentences why it may be a part of one.
    """

    is_foreign = True
    doubt = ""

    def __init__(self) -> None:
        self.problems: list[Skipped] = []
        self.highest: dict[str, int] = {}

    def kinds(self) -> set[str]:
        """Return the kinds of records that there are."""
        raise NotImplementedError

    def records(self, kind: str) -> Iterator[JsonRecord]:
        """Yield the records of a kind."""
        raise NotImplementedError

    def count(self, kind: str) -> int:
        """Return how many records of a kind there are."""
        raise NotImplementedError


def count_parts(text: bytes) -> int:
    """Return about how many fields, objects and lists a JSON text has, without reading it."""
    return text.count(b"{") + text.count(b"[") + text.count(b'":')


def read_record(line: int, text: bytes) -> JsonRecord:
    """Return the record of a line. Raises UsageProblem if it is no object, or cannot be stored."""
    if count_parts(text) > MOST_PARTS:
        raise UsageProblem(TOO_MANY_PARTS)
    found = parse_object(text)
    if not isinstance(found, dict):
        raise UsageProblem("The line is not a JSON object: {…}.")
    low = text.lower() if b"\\u" in text else b""
    if (b"\\u0000" in low or b"\\ud" in low) and not _is_storable(found):
        raise UsageProblem("The line contains a NUL or half a letter, which cannot be stored.")
    return JsonRecord(line, found, len(text))


def _is_storable(found: object) -> bool:
    """Return whether all texts are valid: an escape may be that of a NUL or of half a letter."""
    text = json.dumps(found, ensure_ascii=False).replace("\\\\", "")
    return "\\u0000" not in text and not any("\ud800" <= each <= "\udfff" for each in text)
