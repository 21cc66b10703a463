"""A file of records into the store: what `crm export` wrote, or another program's in that form.

A record whose uid is here already is that record, and is not changed; of a contact only what is
missing is filled in. All others are new. Contacts without such a uid are found as cards are.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from tinycrm import clock
from tinycrm.errors import UsageProblem
from tinycrm.exchange.cards import Skipped
from tinycrm.exchange.json_records import UNKNOWN, JsonRecord, Records
from tinycrm.services.codes import code
from tinycrm.services.identity import seen_cards
from tinycrm.services.identity.known_people import KnownPeople
from tinycrm.services.identity.person_facts import facts_of
from tinycrm.services.people import filling, new_contact, tags
from tinycrm.services.people.new_contact import NewContact
from tinycrm.services.records import Related
from tinycrm.services.relations import relating
from tinycrm.services.relations.relation_labels import known_label
from tinycrm.services.sql import rows_of
from tinycrm.services.transfer import claims, contact_lines
from tinycrm.services.transfer.record_ids import OTHER, RecordIds, uid_digest
from tinycrm.services.transfer.record_rows import LeftOut, RecordStoring
from tinycrm.services.transfer.record_tables import RELATED
from tinycrm.text import visible
from tinycrm.values import NamedTuple

MOST_BAD = 50_000
"""Records that were left out, one by one."""
TOO_MANY_BAD = (
    "this record and those of its kind after it are not read: {:,} others were left out before"
)
REFUSED = (UsageProblem, LeftOut, sqlite3.IntegrityError)


class FilledContact(NamedTuple):
    """A contact of a file that was here: its id, the name in the file, the fields filled in."""

    own: int
    name: str
    fields: tuple[str, ...]


class RecordReport(NamedTuple):
    """What a file of records did: the new contacts, those that were here, and the lines left out.

    `new` and `unchanged` count the other records by kind.
    """

    contacts: tuple[int, ...]
    known: tuple[FilledContact, ...]
    new: Counter[str]
    unchanged: Counter[str]
    skipped: tuple[Skipped, ...]


class _ContactLine(NamedTuple):
    record: JsonRecord
    draft: NewContact


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
    return _Importing(db, people, records, source, tagged, on_stored).run()


class _Importing:
    """One file while its records are stored."""

    def __init__(
        self,
        db: sqlite3.Connection,
        people: KnownPeople,
        records: Records,
        source: str,
        tagged: Sequence[str],
        on_stored: Callable[[], None],
    ) -> None:
        self.on_stored = on_stored
        self.db = db
        self.people = people
        self.records = records
        self.source = source
        self.tagged = tagged
        self.ids = RecordIds(db, records.highest)
        self.contacts: list[int] = []
        self.known: list[FilledContact] = []
        self.new: Counter[str] = Counter()
        self.unchanged: Counter[str] = Counter()
        self.skipped: list[Skipped] = []

    def run(self) -> RecordReport:
        self._know_others()
        self._store_contacts()
        storing = RecordStoring(self.db, self.ids)
        for kind, store in storing.storing.items():
            for record in self.records.records(kind):
                if self._has_too_many_bad(record):
                    break
                self.on_stored()
                try:
                    (self.new if store(record) else self.unchanged)[kind] += 1
                except REFUSED as reason:
                    self._skip(record, reason)
        storing.finish()
        for kind in sorted(self.records.kinds() - storing.storing.keys() - {"contact", OTHER}):
            first, more = next(self.records.records(kind), None), self.records.count(kind) - 1
            if first is None:
                continue  # none of the lines is a record
            also = f", and {more:,} more like it" if more else ""
            self._skip(first, LeftOut(UNKNOWN.format(visible(kind)) + also))
        return RecordReport(
            tuple(self.contacts), tuple(self.known), self.new, self.unchanged,
            tuple(self.skipped),
        )  # fmt: skip

    def _skip(self, record: JsonRecord, reason: Exception) -> None:
        self.skipped.append(Skipped(record.line, say_refused(reason)))

    # ── contacts ─────────────────────────────────────────────────────────────────────────

    def _know_others(self) -> None:
        """Find who is mentioned and not in the file, but here: links to them are kept."""
        if OTHER not in self.records.kinds():
            return
        here = {uid_digest(uid): own for own, uid in self.db.execute("SELECT id, uid FROM contact")}
        for record in self.records.records(OTHER):
            own = here.get(str(record.fields.get("uid_sha256")))
            if own:
                self.ids.know("contact", str(record.fields.get("id")), own)

    def _has_too_many_bad(self, record: JsonRecord) -> bool:
        """Return whether so many records were left out that the rest of their kind is, too."""
        if len(self.skipped) < MOST_BAD:
            return False
        self._skip(record, LeftOut(TOO_MANY_BAD.format(MOST_BAD)))
        return True

    def _read_contacts(self) -> Iterator[_ContactLine]:
        seen: set[str] = set()
        for record in self.records.records("contact"):
            if self._has_too_many_bad(record):
                return
            try:
                draft = contact_lines.read_draft(record, self.source)
            except UsageProblem as problem:
                self._skip(record, problem)
                continue
            if draft.uid in seen:
                self._skip(record, LeftOut("its uid is that of an earlier line"))
                continue
            if draft.uid:
                seen.add(draft.uid)
            yield _ContactLine(record, draft)

    def _store_contacts(self) -> None:
        """Store the contacts, and then who belongs to whom.

        In a store without contacts nobody is compared, and each line is read and stored alone.
        """
        lines: Iterable[_ContactLine] = self._read_contacts()
        owners: dict[int, int] = {}
        if not self.people.is_empty():
            lines = list(lines)
            owners = self._owners(lines)
        related, known = [], []
        for place, line in enumerate(lines):
            self.on_stored()
            own = owners.get(place)
            try:
                own_or_new = own if own is not None else self._insert(line)
            except REFUSED as reason:
                self._skip(line.record, reason)
                continue
            self.ids.know("contact", line.record.maybe("id"), own_or_new)
            if own is not None:
                known.append((line, own))
            elif line.record.fields.get("related"):
                related.append((line.record.objects("related"), own_or_new))
        for found, new in related:
            self._relate(found, new)
        for line, own in known:
            self._fill(line, own)
        self.people.refresh((*self.contacts, *(own for _, own in known)))

    def _owners(self, lines: Sequence[_ContactLine]) -> dict[int, int]:
        """Return the contacts that the lines are, by their places: by the uid, else as a card."""
        uids = [line.draft.uid for line in lines if line.draft.uid]
        found = rows_of(self.db, "SELECT uid, id FROM contact WHERE uid IN ({})", uids)
        by_uid = dict(map(tuple, found))
        merged = {
            uid: new_contact.uid_owner(self.db, now)
            for uid, now in new_contact.merged_uids(self.db).items()
        }
        owners = {}
        for place, line in enumerate(lines):
            own = by_uid.get(line.draft.uid) or merged.get(line.draft.uid or "")
            if own:
                owners[place] = own
        others = [place for place in range(len(lines)) if place not in owners]
        facts = [facts_of(lines[place].draft) for place in others]
        self.people.load(facts)
        for own in owners.values():
            self.people.hide(own)
        claimed = claims.assign(self.people, facts)
        return owners | {others[place]: own for place, own in claimed.items()}

    def _insert(self, line: _ContactLine) -> int:
        own = contact_lines.insert(self.db, line.record, line.draft, self.ids)
        tags.tag_contact(self.db, own, self.tagged)
        self.contacts.append(own)
        return own

    def _relate(self, related: Sequence[JsonRecord], own: int) -> None:
        """Store the relations of a new contact as they are; `source` is in the line."""
        for each in related:
            other = self.ids.find("contact", each.maybe("id"))
            contact_lines.insert_part(self.db, own, RELATED, each, other if other != own else None)

    def _fill(self, line: _ContactLine, own: int) -> None:
        fields = [*filling.fill(self.db, own, line.draft, clock.today())]
        if contact_lines.keep_parts(self.db, own, line.record, is_new=False):
            fields.append("extra")
        if relating.keep_related(self.db, own, self._related(line, own)):
            fields.append("related")
        if tags.tag_contact(self.db, own, self.tagged):
            fields.append("tags")
        self._remember(line, own)
        self.known.append(FilledContact(own, line.draft.name, tuple(dict.fromkeys(fields))))

    def _related(self, line: _ContactLine, own: int) -> Iterator[Related]:
        for each in line.record.objects("related"):
            other = self.ids.find("contact", each.maybe("id"))
            if other != own:
                link = code("contact", other) if other else None
                yield Related(known_label(each.text("label")), link, each.text("name"))

    def _remember(self, line: _ContactLine, own: int) -> None:
        """Remember the uid of a contact who is here under another one."""
        uid = line.draft.uid
        if uid and new_contact.uid_owner(self.db, uid) is None:
            card = seen_cards.Seen(self.source, uid, line.draft.name)
            seen_cards.remember(self.db, own, card, frozenset())


def say_refused(reason: Exception) -> str:
    """Return why a record was left out: a rule of the store by its name, in words."""
    if isinstance(reason, UsageProblem):
        return f"{reason.sentence} {reason.hint}".strip()
    text = str(reason)
    for start in ("CHECK constraint failed: ", "NOT NULL constraint failed: "):
        if text.startswith(start):
            rule = text.removeprefix(start)
            return f"it breaks the rule “{rule.replace('_', ' ')}”"
    return text
