"""Which rows belong to a contact: the one list that delete, forget, merge and history use.

A table that points at `contact` and is missing here would be skipped by `crm forget`: a test
compares this list with the store's foreign keys.
"""

from __future__ import annotations

from tinycrm.errors import UsageProblem
from tinycrm.services.codes import TABLES, code, resolve_code
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3


class OwnedTable(NamedTuple):
    """A table whose rows belong to a contact.

    `owners` are the columns with the contact it belongs to, `others` those with a contact it
    only mentions. `words` is the SQL for its free text, which may contain a name.
    """

    owners: tuple[str, ...] = ("contact_id",)
    others: tuple[str, ...] = ()
    words: str = ""


OWNED = {
    "contact_point": OwnedTable(words="label"),
    "nickname": OwnedTable(words="name"),
    "occasion": OwnedTable(words="label"),
    "fact": OwnedTable(words="key || ' ' || value"),
    "contact_tag": OwnedTable(),
    "extra": OwnedTable(words="key || ' ' || value"),
    "relation": OwnedTable(others=("other_id",), words="label || ' ' || name"),
    "card": OwnedTable(words="name || ' ' || body"),
    "note_contact": OwnedTable(),
    "reminder": OwnedTable(words="text"),
    "issue": OwnedTable(words="text || ' ' || resolution"),
    "win": OwnedTable(others=("brought_id",), words="text"),
    "deal": OwnedTable(words="text || ' ' || reason"),
    "feedback": OwnedTable(words="text"),
    "perk": OwnedTable(words="text"),
    "ask": OwnedTable(),
    "distinct_pair": OwnedTable(owners=("one_id", "other_id")),
}

RECORDS = tuple(t for t in OWNED if t in TABLES.values() and t != "occasion")
"""The tables whose rows are records, and are counted when their contact is deleted.

An occasion has a code too, but it is a part of its contact, like a tag.
"""

OF_ONE_CONTACT = tuple(table for table, owned in OWNED.items() if owned.owners == ("contact_id",))
"""The tables whose rows belong to one contact, by `contact_id`."""

_TEXTS = {table: owned.words for table, owned in OWNED.items() if owned.words}

WORDS = {
    "contact": "name || ' ' || organization || ' ' || title",
    **{table: words for table, words in _TEXTS.items() if table not in RECORDS},
    "note": "body",
    **{table: words for table, words in _TEXTS.items() if table in RECORDS},
}
"""The SQL for the free text of each table, which may contain a name: contacts, then records."""


def people_of(db: sqlite3.Connection, table: str, row_id: int) -> list[int]:
    """Return the ids of the contacts that a record is about, as `log r12` means them.

    Raises NotFound where it does not exist, UsageProblem where it is about nobody.
    """
    resolve_code(db, code(table, row_id))
    if table == "note":
        found = db.execute("SELECT contact_id FROM note_contact WHERE note_id = ?", (row_id,))
    elif table in OF_ONE_CONTACT:
        found = db.execute(f"SELECT contact_id FROM {table} WHERE id = ?", (row_id,))
    else:
        raise UsageProblem(f"{code(table, row_id)} is a {table}, which is about no person.")
    ids = [own for (own,) in found if own]
    if not ids:
        raise UsageProblem(f"{code(table, row_id)} is your own {table}: it is about no person.")
    return ids
