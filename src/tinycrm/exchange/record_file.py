"""The lines of an export: where each is in its file, and of which kind."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from tinycrm.errors import UsageProblem
from tinycrm.exchange.cards import Skipped
from tinycrm.exchange.json_records import UNKNOWN, JsonRecord, Records, read_record
from tinycrm.exchange.last_line import END, doubt, is_complete, is_last_line

LONGEST = 16 << 20
"""Bytes of a line: one that is longer is refused. A photo in a record has a tenth of that."""

MOST_PROBLEMS = 1000
"""Lines that cannot be read are named one by one, up to here."""

MOST_LINES = 50_000
"""Records of a file that is no whole export."""
MOST_OWN_LINES = 1_500_000
"""Records of an export: a store of 100,000 people has fewer."""

MOST_KINDS = 100
TOO_LONG = f"the line is longer than {LONGEST >> 20} MB"
TOO_MANY = (
    "this line and those after it are not read: more than {:,} records;"
    " import them as a file of their own, with the contacts that they name"
)
NO_RECORD = "the line is no record"


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
        self.is_foreign = not is_complete(data)
        self.doubt = doubt(data)
        most = MOST_LINES if self.is_foreign else MOST_OWN_LINES
        for count, (line, start, end) in enumerate(self._lines()):
            if count >= most:
                self.problems.insert(0, Skipped(line, TOO_MANY.format(most)))
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
        if kind == END and is_last_line(text):
            return
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
            if start < 0:
                continue
            try:
                yield read_record(line, self._data[start:end])
            except UsageProblem as problem:
                self._refuse(line, problem.sentence)
                places[at + 1] = -1  # said once, however often it is read

    def count(self, kind: str) -> int:
        """Return how many records of a kind there are."""
        return len(self._places.get(kind, ())) // 3
