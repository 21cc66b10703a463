"""Contacts as a table that spreadsheets, Google Contacts and `crm import` read.

What there may be several of has columns with a number, each value with its label, as Google
writes them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from tinycrm.exchange.cards import Card

BOM = "\ufeff"
_JOINED = " ::: "
_FORMULA = re.compile(r"['\t\r\n]|\s*[=+\-@＝＋－＠]")
_NUMBERED = (
    ("email", "E-mail", "Value"), ("phone", "Phone", "Value"), ("address", "Address", "Formatted"),
    ("url", "Website", "Value"), ("handle", "IM", "Value"),
)  # fmt: skip


def table(cards: Sequence[Card], *, raw: bool = False) -> Iterator[str]:
    """Yield the lines of a CSV file (RFC 4180): the header, then a row for each card.

    No cell begins like a formula: such a value has an apostrophe before it, of which our own
    import removes one. `raw` leaves them as they are.
    """
    counts = {kind: max(map(len, (_points(c, kind) for c in cards)), default=0) for kind in _KINDS}
    lists = {name: max((len(get(card)) for card in cards), default=0) for name, get in _LISTS}
    yield _line(_header(counts, lists), raw=True)
    for card in cards:
        yield _line(_row(card, counts, lists), raw=raw)


_KINDS = tuple(kind for kind, _, _ in _NUMBERED)
_LISTS = (
    ("Event", lambda card: card.occasions),
    ("Relation", lambda card: [(each.label, each.name) for each in card.related]),
    ("Custom Field", lambda card: card.facts),
)


def _points(card: Card, kind: str) -> list[tuple[str, str]]:
    return [(each.label, each.value) for each in card.points if each.kind == kind]


def _header(counts: dict[str, int], lists: dict[str, int]) -> list[str]:
    names = [
        "Name", "Nickname", "Organization Name", "Organization Title", "Birthday", "Labels",
        "Every", "Notes", "Kind", "UID",
    ]  # fmt: skip
    for kind, name, value in _NUMBERED:
        names += _pairs(name, counts[kind], value)
    for name, _ in _LISTS:
        names += _pairs(name, lists[name], "Value")
    return names


def _pairs(name: str, count: int, value: str) -> Iterable[str]:
    for number in range(1, count + 1):
        yield f"{name} {number} - Label"
        yield f"{name} {number} - {value}"


def _row(card: Card, counts: dict[str, int], lists: dict[str, int]) -> list[str]:
    cells = [
        card.name, _JOINED.join(card.nicknames), card.organization, card.title,
        str(card.birthday or ""), _JOINED.join(card.tags), card.every, card.note, card.kind,
        card.uid or "",
    ]  # fmt: skip
    for kind in _KINDS:
        cells += _filled(_points(card, kind), counts[kind])
    for name, get in _LISTS:
        cells += _filled(get(card), lists[name])
    return cells


def _filled(pairs: Iterable[tuple[str, object]], count: int) -> list[str]:
    cells = [str(cell) for pair in pairs for cell in pair]
    return cells + [""] * (2 * count - len(cells))


def _line(cells: Iterable[str], *, raw: bool) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells if raw else map(defused, cells))
    return out.getvalue()


def defused(value: str) -> str:
    """Return a cell that no spreadsheet runs as a formula (OWASP, CSV injection).

    A value that begins with an apostrophe gets one too, so that taking one away is its opposite.
    """
    return f"'{value}" if _FORMULA.match(value) else value
