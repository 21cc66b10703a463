"""Who to thank: for somebody they brought, and for a present that was received.

A row is shown for 60 days, until a thanks or a gift to them is logged.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from tinycrm.services.codes import code
from tinycrm.services.people import waiting
from tinycrm.services.sql import limit_of
from tinycrm.values import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from tinycrm.services.activity.attempts import Tries
    from tinycrm.services.records import Person


class Thanks(Fields):
    """Somebody to thank. `id` is their code, `row` that of the referral or of the present.

    `brought` is who they brought, None for a present; `text` are the words about a present.
    `days` is counted from the day of the briefing, negative for the past.
    """

    id: str
    row: str
    contact: Person
    brought: Person | None
    text: str
    on: date
    days: int
    tried: Tries | None = None


# Each part has an index of its own: `win_referral` and `note_received`.
_REFERRALS = f"""
    SELECT 'win' AS reason, win.id, win.contact_id, win.brought_id, '' AS text, win.won_on AS day
    FROM win JOIN contact ON contact.id = win.contact_id
    WHERE win.won_on <= :today AND {waiting.THANKS_WAIT} AND {waiting.CONTACT_IS_ACTIVE}
"""
_PRESENTS = f"""
    SELECT 'note' AS reason, note.id, (
            SELECT contact.id
            FROM note_contact JOIN contact ON contact.id = note_contact.contact_id
            WHERE note_contact.note_id = note.id AND {waiting.CONTACT_IS_ACTIVE}
            ORDER BY note_contact.id
            LIMIT 1
        ) AS contact_id,
        NULL AS brought_id, note.body AS text, note.happened_on AS day
    FROM note
    WHERE {waiting.PRESENT_WAITS}
"""
_WAITING = f"""
    SELECT reason, id, contact_id, brought_id, text, day, count(*) OVER () AS total
    FROM ({_REFERRALS} UNION ALL {_PRESENTS})
    WHERE contact_id IS NOT NULL AND (:own IS NULL OR contact_id = :own)
    ORDER BY day, reason DESC, id
    LIMIT :most
"""


def find_waiting(
    db: sqlite3.Connection,
    today: date,
    *,
    most: int | None = None,
    contact_id: int | None = None,
) -> list[sqlite3.Row]:
    """Return who is to be thanked, longest ago first, at most `most`.

    Each row has the number of all as `total`. With `contact_id` only for them.
    """
    since = today - timedelta(days=waiting.THANKS_DAYS)
    values = {
        "today": today.isoformat(),
        "thanked_since": since.isoformat(),
        "own": contact_id,
        "most": limit_of(most),
    }
    return db.execute(_WAITING, values).fetchall()


def people_in(rows: list[sqlite3.Row]) -> list[int]:
    """Return the ids of the contacts that rows of `find_waiting` name."""
    return [row[each] for row in rows for each in ("contact_id", "brought_id") if row[each]]


def rows_of_thanks(
    rows: list[sqlite3.Row], people: Mapping[int, Person], today: date
) -> tuple[Thanks, ...]:
    """Return rows of `find_waiting` as they are shown."""
    return tuple(
        Thanks(
            id=code("contact", row["contact_id"]),
            row=code(row["reason"], row["id"]),
            contact=people[row["contact_id"]],
            brought=people[row["brought_id"]] if row["brought_id"] else None,
            text=row["text"],
            on=date.fromisoformat(row["day"]),
            days=(date.fromisoformat(row["day"]) - today).days,
        )
        for row in rows
    )


def is_unthanked(db: sqlite3.Connection, note_id: int) -> bool:
    """Return whether somebody is still to be thanked for a present, however long ago it was."""
    query = f"SELECT 1 FROM note WHERE id = ? AND {waiting.PRESENT_IS_UNTHANKED}"
    return db.execute(query, (note_id,)).fetchone() is not None


def is_present(db: sqlite3.Connection, note_id: int) -> bool:
    """Return whether a note is about a present that was received."""
    query = "SELECT 1 FROM note WHERE id = ? AND kind = 'gift' AND direction = 'in'"
    return db.execute(query, (note_id,)).fetchone() is not None
