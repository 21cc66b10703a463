"""What an import did: the counts, who was filled in, what was skipped or not understood."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence

from tinycrm.exchange.cards import Card, Skipped
from tinycrm.services.codes import code
from tinycrm.text import visible
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tinycrm.exchange.json_records import Records
    from tinycrm.services.json_lines.record_import import RecordReport


class Source(NamedTuple):
    """A file's name, for the report, its format, and what was read from it: cards, or records.

    `folder` and `href` are the folder and the name in it of a file which is one of a folder's.
    """

    name: str
    items: tuple[Card | Skipped, ...] = ()
    format: str = "vcard"
    records: Records | None = None
    folder: str = ""
    href: str = ""


class SkippedCard(NamedTuple):
    """A card that was skipped: where it begins, and the reason."""

    file: str
    line: int
    reason: str


class UnreadValue(NamedTuple):
    """A value that was not understood: where it is, its property, its text."""

    file: str
    line: int
    name: str
    value: str


class SourceRemark(NamedTuple):
    """What was read with a doubt: where it is, and a sentence about it."""

    file: str
    line: int
    text: str


class Change(NamedTuple):
    """A contact that a card filled in: their name, the card's, and the fields that changed."""

    id: str
    name: str
    card: str
    fields: tuple[str, ...]


class Report(NamedTuple):
    """What an import did, or with `--dry-run` would do.

    `total` counts the cards, rows or records; each is new, updated (something was missing),
    unchanged, or skipped. `ids` are the codes of the new contacts; `changes` say what was filled
    in. `made` counts what is new by kind.
    `not_understood` are the first values that were not understood, of as many as the count says;
    they are kept on their cards. `remarks` say what was read with a doubt. `notices` are sentences
    about the cards of a folder: what both sides changed, who is gone; or about an export that may
    be a part only.
    """

    total: int
    new: int
    updated: int
    unchanged: int
    skipped: tuple[SkippedCard, ...]
    ids: tuple[str, ...]
    batch: str | None
    not_understood: tuple[UnreadValue, ...] = ()
    not_understood_count: int = 0
    remarks: tuple[SourceRemark, ...] = ()
    changes: tuple[Change, ...] = ()
    made: dict[str, int] = {}  # noqa: RUF012  # of a frozen value
    notices: tuple[str, ...] = ()


def with_records(
    report: Report, db: sqlite3.Connection, read: Sequence[tuple[Source, RecordReport]]
) -> Report:
    """Return the report with what the files of records did."""
    for source, found in read:
        filled = [each for each in found.known if each.fields]
        skipped = [SkippedCard(source.name, each.line, each.reason) for each in found.skipped]
        made = Counter(contact=len(found.contacts)) + found.new
        unchanged = len(found.known) - len(filled) + found.unchanged.total()
        changes = (change_of(db, each.own, each.name, each.fields) for each in filled)
        report = report._replace(
            total=report.total + made.total() + unchanged + len(filled) + len(skipped),
            new=report.new + made.total(),
            updated=report.updated + len(filled),
            unchanged=report.unchanged + unchanged,
            skipped=(*report.skipped, *skipped),
            ids=(*report.ids, *(code("contact", each) for each in found.contacts)),
            changes=(*report.changes, *changes),
            made=dict(Counter(report.made) + made),
            notices=(*report.notices, *_doubt(source)),
        )
    return report


def _doubt(source: Source) -> Iterator[str]:
    if source.records and source.records.doubt:
        yield f"{visible(source.name)}: {source.records.doubt}"


def change_of(db: sqlite3.Connection, own: int, came: str | None, fields: Sequence[str]) -> Change:
    """Return what was filled in at a contact that came with this name; None: with its own."""
    name = db.execute("SELECT name FROM contact WHERE id = ?", (own,)).fetchone()[0]
    return said_change(own, name, came, fields)


def said_change(own: int, name: str, came: str | None, fields: Sequence[str]) -> Change:
    """Return the same of a contact whose `name` is known."""
    return Change(code("contact", own), name, came or name, tuple(dict.fromkeys(fields)))


SHOWN = 20
"""At most so many values that were not understood are named one by one."""


def doubts_of(sources: Sequence[Source]) -> dict[str, Any]:
    """Return what the report says about values that were not understood, or with a doubt."""
    cards = [(source.name, each) for source in sources for each in source.items]
    unread = [
        UnreadValue(name, one.line, one.name, one.text)
        for name, card in cards
        if isinstance(card, Card)
        for one in card.unread
        if one.line
    ]
    remarks = (
        SourceRemark(name, one.line, one.text)
        for name, card in cards
        if isinstance(card, Card)
        for one in card.remarks
    )
    return {
        "not_understood": tuple(unread[:SHOWN]),
        "not_understood_count": len(unread),
        "remarks": tuple(remarks),
    }
