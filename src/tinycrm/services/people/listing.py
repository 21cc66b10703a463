"""Lists of people: those that match a filter, in the requested order.

A list loads only what a line shows, not complete contacts, so that ten thousand people take
milliseconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date

from tinycrm.services.people import filtering
from tinycrm.services.sql import bounded, rows_of, rows_with
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:  # only --json and --csv need complete contacts: 3 ms
    from tinycrm.services.records import Contact

# The + stops SQLite from using an index, which would fetch each row separately. For the first
# few of everyone `_rows` removes it.
SORTS = {
    "name": "+contact.folded, contact.id",
    "touched": "+contact.last_touch_on DESC NULLS LAST, contact.folded, contact.id",
    "quiet": "+contact.last_touch_on ASC NULLS FIRST, contact.folded, contact.id",
    # Few people have wins, and one lookup of the ids shows who.
    "value": """
        iif(
            contact.id IN (SELECT contact_id FROM win),
            (
                SELECT coalesce(max(total), 0) FROM (
                    SELECT total(amount_minor) AS total FROM win
                    WHERE win.contact_id = contact.id
                    GROUP BY currency
                )
            ),
            0
        ) DESC, contact.folded, contact.id
    """,
    "added": "contact.created_at DESC, contact.id DESC",
}
"""The orders of `--sort`. Value compares each person's largest sum in one currency."""


class ListedPerson(NamedTuple):
    """A person in a list: `work` is the organization, else an e-mail or a phone, else ""."""

    id: int
    name: str
    work: str
    last_touch: str | None


_LINES = """
    SELECT id, name,
        iif(
            organization <> '',
            organization,
            coalesce(
                (
                    SELECT value FROM contact_point
                    WHERE contact_id = contact.id AND kind = 'email' LIMIT 1
                ),
                (
                    SELECT value FROM contact_point
                    WHERE contact_id = contact.id AND kind = 'phone' LIMIT 1
                ),
                ''
            )
        ),
        last_touch_on
    FROM contact
"""


def find_lines(
    db: sqlite3.Connection,
    words: Sequence[str],
    today: date,
    *,
    sort: str = "name",
    limit: int | None = None,
) -> list[ListedPerson]:
    """Return the lines of people who match a filter. Raises what `filtering.where` does."""
    if limit is not None and limit <= _FEW:
        return load_lines(db, find_ids(db, words, today, sort=sort, limit=limit))
    return list(map(ListedPerson._make, _rows(db, _LINES, words, today, sort, limit)))


_FEW = 500
"""Up to this limit, the ids are found first, so that nobody else's line is made."""


def _rows(
    db: sqlite3.Connection,
    select: str,
    words: Sequence[str],
    today: date,
    sort: str,
    limit: int | None,
) -> sqlite3.Cursor:
    """Return plain rows of the people who match a filter."""
    found = filtering.where(filtering.FilterContext(db, today), words)
    order = SORTS[sort]
    if limit is not None and not words:
        order = order.replace("+", "")
    sql, values = f"{select} WHERE {found.sql} ORDER BY {order}", found.values
    if limit is not None:  # even a limit above the count would make SQLite sort slower
        sql, values = f"{sql} LIMIT ?", (*values, bounded(limit))
    rows = db.execute(sql, values)
    rows.row_factory = None
    return rows


def find_ids(
    db: sqlite3.Connection,
    words: Sequence[str],
    today: date,
    *,
    sort: str = "name",
    limit: int | None = None,
) -> list[int]:
    """Return the ids of people who match a filter. Raises what `filtering.where` does."""
    rows = _rows(db, "SELECT id FROM contact", words, today, sort, limit)
    return [row_id for (row_id,) in rows]


def load_names(db: sqlite3.Connection) -> dict[int, str]:
    """Return everyone's name and nicknames, folded, one a line: what `narrow` searches."""
    rows = db.execute(
        """
        SELECT id, coalesce(folded, '') FROM contact
        UNION ALL
        SELECT contact_id, folded FROM nickname WHERE folded <> ''
        """
    )
    rows.row_factory = None
    names: dict[int, str] = {}
    for row_id, folded in rows:
        names[row_id] = f"{names[row_id]}\n{folded}" if row_id in names else folded
    return names


def narrow(ids: Sequence[int], names: Mapping[int, str], words: Sequence[str]) -> list[int]:
    """Return the ids whose names match bare words, in their order, without the store.

    With it, typing a filter is as fast for ten thousand people as for a hundred.
    """
    matches = filtering.named(words)
    return [row_id for row_id in ids if matches(names.get(row_id, ""))]


def narrows(before: str, after: str) -> bool:
    """Return whether all matches of a filter also match the one typed before."""
    return after.startswith(before) and not any(sign in after for sign in ":@,")


def load_lines(db: sqlite3.Connection, ids: Sequence[int]) -> list[ListedPerson]:
    """Return the lines of people with these ids, in this order."""
    rows = rows_of(db, f"{_LINES} WHERE id IN ({{}})", ids)
    lines = {row["id"]: ListedPerson(*row) for row in rows}
    return [lines[row_id] for row_id in ids if row_id in lines]


# ── the working list of the screens ──────────────────────────────────────────────────────


class WorkingRow(NamedTuple):
    """A person in the working list, with tags.

    `late_since` is the oldest date that is late, of the cadence or of an open reminder; snoozed
    ones are left out.
    """

    line: ListedPerson
    tags: tuple[str, ...] = ()
    late_since: date | None = None


def load_rows(db: sqlite3.Connection, ids: Sequence[int], today: date) -> list[WorkingRow]:
    """Return the people with these ids, in this order, with their tags and what is late."""
    from tinycrm.services.people.contacts import load_tags

    tags, late = load_tags(db, ids), _late(db, ids, today)
    return [WorkingRow(each, tags[each.id], late.get(each.id)) for each in load_lines(db, ids)]


def _late(db: sqlite3.Connection, ids: Sequence[int], today: date) -> dict[int, date]:
    from tinycrm.services.people import cadence, waiting

    days = {"today": today.isoformat()}
    late: dict[int, date] = {}
    for row in rows_with(
        db,
        f"""
        SELECT id, every_n, every_unit, every_from_on, last_touch_on, snoozed_until, created_at
        FROM contact
        WHERE id IN ({{}}) AND every_n IS NOT NULL AND {waiting.CONTACT_WAITS}
        """,
        ids,
        **days,
    ):
        found = cadence.cadence_of(row)
        if found and found.due_on() < today:
            late[row["id"]] = found.due_on()
    for contact_id, on in rows_with(
        db,
        f"""
        SELECT contact_id, min(due_on)
        FROM reminder JOIN contact ON contact.id = reminder.contact_id
        WHERE contact_id IN ({{}}) AND due_on < :today AND {waiting.REMINDER_IS_OPEN}
            AND (reminder.snoozed_until IS NULL OR reminder.snoozed_until <= :today)
        GROUP BY contact_id
        """,
        ids,
        **days,
    ):
        day = date.fromisoformat(on)
        late[contact_id] = min(day, late.get(contact_id, day))
    return late


def find_contacts(
    db: sqlite3.Connection,
    words: Sequence[str],
    today: date,
    *,
    sort: str = "name",
    limit: int | None = None,
) -> list[Contact]:
    """Return the people who match a filter, as complete contacts."""
    from tinycrm.services.people.contacts import load_contacts

    return load_contacts(db, find_ids(db, words, today, sort=sort, limit=limit))
