"""What an export for other programs has: vCards, a table, a calendar, as parts of a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from tinycrm import clock
from tinycrm.errors import UsageProblem
from tinycrm.services.people import filtering
from tinycrm.text import visible
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.cards.vcard_export import CardOptions

FORMATS = ("jsonl", "vcard", "csv", "ics")
NOUNS = {"jsonl": "record", "vcard": "card", "csv": "row", "ics": "event"}
"""What the parts of a file are called when they are counted."""
VERSIONS = ("3.0", "4.0")


class ExportChoice(NamedTuple):
    """What to export and how: the format, a filter, and the options of the formats.

    `version` is that of new vCards; `notes` are notes, facts and issues in vCard and CSV; `raw`
    and `bom` are of CSV.
    """

    format: str
    words: tuple[str, ...] = ()
    version: str = "3.0"
    notes: bool = False
    raw: bool = False
    bom: bool = False

    def cards(self) -> CardOptions:
        """Return the options of vCards."""
        from tinycrm.services.cards.vcard_export import CardOptions

        return CardOptions(self.version, self.notes)

    def noun(self, count: int) -> str:
        """Return how many parts there are in words: `1 card`, `12 rows`."""
        return f"{count} {NOUNS[self.format]}{'' if count == 1 else 's'}"


def check(choice: ExportChoice) -> None:
    """Raise UsageProblem for a format that there is not, or an option of another one."""
    if choice.format not in FORMATS:
        raise UsageProblem(
            f"“{visible(choice.format)}” is not an export format.",
            f"The formats are {', '.join(FORMATS)}.",
        )
    if choice.version not in VERSIONS:
        raise UsageProblem(
            f"“{visible(choice.version)}” is not a version of vCard.", "Choose 3.0 or 4.0."
        )
    given = {
        "--vcard": (choice.version != VERSIONS[0], ("vcard",)),
        "--notes": (choice.notes, ("vcard", "csv")),
        "--raw": (choice.raw, ("csv",)),
        "--bom": (choice.bom, ("csv",)),
    }
    for option, (is_given, formats) in given.items():
        if is_given and choice.format not in formats:
            raise UsageProblem(f"{option} is for --format {' or '.join(formats)}.")


def find_ids(db: sqlite3.Connection, words: Sequence[str]) -> list[int]:
    """Return the ids of the contacts that a filter finds; archived ones only if it asks for them.

    Raises what `filtering.where` does.
    """
    found = filtering.where(filtering.FilterContext(db, clock.today()), words)
    sql = f"SELECT id FROM contact WHERE {found.sql} ORDER BY id"
    return [row["id"] for row in db.execute(sql, found.values)]


def count_archived(db: sqlite3.Connection, choice: ExportChoice) -> int:
    """Return how many archived people an export of everybody leaves out."""
    if choice.words or choice.format == "jsonl":
        return 0
    row = db.execute("SELECT count(*) FROM contact WHERE archived_at IS NOT NULL").fetchone()
    return int(row[0])


def parts(db: sqlite3.Connection, choice: ExportChoice) -> Iterator[tuple[bytes, int]]:
    """Yield the parts of a file that is no JSON Lines, with the number of records in each."""
    ids = find_ids(db, choice.words)
    if choice.format == "vcard":
        yield from _vcards(db, ids, choice)
    elif choice.format == "csv":
        yield from _rows(db, ids, choice)
    else:
        yield _calendar(db, ids, choice)


def _vcards(
    db: sqlite3.Connection, ids: Sequence[int], choice: ExportChoice
) -> Iterator[tuple[bytes, int]]:
    from tinycrm.services.cards import vcard_export

    for _, text in vcard_export.export(db, ids, choice.cards()):
        yield text.file(), 1


def _rows(
    db: sqlite3.Connection, ids: Sequence[int], choice: ExportChoice
) -> Iterator[tuple[bytes, int]]:
    from tinycrm.exchange import csv_writing
    from tinycrm.services.cards.vcard_export import CardWriter

    writer = CardWriter(db, ids, choice.cards())
    cards = [writer.card(own) for own in ids]
    for number, line in enumerate(csv_writing.table(cards, raw=choice.raw)):
        mark = csv_writing.BOM if choice.bom and number == 0 else ""
        yield (mark + line).encode("utf-8"), int(number > 0)


def _calendar(
    db: sqlite3.Connection, ids: Sequence[int], choice: ExportChoice
) -> tuple[bytes, int]:
    from tinycrm.exchange.calendar_writing import write_calendar
    from tinycrm.services.transfer.calendar_export import find_events

    events = list(find_events(db, ids, some=bool(choice.words)))
    return write_calendar(events), len(events)
