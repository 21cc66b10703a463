"""The cells of one row of a CSV file into a Card; what has no field is kept unchanged."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence

from tinycrm.contact_points import Point, PointKind
from tinycrm.days import YearlyDay, parse_every
from tinycrm.errors import UsageProblem
from tinycrm.exchange import csv_headers
from tinycrm.exchange.cards import LONG_VALUE, Card, NamedRelative, Remark, Skipped
from tinycrm.exchange.contact_groups import tags_of
from tinycrm.exchange.csv_addresses import PARTS, read_addresses
from tinycrm.exchange.csv_cells import TABLE, Cells, Sheet
from tinycrm.exchange.csv_days import day_of_parts, read_cell_day
from tinycrm.exchange.csv_headers import Column
from tinycrm.exchange.csv_names import read_name
from tinycrm.exchange.csv_rows import SheetRow
from tinycrm.exchange.vcard_points import read_email, read_phone
from tinycrm.rules import CONTACT_KINDS, ContactKind, parse_fact, parse_text
from tinycrm.tagging import parse_tag
from tinycrm.text import fold, plain_label

NO_NAME = "no name, organization, e-mail or phone in the row"
ROUNDED = "“{}” in the column “{}” is not a phone number any more: a spreadsheet rounded it"
_ROUNDED = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE]\+?\d+", re.ASCII)
_VALUE = re.compile(r"\d\d\d\d\d|@")
"""What is no label but a value, in a row whose cells are shifted."""
_NO_GENDER = frozenset(
    map(fold, ("unspecified", "keine Angabe", "non spécifié", "sin especificar", "nieokreślona"))
)
"""What Outlook writes for everybody."""
_DAYS = frozenset(("birthday", "date", "dates", "birth year", "birth month", "birth day"))
_FACTS = frozenset(("fact", "facts"))
_ADDRESSES = frozenset(("address", *PARTS))


def read_row(row: SheetRow, sheet: Sheet) -> Card | Skipped:
    """Return the card of a row, or Skipped if it has nothing to name it by."""
    return _CardCells(row, sheet).card()


class _CardCells(Cells):
    """The cells of a row while its card is made."""

    def card(self) -> Card | Skipped:
        points = tuple(self._points())
        organization = ", ".join(self.texts("organization") + self.texts("department"))
        person = read_name(self)
        nicknames = self.values("nickname")
        name = next(self._names(person, nicknames, organization, points), "")
        if not name:
            return Skipped(self.row.line, self.remarks[-1].text if self.remarks else NO_NAME)
        birthday, occasions = self._days() if self.has(_DAYS) else (None, ())
        facts = tuple(self._facts()) if self.has(_FACTS) else ()
        related = tuple(self._related()) if "related" in self.by_field else ()
        tags, every = self._tags(), self._every()
        self._keep_rest()
        return Card(
            name=name,
            uid=next(iter(self.texts("uid")), None),
            kind=self._kind(is_person=bool(person or nicknames or not organization)),
            nicknames=tuple(each for each in dict.fromkeys(nicknames) if each != name),
            organization=organization,
            title=", ".join(self.texts("title")),
            points=points,
            birthday=birthday,
            occasions=occasions,
            tags=tags,
            note="\n\n".join(dict.fromkeys(self.texts("note"))),
            facts=facts,
            every=every,
            related=related,
            extra=tuple(self.extra),
            unread=tuple(self.unread),
            remarks=tuple(self.remarks),
            line=self.row.line,
            kept=self._text().encode("utf-8", "replace"),
            source="csv",
        )

    # ── who ──────────────────────────────────────────────────────────────────────────────

    def _kind(self, *, is_person: bool) -> ContactKind:
        kinds = self.texts("kind")
        given = next((each for each in CONTACT_KINDS if each in kinds), None) if kinds else None
        return given or ("person" if is_person else "organization")

    def _names(
        self, person: str, nicknames: list[str], organization: str, points: Sequence[Point]
    ) -> Iterator[str]:
        yield from filter(None, (person, *nicknames, organization))
        for kind in ("email", "phone"):
            yield from (point.value for point in points if point.kind == kind)

    # ── points ───────────────────────────────────────────────────────────────────────────

    def _points(self) -> Iterator[Point]:
        found: dict[tuple[str, str], tuple[bool, Point]] = {}
        addresses = read_addresses(self) if self.has(_ADDRESSES) else ()
        for column, point in [*self._single_points(), *addresses]:
            new = (not self.is_main(column), point)
            _, known = found.setdefault((point.kind, point.normal), new)
            if point.is_at_another_service(known):
                self.keep_unread(column, f"{point.label}: {point.value}")
        in_order = found.values()
        if self.labels:
            in_order = sorted(in_order, key=lambda each: each[0])  # type: ignore[assignment]
        for _, point in in_order:
            yield point

    def _single_points(self) -> Iterator[tuple[Column, Point]]:
        as_it_is = dict.fromkeys(("email", "phone"), _text) if self.sheet.is_export else {}
        readers: tuple[tuple[PointKind, Callable[[str], str]], ...] = (
            ("email", read_email), ("phone", self._phone), ("url", _text), ("handle", _text),
        )  # fmt: skip
        for kind, read in readers:
            for column, cell in self.of(kind):
                for value in self.each(kind, column, cell):
                    label, text = self._own_label(kind, value, self.label(column))
                    try:
                        yield column, Point(kind, as_it_is.get(kind, read)(text), label)
                    except UsageProblem:
                        self._refuse(column, value)

    def _own_label(self, kind: str, value: str, label: str) -> tuple[str, str]:
        """Return the label and the rest of `work: ada@example.org`, as tinycrm writes them."""
        if self.sheet.form != TABLE:
            return label, value
        own, sign, rest = value.partition(": ")
        is_labelled = sign and kind != "url"
        return (own, rest) if is_labelled and rest.strip() else (label, value)

    def _phone(self, text: str) -> str:
        if _ROUNDED.fullmatch(text):
            raise UsageProblem(text)
        return read_phone(text)

    def _refuse(self, column: Column, value: str) -> None:
        rounded = bool(_ROUNDED.fullmatch(value))
        if rounded:
            self.remarks.append(Remark(self.row.line, ROUNDED.format(value, column.header)))
        self.keep_unread(column, value, said=rounded)

    # ── days, tags, facts, relations ─────────────────────────────────────────────────────

    def _days(self) -> tuple[YearlyDay | None, tuple[tuple[str, YearlyDay], ...]]:
        birthday: YearlyDay | None = None
        occasions: dict[tuple[str, YearlyDay], None] = {}
        for column, label, text in self._day_cells():
            is_birthday = label == "birthday"
            how = self.sheet.reading_of(column.header)
            try:
                day = read_cell_day(text, how, is_birthday=is_birthday)
            except UsageProblem:
                self.keep_unread(column, text)
                continue
            if day and is_birthday and birthday is None:
                birthday = day
            elif day and not is_birthday:
                occasions[label, day] = None
        return birthday or self._day_of_parts(), tuple(occasions)

    def _day_cells(self) -> Iterator[tuple[Column, str, str]]:
        """Yield the column, the label and the text of each day."""
        for column, cell in self.of("birthday"):
            yield column, "birthday", cell
        for column, cell in self.of("date"):
            for value in self.split(column, cell):
                yield column, self.label(column) or "other", value
        for column, cell in self.of("dates"):
            for value in self.split(column, cell):
                label, _, text = value.rpartition("=")
                yield column, plain_label(label.strip()) or "other", text

    def _day_of_parts(self) -> YearlyDay | None:
        parts = {
            part: next(iter(self.of(f"birth {part}")), None) for part in ("year", "month", "day")
        }
        texts = {part: found[1] if found else "" for part, found in parts.items()}
        try:
            return day_of_parts(self.sheet.reading_of(""), **texts)
        except UsageProblem:
            for found in filter(None, parts.values()):
                self.keep_unread(*found)
            return None

    def _tags(self) -> tuple[str, ...]:
        if "tags" not in self.by_field:
            return ()
        if self.sheet.is_export:
            return tuple(dict.fromkeys(map(parse_tag, self.values("tags"))))
        return tags_of(each.removeprefix("*").strip() for each in self.values("tags"))

    def _facts(self) -> Iterator[tuple[str, str]]:
        for column, cell in self.of("fact"):
            if column.label == "gender" and fold(cell) in _NO_GENDER:
                self.extra.append((column.header, cell))
            else:
                yield self.label(column) or "other", cell
        for column, cell in self.of("facts"):
            for value in self.split(column, cell):
                try:
                    yield parse_fact(value)
                except UsageProblem:
                    self.keep_unread(column, value)

    def _related(self) -> Iterator[NamedRelative]:
        for column, cell in self.of("related"):
            is_list = column.label == "child"  # Outlook has all children in one cell
            values = re.split(r"\s*[;,]\s*", cell) if is_list else self.split(column, cell)
            for value in filter(None, values):
                label, sign, name = value.rpartition("=")
                own = label.strip() if sign and self.sheet.form == TABLE else self.label(column)
                yield NamedRelative(own, (name if own == label.strip() else value).strip())

    def _every(self) -> str:
        for column, cell in self.of("every"):
            try:
                return str(parse_every(cell))
            except UsageProblem:
                self.keep_unread(column, cell)
        return ""

    # ── what is only kept ────────────────────────────────────────────────────────────────

    def _keep_rest(self) -> None:
        for column, cell in self.of(csv_headers.KEPT):
            self.extra.append((column.header, cell))
        for column, cell in self.of(csv_headers.UNKNOWN):
            self.keep_unread(column, cell, said=True)
        for column, cell in self.of(csv_headers.LABEL):
            if _VALUE.search(cell) and not self.has_value(column.number):
                self.keep_unread(column, cell)
        if self.more:
            self.extra.append(self.more)

    def _text(self) -> str:
        """Return the row in short; it is the same for the same row."""
        lines = [
            f"{column.header}:{cell if len(cell) <= LONG_VALUE else '…'}"
            for column, cell in self.cells
        ]
        if self.more:
            whole = "\0".join(self.more).encode()
            lines.append(f"more columns:{hashlib.blake2b(whole, digest_size=16).hexdigest()}")
        return "\n".join(lines)


def _text(value: str) -> str:
    return parse_text(value, "value")
