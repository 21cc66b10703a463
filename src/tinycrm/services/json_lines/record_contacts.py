"""The contacts of a file of records into the store: each is one who is here, or a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tinycrm import clock
from tinycrm.errors import UsageProblem
from tinycrm.exchange.json_records import JsonRecord, Records
from tinycrm.services.codes import code
from tinycrm.services.identity import claims, filling, seen_cards
from tinycrm.services.identity.known_people import KnownPeople
from tinycrm.services.identity.person_facts import facts_of
from tinycrm.services.json_lines import contact_lines
from tinycrm.services.json_lines.contact_lines import ContactLine
from tinycrm.services.json_lines.left_out import LeftOut, LeftOutRecords
from tinycrm.services.json_lines.record_ids import RecordIds
from tinycrm.services.json_lines.record_tables import RELATED
from tinycrm.services.json_lines.waiting_records import NewRecord, WaitingRecords
from tinycrm.services.people import new_contact
from tinycrm.services.people.new_contact import NewContact
from tinycrm.services.records import Related
from tinycrm.services.relations import relating
from tinycrm.services.relations.relation_labels import known_label
from tinycrm.services.sql import rows_of
from tinycrm.services.waiting_rows import MOST_LETTERS, WaitingRows
from tinycrm.values import NamedTuple

ROWS_OF_KNOWN = 5
"""What a contact who is here already counts for: each value is compared."""


class FilledContact(NamedTuple):
    """A contact of a file that was here: its id, the name in the file, the fields filled in."""

    own: int
    name: str
    fields: tuple[str, ...]


class ContactRecords:
    """The contacts of one file: `new` are the ids of the new ones, `known` those that were here."""

    def __init__(
        self,
        db: sqlite3.Connection,
        people: KnownPeople,
        records: Records,
        ids: RecordIds,
        left_out: LeftOutRecords,
    ) -> None:
        self.db = db
        self.people = people
        self.records = records
        self.ids = ids
        self.left_out = left_out
        self.new: list[int] = []
        self.known: list[FilledContact] = []
        self.related: list[tuple[list[JsonRecord], int]] = []

    def store(self, source: str, tagged: Sequence[str], on_stored: Callable[[], None]) -> None:
        """Store the contacts, and then who belongs to whom.

        `source` is the format of the file, `tagged` are tags for all of them. In a store without
        contacts nobody is compared.
        """
        owners = {} if self.people.is_empty() else self._owners(source)
        waiting = WaitingRecords(self.db, self.ids, self._keep, self.left_out.skip)
        now = clock.instant()
        here: dict[int, int] = {}
        for each in self._read(source, self.left_out.skip):
            if self.left_out.begin_at(each.record):
                break
            on_stored()
            own = owners.get(each.record.line)
            if own is None:
                self._insert(each, waiting, tagged, now)
            else:
                self.ids.know("contact", each.record.maybe("id"), own)
                here[each.record.line] = own
                self.left_out.spend(ROWS_OF_KNOWN)
        waiting.write()
        self._relate()
        if here:
            self._fill_all(source, here, tagged)
        self.people.refresh((*self.new, *here.values()))

    def _insert(
        self, each: ContactLine, waiting: WaitingRecords, tagged: Sequence[str], now: str
    ) -> None:
        try:
            new = contact_lines.new_contact_of(each, self.ids, waiting.next_id, now)
        except UsageProblem as reason:
            self.left_out.skip(each.record, reason)
            return
        new.tags = (*new.tags, *tagged)
        waiting.add(new, "")
        self.left_out.spend(new.count() + len(each.record.objects("related")))

    def _keep(self, new: NewRecord) -> None:
        """Note a new contact; their relations wait until everybody is there."""
        self.new.append(new.own)
        if new.record.fields.get("related"):
            self.related.append((new.record.objects("related"), new.own))

    def _read(
        self, source: str, on_bad: Callable[[JsonRecord, Exception], None] = lambda *_: None
    ) -> Iterator[ContactLine]:
        """Yield the contacts; `on_bad` is called for what is none.

        They are read as often as they are needed, so that they are not all in memory.
        """
        seen: set[str] = set()
        for record in self.records.records("contact"):
            try:
                found = contact_lines.read_contact(record, source)
            except UsageProblem as problem:
                on_bad(record, problem)
                continue
            if found.draft.uid in seen:
                on_bad(record, LeftOut("its uid is that of an earlier line"))
                continue
            if found.draft.uid:
                seen.add(found.draft.uid)
            yield found

    def _owners(self, source: str) -> dict[int, int]:
        """Return the contacts that lines are, by their numbers: by the uid, else as a card."""
        lines = [(each.record.line, each.draft.uid or "") for each in self._read(source)]
        uids = [uid for _, uid in lines if uid]
        found = rows_of(self.db, "SELECT uid, id FROM contact WHERE uid IN ({})", uids)
        by_uid = dict(map(tuple, found))
        merged = {
            uid: new_contact.uid_owner(self.db, now)
            for uid, now in new_contact.merged_uids(self.db).items()
        }
        owners = {}
        for line, uid in lines:
            own = by_uid.get(uid) or merged.get(uid)
            if own:
                owners[line] = own
        others = [line for line, _ in lines if line not in owners]
        if not others:
            return owners
        facts = [
            facts_of(each.draft) for each in self._read(source) if each.record.line not in owners
        ]
        claimed = claims.assign(self.people, facts, owners.values())
        return owners | {others[place]: own for place, own in claimed.items()}

    def _relate(self) -> None:
        """Store the relations of the new contacts as they are; `source` is in the line."""
        rows = WaitingRows(self.db)
        for related, own in self.related:
            for each in related:
                other = self.ids.find("contact", each.maybe("id"))
                link = other if other != own else None
                insert, found = contact_lines.part_row(own, RELATED, each, rows.next_id, link)
                rows.add(insert, *found)
            if rows.are_many:
                rows.write()
        rows.write()

    def _fill_all(self, source: str, here: Mapping[int, int], tagged: Sequence[str]) -> None:
        """Fill the contacts that were `here`, by the numbers of their lines."""
        filler = filling.Filling(self.db, clock.today())
        lines = (each for each in self._read(source) if each.record.line in here)
        for part in _parts(lines):
            filler.read([here[each.record.line] for each in part])
            for each in part:
                self._fill(each, here[each.record.line], filler, tagged)
        filler.write()

    def _fill(
        self, each: ContactLine, own: int, filler: filling.Filling, tagged: Sequence[str]
    ) -> None:
        fields = [*filler.fill(own, each.draft)]
        if contact_lines.keep_parts(self.db, own, each.record):
            fields.append("extra")
        if relating.keep_related(self.db, own, self._related(each.record, own)):
            fields.append("related")
        if filler.tag(own, tagged):
            fields.append("tags")
        _remember(self.db, each.draft, own)
        self.known.append(FilledContact(own, each.draft.name, tuple(dict.fromkeys(fields))))

    def _related(self, record: JsonRecord, own: int) -> Iterator[Related]:
        for each in record.objects("related"):
            other = self.ids.find("contact", each.maybe("id"))
            if other != own:
                link = code("contact", other) if other else None
                yield Related(known_label(each.text("label")), link, each.text("name"))


def _parts(lines: Iterable[ContactLine]) -> Iterator[list[ContactLine]]:
    """Yield lines many at a time, but not too many letters: each may be long."""
    part: list[ContactLine] = []
    letters = 0
    for each in lines:
        part.append(each)
        letters += each.record.size
        if len(part) >= filling.AT_ONCE or letters > MOST_LETTERS:
            yield part
            part, letters = [], 0
    if part:
        yield part


def _remember(db: sqlite3.Connection, draft: NewContact, own: int) -> None:
    """Remember the uid of a contact who is here under another one."""
    if draft.uid and new_contact.uid_owner(db, draft.uid) is None:
        card = seen_cards.Seen(draft.source, draft.uid, draft.name)
        seen_cards.remember(db, own, card, frozenset())
