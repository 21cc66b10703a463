"""The last line of an export says how many are before it, so that a part is not taken for all."""

from __future__ import annotations

import re

END = "end"
"""The kind of that line."""

_LINE = re.compile(rb'\{"record": *"end", *"records": *(\d{1,9})\}\s*')
_LONGEST = 200
"""Bytes in which it is looked for, at the end of the file."""
_FIRST_START, _FIRST_FIELD = b'{"record": "contact", "id": "c', b'"every_from": '
"""What the first line of an export begins with, and what it has: nobody else writes that."""

_CUT_OFF = (
    "It lacks the last line that crm export writes: it was cut off, or an older tinycrm wrote it."
)
_OTHER_NUMBER = "Its last line says that {:,} records come before it, but {:,} lines do."


def last_line(count: int) -> dict[str, str | int]:
    """Return the record that ends an export of so many others."""
    return {"record": END, "records": count}


def is_last_line(line: bytes) -> bool:
    """Return whether this is such a line, wherever it is: two exports in one file have two."""
    return _LINE.fullmatch(line) is not None


def is_complete(data: bytes) -> bool:
    """Return whether a file has the lines that its last one says: such a one comes back whole."""
    said, lines = _said_and_found(data)
    return said is not None and said == lines


def doubt(data: bytes) -> str:
    """Return sentences about an export that is not as it was written; "" if there is no doubt."""
    said, lines = _said_and_found(data)
    if said is None:
        return _CUT_OFF if _is_export(data) else ""
    return "" if said == lines else _OTHER_NUMBER.format(said, lines)


def _said_and_found(data: bytes) -> tuple[int | None, int]:
    """Return how many records the last line says, None if it says nothing, and the lines before."""
    end = len(data) - len(data[-_LONGEST:]) + len(data[-_LONGEST:].rstrip())
    start = data.rfind(b"\n", 0, end) + 1
    found = _LINE.fullmatch(data[start:]) if len(data) - start <= _LONGEST else None
    return int(found[1]) if found else None, data.count(b"\n", 0, start)


def _is_export(data: bytes) -> bool:
    return data.startswith(_FIRST_START) and data.find(_FIRST_FIELD, 0, data.find(b"\n")) > 0
