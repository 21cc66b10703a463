"""The notes, reminders, issues and other records of an export, read back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial

from tinycrm import clock
from tinycrm.errors import UsageProblem
from tinycrm.exchange.json_records import JsonRecord
from tinycrm.services.codes import code, read_code
from tinycrm.services.people import referrals, tags
from tinycrm.services.transfer.contact_lines import every_of
from tinycrm.services.transfer.record_ids import RecordIds
from tinycrm.services.transfer.record_tables import PLAIN, PlainTable
from tinycrm.services.uids import new_uid
from tinycrm.text import fold, visible


class LeftOut(Exception):
    """A record of which nothing can be stored, with the reason."""


class RecordStoring:
    """Stores the records of one file, once its contacts are there."""

    def __init__(self, db: sqlite3.Connection, ids: RecordIds) -> None:
        self.db = db
        self.ids = ids
        self._later: list[tuple[str, str, int, str, str]] = []
        self._follows: list[tuple[int, str]] = []
        self.storing: dict[str, Callable[[JsonRecord], bool]] = {
            "issue": self._issue, "note": self._note, "reminder": self._reminder,
            **{each.table: partial(self._plain, each) for each in PLAIN},
            "filter": self._filter, "distinct": self._distinct, "key": self._key,
        }  # fmt: skip
        """What stores each kind of record, in their order; it returns whether the record is new.

        Raises LeftOut or UsageProblem with the reason, or what SQLite raises for a value that the
        store refuses. Nothing is left behind then.
        """

    def finish(self) -> None:
        """Store what links records to each other, when all of them are there."""
        for through, table, own, other, code_ in self._later:
            row_id = self.ids.find(other, code_)
            if row_id:
                self.db.execute(
                    f"INSERT INTO {through} ({table}_id, {other}_id) VALUES (?, ?)"
                    " ON CONFLICT DO NOTHING",
                    (own, row_id),
                )
        for own, code_ in self._follows:
            row_id = self.ids.find("reminder", code_)
            if row_id and row_id != own and not self._is_followed(row_id):
                self.db.execute("UPDATE reminder SET follows_id = ? WHERE id = ?", (row_id, own))

    def _is_followed(self, row_id: int) -> bool:
        sql = "SELECT 1 FROM reminder WHERE follows_id = ?"
        return self.db.execute(sql, (row_id,)).fetchone() is not None

    # ── one row ──────────────────────────────────────────────────────────────────────────

    def _known(self, table: str, record: JsonRecord) -> bool:
        """Return whether a record is here already, by its uid, which its code then means."""
        uid = record.maybe("uid")
        if not uid:
            return False
        found = self.db.execute(f"SELECT id FROM {table} WHERE uid = ?", (uid,)).fetchone()
        if found:
            self.ids.know(table, record.maybe("id"), found["id"])
        return found is not None

    def _insert(self, table: str, record: JsonRecord, row: dict[str, object]) -> int:
        given = {"id": self.ids.give(table, record.maybe("id"))} | row
        names, places = ", ".join(given), ", ".join("?" * len(given))
        cursor = self.db.execute(
            f"INSERT INTO {table} ({names}) VALUES ({places})", tuple(given.values())
        )
        assert cursor.lastrowid is not None
        self.ids.know(table, record.maybe("id"), cursor.lastrowid)
        return cursor.lastrowid

    def _contact(self, record: JsonRecord, field: str = "contact") -> int:
        found = self.ids.find("contact", record.text(field))
        if found is None:
            raise LeftOut(f"{field} {visible(record.text(field))} is not in the file")
        return found

    # ── notes, reminders, issues ─────────────────────────────────────────────────────────

    def _note(self, record: JsonRecord) -> bool:
        if self._known("note", record):
            return False
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
            "snoozed_until": record.maybe("snoozed_until"), **_origin(record),
        }  # fmt: skip
        mentions, tagged = record.texts("mentions"), record.texts("tags")
        note_id = self._insert("note", record, row)
        self.db.executemany(
            "INSERT INTO note_contact (note_id, contact_id) VALUES (?, ?)",
            [(note_id, each) for each in own],
        )
        tags.tag_note(self.db, note_id, tagged)
        self._later += [("note_issue", "note", note_id, "issue", each) for each in mentions]
        return True

    def _reminder(self, record: JsonRecord) -> bool:
        if self._known("reminder", record):
            return False
        n, unit = every_of(record.maybe("every"))
        text = record.text("text")
        row = {
            "contact_id": self._contact(record) if record.maybe("contact") else None,
            "note_id": self.ids.find("note", record.maybe("note")), "text": text,
            "folded": fold(text), "due_on": record.text("on"), "due_time": record.maybe("time"),
            "every_n": n, "every_unit": unit, "every_on": record.maybe("every_on"),
            "fixed": int(record.flag("fixed")), "snoozed_until": record.maybe("snoozed_until"),
            "done_at": record.maybe("done_at"), **_origin(record),
        }  # fmt: skip
        before = record.maybe("follows")
        own = self._insert("reminder", record, row)
        if before:
            self._follows.append((own, before))
        return True

    def _issue(self, record: JsonRecord) -> bool:
        if self._known("issue", record):
            return False
        text, resolution = record.text("text"), record.maybe("resolution") or ""
        row = {
            "contact_id": self._contact(record), "text": text,
            "folded": fold(f"{text} {resolution}"), "opened_on": record.text("on"),
            "resolved_on": record.maybe("resolved"), "resolution": resolution,
            "mentioned_on": record.maybe("mentioned"),
            "snoozed_until": record.maybe("snoozed_until"), **_origin(record),
        }  # fmt: skip
        self._insert("issue", record, row)
        return True

    # ── the others ───────────────────────────────────────────────────────────────────────

    def _plain(self, plain: PlainTable, record: JsonRecord) -> bool:
        if self._known(plain.table, record):
            return False
        given = {column: record.value(column) for column in plain.columns}
        row: dict[str, object] = {key: each for key, each in given.items() if each is not None}
        row |= {key: each for key, each in _origin(record).items() if key in plain.columns}
        row["contact_id"] = self._contact(record)
        if (record.number("amount_minor") or 0) < 0:
            raise LeftOut("its amount is less than nothing")
        for name, table in plain.links:
            row.setdefault(f"{name}_id", self.ids.find(table, record.maybe(name)))
        lists = [(each, record.texts(each[0])) for each in plain.lists]
        if plain.table == "win" and row["brought_id"] and not self._may_bring(row):
            row["brought_id"] = None
        own = self._insert(plain.table, record, row)
        for (_, through, other), codes in lists:
            self._later += [(through, plain.table, own, other, each) for each in codes]
        return True

    def _may_bring(self, row: dict[str, object]) -> bool:
        """Return whether nobody else brought the person that a win brought, in no circle either."""
        own, brought = row["contact_id"], row["brought_id"]
        assert isinstance(own, int)
        assert isinstance(brought, int)
        sql = "SELECT 1 FROM win WHERE brought_id = ?"
        is_free = self.db.execute(sql, (brought,)).fetchone() is None
        return is_free and not referrals.closes_circle(self.db, own, brought)

    def _filter(self, record: JsonRecord) -> bool:
        name, words = record.text("name"), "\n".join(record.texts("words"))
        known = self.db.execute("SELECT filter FROM segment WHERE name = ?", (name,)).fetchone()
        if known is None:
            self.db.execute("INSERT INTO segment (name, filter) VALUES (?, ?)", (name, words))
        elif known["filter"] != words:
            raise LeftOut(f"the filter @{visible(name)} is another one here, and stays as it is")
        return known is None

    def _distinct(self, record: JsonRecord) -> bool:
        found = {self.ids.find("contact", each) for each in record.texts("contacts")} - {None}
        if len(found) != 2:
            raise LeftOut("its two contacts are not both in the file, or are one contact here")
        pair = tuple(sorted(each for each in found if each))
        cursor = self.db.execute(
            "INSERT INTO distinct_pair (one_id, other_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            pair,
        )
        return cursor.rowcount > 0

    def _key(self, record: JsonRecord) -> bool:
        key = record.text("key")
        if self.db.execute("SELECT 1 FROM external_key WHERE key = ?", (key,)).fetchone():
            return False
        found = self.ids.find_record(record.text("of")) or self._deleted(record.text("of"))
        self.db.execute("INSERT INTO external_key (key, record) VALUES (?, ?)", (key, code(*found)))
        return True

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


def _origin(record: JsonRecord) -> dict[str, object]:
    """Return the uid and the instant a record was added; a new one of both if it has none."""
    return {
        "uid": record.maybe("uid") or new_uid(),
        "created_at": record.maybe("created_at") or clock.instant(),
    }
