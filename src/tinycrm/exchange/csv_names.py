"""The names of a CSV file: whether “Müller, Hans” is Hans Müller is told by the whole column."""

from __future__ import annotations

from collections.abc import Iterator

from tinycrm.exchange.csv_cells import Cells

SAID = "the names of the column “{}” are read as family name, given name, by “{}” in line {}"
_ENOUGH = 3
_PARTS = ("prefix", "given", "middle", "family", "suffix")
_PERSON = frozenset(("given", "middle", "family"))
_COURTESY = frozenset(
    ("mr", "mrs", "ms", "miss", "herr", "frau", "m", "mme", "mlle", "sr", "sra", "pan", "pani")
)
"""What is no part of a name, unlike `Dr.`."""
_ENDINGS = frozenset(
    "jr sr ii iii iv phd md dds mba esq cpa rn dr prof dipl inc ltd llc llp corp co gmbh ag kg"
    " ug ohg mbh sa sas sarl srl spa bv nv oy ab as".split()
)
"""What follows a comma without being a given name: “Sammy Davis, Jr.”, “Acme, Inc.”"""


def read_name(row: Cells) -> str:
    """Return the name of a person, "" if the row has none."""
    full = " ".join(row.texts("name"))
    if row.sheet.is_export:
        return full
    full = " ".join(full.split())
    if full and (row.sheet.family_first or _is_family_first(row, full)):
        return given_first(full) or full
    if full or not row.has(_PERSON):
        return full
    return " ".join(" ".join(each for part in _PARTS for each in _part(row, part)).split())


def _is_family_first(row: Cells, full: str) -> bool:
    """Return whether other cells of the row say that “Müller, Hans” is Hans Müller."""
    return "," in full and full.split(", ") == [*row.texts("family"), *row.texts("given")]


def _part(row: Cells, part: str) -> Iterator[str]:
    for column, cell in row.of(part):
        if part == "prefix" and cell.rstrip(".").lower() in _COURTESY:
            row.extra.append((column.header, cell))
        else:
            yield cell


def given_first(name: str) -> str | None:
    """Return “Müller, Hans” as “Hans Müller”, None if it is not written in this way."""
    family, comma, given = (part.strip() for part in name.partition(","))
    words = given.replace(".", "").casefold().split()
    if not comma or not family or not words or "," in given or not _ENDINGS.isdisjoint(words):
        return None
    return f"{given} {family}" if family[0].isalpha() and given[0].isalpha() else None


class NameOrder:
    """Finds whether a column has the family names first.

    It has if at least three names are written so, and four times as many as names of several
    words without a comma, such as those of companies.
    """

    def __init__(self) -> None:
        self._first: tuple[int, str] | None = None
        self._count = 0
        self._others = 0

    def add(self, line: int, name: str) -> None:
        """Take account of a name, and of the line where its row begins."""
        if given_first(name):
            self._first = self._first or (line, name)
            self._count += 1
        elif "," not in name and " " in name.strip():
            self._others += 1

    def remark(self, header: str) -> str:
        """Return the sentence that the family names come first, "" if they do not."""
        if self._first is None or self._count < max(_ENOUGH, 4 * self._others):
            return ""
        line, name = self._first
        return SAID.format(header, name, line)
