"""The records of an export, one JSON object per line, each read as what it must be."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator, Sized
from typing import Any, TypeVar

from tinycrm.errors import UsageProblem
from tinycrm.exchange.cards import MOST_VALUES, Skipped
from tinycrm.exchange.jsonl import parse_object
from tinycrm.text import visible

LONGEST = 16 << 20
"""Bytes of a line: one that is longer is refused. A photo in a record has a tenth of that."""

MOST_PROBLEMS = 1000
"""Lines that cannot be read are named one by one, up to here."""

MOST_LINES = 1_500_000
"""Records of one file: a store of 100,000 people has fewer."""

MOST_PARTS = 200_000
"""Fields, objects and lists of one record."""

MOST_KINDS = 100
UNKNOWN = "“{}” is not a kind of record that this version of tinycrm knows"
TOO_LONG = f"the line is longer than {LONGEST >> 20} MB"
TOO_MANY = (
    f"this line and those after it are not read: more than {MOST_LINES:,} records;"
    " import them as a file of their own"
)
NO_RECORD = "the line is no record"
TOO_MANY_PARTS = f"The line has more than {MOST_PARTS:,} fields."


_Values = TypeVar("_Values", bound=Sized)


class JsonRecord:
    """A JSON object with its line in the file; its fields are read by what they must be.

    Every method raises UsageProblem with the name of the field when it is something else.
    """

    __slots__ = ("fields", "line")

    def __init__(self, line: int, fields: dict[str, Any]) -> None:
        self.line = line
        self.fields = fields

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
        if not all(isinstance(each, str) for each in found):
            raise _wrong(name, "a list of texts")
        return [each for each in found if each.strip()]

    def objects(self, name: str) -> list[JsonRecord]:
        """Return a list of objects; empty if it is missing."""
        found = self._list(name)
        if not all(isinstance(each, dict) for each in found):
            raise _wrong(name, "a list of objects")
        return [JsonRecord(self.line, each) for each in found]

    def _list(self, name: str) -> list[Any]:
        value = self.fields.get(name)
        if value is None or isinstance(value, list):
            return _not_too_many(name, value or [])
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
    of the code.
    """

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


_BLANK = re.compile(rb"(?:[ \t\r\f\v]*+\n)*+")
_FIELD = re.compile(rb'"(?:name|record)"')
"""What every record has one of: those without a kind are contacts."""


def _end_before_record(data: bytes, place: int) -> int:
    """Return where the line ends before the next one that may be a record."""
    found = _FIELD.search(data, place)
    return data.rfind(b"\n", place, found.start()) if found else len(data)


# In a text a quotation mark has a backslash before it, so that neither is found in one.
_KIND = re.compile(rb'"record": ?"(\w{1,40})"')
_CODE = re.compile(rb'"(?:id|birthday_id)": ?"([a-z])([1-9]\d{0,10})"')


class RecordFile(Records):
    """The lines of an export. A line is read when its kind is asked for: a file may be large.

    Lines that turn out not to be records then are among the `problems`.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._refused = 0
        self._data = data
        self._places: dict[str, array[int]] = {}
        for count, (line, start, end) in enumerate(self._lines()):
            if count >= MOST_LINES:
                self.problems.insert(0, Skipped(line, TOO_MANY))
                break
            self._see(line, start, end)

    def _refuse(self, line: int, reason: str, lines: int = 1) -> None:
        """Note lines that cannot be read; of very many only the first, and how many more."""
        self._refused += lines
        more = self._refused - MOST_PROBLEMS
        if more > 0:
            last = Skipped(line, f"and {more:,} more lines, this is the last of them")
            self.problems[MOST_PROBLEMS:] = [last]
        else:
            self.problems.append(Skipped(line, reason))

    def _lines(self) -> Iterator[tuple[int, int, int]]:
        """Yield the number of each line that is not blank, from 1, where it begins and ends.

        When very many were no records, others like them are passed over at once.
        """
        data, start, line, odd = self._data, 0, 0, 0
        while start < len(data):
            if (blank := _BLANK.match(data, start)) and blank.end() > start:
                line += data.count(b"\n", start, blank.end())
                start = blank.end()
                continue
            end = data.find(b"\n", start)
            end = len(data) if end < 0 else end
            is_odd = not _FIELD.search(data, start, end)
            if is_odd and not data[start:end].strip():
                line += 1
            elif is_odd and odd > MOST_PROBLEMS:
                end = _end_before_record(data, end)
                lines = data.count(b"\n", start, end) + 1
                line += lines
                self._refuse(line, NO_RECORD, lines)
            else:
                line += 1
                odd += is_odd
                yield line, start, end
            start = end + 1

    def _see(self, line: int, start: int, end: int) -> None:
        if end - start > LONGEST:
            self._refuse(line, TOO_LONG)
            return
        text = self._data[start:end]
        found = _KIND.search(text)
        kind = found[1].decode() if found else "contact"
        if kind not in self._places and len(self._places) >= MOST_KINDS:
            self._refuse(line, UNKNOWN.format(kind))
            return
        self._places.setdefault(kind, array("q")).extend((line, start, end))
        for letter, number in _CODE.findall(text):
            own = letter.decode()
            self.highest[own] = max(self.highest.get(own, 0), int(number))

    def kinds(self) -> set[str]:
        """Return the kinds of records in the file."""
        return set(self._places)

    def records(self, kind: str) -> Iterator[JsonRecord]:
        """Yield the records of a kind, in the order of the file."""
        places = self._places.get(kind, array("q"))
        for at in range(0, len(places), 3):
            line, start, end = places[at : at + 3]
            try:
                yield read_record(line, self._data[start:end])
            except UsageProblem as problem:
                self._refuse(line, problem.sentence)

    def count(self, kind: str) -> int:
        """Return how many records of a kind there are."""
        return len(self._places.get(kind, ())) // 3


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
    return JsonRecord(line, found)


def _is_storable(found: object) -> bool:
    """Return whether all texts are valid: an escape may be that of a NUL or of half a letter."""
    text = json.dumps(found, ensure_ascii=False).replace("\\\\", "")
    return "\\u0000" not in text and not any("\ud800" <= each <= "\udfff" for each in text)
