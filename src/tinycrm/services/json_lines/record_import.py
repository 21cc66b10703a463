"""A file of records into the store: what `crm export` wrote, or another program's in that form.

A record whose uid is here already is that record, and is not changed; of a contact only what is
missing is filled in. All others are new. Contacts without such a uid are found as cards are.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence

from tinycrm.exchange.cards import Skipped
from tinycrm.exchange.json_records import UNKNOWN, JsonRecord, Records
from tinycrm.services.identity.known_people import KnownPeople
from tinycrm.services.json_lines.left_out import REFUSED, LeftOut, LeftOutRecords
from tinycrm.services.json_lines.record_contacts import ContactRecords, FilledContact
from tinycrm.services.json_lines.record_ids import OTHER, RecordIds, uid_digest
from tinycrm.services.json_lines.record_rows import RecordStoring
from tinycrm.text import visible
from tinycrm.values import NamedTuple


class RecordReport(NamedTuple):
    """What a file of records did: the new contacts, those that were here, and the lines left out.

    `new` and `unchanged` count the other records by kind.
    """

    contacts: tuple[int, ...]
    known: tuple[FilledContact, ...]
    new: Counter[str]
    unchanged: Counter[str]
    skipped: tuple[Skipped, ...]


def import_records(
    db: sqlite3.Connection,
    people: KnownPeople,
    records: Records,
    source: str,
    tagged: Sequence[str] = (),
    on_stored: Callable[[], None] = lambda: None,
) -> RecordReport:
    """Store the records of a file; `source` is its format, `tagged` are tags for all contacts.

    `on_stored` is called for each record.
    """
    ids, left_out = RecordIds(db, records.highest), LeftOutRecords(is_foreign=records.is_foreign)
    _know_others(db, records, ids)
    contacts = ContactRecords(db, people, records, ids, left_out)
    contacts.store(source, tagged, on_stored)
    others = _OtherRecords(db, records, ids, left_out)
    others.store(on_stored)
    return RecordReport(
        tuple(contacts.new), tuple(contacts.known), others.new, others.unchanged,
        tuple(left_out.skipped),
    )  # fmt: skip


def _know_others(db: sqlite3.Connection, records: Records, ids: RecordIds) -> None:
    """Find who is mentioned and not in the file, but here: links to them are kept."""
    if OTHER not in records.kinds():
        return
    here = {uid_digest(uid): own for own, uid in db.execute("SELECT id, uid FROM contact")}
    for record in records.records(OTHER):
        own = here.get(str(record.fields.get("uid_sha256")))
        if own:
            ids.know("contact", str(record.fields.get("id")), own)


class _OtherRecords:
    """The records of one file that are no contacts, counted by kind."""

    def __init__(
        self,
        db: sqlite3.Connection,
        records: Records,
        ids: RecordIds,
        left_out: LeftOutRecords,
    ) -> None:
        self.records = records
        self.left_out = left_out
        self.storing = RecordStoring(db, ids, self._refuse)
        self.new: Counter[str] = Counter()
        self.unchanged: Counter[str] = Counter()

    def store(self, on_stored: Callable[[], None]) -> None:
        """Store the records, kind by kind."""
        for kind, store in self.storing.storing.items():
            self._store_kind(kind, store, on_stored)
            self.storing.waiting.write()
        self.storing.finish()
        self._name_unknown()

    def _store_kind(
        self, kind: str, store: Callable[[JsonRecord], int], on_stored: Callable[[], None]
    ) -> None:
        for record in self.records.records(kind):
            if self.left_out.begin_at(record):
                return
            on_stored()
            try:
                rows = store(record)
            except REFUSED as reason:
                self.left_out.skip(record, reason)
                continue
            (self.new if rows else self.unchanged)[kind] += 1
            self.left_out.spend(rows or 1)

    def _refuse(self, record: JsonRecord, reason: Exception) -> None:
        """Note a record that was counted as new, and that the store refused after all."""
        self.new[record.kind] -= 1
        self.left_out.skip(record, reason)

    def _name_unknown(self) -> None:
        for kind in sorted(self.records.kinds() - self.storing.storing.keys() - {"contact", OTHER}):
            first, more = next(self.records.records(kind), None), self.records.count(kind) - 1
            if first is None:
                continue  # none of the lines is a record
            also = f", and {more:,} more like it" if more else ""
            self.left_out.skip(first, LeftOut(UNKNOWN.format(visible(kind)) + also))
