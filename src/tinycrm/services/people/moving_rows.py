"""Moving the rows of one contact to another. Each function moves one kind of row.

What both have is kept once. Where they contradict each other, the other's value becomes a
fact, and the functions return these facts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tinycrm.days import YearlyDay
from tinycrm.services.codes import code
from tinycrm.services.owned_tables import OWNED
from tinycrm.services.people import referrals, yearly_dates
from tinycrm.services.people.phone_likeness import same_number
from tinycrm.services.people.yearly_dates import BIRTHDAY
from tinycrm.services.records import Occasion
from tinycrm.text import fold, fold_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    _Fields = dict[str, Any]

_MOVED_BY_RULE = (
    "fact", "occasion", "contact_point", "nickname", "contact_tag", "note_contact", "win",
    "distinct_pair", "relation", "ask",
)  # fmt: skip
"""Tables where both may have the same row or contradict: each has its own code below."""

_MOVED_UNCHANGED = tuple(table for table in OWNED if table not in _MOVED_BY_RULE)


def keep_as_fact(db: sqlite3.Connection, keep_id: int, name: str, value: str) -> str:
    """Keep a contradicting value as a fact with a name of its own; return it in words."""
    taken = _facts(db, keep_id)
    also = f"{name} (also)"
    number = 2
    while taken.get(also, value) != value:
        also = f"{name} (also {number})"
        number += 1
    if also not in taken:
        db.execute(
            "INSERT INTO fact (contact_id, key, value, folded) VALUES (?, ?, ?, ?)",
            (keep_id, also, value, fold_all(also, value)),
        )
    return f"{also}: {value}"


def _facts(db: sqlite3.Connection, contact_id: int) -> dict[str, str]:
    rows = db.execute("SELECT key, value FROM fact WHERE contact_id = ? ORDER BY id", (contact_id,))
    return dict(map(tuple, rows))


def facts(db: sqlite3.Connection, keep_id: int, other_id: int) -> list[str]:
    """Move facts."""
    kept = []
    for key, value in _facts(db, other_id).items():
        own = _facts(db, keep_id)
        if key not in own:
            db.execute(
                "UPDATE fact SET contact_id = ? WHERE contact_id = ? AND key = ?",
                (keep_id, other_id, key),
            )
        elif own[key] != value:
            kept.append(keep_as_fact(db, keep_id, key, value))
    return kept


def occasions(db: sqlite3.Connection, keep_id: int, other_id: int) -> list[str]:
    """Move occasions; a second birthday becomes a fact. The same date is kept once."""
    kept = []
    own = {_occasion(row): row for row in _days(db, keep_id)}
    for row in _days(db, other_id):
        each = _occasion(row)
        same = yearly_dates.find(list(own), each.label, each.day)
        if same:
            joined = _join(db, own.pop(same), row)
            own[_occasion(joined)] = joined  # with its year now, it is no other year's date
        elif each.label == BIRTHDAY and any(known.label == BIRTHDAY for known in own):
            kept.append(keep_as_fact(db, keep_id, each.label, str(each.day)))
        else:
            db.execute("UPDATE occasion SET contact_id = ? WHERE id = ?", (keep_id, row["id"]))
    return kept


def _occasion(row: _Fields) -> Occasion:
    day = YearlyDay(row["month"], row["day"], row["year"])
    return Occasion(code("occasion", row["id"]), row["label"], day)


def _join(db: sqlite3.Connection, same: _Fields, row: _Fields) -> _Fields:
    """Keep one of two equal dates, with the year, the later greeting and the later snooze."""
    later = {
        name: max(filter(None, (same[name], row[name])), default=None)
        for name in ("closed_on", "snoozed_until")
    }
    joined = {**same, "year": same["year"] or row["year"], **later}
    db.execute(
        """
        UPDATE occasion
        SET year = :year, closed_on = :closed_on, snoozed_until = :snoozed_until
        WHERE id = :id
        """,
        joined,
    )
    return joined


def _days(db: sqlite3.Connection, contact_id: int) -> list[_Fields]:
    found = db.execute(
        """
        SELECT id, label, month, day, year, closed_on, snoozed_until FROM occasion
        WHERE contact_id = ?
        ORDER BY id
        """,
        (contact_id,),
    )
    return [dict(row) for row in found]


def points(db: sqlite3.Connection, keep_id: int, other_id: int) -> None:
    """Move contact points behind the existing ones. One that both have keeps both labels."""
    own = {(row["kind"], row["normal"]): row for row in _points(db, keep_id)}
    position = 1 + max((row["position"] for row in own.values()), default=-1)
    for row in _points(db, other_id):
        same = own.get((row["kind"], row["normal"])) or _same_number(row, own.values())
        if same is None:
            db.execute(
                "UPDATE contact_point SET contact_id = ?, position = ? WHERE id = ?",
                (keep_id, position, row["id"]),
            )
            position += 1
        elif row["label"] and row["label"] not in same["label"].split(", "):
            same["label"] = ", ".join(filter(None, (same["label"], row["label"])))
            change = "UPDATE contact_point SET label = :label WHERE id = :id"
            db.execute(change, {"label": same["label"], "id": same["id"]})


def _same_number(row: _Fields, own: Iterable[_Fields]) -> _Fields | None:
    """Return the kept contact's row with the same number in another form."""
    if row["kind"] != "phone":
        return None
    numbers = (each for each in own if each["kind"] == "phone")
    return next((each for each in numbers if same_number(row["value"], each["value"])), None)


def _points(db: sqlite3.Connection, contact_id: int) -> list[_Fields]:
    found = db.execute(
        """
        SELECT id, kind, normal, value, label, position FROM contact_point
        WHERE contact_id = ?
        ORDER BY position, id
        """,
        (contact_id,),
    )
    return [dict(row) for row in found]


def nicknames(db: sqlite3.Connection, keep_id: int, other_id: int, name: str, other: str) -> None:
    """Move nicknames. The other's own name becomes one, unless it is the same."""
    if other != name:
        db.execute(
            """
            INSERT INTO nickname (contact_id, name, folded)
            VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            (keep_id, other, fold(other)),
        )
    db.execute(
        """
        UPDATE nickname
        SET contact_id = :keep
        WHERE contact_id = :other
            AND name <> :name
            AND name NOT IN (SELECT name FROM nickname WHERE contact_id = :keep)
        """,
        {"keep": keep_id, "other": other_id, "name": name},
    )


_LINKS = (
    """
    UPDATE contact_tag
    SET contact_id = :keep
    WHERE contact_id = :other
        AND tag_id NOT IN (SELECT tag_id FROM contact_tag WHERE contact_id = :keep)
    """,
    # Inserted and deleted, not updated, since a note may be about both contacts already.
    """
    INSERT INTO note_contact (note_id, contact_id)
    SELECT note_id, :keep FROM note_contact
    WHERE contact_id = :other
    ORDER BY id
    ON CONFLICT DO NOTHING
    """,
    "DELETE FROM note_contact WHERE contact_id = :other",
    """
    INSERT INTO distinct_pair (one_id, other_id)
    SELECT min(:keep, third), max(:keep, third) FROM (
        SELECT iif(one_id = :other, other_id, one_id) AS third
        FROM distinct_pair WHERE :other IN (one_id, other_id)
    )
    WHERE third <> :keep
    ON CONFLICT DO NOTHING
    """,
    # Asked on one day of both: the longer silence holds, and "never" always.
    """
    INSERT INTO ask (contact_id, about, asked_on, hidden_until, never)
    SELECT :keep, about, asked_on, hidden_until, never FROM ask
    WHERE contact_id = :other
    ORDER BY id
    ON CONFLICT DO UPDATE SET
        never = max(never, excluded.never),
        hidden_until = iif(
            max(never, excluded.never),
            NULL,
            nullif(max(coalesce(hidden_until, ''), coalesce(excluded.hidden_until, '')), '')
        )
    """,
)


def links(db: sqlite3.Connection, keep_id: int, other_id: int) -> None:
    """Move what needs no rule of its own, and tags, notes and scripts' keys."""
    both = {"keep": keep_id, "other": other_id}
    for table in _MOVED_UNCHANGED:
        db.execute(f"UPDATE {table} SET contact_id = :keep WHERE contact_id = :other", both)
    for sql in _LINKS:
        db.execute(sql, both)
    db.execute(
        "UPDATE external_key SET record = ? WHERE record = ?",
        (code("contact", keep_id), code("contact", other_id)),
    )


def move_referrals(db: sqlite3.Connection, keep_id: int, other_id: int, name: str) -> None:
    """Move wins, and who referred whom. No one refers themselves, or is referred twice.

    A referral that would break this rule, or close a circle, becomes a win with the name of
    who was referred in its text. `name` is the other's.
    """
    both = {"keep": keep_id, "other": other_id, "name": name}
    db.execute(
        f"""
        UPDATE win
        SET brought_id = NULL, text = {_REFERRED}
        WHERE brought_id IN (:keep, :other) AND contact_id IN (:keep, :other)
        """,
        both,
    )
    brought = db.execute(
        "SELECT id, brought_id FROM win WHERE contact_id = ? AND brought_id IS NOT NULL",
        (other_id,),
    )
    for win_id, brought_id in brought.fetchall():
        if referrals.closes_circle(db, keep_id, brought_id):
            _name_instead(db, win_id, brought_id)
    db.execute("UPDATE win SET contact_id = :keep WHERE contact_id = :other", both)
    came = db.execute("SELECT id, contact_id FROM win WHERE brought_id = ?", (other_id,)).fetchone()
    if came is None:
        return
    is_taken = db.execute("SELECT 1 FROM win WHERE brought_id = ?", (keep_id,)).fetchone()
    if is_taken or referrals.closes_circle(db, came["contact_id"], keep_id):
        _name_instead(db, came["id"], other_id)
    else:
        db.execute("UPDATE win SET brought_id = ? WHERE id = ?", (keep_id, came["id"]))


_REFERRED = "iif(text = '', 'referred ' || :name, text)"


def _name_instead(db: sqlite3.Connection, win_id: int, brought_id: int) -> None:
    """Make text of who was referred."""
    name = db.execute("SELECT name FROM contact WHERE id = ?", (brought_id,)).fetchone()[0]
    db.execute(
        f"UPDATE win SET brought_id = NULL, text = {_REFERRED} WHERE id = :win",
        {"name": name, "win": win_id},
    )


def keep_old_ids(db: sqlite3.Connection, keep_id: int, other_id: int, uid: str) -> None:
    """Keep the id and the uid of the deleted contact: exports and other programs may use them."""
    for key, value in (("id", code("contact", other_id)), ("uid", uid)):
        db.execute(
            "INSERT INTO extra (contact_id, source, key, value, folded)"
            " VALUES (?, 'merge', ?, ?, '')",
            (keep_id, key, value),
        )
