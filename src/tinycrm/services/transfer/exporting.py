"""The whole store as plain objects, one per record, in a stable order.

Contacts come first, by id, then their records. Only derived values are left out, so two
stores are equal when their exports are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

from tinycrm.services.activity.loading import load_issues, load_notes, load_reminders
from tinycrm.services.codes import code, id_of
from tinycrm.services.people import filtering
from tinycrm.services.people.contacts import load_contacts
from tinycrm.services.sql import rows_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CHUNK = 500


def export(db: sqlite3.Connection, words: Sequence[str], today: date) -> Iterator[dict[str, Any]]:
    """Yield every record; with filter `words` only those contacts and their records.

    Without a filter, archived contacts are included. Raises what `filtering.where` does.
    """
    ids = _ids(db, words, today)
    own = frozenset(ids)
    for start in range(0, len(ids), _CHUNK):
        yield from _contacts(db, ids[start : start + _CHUNK])
    yield from _notes(db, own)
    yield from _reminders(db, own, whole=not words)
    yield from _issues(db, own)
    for table in _PLAIN:
        yield from _plain_rows(db, table, own)
    if not words:
        yield from _rest(db)


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
    for contact, own in zip(load_contacts(db, ids), ids, strict=True):
        row = rows[own]
        states = lists["occasion_states"].get(own, [])
        yield {
            "record": "contact",
            **contact._asdict(),
            "every_from": row["every_from_on"],
            "snoozed_until": row["snoozed_until"],
            "archived_at": row["archived_at"],
            "closed": {each["label"]: each["closed_on"] for each in states if each["closed_on"]},
            **{name: found.get(own, []) for name, found in lists.items()},
        }


_LISTS = {
    "occasion_states": """
        SELECT contact_id, id AS o_id, label, closed_on, snoozed_until FROM occasion
        WHERE (closed_on IS NOT NULL OR snoozed_until IS NOT NULL) AND contact_id IN ({})
        ORDER BY id
    """,
    "related": """
        SELECT contact_id, label, name, other_id AS c_id, source FROM relation
        WHERE contact_id IN ({})
        ORDER BY id
    """,
    "cards": """
        SELECT contact_id, source, href, uid, name, body, seen_at FROM card
        WHERE contact_id IN ({})
        ORDER BY id
    """,
    "extra": """
        SELECT contact_id, source, key, value, unread FROM extra
        WHERE contact_id IN ({})
        ORDER BY id
    """,
    "asks": """
        SELECT contact_id, about, asked_on, hidden_until, never FROM ask
        WHERE contact_id IN ({})
        ORDER BY id
    """,
}
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


_PLAIN = {
    "win": """
        SELECT id, uid, contact_id, kind, text, won_on, amount_minor, currency, brought_id,
            snoozed_until, created_at
        FROM win ORDER BY id
    """,
    "deal": """
        SELECT id, uid, contact_id, text, amount_minor, currency, opened_on, until_on, lost_on,
            reason, win_id, snoozed_until, created_at
        FROM deal ORDER BY id
    """,
    "feedback": """
        SELECT id, uid, contact_id, score, text, given_on, created_at FROM feedback ORDER BY id
    """,
    "perk": """
        SELECT id, uid, contact_id, text, until_on, used_on, snoozed_until, created_at
        FROM perk ORDER BY id
    """,
}


def _plain_rows(
    db: sqlite3.Connection, table: str, own: frozenset[int]
) -> Iterator[dict[str, Any]]:
    """Yield rows whose columns are their JSON fields, with codes for ids."""
    for row in db.execute(_PLAIN[table]):
        if row["contact_id"] not in own:
            continue
        fields = {key: row[key] for key in row.keys() if not key.endswith("_id")}  # noqa: SIM118
        fields["id"] = code(table, row["id"])
        fields["contact"] = code("contact", row["contact_id"])
        if table == "deal":
            fields["win"] = code("win", row["win_id"]) if row["win_id"] else None
        if table == "win":
            fields["brought"] = code("contact", row["brought_id"]) if row["brought_id"] else None
            causes = db.execute(
                "SELECT note_id FROM win_cause WHERE win_id = ? ORDER BY id", (row["id"],)
            )
            fields["because"] = [code("note", note_id) for (note_id,) in causes]
        yield {"record": table, **fields}


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
