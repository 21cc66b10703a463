"""Which rows belong to a contact: the one list that deleting, forgetting, merging and history ask.

A table that points at `contact` and is missing here would be left out of `crm forget`: a test
compares this list with the store's foreign keys.
"""

from __future__ import annotations

from typing import NamedTuple

from tinycrm.services.codes import TABLES


class OwnedTable(NamedTuple):
    """A table whose rows belong to a contact.

    `owners` are the columns that name whose row it is, `others` those that name a contact
    whose row it is not. `words` is the SQL for what people wrote in it that may hold a name.
    """

    owners: tuple[str, ...] = ("contact_id",)
    others: tuple[str, ...] = ()
    words: str = ""


OWNED = {
    "contact_point": OwnedTable(),
    "nickname": OwnedTable(words="name"),
    "occasion": OwnedTable(words="label"),
    "fact": OwnedTable(words="key || ' ' || value"),
    "contact_tag": OwnedTable(),
    "extra": OwnedTable(words="value"),
    "note_contact": OwnedTable(),
    "reminder": OwnedTable(words="text"),
    "issue": OwnedTable(words="text || ' ' || resolution"),
    "win": OwnedTable(others=("brought_id",), words="text"),
    "feedback": OwnedTable(words="text"),
    "perk": OwnedTable(words="text"),
    "distinct_pair": OwnedTable(owners=("one_id", "other_id")),
}

RECORDS = tuple(table for table in OWNED if table in TABLES.values())
"""Those whose rows have a code, and are counted when their contact is deleted."""

OF_ONE_CONTACT = tuple(table for table, owned in OWNED.items() if owned.owners == ("contact_id",))
"""Those whose rows belong to one contact, named by `contact_id`."""

_SAID = {table: owned.words for table, owned in OWNED.items() if owned.words}

WORDS = {
    "contact": "name || ' ' || organization || ' ' || title",
    **{table: words for table, words in _SAID.items() if table not in RECORDS},
    "note": "body",
    **{table: words for table, words in _SAID.items() if table in RECORDS},
}
"""The SQL for the words of a table that may hold somebody's name: of contacts, then of records."""
