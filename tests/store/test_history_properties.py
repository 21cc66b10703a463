"""The history of somebody is asked of indexes: it is the one that reading every change finds."""

from __future__ import annotations

import json
import sqlite3

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.conftest import batches
from tests.store.test_rewind_properties import pick, run, somewhere, verbs
from tinycrm.services.editing import removing
from tinycrm.services.history import history, undoing
from tinycrm.services.owned_tables import OF_ONE_CONTACT
from tinycrm.store import reading, rewind

undos = st.integers(0, 5).map(
    lambda n: lambda: undoing.undo(f"b{max(1, len(batches()) - n)}", prefer_by_hand=False)
)
removals = st.integers(0, 5).map(lambda n: lambda: removing.remove([pick("contact", n)]))


def ever(db: sqlite3.Connection, table: str, column: str, owner: int, wanted: str) -> set[int]:
    """Read every row and every change."""
    images = [dict(row) for row in db.execute(f"SELECT * FROM {table}")]
    kept = db.execute("SELECT entity, before FROM change").fetchall()
    images += [json.loads(before) for entity, before in kept if before and entity == table]
    return {image[wanted] for image in images if image[column] == owner}


def slowly(db: sqlite3.Connection, own: int) -> list[history.HistoryEntry]:
    """Read every change of every batch."""
    rows = {("contact", own)}
    for table in OF_ONE_CONTACT:
        rows |= {(table, each) for each in ever(db, table, "contact_id", own, "id")}
    rows |= {("note", each) for each in ever(db, "note_contact", "contact_id", own, "note_id")}
    known = rewind.batches(db)
    void = rewind.void_batches(known)
    found = []
    for batch in known:
        changes = rewind.changes_in(db, batch)
        theirs = [each for each in changes if (each["entity"], each["row_id"]) in rows]
        found.append(history.HistoryEntry(batch, batch.id in void, history._steps(db, theirs)))
    return [each for each in found if each.steps]


@settings(max_examples=6, deadline=None)
@given(done=st.lists(st.one_of(verbs, verbs, verbs, undos, removals), min_size=3, max_size=14))
def test_the_history_of_everybody_is_the_one_that_reading_every_change_finds(new_store, done):
    with somewhere(new_store):
        for verb in done:
            run(verb)
        with reading() as db:
            last = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'contact'").fetchone()
            for own in range(1, last[0] + 1):
                assert history.history_of(db, "contact", own) == slowly(db, own)
            for batch in rewind.batches(db):
                (entry,) = history.history_of(db, "batch", batch.id)
                assert entry.batch == batch
                assert entry.void == (batch.id in rewind.void_batches(rewind.batches(db)))
