"""Many columns of a CSV file that are not known, as one value: a record has one row of them.

Its key is their headers and its value their cells, each as a line of CSV; as long as the
columns were a row each, a file of 100 MB had twenty million rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import compress

from tinycrm.exchange.csv_rows import LONGEST

_BEFORE = "more columns\n"
"""Before the headers in the key."""


class MoreColumns:
    """The columns of a file that are kept together, by their places in a row."""

    def __init__(self, headers: Sequence[str], places: Sequence[int]) -> None:
        """`headers` are those of these places, which are in order."""
        self.headers = headers
        self._runs = _runs(places)
        self._key = _BEFORE + _line(headers)

    def pack(self, cells: Sequence[str]) -> tuple[str, str] | None:
        """Return the key and the value of a row, None if it has nothing in these columns.

        Where most cells are empty, those that are not are named.
        """
        found: list[str] = []
        for start, end in self._runs:
            found += cells[start:end]
        filled = len(found) - found.count("")
        if not filled:
            return None
        if 2 * filled >= len(self.headers):  # the same key for all rows
            return self._key, _line([*found, *[""] * (len(self.headers) - len(found))])
        headers = list(compress(self.headers, found))
        return _BEFORE + _line(headers), _line(list(filter(None, found)))


def is_packed(key: str) -> bool:
    """Return whether a kept value has several columns."""
    return key.startswith(_BEFORE)


def packed_headers(key: str) -> list[str]:
    """Return the headers of the columns that are kept in one value."""
    return packed_cells(key.removeprefix(_BEFORE))


def packed_cells(value: str) -> list[str]:
    """Return the cells of the columns that are kept in one value, empty ones too."""
    csv.field_size_limit(LONGEST)
    return next(csv.reader(io.StringIO(value, newline="")), [])


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return where places that follow each other begin and end."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place:
            found[-1] = found[-1][0], place + 1
        else:
            found.append((place, place + 1))
    return found


def _line(cells: Sequence[str]) -> str:
    plain = ",".join(cells)
    if plain.count(",") == len(cells) - 1 and not any(sign in plain for sign in '"\r\n'):
        return plain
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()
