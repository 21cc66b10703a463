"""Saved filters, when a contact is forgotten.

A filter that asks for nobody but them, by their whole name or address, is deleted with them, and
so are its older versions in the journal. One that only shares a word with their name is the
user's: it is reported and not changed.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from tinycrm.contact_points import normal_email
from tinycrm.errors import UsageProblem
from tinycrm.services.forgetting.names_in_text import NamePattern
from tinycrm.services.people import filtering
from tinycrm.store.erasing import Row
from tinycrm.text import fold
from tinycrm.values import NamedTuple


class ForgottenFilters(NamedTuple):
    """The rows and changes to empty, and the names of the filters that were `dropped`.

    `named` are those that stay and contain a word of the contact's name.
    """

    rows: frozenset[Row]
    changes: tuple[int, ...]
    dropped: tuple[str, ...]
    named: tuple[str, ...]


def drop(
    db: sqlite3.Connection, names: NamePattern, ids: Collection[int], today: date
) -> ForgottenFilters:
    """Delete the filters that ask for this contact alone. It must still be in the store."""
    at = filtering.FilterContext(db, today)
    saved = db.execute("SELECT id, name, filter FROM segment ORDER BY name").fetchall()
    theirs = [row for row in saved if _is_theirs(at, row["filter"].split("\n"), names, ids)]
    images = db.execute(
        "SELECT id, before FROM change WHERE entity = 'segment' AND before IS NOT NULL"
    ).fetchall()
    changes = tuple(
        row["id"]
        for row in images
        if _is_theirs(at, json.loads(row["before"])["filter"].split("\n"), names, ids)
    )
    db.executemany("DELETE FROM segment WHERE id = ?", [(row["id"],) for row in theirs])
    return ForgottenFilters(
        rows=frozenset(("segment", row["id"]) for row in theirs),
        changes=changes,
        dropped=tuple(row["name"] for row in theirs),
        named=tuple(_named(saved, theirs, names)),
    )


def _is_theirs(
    at: filtering.FilterContext,
    words: Sequence[str],
    names: NamePattern,
    ids: Collection[int],
) -> bool:
    """Return whether a filter has a whole name or address of theirs and finds nobody else."""
    own = {normal_email(name) for name in names.names if "@" in name}
    if any(word.lower().startswith("email:") and normal_email(word[6:]) in own for word in words):
        return True
    bare = [word for word in words if word and ":" not in word and not word.startswith("@")]
    typed = {each for word in bare for each in _folded_words(word)}
    if not any(_folded_words(name) <= typed for name in names.names if name.split()):
        return False
    try:
        asked = filtering.clause(at, bare)
    except UsageProblem:  # another program, or an older tinycrm, wrote it
        return False
    found = at.db.execute(f"SELECT id FROM contact WHERE {asked.sql}", asked.values)
    return {own for (own,) in found} <= set(ids)


def _folded_words(text: str) -> set[str]:
    return set(fold(text).split("\n")[0].split())


def _named(
    saved: Sequence[sqlite3.Row], gone: Sequence[sqlite3.Row], names: NamePattern
) -> Iterator[str]:
    own = names.words()
    for row in (each for each in saved if each not in gone):
        values = (word.rpartition(":")[2] for word in row["filter"].split("\n"))
        text = fold(" ".join((row["name"], *values)))
        if own & set(re.findall(r"[^\W_]+", text)) or any("@" in w and w in text for w in own):
            yield row["name"]
