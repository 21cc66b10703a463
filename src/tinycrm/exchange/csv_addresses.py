"""The addresses in a row of a CSV file: as one text, of their parts, or of both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tinycrm.contact_points import Point
from tinycrm.exchange.csv_cells import Cells
from tinycrm.exchange.csv_headers import Column

PARTS = ("street", "pobox", "city", "region", "postcode", "country")
"""The fields of an address that comes in parts."""

_Parts = dict[str, list[str]]
_BEFORE_NUMBER = re.compile(r"(?<=[^\W\d]|[.]), (?=\d{1,4} ?[a-z]?(?:, |$))", re.IGNORECASE)
"""A number of a house follows, from a column of its own."""

_Key = tuple[str, str]
"""Which address a column belongs to: its label, and the number of Google's."""


def read_addresses(cells: Cells) -> Iterator[tuple[Column, Point]]:
    """Yield the addresses of a row, each with a column of it: street first and country last.

    A text that lacks some of its parts, such as the town, is followed by those.
    """
    found, first = _of_parts(cells)
    parts = {key: _lines(part) for key, part in found.items()}
    no_street = {key for key, part in found.items() if "street" not in part}
    for column, cell in cells.of("address"):
        key = (column.label, column.number)
        values = [_text(cells, value) for value in cells.split(column, cell)]
        more = parts.get(key, ())
        if len(values) == 1 and more and (key in no_street or _are_alike(values[0], more[0])):
            values = [", ".join((*values, *_missing(parts.pop(key), values[0])))]
        elif cells.sheet.is_export:
            parts.pop(key, None)
        for value in values:
            yield column, Point("address", value, cells.label(column))
    for key, lines in parts.items():
        yield first[key], Point("address", ", ".join(lines), cells.label(first[key]))


def _of_parts(cells: Cells) -> tuple[dict[_Key, _Parts], dict[_Key, Column]]:
    """Return the parts of the addresses that come so, by field, and the first column of each."""
    found: dict[_Key, _Parts] = {}
    first: dict[_Key, Column] = {}
    for column, cell in cells.cells:
        if column.field in PARTS:
            key = (column.label, column.number)
            found.setdefault(key, {}).setdefault(column.field, []).append(_on_one_line(cell))
            first.setdefault(key, column)
    return found, first


def _lines(found: _Parts) -> tuple[str, ...]:
    part = {field: ", ".join(found.get(field, ())) for field in PARTS}
    part["street"] = _BEFORE_NUMBER.sub(" ", part["street"])
    town = f"{part['region']} {part['postcode']}".strip()
    lines = (part["street"], part["pobox"], part["city"], town, part["country"])
    return tuple(filter(None, lines))


def _text(cells: Cells, value: str) -> str:
    return value if cells.sheet.is_export else _on_one_line(value)


def _on_one_line(value: str) -> str:
    return ", ".join(part.strip(" ,") for part in value.splitlines() if part.strip(" ,"))


def _missing(lines: tuple[str, ...], text: str) -> Iterator[str]:
    there = _words(text)
    return (line for line in lines if not _words(line) <= there)


def _are_alike(text: str, line: str) -> bool:
    """Return whether an address and the first line of its parts have a word in common."""
    return not _words(text).isdisjoint(_words(line))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
