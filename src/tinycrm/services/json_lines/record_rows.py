"""The notes, reminders, issues and other records of an export, read back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache, partial

from tinycrm import clock
from tinycrm.errors import UsageProblem
from tinycrm.exchange.json_records import JsonRecord
from tinycrm.services.activity.notes import NOTE_CONTACT
from tinycrm.services.codes import code, read_code
from tinycrm.services.json_lines.contact_lines import every_of
from tinycrm.services.json_lines.left_out import LeftOut
from tinycrm.services.json_lines.record_ids import RecordIds
from tinycrm.services.json_lines.record_tables import PLAIN, PlainTable
from tinycrm.services.json_lines.waiting_records import NewRecord, WaitingRecords
from tinycrm.services.people import referrals
from tinycrm.services.sql import Insert
from tinycrm.services.uids import new_uid
from tinycrm.services.waiting_rows import WaitingRows
from tinycrm.text import fold, fold_all, visible

_FOLLOWS = "follows"
"""A link that is no table: from a reminder to the one that it follows."""
_LINKS = {
    through: Insert(through, (f"{table}_id", f"{other}_id"), "ON CONFLICT DO NOTHING")
    for table, through, other in (
        ("note", "note_issue", "issue"),
        *((plain.table, *each[1:]) for plain in PLAIN for each in plain.lists),
    )
}


@cache
def _insert_of(table: str, columns: tuple[str, ...]) -> Insert:
    return Insert(table, ("id", *columns))


class RecordStoring:
    """Stores the records of one file, once its contacts are there.

    `on_refused` is called for each that the store refuses after it has waited. `finish` comes last.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        ids: RecordIds,
        on_refused: Callable[[JsonRecord, Exception], None],
    ) -> None:
        self.db = db
        self.ids = ids
        self.now = clock.instant()
        self.waiting = WaitingRecords(db, ids, self._keep_links, on_refused)
        self._links: list[tuple[int, tuple[str, str, str]]] = []
        self.storing: dict[str, Callable[[JsonRecord], int]] = {
            "issue": self._issue, "note": self._note, "reminder": self._reminder,
            **{each.table: partial(self._plain, each) for each in PLAIN},
            "filter": self._filter, "distinct": self._distinct, "key": self._key,
        }  # fmt: skip
        """What stores each kind of record, in their order, or lets it wait.

        It returns how many rows the record has; 0 if it is here already. Raises LeftOut or
        UsageProblem with the reason, or what SQLite raises for a value that the store refuses.
        Nothing is left behind then.
        """

    def _keep_links(self, new: NewRecord) -> None:
        self._links += ((new.own, link) for link in new.links)

    def finish(self) -> None:
        """Store what links records to each other, when all of them are there."""
        rows = WaitingRows(self.db)
        for own, (through, table, code_) in self._links:
            row_id = self.ids.find(table, code_)
            if row_id and through == _FOLLOWS:
                self._follow(row_id, own)
            elif row_id:
                rows.add(_LINKS[through], (own, row_id))
                if rows.are_many:
                    rows.write()
        rows.write()

    def _follow(self, row_id: int, own: int) -> None:
        """Let a reminder follow another one, unless a third one does."""
        sql = "SELECT 1 FROM reminder WHERE follows_id = ?"
        if row_id != own and self.db.execute(sql, (row_id,)).fetchone() is None:
            self.db.execute("UPDATE reminder SET follows_id = ? WHERE id = ?", (row_id, own))

    # ── one row ──────────────────────────────────────────────────────────────────────────

    def _known(self, table: str, record: JsonRecord) -> bool:
        """Return whether a record is here already, by its uid, which its code then means."""
        uid = record.maybe("uid")
        if not uid:
            return False
        if self.waiting.has(uid):
            self.waiting.write()
        found = self.db.execute(f"SELECT id FROM {table} WHERE uid = ?", (uid,)).fetchone()
        if found:
            self.ids.know(table, record.maybe("id"), found["id"])
        return found is not None

    def _new(self, table: str, record: JsonRecord, row: dict[str, object]) -> NewRecord:
        """Return a record with its row; the row has a uid and everything but the id."""
        own = self.ids.give(table, record.maybe("id"))
        assert own is not None
        new = NewRecord(record, table, own)
        new.rows.append((_insert_of(table, tuple(row)), ((own, *row.values()),)))
        return new

    def _wait(self, new: NewRecord) -> int:
        self.waiting.add(new, new.record.maybe("uid") or "")
        return new.count()

    def _contact(self, record: JsonRecord, field: str = "contact") -> int:
        found = self.ids.find("contact", record.text(field))
        if found is None:
            raise LeftOut(f"{field} {visible(record.text(field))} is not in the file")
        return found

    def _origin(self, record: JsonRecord) -> dict[str, object]:
        """Return the uid and the instant a record was added; a new one of both if it has none."""
        return {
            "uid": record.maybe("uid") or new_uid(),
            "created_at": record.maybe("created_at") or self.now,
        }

    # ── notes, reminders, issues ─────────────────────────────────────────────────────────

    def _note(self, record: JsonRecord) -> int:
        if self._known("note", record):
            return 0
        people = [self.ids.find("contact", each) for each in record.texts("contacts")]
        own = list(dict.fromkeys(each for each in people if each))
        if not own:
            raise LeftOut("none of its contacts is in the file")
        day, _, time = record.text("at").replace("T", " ", 1).partition(" ")
        body = record.maybe("text") or ""
        row = {
            "kind": record.text("kind"), "direction": record.maybe("direction"),
            "happened_on": day, "happened_time": time or None, "body": body,
            "folded": fold(body), "mood": record.number("mood"),
            "snoozed_until": record.maybe("snoozed_until"), **self._origin(record),
        }  # fmt: skip
        mentions, tagged = record.texts("mentions"), record.texts("tags")
        new = self._new("note", record, row)
        new.rows.append((NOTE_CONTACT, [(new.own, each) for each in own]))
        new.tags = tagged
        new.links = [("note_issue", "issue", each) for each in mentions]
        return self._wait(new)

    def _reminder(self, record: JsonRecord) -> int:
        if self._known("reminder", record):
            return 0
        n, unit = every_of(record.maybe("every"))
        text = record.text("text")
        row = {
            "contact_id": self._contact(record) if record.maybe("contact") else None,
            "note_id": self.ids.find("note", record.maybe("note")), "text": text,
            "folded": fold(text), "due_on": record.text("on"), "due_time": record.maybe("time"),
            "every_n": n, "every_unit": unit, "every_on": record.maybe("every_on"),
            "fixed": int(record.flag("fixed")), "snoozed_until": record.maybe("snoozed_until"),
            "done_at": record.maybe("done_at"), **self._origin(record),
        }  # fmt: skip
        before = record.maybe("follows")
        new = self._new("reminder", record, row)
        if before:
            new.links.append((_FOLLOWS, "reminder", before))
        return self._wait(new)

    def _issue(self, record: JsonRecord) -> int:
        if self._known("issue", record):
            return 0
        text, resolution = record.text("text"), record.maybe("resolution") or ""
        row = {
            "contact_id": self._contact(record), "text": text,
            "folded": fold_all(text, resolution), "opened_on": record.text("on"),
            "resolved_on": record.maybe("resolved"), "resolution": resolution,
            "mentioned_on": record.maybe("mentioned"),
            "snoozed_until": record.maybe("snoozed_until"), **self._origin(record),
        }  # fmt: skip
        return self._wait(self._new("issue", record, row))

    # ── the others ───────────────────────────────────────────────────────────────────────

    def _plain(self, plain: PlainTable, record: JsonRecord) -> int:
        if self._known(plain.table, record):
            return 0
        given = {column: record.value(column) for column in plain.columns}
        row: dict[str, object] = {key: each for key, each in given.items() if each is not None}
        row |= {key: each for key, each in self._origin(record).items() if key in plain.columns}
        row["contact_id"] = self._contact(record)
        if (record.number("amount_minor") or 0) < 0:
            raise LeftOut("its amount is less than nothing")
        for name, table in plain.links:
            row.setdefault(f"{name}_id", self.ids.find(table, record.maybe(name)))
        lists = [(each, record.texts(each[0])) for each in plain.lists]
        if plain.table == "win" and row["brought_id"] and not self._may_bring(row):
            row["brought_id"] = None
        new = self._new(plain.table, record, row)
        for (_, through, other), codes in lists:
            new.links += [(through, other, each) for each in codes]
        return self._wait(new)

    def _may_bring(self, row: dict[str, object]) -> bool:
        """Return whether nobody else brought the person that a win brought, in no circle either."""
        own, brought = row["contact_id"], row["brought_id"]
        assert isinstance(own, int)
        assert isinstance(brought, int)
        self.waiting.write()
        sql = "SELECT 1 FROM win WHERE brought_id = ?"
        is_free = self.db.execute(sql, (brought,)).fetchone() is None
        return is_free and not referrals.closes_circle(self.db, own, brought)

    def _filter(self, record: JsonRecord) -> int:
        name, words = record.text("name"), "\n".join(record.texts("words"))
        known = self.db.execute("SELECT filter FROM segment WHERE name = ?", (name,)).fetchone()
        if known is None:
            self.db.execute("INSERT INTO segment (name, filter) VALUES (?, ?)", (name, words))
        elif known["filter"] != words:
            raise LeftOut(f"the filter @{visible(name)} is another one here, and stays as it is")
        return int(known is None)

    def _distinct(self, record: JsonRecord) -> int:
        found = {self.ids.find("contact", each) for each in record.texts("contacts")} - {None}
        if len(found) != 2:
            raise LeftOut("its two contacts are not both in the file, or are one contact here")
        pair = tuple(sorted(each for each in found if each))
        cursor = self.db.execute(
            "INSERT INTO distinct_pair (one_id, other_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            pair,
        )
        return max(cursor.rowcount, 0)

    def _key(self, record: JsonRecord) -> int:
        key = record.text("key")
        if self.db.execute("SELECT 1 FROM external_key WHERE key = ?", (key,)).fetchone():
            return 0
        found = self.ids.find_record(record.text("of")) or self._deleted(record.text("of"))
        self.db.execute("INSERT INTO external_key (key, record) VALUES (?, ?)", (key, code(*found)))
        return 1

    def _deleted(self, of: str) -> tuple[str, int]:
        """Return a new id for a record that was deleted: its key must not make another one.

        No record will ever have this id.
        """
        found = read_code(of)
        if found is None:
            raise UsageProblem(f"“{visible(of)}” is not the code of a record.")
        own = self.ids.give(found[0], of)
        assert own is not None
        sql = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?"
        if not self.db.execute(sql, (own, found[0])).rowcount:
            self.db.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (found[0], own))
        return found[0], own
