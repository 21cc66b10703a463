"""Relations of others to a contact who is forgotten: the name, or the link, is theirs."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tinycrm.services.forgetting import forgotten_card_lines
from tinycrm.services.forgetting.names_in_text import NamePattern
from tinycrm.store import journal
from tinycrm.store.erasing import Row

_FORMER = """
    SELECT row_id, json_extract(before, '$.name') FROM change
    WHERE entity = 'relation' AND before IS NOT NULL
        AND json_extract(before, '$.other_id') IS NULL
"""


def drop(db: sqlite3.Connection, names: NamePattern, ids: Sequence[int]) -> set[Row]:
    """Delete the relations to the contact with these ids; return their rows, also former ones.

    The lines of cards that they were read from go with them.

    A name that is linked to somebody else is theirs, and stays.
    """
    linked = {row for each in ids for row in journal.ever(db, "relation", "other_id", each)}
    named = "SELECT id, name FROM relation WHERE other_id IS NULL"
    linked |= {
        own for sql in (named, _FORMER) for own, name in db.execute(sql) if names.occur_in(name)
    }
    db.executemany("DELETE FROM relation WHERE id = ?", [(each,) for each in linked])
    forgotten_card_lines.drop(db, names)
    return {("relation", each) for each in linked}
