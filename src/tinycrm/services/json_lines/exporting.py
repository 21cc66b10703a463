"""The whole store as plain objects, one per record, in a stable order.

Contacts come first, by id, then their records. Only derived values are left out, so two
stores are equal when their exports are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

from tinycrm.exchange.last_line import END, last_line
from tinycrm.services.activity.loading import load_issues, load_notes, load_reminders
from tinycrm.services.codes import code, id_of
from tinycrm.services.json_lines.record_ids import OTHER, uid_digest
from tinycrm.services.json_lines.record_tables import PARTS, PLAIN, PartTable, PlainTable
from tinycrm.services.people import filtering
from tinycrm.services.people.contacts import load_contacts
from tinycrm.services.sql import rows_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CHUNK = 500


def export(db: sqlite3.Connection, words: Sequence[str], today: date) -> Iterator[dict[str, Any]]:
    """Yield every record; with filter `words` only those contacts and their records.

    Without a filter, archived contacts are included. With one, somebody who is only mentioned is
    a line by which an import finds them again, and which says nothing about them. After any
    comes a last line that says how many they are. Raises what `filtering.where` does.
    """
    count = 0
    for count, record in enumerate(_before_last(db, words, today), 1):  # noqa: B007
        yield record
    if count:
        yield last_line(count)


def is_record(line: dict[str, Any]) -> bool:
    """Return whether a line of an export is a record, and not the last one."""
    return bool(line["record"] != END)


def _before_last(
    db: sqlite3.Connection, words: Sequence[str], today: date
) -> Iterator[dict[str, Any]]:
    ids = _ids(db, words, today)
    mentioned: set[str] = set()
    for record in _records(db, ids, whole=not words):
        mentioned.update(_contacts_in(record))
        yield record
    if words:
        yield from _others(db, mentioned - {code("contact", each) for each in ids})


def _records(db: sqlite3.Connection, ids: list[int], *, whole: bool) -> Iterator[dict[str, Any]]:
    own = frozenset(ids)
    for start in range(0, len(ids), _CHUNK):
        yield from _contacts(db, ids[start : start + _CHUNK])
    yield from _notes(db, own)
    yield from _reminders(db, own, whole=whole)
    yield from _issues(db, own)
    for plain in PLAIN:
        yield from _plain_rows(db, plain, own)
    if whole:
        yield from _rest(db)


def _contacts_in(record: dict[str, Any]) -> Iterator[str]:
    """Yield the codes of the contacts that a record mentions."""
    yield from (record[field] for field in ("referred_by", "brought") if record.get(field))
    yield from (each["id"] for each in record.get("related", ()) if each["id"])
    if record["record"] == "note":
        yield from record["contacts"]


def _others(db: sqlite3.Connection, codes: set[str]) -> Iterator[dict[str, Any]]:
    """Yield a line for each of these contacts: its code, and its uid as something to compare."""
    ids = sorted(map(id_of, codes))
    for own, uid in rows_of(db, "SELECT id, uid FROM contact WHERE id IN ({}) ORDER BY id", ids):
        yield {"record": OTHER, "id": code("contact", own), "uid_sha256": uid_digest(uid)}


def _ids(db: sqlite3.Connection, words: Sequence[str], today: date) -> list[int]:
    if not words:
        return [row["id"] for row in db.execute("SELECT id FROM contact ORDER BY id")]
    found = filtering.where(filtering.FilterContext(db, today), words)
    sql = f"SELECT id FROM contact WHERE {found.sql} ORDER BY id"
    return [row["id"] for row in db.execute(sql, found.values)]


def _contacts(db: sqlite3.Connection, ids: list[int]) -> Iterator[dict[str, Any]]:
    more = "SELECT id, every_from_on, snoozed_until, archived_at FROM contact WHERE id IN ({})"
    rows = {row["id"]: row for row in rows_of(db, more, ids)}
    lists = {name: _lists(db, sql, ids) for name, sql in _LISTS.items()}
    birthdays = dict(map(tuple, rows_of(db, _BIRTHDAYS, ids)))
    for contact, own in zip(load_contacts(db, ids), ids, strict=True):
        row = rows[own]
        states = lists["occasion_states"].get(own, [])
        yield {
            "record": "contact",
            **contact._asdict(),
            "every_from": row["every_from_on"],
            "snoozed_until": row["snoozed_until"],
            "archived_at": row["archived_at"],
            "birthday_id": _link("occasion", birthdays.get(own)),
            "closed": {each["label"]: each["closed_on"] for each in states if each["closed_on"]},
            **{name: found.get(own, []) for name, found in lists.items()},
        }


_STATES = """
    SELECT contact_id, id AS o_id, label, closed_on, snoozed_until FROM occasion
    WHERE (closed_on IS NOT NULL OR snoozed_until IS NOT NULL) AND contact_id IN ({})
    ORDER BY id
"""
_BIRTHDAYS = "SELECT contact_id, id FROM occasion WHERE label = 'birthday' AND contact_id IN ({})"


def _select(part: PartTable) -> str:
    """Return the query of what a contact has several of; `c_id` is the id of a contact."""
    link = f", {part.link} AS c_id" if part.link else ""
    return (
        f"SELECT contact_id, {', '.join(part.columns)}{link} FROM {part.table}"
        " WHERE contact_id IN ({}) ORDER BY id"
    )


_LISTS = {"occasion_states": _STATES, **{part.field: _select(part) for part in PARTS}}
"""What a contact has several of. A column `c_id` is the id of a contact, `o_id` of an occasion."""


def _lists(db: sqlite3.Connection, sql: str, ids: list[int]) -> dict[int, list[dict[str, Any]]]:
    """Return the rows of each contact as objects, with codes for ids."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows_of(db, sql, ids):
        fields = dict(row)
        own = fields.pop("contact_id")
        for name, table in (("c_id", "contact"), ("o_id", "occasion")):
            if name in fields:
                row_id = fields.pop(name)
                fields["id"] = code(table, row_id) if row_id else None
        found.setdefault(own, []).append(fields)
    return found


def _chunks(db: sqlite3.Connection, sql: str) -> Iterator[list[sqlite3.Row]]:
    rows = db.execute(sql)
    while found := rows.fetchmany(_CHUNK):
        yield found


def _notes(db: sqlite3.Connection, own: frozenset[int]) -> Iterator[dict[str, Any]]:
    sql = "SELECT id, uid, direction, snoozed_until, created_at FROM note ORDER BY id"
    for rows in _chunks(db, sql):
        ids = [row["id"] for row in rows]
        mentions: dict[int, list[str]] = {}
        for note_id, issue_id in rows_of(
            db, "SELECT note_id, issue_id FROM note_issue WHERE note_id IN ({}) ORDER BY id", ids
        ):
            mentions.setdefault(note_id, []).append(code("issue", issue_id))
        for note, row in zip(load_notes(db, ids), rows, strict=True):
            if any(id_of(each.id) in own for each in note.contacts):
                yield {
                    "record": "note",
                    **note._asdict(),
                    "contacts": [each.id for each in note.contacts],
                    "uid": row["uid"],
                    "direction": row["direction"],
                    "snoozed_until": row["snoozed_until"],
                    "mentions": mentions.get(row["id"], []),
                    "created_at": row["created_at"],
                }


def _reminders(
    db: sqlite3.Connection, own: frozenset[int], *, whole: bool
) -> Iterator[dict[str, Any]]:
    sql = "SELECT id, contact_id, uid, follows_id, created_at FROM reminder ORDER BY id"
    for rows in _chunks(db, sql):
        for record, row in zip(load_reminders(db, [r["id"] for r in rows]), rows, strict=True):
            if row["contact_id"] in own or (whole and row["contact_id"] is None):
                yield {
                    "record": "reminder",
                    **record._asdict(),
                    "contact": record.contact.id if record.contact else None,
                    "uid": row["uid"],
                    "follows": code("reminder", row["follows_id"]) if row["follows_id"] else None,
                    "created_at": row["created_at"],
                }


def _issues(db: sqlite3.Connection, own: frozenset[int]) -> Iterator[dict[str, Any]]:
    for rows in _chunks(db, "SELECT id, contact_id, uid, created_at FROM issue ORDER BY id"):
        for record, row in zip(load_issues(db, [r["id"] for r in rows]), rows, strict=True):
            if row["contact_id"] in own:
                yield {
                    "record": "issue",
                    **record._asdict(),
                    "contact": record.contact.id,
                    "uid": row["uid"],
                    "created_at": row["created_at"],
                }


def _plain_rows(
    db: sqlite3.Connection, plain: PlainTable, own: frozenset[int]
) -> Iterator[dict[str, Any]]:
    """Yield rows whose columns are their JSON fields, with codes for ids."""
    links = ", ".join(f"{name}_id" for name, _ in plain.links)
    sql = f"SELECT id, {', '.join(plain.columns)}, {links} FROM {plain.table} ORDER BY id"
    for row in db.execute(sql):
        if row["contact_id"] not in own:
            continue
        yield {
            "record": plain.table,
            "id": code(plain.table, row["id"]),
            **{column: row[column] for column in plain.columns},
            **{name: _link(table, row[f"{name}_id"]) for name, table in plain.links},
            **{each[0]: _linked(db, plain.table, row["id"], *each[1:]) for each in plain.lists},
        }


def _link(table: str, row_id: int | None) -> str | None:
    return code(table, row_id) if row_id else None


def _linked(db: sqlite3.Connection, table: str, row_id: int, through: str, other: str) -> list[str]:
    sql = f"SELECT {other}_id FROM {through} WHERE {table}_id = ? ORDER BY id"
    return [code(other, other_id) for (other_id,) in db.execute(sql, (row_id,))]


def _rest(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for row in db.execute("SELECT name, filter FROM segment ORDER BY name"):
        yield {"record": "filter", "name": row["name"], "words": row["filter"].split("\n")}
    for row in db.execute("SELECT one_id, other_id FROM distinct_pair ORDER BY one_id, other_id"):
        yield {
            "record": "distinct",
            "contacts": [code("contact", row["one_id"]), code("contact", row["other_id"])],
        }
    for row in db.execute("SELECT key, record FROM external_key ORDER BY key"):
        yield {"record": "key", "key": row["key"], "of": row["record"]}
